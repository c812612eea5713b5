"""An open stream of bytes, of a known suffix or none → its reports: text, page or JSONL. Reads no more than a report may hold."""

import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import decode, marked
from .lines import LONGEST_LINE, Readline, is_json, is_report, read_lines
from .page import is_page, read_page
from .reports import LONGEST_TEXT, Defaults, Found, make_report

TEXTS = frozenset({".txt", ".text"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
MOST_BYTES = 4 * LONGEST_TEXT + 4  # a code point takes at most 4 bytes, a byte-order mark too: more is too long in any encoding


def take_stream(stream: BinaryIO, label: str, name: str | None, suffix: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """The reports of the stream; what a stream of another suffix holds is told from its beginning. `name` is the id of a single report."""
    head: list[bytes] = []
    try:
        lines = suffix in LINES
        if not lines and suffix not in TEXTS | PAGES:
            head = _head(stream)
            lines = bool(head) and is_report(head[-1])
        if lines:
            with _lines(stream, head) as readline:
                yield from read_lines(label, name or "stdin", readline, defaults)
        else:
            yield _take_whole(stream, b"".join(head), name, suffix, defaults)
    except SourceError as error:
        yield SourceError(f"{label}: {error}")
    except OSError as error:
        yield SourceError(f"{label}: reading broke off ({error.strerror or error}); check the disk, then read it again")


def _head(stream: BinaryIO) -> list[bytes]:
    """The lines up to the first that is not blank."""
    head: list[bytes] = []
    size = 0
    while size <= MOST_BYTES and (line := stream.readline(LONGEST_LINE)):
        head.append(line)
        size += len(line)
        if line.strip():
            break
    return head


def _take_whole(stream: BinaryIO, head: bytes, name: str | None, suffix: str, defaults: Defaults) -> Report:
    data = head + stream.read(max(0, MOST_BYTES + 1 - len(head)))
    if not data:
        raise SourceError("is empty; give a file with the text of a report")
    if suffix in PAGES or is_page(data):
        return make_report(read_page(data, name), defaults)
    if len(data) > MOST_BYTES:
        raise SourceError(f"is too long (over {MOST_BYTES:,} bytes, at most {LONGEST_TEXT:,} characters); split it into single reports")
    decoded = decode(data)
    if suffix not in TEXTS and (is_json(decoded.text) or is_json(decoded.text.lstrip().partition("\n")[0])):
        raise SourceError('is JSON, but not one object a line in UTF-8; write it so, {"text": "…"} on each line, and name it .jsonl')
    return make_report(Found(text=decoded.text, external_id=name, notes=decoded.notes, replaced=decoded.replaced), defaults)


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
