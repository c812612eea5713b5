"""The brief of a case: how many reports, what happened last, what is disputed, what is due, who is silent, who acts, and what it implies."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from dragoman.model.entity import Entity
from dragoman.model.happening import Contest, Due, Happening
from dragoman.model.implied import Chamber, Course, Sides, Story
from dragoman.model.record import Doubtful, Silence
from dragoman.model.wanted import Wanted

from .chamber import coalitions, refusals
from .course import series, standing_out
from .records import contest_table, doubtful_table, due_table, entity_table, silence_table
from .sections import Section, few, objects, print_section
from .sided import camps, patrons
from .story import episodes
from .tables import Table, happening_table, print_table
from .wording import DAMAGED

if TYPE_CHECKING:
    from rich.console import Console

FEW = 8  # rows of a section: a brief is read in five minutes
EVERYTHING = Wanted()


class Looks(Protocol):
    """The look-ups that a brief is made of."""

    def counts(self) -> str: ...
    def today(self) -> int | None: ...
    def doubtful(self, below: float, limit: int) -> list[Doubtful]: ...
    def happenings(self, wanted: Wanted) -> list[Happening]: ...
    def contests(self, wanted: Wanted) -> list[tuple[Happening, Contest]]: ...
    def dues(self, wanted: Wanted) -> list[Due]: ...
    def entities(self, wanted: Wanted) -> list[Entity]: ...
    def silences(self, wanted: Wanted) -> list[Silence]: ...


def situation(look: Looks, wanted: Wanted = EVERYTHING) -> dict[str, Table]:
    """The sections of a brief by their headings; of events, disputes and what is due, those that the filters let through."""
    few = replace(wanted, sort="day", limit=FEW)
    any_state = replace(few, status=None)
    people = Wanted(actor=wanted.actor, since=wanted.since, until=wanted.until, limit=FEW)
    return {
        "Damaged texts": doubtful_table(look.doubtful(DAMAGED, FEW)),
        "Last events": happening_table(look.happenings(few)),
        "Best founded": happening_table(look.happenings(replace(few, sort="sources", min_sources=max(2, wanted.min_sources)))),
        "Disputed": contest_table(look.contests(any_state)),
        "Still to come": due_table(look.dues(replace(few, status="pending"))),
        "Overdue": due_table(look.dues(replace(few, status="overdue"))),
        "Would not say": silence_table(look.silences(people)),
        "Who acts": entity_table(look.entities(people)),
    }


def implied(sides: Sides, course: Course, house: Chamber | None, story: Story) -> tuple[Section, ...]:
    """What the record implies, in a few rows each; the chamber only where seats are known."""
    shown = [camps(sides), patrons(sides), series(course), standing_out(course)]
    if house is not None:
        shown += [refusals(house), coalitions(house)]
    return tuple(few(each, FEW) for each in (*shown, episodes(story)) if each.table.rows)


def print_situation(counts: str, look: Looks, form: str, console: "Console", more: Sequence[Section] = ()) -> None:
    """Prints the sections that have something, or all as one JSON object."""
    from rich.text import Text

    sections = situation(look)
    if form == "json":
        found: dict[str, Any] = {"reports": counts}
        for head, table in sections.items():
            found[head.lower().replace(" ", "_")] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        found |= {each.key: objects(each) for each in more}
        console.file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    console.print(Text(counts))
    for head, table in sections.items():
        if table.rows:
            console.print()
            console.print(Text(head, style="bold underline"))
            print_table(table, "table", console)
    for each in more:
        console.print()
        print_section(each, console)
