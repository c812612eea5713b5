"""JSONL: one report a line, read as a stream."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import decode
from .reports import LONGEST_TEXT, Defaults, Found, iso_date, make_report

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
            if len(line) >= LONGEST_LINE and not _ended(line):
                _skip(readline)
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


def _ended(line: bytes | str) -> bool:
    return line.endswith(b"\n") if isinstance(line, bytes) else line.endswith("\n")


def _skip(readline: Readline) -> None:
    """Past the end of the line."""
    while (piece := readline(LONGEST_LINE)) and not _ended(piece):
        pass


def _find(line: bytes | str, place: str) -> Found:
    """The fields of a line; those that are not what they should be are dropped with a note, but a text there must be."""
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
    text = row.get("text")
    if not isinstance(text, str):
        raise SourceError('no "text", or one that is not a string; put the text of the report there')
    dropped: list[str] = []
    fields: dict[str, str] = {}
    for field in ("id", "published", "outlet", "url", "headline"):
        value = row.get(field)
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str):
            fields[field] = value
        elif value is not None:
            dropped.append(f"{field} is not a string; ignored")
    published = None
    if printed := fields.get("published", "").strip():
        published = iso_date(printed)
        if published is None:
            dropped.append(f"published {printed[:60]!r} is not an ISO date; ignored")
    return Found(
        text=text,
        external_id=fields.get("id", "").strip() or place,
        headline=fields.get("headline"),
        published=published,
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        notes=notes,
        dropped=tuple(dropped),
        replaced=replaced,
    )
