"""What follows from the readings, as the weaver needs it: tellings and their pairs, happenings, what is due. It only stores; judging is not its own.

Tellings and happenings go by their keys and ids; a list of keys travels into a query as JSON.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from dragoman.model.happening import Answer, Pair, Telling
from dragoman.model.record import Kept

REMEMBERED = 8_000  # tellings at hand: those of the last days meet again and again

KEPT = "id, source, external_id, url, outlet, headline, published, integrity, passed_over, added, replaced_by"

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


def kept(row: tuple[object, ...]) -> Kept:
    """What a case says of a report, from its columns."""
    return msgspec.convert(dict(zip(KEPT.split(", "), row, strict=True)), Kept)


class Record:
    """The derived tables of events; all changes happen inside the case's transaction."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._known: dict[str, Telling] = {}  # a telling never changes while it is kept

    def forget(self) -> None:
        """Call it when the tables were emptied."""
        self._known.clear()

    # tellings and pairs

    def add_telling(self, seq: int, telling: Telling, keys: Iterable[str], window: tuple[int, int]) -> int:
        """Keeps a telling of a report under the keys by which others find it, for these days: when it happened, or may be answered.

        Returns its number."""
        row = (telling.key, seq, telling.aspect, telling.type, telling.outlet, packed(telling))
        n = self._base.execute("INSERT INTO telling (key, seq, aspect, type, outlet, telling) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid
        first, last = window
        if telling.aspect == "ahead":
            self._base.executemany("INSERT OR IGNORE INTO due_key VALUES (?, ?, ?)", [(key, last, n) for key in keys])
        else:
            self._base.executemany("INSERT OR IGNORE INTO telling_key VALUES (?, ?, ?, ?)", [(key, last, first, n) for key in keys])
        assert n is not None
        return n

    def keys_in(self, report: str) -> list[str]:
        """The keys of the tellings of a report."""
        return [row[0] for row in self._base.execute("SELECT key FROM telling JOIN report USING (seq) WHERE id = ? ORDER BY key", (report,))]

    def remove_tellings(
        self, gone: Sequence[str], keys: Callable[[Telling], Iterable[str]], window: Callable[[Telling], tuple[int, int]]
    ) -> tuple[set[str], set[str]]:
        """Forgets tellings; returns the keys of those that were paired with them, and the ids of what they were part of."""
        rows = self._base.execute(f"SELECT n, key, owner, telling FROM telling WHERE key {IN}", (listed(gone),)).fetchall()
        around = {each for pair in self.pairs_around(gone) for each in (pair.one, pair.other)}
        owners = {row[2] for row in rows if row[2]}
        around |= set(self.members(owners))
        for n, key, _, blob in rows:
            telling = unpacked(blob, Telling)
            self._known.pop(key, None)
            first, last = window(telling)
            if telling.aspect == "ahead":
                self._base.executemany("DELETE FROM due_key WHERE key = ? AND until = ? AND n = ?", [(each, last, n) for each in keys(telling)])
            else:
                rows_of = [(each, last, first, n) for each in keys(telling)]
                self._base.executemany("DELETE FROM telling_key WHERE key = ? AND last = ? AND first = ? AND n = ?", rows_of)
            for table, one, other in (("pair", "one", "other"), ("answer", "ahead", "told"), ("recall", "telling", "of")):
                self._base.execute(f"DELETE FROM {table} WHERE {one} = ?", (key,))
                self._base.execute(f"DELETE FROM {table} WHERE {other} = ?", (key,))
            self._base.execute("DELETE FROM party WHERE n = ?", (n,))
            self._base.execute("DELETE FROM telling WHERE n = ?", (n,))
        return around - set(gone), owners

    def sharing(
        self, keys: Iterable[str], window: tuple[int, int], aspects: Collection[str], enough: Callable[[Iterable[str]], bool]
    ) -> list[Telling]:
        """The tellings of these days that have enough of the keys."""
        query = f"""SELECT t.key, k.key FROM json_each(?) JOIN telling_key k ON k.key = value AND k.last >= ? AND k.first <= ?
                    JOIN telling t USING (n) WHERE shadow IS NULL AND aspect {IN}"""
        first, last = window
        shared: dict[str, list[str]] = {}
        for telling, key in self._base.execute(query, (listed(keys), first, last, listed(aspects))):
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

    def numbered(self, number: int) -> Telling:
        """The telling with this number."""
        return unpacked(self._base.execute("SELECT telling FROM telling WHERE n = ?", (number,)).fetchone()[0], Telling)

    def most(self) -> int:
        """The greatest number of a telling."""
        return int(self._base.execute("SELECT coalesce(max(n), 0) FROM telling").fetchone()[0])

    def tied(self) -> Iterator[tuple[int, int]]:
        """The numbers of the tellings of each sure pair."""
        query = "SELECT a.n, b.n FROM pair JOIN telling a ON a.key = one JOIN telling b ON b.key = other WHERE sure"
        return iter(self._base.execute(query))

    def lone(self, after: int, limit: int) -> list[tuple[int, str]]:
        """Number and key of tellings in no core that recall nothing and repeat nothing, those after a number."""
        query = "SELECT n, key FROM telling WHERE n > ? AND core IS NULL AND shadow IS NULL AND aspect <> 'recalled' ORDER BY n LIMIT ?"
        return self._base.execute(query, (after, limit)).fetchall()

    def cores(self, after: str, limit: int) -> list[str]:
        """The cores after one, in order."""
        query = "SELECT DISTINCT core FROM telling WHERE core > ? ORDER BY core LIMIT ?"
        return [row[0] for row in self._base.execute(query, (after, limit))]

    # what copies repeat

    def repeating(self) -> list[int]:
        """The numbers of the tellings that only repeat others."""
        return [row[0] for row in self._base.execute("SELECT n FROM telling WHERE shadow IS NOT NULL")]

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
        self._base.executemany("UPDATE telling SET core = ? WHERE key = ? AND core IS NOT ?", [(core, key, core) for key, core in cores.items()])

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

    def owners_of_outlet(self, key: str) -> set[str]:
        """The happenings and dues that reports of this outlet tell, by the key of its origin."""
        return {row[0] for row in self._base.execute("SELECT DISTINCT owner FROM telling WHERE outlet = ? AND owner IS NOT NULL", (key,))}

    def own(self, owner: str | None, keys: Iterable[str]) -> None:
        """Says that the tellings are this happening's or due's, or nothing's."""
        self._base.execute(f"UPDATE telling SET owner = ? WHERE key {IN} AND owner IS NOT ?", (owner, listed(keys), owner))


IN = "IN (SELECT value FROM json_each(?))"
