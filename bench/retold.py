"""What fills the slots of one story: other words of the same length and similar frequency, other days, figures, countries and places.

One story has one filling: its copies remain copies, and what two of its reports call the same they still call the same.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

import msgspec

from dragoman.lexicon.states import codes_of

from .templates import VALUES, Slot
from .vocabulary import OF_AGENCIES, VARIANTS, Vocabulary, pool, shaped, variants

SPELT = ((2, 6), (4, 5, 9), (3, 7, 8), (11, 12), (15, 16), (13, 14, 18, 19), (30, 80, 90), (40, 50, 60))  # numbers whose words have one length
PRINTED = (range(11, 32), range(32, 100), range(10, 100, 10))  # in digits: those that may be days of a month, others, round ones
OFTEN = ("USA", "RUS", "CHN", "GBR", "UKR", "ISR", "IRN", "FRA", "IND", "DEU", "TUR", "SYR", "PAK", "JPN", "SAU", "EGY")  # most in the news first
KNOWN = 0.5  # share of names that are drawn as names are spread in the news, few in many stories; the others are as likely one as another
HEAD = 10  # how many of the most used names of a length are used about equally often (Mandelbrot): the first is in some tenth of the stories
APART = 50_000_000  # between the geonameids of one story and the next: above all that a story has
TRIES = 60  # draws for a name or figure that the story does not have yet: only very short ones run out
TIMEX = re.compile(r"(\d{4})(?:-(?:W(\d\d)|(\d\d)(?:-(\d\d))?))?(?![\dX])(.*)", re.DOTALL)


def filling(slots: Iterable[Slot], vocabulary: Vocabulary, number: int, days: int, random: Random) -> list[str]:
    """What stands in the slots, in their order, in the story with this number, which happens `days` later than in the readings."""
    told = _Retold(vocabulary, number, days, random)
    return [told.fill(slot) for slot in slots]


class _Retold:
    def __init__(self, vocabulary: Vocabulary, number: int, days: int, random: Random) -> None:
        self.vocabulary, self.number, self.days, self.random = vocabulary, number, days, random
        self.words = {word: other for band in vocabulary.bands for word, other in zip(band, random.sample(band, len(band)), strict=True)}
        self.numbers = _exchanged(SPELT, random)
        printed = [[value for value in group if group.step == 10 or value % 10] for group in PRINTED]
        self.figures = {value: other for value, other in self.numbers.items() if value < 10} | _exchanged(printed, random)
        self.names: dict[str, str] = {}
        self.countries: dict[str, str] = {}
        self.outlets: dict[str, str] = {}
        self.taken: set[str | int] = set()

    def fill(self, slot: Slot) -> str:
        key = slot.key
        match slot.kind:
            case "word":
                return shaped(self.words[key], slot.form)
            case "name":
                return shaped(self._name(key), slot.form)
            case "agency":
                return shaped(self._outlet(self.vocabulary.agencies[key], OF_AGENCIES).lower(), slot.form)
            case "outlet":
                return self._outlet(key, VARIANTS)
            case "host":
                agency = key.lower() in self.vocabulary.agencies
                return "-".join(self._outlet(key, OF_AGENCIES if agency else VARIANTS).lower().split()) + ".example"
            case "figure":
                value = self._figure(int(key.replace(",", "")))
                return f"{value:,}" if "," in key else str(value)
            case "spelt":
                return shaped(SPELLING[self.numbers.get(VALUES[key], VALUES[key])], slot.form)
            case "number":
                value = int(key)
                parts = (value,) if value <= 20 or value % 10 == 0 else (value - value % 10, value % 10)
                return str(sum(self.numbers.get(part, part) for part in parts))
            case "day":
                return later(key, self.days)
            case "timex":
                return moved(key, self.days)
            case "country":
                return self._country(key)
            case "codes":
                return _codes(self._country(key))
            case "place":
                return str(int(key) + self.number * APART)
            case "story":
                return f"{self.number:05}"

    def _name(self, key: str) -> str:
        found = self.names.get(key)
        if found is None:
            stem, suffix = self.vocabulary.stem(key)
            found = self.names[key] = self._name(stem) + suffix if suffix else self._drawn(len(key))
        return found

    def _drawn(self, length: int) -> str:
        names = pool(length)
        for _ in range(TRIES):
            share = self.random.random()
            place = HEAD * ((len(names) / HEAD + 1) ** share - 1) if self.random.random() < KNOWN else len(names) * share
            name = names[min(int(place), len(names) - 1)]
            if name not in self.taken:
                break
        self.taken.add(name)
        return name

    def _outlet(self, outlet: str, number: int) -> str:
        if outlet not in self.outlets:
            self.outlets[outlet] = self.random.choice(variants(outlet, number))
        return self.outlets[outlet]

    def _figure(self, value: int) -> int:
        """Another figure with as many digits and as many noughts at the end; a year moves as the days do."""
        if 1900 <= value <= 2100:
            return value + round(self.days / 365.25)
        if value not in self.figures:
            digits = str(value)
            size = len(digits.rstrip("0"))
            for _ in range(TRIES if value >= 100 else 0):
                drawn = self.random.randrange(10 ** (size - 1), 10**size)
                found = drawn * 10 ** (len(digits) - size)
                if drawn % 10 and found not in self.taken:
                    self.taken.add(found)
                    self.figures[value] = found
                    break
        return self.figures.get(value, value)

    def _country(self, key: str) -> str:
        if key not in self.countries:
            codes, weights = _countries()
            taken = set(self.countries.values())
            drawn = iter(lambda: self.random.choices(codes, cum_weights=weights)[0], None)
            self.countries[key] = next(code for code in drawn if code not in taken or len(taken) >= len(codes))
        return self.countries[key]


SPELLING = {value: word for word, value in VALUES.items()}


def _exchanged(groups: Iterable[Sequence[int]], random: Random) -> dict[int, int]:
    return {one: other for group in groups for one, other in zip(group, random.sample(group, len(group)), strict=True)}


@cache
def _countries() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Codes of states, those most in the news first, and their weights added up: the second is named half as often as the first."""
    from dragoman.lexicon import load
    from dragoman.lexicon.names import State

    codes = (*OFTEN, *(state.code for state in load("countries", State) if state.code not in OFTEN))
    return codes, tuple(accumulate(1 / rank for rank in range(1, len(codes) + 1)))


@cache
def _codes(country: str) -> str:
    return msgspec.json.encode(codes_of(country)).decode()


def later(day: str, days: int) -> str:
    """An ISO date so many days later."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):  # no day of the calendar, or none that it can be moved to
        return day


def moved(value: str, days: int) -> str:
    """A TIMEX3 value so many days later: a month or year is the one that its middle falls into."""
    found = TIMEX.fullmatch(value)
    if found is None:
        return value
    year, week, month, day, rest = found.groups()
    try:
        if week:
            moved = (date.fromisocalendar(int(year), int(week), 1) + timedelta(days)).isocalendar()
            return f"{moved.year:04}-W{moved.week:02}{rest}"
        start = date(int(year), int(month or 7), int(day or 15 if month else 1)) + timedelta(days)
    except (ValueError, OverflowError):
        return value
    return f"{start.year:04}" + (f"-{start.month:02}" if month else "") + (f"-{start.day:02}" if day else "") + rest
