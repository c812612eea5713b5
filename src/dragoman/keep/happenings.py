"""The derived tables of what happened and what is due, with the feed of what changed. What is as it was is not written again."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b

from dragoman.model.correction import ChangeKind
from dragoman.model.happening import Contest, Due, Happening, Telling

from .record import IN, listed, packed, unpacked

COLUMNS = "type, day, first, standing, sources, told, intensity, certainty, place, geonameid, lat, lon, country, precision, happening"


class Happenings:
    """The tables of happenings and dues; all changes happen inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self.quiet = False  # while all is made again, the feed of changes is not written

    def kept(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Happenings as they are kept, to tell whether they change."""
        return dict(self._base.execute(f"SELECT id, happening FROM happening WHERE id {IN} ORDER BY id", (listed(ids),)).fetchall())

    def keep(self, happening: Happening, standing: str, contests: Iterable[Contest]) -> bytes:
        """Keeps a happening with what is contested about it, in the place of what it was; returns it as kept."""
        blob = packed(happening)
        day = happening.last or happening.first or happening.first_told or 0
        spot = (happening.place, happening.geonameid, happening.lat, happening.lon, happening.country, happening.precision)
        known = (happening.first_told, happening.intensity, happening.certainty, *spot)
        row = (happening.type, day, happening.first, standing, len(happening.origins), *known, blob)
        before = self._base.execute("SELECT n, standing, happening FROM happening WHERE id = ?", (happening.id,)).fetchone()
        self._contest(happening.id, [(each.kind, each.what, day, each.moved is not None, each.arose, packed(each)) for each in contests])
        if before is not None and before[1:] == (standing, blob):
            return blob
        if before is None:
            n = self._base.execute(f"INSERT INTO happening ({COLUMNS}, id) VALUES ({'?, ' * len(row)}?)", (*row, happening.id)).lastrowid
        else:
            n = before[0]
            self._base.execute(f"UPDATE happening SET ({COLUMNS}) = ({', '.join('?' * len(row))}) WHERE n = ?", (*row, n))
        self._word("happening_words", n, _parties(happening.tellings), _places(happening.tellings), fresh=before is None)
        had = _origins(unpacked(before[2], Happening)) if before else set()
        has = _origins(happening)
        self._base.executemany("DELETE FROM happening_origin WHERE key = ? AND id = ?", [(key, happening.id) for key in sorted(had - has)])
        self._base.executemany("INSERT OR IGNORE INTO happening_origin VALUES (?, ?)", [(key, happening.id) for key in sorted(has - had)])
        return blob

    def drop(self, ids: Iterable[str]) -> None:
        """Takes happenings out."""
        rows = self._base.execute(f"SELECT n, id, happening FROM happening WHERE id {IN}", (listed(ids),)).fetchall()
        for n, id_, blob in rows:
            self._base.execute("DELETE FROM happening_words WHERE rowid = ?", (n,))
            self._base.execute("DELETE FROM happening WHERE n = ?", (n,))
            self._base.execute("DELETE FROM contest WHERE id = ?", (id_,))
            keys = [(key, id_) for key in _origins(unpacked(blob, Happening))]
            self._base.executemany("DELETE FROM happening_origin WHERE key = ? AND id = ?", keys)

    def _contest(self, id_: str, rows: Sequence[tuple[str, str, int, bool, int | None, bytes]]) -> None:
        before = self._base.execute("SELECT kind, what, day, moved, arose, contest FROM contest WHERE id = ? ORDER BY kind, what", (id_,)).fetchall()
        if before != sorted(rows):
            self._base.execute("DELETE FROM contest WHERE id = ?", (id_,))
            self._base.executemany("INSERT INTO contest VALUES (?, ?, ?, ?, ?, ?, ?)", [(id_, *row) for row in rows])

    def _word(self, table: str, n: int | None, parties: str, places: str, *, fresh: bool) -> None:
        """Full text is dear to write: only where it says something else."""
        if not fresh:
            if self._base.execute(f"SELECT parties, places FROM {table} WHERE rowid = ?", (n,)).fetchone() == (parties, places):
                return
            self._base.execute(f"DELETE FROM {table} WHERE rowid = ?", (n,))
        self._base.execute(f"INSERT INTO {table} (rowid, parties, places) VALUES (?, ?, ?)", (n, parties, places))

    def with_origin(self, keys: Iterable[str]) -> set[str]:
        """The happenings that stand on the word of one of these origins."""
        return {row[0] for row in self._base.execute(f"SELECT DISTINCT id FROM happening_origin WHERE key {IN}", (listed(keys),))}

    # what is due

    def keep_due(self, due: Due) -> None:
        """Keeps one thing that is due, in the place of what it was."""
        blob = packed(due)
        before = self._base.execute("SELECT n, due FROM due WHERE id = ?", (due.id,)).fetchone()
        if before is not None and before[1] == blob:
            return
        row = (due.type, due.last if due.last is not None else due.first, due.outcome, due.closed, blob)
        if before is None:
            n = self._base.execute("INSERT INTO due (type, day, outcome, closed, due, id) VALUES (?, ?, ?, ?, ?, ?)", (*row, due.id)).lastrowid
        else:
            n = before[0]
            self._base.execute("UPDATE due SET type = ?, day = ?, outcome = ?, closed = ?, due = ? WHERE n = ?", (*row, n))
        self._word("due_words", n, _parties(due.tellings, due.by), _places(due.tellings), fresh=before is None)

    def drop_dues(self, ids: Iterable[str]) -> None:
        """Takes out what was due."""
        for (n,) in self._base.execute(f"SELECT n FROM due WHERE id {IN}", (listed(ids),)).fetchall():
            self._base.execute("DELETE FROM due_words WHERE rowid = ?", (n,))
            self._base.execute("DELETE FROM due WHERE n = ?", (n,))

    # the feed

    def note_change(self, what: ChangeKind, id_: str, into: str | None = None) -> None:
        """A line of the feed."""
        if self.quiet:
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._base.execute("INSERT INTO change (at, what, id, into_) VALUES (?, ?, ?, ?)", (at, what, id_, into))

    def digests(self) -> dict[str, bytes]:
        """What each happening is, short."""
        rows = self._base.execute("SELECT id, happening FROM happening WHERE type <> 'NEWS' ORDER BY id")
        return {id_: blake2b(blob, digest_size=8).digest() for id_, blob in rows}

    def note_differences(self, before: Mapping[str, bytes]) -> None:
        """Lines of the feed for all happenings that are not what they were."""
        now = self.digests()
        for id_ in sorted({*before, *now}):
            if before.get(id_) != now.get(id_):
                self.note_change("gone" if id_ not in now else "new" if id_ not in before else "changed", id_)


def _origins(happening: Happening) -> set[str]:
    return {origin.key for origin in (*happening.origins, *happening.distrusted)}


def _parties(tellings: Iterable[Telling], besides: str = "") -> str:
    """The words by whose names they are found: those of the parties, of news its head."""
    words = {word for each in tellings for word in ((each.words,) if each.aspect == "news" else (each.who, each.whom))}
    return " ; ".join(sorted({*words, besides} - {""}))


def _places(tellings: Iterable[Telling]) -> str:
    return " ; ".join(sorted({each.place for each in tellings if each.place}))
