"""What the reports published between two days, both included, brought: counted by an index, with the last of each kind as nouns."""

import sqlite3
from typing import Any

from dragoman.model.happening import Contest, Due, Happening

from .lookups import LookUps
from .record import unpacked


class Fresh:
    """Look-ups by the day on which a thing was first told."""

    def __init__(self, base: sqlite3.Connection, look: LookUps) -> None:
        self._base = base
        self._look = look

    def span(self) -> tuple[str, str] | None:
        """The days (ISO) of the first and the newest report in force."""
        ends = [f"(SELECT {each}(published) FROM report WHERE replaced_by IS NULL)" for each in ("min", "max")]  # apart each is one step in the index
        first, last = self._base.execute(f"SELECT {', '.join(ends)}").fetchone()
        return (first, last) if last else None

    def since_of_last(self, number: int, until: int) -> int | None:
        """The day since which so many events happened up to the day `until`; None where there are fewer."""
        query = "SELECT day FROM happening WHERE day BETWEEN 1 AND ? AND standing <> 'rejected' AND type <> 'NEWS' ORDER BY day DESC LIMIT 1 OFFSET ?"
        row = self._base.execute(query, (until, number - 1)).fetchone()
        return row[0] if row else None

    def reports(self, since: str, until: str) -> tuple[int, int]:
        """How many reports in force were published between these days (ISO), and how many of them are copies."""
        copied = "EXISTS (SELECT 1 FROM echo WHERE echo.report = report.id AND how <> 'update')"
        query = f"""SELECT count(*), coalesce(sum({copied}), 0) FROM report INDEXED BY report_counted
                    WHERE replaced_by IS NULL AND published BETWEEN ? AND ?"""
        number, copies = self._base.execute(query, (since, until)).fetchone()
        return number, copies

    def events(self, since: int, until: int) -> int:
        """How many events were told for the first time."""
        query = "SELECT count(*) FROM happening WHERE told BETWEEN ? AND ? AND type <> 'NEWS' AND standing <> 'rejected'"
        return self._count(query, (since, until))

    def contests(self, since: int, until: int, limit: int, *, moved: bool) -> tuple[int, list[tuple[Happening, Contest]]]:
        """What came to be disputed, or which figures moved; how many, and the last of them."""
        arose, values = "moved = ? AND arose BETWEEN ? AND ?", (moved, since, until)
        every = self._count(f"SELECT count(*) FROM contest WHERE {arose}", values)
        struck = f"SELECT count(*) FROM happening CROSS JOIN contest USING (id) WHERE standing = 'rejected' AND {arose}"  # few: they are looked up
        query = f"""SELECT happening, contest FROM contest CROSS JOIN happening USING (id) WHERE {arose} AND standing <> 'rejected'
                    ORDER BY arose DESC, id, kind, what LIMIT ?"""
        rows = self._base.execute(query, (*values, limit)).fetchall()
        return every - self._count(struck, values), [(unpacked(about, Happening), unpacked(contest, Contest)) for about, contest in rows]

    def settled(self, since: int, until: int, limit: int) -> tuple[int, list[Due]]:
        """Of what announcements it was told what became of them; how many, and the last of them."""
        of = "FROM due WHERE closed BETWEEN ? AND ?"
        rows = self._base.execute(f"SELECT due {of} ORDER BY closed DESC, id LIMIT ?", (since, until, limit)).fetchall()
        today = self._look.today()
        return self._count(f"SELECT count(*) {of}", (since, until)), [self._look.as_of(unpacked(row[0], Due), today) for row in rows]

    def _count(self, query: str, values: tuple[Any, ...]) -> int:
        return int(self._base.execute(query, values).fetchone()[0])
