"""An open stream of bytes, of a known suffix or none → its reports: text, page, feed, JSONL or web archive. Reads no more than a report may hold."""

import io
import os
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .archives import is_archive, read_archive
from .decoding import marked
from .feeds import is_feed, read_feed
from .lines import LONGEST_LINE, Readline, is_report, read_lines
from .reports import Defaults, Origin, make_report
from .single import FEEDS, MOST_BYTES, PAGES, TEXTS, read_single
from .unpacking import GZIP

LINES = frozenset({".jsonl", ".ndjson"})
ARCHIVES = frozenset({".warc", ".warc.gz"})
TAKEN = TEXTS | PAGES | LINES | FEEDS | ARCHIVES


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot; that of a packed archive is `.warc.gz`."""
    lower = name.lower()
    return ".warc.gz" if lower.endswith(".warc.gz") else os.path.splitext(lower)[1]


def take_stream(
    stream: BinaryIO, label: str, name: str | None, suffix: str, defaults: Defaults, *, origin: Origin | None = None
) -> Iterator[Report | SourceError]:
    """The reports of the stream; what a stream of another suffix holds is told from its beginning. `name` is the id of a single report."""
    head: list[bytes] = []
    try:
        lines, archive = suffix in LINES, suffix in ARCHIVES
        if not lines and not archive and suffix not in TEXTS | PAGES:
            head = _head(stream)
            lines = bool(head) and is_report(head[-1])
            archive = is_archive(b"".join(head))
        if lines:
            with _lines(stream, head) as readline:
                yield from read_lines(label, name or "stdin", readline, defaults)
        elif archive:
            yield from read_archive(stream, b"".join(head), label, defaults)
        else:
            start = b"".join(head)
            data = start + stream.read(max(0, MOST_BYTES + 1 - len(start)))
            yield from _take_whole(data, label, name, suffix, defaults, origin=origin)
    except SourceError as error:
        yield SourceError(f"{label}: {error}")
    except (OSError, EOFError, zlib.error) as error:  # the last two from what a server sends packed
        check = "the connection" if origin else "the disk"
        yield SourceError(f"{label}: reading broke off ({getattr(error, 'strerror', None) or error}); check {check}, then read it again")


def _head(stream: BinaryIO) -> list[bytes]:
    """The lines up to the first that is not blank; of packed bytes, enough to tell what is in them."""
    head: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (line := stream.readline(LONGEST_LINE)):
        head.append(line)
        size += len(line)
        if line.strip():
            break
    if head and head[0].startswith(GZIP):
        head.append(stream.read(1024))
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
