"""The nouns of a brief: what is said, in cells, lines and sections, each line with the places of the text it rests on.

Terminal and page print these and nothing else, so they cannot disagree. Left out on purpose: colours, widths, markup.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.model.text import Span

Tone = Literal["plain", "strong", "good", "warn", "bad", "muted"]


OPENING = ("“", "‘", '"', "'", "«", "„")


class Cite(msgspec.Struct, frozen=True):
    """Where it stands: a sentence's number (None outside the numbered sentences) and the words meant."""

    sentence: int | None
    spans: tuple[Span, ...]

    @property
    def label(self) -> str:
        return f"s.\u00a0{self.sentence}" if self.sentence is not None else f"char.\u00a0{self.spans[0].start}"


class Quote(msgspec.Struct, frozen=True):
    """Words as printed (white space evened out, "…" where something is left out); [focus, focus_end) are the telling ones within `text`."""

    text: str
    cite: Cite
    lead: str = ""  # said before the words: "denies", "garbled"
    focus: int = 0
    focus_end: int = 0
    aside: str = ""  # said with the lead in a lower voice: "to reporters", "in a statement"

    @property
    def bare(self) -> bool:
        """Whether quotation marks are still to be set: not around words that bring their own."""
        return self.text[:1] not in OPENING


class Cell(msgspec.Struct, frozen=True):
    """One entry of a line; `aside` is said after it in a lower voice (a code), `share` 0..1 asks for a bar beside the words."""

    text: str
    tone: Tone = "plain"
    share: float | None = None
    aside: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a cell a column, all that it rests on (`cites`), some of it quoted (`quotes`), and where the unquoted `rest` stands.

    `more` introduces the rest ("told 5 times").
    """

    cells: tuple[Cell, ...]
    quotes: tuple[Quote, ...] = ()
    cites: tuple[Cite, ...] = ()
    rest: tuple[Cite, ...] = ()
    more: str = ""
    group: str = ""  # lines under one sub-heading stand together
    anchor: str | None = None  # the report's id, in an overview


def once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, without the quotations where the line before has already given the same."""
    told: list[Line] = []
    before: tuple[tuple[Quote, ...], tuple[Cite, ...]] = ((), ())
    for line in lines:
        repeated = bool(line.quotes) and (line.quotes, line.rest) == before
        before = (line.quotes, line.rest)
        told.append(msgspec.structs.replace(line, quotes=(), rest=()) if repeated else line)
    return tuple(told)


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Lines under a name. The first `leads` columns lead a line; where there is no room for columns the others follow, each after its label.

    `run_on` are lines of one cell without quotations, printed one after another under their group: what is worth a mention only. `note` says
    under the name what the lines come to.
    """

    name: str
    columns: tuple[str, ...]
    leads: int
    lines: tuple[Line, ...]
    labels: tuple[str, ...] = ()  # "" for a column that needs none; () for the columns' own names
    run_on: tuple[Line, ...] = ()
    note: str = ""

    def label(self, column: int) -> str:
        return self.labels[column] if self.labels else self.columns[column]

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.run_on)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the report is and in what state; `flags` one line a kind of damage, `advice` what to do about what hinders the reading."""

    name: str  # what a reader knows the report by
    headline: str
    origin: tuple[Cell, ...]  # outlet, credits, dateline, publication, language
    url: str | None
    integrity: Cell
    flags: Section
    advice: tuple[Cell, ...] = ()


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one report for the overview."""

    events: int
    sources: int  # distinct ones, at least
    anonymous: int  # of these
    denials: int
    silences: int
    ahead: int


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """One report, ready to print; sections without content are absent."""

    report: str
    head: Head
    sections: tuple[Section, ...]
    tally: Tally
