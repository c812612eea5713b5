"""The time expressions of a report: matches of the grammar that mean something here, without overlap."""

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.reading import Timex

from . import dates, spans
from .calendar import Stretch, day, narrow
from .frame import Anchors, Frame, neighbours
from .grammar import Match, grammar

Meaning = Callable[[Frame], Stretch | None]
PARTED = frozenset(
    {"month", "month_year", "year", "spoken_year", "decade", "decade_name", "season", "quarter", "period", "within_period", "month_day"}
)
COMPARED = frozenset({"distance_later", "distance_ago", "year_earlier"})
OPEN_BEFORE = frozenset({"before", "until", "till", "by"})
OPEN_AFTER = frozenset({"after", "since"})


def meaning_of(name: str) -> Meaning:
    """The function that a rule names."""
    found: Meaning = getattr(dates, name, None) or getattr(spans, name)
    return found


def find_timexes(parse: Parse, published: date | None) -> tuple[Timex, ...]:
    """All time expressions in text order; relative ones are resolved against `published` and the dates told before.

    Without `published` a date that needs it gets X in its value ("XXXX-11-07") and no bounds.
    """
    return tuple(
        Timex(
            id=make_id("t", match.start, match.end),
            start=match.start,
            end=match.end,
            type=stretch.type,
            value=stretch.value,
            earliest=stretch.earliest.isoformat() if stretch.earliest else None,
            latest=stretch.latest.isoformat() if stretch.latest else None,
        )
        for match, stretch in understood(parse, published)
    )


def understood(parse: Parse, published: date | None) -> list[tuple[Match, Stretch]]:
    """Each accepted match with what it means, in text order."""
    anchors = Anchors()
    found: list[tuple[Match, Stretch]] = []
    taken = -1
    for match in grammar().matches(parse):
        if match.start < taken:
            continue
        if not _stands_alone(parse, match):
            taken = match.end
            continue
        frame = Frame(parse, published, match, anchors)
        stretch = meaning_of(match.rule.meaning or "")(frame)
        if stretch is None:
            continue
        if not (match.rule.name in COMPARED and match.has("earlier", "ago")):  # else "a year earlier" would lead ever further back
            dated = stretch.type == "TIME" and stretch.earliest and match.integer("MONTH")  # "midnight on April 25"
            anchors.note(day(stretch.earliest) if dated and stretch.earliest else stretch)
        found.append((match, _bounded(frame, stretch)))
        taken = match.end
    return found


def _stands_alone(parse: Parse, match: Match) -> bool:
    """False for a date that is part of a word or of a name: "Friday Group", "March 14 Alliance", "the Sunday Times"."""
    tokens = parse.covering(match.start, match.end)
    if not tokens:
        return False
    last = tokens[-1]
    if last.i + 1 == len(parse.tokens) or not any(kind[0].isupper() for word in match.words for kind in word.kinds):
        return True
    first = tokens[0].i
    reach = 3 if first and parse.tokens[first - 1].lower == "the" else 1  # "the April 6 Youth Movement", but not "on Friday Northern Front fighters"
    end = match.end
    for following in parse.tokens[last.i + 1 : last.i + 1 + reach]:
        if not following.text[:1].isupper() or following.start - end != 1:
            return True
        if following.lower in neighbours("after"):
            return False
        end = following.end
    return True


def _bounded(frame: Frame, stretch: Stretch) -> Stretch:
    """The stretch with its bounds narrowed by "early", "late" … and opened by a preposition before it ("after Dec. 31")."""
    if frame.match.rule.name in PARTED:
        part = next((str(word.kinds["PART"]) for word in frame.match.words[:-1] if "PART" in word.kinds), None)
        if part:
            stretch = narrow(stretch, part, frame.today)
    if stretch.type not in ("DATE", "TIME") or not stretch.earliest or not stretch.latest:
        return stretch
    before = frame.before
    if before not in OPEN_BEFORE | OPEN_AFTER or _describes(frame) or (stretch.type == "TIME" and before not in ("since", "until", "till")):
        return stretch  # "after 3 p.m." is the same day
    first: date | None = stretch.earliest
    last: date | None = stretch.latest
    if before == "after":
        first, last = (stretch.latest + timedelta(1) if stretch.latest < date.max else None), None
    elif before == "since":
        last = None
    elif before == "before" and frame.match.has("end"):
        first = None  # "before the end of the year" reaches to its last day
    elif before == "before":
        first, last = None, (stretch.earliest - timedelta(1) if stretch.earliest > date.min else None)
    else:
        first = None
    return Stretch(stretch.type, stretch.value, first, last)


def _describes(frame: Frame) -> bool:
    """Whether the words describe a noun after them ("after Oct. 10 elections"): the preposition is then the noun's."""
    top = frame.parse.top(frame.match.start, frame.match.end)
    return top is not None and top.dep in ("nummod", "compound", "amod", "poss", "nmod") and frame.parse.head(top).i > top.i
