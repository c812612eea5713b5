"""A table (CSV, TSV) with a text a row, as Media Cloud and GDELT list addresses, → its reports."""

import csv
from collections.abc import Iterator

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import decode
from .lines import Readline
from .records import TEXTS, find_record, holds_text
from .reports import Defaults, make_report
from .rows import Rows, Wrong, names_of, separator_of

LONGEST_NAME = 60  # letters of a column's name: longer ones are sentences


def is_sheet(line: bytes) -> bool:
    """Whether a first line has the names of a table: that of a text, and at least one more."""
    try:
        text = decode(line).text
        names = names_of(next(csv.reader([text], delimiter=separator_of(text)), []))
    except (SourceError, csv.Error):
        return False
    return len(names) > 1 and holds_text(names) and max(map(len, names)) <= LONGEST_NAME


def read_sheet(label: str, name: str, readline: Readline, defaults: Defaults) -> Iterator[Report | SourceError]:
    """One report or SourceError a row. `label` stands in messages, `name` in the ids of rows that have none.

    SourceError, raised, when no column is one of texts.
    """
    rows = Rows(readline)
    if not holds_text(rows.names):
        has = f"has the columns {', '.join(rows.names)[:200]}" if rows.names else "is empty"
        raise SourceError(f"{has}: none with a text ({', '.join(TEXTS)}); fetch the texts first, or name the addresses as sources")
    for row in rows:
        try:
            if isinstance(row, Wrong):
                raise row.error
            yield make_report(find_record(row.fields, f"{name}:{row.line}", row.notes, row.replaced), defaults)
        except SourceError as error:
            yield SourceError(f"{label}, line {row.line}: {error}")
