"""How far two tellings of different reports speak of one happening: small questions, each with points and a reason in words.

A day or a town that cannot be reconciled is a veto. Only tellings that share a key are compared (`keys_of`), so that a new report costs the same in a
case of a hundred thousand as in one of a hundred.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.model.happening import Figure, Pair, Telling
from dragoman.model.plover import QUADS, in_plover

from .news import odds
from .wording import content, is_number, kinship, printed, rarest, titled, triggers, weight

JOINED = 3.75  # points from which two tellings are one happening: type and day alone give 3, and a report of the same day may tell of another
LIKELY = 3.5  # points from which a lone telling joins the only happening that it can be
TIMELESS = 4.5  # points from which two tellings without any day can found a happening
SLACK = 1  # days: time zones, "on Monday" for the night to Monday
NARROW = 7  # days between publications, or in a window, within which a pair can found a happening
WEEKS = 48  # days of a stretch of which only one end is known
LONGEST = 64  # days of a longer stretch that are looked at, its last
EVER = 4_000_000  # a day after all: of what has none
VIOLENT = frozenset({"ASSAULT", "COERCE"})  # an abduction is the one or the other
HEADED = 6.0  # the same for the news of two reports: log-odds of 2.5
BARE = 3.5  # points for one trigger word where no type is known: it says more than a type, of which there are sixteen; kindred words half
STRANGE = -1.5  # log-odds of one piece of news below which two reports forbid that a chain joins them
RARE = 0.5  # weight of a word by which alone tellings are found: one sentence in 2,000 has it or fewer
KEYWORDS = 4  # such words of a telling that make keys
LIKE = 0.6  # share of the words of the shorter sentence that the other has too, from which both are one wording


UTTERED = 1.5  # what two utterances have in common beside their parties, in trigger words and rare words, from which they may be one
PLACED = 0.5  # of that for one place on one day
SAME_DAY = (1.5, "on the same day")
DONE = 1.0  # the same of deeds: the trigger alone is enough
UNTIED = 1.0  # points that it costs when the two have no name in common: on any day several attacks kill seven
AROUND = 2  # names in common around two tellings that make them of one affair: one in 600 pairs of reports of other affairs has so many, states aside


NAME = "~"  # begins the key of a name
TYPES = frozenset({"VIOLENT", *QUADS})  # families of tellings whose type is known


class Verdict(NamedTuple):
    """Points and reasons; a veto is None in the place of a verdict. `sure`: the pair can found a happening, not only join one."""

    points: float
    reasons: tuple[str, ...]
    sure: bool


def keys_of(telling: Telling) -> tuple[str, ...]:
    """Keys of which two tellings of one happening share `enough`: type family, and a place, party, toll, name or rare word."""
    found = {f"@{telling.place}" for _ in (1,) if telling.place} | {f"@{each}" for each in (*telling.actors, *telling.recipients)}
    found |= {f"{each.kind}={each.low or each.high}" for each in telling.figures}
    names, nouns = rarest(telling.names, KEYWORDS), rarest(telling.nouns, 2 * KEYWORDS)
    words = [each for each in [*names, *nouns] if weight(each) >= RARE][:KEYWORDS]
    marked = NAME if telling.type else ""
    found |= {f"{marked}{each}" if each in names else each for each in words}
    called = sorted(each for each in triggers(telling.words) if not each.startswith("="))
    found |= {f"{called[0]}+{each}" for each in [each for each in (*names, *nouns) if each not in words][: KEYWORDS - 1]} if called else set()
    return tuple(sorted(f"{family}|{each}" for each in found for family in _families(telling)))


def window_of(telling: Telling) -> tuple[int, int]:
    """The days within which its like is looked for, the last some weeks of a longer stretch; all days where it has none."""
    if telling.last is None and telling.first is None:
        return 0, EVER
    last = telling.last if telling.last is not None else (telling.first or 0) + WEEKS
    first = telling.first if telling.first is not None else last - WEEKS
    return max(first, last - LONGEST), last


def enough(shared: Iterable[str]) -> bool:
    """Whether so many keys in common make two tellings worth comparing: one of a name, place or party, or two; a word alone is in many reports."""
    stems = {key.partition("|")[::2] for key in shared}
    return len(stems) > 1 or any(family not in TYPES or (each[:1] in (NAME, "@") and not each.startswith("@state:")) for family, each in stems)


def _families(telling: Telling) -> Iterable[str]:
    """What kinds of happening it may be; without a type, by the words of the trigger."""
    if telling.aspect == "news":
        return ("NEWS",)
    if not telling.type:
        return triggers(telling.words)
    return ("VIOLENT" if telling.type in VIOLENT else telling.type,)


def pairs_of(tellings: Iterable[Telling], others: Iterable[Telling]) -> Iterator[Pair]:
    """Judgements on each of the first with each of the others that speak for one happening, of different reports and one aspect, each pair once."""
    seen = set()
    rest = tuple(others)
    for one in tellings:
        for other in rest:
            key = (min(one.key, other.key), max(one.key, other.key))
            if one.report == other.report or one.aspect != other.aspect or key in seen:
                continue
            seen.add(key)
            verdict = compare(one, other)
            if verdict is not None and verdict.points >= LIKELY and tells_alike(one, other):
                yield Pair(one=key[0], other=key[1], points=verdict.points, reasons=verdict.reasons, sure=verdict.sure)


def compare(one: Telling, other: Telling) -> Verdict | None:
    """How far two tellings speak of one happening; None where type, day or place forbid it. The same in both directions."""
    points, reasons = 0.0, []
    for question in (_news, _days) if one.aspect == other.aspect == "news" else (_kinds, _days, _places, _parties, _tolls, _words, _affair):
        judged = question(one, other)
        if judged is None:
            return None
        points += judged[0]
        if judged[1]:
            reasons.append(judged[1])
    if one.aspect != "news" and not tied(one, other):
        points -= UNTIED
    points = round(points, 3)
    least = HEADED if one.aspect == "news" else TIMELESS if one.last is None and other.last is None else JOINED
    return Verdict(points, tuple(reasons), points >= least and _near(one, other))


def tells_alike(one: Telling, other: Telling) -> bool:
    """Whether they have more in common than their type and their parties: the trigger, a figure, other rare words of their sentences.

    Of a president hundreds of requests and charges are told in a month; saying "both ACCUSE, on the same day, by Brisk" joins nothing.
    """
    if not (one.type and other.type):
        return True  # heads and bare triggers are judged by their words alone
    known = {stem for each in (one, other) for name in (*each.actors, *each.recipients, each.place or "") for stem in content(name)}
    known |= {stem for mine, theirs in ((one.who, other.who), (one.whom, other.whom)) for stem in _shared(content(mine), content(theirs))}
    words = {*_shared(one.names, other.names), *_shared(one.nouns, other.nouns)} - known
    said = kinship(one.words, other.words) + sum(weight(each) for each in sorted(words) if not is_number(each))
    tolls = _tolls(one, other)
    said += 1.0 if tolls and tolls[0] > 0 else 0.0
    said += PLACED if one.place is not None and one.place == other.place and _days(one, other) == SAME_DAY else 0.0
    uttered = in_plover(one.type) and QUADS[one.type].startswith("verbal")
    return said >= (UTTERED if uttered else DONE)


Judged = tuple[float, str] | None  # points and the reason, empty where nothing is to be said; None forbids


def forbids(one: Telling, other: Telling) -> bool:
    """Whether the two cannot be one, whatever else joins them."""
    return days_forbid(one, other) if one.aspect == other.aspect == "ahead" else compare(one, other) is None


def days_forbid(one: Telling, other: Telling) -> bool:
    """Whether two announcements are for different days."""
    return one.last is not None and other.last is not None and abs(one.last - other.last) > SLACK


def tied(one: Telling, other: Telling) -> bool:
    """Whether the two are of one affair: a name in common of a party, of the place or in their sentences, or two in the reports around them."""
    mine, theirs = ({*each.actors, *each.recipients, each.place} - {None} for each in (one, other))
    if not mine.isdisjoint(theirs) or any(weight(each) >= RARE for each in _shared(one.names, other.names)):
        return True
    return sum(not each.startswith("state:") for each in _shared(one.context, other.context)) >= AROUND


def _kinds(one: Telling, other: Telling) -> Judged:
    """The type, and the words that tell it."""
    kin = kinship(one.words, other.words)
    called = f", both ‘{one.words.lower()}’" if one.words.lower() == other.words.lower() else ", in kindred words" if kin else ""
    if one.type and one.type == other.type:
        return (1.5 + kin, f"both {one.type}{called}")
    if {one.type, other.type} <= VIOLENT:
        return (1.0 + kin, f"both violent{called}")
    if one.type and other.type:
        return None
    shared = triggers(one.words) & triggers(other.words)
    rare = max((weight(each) for each in shared if not each.startswith("=")), default=0.0)
    return (BARE * kin + rare, f"alike{called}") if kin else None


def _news(one: Telling, other: Telling) -> Judged:
    score, told = odds(one, other)
    return (LIKELY + score, told) if score >= STRANGE else None


def _days(one: Telling, other: Telling) -> Judged:
    """Windows that do not meet forbid it; an end that nobody gives is open."""
    if one.first is not None and other.last is not None and one.first > other.last + SLACK:
        return None
    if other.first is not None and one.last is not None and other.first > one.last + SLACK:
        return None
    lengths = [each.last - each.first for each in (one, other) if each.dated and each.first is not None and each.last is not None]
    if len(lengths) < 2:
        return (0.0, "")
    return SAME_DAY if max(lengths) <= SLACK else (0.5, "in the same days")


def _places(one: Telling, other: Telling) -> Judged:
    """A town that is attacked is a place too; only two towns that the gazetteer knows forbid that it is one happening."""
    mine, theirs = ({each.place, *each.recipients} - {None} for each in (one, other))
    if one.place in theirs or other.place in mine or (one.geonameid is not None and one.geonameid == other.geonameid):
        return (1.5, f"at {titled(min(each for each in (one.place, other.place) if each))}")
    if one.place is None or other.place is None:
        return (0.0, "")
    return None if all((each.feature or "").startswith("P.") for each in (one, other)) else (-0.5, "")


def _parties(one: Telling, other: Telling) -> Judged:
    """Who did it and to whom: by name, else by the words for one who has none."""
    points, reasons = 0.0, []
    for side, mine, theirs, told in (
        ("by", one.actors, other.actors, (one.who, other.who)),
        ("to", one.recipients, other.recipients, (one.whom, other.whom)),
    ):
        shared = sorted(set(mine) & set(theirs))
        words = [each for each in _shared(*(content(each) for each in told)) if not is_number(each)]  # "19 people" of two days' news
        if shared:
            points += 1.5
            reasons.append(f"{side} {titled(shared[0])}")
        elif words:
            points += min(1.0, sum(weight(each) for each in words))
            reasons.append(f"{side} {printed(words[0], *told)}")
        elif mine and theirs:
            points -= 1.0
    return (points, ", ".join(reasons))


def _tolls(one: Telling, other: Telling) -> Judged:
    """Figures of one kind: the same speak for it, others a little against it, since figures move."""
    mine, theirs = ({each.kind: each for each in reversed(telling.figures)} for telling in (one, other))
    kinds = sorted(set(mine) & set(theirs))
    same = [kind for kind in kinds if _bounds(mine[kind]) == _bounds(theirs[kind])]
    if same:
        return (1.0, f"with {mine[same[0]].low or mine[same[0]].high} {same[0]}")
    return (-0.5, "") if kinds else (0.0, "")


def _bounds(figure: Figure) -> tuple[int | None, int | None]:
    return figure.low, figure.high


def _words(one: Telling, other: Telling) -> Judged:
    """Names and other words that tell something, in the sentences of both."""
    names, nouns = (
        [each for each in _shared(mine, theirs) if not is_number(each)] for mine, theirs in ((one.names, other.names), (one.nouns, other.nouns))
    )
    points = min(1.5, 0.75 * sum(map(weight, names))) + min(1.5, 0.4 * sum(map(weight, nouns)))
    if not names and all(any(weight(each) >= RARE for each in telling.names) for telling in (one, other)):
        points -= 0.75
    shorter = min(len(one.names) + len(one.nouns), len(other.names) + len(other.nouns))
    alike = shorter >= 4 and len(names) + len(nouns) >= LIKE * shorter
    points += 1.0 if alike else 0.0
    told = rarest((*names, *nouns), 3)
    words = ", ".join(printed(each, one.quote, other.quote) for each in told)
    return (points, ("in the same words" if alike else f"in both: {words}") if told else "")


def _affair(one: Telling, other: Telling) -> Judged:
    """Names of the reports around."""
    shared = set(one.context) & set(other.context)
    if shared:
        return (min(0.5, 0.25 * len(shared)), "")
    return (-0.5, "") if one.context and other.context else (0.0, "")


def _shared(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    return sorted(set(mine).intersection(theirs))


def _near(one: Telling, other: Telling) -> bool:
    """Whether both days are known well enough that a chain of such pairs does not wander through the weeks, or neither has any."""
    if one.last is None or other.last is None:
        return one.last is None and other.last is None
    told = one.published is not None and other.published is not None and abs(one.published - other.published) <= NARROW
    return told or all(each.dated and each.first is not None and each.last is not None and each.last - each.first <= NARROW for each in (one, other))
