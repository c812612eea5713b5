"""Dates that are reckoned rather than read off: a range told by its ends, an event so long before another, the only time of a plain sentence, an
old time that the sentence before recalls."""

import calendar
import re
from datetime import date, timedelta

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Timex, When

FIRST_DAY = re.compile(r"\b(?:from|between)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:to|and|until|till|through)\s+(?:the\s+)?$", re.IGNORECASE)
JOINING = re.compile(r"\s*(?:to|and|until|till|through|[-–—])\s*", re.IGNORECASE)
OPENING = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
LEFT = 30  # characters before a time in which "from 3 to" stands
LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
AFTER = re.compile(r"\s*(to the day\s+)?after\s+", re.IGNORECASE)
OLD = timedelta(days=365)


def spread(parse: Parse, timexes: tuple[Timex, ...], at: int, *, past: bool, published: date | None) -> When:
    """The bounds of the time `at`, from one end to the other where the text gives both; what goes on "since" a day ends with publication."""
    timex = timexes[at]
    earliest, latest = timex.earliest, timex.latest
    before = parse.text[max(0, timex.start - LEFT) : timex.start]
    first = FIRST_DAY.search(before)
    if first and earliest and earliest == latest and 0 < int(first[1]) < int(earliest[8:]):
        earliest = f"{earliest[:8]}{int(first[1]):02}"
    for other, mine, opens in ((at - 1, at, at - 1), (at, at + 1, at)):
        if other < 0 or mine >= len(timexes):
            continue
        one, two = timexes[other], timexes[mine]
        joined = JOINING.fullmatch(parse.text[one.end : two.start]) and OPENING.search(parse.text[max(0, one.start - LEFT) : timexes[opens].start])
        if joined and one.earliest and two.latest and one.earliest <= two.latest:
            earliest, latest = one.earliest, two.latest
    if latest is None and past and published is not None:
        latest = published.isoformat()
    return When(earliest, latest, timex.id)


def counted_back(parse: Parse, trigger: Token, timexes: tuple[Timex, ...], published: date | None) -> When | None:
    """ "A year after the attack", "five years to the day after the shooting": so long before what the sentence dates, else before publication."""
    over = [trigger, *list(parse.ancestors(trigger))[:2]]
    sentence = parse.sentence(trigger)
    near = [timex for timex in timexes if sentence.start <= timex.start < sentence.end]
    for length in near:
        told = LENGTH.fullmatch(length.value)
        after = AFTER.match(parse.text, length.end)
        if not told or not after or not any(token.start >= after.end() and (token.i == trigger.i or token.left <= trigger.i) for token in over):
            continue
        tokens = parse.covering(after.start(), after.end())
        if not _governs(parse, tokens[-1], trigger):
            continue
        days = [timex for timex in near if timex is not length and timex.earliest and timex.earliest == timex.latest]
        anchor = date.fromisoformat(days[0].earliest or "") if days else published
        if anchor is not None:
            return _back(anchor, int(told[1]), told[2], exact=bool(after[1]), timex=length.id)
    return None


def _governs(parse: Parse, after: Token, trigger: Token) -> bool:
    """Whether "after" opens the phrase or clause that the trigger heads."""
    if after.dep == "mark":
        return after.head == trigger.i
    head = parse.head(trigger)
    return head.i == after.i or (trigger.dep in ("nsubj", "nsubjpass") and any(child.i == after.i for child in parse.children(head, "mark")))


def _back(anchor: date, number: int, unit: str, *, exact: bool, timex: str) -> When | None:
    try:
        if unit in "DW":
            day = anchor - timedelta(days=number * (7 if unit == "W" else 1))
            first, last = (day, day) if unit == "D" or exact else (day - timedelta(day.weekday()), day + timedelta(6 - day.weekday()))
        else:
            months = anchor.year * 12 + anchor.month - 1 - number * (12 if unit == "Y" else 1)
            year, month = divmod(months, 12)
            if exact:
                first = last = date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))
            elif unit == "Y":
                first, last = date(year, 1, 1), date(year, 12, 31)
            else:
                first, last = date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    except (ValueError, OverflowError):
        return None
    return When(first.isoformat(), last.isoformat(), timex)


def only_time(parse: Parse, trigger: Token, timexes: tuple[Timex, ...], telling: frozenset[str]) -> int | None:
    """Number of the only time of a sentence with one finite verb that is the trigger, or misread as its participle, and tells of nobody's words."""
    sentence = parse.sentence(trigger)
    tokens = parse.in_sentence(sentence)
    finite = [token for token in tokens if token.tag in ("VBD", "VBZ", "VBP", "MD")]
    near = [at for at, timex in enumerate(timexes) if sentence.start <= timex.start < sentence.end]
    if len(near) != 1 or len(finite) != 1 or finite[0].lemma in telling or timexes[near[0]].type == "DURATION":
        return None
    top = parse.top(timexes[near[0]].start, timexes[near[0]].end)
    if top is None or top.dep in ("compound", "nmod", "amod", "poss", "nummod"):
        return None
    return near[0] if finite[0].i == trigger.i or (trigger.tag in ("VBD", "VBN") and finite[0].head == trigger.i) else None


def recalled(parse: Parse, trigger: Token, verbs: list[Token], timexes: tuple[Timex, ...], published: date | None) -> When | None:
    """The only old time of the sentence before, for what "had" happened then: "The scenes recalled those of May 1961. Students had occupied …"."""
    if published is None or not any(token.lower == "had" and token.dep == "aux" for token in verbs) or trigger.sentence == 0:
        return None
    for back in (1, 2):
        if trigger.sentence < back or parse.sentences[trigger.sentence - back].paragraph != parse.sentence(trigger).paragraph:
            return None
        before = parse.sentences[trigger.sentence - back]
        told = [timex for timex in timexes if before.start <= timex.start < before.end and timex.type == "DATE"]
        if not told:
            continue
        old = [timex for timex in told if timex.earliest and timex.latest and timex.latest < (published - OLD).isoformat()]
        return When(old[0].earliest, old[0].latest, old[0].id) if len(old) == len(told) == 1 else None
    return None
