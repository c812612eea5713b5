"""Whole tables as rows of ids and figures, for what is added up over all of the record: nothing is unpacked, nothing is sorted.

Each stream comes whole, or with `ids` of these happenings alone. Signatures are those of personas; `entities` says whose they are as the record is
now.
"""

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from .links import COPY
from .record import IN, listed

Fact = tuple[str, int, str, float, float, int]  # happening, day, type, intensity, certainty, sources
Told = tuple[str, str, str, int, str, str, int, str]  # report, id of the relation, type, sign, signatures of source and target, day, factuality


class Mark(msgspec.Struct, frozen=True):
    """How far a case has come: the last line of the feed, the last report, how many reports were replaced, how often all was made anew."""

    change: int
    report: int
    replaced: int
    rebuilt: int


class Streams:
    """The streams of a case; for several that must agree call them inside `Case.at_once`."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def mark(self) -> Mark:
        """Where the case stands; what came after it is found by it."""
        query = """SELECT (SELECT coalesce(max(number), 0) FROM change), (SELECT coalesce(max(seq), 0) FROM report),
                          (SELECT count(*) FROM report WHERE replaced_by IS NOT NULL), (SELECT count(*) FROM rebuilt)"""
        return Mark(*self._base.execute(query).fetchone())

    def facts(self, ids: Iterable[str] | None = None) -> Iterator[Fact]:
        """Happenings that somebody stands for, with a day; news and what a person rejected left out."""
        table, these = ("happening INDEXED BY happening_charted", "") if ids is None else ("happening", f"AND id {IN}")
        return self._base.execute(
            f"""SELECT id, day, type, coalesce(intensity, 0.0), certainty, sources FROM {table}
                WHERE day > 0 AND type <> 'NEWS' AND standing <> 'rejected' AND certainty > 0 {these}""",
            () if ids is None else (listed(ids),),
        )

    def owners(self, ids: Iterable[str] | None = None) -> Iterator[tuple[int, str]]:
        """Number of a telling → the happening of which it is one; those that only repeat another are left out."""
        where, values = ("owner IS NOT NULL", ()) if ids is None else (f"owner {IN}", (listed(ids),))
        return self._base.execute(f"SELECT n, owner FROM telling INDEXED BY telling_owner WHERE {where} AND shadow IS NULL", values)

    def parts(self, ids: Iterable[str] | None = None) -> Iterator[tuple[int, str, str]]:
        """Number of a telling, role, signature."""
        if ids is None:
            return self._base.execute("SELECT n, role, signature FROM party")
        query = f"SELECT n, role, signature FROM telling CROSS JOIN party USING (n) WHERE owner {IN} AND shadow IS NULL"
        return self._base.execute(query, (listed(ids),))

    def entities(self) -> dict[str, str]:
        """Signature → entity, of those who can act: a place that is visited is tied to nobody."""
        return dict(self._base.execute("SELECT signature, e.id FROM persona p JOIN entity e ON e.id = p.entity WHERE e.kind <> 'place'"))

    def owned_by(self, signatures: Iterable[str]) -> set[str]:
        """The happenings in which these personas take part."""
        query = f"SELECT DISTINCT owner FROM party JOIN telling USING (n) WHERE signature {IN} AND owner IS NOT NULL"
        return {row[0] for row in self._base.execute(query, (listed(signatures),))}

    def stated(self, reports: Iterable[str] | None = None) -> Iterator[Told]:
        """The ties that reports state in words: neither shown by a happening nor only weighed; those of copies left out. `reports`: only of these."""
        where, values = ("", ()) if reports is None else (f"AND r.id {IN}", (listed(reports),))
        return self._base.execute(
            f"""SELECT r.id, t.id, type, sign, t.source, target, coalesce(day, last, first), factuality FROM report r CROSS JOIN tie t USING (seq)
                WHERE NOT shown AND odds IS NULL AND coalesce(day, last, first) > 0 AND NOT {COPY} {where}""",
            values,
        )

    def restated(self, after: int, signatures: Iterable[str]) -> list[str]:
        """The reports whose ties may be others now: those after this number, their copies, and those with ties of these personas."""
        query = f"""SELECT id FROM report WHERE seq > ?1
                    UNION SELECT report FROM echo JOIN report r ON r.id = echo.of WHERE r.seq > ?1
                    UNION SELECT r.id FROM report r JOIN tie t USING (seq) WHERE t.source {IN.replace("?", "?2")}
                    UNION SELECT r.id FROM report r JOIN tie t USING (seq) WHERE t.target {IN.replace("?", "?2")}"""
        return [row[0] for row in self._base.execute(query, (after, listed(signatures)))]

    def reports_by_day(self) -> dict[int, int]:
        """Day of publication → how many reports in force are of it."""
        query = """SELECT julianday(published) - 1721424.5, count(*) FROM report
                   WHERE replaced_by IS NULL AND published IS NOT NULL GROUP BY published"""
        return {int(day): number for day, number in self._base.execute(query)}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Entity → its name."""
        return dict(self._base.execute(f"SELECT id, name FROM entity WHERE id {IN} ORDER BY id", (listed(ids),)))

    def happened(self, first: int, last: int) -> list[tuple[str, int, str, float, str | None, int]]:
        """Happenings of these days that somebody stands for: id, day, type, intensity, place, whether a report says when; the earliest first.

        What may have been on any day of more than a month is left out.
        """
        query = """SELECT id, day, type, coalesce(intensity, 0.0), place, first IS NOT NULL FROM happening
                   WHERE day BETWEEN ? AND ? AND type <> 'NEWS' AND standing <> 'rejected' AND certainty > 0 AND coalesce(day - first, 0) <= 31
                   ORDER BY day, id"""
        return self._base.execute(query, (first, last)).fetchall()

    def parties(self, first: int, last: int) -> Iterator[tuple[str, str, str, int]]:
        """Who takes part in happenings of these days: happening, role, signature, and whether only a copy says so; once for each telling."""
        query = f"""SELECT h.id, role, signature, {COPY} FROM happening h INDEXED BY happening_charted
                    CROSS JOIN telling t ON t.owner = h.id CROSS JOIN party p ON p.n = t.n CROSS JOIN report r ON r.seq = t.seq
                    WHERE h.day BETWEEN ? AND ? AND h.type <> 'NEWS' AND h.standing <> 'rejected' AND certainty > 0 AND shadow IS NULL"""
        return self._base.execute(query, (first, last))

    def followed(self, first: int, last: int) -> Iterator[tuple[str, str]]:
        """Happenings of which a report puts the first before the second in words; the second is of these days."""
        query = """SELECT DISTINCT a.owner, h.id FROM happening h CROSS JOIN telling b ON b.owner = h.id
                   CROSS JOIN follow f ON f.seq = b.seq AND f.later = b.key CROSS JOIN telling a ON a.key = f.earlier
                   WHERE h.day BETWEEN ? AND ? AND a.owner IS NOT NULL AND a.owner <> h.id"""
        return self._base.execute(query, (first, last))

    def contested(self, first: int, last: int) -> list[bytes]:
        """Happenings of these days that some tell and some deny, as kept."""
        query = (
            """SELECT happening FROM happening WHERE day BETWEEN ? AND ? AND standing IN ('disputed', 'denied') AND type <> 'NEWS' ORDER BY day, id"""
        )
        return [row[0] for row in self._base.execute(query, (first, last))]

    def speakers(self, keys: Iterable[str]) -> dict[str, str]:
        """Key of a source → the entity that speaks, of those with a name."""
        query = f"""SELECT DISTINCT key, entity FROM said JOIN persona USING (signature) WHERE key {IN} AND entity IS NOT NULL ORDER BY key, entity"""
        return dict(self._base.execute(query, (listed(sorted(set(keys))),)))
