"""The day of publication, from the text alone: the dateline's day and month, and a year that agrees with all that the text dates."""

import re
from datetime import date, timedelta

from dragoman.model.parse import Parse
from dragoman.model.text import Layout

from .calendar import make_date
from .find import understood
from .grammar import Match
from .tense import outlook

POSTED = re.compile(r"(?:(?:first |last )?(?:published|posted|updated)(?: on| at)?:?|date:)?", re.IGNORECASE)
TOLD = ("in", "of", "on", "from", "between")  # before a year that the story has behind it; "for 2024" may be ahead
STALE = timedelta(days=7)  # a dateline older than a week is a feature's, or of another year
SPAN = 28  # the calendar repeats itself after so many years: later ones cannot agree where these do not


def infer_published(layout: Layout, parse: Parse) -> date | None:
    """The day of publication, for a report without one in its metadata; None where the text does not settle it.

    A dateline with its year is taken as printed. A dateline of day and month gets the earliest year that agrees with the text. News prints a
    year only when it is not the current one, so a year told in the past tense lies before the year of publication ("In January 2020, he
    began" → 2021 or later); "since 2020" puts publication into 2020 or later; a year told in the future tense is the last possible one; a
    weekday printed with a day and month must fall on it. That bounds the year from below only, so one more thing is asked for: the latest
    year told is printed with its month (news names the months of the year before, bare years lie further back), or a weekday picks the
    year, or a future year closes the range. Even so it is an estimate, good enough to order what a report tells but
    to be shown as inferred: of 1,093 reports whose year was withheld (Guardian, TimeBank, AQUAINT, LGL; day and month given as a dateline would), 135
    get a year, 41 of them the right one, 33 the one before it, 24 the one after it.

    Without a dateline only a paragraph that is nothing but a date ("Published on 22 December 1921") counts: a full date in the story may
    be any day.
    """
    if not layout.month or not layout.day:
        return _posted(parse)
    if layout.year:
        return make_date(layout.year, layout.month, layout.day)
    lowest: list[int] = []
    dated = 0  # the latest year printed with its month
    highest: list[int] = []
    weekdays: list[tuple[int, int, int]] = []
    for match, stretch in understood(parse, None):
        weekday = match.integer("WEEKDAY") or match.integer("WEEKDAY_SHORT")
        month, day = match.integer("MONTH"), match.integer("DAY")
        if weekday and month and day and match.integer("YEAR") is None:
            weekdays.append((month, day, weekday))
        year = match.integer("YEAR")
        if year is None or stretch.type != "DATE" or match.rule.meaning == "quarter":
            continue
        before = _before(parse, match)
        direction = outlook(parse, match.start, match.end).direction
        if before == "since":
            lowest.append(year)
        elif direction == "future":
            highest.append(year)
        elif direction == "past" and (before in TOLD or month):
            lowest.append(year + 1)
            dated = max(dated, year if month else 0)
    if not lowest:
        return None
    first = max(lowest)
    last = min((year for year in highest if year >= first), default=first + SPAN)
    if not weekdays and dated + 1 != first and first != last:
        return None
    for year in range(first, last + 1):
        filed = make_date(year, layout.month, layout.day)
        if filed and all(_agrees(filed, *weekday) for weekday in weekdays):
            return filed
    return None


def _before(parse: Parse, match: Match) -> str:
    left = parse.text[max(0, match.start - 20) : match.start].split()
    return left[-1].lower() if left else ""


def _agrees(filed: date, month: int, day: int, weekday: int) -> bool:
    """Whether that day falls on that weekday in the year that puts it nearest to the day of filing."""
    days = [found for year in (filed.year - 1, filed.year, filed.year + 1) if (found := make_date(year, month, day))]
    return bool(days) and min(days, key=lambda found: abs((found - filed).days)).isoweekday() == weekday


def _posted(parse: Parse) -> date | None:
    """The date of the first paragraph that holds nothing but a full date, and perhaps a word such as "Published"."""
    for match, stretch in understood(parse, None):
        if stretch.earliest is None or stretch.earliest != stretch.latest or stretch.type != "DATE":
            continue
        sentence = parse.sentence_at(match.start)
        if sentence is None:
            continue
        lead = parse.text[sentence.start : match.start].strip()
        rest = parse.text[match.end : sentence.end].strip(" .")
        if not rest and POSTED.fullmatch(lead):
            return stretch.earliest
    return None


def filed_on(layout: Layout, published: date | None) -> date | None:
    """The dateline's date; without a printed year, the last such day not after publication (a report is filed before it is published)."""
    assert layout.month
    assert layout.day
    years = [layout.year] if layout.year else [published.year, published.year - 1] if published else []
    for year in years:
        try:
            filed = date(year, layout.month, layout.day)
        except ValueError:
            continue
        if layout.year or published is None or (filed - published).days <= 1:  # time zones: a dateline may be a day ahead
            return filed
    return None


def told_on(layout: Layout, published: date | None) -> date | None:
    """The day from which the report counts "on Monday" and "yesterday": its dateline's, where that lies a few days before publication."""
    filed = filed_on(layout, published) if layout.month and layout.day and published else None
    return filed if filed and published and timedelta(0) < published - filed <= STALE else published
