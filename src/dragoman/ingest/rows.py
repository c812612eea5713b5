"""The rows of a table (CSV, TSV) by the names of its columns, read as a stream; a row that cannot be read costs no other."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress

import msgspec

from dragoman.model.errors import SourceError

from .decoding import decode
from .lines import LONGEST_LINE, Readline, ended, skip
from .reports import LONGEST_TEXT

LONGEST_FIELD = 4 * LONGEST_TEXT + 4  # bytes: a code point takes at most 4; more is too long in any encoding
SEPARATORS = ("\t", ",", ";")


class Row(msgspec.Struct, frozen=True):
    """One row: its fields by the names of their columns, the line it begins on, and what decoding has to say."""

    fields: dict[str, str]
    line: int
    notes: tuple[str, ...] = ()
    replaced: str | None = None


class Wrong(msgspec.Struct, frozen=True):
    """A row that cannot be read, and why."""

    line: int
    error: SourceError


class Rows:
    """The table whose lines `readline` gives. `names`: of its columns, where it has no row of names (then they are taken from the first row).

    `separator`: what parts the fields, else of tab, comma and semicolon the most frequent in the first row. `quoted`: false of tables in which a line
    is a row and quotation marks are but marks.
    """

    def __init__(self, readline: Readline, *, names: Sequence[str] = (), separator: str | None = None, quoted: bool = True) -> None:
        csv.field_size_limit(LONGEST_FIELD)  # the module's own limit, 131,072, is a long report
        self._feed = _Feed(readline)
        self._separator = separator or separator_of(self._feed.peek())
        self._reader = csv.reader(self._feed, delimiter=self._separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=True)
        self.names = tuple(names)
        if not self.names:
            first = next(self._cut(), None)
            if isinstance(first, Wrong):
                raise first.error
            self.names = names_of([self._feed.decoded(field).text for field in first[1]] if first else [])

    def __iter__(self) -> Iterator[Row | Wrong]:
        for cut in self._cut():
            yield cut if isinstance(cut, Wrong) else self._row(*cut)

    def _cut(self) -> Iterator[tuple[int, list[str]] | Wrong]:
        """The fields of each row that is not blank, with the line it begins on."""
        while True:
            line = self._feed.begin()
            try:
                fields = next(self._reader, None)
            except SourceError as error:
                yield Wrong(line, error)
                continue
            except csv.Error as error:
                first = self._feed.again()
                fields = first.rstrip("\r\n").split(self._separator)
                if self._separator != "\t" or len(fields) != len(self.names):  # else the marks are no quotation: tabs part the fields
                    yield Wrong(line, SourceError(f"is no row ({error}); a field with a quotation mark is quoted, and marks within it are doubled"))
                    continue
            if fields is None:
                return
            if any(fields):
                yield line, fields

    def _row(self, line: int, fields: list[str]) -> Row | Wrong:
        while len(fields) > len(self.names) and not fields[-1]:
            fields.pop()
        if len(fields) != len(self.names):
            last = self._feed.decoded(fields[-1]).text[:40]
            wrong = f"has {len(fields)} fields, and the table {len(self.names)} columns; the row ends with column {len(fields)}, “{last}”"
            return Wrong(line, SourceError(wrong))
        decoded = {name: self._feed.decoded(field) for name, field in zip(self.names, fields, strict=True)}
        notes = dict.fromkeys(note for each in decoded.values() for note in each.notes)
        replaced = next((each.replaced for each in decoded.values() if each.replaced), None)
        return Row({name: each.text for name, each in decoded.items()}, line, tuple(notes), replaced)


def names_of(fields: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, in small letters; one that is empty or comes twice is called by its number."""
    names: list[str] = []
    for number, field in enumerate(fields, 1):
        name = field.strip().lstrip("\ufeff").lower()
        names.append(name if name and name not in names else f"column {number}")
    return tuple(names)


def separator_of(line: str) -> str:
    return max(SEPARATORS, key=line.count)


class _Field(msgspec.Struct, frozen=True):
    text: str
    notes: tuple[str, ...] = ()
    replaced: str | None = None


class _Feed:
    """Lines as csv takes them, those of the row under way at hand. Bytes are given as Latin-1, each a letter; a field is decoded once it is cut."""

    def __init__(self, readline: Readline) -> None:
        self._readline = readline
        self._wide = False
        self._waiting: deque[str] = deque()
        self._given: list[str] = []
        self._line = 1

    def peek(self) -> str:
        """The first line that is not blank; those before it are gone."""
        while (line := self._next()) and not line.strip():
            self._line += 1
        if line:
            self._waiting.append(line)
        return line

    def begin(self) -> int:
        """The line at which the next row begins."""
        self._line += len(self._given)
        self._given.clear()
        return self._line

    def again(self) -> str:
        """The first line of the row that has just failed; what was read behind it is given once more."""
        self._waiting.extendleft(reversed(self._given[1:]))
        del self._given[1:]
        return self._given[0] if self._given else ""

    def decoded(self, field: str) -> _Field:
        if self._wide or field.isascii():
            return _Field(field)
        data = field.encode("latin-1")
        with suppress(UnicodeDecodeError):
            return _Field(data.decode("utf-8"))  # a field has no byte-order mark, and may begin like a file of another kind
        try:
            found = decode(data)
        except SourceError:
            return _Field(data.decode("utf-8", "replace"))
        return _Field(found.text, found.notes, found.replaced)

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._next()
        if not line:
            raise StopIteration
        self._given.append(line)
        return line

    def _next(self) -> str:
        line = self._readline(LONGEST_LINE)
        if len(line) >= LONGEST_LINE and not ended(line):
            skip(self._readline)
            self._given.append("")
            raise SourceError(f"is longer than {LONGEST_LINE:,} characters; put one report on a row")
        self._wide = isinstance(line, str)
        return line if isinstance(line, str) else line.decode("latin-1")
