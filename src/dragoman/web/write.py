"""What changes the case: a form that is checked, carried out while the case is held for writing, and answered by where to look next."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from dragoman.keep import Case, open_case

from .answers import JSON, HeldError, Trouble, trouble, wants_json
from .page import asked_of, safely
from .serving import MIB, Serving

Asked = TypeVar("Asked", bound=msgspec.Struct)
TOKEN = "token"  # the field of every form that only a page of this site can fill in
MOST_FIELDS = 100


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, in words, and the address that shows it."""

    said: str
    location: str


class Write(msgspec.Struct, Generic[Asked], frozen=True, kw_only=True):
    """One way to change the case; `act` gets the case, held for writing, what the form says, the parts of the address, and in whose name."""

    path: str
    name: str
    asked: type[Asked]
    act: Callable[[Case, Asked, Mapping[str, str], str], Done]
    says: str


def writing(write: Write[Any], serving: Serving) -> Callable[[Request], Awaitable[Response]]:
    """What answers the form."""

    async def answered(request: Request) -> Response:
        try:
            async with request.form(max_fields=MOST_FIELDS) as form:
                given = {name: value for name, value in form.items() if isinstance(value, str)}
        except ClientDisconnect:
            return broken_off(request, serving)
        if not is_ours(given.pop(TOKEN, ""), serving):
            return trouble(request, FORGED)

        def made(request: Request) -> Response:
            asked = asked_of(write.asked, given)
            with open_case(serving.case, write=True, waiting=_refuse) as case:
                done = write.act(case, asked, request.path_params, serving.author)
            return shown(request, done)

        return await to_thread.run_sync(safely, made, request)

    return answered


FORGED = Trouble(403, "Not from this site", "The form lacks the site's token, or the site was started anew since; load the page again and repeat it.")


def is_ours(token: str, serving: Serving) -> bool:
    """Whether the token is this site's."""
    return secrets.compare_digest(token.encode(), serving.token.encode())


def broken_off(request: Request, serving: Serving) -> Response:
    """What is said where a form did not come whole, or more came than a request may have."""
    return trouble(request, Trouble(413, "Too large, or broken off", f"A request may have {serving.upload // MIB} MB at most; send it again."))


def shown(request: Request, done: Done) -> Response:
    """To a browser the page that shows what was done, to a program the same in words."""
    if wants_json(request):
        return Response(msgspec.json.encode(done), media_type=JSON)
    return RedirectResponse(done.location, status_code=303)


def _refuse(holder: str) -> None:
    raise HeldError(f"{holder} holds it, as a job of /add does while it reads; wait until that has ended, or stop it there, and send this again")
