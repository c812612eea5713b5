"""A file of JSON that is no JSONL: an object, an array of objects, one after another, or a list within an object → one report a record."""

import json
from collections.abc import Iterator

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .cutting import MOST_PIECE, Piece, Read, json_objects
from .decoding import decode
from .records import find_record, holds_text
from .reports import Defaults, make_report

LISTS = ("items", "_items", "articles", "stories", "results")  # under which search services and news APIs give their records
FUTILE = 20  # records without a report at the beginning after which a file is taken to hold none


def read_documents(label: str, name: str, read: Read, defaults: Defaults) -> Iterator[Report | SourceError]:
    """One report or SourceError a record. `label` stands in messages, `name` in the ids of records that have none.

    SourceError, raised, when the first records hold no report.
    """
    number, some = 0, False
    early: list[SourceError] = []
    for piece in json_objects(read):
        for row in _rows(piece):
            number += 1
            try:
                if isinstance(row, SourceError):
                    raise row
                report: Report | SourceError = make_report(find_record(row[0], f"{name}:{number}", *row[1:]), defaults)
            except SourceError as error:
                report = SourceError(f"{label}, record {number} (line {piece.line}): {error}")
            if not some and isinstance(report, SourceError):
                early.append(report)
                if len(early) == FUTILE:
                    raise SourceError(f"is JSON without a report in its first {FUTILE} records (the last: {_reason(report)})")
                continue
            some = True
            yield from early
            early.clear()
            yield report
    yield from early
    if not number:
        raise SourceError('is JSON without an object; write {"text": "…"} for each report')


_Row = tuple[dict[str, object], tuple[str, ...], str | None]


def _rows(piece: Piece) -> Iterator[_Row | SourceError]:
    """The records of an object with what decoding has to say of them: itself, or those of the list that it holds."""
    if piece.fate == "long":
        yield SourceError(f"is longer than {MOST_PIECE:,} bytes; split it into single reports")
        return
    if piece.fate == "spoilt":
        yield SourceError('not JSON (its quotation marks do not match); write those within a text as \\"')
        return
    if piece.fate == "broken":
        yield SourceError("is not ended when the file ends; save the file again for what is missing")
        return
    try:
        decoded = decode(piece.data)
        row = json.loads(decoded.text, strict=False)
    except SourceError as error:
        yield error
        return
    except json.JSONDecodeError as error:
        yield SourceError(f"not JSON ({error.msg} at line {piece.line + error.lineno - 1}, column {error.colno}); mend it there")
        return
    except (ValueError, RecursionError) as error:
        yield SourceError(f"not JSON that can be read ({error})")
        return
    listed = next((row[name] for name in LISTS if isinstance(row.get(name), list)), None)
    if listed is None or holds_text(row):
        yield row, decoded.notes, decoded.replaced
        return
    for each in listed:
        yield (each, decoded.notes, decoded.replaced) if isinstance(each, dict) else SourceError("is no JSON object; write one for each report")


def _reason(error: SourceError) -> str:
    return str(error).partition("): ")[2]
