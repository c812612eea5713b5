"""What no other data set has of an event, as a CSV file beside an export in another's columns.

Whose word it is, how many independent sources stand behind it, who denies it, who acted on whom.
"""

from datetime import date
from typing import Annotated as An

import msgspec

from dragoman.model.exported import ExportedEvent, Lost

from .columns import of
from .extract import Opened
from .rows import day, whose_word
from .sheets import Sheet
from .tolls import toll

NAME = "whose_word.csv"
FACTS = ("told", "disputed")
"""Standings of what somebody stands for. A format that cannot say "denied" would tell the others as facts, so they stand here alone."""
DENIED = "denied or struck out: only in whose_word.csv"

LOST = (
    Lost("on whose word, and how many independent sources", NAME),
    Lost("what is denied: disputed events are marked, events for which nobody stands are left out", NAME),
    Lost("how certain an event is", NAME),
)
DIRECTION = Lost("who acted on whom", NAME)


class Beside(msgspec.Struct, frozen=True):
    """One row a row of the export; `row` is its id there."""

    row: An[str | None, of("id in the file beside; empty: the event is left out there")]
    event: An[str, of("id of the event in the case")]
    standing: An[str, of("told, disputed, denied, rejected")]
    certainty: An[float, of("0 to 1")]
    type: An[str, of("PLOVER type")]
    mode: An[str | None, of("PLOVER mode")]
    first: An[date | None, of("first day on which it may have happened")]
    last: An[date | None, of("last day on which it may have happened")]
    dated: An[bool, of("a report says when; otherwise the days are those of publication")]
    who: An[str | None, of("who acted, as printed")]
    whom: An[str | None, of("on whom, as printed")]
    sources: An[int, of("independent sources")]
    source_names: An[str | None, of("those sources")]
    unnamed: An[int, of("how many of them have no name")]
    direct: An[int, of("how many of them know it at first hand")]
    deniers: An[int, of("how many deny it")]
    denier_names: An[str | None, of("who denies it")]
    reports: An[int, of("reports that tell it, copies among them")]
    copies: An[int, of("how many of them are copies")]
    killed: An[int | None, of("dead by the figure on most words, of equals the lower")]
    killed_low: An[int | None, of("lowest figure told")]
    killed_high: An[int | None, of("highest figure told")]
    report: An[str, of("the report that told it first")]
    quote: An[str, of("its words there")]


class WhoseWord:
    """Writes that file."""

    def __init__(self, opened: Opened) -> None:
        self._sheet = Sheet(opened(NAME), Beside.__struct_fields__)
        self.left_out = 0

    def add(self, event: ExportedEvent, row: str | None) -> None:
        """Adds an event under the id of its row; without one, it is left out of the other file."""
        it, first = event.happening, event.tellings[0].telling
        killed = toll(it.figures, "killed")
        cells = (
            row, it.id, event.standing, it.certainty, it.type, it.mode, day(it.first), day(it.last),
            any(each.telling.dated for each in event.tellings), it.who or None, it.whom or None, *whose_word(it),
            killed.best, killed.low, killed.high, first.report, first.quote,
        )  # fmt: skip
        self._sheet.add(cells)

    def stands(self, event: ExportedEvent) -> bool:
        """Whether the format may tell it; what it may not is noted here alone."""
        if event.standing in FACTS:
            return True
        self.add(event, None)
        self.left_out += 1
        return False

    def done(self) -> tuple[dict[str, int], dict[str, int]]:
        """Rows and what was left out, for the tally."""
        self._sheet.flush()
        return {"whose_word": self._sheet.count}, ({DENIED: self.left_out} if self.left_out else {})


def number_of(id_: str) -> int:
    """The id as a whole number, for data sets whose ids are numbers: 48 bits, which doubles hold."""
    return int(id_.rpartition("-")[2], 16)


def told_day(event: ExportedEvent) -> date | None:
    """The day under which the event stands, where a format has one: its last, else the first report's."""
    it = event.happening
    return day(it.last or it.first or it.first_told)
