"""Offices on a time bar: when each was told as held, what bounds it, when it was told as past. All places are shares of the bar in percent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from dragoman.model.entity import Office

REACH = 2  # times the days on which reports tell of offices: how far the bar goes beyond them to a bound ("since 1999") before it ends in an arrow
NARROWEST = 1.2  # percent: an office told on one day alone is still seen
TICKS = 5  # names of days at most, so that they do not touch on a narrow screen
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the bar: from where, how long; `beyond`: it goes on past the end of the bar."""

    x: float
    width: float
    beyond: bool = False


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One office: `told` as held, `before` and `after` as far as a text bounds it or until it was told as past (`left`)."""

    office: Office
    told: Stretch | None
    before: Stretch | None
    after: Stretch | None
    left: float | None


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    x: float
    says: str
    anchor: Literal["start", "middle", "end"]


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """The offices of one actor over the same days."""

    terms: tuple[Term, ...]
    ticks: tuple[Tick, ...]


def bar(offices: Sequence[Office]) -> Bar:
    """The offices as given; those of which no day is known have nothing on the bar."""
    told = [day for each in offices for day in (each.first, each.last, each.left) if day]
    bounds = [day for each in offices for day in (_day(each.since), _day(each.until)) if day]
    if not told and not bounds:
        return Bar(terms=tuple(Term(office=each, told=None, before=None, after=None, left=None) for each in offices), ticks=())
    first, last = min(told or bounds), max(told or bounds)
    reach = REACH * max(last - first, 15)
    near = [day for day in bounds if first - reach <= day <= last + reach]
    axis = _Axis(min([first, *near]), max([last, *near]))
    return Bar(terms=tuple(_term(each, axis) for each in offices), ticks=tuple(_ticks(axis)))


class _Axis:
    """From which day to which the bar goes, with a margin, so that what is at its ends is seen."""

    def __init__(self, first: int, last: int) -> None:
        margin = max((last - first) // 20, 1)
        self.first, self.last = first - margin, last + margin

    def at(self, day: int) -> float:
        return round(min(max(100 * (day - self.first) / (self.last - self.first), 0), 100), 2)

    def stretch(self, first: int, last: int) -> Stretch | None:
        x, end = self.at(first), self.at(last)
        return Stretch(x=x, width=round(end - x, 2), beyond=first < self.first or last > self.last) if end > x else None


def _term(office: Office, axis: _Axis) -> Term:
    since, until = _day(office.since), _day(office.until)
    start, end = office.first or office.last, office.last or office.first
    told = None
    if start and end:
        wide = max(axis.at(end) - axis.at(start), NARROWEST)
        told = Stretch(x=round(min(axis.at(start), 100 - NARROWEST), 2), width=round(wide, 2))
    held = start or until or office.left  # an office only told as past was held until then, if it has a beginning
    before = axis.stretch(since, held) if since and held else None
    gone = until or office.left
    after = axis.stretch(end, gone) if end and gone else None
    return Term(office=office, told=told, before=before, after=after, left=axis.at(office.left) if office.left else None)


def _ticks(axis: _Axis) -> Iterator[Tick]:
    step, days = _rounded(axis.first, axis.last)
    years = [date.fromordinal(day).year for day in (axis.first, axis.last)]
    year = years[0] if years[0] == years[1] else None  # of days of one year it is not said: the words beside the bar have it
    for day in days:
        when, x = date.fromordinal(day), axis.at(day)
        parts = {"day": [str(when.day), MONTHS[when.month - 1]], "month": [MONTHS[when.month - 1]], "year": []}[step]
        if when.year != year:
            parts.append(str(when.year))
            year = when.year
        yield Tick(x=x, says=" ".join(parts), anchor="start" if x < 6 else "end" if x > 94 else "middle")


def _rounded(first: int, last: int) -> tuple[Literal["day", "month", "year"], list[int]]:
    """Round days within the bounds: days, weeks, months or years apart, as few steps as leave `TICKS` at most."""
    for days in (1, 2, 7, 14):
        found = [day for day in range(first, last + 1) if (day - 1) % days == 0]  # day 1 was a Monday
        if len(found) <= TICKS:
            return "day", found
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        found = list(_months(first, last, months))
        if len(found) <= TICKS:
            return "month" if months < 12 else "year", found
    return "year", []


def _months(first: int, last: int, step: int) -> Iterable[int]:
    begin, end = date.fromordinal(max(first, 1)), date.fromordinal(last)
    for month in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
        day = date(month // 12, month % 12 + 1, 1).toordinal() if month % step == 0 else 0
        if day >= first and day:
            yield day


def _day(value: str | None) -> int | None:
    """A bound as a day; a text may give one that no calendar has."""
    try:
        return date.fromisoformat(value).toordinal() if value else None
    except ValueError:
        return None
