"""An open stream of bytes, of a known suffix or none → its reports, by what it holds: text, page, feed, JSON, table, NewsML-G2 or web archive.

Of a stream that holds many reports no more is in memory than one of them.
"""

import codecs
import io
import os
import re
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .archives import is_archive, read_archive
from .cutting import Read
from .decoding import marked
from .documents import read_documents
from .feeds import BEGINNING, is_feed, read_feed
from .lines import LONGEST_LINE, Readline, is_report, read_lines
from .newsml import is_newsml, read_newsml
from .reports import Defaults, Origin, make_report
from .sheets import is_sheet, read_sheet
from .single import FEEDS, MOST_BYTES, PAGES, TEXTS, read_single
from .unpacking import GZIP

LINES = frozenset({".jsonl", ".ndjson"})
DOCUMENTS = frozenset({".json"})
SHEETS = frozenset({".csv", ".tsv", ".tab"})
ARCHIVES = frozenset({".warc", ".warc.gz"})
TAKEN = TEXTS | PAGES | LINES | DOCUMENTS | SHEETS | FEEDS | ARCHIVES

Kind = Literal["lines", "documents", "sheet", "archive", "newsml", "single"]
_BY_SUFFIX: tuple[tuple[frozenset[str], Kind], ...] = (
    (LINES, "lines"), (DOCUMENTS, "documents"), (SHEETS, "sheet"), (ARCHIVES, "archive"), (TEXTS | PAGES, "single"),
)  # fmt: skip
_JSON = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\[\s*)?\{\s*(?:\"|\}|$)")

_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot; that of a packed archive is `.warc.gz`."""
    lower = name.lower()
    return ".warc.gz" if lower.endswith(".warc.gz") else os.path.splitext(lower)[1]


def take_stream(
    stream: BinaryIO, label: str, name: str | None, suffix: str, defaults: Defaults, *, origin: Origin | None = None
) -> Iterator[Report | SourceError]:
    """The reports of the stream; what a stream of another suffix holds is told from its beginning. `name` is the id of a single report."""
    known = next((kind for suffixes, kind in _BY_SUFFIX if suffix in suffixes), None)
    title = name or "stdin"
    try:
        head = [] if known else _head(stream)
        start = b"".join(head)
        match known or _kind_of(head, suffix):
            case "lines":
                with _lines(stream, head) as readline:
                    yield from read_lines(label, title, readline, defaults)
            case "documents":
                yield from read_documents(label, title, _narrowed(stream, start), defaults)
            case "sheet":
                with _lines(stream, head) as readline:
                    yield from read_sheet(label, title, readline, defaults)
            case "archive":
                yield from read_archive(stream, start, label, defaults)
            case "newsml":
                yield from read_newsml(_narrowed(stream, start), start, label, title, defaults)
            case "single":
                data = start + stream.read(max(0, MOST_BYTES + 1 - len(start)))
                yield from _take_whole(data, label, name, suffix, defaults, origin=origin)
    except SourceError as error:
        yield SourceError(f"{label}: {error}")
    except (OSError, EOFError, zlib.error) as error:  # the last two from what a server sends packed
        check = "the connection" if origin else "the disk"
        yield SourceError(f"{label}: reading broke off ({getattr(error, 'strerror', None) or error}); check {check}, then read it again")


def _kind_of(head: list[bytes], suffix: str) -> Kind:
    """What a stream of another suffix holds, by its beginning, as `_head` gives it."""
    start = b"".join(head)
    first = next((line for line in head if line.strip()), b"")
    if is_report(first):
        return "lines"
    if is_archive(start):
        return "archive"
    if is_newsml(start):
        return "newsml"
    if suffix not in FEEDS and _JSON.match(start[:BEGINNING].replace(b"\0", b"")):
        return "documents"
    return "sheet" if suffix not in FEEDS and is_sheet(first) else "single"


def _head(stream: BinaryIO) -> list[bytes]:
    """The lines up to the first that is not blank; of packed bytes and of XML, enough to tell what is in them."""
    head: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (line := stream.readline(LONGEST_LINE)):
        head.append(line)
        size += len(line)
        if line.strip():
            break
    if head and (head[0].startswith(GZIP) or _XML.match(head[-1])):
        head.append(stream.read(BEGINNING))
    return head


def _take_whole(
    data: bytes, label: str, name: str | None, suffix: str, defaults: Defaults, *, origin: Origin | None
) -> Iterator[Report | SourceError]:
    if is_feed(data):
        yield from read_feed(data, label, name or "stdin", defaults, origin)
        return
    found = read_single(data, name, suffix, origin.charset if origin else None)
    if origin:
        found = msgspec.structs.replace(found, url=origin.url)  # where it was, whatever the page says of itself
    yield make_report(found, defaults)


@contextmanager
def _lines(stream: BinaryIO, head: list[bytes]) -> Iterator[Readline]:
    """The stream's `readline` from the beginning; `head` are the lines read already. UTF-16 and UTF-32, by their mark, are decoded on the way."""
    if not head and stream.seekable():
        mark = marked(stream.read(4))
        stream.seek(0)
        if mark and mark[1] != "utf-8":
            codec = mark[1].removesuffix("-le").removesuffix("-be")  # the plain name drops the mark
            wide = io.TextIOWrapper(stream, codec, errors="backslashreplace", newline="\n")  # a backslash shows: it spoils the line's JSON
            try:
                yield wide.readline
            finally:
                wide.detach()
            return
    waiting = deque(head)
    yield lambda limit: waiting.popleft() if waiting else stream.readline(limit)


def _narrowed(stream: BinaryIO, start: bytes) -> Read:
    """What reads the stream from its beginning, of which `start` was read already. UTF-16 and UTF-32, by their mark, are given as UTF-8."""
    waiting = [start] if start else []

    def read(size: int) -> bytes:
        return waiting.pop() if waiting else stream.read(size)

    first = read(len(start) or BEGINNING)
    waiting.append(first)
    mark = marked(first)
    if not mark or mark[1] == "utf-8":
        return read
    decoder = codecs.getincrementaldecoder(mark[1].removesuffix("-le").removesuffix("-be"))("replace")  # the plain name drops the mark

    def narrow(size: int) -> bytes:
        while data := read(size):
            if text := decoder.decode(data):
                return text.encode("utf-8", "replace")
        return decoder.decode(b"", final=True).encode("utf-8", "replace")

    return narrow
