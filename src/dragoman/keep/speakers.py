"""Who is heard in a case and who would not speak, kept report by report and summed up as reports come and go."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import reduce

import msgspec

from dragoman.model.record import Silence, Speaker, Spoken

from .record import packed

SURE = ("unstated", "briefed", "direct")  # of two ways in which one source stands to what it tells, the nearer counts
COLUMNS = "key, name, kind, basis, reports, statements, denials, first, last"


class Speakers:
    """The tables of voices and silences; all changes happen inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def add(self, seq: int, day: int | None, spoken: Iterable[Spoken], silences: Iterable[Silence], cast: Mapping[str, str]) -> None:
        """Keeps who speaks in a report and who would not; `cast`: signatures of its actors."""
        for each in spoken:
            row = (each.key, seq, day, each.name, each.kind, each.basis, each.statements, each.denials, cast.get(each.actor or ""))
            self._base.execute("INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            before = self._base.execute(f"SELECT {COLUMNS} FROM speaker WHERE key = ?", (each.key,)).fetchone()
            once = _once(each.key, day, each.name, each.kind, each.basis, each.statements, each.denials)
            self._set(_together(_speaker(before), once) if before else once)
        for silence in silences:
            shown = (seq, silence.start, silence.party, day, silence.response, cast.get(silence.actor or ""), packed(silence))
            self._base.execute("INSERT OR IGNORE INTO silence VALUES (?, ?, ?, ?, ?, ?, ?)", shown)

    def remove(self, seq: int) -> None:
        """Forgets who speaks in a report."""
        keys = [row[0] for row in self._base.execute("SELECT key FROM said WHERE seq = ?", (seq,))]
        self._base.execute("DELETE FROM said WHERE seq = ?", (seq,))
        self._base.execute("DELETE FROM silence WHERE seq = ?", (seq,))
        for key in keys:
            rows = self._base.execute("SELECT key, day, name, kind, basis, statements, denials FROM said WHERE key = ?", (key,)).fetchall()
            if rows:
                self._set(reduce(_together, (_once(*row) for row in rows)))
                continue
            (n,) = self._base.execute("SELECT n FROM speaker WHERE key = ?", (key,)).fetchone()
            self._base.execute("DELETE FROM speaker WHERE n = ?", (n,))
            self._base.execute("DELETE FROM speaker_words WHERE rowid = ?", (n,))

    def _set(self, speaker: Speaker) -> None:
        row = msgspec.structs.astuple(speaker)
        found = self._base.execute("SELECT n, name FROM speaker WHERE key = ?", (speaker.key,)).fetchone()
        if found is None:
            n = self._base.execute(f"INSERT INTO speaker ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
            self._base.execute("INSERT INTO speaker_words (rowid, names) VALUES (?, ?)", (n, speaker.name))
            return
        query = "UPDATE speaker SET name = ?, kind = ?, basis = ?, reports = ?, statements = ?, denials = ?, first = ?, last = ? WHERE key = ?"
        self._base.execute(query, (*row[1:], speaker.key))
        if found[1] != speaker.name:
            self._base.execute("UPDATE speaker_words SET names = ? WHERE rowid = ?", (speaker.name, found[0]))


def _speaker(row: tuple[object, ...]) -> Speaker:
    return msgspec.convert(dict(zip(COLUMNS.split(", "), row, strict=True)), Speaker)


def _once(key: str, day: int | None, name: str, kind: str, basis: str, statements: int, denials: int) -> Speaker:  # noqa: PLR0917  # a row
    """The source as one report has it."""
    return _speaker((key, name, kind, basis, 1, statements, denials, day, day))


def _together(one: Speaker, other: Speaker) -> Speaker:
    """Both as one; the same in any order: the longest name, the nearest basis."""
    fuller = max(one, other, key=lambda each: (len(each.name), each.name, each.kind))
    return Speaker(
        key=one.key,
        name=fuller.name,
        kind=fuller.kind,
        basis=max(one.basis, other.basis, key=SURE.index),
        reports=one.reports + other.reports,
        statements=one.statements + other.statements,
        denials=one.denials + other.denials,
        first=min((each.first for each in (one, other) if each.first is not None), default=None),
        last=max((each.last for each in (one, other) if each.last is not None), default=None),
    )
