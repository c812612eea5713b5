"""What follows from the readings, as the weaver needs it: tellings and their pairs, happenings, what is due. It only stores; judging is not its own.

Tellings and happenings go by their keys and ids; a list of keys travels into a query as JSON.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TypeVar

import msgspec

from dragoman.model.correction import ChangeKind
from dragoman.model.happening import Answer, Contest, Due, Happening, Pair, Telling

ALWAYS = "*"  # ends the keys of what has no day: compared with its like of any day

REMEMBERED = 8_000  # tellings at hand: those of the last days meet again and again

Noun = TypeVar("Noun")
Tagged = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # what reconcile finds a sentence by


def packed(noun: object) -> bytes:
    """The noun as it is kept."""
    return zlib.compress(msgspec.json.encode(noun), 3)


def unpacked(blob: bytes, kind: type[Noun]) -> Noun:
    """The noun that was packed."""
    return msgspec.json.decode(zlib.decompress(blob), type=kind)


def listed(values: Iterable[object]) -> str:
    """The values for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def _named(telling: Telling) -> tuple[str, ...]:
    """The words by whose names a happening is found: those of its parties, of news its head."""
    return (telling.words,) if telling.aspect == "news" else (telling.who, telling.whom)


class Record:
    """The derived tables of events; all changes happen inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._known: dict[str, Telling] = {}  # a telling never changes while it is kept
        self.quiet = False  # while all is made again, the feed of changes is not written

    def forget(self) -> None:
        """Call it when the tables were emptied."""
        self._known.clear()

    # tellings and pairs

    def add_telling(self, seq: int, telling: Telling, keys: Iterable[str], until: int) -> None:
        """Keeps a telling of a report under the keys by which others find it; an announcement until the last day on which it may be answered."""
        row = (telling.key, seq, telling.aspect, telling.type, telling.outlet, packed(telling))
        n = self._base.execute("INSERT INTO telling (key, seq, aspect, type, outlet, telling) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
        if telling.aspect == "ahead":
            self._base.executemany("INSERT OR IGNORE INTO due_key VALUES (?, ?, ?)", [(key, until, n) for key in keys])
        else:
            self._base.executemany("INSERT OR IGNORE INTO telling_key VALUES (?, ?)", [(key, n) for key in keys])

    def keys_in(self, report: str) -> list[str]:
        """The keys of the tellings of a report."""
        return [row[0] for row in self._base.execute("SELECT key FROM telling JOIN report USING (seq) WHERE id = ? ORDER BY key", (report,))]

    def remove_tellings(
        self, gone: Sequence[str], keys: Callable[[Telling], Iterable[str]], until: Callable[[Telling], int]
    ) -> tuple[set[str], set[str]]:
        """Forgets tellings; returns the keys of those that were paired with them, and the ids of what they were part of."""
        rows = self._base.execute(f"SELECT n, key, owner, telling FROM telling WHERE key {IN}", (listed(gone),)).fetchall()
        around = {each for pair in self.pairs_around(gone) for each in (pair.one, pair.other)}
        owners = {row[2] for row in rows if row[2]}
        around |= set(self.members(owners))
        for n, key, _, blob in rows:
            telling = unpacked(blob, Telling)
            self._known.pop(key, None)
            if telling.aspect == "ahead":
                last = until(telling)
                self._base.executemany("DELETE FROM due_key WHERE key = ? AND until = ? AND n = ?", [(each, last, n) for each in keys(telling)])
            else:
                self._base.executemany("DELETE FROM telling_key WHERE key = ? AND n = ?", [(each, n) for each in keys(telling)])
            for table, one, other in (("pair", "one", "other"), ("answer", "ahead", "told"), ("recall", "telling", "of")):
                self._base.execute(f"DELETE FROM {table} WHERE {one} = ?", (key,))
                self._base.execute(f"DELETE FROM {table} WHERE {other} = ?", (key,))
            self._base.execute("DELETE FROM telling WHERE n = ?", (n,))
        return around - set(gone), owners

    def sharing(self, keys: Iterable[str], aspects: Collection[str], enough: Callable[[Iterable[str]], bool]) -> list[Telling]:
        """The tellings that have enough of the keys; where one of two has no day, whatever the other's."""
        exact: set[str] = set()
        open_ended: set[str] = set()
        for key in keys:
            stem, _, day = key.rpartition("|")
            if day == ALWAYS:
                open_ended.add(stem)
            else:
                exact |= {key, f"{stem}|{ALWAYS}"}
        own = f"SELECT t.key, k.key FROM telling_key k JOIN telling t USING (n) WHERE shadow IS NULL AND aspect {IN} AND k.key"
        rows = self._base.execute(f"{own} {IN}", (listed(aspects), listed(exact))).fetchall()
        for stem in open_ended:
            rows += self._base.execute(f"{own} > ? AND k.key < ?", (listed(aspects), f"{stem}|", f"{stem}|~")).fetchall()
        shared: dict[str, list[str]] = {}
        for telling, key in rows:
            shared.setdefault(telling, []).append(key)
        return list(self.tellings(telling for telling, found in shared.items() if enough(found)).values())

    def announced(self, keys: Collection[str], day: int) -> list[tuple[str, str]]:
        """Which of the keys which announcements have that may still be answered on that day."""
        query = """SELECT d.key, t.key FROM json_each(?) JOIN due_key d ON d.key = value AND d.until >= ? JOIN telling t USING (n)
                   WHERE shadow IS NULL"""
        return self._base.execute(query, (listed(keys), day)).fetchall()

    def set_ending(self, seq: int, day: int, words: Iterable[str], tags: Sequence[Tagged]) -> None:
        """Keeps what a report may answer announcements by, for those that come in later: the words, and the tags of its sentences."""
        self._base.execute("INSERT INTO ending VALUES (?, ?, ?)", (seq, day, packed(tags)))
        self._base.executemany("INSERT OR IGNORE INTO ending_key VALUES (?, ?, ?)", [(word, day, seq) for word in words])

    def drop_ending(self, seq: int, words: Iterable[str]) -> None:
        """Takes that out."""
        row = self._base.execute("DELETE FROM ending WHERE seq = ? RETURNING day", (seq,)).fetchone()
        if row is not None:
            self._base.executemany("DELETE FROM ending_key WHERE key = ? AND day = ? AND seq = ?", [(word, row[0], seq) for word in words])

    def endings(self, words: Iterable[str], after: int, until: int) -> Iterator[tuple[str, list[Tagged]]]:
        """The reports published in these days that have one of the words, with the tags of their sentences."""
        query = """SELECT r.id, e.tags FROM ending e JOIN report r USING (seq) WHERE e.seq IN (
                     SELECT k.seq FROM json_each(?) JOIN ending_key k ON k.key = value AND k.day > ? AND k.day <= ?) ORDER BY 1"""
        for report, blob in self._base.execute(query, (listed(words), after, until)).fetchall():
            yield report, unpacked(blob, list[Tagged])

    def tellings(self, keys: Iterable[str]) -> dict[str, Telling]:
        """The tellings with these keys."""
        wanted = set(keys)
        found = {key: self._known[key] for key in wanted if key in self._known}
        if len(self._known) > REMEMBERED:
            self._known.clear()
        rows = self._base.execute(f"SELECT key, telling FROM telling WHERE key {IN}", (listed(sorted(wanted - set(found))),))
        fresh = {key: unpacked(blob, Telling) for key, blob in rows}
        self._known |= fresh
        return dict(sorted((found | fresh).items()))

    # what copies repeat

    def shadows_in(self, report: str) -> dict[str, str]:
        """What the tellings of a copy repeat, by key."""
        return dict(self._base.execute("SELECT key, shadow FROM telling JOIN report USING (seq) WHERE id = ? AND shadow IS NOT NULL", (report,)))

    def set_shadow(self, key: str, of: str | None) -> set[str]:
        """Says anew what a telling repeats; of one that does, the judgements are forgotten. Returns the keys of those that it was paired with."""
        around: set[str] = set()
        if of is not None:
            around = {each for pair in self.pairs_around([key]) for each in (pair.one, pair.other)} - {key}
            for table, column in (("pair", "one"), ("pair", "other"), ("answer", "ahead"), ("recall", "of")):
                self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,))
        self._base.execute("UPDATE telling SET shadow = ?, core = NULL WHERE key = ?", (of, key))
        return around

    def shadowing(self, keys: Iterable[str]) -> dict[str, str]:
        """What these repeat, by key, of those that do."""
        return dict(self._base.execute(f"SELECT key, shadow FROM telling WHERE key {IN} AND shadow IS NOT NULL", (listed(keys),)))

    def shadows_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Which tellings repeat these: key → what it repeats."""
        return dict(self._base.execute(f"SELECT key, shadow FROM telling WHERE shadow {IN} ORDER BY key", (listed(keys),)))

    def set_pairs(self, pairs: Iterable[Pair]) -> None:
        """Keeps judgements on pairs."""
        rows = [(each.one, each.other, each.points, each.sure, json.dumps(each.reasons, ensure_ascii=False)) for each in pairs]
        self._base.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?)", rows)

    def pairs_around(self, keys: Iterable[str]) -> list[Pair]:
        """The judged pairs with one of the keys on either side."""
        wanted = listed(keys)
        columns = "SELECT one, other, points, sure, reasons FROM pair"
        rows = self._base.execute(f"{columns} WHERE one {IN} UNION {columns} WHERE other {IN}", (wanted, wanted))
        return [Pair(one=a, other=b, points=points, sure=bool(sure), reasons=tuple(json.loads(why))) for a, b, points, sure, why in rows]

    def set_recalls(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keeps which telling of old times recalls which happening's telling."""
        self._base.executemany("INSERT OR IGNORE INTO recall VALUES (?, ?)", pairs)

    def recalls_of(self, keys: Iterable[str]) -> list[Telling]:
        """The tellings that recall what these tell."""
        rows = self._base.execute(f"SELECT DISTINCT telling FROM recall WHERE of {IN}", (listed(keys),)).fetchall()
        return list(self.tellings(row[0] for row in rows).values())

    def set_answers(self, answers: Iterable[Answer]) -> None:
        """Keeps what tells of the outcome of what was announced."""
        self._base.executemany(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", [(each.ahead, each.told, each.report, packed(each)) for each in answers]
        )

    def answers_to(self, keys: Iterable[str]) -> list[Answer]:
        """What was kept of the outcome of these announcements."""
        rows = self._base.execute(f"SELECT answer FROM answer WHERE ahead {IN} ORDER BY ahead, told", (listed(keys),))
        return [unpacked(row[0], Answer) for row in rows]

    def drop_answers(self, report: str) -> set[str]:
        """Forgets what a report tells of outcomes; returns the announcements that it answered."""
        found = self.answered_in([report])
        self._base.execute("DELETE FROM answer WHERE report = ?", (report,))
        return found

    def drop_answers_of(self, key: str) -> set[str]:
        """Forgets the same of one telling."""
        found = {row[0] for row in self._base.execute("SELECT ahead FROM answer WHERE told = ?", (key,))}
        self._base.execute("DELETE FROM answer WHERE told = ?", (key,))
        return found

    def answered_in(self, reports: Iterable[str]) -> set[str]:
        """The announcements of whose outcome these reports tell."""
        return {row[0] for row in self._base.execute(f"SELECT DISTINCT ahead FROM answer WHERE report {IN}", (listed(reports),))}

    def owners(self, keys: Iterable[str]) -> set[str]:
        """The happenings and dues of these tellings."""
        return {owner for _, owner in self.placed(keys).values() if owner}

    def accusing(self, reports: Iterable[str]) -> list[Telling]:
        """The accusations that these reports tell."""
        query = f"SELECT telling FROM telling JOIN report USING (seq) WHERE id {IN} AND type = 'ACCUSE' AND aspect = 'told' ORDER BY key"
        return [unpacked(row[0], Telling) for row in self._base.execute(query, (listed(reports),))]

    # cores and owners

    def placed(self, keys: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """Core (null: stands alone) and happening or due of each telling."""
        rows = self._base.execute(f"SELECT key, core, owner FROM telling WHERE key {IN}", (listed(keys),))
        return {key: (core, owner) for key, core, owner in rows}

    def set_cores(self, cores: Mapping[str, str | None]) -> None:
        """Says anew to which core tellings belong."""
        self._base.executemany("UPDATE telling SET core = ? WHERE key = ?", [(core, key) for key, core in cores.items()])

    def in_cores(self, cores: Iterable[str]) -> dict[str, list[str]]:
        """The keys of the tellings of each core."""
        found: dict[str, list[str]] = {}
        for key, core in self._base.execute(f"SELECT key, core FROM telling WHERE core {IN} ORDER BY key", (listed(cores),)):
            found.setdefault(core, []).append(key)
        return found

    def members(self, owners: Iterable[str]) -> list[str]:
        """The keys of the tellings of happenings or dues, by id, without those that only repeat others."""
        return [row[0] for row in self._base.execute(f"SELECT key FROM telling WHERE owner {IN} AND shadow IS NULL ORDER BY key", (listed(owners),))]

    def owners_in(self, reports: Iterable[str]) -> set[str]:
        """The happenings and dues that these reports tell."""
        query = f"SELECT DISTINCT owner FROM telling JOIN report USING (seq) WHERE id {IN} AND owner IS NOT NULL"
        return {row[0] for row in self._base.execute(query, (listed(reports),))}

    def with_origin(self, keys: Iterable[str]) -> set[str]:
        """The happenings that stand on the word of one of these origins."""
        return {row[0] for row in self._base.execute(f"SELECT DISTINCT id FROM happening_origin WHERE key {IN}", (listed(keys),))}

    def owners_of_outlet(self, key: str) -> set[str]:
        """The happenings and dues that reports of this outlet tell, by the key of its origin."""
        return {row[0] for row in self._base.execute("SELECT DISTINCT owner FROM telling WHERE outlet = ? AND owner IS NOT NULL", (key,))}

    def own(self, owner: str | None, keys: Iterable[str]) -> None:
        """Says that the tellings are this happening's or due's, or nothing's."""
        self._base.execute(f"UPDATE telling SET owner = ? WHERE key {IN}", (owner, listed(keys)))

    # happenings

    def happening(self, id_: str) -> Happening | None:
        """The happening with this id."""
        row = self._base.execute("SELECT happening FROM happening WHERE id = ?", (id_,)).fetchone()
        return unpacked(row[0], Happening) if row else None

    def drop_happenings(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Takes happenings out; returns what each was, to tell whether it changed."""
        rows = self._base.execute(f"SELECT n, id, happening FROM happening WHERE id {IN}", (listed(ids),)).fetchall()
        for n, id_, _ in rows:
            self._base.execute("DELETE FROM happening_words WHERE rowid = ?", (n,))
            self._base.execute("DELETE FROM happening WHERE n = ?", (n,))
            self._base.execute("DELETE FROM contest WHERE id = ?", (id_,))
        for _, id_, blob in rows:
            was = unpacked(blob, Happening)
            origins = [(origin.key, id_) for origin in (*was.origins, *was.distrusted)]
            self._base.executemany("DELETE FROM happening_origin WHERE key = ? AND id = ?", origins)
        return {id_: blob for _, id_, blob in rows}

    def keep_happening(self, happening: Happening, standing: str, contests: Iterable[Contest]) -> bytes:
        """Keeps a happening with what is contested about it; returns it as kept."""
        blob = packed(happening)
        day = happening.last or happening.first or happening.first_told or 0
        row = (happening.id, happening.type, day, happening.first, standing, len(happening.origins), blob)
        n = self._base.execute(
            "INSERT INTO happening (id, type, day, first, standing, sources, happening) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        parties = " ; ".join(sorted({words for each in happening.tellings for words in _named(each) if words}))
        places = " ; ".join(sorted({each.place for each in happening.tellings if each.place}))
        self._base.execute("INSERT INTO happening_words (rowid, parties, places) VALUES (?, ?, ?)", (n, parties, places))
        origins = [(origin.key, happening.id) for origin in (*happening.origins, *happening.distrusted)]
        self._base.executemany("INSERT OR IGNORE INTO happening_origin VALUES (?, ?)", origins)
        rows = [(happening.id, each.kind, each.what, day, packed(each)) for each in contests]
        self._base.executemany("INSERT OR REPLACE INTO contest VALUES (?, ?, ?, ?, ?)", rows)
        return blob

    def note_change(self, what: ChangeKind, id_: str, into: str | None = None) -> None:
        """A line of the feed."""
        if self.quiet:
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._base.execute("INSERT INTO change (at, what, id, into_) VALUES (?, ?, ?, ?)", (at, what, id_, into))

    def digests(self) -> dict[str, bytes]:
        """What each happening is, short."""
        return {
            id_: blake2b(blob, digest_size=8).digest()
            for id_, blob in self._base.execute("SELECT id, happening FROM happening WHERE type <> 'NEWS' ORDER BY id")
        }

    def note_differences(self, before: Mapping[str, bytes]) -> None:
        """Lines of the feed for all happenings that are not what they were."""
        now = self.digests()
        for id_ in sorted({*before, *now}):
            if before.get(id_) != now.get(id_):
                self.note_change("gone" if id_ not in now else "new" if id_ not in before else "changed", id_)

    # what is due

    def drop_dues(self, ids: Iterable[str]) -> None:
        """Takes out what was due."""
        for (n,) in self._base.execute(f"SELECT n FROM due WHERE id {IN}", (listed(ids),)).fetchall():
            self._base.execute("DELETE FROM due_words WHERE rowid = ?", (n,))
            self._base.execute("DELETE FROM due WHERE n = ?", (n,))

    def keep_due(self, due: Due) -> None:
        """Keeps one thing that is due."""
        row = (due.id, due.type, due.last if due.last is not None else due.first, due.outcome, packed(due))
        n = self._base.execute("INSERT INTO due (id, type, day, outcome, due) VALUES (?, ?, ?, ?, ?)", row).lastrowid
        words = " ; ".join(
            sorted({each for each in (due.by, *(telling.who for telling in due.tellings), *(telling.whom for telling in due.tellings)) if each})
        )
        places = " ; ".join(sorted({each.place for each in due.tellings if each.place}))
        self._base.execute("INSERT INTO due_words (rowid, parties, places) VALUES (?, ?, ?)", (n, words, places))


IN = "IN (SELECT value FROM json_each(?))"
