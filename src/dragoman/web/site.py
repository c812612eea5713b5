"""The whole site: every page with its address, what it takes, static files, errors, the guard before all of it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from . import openapi
from .answers import JSON, failed
from .desk import Desk
from .guard import Guard
from .handing import handing
from .page import endpoint
from .pages import PAGES, WRITES, add
from .ready import Ready
from .serving import Serving
from .write import writing

STATIC = Path(__file__).parent / "static"
SMALLEST = 2_000  # bytes from which packing pays
PACKING = 4  # of 9: the outlines of the world in 9 ms instead of 270, and a seventh larger
FIRST: Mapping[str, Any] = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "path_params": {}}
"""A look at the first page before anybody asks, so that nobody waits while templates and libraries are loaded."""


def site(serving: Serving) -> Starlette:
    """The application, for any ASGI server."""
    desk, ready = Desk(serving), Ready(serving)
    pages, ways = (*PAGES, *add.pages(desk)), add.ways(desk)
    document = openapi.document(pages, WRITES, ways)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        async with desk.open():
            warmed = asyncio.ensure_future(endpoint(PAGES[0], serving, ready)(Request(dict(FIRST))))
            ahead = asyncio.ensure_future(ready.ahead(pages))
            yield
            ahead.cancel()
            await warmed

    async def described(_: Request) -> Response:
        return Response(document, media_type=JSON)

    return Starlette(
        routes=[
            # Forms come first: of an address that both may mean it is them whom another method is told of.
            *(Route(write.path, writing(write, serving), methods=["POST"], name=write.name) for write in WRITES),
            *(Route(way.path, handing(way, serving), methods=["POST"], name=way.name) for way in ways),
            *(Route(page.path, endpoint(page, serving, ready), name=page.name) for page in pages),
            Route("/add/{job}/progress", partial(add.progress, desk), name="progress"),
            Route("/openapi.json", described, name="openapi"),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        lifespan=running,
        exception_handlers={HTTPException: failed},
        middleware=[Middleware(Guard, serving=serving), Middleware(GZipMiddleware, minimum_size=SMALLEST, compresslevel=PACKING)],
    )
