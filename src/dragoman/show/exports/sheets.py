"""Sheets of text: CSV for spreadsheets, tab-separated for programs of the field."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet takes for a formula (CWE-1236): a report from anywhere could bring one in. Those that are guarded already get one "'" more, so
that taking one away from what matches gives the text again."""
HELD = 2_000  # rows written together

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
"""What would end a cell or a line for one reader or another."""


class Sheet:
    """Writes one CSV file: text that a spreadsheet would take for a formula gets a "'" before it, which `guarded` counts."""

    def __init__(self, out: BinaryIO, header: Sequence[str]) -> None:
        self._out = out
        self._held = io.StringIO(newline="")
        self._writer = csv.writer(self._held, lineterminator="\n")
        self._quoting = csv.writer(self._held, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        self._writer.writerow(header)
        self.count = 0
        self.guarded = 0

    def add_all(self, some: Iterable[Sequence[object]]) -> None:
        """Adds rows."""
        for row in some:
            self.add(row)

    def add(self, row: Sequence[object]) -> None:
        """Adds a row."""
        cells = [self._guarded(cell) if cell.__class__ is str else cell for cell in row]
        returns = any(cell.__class__ is str and "\r" in cell for cell in cells)
        (self._quoting if returns else self._writer).writerow(cells)  # which of itself quotes a "\n" alone
        self.count += 1
        if self.count % HELD == 0:
            self.flush()

    def _guarded(self, cell: object) -> object:
        if FORMULA.match(str(cell)):
            self.guarded += 1
            return f"'{cell}"
        return cell

    def flush(self) -> None:
        """Writes what is held."""
        self._out.write(self._held.getvalue().encode("utf-8"))
        self._held.seek(0)
        self._held.truncate()


class Tabs:
    """Writes one tab-separated file, as the field's readers take it: UTF-8, a cell never holds a tab or a line break, `altered` counts what had one.

    A cell with a straight quotation mark is quoted and the mark doubled, so that who reads with quoting gets the text, and who reads without still
    gets the columns. `missing` stands for null.
    """

    def __init__(self, out: BinaryIO, header: Sequence[str] | None, missing: str = "") -> None:
        self._out = out
        self._missing = missing
        self._held = io.StringIO(newline="")
        self._writer = csv.writer(self._held, delimiter="\t", lineterminator="\n")
        if header is not None:
            self._writer.writerow(header)
        self.count = 0
        self.altered = 0

    def add(self, row: Sequence[object]) -> None:
        """Adds a row."""
        self._writer.writerow([self._cell(cell) if cell.__class__ is str else self._missing if cell is None else cell for cell in row])
        self.count += 1
        if self.count % HELD == 0:
            self.flush()

    def _cell(self, cell: object) -> str:
        text = str(cell)
        if text.isprintable():
            return text
        plain = BREAKS.sub(" ", text)
        self.altered += plain != text
        return plain

    def flush(self) -> None:
        """Writes what is held."""
        self._out.write(self._held.getvalue().encode("utf-8"))
        self._held.seek(0)
        self._held.truncate()
