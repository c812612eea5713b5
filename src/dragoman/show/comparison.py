"""A case beside another data set, as a table and in sentences."""

import json
from datetime import date
from typing import TYPE_CHECKING

from dragoman.model.outside import Compared, Comparison, Counterpart, Named, OutsideEvent

from .tables import Table, days, print_table

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("verdict", "why", "when", "type", "there", "records", "here", "sources here", "event", "reasons", "ids")
WHY = {
    "denied": "only told as denied here",
    "rejected": "struck out here",
    "historical": "told as history here",
    "announced": "only announced here",
    "other day": "of another day",
    "other place": "at another place",
    "other type": "of another type",
    "not read": "whose report is here, with no such event in it",
    "not here": "that no report here tells",
    "not there": "that no record there tells",
}


def comparison_table(rows: tuple[Compared, ...]) -> Table:
    """One row an event, or an outside one with the records that tell it again."""
    return Table(COLUMNS, tuple(_row(each) for each in rows), "nothing to compare")


def _row(row: Compared) -> tuple[str | float | None, ...]:
    record = row.records[0] if row.records else row.near_record
    here = row.here or row.near
    when = row.here.shown if row.here else days(record.first, record.last) if record else None
    type_ = row.here.type if row.here else ", ".join(record.types) or record.code if record else None
    return (
        row.verdict, row.why if row.verdict != "both" else None, when, type_, there_words(record) if record else None, len(row.records) or None,
        here_words(here) if here else None, here.sources if here else None, here.id if here else None, "; ".join(row.reasons),
        ", ".join(each.id for each in row.records or ([row.near_record] if row.near_record else [])),
    )  # fmt: skip


def there_words(event: OutsideEvent) -> str | None:
    """Who to whom at which place, as the other data set has it."""
    sides = [", ".join(_name(party) for party in side) for side in (event.actors, event.recipients)]
    said = f"{sides[0] or '?'} → {sides[1]}" if sides[1] else sides[0]
    place = event.spot.names[0] if event.spot.names else None
    return (f"{said} at {place}".strip() if place else said) or None


def _name(party: Named) -> str:
    return party.names[0] if party.names else party.country or "?"


def here_words(here: Counterpart) -> str:
    """Who to whom at which place, as the case has it."""
    place = here.spot.names[0].title() if here.spot.names else None
    return f"{here.words} at {place}" if place and place.lower() not in here.words.lower() else here.words


def summary(comparison: Comparison) -> str:
    """How many events both have, and only one."""
    counts = comparison.counts
    lost = [f"{comparison.elsewhere} of days of which no report here tells"] if comparison.elsewhere else []
    lost += [f"{comparison.spoilt} that cannot be read"] if comparison.spoilt else []
    records = comparison.records + comparison.spoilt
    said = [_number(records, "record") + (f" ({', '.join(lost)})" if lost else "")]
    if comparison.repeats:
        said.append(f"{comparison.repeats} tell an event once more")
    said.append(f"{_number(counts.get('both', 0), 'event')} in both")
    for verdict, words in (("only outside", "only there"), ("only here", "only here")):
        whys = [f"{number} {WHY[key.partition(': ')[2]]}" for key, number in counts.items() if key.startswith(f"{verdict}: ")]
        said.append(f"{counts.get(verdict, 0)} {words}" + (f" ({', '.join(whys)})" if whys else ""))
    return "; ".join(said)


def span(comparison: Comparison) -> str | None:
    """The days of which the case's reports tell."""
    first, last = comparison.first, comparison.last
    return f"{date.fromordinal(first)} – {date.fromordinal(last)}" if first and last else None


def print_comparison(comparison: Comparison, rows: tuple[Compared, ...], form: str, console: "Console") -> None:
    """Prints the rows: as "table" under the summary, as "json" beside its counts, as "csv" alone."""
    table = comparison_table(rows)
    if form == "json":
        counts = {
            "records": comparison.records, "elsewhere": comparison.elsewhere, "spoilt": comparison.spoilt, "repeats": comparison.repeats,
            "days": span(comparison), **comparison.counts,
        }  # fmt: skip
        found = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        console.file.write(json.dumps({"counts": counts, "rows": found}, ensure_ascii=False, indent=2) + "\n")
        return
    if form == "table":
        console.print(summary(comparison))
    print_table(table, form, console)


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
