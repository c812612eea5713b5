"""The section "In order": the dated happenings of a report on one line, the earliest first, history and what is to come included."""

from dragoman.model.text import Span

from .brief import Cell, Line, Section
from .eventnames import code, plain
from .happenings import told, who_to_whom
from .lookup import Lookup
from .wording import when

SUPPOSED = ("hypothetical", "demanded")  # what only may be has no place on a line of what happens
FEWEST = 3  # dates below which a line says no more than the list of happenings


def timeline_section(lookup: Lookup) -> Section:
    """One line a happening that the text dates; empty where the report has fewer than three dates, or tells them in their order anyhow."""
    events = [lookup.events[each] for each in lookup.reading.line if each in lookup.events]
    dated = [
        event
        for event in events
        if event.date is not None and event.date.timex is not None and not event.factuality.endswith("-") and event.status not in SUPPOSED
    ]
    days = {(event.date.earliest, event.date.latest) for event in dated if event.date}
    in_text = sorted(dated, key=lambda event: event.start)
    if len(days) < FEWEST or [event.date for event in in_text] == [event.date for event in dated]:
        dated = []
    lines = tuple(
        Line(
            cells=(when(event.date), Cell(plain(event), "strong", aside=code(event)), Cell(who_to_whom(lookup, event)), Cell(event.status, "muted")),
            cites=lookup.cites(Span(passage.start, passage.end) for passage in told(event)),
        )
        for event in dated
    )
    return Section(name="In order", columns=("Date", "Event", "Who → whom", "Status"), leads=3, lines=lines)
