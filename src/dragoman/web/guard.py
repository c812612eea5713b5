"""What stands before every page: whose requests are answered, how large they may be, and what a browser may do with the answer."""

import asyncio
import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .answers import Trouble, trouble
from .serving import Serving

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Only what the site itself brings is loaded or run: a script in a report's text is words, wherever it comes to stand."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATIENCE = 30.0  # seconds between two pieces of a request: a slow line is served, one that says nothing is not waited for
DELAY = 0.5  # seconds before a wrong password is answered, so that guessing takes its time


class Guard:
    """The application behind its guard."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app = app
        self._serving = serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._guarded(scope, receive, _with_headers(send))
        # a websocket is not spoken here: leaving without a word closes it

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is None and self._serving.password and not _knows(headers.get("authorization", ""), self._serving.password):
            await asyncio.sleep(DELAY)
            refused = Trouble(401, "Who are you?", "Give the password that the site was started with; any user name will do.")
        if refused is not None:
            answer = trouble(Request(scope), refused)
            if refused.status == 401:
                answer.headers["WWW-Authenticate"] = 'Basic realm="dragoman", charset="UTF-8"'
            await answer(scope, receive, send)
            return
        await self._app(scope, _limited(receive, self._serving.upload), send)

    def _refused(self, scope: Scope, headers: Headers) -> Trouble | None:
        if not self._serving.answers(headers.get("host", "")):
            return Trouble(421, "Not this site", "Open the address that `dragoman serve` printed; other names for this machine are not answered.")
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        if self._serving.read_only:
            return Trouble(403, "Read only", "The site was started with --read-only; start it without to change the case.")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return Trouble(403, "From another site", "Another site's page sent this; nothing was changed. Use the forms of this site.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._serving.upload:
            return Trouble(413, "Too large", f"A request may have {self._serving.upload >> 20} MB at most; use `dragoman add` for more.")
        return None


def _knows(authorization: str, password: str) -> bool:
    kind, _, given = authorization.partition(" ")
    if kind.lower() != "basic":
        return False
    try:
        said = base64.b64decode(given, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return secrets.compare_digest(said, password.encode())


def _limited(receive: Receive, most: int) -> Receive:
    """The request as it comes, but for what is too much or too slow: then the client has gone, as far as the page is concerned."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        try:
            message = await (asyncio.wait_for(receive(), PATIENCE) if seen >= 0 else receive())
        except TimeoutError:
            return {"type": "http.disconnect"}
        seen = -1 if not message.get("more_body") else seen + len(message.get("body", b""))  # read whole, its end may be waited for
        return {"type": "http.disconnect"} if seen > most else message

    return limited


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
