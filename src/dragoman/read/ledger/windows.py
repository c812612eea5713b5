"""When something is to happen: the window that the words give, counted from the day of publication."""

import re
from datetime import date, timedelta

from dragoman.model.parse import Parse
from dragoman.model.reading import Timex

LENGTH = re.compile(r"P(T?)(\d{1,3})([DWMYH])")
SOON = {"day": 7, "week": 30, "month": 180}  # days that "the coming days", "weeks", "months" reach: what a reader acts on, no more is meant
PAST = frozenset({"past", "last", "previous", "recent", "preceding"})  # "in the past year" is no year's time
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
Window = tuple[str | None, str | None]


def window(parse: Parse, timex: Timex, published: date | None) -> Window | None:
    """First and last day, inclusive; None for a time that gives none ("for two weeks").

    "In two weeks" is a day, "within two weeks" all until then.
    """
    if timex.type != "DURATION" and timex.value != "FUTURE_REF":
        return timex.earliest, timex.latest
    if published is None:
        return None
    words = parse.text[timex.start : timex.end].lower()
    if not PAST.isdisjoint(words.split()):
        return None
    before = parse.text[max(0, timex.start - 20) : timex.start].lower().split()[-1:]
    coming = any(word in words for word in ("coming", "next", "ahead")) or timex.value == "FUTURE_REF"
    unit = next((days for noun, days in SOON.items() if noun in words), None)
    told = LENGTH.fullmatch(timex.value)
    if told is None:
        return (published.isoformat(), _after(published, unit) if coming and unit else None) if coming else None
    length = 1 + (int(told[2]) - 1) // 24 if told[1] else int(told[2]) * DAYS.get(told[3], 1)
    if told[1] and told[3] != "H":
        return None
    if before == ["in"] and not coming:
        return _after(published, length), _after(published, length)
    return (published.isoformat(), _after(published, length)) if before == ["within"] or coming else None


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat() if (date.max - day).days > days else date.max.isoformat()
