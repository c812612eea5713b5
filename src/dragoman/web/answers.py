"""Answers: a noun as a page or as JSON, whichever is asked for, and what went wrong as a page that says what to do."""

import logging
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.model.errors import DragomanError, SettingError

from .complaints import in_pages

if TYPE_CHECKING:
    from jinja2 import Environment

    from .page import Here

HTML = "text/html; charset=utf-8"
JSON = "application/json"
UNPRINTED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
"""What no page prints as it is: controls, halves of characters, and the overrides that make words run backwards over what stands around them."""

HTTP = {
    404: ("There is no such page", "Go back, or start from the situation."),
    405: ("It does not take that", "This address answers the forms of the site, not a browser that opens it."),
}
"""What an address that leads nowhere is told."""

LOG = logging.getLogger("dragoman.web")


class AskedError(SettingError):
    """What an address or a form asks cannot be asked, whatever the page."""


class MovedError(Exception):
    """What was at this address is now at another, `location`."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class MissingError(SettingError):
    """What a query names is not in the case."""


class HeldError(SettingError):
    """The case cannot be changed now, for another changes it."""


class Trouble(msgspec.Struct, frozen=True):
    """What went wrong: `status` of HTTP, what in a few words, and what to do."""

    status: int
    what: str
    advice: str


class Failure(msgspec.Struct, frozen=True):
    """The JSON of an answer that went wrong."""

    error: Trouble


def wants_json(request: Request) -> bool:
    """By `?format=json`, else by the Accept header: who names JSON and not HTML."""
    asked = request.query_params.get("format")
    if asked is not None:
        return asked == "json"
    accepted = request.headers.get("accept", "")
    return JSON in accepted and "text/html" not in accepted


def answer(here: "Here", noun: msgspec.Struct, template: str, title: str) -> Response:
    """The noun as JSON, or shown by its template."""
    if wants_json(here.request):
        return Response(msgspec.json.encode(noun), media_type=JSON, headers={"Vary": "Accept"})
    page = environment().get_template(template).render(page=noun, here=here, title=title)
    return Response(page.translate(UNPRINTED), media_type=HTML, headers={"Vary": "Accept"})


def trouble(request: Request, what: Trouble, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong, as JSON or as a page; it needs no case, for the case may be what is wrong."""
    if wants_json(request):
        return Response(msgspec.json.encode(Failure(what)), what.status, headers, JSON)
    page = environment().get_template("trouble.html.j2").render(trouble=what)
    return Response(page.translate(UNPRINTED), what.status, headers, HTML)


def failed(request: Request, error: Exception) -> Response:
    """The page for an error that came up on the way."""
    if isinstance(error, HTTPException):
        what, advice = HTTP.get(error.status_code, (error.detail, "Go back and try again."))
        return trouble(request, Trouble(error.status_code, what, advice), error.headers)
    if isinstance(error, MovedError):
        return RedirectResponse(f"{error.location}?{request.url.query}".rstrip("?"), 307)  # not for good: a decision that joined two is taken back
    if isinstance(error, HeldError):
        return trouble(request, Trouble(409, "The case is being changed", str(error)))
    if isinstance(error, DragomanError):
        said = in_pages(str(error))
        missing = isinstance(error, MissingError) or (bool(request.path_params) and not isinstance(error, AskedError))
        if missing:
            return trouble(request, Trouble(404, "There is none", said))
        if request.method == "POST" and not isinstance(error, AskedError):  # a form in order, and a case that is otherwise
            return trouble(request, Trouble(409, "The case does not allow it", said))
        return trouble(request, Trouble(400, "That cannot be asked", said))
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return trouble(
        request, Trouble(500, "A mistake of the program", "Nothing was changed. What happened stands in the window where `dragoman serve` runs.")
    )


@cache
def environment() -> "Environment":
    """The templates, with what they may call."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

    from . import actorwords, marks, words

    own, shown = PackageLoader(__package__, "templates"), PackageLoader("dragoman.show", "templates")
    made = Environment(
        loader=ChoiceLoader([own, PrefixLoader({"show": shown})]), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {**words.FILTERS, **actorwords.FILTERS, **marks.FILTERS}
    made.globals |= {**words.GLOBALS, **actorwords.GLOBALS, **marks.GLOBALS}
    return made


def query(given: Mapping[str, Any]) -> str:
    """What follows the "?" of an address, without what is empty, days as ISO."""
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items() if value not in (None, "", 0, False)}
    return urlencode(said, doseq=True)
