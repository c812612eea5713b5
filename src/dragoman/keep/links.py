"""Who took part in what, who is said to be tied to whom, and where an actor stands in reports: rows of ids, looked up by an index.

Rows hold signatures of personas. Which entity that is, and of which happening a telling is part, is joined as the record is now, so that a
decision or a later report changes nothing here.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from dragoman.model.happening import Due, Happening
from dragoman.model.link import Dealing, Heard, Ordered, Part, Party, Role, Seated, Stated, Tied
from dragoman.model.record import Kept, Silence
from dragoman.model.wanted import Wanted

from .asking import Asked, day_of, happened
from .lookups import LookUps
from .record import IN, KEPT, kept, listed, unpacked

STATED = 't.id, r.id, t.type, sign, t.source, target, t.first, t.last, t.day, start, "end", factuality, odds, quote, shown'
COPY = "EXISTS (SELECT 1 FROM echo WHERE echo.report = r.id AND how <> 'update')"  # an update is its outlet's own, no copy
SIGNED = "signature IN (SELECT signature FROM persona WHERE entity = ?)"
Noun = TypeVar("Noun", bound=msgspec.Struct)
TOOK_PART = """(SELECT DISTINCT role, owner FROM persona JOIN party USING (signature) JOIN telling USING (n)
                WHERE entity = ? AND owner IS NOT NULL)"""


class Links:
    """The tables of parties and ties, written inside the case's transaction; look-ups from an entity, by its whole id, to what it is in."""

    def __init__(self, base: sqlite3.Connection, look: LookUps) -> None:
        self._base = base
        self._look = look

    def add_parts(self, parts: Iterable[Part]) -> None:
        """Keeps who takes part in tellings that are kept already; they go with the telling."""
        query = "INSERT OR IGNORE INTO party SELECT n, ?, ? FROM telling WHERE key = ?"
        self._base.executemany(query, [(each.role, each.signature, each.telling) for each in parts])

    def add_ties(self, seq: int, stated: Iterable[Stated]) -> None:
        """Keeps the ties that a report states."""
        rows = [(seq, each.id, *msgspec.structs.astuple(each)[2:15]) for each in stated]
        self._base.executemany(f"INSERT OR IGNORE INTO tie VALUES ({', '.join('?' * 15)})", rows)

    def add_seats(self, seq: int, seated: Iterable[Seated]) -> None:
        """Keeps the seats that a report gives to parties."""
        rows = [(seq, *msgspec.structs.astuple(each)[1:10]) for each in seated]
        self._base.executemany(f"INSERT OR IGNORE INTO seat VALUES ({', '.join('?' * 10)})", rows)

    def add_order(self, seq: int, ordered: Iterable[Ordered]) -> None:
        """Keeps which telling a report puts before which."""
        self._base.executemany("INSERT OR IGNORE INTO follow VALUES (?, ?, ?, ?, ?)", [(seq, *msgspec.structs.astuple(each)) for each in ordered])

    def remove(self, seq: int) -> None:
        """Forgets the ties, seats and order of events that a report states."""
        for table in ("tie", "seat", "follow"):
            self._base.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))

    # looking up

    def parties(self, ids: Iterable[str]) -> dict[str, tuple[Party, ...]]:
        """Who takes part in happenings or dues, by id, over all their tellings: actors first, whom most tellings give before others."""
        query = f"""SELECT t.owner, role, e.id, e.name, count(DISTINCT CASE WHEN shadow IS NULL THEN t.n END) AS often
                    FROM telling t CROSS JOIN party USING (n) JOIN persona p USING (signature) JOIN entity e ON e.id = p.entity
                    WHERE t.owner {IN} GROUP BY t.owner, role, e.id ORDER BY t.owner, role, often DESC, e.id"""
        found: dict[str, list[Party]] = defaultdict(list)
        for owner, role, id_, name, often in self._base.execute(query, (listed(ids),)):
            found[owner].append(Party(role=role, entity=id_, name=name, tellings=often))
        return {owner: tuple(parties) for owner, parties in found.items()}

    def deeds(self, entity: str, wanted: Wanted, *, role: Role | None = None, beside: str | None = None) -> list[tuple[Role, Happening]]:
        """What an entity did and had done to it, the newest first; once for each role, or in one alone; `beside`: who else has a part in it."""
        asked = happened(Asked(f"{TOOK_PART} JOIN happening ON id = owner", wanted, values=(entity,)))
        asked.add("role = ?", role)
        asked.add("owner IN (SELECT owner FROM persona p JOIN party USING (signature) JOIN telling USING (n) WHERE p.entity = ?)", beside)
        order = "sources DESC, day DESC, id, role" if wanted.sort == "sources" else "day DESC, id, role"
        return [(role, unpacked(blob, Happening)) for role, blob in asked.rows(self._base, "role, happening", order)]

    def dues(self, entity: str, wanted: Wanted) -> list[tuple[Role, Due]]:
        """What an entity is to do or to meet, the latest first; heeds `type`, `since`, `until`, `limit`."""
        asked = Asked(f"{TOOK_PART} JOIN due ON id = owner", wanted, values=(entity,))
        asked.add("type = ?", wanted.type.upper() if wanted.type else None)
        asked.days("day", "day")
        today = self._look.today()
        rows = asked.rows(self._base, "role, due", "day DESC, id, role")
        return [(role, self._look.as_of(unpacked(blob, Due), today)) for role, blob in rows]

    def appears_in(self, entity: str, limit: int = 50) -> list[Kept]:
        """The reports in which an entity is named, the newest first."""
        query = f"SELECT {KEPT} FROM report WHERE seq IN (SELECT seq FROM appearance WHERE {SIGNED}) ORDER BY published DESC, id LIMIT ?"
        return [kept(row) for row in self._base.execute(query, (entity, limit))]

    def outlets(self, entity: str, limit: int = 50) -> list[tuple[str | None, int]]:
        """The outlets whose reports name an entity, with how many do, the most first."""
        query = f"""SELECT outlet, count(*) FROM report WHERE seq IN (SELECT seq FROM appearance WHERE {SIGNED})
                    GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?"""
        return self._base.execute(query, (entity, limit)).fetchall()

    def dealings(self, entity: str) -> list[Dealing]:
        """With whom an entity has to do, by what one telling says that the one did to the other, counted by type of happening."""
        query = """SELECT q.entity, a.role, h.type, count(DISTINCT h.id), max(h.day)
                   FROM persona p JOIN party a USING (signature) JOIN telling t ON t.n = a.n JOIN happening h ON h.id = t.owner
                   JOIN party b ON b.n = t.n AND b.role <> a.role JOIN persona q ON q.signature = b.signature
                   WHERE p.entity = ?1 AND q.entity <> ?1 AND h.type <> 'NEWS' AND h.standing <> 'rejected'
                   GROUP BY q.entity, a.role, h.type ORDER BY q.entity, a.role, h.type"""
        return [_noun(row, Dealing) for row in self._base.execute(query, (entity,))]

    def spoken(self, entity: str, limit: int = 50) -> list[Heard]:
        """The reports in which an entity is a source, the newest first."""
        query = f"""SELECT r.id, outlet, published, key, name, statements, denials, {COPY} FROM said JOIN report r USING (seq)
                    WHERE {SIGNED} ORDER BY published DESC, r.id, key LIMIT ?"""
        rows = self._base.execute(query, (entity, limit))
        return [_noun(row, Heard) for row in rows]

    def silent(self, entity: str, limit: int = 50) -> list[Silence]:
        """Where an entity was asked for a word and gave none, the newest first, copies of a report left out."""
        query = f"""SELECT silence FROM silence JOIN report r USING (seq) WHERE {SIGNED} AND NOT {COPY} ORDER BY day DESC, r.id, start LIMIT ?"""
        return [unpacked(row[0], Silence) for row in self._base.execute(query, (entity, limit))]

    def ties(self, entity: str | None = None, *, since: str | None = None, until: str | None = None, limit: int | None = 50) -> list[Stated]:
        """What reports of these days state of ties between two entities, or of one with others, the newest first; all with `limit` None.

        Copies are among them and say so (`echo`). Where both ends have become one entity there is no tie.
        """
        return list(self.every_tie(entity, since=since, until=until, limit=limit))

    def every_tie(
        self, entity: str | None = None, *, since: str | None = None, until: str | None = None, limit: int | None = None
    ) -> Iterator[Stated]:
        """The same one after another."""
        asked = Asked("tie t JOIN report r USING (seq) JOIN persona p ON p.signature = t.source JOIN entity a ON a.id = p.entity "
                      "JOIN persona q ON q.signature = target JOIN entity b ON b.id = q.entity", Wanted())  # fmt: skip
        asked.must("a.id <> b.id")
        own = "IN (SELECT signature FROM persona WHERE entity = ?1)"
        asked.add(f"(t.source {own} OR target {own})", entity)
        asked.add("t.day >= ?", day_of(since))
        asked.add("t.day <= ?", day_of(until))
        columns = f"{STATED}, a.id, a.name, b.id, b.name, outlet, {COPY}"
        rows = asked.every(self._base, columns, f"ORDER BY t.day DESC, r.id, start, t.id LIMIT {-1 if limit is None else limit}")
        return (_noun(row, Stated) for row in rows)

    def told(self, ids: Iterable[str]) -> dict[str, Stated]:
        """What reports state of ties, by "REPORT/RELATION"."""
        wanted = [id_.split("/", 1) for id_ in ids]
        query = f"""SELECT {STATED}, a.id, a.name, b.id, b.name, outlet, {COPY}
                    FROM (SELECT value ->> 0 AS report, value ->> 1 AS relation FROM json_each(?)) CROSS JOIN report r ON r.id = report
                    CROSS JOIN tie t ON t.seq = r.seq AND t.id = relation JOIN persona p ON p.signature = t.source JOIN entity a ON a.id = p.entity
                    JOIN persona q ON q.signature = target JOIN entity b ON b.id = q.entity"""
        found = [_noun(row, Stated) for row in self._base.execute(query, (listed(wanted),))]
        return {f"{each.report}/{each.id}": each for each in found}

    def seats(self) -> list[Seated]:
        """All seats that reports in force give to parties, the newest first."""
        query = f"""SELECT r.id, s.name, party, head, seats, "of", day, start, "end", quote, e.id, e.name, e.country, h.entity, outlet, {COPY}
                    FROM seat s JOIN report r USING (seq) LEFT JOIN persona p ON p.signature = party LEFT JOIN entity e ON e.id = p.entity
                    LEFT JOIN persona h ON h.signature = head ORDER BY day DESC, r.id, start, s.name"""
        return [_noun(row, Seated) for row in self._base.execute(query)]

    def tied(self, *, since: str | None = None, until: str | None = None) -> Iterator[Tied]:
        """The same of all entities for sums, in no order: without words and names, without copies and reports of an unknown day."""
        asked = Asked("tie t JOIN report r USING (seq) JOIN persona p ON p.signature = t.source JOIN persona q ON q.signature = target", Wanted())
        asked.must("p.entity <> q.entity")
        asked.must("t.day IS NOT NULL")
        asked.must(f"NOT {COPY}")
        asked.add("t.day >= ?", day_of(since))
        asked.add("t.day <= ?", day_of(until))
        columns = 't.id, r.id, t.type, sign, p.entity, q.entity, t.day, start, "end", factuality, odds'
        return (Tied(*row) for row in asked.every(self._base, columns, ""))


def _noun(row: tuple[object, ...], kind: type[Noun]) -> Noun:
    """The noun whose fields these columns are; SQLite has 0 and 1 for false and true."""
    return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=True)), kind, strict=False)
