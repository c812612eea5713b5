"""What of a case only a comparison with another data set asks for; all events of a case are streamed in `whole`."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from dragoman.model.happening import Telling

from .record import unpacked


class Beside:
    """Of which days reports tell, what they recall, which of them is at an address."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def span(self) -> tuple[str | None, str | None]:
        """The days of publication of the first and the last report in force."""
        first, last = self._base.execute("SELECT min(published), max(published) FROM report WHERE replaced_by IS NULL").fetchone()
        return first, last

    def recalled(self) -> Iterator[Telling]:
        """What reports tell as history."""
        with closing(self._base.execute("SELECT telling FROM telling WHERE aspect = 'recalled' ORDER BY key")) as rows:
            for (blob,) in rows:
                yield unpacked(blob, Telling)

    def report_at(self, address: str) -> str | None:
        """The report in force at an address."""
        row = self._base.execute("SELECT id FROM report WHERE url = ? AND replaced_by IS NULL", (address,)).fetchone()
        return row[0] if row else None
