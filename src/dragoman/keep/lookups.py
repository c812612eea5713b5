"""Look-ups: what the record says, filtered, the newest first. They read and never write; each answers by an index or one table of small rows."""

import sqlite3
from collections.abc import Iterable
from datetime import date

import msgspec

from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError
from dragoman.model.happening import Contest, Due, Happening
from dragoman.model.record import Doubtful, Hit, Silence, Speaker
from dragoman.model.wanted import Wanted

from .asking import MOST, Asked, day_of, glob, happened
from .record import IN, listed, unpacked
from .search import Search


class LookUps:
    """The look-ups of a case."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def counts(self) -> str:
        """What the case holds, in a sentence."""
        query = "SELECT count(*), min(published), max(published), count(DISTINCT outlet) FROM report WHERE replaced_by IS NULL"
        reports, first, last, outlets = self._base.execute(query).fetchone()
        (copies,) = self._base.execute("SELECT count(DISTINCT report) FROM echo WHERE how <> 'update'").fetchone()
        (events,) = self._base.execute("SELECT count(*) FROM happening WHERE standing <> 'rejected' AND type <> 'NEWS'").fetchone()
        span = f" of {first} to {last}" if first and first != last else f" of {first}" if first else ""
        return f"{_count(reports, 'report')}{span} by {_count(outlets, 'outlet')}, {copies} of them echoes; {_count(events, 'event')}"

    def doubtful(self, below: float, limit: int = MOST) -> list[Doubtful]:
        """The reports in force whose text is worse than so, the worst first: what stands on them may have been read amiss."""
        columns = "id, outlet, headline, published, integrity"
        query = f"SELECT {columns} FROM report WHERE replaced_by IS NULL AND integrity < ? ORDER BY integrity, seq LIMIT ?"
        names = columns.replace("id,", "report,", 1).split(", ")
        return [msgspec.convert(dict(zip(names, row, strict=True)), Doubtful) for row in self._base.execute(query, (below, limit))]

    def happenings(self, wanted: Wanted, *, news: bool = False) -> list[Happening]:
        """What happened, one noun a happening; what a person rejected only where `status` asks for it. `news`: what reports are about instead."""
        asked = happened(Asked("happening", wanted), news=news)
        order = "sources DESC, day DESC, id" if wanted.sort == "sources" else "day DESC, id"
        return [unpacked(row[0], Happening) for row in asked.rows(self._base, "happening", order)]

    def news(self, wanted: Wanted) -> list[Happening]:
        """What several reports are about, by their heads, whether or not an event is read in them; `actor` are words of the heads."""
        return self.happenings(msgspec.structs.replace(wanted, type=None), news=True)

    def happening(self, id_: str) -> Happening:
        """One happening by its id or the beginning of it; SettingError where none or several begin so."""
        rows = self._begun("happening", id_)
        if len(rows) != 1:
            raise SettingError(f"{id_}: {'several events begin' if rows else 'no event begins'} so; `dragoman events CASE` lists them")
        return unpacked(rows[0][0], Happening)

    def known(self, ids: Iterable[str]) -> dict[str, Happening]:
        """Those of the happenings that there are, by id."""
        rows = self._base.execute(f"SELECT id, happening FROM happening WHERE id {IN}", (listed(ids),))
        return {id_: unpacked(row, Happening) for id_, row in rows}

    def _begun(self, table: str, id_: str) -> list[tuple[bytes]]:
        """The noun with this id, else two at most of those whose id begins so."""
        exact = self._base.execute(f"SELECT {table} FROM {table} WHERE id = ?", (id_,)).fetchall()
        return exact or self._base.execute(f"SELECT {table} FROM {table} WHERE id GLOB ? LIMIT 2", (glob(id_),)).fetchall()

    def standing(self, id_: str) -> str:
        """told, disputed, denied or rejected."""
        return str(self._base.execute("SELECT standing FROM happening WHERE id = ?", (id_,)).fetchone()[0])

    def standings(self, ids: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Of each happening its standing and how many independent sources stand behind it."""
        rows = self._base.execute(f"SELECT id, standing, sources FROM happening WHERE id {IN}", (listed(ids),))
        return {id_: (standing, sources) for id_, standing, sources in rows}

    def contests(self, wanted: Wanted) -> list[tuple[Happening, Contest]]:
        """What is disputed, with the happening that it is about."""
        asked = Asked("contest JOIN happening USING (id)", wanted, words_of="happening.n")
        asked.by_words("happening_words", parties=wanted.actor, places=wanted.place)
        asked.add("type = ?", wanted.type.upper() if wanted.type else None)
        asked.days("coalesce(first, contest.day)", "contest.day")
        asked.add("sources >= ?", wanted.min_sources or None)
        asked.add("kind = ?", wanted.status)
        asked.add("standing <> ?", "rejected")
        rows = asked.rows(self._base, "happening, contest", "contest.day DESC, id, kind, what")
        return [(unpacked(row[0], Happening), unpacked(row[1], Contest)) for row in rows]

    def contests_of(self, id_: str) -> list[Contest]:
        """What is disputed about one happening."""
        return [unpacked(row[0], Contest) for row in self._base.execute("SELECT contest FROM contest WHERE id = ? ORDER BY kind, what", (id_,))]

    def dues(self, wanted: Wanted) -> list[Due]:
        """What was or is due, with its outcome as of the newest report: what nobody has told of since its time is overdue."""
        today = self.today()
        asked = Asked("due", wanted)
        asked.by_words("due_words", parties=wanted.actor, places=wanted.place)
        asked.add("type = ?", wanted.type.upper() if wanted.type else None)
        asked.days("day", "day")
        if wanted.status in ("pending", "overdue"):
            asked.add("outcome = ?", "pending")
            asked.add("day >= ?" if wanted.status == "pending" else "day < ?", today)
        else:
            asked.add("outcome = ?", wanted.status)
        order = "day, id" if wanted.status == "pending" else "day DESC, id"  # of what is to come the next first; without a day last
        found = [unpacked(row[0], Due) for row in asked.rows(self._base, "due", order)]
        return [self.as_of(each, today) for each in found]

    def as_of(self, due: Due, today: int | None) -> Due:
        """What is due, with its outcome on that day and the happening that closed it."""
        if due.outcome == "pending" and today is not None and due.last is not None and due.last < today:
            due = msgspec.structs.replace(due, outcome="overdue")
        rows = dict(self._base.execute(f"SELECT key, owner FROM telling WHERE key {IN}", (listed(due.answered),))) if due.answered else {}
        return msgspec.structs.replace(due, closed_by=next((rows[key] for key in due.answered if key in rows), None))

    def today(self) -> int | None:
        """The day of the newest report."""
        row = self._base.execute("SELECT max(published) FROM report").fetchone()
        return date.fromisoformat(row[0]).toordinal() if row and row[0] else None

    def entities(self, wanted: Wanted) -> list[Entity]:
        """Who acts, the most reported first; `type` is a sector, `place` a country's code, `status` a kind."""
        asked = Asked("entity", wanted)
        asked.by_words("entity_words", names=wanted.actor)
        asked.add("sector = ?", wanted.type.upper() if wanted.type else None)
        asked.add("country = ?", wanted.place.upper() if wanted.place else None)
        asked.add("kind = ?", wanted.status)
        asked.add("last >= ?", day_of(wanted.since))
        asked.add("reports >= ?", wanted.min_sources or None)
        return [unpacked(row[0], Entity) for row in asked.rows(self._base, "entity", "reports DESC, id")]

    def entity(self, id_: str) -> Entity:
        """One actor by its id or the beginning of it; SettingError where none or several begin so."""
        rows = self._begun("entity", id_)
        if len(rows) != 1:
            raise SettingError(f"{id_}: {'several actors begin' if rows else 'no actor begins'} so; `dragoman actors CASE` lists them")
        return unpacked(rows[0][0], Entity)

    def speakers(self, wanted: Wanted) -> list[Speaker]:
        """Who is heard, those in most reports first; `status` is a kind of source."""
        asked = Asked("speaker", wanted)
        asked.by_words("speaker_words", names=wanted.actor)
        asked.add("kind = ?", wanted.status)
        asked.add("last >= ?", day_of(wanted.since))
        asked.add("first <= ?", day_of(wanted.until))
        rows = asked.rows(self._base, "key, name, kind, basis, reports, statements, denials, first, last", "reports DESC, statements DESC, key")
        names = ("key", "name", "kind", "basis", "reports", "statements", "denials", "first", "last")
        return [msgspec.convert(dict(zip(names, row, strict=True)), Speaker) for row in rows]

    def origin(self, source: str) -> str:
        """The key of an outlet by its name, or of a source by its key or name; SettingError where none or several are called so."""
        query = "SELECT DISTINCT t.outlet FROM telling t JOIN report r USING (seq) WHERE r.outlet = ? COLLATE NOCASE OR t.outlet = ?"
        keys = {row[0] for row in self._base.execute(query, (source, source))}
        if not keys:
            keys = {row[0] for row in self._base.execute("SELECT key FROM speaker WHERE key = ? OR name = ? COLLATE NOCASE", (source, source))}
        if len(keys) != 1:
            several = f"several are called so; give one of the keys {', '.join(sorted(keys))}"
            raise SettingError(f"{source}: {several if keys else 'no source and no outlet is called so; `dragoman sources CASE` lists them'}")
        return str(keys.pop())

    def silences(self, wanted: Wanted) -> list[Silence]:
        """Who would not say anything, the newest first, copies of a report left out; `status` is what came back."""
        asked = Asked("silence JOIN report USING (seq)", wanted)
        asked.add("NOT EXISTS (SELECT 1 FROM echo WHERE echo.report = report.id AND how <> ?)", "update")
        asked.add("party LIKE ?", f"%{wanted.actor}%" if wanted.actor else None)
        asked.add("response = ?", wanted.status)
        asked.days("day", "day")
        return [unpacked(row[0], Silence) for row in asked.rows(self._base, "silence", "day DESC, seq DESC, start")]

    def search(self, words: str, limit: int = 20, skip: int = 0) -> list[Hit]:
        """The reports with these words, best first; SettingError where they cannot be asked for."""
        return list(Search(self._base).reports(words, skip=skip, limit=limit).hits)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
