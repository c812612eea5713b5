"""How a look-up becomes a query: conditions and their values, gathered from what is wanted."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.model.wanted import Wanted

MOST = 10_000  # rows that a look-up gives at most
NEWS = "NEWS"  # in the place of a type


class Asked:
    """A query in the making: conditions and their values."""

    def __init__(self, table: str, wanted: Wanted, words_of: str = "n", values: Sequence[object] = ()) -> None:
        self._table = table
        self.wanted = wanted
        self._n = words_of
        self._where: list[str] = []
        self._values = list(values)  # first those that the table itself asks for

    def must(self, condition: str) -> None:
        self._where.append(condition)

    def add(self, condition: str, value: object) -> None:
        if value is not None:
            self._where.append(condition)
            self._values.append(value)

    def by_words(self, table: str, **columns: str | None) -> None:
        """By words of names: each word, the last as the beginning of one."""
        said = " AND ".join(f"{column} : ({names_asked(words)})" for column, words in columns.items() if words and names_asked(words))
        if said:
            self.add(f"{self._n} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", said)

    def days(self, first: str, last: str) -> None:
        bare = "+" if self.wanted.sort == "sources" else ""  # then the index of sources is the one to go by, not that of days
        self.add(f"{bare}{last} >= ?", day_of(self.wanted.since))
        self.add(f"{first} <= ?", day_of(self.wanted.until))

    def rows(self, base: sqlite3.Connection, columns: str, order: str) -> list[tuple[Any, ...]]:
        part = f"LIMIT {max(0, min(self.wanted.limit, MOST))} OFFSET {max(0, self.wanted.skip)}"
        return self.every(base, columns, f"ORDER BY {order} {part}").fetchall()

    def every(self, base: sqlite3.Connection, columns: str, then: str) -> sqlite3.Cursor:
        """All rows, whatever limit is asked for, one after another."""
        where = f"WHERE {' AND '.join(self._where)}" if self._where else ""
        return base.execute(f"SELECT {columns} FROM {self._table} {where} {then}", self._values)


def names_asked(words: str) -> str:
    parts = re.findall(r"\w+", words)
    return " AND ".join([*(f'"{part}"' for part in parts[:-1]), f'"{parts[-1]}"*']) if parts else ""


def glob(id_: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", id_) + "*"


def day_of(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None


def happened(asked: Asked, *, news: bool = False) -> Asked:
    """The query with all that may be asked of happenings; what a person rejected only where `status` asks for it. `news`: what reports are about."""
    wanted = asked.wanted
    asked.by_words("happening_words", parties=wanted.actor, places=wanted.place)
    asked.add("type = ?", wanted.type.upper() if wanted.type else None)
    asked.add("type = ?" if news else "type <> ?", NEWS)
    asked.days("coalesce(first, day)", "day")
    asked.add("told >= ?", day_of(wanted.told_since))
    asked.add("told <= ?", day_of(wanted.told_until))
    asked.add("sources >= ?", wanted.min_sources or None)
    asked.add("standing = ?", wanted.status) if wanted.status else asked.add("standing <> ?", "rejected")
    return asked
