"""An http(s) address that the user gives → the reports there: a page, a feed, a web archive, a text or JSONL, as content type and content say.

Only this file and `public.py`, which it asks where no private address may be reached, open a network connection. Robots' rules are not asked: each
address is given by a person, or stands in a feed that a person gave.
"""

import gzip
import http.client
import io
import socket
import ssl
import string
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from . import public
from .reports import Defaults, Found, Origin
from .single import MOST_BYTES, TEXTS, read_single
from .streams import ARCHIVES, DOCUMENTS, LINES, SHEETS, suffix_of, take_stream

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TIMEOUT = 20  # seconds without a byte
LONGEST = 600  # seconds that one answer is waited for in all: a large web archive over a slow line; a server that drips for ever is left
LARGEST = 2 << 30  # bytes of one answer, as sent and unpacked: twice the size at which web archives are cut by custom
BUSY = frozenset({429, 503})  # the server asks to be left alone

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/vnd.iptc.g2.newsitem+xml": ".xml",
    "application/vnd.iptc.g2.newsmessage+xml": ".xml",
    "application/json": ".json",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/warc": ".warc",
    "application/jsonl": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/x-jsonlines": ".jsonl",
    "application/x-ndjson": ".jsonl",
}  # of the types that are sure; others are given to anything


class _Answer(msgspec.Struct):
    """What the server sends: where it was in the end, as what, and its bytes."""

    url: str
    suffix: str
    charset: str | None
    body: BinaryIO


class _Body(io.RawIOBase):
    """The bytes of an answer; OSError where it ends too early, which `http.client` says only sometimes, or does not end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response
        self._size = 0
        self._waited = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        since = time.monotonic()
        try:
            count = self._response.readinto(buffer)
        except http.client.HTTPException as error:
            raise ConnectionError("the server ended it too early") from error
        if not count and self._response.length:
            raise ConnectionError("the server ended it too early")
        self._waited += time.monotonic() - since
        if self._waited > LONGEST:
            raise ConnectionError(f"the server takes longer than {LONGEST} seconds")
        self._size = _within(self._size + count)
        return count


class _Gunzipped(gzip.GzipFile):
    size = 0

    def seekable(self) -> bool:  # what a server sends does not come twice
        return False

    def readinto(self, buffer: "WriteableBuffer") -> int:
        count = super().readinto(buffer)
        self.size = _within(self.size + count)
        return count


def _within(size: int) -> int:
    if size > LARGEST:
        raise ConnectionError(f"it is larger than {LARGEST >> 20:,} MB; save it and give the file")
    return size


def take_address(address: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """The reports at the address; never raises for what is there."""
    label = address.strip()
    try:
        with _answer(label, defaults.public_only) as answer:
            origin = Origin(answer.url, answer.charset, _follower(defaults.public_only))
            yield from take_stream(answer.body, label, answer.url, answer.suffix, defaults, origin=origin)
    except SourceError as error:
        yield SourceError(f"{label}: {error}")


def _follower(public_only: bool) -> Callable[[str], Found]:
    """What fetches the pages that one feed links to; a server that cannot be reached, or is busy, is asked no more."""
    given_up: set[str] = set()

    def follow(link: str) -> Found:
        server = urlsplit(link).netloc
        if server in given_up:
            raise SourceError("is on a server that did not answer before")
        try:
            with _answer(link, public_only, lambda: given_up.add(server)) as answer:
                return read_single(answer.body.read(MOST_BYTES + 1), None, answer.suffix, answer.charset)
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(f"broke off ({getattr(error, 'strerror', None) or error})") from error

    return follow


@contextmanager
def _answer(address: str, public_only: bool, silent: Callable[[], None] = lambda: None) -> Iterator[_Answer]:
    """What the server at the address sends. SourceError, saying what to do, when that is nothing of use; `silent` is called if it did not answer."""
    response = _open(_ascii(address), public_only, silent)
    with response:
        kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
        url = response.geturl()
        suffix = suffix_of(urlsplit(url).path)
        packed = (response.headers.get("Content-Encoding") or "identity").strip().lower()
        body: BinaryIO = io.BufferedReader(_Body(response))
        if packed in ("gzip", "x-gzip"):
            body = io.BufferedReader(_Gunzipped(fileobj=body))
        elif packed != "identity":
            raise SourceError(f"is sent packed in a way that was not asked for ({packed[:40]}); save the page and give the file")
        yield _Answer(
            url=url,
            suffix=_SUFFIXES.get(kind, suffix if suffix in TEXTS | LINES | DOCUMENTS | SHEETS | ARCHIVES else ""),
            charset=response.headers.get_content_charset(),
            body=body,
        )


def _open(address: str, public_only: bool, silent: Callable[[], None]) -> http.client.HTTPResponse:
    request = urllib.request.Request(address, headers={"User-Agent": _agent(), "Accept": "text/html, application/xml;q=0.9, */*;q=0.8"})
    try:
        response: http.client.HTTPResponse = _opener(public_only).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in BUSY:
                silent()
            raise SourceError(_refusal(error.code, error.reason)) from error
    except urllib.error.URLError as error:
        silent()
        raise SourceError(_unreached(error.reason)) from error
    except OSError as error:
        silent()
        raise SourceError(_unreached(error)) from error
    except http.client.InvalidURL as error:
        raise SourceError("is no address that can be asked for; check how it is written") from error
    except http.client.HTTPException as error:
        raise SourceError(f"its server answers nothing that can be read ({type(error).__name__}); look at it in a browser") from error
    return response


def _opener(public_only: bool) -> urllib.request.OpenerDirector:
    """Opens http and https alone: urllib's own would follow a redirect to ftp, and open local files."""
    opener = urllib.request.OpenerDirector()
    anywhere = (urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler())
    for handler in (
        *((public.Plain(), public.Sealed()) if public_only else anywhere),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _agent() -> str:
    from importlib.metadata import version

    return f"dragoman/{version('dragoman')} (reads news reports that its user names)"


def _ascii(address: str) -> str:
    """The address as servers take it: letters beyond ASCII spelt out, without the part behind #."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            raise SourceError(f"{parts.scheme} addresses are not read, only http and https; save the page and give the file")
        if not parts.hostname:
            raise SourceError("names no server; check how the address is written")
        if "@" in parts.netloc:
            raise SourceError("holds a user's name, and pages behind a login are not read; save the page and give the file")
        host = parts.netloc.encode("idna").decode()
        return urlunsplit((parts.scheme, host, quote(parts.path, string.punctuation), quote(parts.query, string.punctuation), ""))
    except ValueError as error:
        raise SourceError("is no address that can be asked for; check how it is written") from error


def _refusal(code: int, reason: str) -> str:
    says = f"the server answers {code} ({reason})" if reason else f"the server answers {code}"
    if code in (404, 410):
        return f"{says}: there is no such page; check the address"
    if code in (401, 402, 403, 407, 451):
        return f"{says}: it does not let us in; open the page in a browser, save it and give the file"
    if code in BUSY or code >= 500:
        return f"{says}; try again later"
    return f"{says}; open the page in a browser, save it and give the file"


def _unreached(reason: str | BaseException) -> str:
    if isinstance(reason, socket.gaierror):
        return "there is no such server, or no connection; check the address and the network"
    if isinstance(reason, TimeoutError):
        return f"no answer within {TIMEOUT} seconds; try again later"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"the server cannot prove who it is ({reason.verify_message}); open the page in a browser, save it and give the file"
    said = reason.strerror if isinstance(reason, OSError) else None
    return f"the server cannot be reached ({said or reason}); check the address and the network"
