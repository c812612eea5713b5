"""The timeline: what happened by day, week or month, and the tension of it, as numbers; and the same as a drawing, for a template to write out.

A drawing is as wide as its page: what lies along the days is told in parts of the width, so that words keep their size on a narrow screen.
Conflict stands above the line, as the tension that it makes, and cooperation below, deeds nearest to it and words beyond them.
"""

from bisect import bisect
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from dragoman.model.link import DayCount

By = Literal["day", "week", "month"]

ABOVE = ("material_conflict", "verbal_conflict")  # outwards from the line
BELOW = ("material_cooperation", "verbal_cooperation")
OWN = "own"  # types of a user's own, which have no side
FITTING = 70  # bars; so many are four pixels each on a telephone
MOST = 260  # bars; more would be thinner than a pixel there, and a page of links
LENGTHS: dict[By, int] = {"day": 1, "week": 7, "month": 30}  # days

HEIGHT = 250.0
EDGE = 8.0  # free above and below what is drawn
LEAST_SIDE = 0.15  # of the height for a side without bars: the line goes there as well
FULL = 16  # bars from which they fill the width; fewer stay as wide as these would be
FILLED = 0.8  # of a bar's room
UNIT = 10.0  # of the drawing's width for each bar
APART = 34.0  # between two marks of the scale
MARKS = 5  # days written out below on a narrow screen; on a wide one twice as many
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """What happened between two days, both included: how many events of each quad class ("own": of a user's own types), and their tension."""

    since: date
    until: date
    numbers: dict[str, int]
    tension: float

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def words(self) -> str:
        """Which day it is, or from which to which."""
        last = f"{_day(self.until)} {self.until.year}"
        if self.since == self.until:
            return f"{WEEKDAYS[self.since.weekday()]} {last}"
        return f"{_day(self.since)}{f' {self.since.year}' if self.since.year != self.until.year else ''} to {last}"


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a window without a gap, one bin each, or its weeks from Monday, or its months; the first and the last cut to the window."""

    by: By
    bins: tuple[Bin, ...]

    def number(self, name: str) -> int:
        """How many events of a quad class."""
        return sum(each.numbers.get(name, 0) for each in self.bins)


def shown(since: date, until: date, by: By | None) -> tuple[date, By]:
    """From which day on a window is drawn, and how: as asked, unless that were too many bars. What is too long for all loses its beginning."""
    days, most = (until - since).days + 1, MOST if by else FITTING
    units = [unit for unit in LENGTHS if not by or LENGTHS[unit] >= LENGTHS[by]]
    chosen: By = next((unit for unit in units if days <= most * LENGTHS[unit]), "month")
    return (since if days <= MOST * LENGTHS[chosen] else until - timedelta(days=MOST * LENGTHS[chosen] - 1)), chosen


def timeline(counts: Iterable[DayCount], since: date, until: date, by: By) -> Timeline:
    """The counts of a window by day, week or month."""
    starts = _starts(since, until.toordinal(), by)
    numbers: list[dict[str, int]] = [{} for _ in starts]
    tension = [0.0 for _ in starts]
    for each in counts:
        if since.toordinal() <= each.day <= until.toordinal():
            at, name = bisect(starts, each.day) - 1, each.of or OWN
            numbers[at][name] = numbers[at].get(name, 0) + each.number
            tension[at] -= each.weight  # PLOVER's scale has hostility below nought
    bins = (
        Bin(
            since=date.fromordinal(first), until=date.fromordinal(after - 1),
            numbers=dict(sorted(found.items())), tension=round(weight, 3),
        )
        for (first, after), found, weight in zip(pairwise([*starts, until.toordinal() + 1]), numbers, tension, strict=True)
    )  # fmt: skip
    return Timeline(by=by, bins=tuple(bins))


def _starts(since: date, last: int, by: By) -> list[int]:
    """The first days of all bins."""
    starts = [since.toordinal()]
    while (after := starts[-1] + _left(date.fromordinal(starts[-1]), by)) <= last:
        starts.append(after)
    return starts


def _left(day: date, by: By) -> int:
    """How many days of its bin are left, this one included."""
    if by == "month":
        return monthrange(day.year, day.month)[1] - day.day + 1
    return 1 if by == "day" else 7 - day.weekday()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a bar: `name` of its quad class."""

    name: str
    y: float
    height: float


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bin as it is drawn; `room` is all that leads to it."""

    bin: Bin
    room: float
    x: float
    width: float
    blocks: tuple[Block, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A mark of a scale: `at` of the height, or hundredths of the width; `under`: on the next line; `lesser`: left out where there is little room."""

    at: float
    words: str
    under: str = ""
    lesser: bool = False


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """All that is drawn of a timeline, in its own measure: `width` stretches to the page, `height` is pixels; `zero`: where the line lies."""

    width: float
    height: float
    zero: float
    bars: tuple[Bar, ...]
    path: str
    days: tuple[Mark, ...]
    numbers: tuple[Mark, ...]
    tension: tuple[Mark, ...]


def drawn(given: Timeline) -> Drawing:
    """The drawing of a timeline."""
    most = [max((_above(each) for each in given.bins), default=0), max((_below(each) for each in given.bins), default=0)]
    least = max(1, sum(most)) * LEAST_SIDE
    up, down = (max(each, least) for each in most)
    each_one = (HEIGHT - 2 * EDGE) / (up + down)
    zero = EDGE + up * each_one
    width = UNIT * len(given.bins)
    bars = tuple(_bar(each, at, len(given.bins), zero, each_one) for at, each in enumerate(given.bins))
    scale = _tension_scale([each.tension for each in given.bins], zero)
    return Drawing(
        width=width,
        height=HEIGHT,
        zero=round(zero, 1),
        bars=bars,
        path=_path([each.tension for each in given.bins], zero, scale),
        days=days_under([(each.since, each.until) for each in given.bins], given.by),
        numbers=numbered(up, down, each_one, zero, signed=False),
        tension=numbered((zero - EDGE) / scale, (HEIGHT - EDGE - zero) / scale, scale, zero, signed=True) if scale else (),
    )


def _above(each: Bin) -> int:
    return sum(each.numbers.get(name, 0) for name in (*ABOVE, OWN))


def _below(each: Bin) -> int:
    return sum(each.numbers.get(name, 0) for name in BELOW)


def _bar(each: Bin, at: int, of: int, zero: float, one: float) -> Bar:
    wide = UNIT * FILLED * min(1.0, of / FULL)
    blocks = []
    top = bottom = zero
    for name in (*ABOVE, OWN):
        if number := each.numbers.get(name):
            top -= number * one
            blocks.append(Block(name=name, y=round(top, 1), height=round(number * one, 1)))
    for name in BELOW:
        if number := each.numbers.get(name):
            blocks.append(Block(name=name, y=round(bottom, 1), height=round(number * one, 1)))
            bottom += number * one
    return Bar(bin=each, room=UNIT * at, x=round(UNIT * at + (UNIT - wide) / 2, 2), width=round(wide, 2), blocks=tuple(blocks))


def _tension_scale(values: Sequence[float], zero: float) -> float:
    """Pixels for one of tension, so that the whole line fits; 0 where there is none."""
    most, least = max([0.0, *values]), min([0.0, *values])
    fits = [(zero - EDGE) / most if most else 0.0, (HEIGHT - EDGE - zero) / -least if least else 0.0]
    return min((each for each in fits if each), default=0.0)


def _path(values: Sequence[float], zero: float, scale: float) -> str:
    points = [f"{UNIT * (at + 0.5):g} {zero - value * scale:.1f}" for at, value in enumerate(values)]
    return "M" + "L".join([*points, *points[:1]] if len(points) == 1 else points) if points else ""


def numbered(up: float, down: float, each_one: float, zero: float, *, signed: bool) -> tuple[Mark, ...]:
    """Round numbers on both sides of the line; what counts events has no sign on either side."""
    step = _round_step(APART / each_one, whole=not signed)
    marks = [Mark(at=round(zero, 1), words="0")]
    for side, most in ((1, up), (-1, down)):
        for at in range(1, int(most / step + 1e-9) + 1):
            sign = "" if not signed else "+" if side > 0 else "−"
            marks.append(Mark(at=round(zero - side * at * step * each_one, 1), words=sign + _short(at * step)))
    return tuple(marks)


def _short(number: float) -> str:
    return f"{number / 1000:g}k" if number >= 10_000 else f"{number:,g}"


def _round_step(least: float, *, whole: bool) -> float:
    """The next of 1, 2, 5, 10, 20, … that is no smaller."""
    step = 1.0 if whole else 0.001
    while True:
        for each in (1, 2, 5):
            if step * each >= least:
                return round(step * each, 3)
        step *= 10


def days_under(bins: Sequence[tuple[date, date]], by: By) -> tuple[Mark, ...]:
    """Under which bars a day is written, so few that the words stand apart: of many bars Mondays, beginnings of months, of quarters, of years."""
    every = [(at, since) for at, (since, _) in enumerate(bins)]
    months = [(at, first) for at, (since, until) in enumerate(bins) for first in _firsts(since, until)]
    mondays = [each for each in every if each[1].weekday() == 0] if by == "day" else months
    quarters = [each for each in months if each[1].month in (1, 4, 7, 10)]
    years = [each for each in months if each[1].month == 1]
    sets = (every, every[::2], mondays, months, quarters, years[:: -(-len(years) // (2 * MARKS)) or 1])
    chosen = next(some for some in sets if len(some) <= 2 * MARKS)
    often = -(-len(chosen) // MARKS)
    marks, year = [], 0
    for number, (at, day) in enumerate(chosen):
        lesser = number % often != 0
        under = "" if day.year == year else str(day.year)
        marks.append(Mark(at=round(100 * (at + 0.5) / len(bins), 3), words=_day(day), under=under, lesser=lesser))
        year = year if lesser else day.year
    return tuple(marks)


def _firsts(since: date, until: date) -> list[date]:
    """The first of a month, where a bin has it."""
    days = [since + timedelta(days=at) for at in range((until - since).days + 1)]
    return [day for day in days if day.day == 1]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
