"""The site behind its server, which gives up connections that say nothing, or a word now and then, so that they hold nobody else up."""

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .serving import Serving
from .site import site

HEAD = 20.0  # seconds in which the head of a request must be whole: a slow line needs one, and a browser opens its spare connections anew
WAITING = 64  # connections without a request at a time, of which ten browsers hold fewer; the oldest goes first
MOST = 200  # connections in all: with the files of the case that each opens, as many as the stingiest system (256) just allows
GRACE = 3  # seconds in which answers may be ended when the site is stopped


class Patience(H11Protocol):
    """HTTP as uvicorn speaks it, with those who send a request."""

    since = 0.0
    _leaving: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether a request is still to come."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows what asyncio gives
        super().connection_made(transport)
        self._begin()
        waiting = [each for each in self.connections if isinstance(each, Patience) and each.waits]
        if len(waiting) > WAITING:
            min(waiting, key=lambda each: each.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._begin()

    def _begin(self) -> None:
        """The time for the next request begins."""
        if self._leaving is not None:
            self._leaving.cancel()
        self.since = self.loop.time()
        self._leaving = self.loop.call_later(HEAD, self._leave)

    def _leave(self) -> None:
        if self.waits:
            self.transport.abort()


def server(serving: Serving, **chosen: Any) -> uvicorn.Server:
    """What serves the site; `chosen`: settings of uvicorn besides."""
    config = uvicorn.Config(
        site(serving), http=Patience, limit_concurrency=MOST, log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=GRACE, **chosen,
    )  # fmt: skip
    return uvicorn.Server(config)
