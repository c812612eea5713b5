"""Stretches of the calendar with their TIMEX3 values: a day, a week, a month … and the way from one to another."""

import calendar
from datetime import date, timedelta
from typing import Literal

import msgspec

Kind = Literal["DATE", "TIME", "DURATION", "SET"]

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, as meteorologists count; winter is named by the year it begins in
YEARS = {"Y": 1, "E": 10, "C": 100, "L": 1000}
DAYS = {"D": 1, "NI": 1, "W": 7, "WE": 7, "F": 14}


class Stretch(msgspec.Struct, frozen=True):
    """What a time expression means: TIMEX3 type and value, and its first and last day, None where open."""

    type: Kind
    value: str
    earliest: date | None = None
    latest: date | None = None


NEVER = Stretch("DATE", "XXXX")
"""A date beyond the calendar of the years 1 to 9999."""


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day(of: date) -> Stretch:
    return Stretch("DATE", of.isoformat(), of, of)


def week(of: date) -> Stretch:
    """The ISO week of that day."""
    year, number, weekday = of.isocalendar()
    first = _moved(of, 1 - weekday)
    return Stretch("DATE", f"{year:04}-W{number:02}", first, _moved(first, 6) if first else None)


def weekend(of: date) -> Stretch:
    """Saturday and Sunday of the ISO week of that day."""
    whole = week(of)
    return Stretch("DATE", f"{whole.value}-WE", _moved(whole.latest, -1), whole.latest)


def month(year: int, number: int) -> Stretch:
    if not 1 <= year <= 9999:
        return NEVER
    return Stretch("DATE", f"{year:04}-{number:02}", date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, first: int, count: int, label: str) -> Stretch:
    """`count` months from the first on, under a TIMEX3 label (Q3, H1, SU)."""
    if not 1 <= year <= 9999:
        return NEVER
    end = year * 12 + first + count - 2
    last = month(end // 12, end % 12 + 1).latest if end < 120_000 else None
    return Stretch("DATE", f"{year:04}-{label}", date(year, first, 1), last)


def quarter(year: int, number: int) -> Stretch:
    return months(year, 3 * number - 2, 3, f"Q{number}")


def half(year: int, number: int) -> Stretch:
    return months(year, 6 * number - 5, 6, f"H{number}")


def season(year: int, label: str) -> Stretch:
    return months(year, SEASONS[label], 3, label)


def year(number: int) -> Stretch:
    return Stretch("DATE", f"{number:04}", date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= 9999 else NEVER


def decade(number: int) -> Stretch:
    """198 is the 1980s."""
    return Stretch("DATE", f"{number:03}", date(max(number * 10, 1), 1, 1), date(number * 10 + 9, 12, 31))


def century(number: int) -> Stretch:
    """19 is the 1900s, which TIMEX3 lets stand for the 20th century."""
    return Stretch("DATE", f"{number:02}", date(max(number * 100, 1), 1, 1), date(number * 100 + 99, 12, 31))


def around(unit: str, of: date) -> Stretch:
    """The calendar unit that holds that day."""
    match unit:
        case "W" | "F":
            return week(of)
        case "WE":
            return weekend(of)
        case "M":
            return month(of.year, of.month)
        case "Q":
            return quarter(of.year, (of.month + 2) // 3)
        case "Y" | "L":
            return year(of.year)
        case "E":
            return decade(of.year // 10)
        case "C":
            return century(of.year // 100)
    return day(of)


def shift(of: date, unit: str, count: int) -> date | None:
    """The day that many units away, the month's last day where the month is too short; None beyond the calendar."""
    if unit in DAYS:
        return _moved(of, count * DAYS[unit])
    moved = {"M": 1, "Q": 3}.get(unit)
    total = of.year * 12 + of.month - 1 + count * (moved if moved else 12 * YEARS.get(unit, 0))
    at, number = total // 12, total % 12 + 1
    if not 1 <= at <= 9999:
        return None
    return date(at, number, min(of.day, calendar.monthrange(at, number)[1]))


def _moved(of: date | None, days: int) -> date | None:
    try:
        return of + timedelta(days) if of else None
    except OverflowError:
        return None


def narrow(whole: Stretch, part: str, seen_from: date | None) -> Stretch:
    """The early, middle or late third of a stretch; "earlier" and "later" end or begin at the day of publication, where that lies within.

    The value stays that of the whole, as in TimeML (which keeps the part in an attribute of its own).
    """
    first, last = whole.earliest, whole.latest
    if not first or not last or part == "ANY":
        return whole
    if part in ("BEFORE", "AFTER"):
        if seen_from and first <= seen_from <= last:
            return Stretch(whole.type, whole.value, first if part == "BEFORE" else seen_from, seen_from if part == "BEFORE" else last)
        return whole
    third = ((last - first).days + 1) // 3
    if part == "START":
        last = first + timedelta(max(third - 1, 0))
    elif part == "END":
        first = last - timedelta(max(third - 1, 0))
    elif third:
        first, last = first + timedelta(third), last - timedelta(third)
    return Stretch(whole.type, whole.value, first, last)
