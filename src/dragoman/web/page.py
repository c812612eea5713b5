"""What a page is: its address, what may be asked, the noun that it gives, the template that shows it."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from dragoman.keep import Case, open_case

from .answers import AskedError, Trouble, answer, failed, query, trouble, wants_json
from .complaints import plainly
from .ready import Ready
from .serving import Serving

Asked = TypeVar("Asked", bound=msgspec.Struct)
Noun = TypeVar("Noun", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True):
    """A page of which nothing can be asked."""


class Here(msgspec.Struct, frozen=True):
    """Where a request came in: the case, open for reading, and the address. Templates have it as `here`."""

    request: Request
    serving: Serving
    case: Case
    asked: msgspec.Struct

    @property
    def path(self) -> str:
        """The address without what is asked."""
        return self.request.url.path

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.serving.case.stem

    def again(self, **changes: Any) -> str:
        """This address with other filters."""
        return self.at(self.path, **{**msgspec.structs.asdict(self.asked), **changes})

    @staticmethod
    def at(path: str, **asked: Any) -> str:
        """An address with these filters."""
        said = query(asked)
        return f"{path}?{said}" if said else path


class Page(msgspec.Struct, Generic[Asked, Noun], frozen=True, kw_only=True):
    """One kind of page. `view` makes its noun from the case, what is asked (the query, checked) and the parts of the address."""

    path: str
    name: str  # in the navigation and the OpenAPI document, and of its template
    asked: type[Asked]
    noun: type[Noun]
    view: Callable[[Case, Asked, Mapping[str, str]], Noun]
    title: Callable[[Noun], str] | None = None
    whole: Callable[[Noun], Noun] | None = None  # adds what only the JSON has, for it takes longer than a reader should wait
    slow: bool = False  # it takes longer than a reader should wait: its noun is worked out ahead and held
    says: str  # what it shows, in a line

    @property
    def template(self) -> str:
        return f"{self.name.lower().replace(' ', '_')}.html.j2"


def endpoint(page: Page[Any, Any], serving: Serving, ready: Ready) -> Callable[[Request], Awaitable[Response]]:
    """What answers a request for the page; it reads the case in a thread of its own, so that none waits for another."""

    def made(request: Request) -> Response:
        asked = asked_of(page.asked, request.query_params)
        with open_case(serving.case) as case:
            noun = ready.noun(page, case, asked, request.path_params)
            title = page.title(noun) if page.title else page.name
            if page.whole and wants_json(request):
                noun = page.whole(noun)
            return answer(Here(request, serving, case, asked), noun, page.template, title)

    async def answered(request: Request) -> Response:
        return await to_thread.run_sync(safely, made, request)

    return answered


def asked_of(noun: type[Asked], given: Mapping[str, str]) -> Asked:
    """What a query or a form asks, checked; SettingError where it cannot be asked. What is left empty asks nothing."""
    try:
        return msgspec.convert({name: value for name, value in given.items() if value != ""}, noun, strict=False)
    except msgspec.ValidationError as error:
        raise AskedError(f"{plainly(str(error))}; change the address or use the form of the page") from error


def safely(made: Callable[[Request], Response], request: Request) -> Response:
    """The answer, or what went wrong as one: nothing that a report or an address holds may end the server."""
    try:
        return made(request)
    except sqlite3.OperationalError as error:
        return trouble(request, Trouble(503, "The case is busy", f"It cannot be read just now ({error}); try again in a moment."))
    except OverflowError:
        return trouble(request, Trouble(400, "That cannot be asked", "A number or day is too large; change the address or use the form of the page."))
    except Exception as error:  # noqa: BLE001  # the border of the program: whatever it is becomes a page, and a line in the log
        return failed(request, error)
