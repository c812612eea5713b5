"""What a case holds as streams, for exports: everything that is asked for, one after another in an order of its own, in memory that does not grow.

All of one `snapshot` is as of one moment, whatever is added meanwhile.
"""

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from dragoman.model.entity import Entity
from dragoman.model.happening import Contest, Due, Happening
from dragoman.model.record import Kept, Silence, Speaker
from dragoman.model.wanted import Wanted

from .asking import Asked, day_of, happened
from .record import IN, KEPT, kept, listed, unpacked

EACH = 500  # rows fetched together: their blobs are a few MB


class Whole:
    """The tables of a case, streamed."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Inside, nothing changes. It writes nothing; who adds meanwhile is not kept waiting."""
        self._base.execute("BEGIN")
        try:
            yield
        finally:
            self._base.execute("ROLLBACK")

    def happenings(self, wanted: Wanted) -> Iterator[list[tuple[Happening, str]]]:
        """What happened with its standing, the oldest first, in batches; all of it, whatever `limit` and `sort` say."""
        rows = happened(Asked("happening", wanted)).every(self._base, "n", "ORDER BY day, id")
        while numbers := [row[0] for row in islice(rows, EACH)]:
            found = {
                n: (unpacked(blob, Happening), standing) for n, standing, blob in self._rows("n, standing, happening", "happening", "n", numbers)
            }
            yield [found[n] for n in numbers]

    def count(self, wanted: Wanted) -> int:
        """How many happenings that is."""
        return int(happened(Asked("happening", wanted)).every(self._base, "count(*)", "").fetchone()[0])

    def contests(self, ids: Iterable[str]) -> dict[str, tuple[Contest, ...]]:
        """What is disputed about these happenings."""
        found: dict[str, list[Contest]] = {}
        query = f"SELECT id, contest FROM contest WHERE id {IN} ORDER BY id, kind, what"
        for id_, blob in self._base.execute(query, (listed(ids),)):
            found.setdefault(id_, []).append(unpacked(blob, Contest))
        return {id_: tuple(some) for id_, some in found.items()}

    def dues(self, wanted: Wanted) -> Iterator[Due]:
        """What is due, by its last day, what has none last; heeds type, actor, place and days."""
        asked = Asked("due", wanted)
        asked.by_words("due_words", parties=wanted.actor, places=wanted.place)
        asked.add("type = ?", wanted.type.upper() if wanted.type else None)
        asked.days("day", "day")
        rows = asked.every(self._base, "n", "ORDER BY day IS NULL, day, id")
        while numbers := [row[0] for row in islice(rows, EACH)]:
            found = {n: unpacked(blob, Due) for n, blob in self._rows("n, due", "due", "n", numbers)}
            yield from (found[n] for n in numbers)

    def entities(self, ids: Collection[str] | None = None) -> Iterator[Entity]:
        """The actors with these ids, or all, by id."""
        for some in self._keys("id", "entity", ids):
            found = {id_: unpacked(blob, Entity) for id_, blob in self._rows("id, entity", "entity", "id", some)}
            yield from (found[id_] for id_ in some if id_ in found)

    def reports(self, ids: Collection[str] | None = None) -> Iterator[Kept]:
        """The reports with these ids, or all in force, by id."""
        for some in self._keys("id", "report", ids, "WHERE replaced_by IS NULL"):
            found = {row[0]: kept(row) for row in self._rows(KEPT, "report", "id", some)}
            yield from (found[id_] for id_ in some if id_ in found)

    def _keys(self, column: str, table: str, ids: Collection[str] | None, where: str = "") -> Iterator[list[str]]:
        """The ids, or all of the table, sorted, in batches."""
        every = sorted(ids) if ids is not None else [row[0] for row in self._base.execute(f"SELECT {column} FROM {table} {where} ORDER BY {column}")]
        for start in range(0, len(every), EACH):
            yield every[start : start + EACH]

    def _rows(self, columns: str, table: str, key: str, values: Iterable[object]) -> sqlite3.Cursor:
        return self._base.execute(f"SELECT {columns} FROM {table} WHERE {key} {IN}", (listed(values),))

    def reading(self, report: str) -> bytes:
        """The reading of a report as JSON, for who needs a part of it only."""
        return zlib.decompress(self._base.execute("SELECT reading FROM report WHERE id = ?", (report,)).fetchone()[0])

    def cast(self, report: str) -> dict[str, str]:
        """The actors of a report by their ids in its reading → actors of the case."""
        query = """SELECT actor, entity FROM appearance JOIN persona USING (signature) JOIN report USING (seq)
                   WHERE id = ? AND entity IS NOT NULL"""
        return dict(self._base.execute(query, (report,)))

    def told_by(self, report: str) -> dict[str, str]:
        """The tellings of a report by key → the happening of each, without those that a person struck out."""
        query = """SELECT key, owner FROM telling JOIN report USING (seq) JOIN happening h ON h.id = owner
                   WHERE report.id = ? AND aspect = 'told' AND standing <> 'rejected' ORDER BY key"""
        return dict(self._base.execute(query, (report,)))

    def speakers(self) -> Iterator[Speaker]:
        """Who is heard, by key."""
        columns = "key, name, kind, basis, reports, statements, denials, first, last"
        for row in self._base.execute(f"SELECT {columns} FROM speaker ORDER BY key"):
            yield Speaker(**dict(zip(columns.split(", "), row, strict=True)))

    def silences(self, wanted: Wanted) -> Iterator[Silence]:
        """Who would not say anything, by report; heeds the days."""
        asked = Asked("silence JOIN report USING (seq)", wanted)
        asked.add("day >= ?", day_of(wanted.since))
        asked.add("day <= ?", day_of(wanted.until))
        for row in asked.every(self._base, "silence", "ORDER BY id, start"):
            yield unpacked(row[0], Silence)
