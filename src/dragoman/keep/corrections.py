"""The log of what persons decided. Nothing leaves it: a decision that is undone stays and counts no more."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from dragoman.model.correction import Change, Correction, CorrectionKind
from dragoman.model.errors import SettingError

COLUMNS = "number, at, author, what, subject, value, reason, undone, undone_by"


class Corrections:
    """The log and the feed of changes; writing happens inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def add(self, what: CorrectionKind, subject: Sequence[str], *, author: str, value: str | None = None, reason: str = "") -> Correction:
        """Keeps a decision; returns it with its number."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = (at, author, what, json.dumps(subject, ensure_ascii=False), value, reason)
        number = self._base.execute("INSERT INTO correction (at, author, what, subject, value, reason) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
        assert number is not None
        return Correction(number=number, at=at, author=author, what=what, subject=tuple(subject), value=value, reason=reason)

    def undo(self, number: int, author: str) -> Correction:
        """Marks a decision as undone; SettingError where there is none of this number, or it is undone already."""
        found = next((each for each in self.log() if each.number == number), None)
        if found is None:
            raise SettingError(f"correction {number}: there is none; `dragoman corrections CASE` lists them")
        if found.undone is not None:
            raise SettingError(f"correction {number}: is undone already, {found.undone} by {found.undone_by}")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._base.execute("UPDATE correction SET undone = ?, undone_by = ? WHERE number = ?", (at, author, number))
        return found

    def log(self) -> list[Correction]:
        """All decisions, the oldest first."""
        rows = self._base.execute(f"SELECT {COLUMNS} FROM correction ORDER BY number")
        names = COLUMNS.split(", ")
        return [Correction(**{**dict(zip(names, row, strict=True)), "subject": tuple(json.loads(row[4]))}) for row in rows]

    def active(self) -> list[Correction]:
        """Those that count."""
        return [each for each in self.log() if each.undone is None]

    def changes(self, since: int = 0, limit: int = 1000) -> list[Change]:
        """The feed after the line of this number."""
        rows = self._base.execute("SELECT number, at, what, id, into_ FROM change WHERE number > ? ORDER BY number LIMIT ?", (since, limit))
        return [Change(number=number, at=at, what=what, id=id_, into=into) for number, at, what, id_, into in rows]

    def went(self, id_: str) -> Change | None:
        """The line by which a happening went, where that is the last that the feed says of it."""
        row = self._base.execute("SELECT number, at, what, id, into_ FROM change WHERE id = ? ORDER BY number DESC LIMIT 1", (id_,)).fetchone()
        return Change(number=row[0], at=row[1], what="gone", id=row[3], into=row[4]) if row and row[2] == "gone" else None

    def last_change(self) -> int:
        """The number of the feed's last line; 0 without any."""
        return int(self._base.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])
