"""Rows under keys, and which rows share enough of them: joins that DuckDB makes on disk, a stretch of days at a time, within bounded memory.

It stands beside a case whose record is made all at once. What is too much for memory lies in files of the folder, which go with it.
"""

import shutil
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, Self, TypeVar

import msgspec

from .parquet import engine

Table = Literal["run", "name", "telling", "news", "due", "told", "persona", "asked"]
TABLES: dict[Table, str] = {
    "run": "BIGINT", "name": "VARCHAR", "telling": "VARCHAR", "news": "VARCHAR", "due": "VARCHAR", "told": "VARCHAR", "persona": "VARCHAR",
    "asked": "VARCHAR",
}  # fmt: skip
TOGETHER = 2_000  # rows a statement: one costs some milliseconds, however many it takes
STRETCH = 400_000  # keys that are joined at a time: their pairs fit in memory where a key is in fewer than some hundred rows of the days around
FETCHED = 10_000
Noun = TypeVar("Noun")


class Row(NamedTuple):
    """A row, by its number, under its keys, for these days; `alone`: one of these keys in common is enough."""

    id: int
    first: int
    last: int
    keys: Sequence[str | int]
    alone: bool = False


class Blocks:
    """The tables of rows; a context manager, at whose end they are gone. SettingError where DuckDB is not installed."""

    def __init__(self, folder: Path, memory: str) -> None:
        """What is in the folder already was left by a run that was killed."""
        duckdb = engine()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._folder = folder
        settings = {"threads": 1, "memory_limit": memory, "temp_directory": str(folder), "preserve_insertion_order": False}
        self._base = duckdb.connect(str(folder / "rows"), config=settings)
        self._heaps: list[Heap[Any]] = []
        self._waiting: dict[Table, list[Row]] = {table: [] for table in TABLES}
        for table, kind in TABLES.items():
            self._base.execute(f'CREATE TABLE "{table}" (id BIGINT, key {kind}, first INTEGER, last INTEGER, alone BOOLEAN)')

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        for heap in self._heaps:
            heap.close()
        shutil.rmtree(self._folder)

    def heap(self, kind: type[Noun]) -> "Heap[Noun]":
        """A place for nouns of this kind in a file of the folder."""
        heap = Heap(self._folder / kind.__name__, kind)
        self._heaps.append(heap)
        return heap

    def add(self, table: Table, row: Row) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) == TOGETHER:
            self._insert(table)

    def drop(self, table: Table, ids: Sequence[int]) -> None:
        """Takes out the rows with these numbers."""
        self._insert(table)
        self._base.execute(f'DELETE FROM "{table}" WHERE id IN (SELECT unnest(?::BIGINT[]))', [list(ids)])

    def sharing(self, table: Table, fewest: int, slack: int = 0) -> Iterator[tuple[int, int]]:
        """Each two rows of a table, once, that have at least so many keys in common, or one that is enough, and whose days meet but for some."""
        once = "(b.last, b.id) < (a.last, a.id)"
        return self._joined(table, table, fewest, slack, once)

    def meeting(self, table: Table, other: Table, fewest: int) -> Iterator[tuple[int, int]]:
        """The same of a row of the one table and one of the other."""
        return self._joined(table, other, fewest, 0, "TRUE")

    def asking(self, table: Table, other: Table) -> Iterator[tuple[int, int]]:
        """Each two rows, once, of which the one has a key in the one table and the other has it in the other."""
        return self._joined(table, other, 1, 0, "b.id < a.id")

    def _joined(self, table: Table, other: Table, fewest: int, slack: int, besides: str) -> Iterator[tuple[int, int]]:
        """The pairs, stretch by stretch of the days on which rows of the first table end, each sorted."""
        for each in {table, other}:
            self._insert(each)
        query = f"""
            SELECT a.id, b.id FROM (SELECT * FROM "{table}" WHERE last BETWEEN $begin AND $end) a JOIN "{other}" b
            ON a.key = b.key AND b.last >= a.first - $slack AND b.first <= a.last + $slack AND {besides}
            WHERE b.last >= $earliest AND b.first <= $end + $slack
            GROUP BY a.id, b.id HAVING count(*) >= $fewest OR bool_or(a.alone) ORDER BY a.id, b.id"""
        for begin, end, earliest in self._stretches(table):
            values = {"begin": begin, "end": end, "slack": slack, "fewest": fewest, "earliest": earliest - slack}
            found = self._base.cursor().execute(query, values)
            while rows := found.fetchmany(FETCHED):
                yield from rows

    def _stretches(self, table: Table) -> list[tuple[int, int, int]]:
        """Days that follow one another, with not many more keys than `STRETCH`: from, to, and the earliest day of their rows."""
        found: list[tuple[int, int, int]] = []
        many = STRETCH
        for day, earliest, number in self._base.execute(f'SELECT last, min(first), count(*) FROM "{table}" GROUP BY 1 ORDER BY 1').fetchall():
            if many >= STRETCH:
                found.append((day, day, earliest))
                many = 0
            begin, _, before = found[-1]
            found[-1] = (begin, day, min(before, earliest))
            many += number
        return found

    def _insert(self, table: Table) -> None:
        waiting, self._waiting[table] = self._waiting[table], []
        if waiting:
            shape = f'[{{"id": "BIGINT", "first": "INTEGER", "last": "INTEGER", "keys": ["{TABLES[table]}"], "alone": "BOOLEAN"}}]'
            rows = msgspec.json.encode([row._asdict() for row in waiting]).decode()
            query = f"""INSERT INTO "{table}" SELECT row.id, unnest(row.keys), row.first, row.last, row.alone
                        FROM (SELECT unnest(from_json_strict(?, '{shape}')) AS row)"""
            self._base.execute(query, [rows])


class Heap(Generic[Noun]):
    """Nouns in a file, each found by its number, from 0: eight bytes of memory each."""

    def __init__(self, file: Path, kind: type[Noun]) -> None:
        self._file = file.open("w+b")
        self._kind = kind
        self._ends = array("Q", [0])

    def put(self, noun: Noun) -> int:
        """Keeps one; returns its number. Put all before you get one."""
        blob = zlib.compress(msgspec.json.encode(noun), 1)
        self._file.write(blob)
        self._ends.append(self._ends[-1] + len(blob))
        return len(self._ends) - 2

    def __len__(self) -> int:
        return len(self._ends) - 1

    def get(self, number: int) -> Noun:
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return msgspec.json.decode(zlib.decompress(self._file.read(end - begin)), type=self._kind)

    def close(self) -> None:
        self._file.close()
