"""From where a report looks at time: its day of publication, the direction of the verb, the dates told before."""

from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse

from .calendar import Stretch
from .grammar import Match
from .tense import Outlook, outlook

BIAS = 3  # an expression without a clear direction looks ahead only when that is this many times nearer: news tells of the past
STYLE = 8  # a day so many times nearer outweighs the tense: news leaves the year out only of days in the current one
LIMITS = ("by", "until", "till", "through", "effective")  # what comes before a limit tells its own tense, not the limit's
UNKNOWN = {"W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "L": "XXXX", "E": "XXX", "C": "XX"}


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a number or a date beside them part of a name or a count."""

    kind: str
    words: frozenset[str]
    examples: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


def unknown(unit: str) -> Stretch:
    """The calendar unit of which nobody knows which."""
    return Stretch("DATE", UNKNOWN.get(unit, "XXXX-XX-XX"))


@cache
def neighbours(kind: str) -> frozenset[str]:
    """The words of `timex_names.yaml` of that kind."""
    return next(names.words for names in lexicon.load("timex_names", Names) if names.kind == kind)


class Anchors:
    """The dates told so far, the last of each fineness: "five days later" counts from the last day, "a year later" from the last date of any kind.

    `quarter` is the start of the quarter told last, while no other date has come between: reports on earnings compare it with "a year ago".
    """

    __slots__ = ("_last", "quarter")

    def __init__(self) -> None:
        self._last: dict[str, date] = {}
        self.quarter: date | None = None

    def note(self, stretch: Stretch) -> None:
        """Remember a date with its year; references, weeks and seasons are no anchors."""
        if stretch.type == "DATE" and stretch.earliest and "_REF" not in stretch.value:
            self.quarter = stretch.earliest if "-Q" in stretch.value else None
        units = {4: "Y", 7: "YM", 10: "YMD"}.get(len(stretch.value), "")
        if stretch.type == "DATE" and stretch.earliest and stretch.value.replace("-", "").isdecimal():
            for unit in units:
                self._last[unit] = date.fromisoformat((stretch.value + "-01-01")[:10])

    def get(self, unit: str) -> date | None:
        """The date to count units of that length from, or None."""
        return self._last.get(unit if unit in ("Y", "M") else "Y" if unit in ("E", "C", "L") else "M" if unit == "Q" else "D")


class Frame:
    """All that a meaning may ask beyond the words of its match."""

    def __init__(self, parse: Parse, published: date | None, match: Match, anchors: Anchors) -> None:
        self.parse = parse
        self.today = published
        self.match = match
        self.anchors = anchors

    @cached_property
    def outlook(self) -> Outlook:
        return outlook(self.parse, self.match.start, self.match.end)

    @property
    def ahead(self) -> bool:
        """Whether the expression itself, not the noun it describes, is put into the future; what is "called for Friday" always is."""
        if self.before == "for" and self.match.rule.meaning in ("month_day", "weekday"):
            return True
        return self.outlook.direct and self.outlook.direction == "future"

    @property
    def before(self) -> str:
        """The printed word before the match in small letters, or the sign; "" at the start."""
        left = self.parse.text[max(0, self.match.start - 24) : self.match.start].split()
        return left[-1].lower().strip("(\"“'") if left else ""

    @property
    def following(self) -> str:
        """The printed word after the match, "" where a sign comes between."""
        right = self.parse.text[self.match.end : self.match.end + 24]
        return right.split()[0].rstrip(".,;:") if right[:1].isspace() and right.strip() else ""

    def pick(self, candidates: Iterable[Stretch | None]) -> Stretch | None:
        """Of the same date in several years, the one nearest in the direction of the verb; what holds the day of publication lies both ways."""
        assert self.today
        today = self.today
        back: list[tuple[int, Stretch]] = []
        ahead: list[tuple[int, Stretch]] = []
        for stretch in candidates:
            if stretch is None or stretch.earliest is None or stretch.latest is None:
                continue
            if stretch.earliest <= today <= stretch.latest:
                return stretch
            if stretch.latest < today:
                back.append(((today - stretch.latest).days, stretch))
            else:
                ahead.append(((stretch.earliest - today).days, stretch))
        last = min(back, key=lambda pair: pair[0], default=None)
        coming = min(ahead, key=lambda pair: pair[0], default=None)
        if last is None or coming is None:
            nearest = last or coming
            return nearest[1] if nearest else None
        behind, before = last[0], coming[0]
        if self.before in LIMITS:
            return last[1] if behind < before and self.outlook.direction != "future" else coming[1]
        whole_day = self.match.rule.meaning == "month_day"
        if self.ahead:
            return last[1] if whole_day and behind * STYLE < before else coming[1]
        if self.outlook.direct and self.outlook.direction == "past":
            this_year = coming[1].value[:4] == f"{today.year:04}"
            return coming[1] if whole_day and this_year and before * STYLE < behind else last[1]
        return coming[1] if before * BIAS < behind else last[1]
