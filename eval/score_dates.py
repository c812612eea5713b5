"""Dates of events in passages labelled for this project (tests/cases/dates.jsonl): share with both bounds right.

Two sets: `developed`, whose errors may be read, and `blind`, whose errors nobody reads. `right`: the trigger is given and only its dating judged;
`found`: reading has an event at the trigger; `found_and_right`: it has one, rightly dated. "Two weeks ago" is that week.
"""

import json
from collections import Counter
from datetime import date
from typing import Any

from dragoman.model.parse import Parse
from dragoman.model.reading import EventMention, Passage, Reading
from dragoman.model.text import Layout
from dragoman.read import read_reports
from dragoman.read.situation import situate_events
from dragoman.read.timex import find_timexes, told_on

from .corpora import ROOT, parsed, report_of
from .score_labelled import place

CORPORA: tuple[str, ...] = ()
FILE = ROOT / "tests" / "cases" / "dates.jsonl"


def score() -> dict[str, float]:
    """Percentages for each set."""
    figures: dict[str, float] = {}
    for name in ("developed", "blind"):
        count: Counter[str] = Counter()
        for row, layout, parse in passages(name):
            count += compared(row, layout, parse)[0]
        for row, reading in read(name):
            count += read_and_compared(row, reading)
        figures |= {
            f"dates.labelled.{name}.right": round(100 * count["right"] / max(1, count["all"]), 2),
            f"dates.labelled.{name}.found": round(100 * count["found"] / max(1, count["all"]), 2),
            f"dates.labelled.{name}.found_and_right": round(100 * count["found_and_right"] / max(1, count["all"]), 2),
        }
    return figures


def rows(name: str) -> list[dict[str, Any]]:
    """The passages of one set."""
    return [row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()) if row["set"] == name]


def passages(name: str) -> list[tuple[dict[str, Any], Layout, Parse]]:
    """The passages of one set, parsed."""
    own = rows(name)
    return [
        (row, layout, parse) for row, (_, layout, parse) in zip(own, parsed([report_of(row["text"], row["published"]) for row in own]), strict=True)
    ]


def read(name: str) -> list[tuple[dict[str, Any], Reading]]:
    """The passages of one set, read."""
    own = rows(name)
    return list(zip(own, read_reports([report_of(row["text"], row["published"]) for row in own]), strict=True))


def compared(row: dict[str, Any], layout: Layout, parse: Parse) -> tuple[Counter[str], list[str]]:
    """Counts for the dating of given triggers in one passage, and its errors in words."""
    published = date.fromisoformat(row["published"])
    spans = [span for label in row["events"] if (span := place(row["text"], label["on"])) is not None]
    events = tuple(
        EventMention(id=str(at), type="ASSAULT", start=start, end=end, quad="material_conflict", entry="") for at, (start, end) in enumerate(spans)
    )
    count: Counter[str] = Counter()
    errors: list[str] = []
    for label, event in zip(
        row["events"], situate_events(parse, events, find_timexes(parse, told_on(layout, published)), (), published), strict=True
    ):
        right = _bounds(event) == (label["earliest"], label["latest"])
        count.update(all=1, right=right)
        if not right:
            errors.append(f"{label['on']}: {_bounds(event)} for {(label['earliest'], label['latest'])} ({published:%a %Y-%m-%d})")
    return count, errors


def read_and_compared(row: dict[str, Any], reading: Reading) -> Counter[str]:
    """Counts of events that reading finds at the triggers, and of those rightly dated."""
    count: Counter[str] = Counter()
    for label in row["events"]:
        span = place(row["text"], label["on"])
        held = [event for event in reading.events if span and any(each.start < span[1] and span[0] < each.end for each in told(event))]
        count.update(found=bool(held), found_and_right=any(_bounds(event) == (label["earliest"], label["latest"]) for event in held))
    return count


def told(event: EventMention) -> tuple[Passage, ...]:
    """All tellings of the event."""
    return (Passage(start=event.start, end=event.end), *event.passages)


def _bounds(event: EventMention) -> tuple[str | None, str | None]:
    return (event.date.earliest, event.date.latest) if event.date else (None, None)
