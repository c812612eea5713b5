"""Web archives (WARC, packed by gzip or not) → one report for each page or plain text that was fetched whole, read as a stream.

We cut out the records and fastwarc reads them: its own iterator ends without a word where a file breaks off, and gives up at a spoilt record.
Left out: the day of the crawl, which is no date of publication.
"""

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import decode
from .page import is_page, read_page
from .reports import Defaults, Found, make_report
from .single import MOST_BYTES
from .unpacking import ENDS, GZIP, MOST_LINE, Unpacked

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MOST_HEADER = MOST_LINE  # bytes of the header of a record: real ones have under 2,000
MOST_RECORD = MOST_BYTES + MOST_HEADER
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})

_TYPE = re.compile(rb"^WARC-Type:[ \t]*(\w+)", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TARGET = re.compile(rb"^WARC-Target-URI:[ \t]*<?([^\r\n>]+)", re.IGNORECASE | re.MULTILINE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def is_archive(head: bytes) -> bool:
    """Whether bytes begin like a web archive, packed or not."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 16)
        except zlib.error:
            return False
    return head.lstrip().startswith(b"WARC/")


def read_archive(stream: BinaryIO, head: bytes, label: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """One report or SourceError a page or plain text, in the archive's order; `head` was read from the stream already. Other records are skipped.

    SourceError, raised, when fastwarc is missing or nothing is there to be read.
    """
    try:
        from fastwarc.warc import WarcRecord
    except ImportError as error:
        raise SourceError("is a web archive, which needs the package fastwarc: pip install 'dragoman[warc]'") from error
    some, skipped = False, 0
    for cut in _records(Unpacked(head, stream)):
        try:
            found = None if cut.wrong else _find(WarcRecord, cut)
            if cut.wrong:
                raise SourceError(cut.wrong)
            if found is None:
                skipped += 1
                continue
            some = True
            yield make_report(found, defaults)
        except SourceError as error:
            some = True
            yield SourceError(f"{label}, {cut.target or f'record {cut.number}'}: {error}")
    if not some:
        answers = f"{skipped:,} answers of other kinds" if skipped else "no answer at all"
        raise SourceError(f"is a web archive without a page or plain text ({answers}); give one that holds the articles' pages")


class _Cut(msgspec.Struct, frozen=True):
    """A record as it lies in the archive, header and all, or what is `wrong` there; `whole` when it is not longer than a report may be."""

    number: int
    target: str | None = None
    data: bytes = b""
    whole: bool = True
    answer: bool = False
    wrong: str | None = None


def _records(source: Unpacked) -> Iterator[_Cut]:
    """The answers (`response`) of the archive, each cut out, and one that says what is wrong for each stretch that cannot be read."""
    number = 0
    told = False  # the bytes until the next record, or the end, are lost, and that is said already
    while True:
        line = source.line()
        if not line:
            if source.spoilt and not told:
                yield _Cut(number + 1, wrong=source.spoilt)
            told = source.spoilt is not None
            if not (source.spoilt and source.resume()):
                return
        elif line.startswith(b"WARC/"):
            number += 1
            cut = _cut(source, number, line)
            told = cut.wrong is not None
            if cut.answer or told:
                yield cut
        elif line.strip() and not told:
            told = True
            yield _Cut(number + 1, wrong="there is no WARC record here; what lies before the next one is left out")


def _cut(source: Unpacked, number: int, line: bytes) -> _Cut:
    """The record that begins with the line; of one that is no answer, not what it holds."""
    header = line
    while line.strip() and len(header) < MOST_HEADER:
        line = source.line()
        header += line
    length = _LENGTH.search(header)
    target = _TARGET.search(header)
    uri = target[1].decode("utf-8", "replace").strip() if target else None
    if not length:
        silent = "the record does not say how long it is; what lies before the next one is left out"
        return _Cut(number, uri, wrong=source.spoilt or (silent if line else ENDS))
    size = int(length[1])
    kind = _TYPE.search(header)
    answer = kind is not None and kind[1].lower() == b"response"
    body = source.read(min(size, MOST_RECORD)) if answer else b""
    if len(body) + source.skip(size - len(body)) < size:
        return _Cut(number, uri, wrong=source.spoilt or ENDS)
    return _Cut(number, uri, header + body, size <= MOST_RECORD, answer)


def _find(reader: "type[WarcRecord]", cut: _Cut) -> Found | None:
    """The report of the record; None where it holds no page or plain text, or not the one asked for."""
    try:
        record = reader.from_bytes(cut.data)
        if not record.is_http:
            return None
        record.parse_http("none")
        http, charset = record.http_headers, record.http_charset
        body = record.reader.read(MOST_RECORD)
    except (OSError, ValueError) as error:
        raise SourceError(f"is a record that cannot be read ({error}); look at the page itself") from error
    kind = (http.get("Content-Type") or "").partition(";")[0].strip().lower()
    if http.status_code != 200 or kind not in {*PAGE_TYPES, "text/plain", ""} or _for_crawlers(cut.target):
        return None
    if not cut.whole:
        raise SourceError(f"is too long (over {MOST_BYTES:,} bytes)")
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    body, ended = _decompressed(body, (http.get("Content-Encoding") or "").strip().lower())
    if not body:
        raise SourceError("is empty")
    page = kind in PAGE_TYPES or is_page(body)
    if not page and not kind:
        return None
    if len(body) > MOST_BYTES:
        raise SourceError(f"is too long (over {MOST_BYTES:,} bytes)")
    short = record.headers.get("WARC-Truncated")
    excerpt = f"the archive holds only the beginning ({short})" if short else None if ended else "the archive holds only the beginning"
    if page:
        return msgspec.structs.replace(read_page(body, cut.target, charset), url=cut.target, excerpt=excerpt)
    decoded = decode(body, declared=charset)
    return Found(text=decoded.text, external_id=cut.target, url=cut.target, notes=decoded.notes, replaced=decoded.replaced, excerpt=excerpt)


def _for_crawlers(target: str | None) -> bool:
    """Whether it is robots.txt, which crawlers fetch first from every site."""
    try:
        return urlsplit(target or "").path == "/robots.txt"
    except ValueError:
        return False


def _joined(body: bytes) -> bytes:
    """The body without the lengths of its chunks; as it is where there are none, since many crawlers keep the header but not them.

    fastwarc could do this, but a length that is spoilt makes it ask for so much memory that the process is ended.
    """
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size
        if not size:
            return b"".join(pieces)
        at += 2 if body.startswith(b"\r\n", at) else 1
    return b"".join(pieces) if pieces else body


def _decompressed(body: bytes, encoding: str) -> tuple[bytes, bool]:
    """The body as its server packed it, unpacked (no more than is too long anyway), and whether its end is there."""
    if encoding in ("", "identity", "none") or not body or is_page(body):  # crawlers keep the header when they unpack the body
        return body, True
    try:
        if encoding in ("gzip", "x-gzip", "deflate"):
            return _inflated(body, encoding)
        from fastwarc.stream_io import BrotliReader, ZstdReader

        readers = {"br": BrotliReader, "zstd": ZstdReader}
        if encoding in readers:
            import io

            return readers[encoding](io.BytesIO(body)).read(MOST_RECORD), True
    except (OSError, ValueError, zlib.error) as error:
        raise SourceError(f"cannot be unpacked ({encoding}: {error}); look at the page itself") from error
    raise SourceError(f"is packed in a way that is not known ({encoding[:40]}); look at the page itself")


def _inflated(body: bytes, encoding: str) -> tuple[bytes, bool]:
    if encoding == "deflate":
        try:
            inflate = zlib.decompressobj()
            return inflate.decompress(body, MOST_RECORD), inflate.eof
        except zlib.error:  # some servers send it bare
            inflate = zlib.decompressobj(wbits=-15)
            return inflate.decompress(body, MOST_RECORD), inflate.eof
    inflate = zlib.decompressobj(wbits=31)
    return inflate.decompress(body, MOST_RECORD), inflate.eof
