"""JSONL: one report a line, read as a stream."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import decode
from .records import find_record
from .reports import LONGEST_TEXT, Defaults, Found, make_report

LONGEST_LINE = 12 * LONGEST_TEXT + 1_000_000  # one code point takes at most 12 bytes ("\ud83d\ude00"); the rest is for the other fields

Readline = Callable[[int], bytes] | Callable[[int], str]


def read_lines(label: str, name: str, readline: Readline, defaults: Defaults) -> Iterator[Report | SourceError]:
    """One report or SourceError a line, blank lines left out.

    `label` stands in messages, `name` in the ids of lines that have none.
    """
    number = 0
    while line := readline(LONGEST_LINE):
        number += 1
        try:
            if len(line) >= LONGEST_LINE and not ended(line):
                skip(readline)
                raise SourceError(f"is longer than {LONGEST_LINE:,} characters; put one report on a line")
            if number == 1 and isinstance(line, bytes):
                line = line.removeprefix(BOM_UTF8)
            if line.strip():
                yield make_report(_find(line, f"{name}:{number}"), defaults)
        except SourceError as error:
            yield SourceError(f"{label}, line {number}: {error}")


def is_report(line: bytes) -> bool:
    """Whether the bytes are one JSON object."""
    try:
        return isinstance(json.loads(decode(line).text), dict)
    except (SourceError, ValueError, RecursionError):
        return False


def is_json(text: str) -> bool:
    """Whether a whole text is a JSON object or array."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def ended(line: bytes | str) -> bool:
    """Whether the line has its end."""
    return line.endswith(b"\n") if isinstance(line, bytes) else line.endswith("\n")


def skip(readline: Readline) -> None:
    """Past the end of the line."""
    while (piece := readline(LONGEST_LINE)) and not ended(piece):
        pass


def _find(line: bytes | str, place: str) -> Found:
    """The report of a line."""
    notes: tuple[str, ...] = ()
    replaced = None
    if isinstance(line, bytes):
        decoded = decode(line)
        line, notes, replaced = decoded.text, decoded.notes, decoded.replaced
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON ({error.msg} at character {error.colno}); put one JSON object on a line") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON that can be read ({error}); put one JSON object on a line") from error
    if not isinstance(row, dict):
        raise SourceError('not a JSON object; write {"text": "…", "id": "…", "published": "2024-05-01"}')
    return find_record(row, place, notes, replaced)
