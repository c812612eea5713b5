"""What of a case is set beside another data set: all of it, one after another, and the report at an address."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from dragoman.model.happening import Due, Happening, Telling

from .record import unpacked

EACH = 500  # happenings given together: their blobs are a few MB


class Beside:
    """Look-ups that give everything."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def span(self) -> tuple[str | None, str | None]:
        """The days of publication of the first and the last report in force."""
        first, last = self._base.execute("SELECT min(published), max(published) FROM report WHERE replaced_by IS NULL").fetchone()
        return first, last

    def happenings(self) -> Iterator[list[tuple[Happening, str]]]:
        """What happened with its standing, what a person rejected too, the oldest first, in batches."""
        with closing(self._base.execute("SELECT happening, standing FROM happening WHERE type <> 'NEWS' ORDER BY day, id")) as rows:
            while some := [(unpacked(blob, Happening), standing) for blob, standing in islice(rows, EACH)]:
                yield some

    def recalled(self) -> Iterator[Telling]:
        """What reports tell as history."""
        with closing(self._base.execute("SELECT telling FROM telling WHERE aspect = 'recalled' ORDER BY key")) as rows:
            for (blob,) in rows:
                yield unpacked(blob, Telling)

    def dues(self) -> Iterator[Due]:
        """What was announced and nobody has told to have happened."""
        with closing(self._base.execute("SELECT due FROM due WHERE type <> '' AND outcome <> 'happened' ORDER BY id")) as rows:
            for (blob,) in rows:
                yield unpacked(blob, Due)

    def report_at(self, address: str) -> str | None:
        """The report in force at an address."""
        row = self._base.execute("SELECT id FROM report WHERE url = ? AND replaced_by IS NULL", (address,)).fetchone()
        return row[0] if row else None
