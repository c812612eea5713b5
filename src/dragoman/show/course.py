"""Tension over time, in sections: the series, what stands out, the hottest pairs."""

from collections.abc import Sequence

import msgspec

from dragoman.model.assessment import Bin, Jump, Share
from dragoman.model.implied import Course

from .sections import Row, Section, day, section, told_as

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 52  # bins of a line of bars: a year of weeks
MOST = 3  # events named as having driven it


def course(found: Course) -> tuple[Section, ...]:
    """The series, what stands out in it, and the hottest pairs."""
    return series(found), standing_out(found), pairs(found)


def bars(values: Sequence[float]) -> str:
    """One bar a value, the highest of them full; nothing is a dot."""
    top = max(values, default=0.0)
    return "".join("·" if not value else BARS[min(len(BARS) - 1, int(value / top * len(BARS)))] for value in values)


def series(found: Course) -> Section:
    """The series by day or week: on a screen the last bins as bars, for programs all bins."""
    some = found.tension.bins[-WIDTH:]
    lines = []
    if some:
        unit = "day" if found.tension.unit == "day" else "week"
        who = f" between {found.between[0]} and {found.between[1]}" if found.between else ""
        lines = [
            f"By {unit}{who}, {day(some[0].day)} to {day(some[-1].day)}:",
            f"conflict     {bars([each.conflict for each in some])}  most {max(each.conflict for each in some):.0f}",
            f"cooperation  {bars([each.cooperation for each in some])}  most {max(each.cooperation for each in some):.0f}",
            f"reports      {bars([each.reports or 0 for each in some])}  most {max(each.reports or 0 for each in some)}",
        ]
    unusual = set(found.tension.unusual)
    rows: list[tuple[Row, tuple[str, ...]]] = [(_bin(each, each.day in unusual), ()) for each in found.tension.bins]
    told = section(
        "Course", (found.tension.unit, "conflict", "usual", "cooperation", "events", "in reports", "stands out"), rows, empty="no event has a day",
        lines=lines, caveat="Sums of PLOVER scores times certainty, each event once. A quiet record may be a quiet press: see the reports.",
    )  # fmt: skip
    return msgspec.structs.replace(told, silent=True)


def _bin(each: Bin, unusual: bool) -> Row:
    usual = None if each.usual_conflict is None else f"{each.usual_conflict:.1f}"
    stands_out = "unusual" if unusual else None
    return day(each.day), f"{each.conflict:.1f}", usual, f"{each.cooperation:.1f}", each.happenings, each.reports, stands_out


def standing_out(found: Course) -> Section:
    """Unusual bins and lasting steps, the latest first."""
    unit = found.tension.unit
    rows = [
        (
            (day(each.day), f"unusual {unit}", each.figure, f"{each.usual:.1f}", f"{each.amount:.1f}", f"{each.z:.1f}", _reports(each.reports)),
            each.shares,
        )
        for each in found.spikes
    ]
    rows += [
        ((day(each.day), "step", each.figure, f"{each.before:.1f}", f"{each.after:.1f}", f"{each.z:.1f}", _read(each)), each.shares)
        for each in found.jumps
    ]
    rows.sort(key=lambda row: row[0][:3], reverse=True)
    told: list[tuple[Row, tuple[str, ...]]] = [((*row, _drove(found, shares)), tuple(each.happening for each in shares)) for row, shares in rows]
    return section(
        "Stands out", ("from", "kind", "figure", "before", "then", "deviations", "in reports", "what drove it"), told, empty="nothing stands out",
        caveat="The events named weigh most; a step is no cause. Where the reports move with it, the press may have moved and not the affair.",
    )  # fmt: skip


def _drove(found: Course, shares: Sequence[Share]) -> str:
    """The events that weigh most."""
    return "; ".join(told_as(found.events[each.happening]) for each in shares[:MOST] if each.happening in found.events)


def _read(each: Jump) -> str | None:
    return None if each.reports_after is None else f"{each.reports_before:g} → {each.reports_after:g}"


def _reports(number: int | None) -> str | None:
    return None if number is None else str(number)


def pairs(found: Course) -> Section:
    """The hottest pairs of actors."""
    rows: list[tuple[Row, tuple[str, ...]]] = [
        (
            (found.names.get(each.one, each.one), found.names.get(each.other, each.other), f"{each.conflict:.1f}", f"{each.cooperation:.1f}",
             each.happenings),
            (),
        )
        for each in found.hottest
    ]  # fmt: skip
    return section("Hottest pairs", ("who", "whom", "conflict", "cooperation", "events"), rows, empty="no conflict between two who have a name")
