"""Figures that a report gives of a happening in sentences that tell none: "the number of dead now stands at 19", "the council says 31".

A number is a figure by the words around it (`tolls.yaml`); a bare one ("put the number at 8,000") carries on the figure before it in its paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.happening import Claim, Figure, Origin
from dragoman.model.reading import Count, EventMention, SentenceSpan

from .aim import Aim
from .tellings import Teller, known

UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: number for number, word in enumerate(UNITS, 1)} | {word: 10 * number for number, word in enumerate(TENS, 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
WORDED = r"(?:" + "|".join(TENS) + r")-(?:" + "|".join(UNITS[:9]) + r")|" + "|".join(sorted(VALUES, key=lambda word: -len(word)))
NUMBER = rf"(?<![\w.,$€£-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{WORDED})(?:\s+(?P<scale>{'|'.join(SCALES)}))?(?![\w%-]|[.,]\d)"
ANY = re.compile(NUMBER, re.IGNORECASE)
GAP = r"(?:\s+(?!of\b|among\b|and\b|or\b|more\b|others?\b|who\b|whom\b)[^\W\d_][\w'’-]*)"
END = r"(?=\s*[.,;”\"’']|\s+[“\"]|\s*$)"  # no noun follows a bare number
PEOPLE = frozenset({"group", "person"})


class TollWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of tolls.yaml, which says what each field means."""

    id: str
    kind: str
    types: tuple[str, ...]
    behind: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    larger: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    giver: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    saying: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Toll(NamedTuple):
    """A figure as printed, from `start` on; `high` null: "at least"."""

    kind: str
    low: int
    high: int | None
    start: int
    taken: bool = False  # by a verb before it ("seized five rifles"): a figure of people only where they are mentioned


@lru_cache(maxsize=4096)
def tolls_of(sentence: str) -> tuple[Toll, ...]:
    """The figures that the words of the sentence itself name, in its order."""
    if not ANY.search(sentence) or _pattern("larger").search(sentence):
        return ()
    found: dict[int, Toll] = {}
    for kind, taken, pattern in _patterns():
        for match in pattern.finditer(sentence):
            toll = _toll(kind, sentence, match, taken=taken)
            if toll is not None:
                found.setdefault(toll.start, toll)
    return tuple(found[start] for start in sorted(found))


def topic_of(sentence: str) -> str | None:
    """The kind of figure that the sentence is about ("how many marched is disputed")."""
    found = _pattern("topics").search(sentence)
    return next(entry.kind for entry in _entries() if found[0].lower() in entry.topics) if found else None


def _toll(kind: str, text: str, match: re.Match[str], *, taken: bool = False) -> Toll | None:
    at, printed = match.start("number"), match["number"].lower()
    value = _value(printed) * SCALES.get((match["scale"] or "").lower(), 1)
    year = printed.isdigit() and len(printed) == 4 and 1900 <= value < 2100
    if value == 0 or year or _none().search(text[: match.start()]) or _none().search(text[:at]):
        return None
    return Toll(kind, value, None if _least().search(text[:at]) else value, at, taken)


def _value(printed: str) -> int:
    if printed[0].isdigit():
        return int(printed.replace(",", ""))
    return sum(VALUES[part] for part in printed.split("-"))


def tolls_in(teller: Teller, aim: Aim) -> Iterator[tuple[str, Claim]]:
    """Event → a figure of it that a sentence gives, on the word of whoever says so."""
    before: Carried | None = None
    for sentence in aim.body:
        words = teller.text[sentence.start : sentence.end]
        if before and "\n\n" in teller.text[before.end : sentence.start]:
            before = None
        counts = [(event, count) for event in aim.inside(sentence) for count in event.counts if count.kind in _types()]
        tolls = [each for each in tolls_of(words) if _is_figure(teller, sentence.start + each.start, taken=each.taken)]
        given = [(each, aim.at(sentence, sentence.start + each.start, _types()[each.kind])) for each in tolls]
        if not tolls and not counts and before:
            bare = (_toll(before.kind, words, match) for match in _bare().finditer(words))
            given = [(each, before.event) for each in bare if each and _is_figure(teller, sentence.start + each.start)]
        for toll, event in given:
            at = sentence.start + toll.start
            if event is not None and not any(_is_same(count, toll, at) for _, count in counts):  # else read with its event
                by = aim.speaker(at) or _giver(teller, sentence, at) or teller.outlet
                figure = Figure(kind=toll.kind, low=toll.low, high=toll.high, by=by.key)
                yield event.id, Claim(kind="figure", by=by, figure=figure, quote=teller.quote(sentence.start))
        before = _carried(aim, sentence, [(event, count.kind) for event, count in counts] + [(event, toll.kind) for toll, event in given])


class Carried(NamedTuple):
    """Of what a bare number in the next sentence is a figure."""

    end: int
    kind: str
    event: EventMention


def _carried(aim: Aim, sentence: SentenceSpan, given: Sequence[tuple[EventMention | None, str]]) -> Carried | None:
    found = [(event, kind) for event, kind in given if event is not None]
    topic = topic_of(aim.text[sentence.start : sentence.end])
    if not found and topic and (event := aim.at(sentence, sentence.start, _types()[topic])):
        found.append((event, topic))
    return Carried(sentence.end, found[-1][1], found[-1][0]) if found else None


def _giver(teller: Teller, sentence: SentenceSpan, at: int) -> Origin | None:
    """Who gives the figure where reading has no attribution of it: "police" in "police put the crowd at 9,000"."""
    match = _pattern("giver").search(teller.text, sentence.start, at)
    who = next((each for each in teller.reading.mentions if match and each.end + 1 == match.start() and each.actor in teller.actors), None)
    return known(actor) if who and (actor := teller.actors.get(who.actor or "")) else None


def _is_same(count: Count, toll: Toll, at: int) -> bool:
    return count.start <= at < count.end or (count.kind == toll.kind and toll.low in (count.low, count.high))


def _is_figure(teller: Teller, at: int, *, taken: bool = False) -> bool:
    """Whether the number is no time, and people where a verb takes it."""
    if any(each.start <= at < each.end for each in teller.reading.timexes):
        return False
    return not taken or any(each.start <= at < each.end and each.kind in PEOPLE for each in teller.reading.mentions)


@cache
def _entries() -> tuple[TollWord, ...]:
    return lexicon.load("tolls", TollWord)


@cache
def _types() -> dict[str, frozenset[str]]:
    return {entry.kind: frozenset(entry.types) for entry in _entries() if entry.kind}


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    found = []
    for entry in _entries():
        if entry.topics:
            topic = rf"\b(?:{_any(entry.topics)})\b[^.;,]{{0,60}}?\b(?:{_any(_words('reach'))})\s+{_some()}{NUMBER}"
            found.append((entry.kind, False, re.compile(topic, re.IGNORECASE)))
        if entry.behind:
            found.append((entry.kind, False, re.compile(rf"{NUMBER}{GAP}{{0,4}}?\s+(?:{_any(entry.behind)})\b", re.IGNORECASE)))
        if entry.before:
            found.append((entry.kind, True, re.compile(rf"\b(?:{_any(entry.before)})\s+{_some()}{NUMBER}{GAP}{{1,3}}", re.IGNORECASE)))
    return tuple(found)


def _some() -> str:
    return rf"(?:(?:{_any((*_words('bound'), *_words('about')))})\s+)?"


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"{_pattern('saying').pattern}\s+{_some()}{NUMBER}{END}", re.IGNORECASE)


@cache
def _least() -> re.Pattern[str]:
    return re.compile(rf"{_pattern('bound').pattern}\s*$", re.IGNORECASE)


@cache
def _none() -> re.Pattern[str]:
    return re.compile(rf"{_pattern('no').pattern}\s+(?:[\w'’-]+\s+){{0,2}}$", re.IGNORECASE)


@cache
def _pattern(field: str) -> re.Pattern[str]:
    return lexicon.alternation(_words(field))


@cache
def _words(field: str) -> tuple[str, ...]:
    return tuple(word for entry in _entries() for word in getattr(entry, field))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
