"""Which events of several reports are one happening, and how many independent sources stand behind it.

Two tellings are judged by a list of small questions, each with points and a reason in words: type, day, place, parties, toll. A day or a place that
cannot be reconciled is a veto. Happenings are what the joined pairs make, the surest pairs first, never across two days. An echo adds no source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor
from dragoman.model.identity import make_id
from dragoman.model.reading import Argument, Reading
from dragoman.model.record import Echo, Happening, Telling

JOINED = 3.5  # points from which two tellings are one happening: type and day alone give 3, and a report of the same day may tell of another
LIKELY = 3.0  # points from which a lone telling joins the only happening that it can be
SLACK = 1  # days: time zones, "on Monday" for the night to Monday
FRESH = 45  # days before publication within which an undated event of the news is looked for: background goes some weeks back
TOLD = frozenset({"occurred", "ongoing"})
VIOLENT = frozenset({"ASSAULT", "COERCE"})  # an abduction is the one or the other


class Verdict(NamedTuple):
    """Points and reasons; a veto is None in the place of a verdict."""

    points: float
    reasons: tuple[str, ...]


def tellings_of(reading: Reading) -> tuple[Telling, ...]:
    """The events that the report tells as having happened, or denies."""
    text = reading.report.text
    actors = {actor.id: actor for actor in reading.actors}
    places = {place.id: place for place in reading.places}
    names = {mention.id for mention in reading.mentions if mention.form == "name"}
    named = frozenset(actor.id for actor in reading.actors if actor.kind == "state" or not names.isdisjoint(actor.mentions))
    voices = {attribution: voice for voice in reading.voices for attribution in voice.attributions}
    outlet = f"outlet:{' '.join(lexicon.plain(reading.report.outlet or reading.report.id))}"
    disputed = {item for dispute in reading.disputes if dispute.kind == "denial" for item in dispute.items}
    published = _day(reading.report.published)
    found = []
    for event in reading.events:
        if event.status not in TOLD or (event.factuality.endswith("-") and event.id not in disputed):
            continue
        place = places.get(event.place or "")
        origins: dict[str, None] = {}
        for passage in event.passages or (event,):
            for each in passage.attributions or ("",):
                voice = voices.get(each)
                if voice is None:
                    origins[outlet] = None
                elif voice.kind in ("named", "collective", "outlet", "document") and voice.actor in actors:
                    origins[_name(actors[voice.actor])] = None
                else:
                    origins[f"unnamed:{reading.report.id}:{voice.id}"] = None
        dated = event.date is not None and event.date.timex is not None
        last = _day(event.date.latest if event.date else None)
        first = _day(event.date.earliest if event.date else None)
        killed = next(((count.low, count.high) for count in event.counts if count.kind == "killed"), None)
        found.append(
            Telling(
                id=event.id,
                report=reading.report.id,
                type=event.type,
                words=text[event.start : event.end],
                status=event.status,
                factuality=event.factuality,
                first=first if dated else (published - FRESH if published else None),
                last=last or published,
                dated=dated,
                place=" ".join(lexicon.plain(place.name)) if place else None,
                geonameid=place.geonameid if place else None,
                feature=place.feature if place else None,
                actors=_names(event.actors, actors, named),
                recipients=_names(event.recipients, actors, named),
                killed=killed,
                origins=tuple(origins),
                denied=event.id in disputed,
                who=_printed(event.actors, actors, text),
                whom=_printed(event.recipients, actors, text),
            )
        )
    return tuple(found)


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None


def _name(actor: Actor) -> str:
    """A name that is the same in other reports: the state's code, the known actor's id, a person's last word, else all words."""
    if actor.kind == "state" and actor.country:
        return f"state:{actor.country}"
    if actor.known is not None and actor.known.sure:
        return actor.known.id
    words = lexicon.plain(actor.name)
    return words[-1] if actor.kind == "person" and words else " ".join(words)


def _names(side: Iterable[Argument], actors: dict[str, Actor], named: frozenset[str]) -> tuple[str, ...]:
    """Those who have a name; "gunmen" are others in each report."""
    return tuple(dict.fromkeys(_name(actors[each.actor]) for each in side if each.actor in named and each.actor in actors))


def _printed(side: Sequence[Argument], actors: dict[str, Actor], text: str) -> str:
    return ", ".join(actors[each.actor].name if each.actor in actors else text[each.start : each.end] for each in side)


def compare(one: Telling, other: Telling) -> Verdict | None:
    """How far two tellings speak of one happening; None where day or place forbid it."""
    points, reasons = 0.0, []
    if one.type != other.type and not {one.type, other.type} <= VIOLENT:
        return None
    points += 1.5 if one.type == other.type else 1.0
    reasons.append(f"both {one.type}")
    when = _days(one, other)
    if when is None:
        return None
    points += when
    if when:
        reasons.append("on the same day" if when > 1 else "in the same days")
    where = _places(one, other)
    if where is None:
        return None
    points += where
    if where > 0:
        reasons.append(f"at {one.place or other.place}")
    for side, mine, theirs in (("by", one.actors, other.actors), ("to", one.recipients, other.recipients)):
        shared = sorted(set(mine) & set(theirs))
        if shared:
            points += 1.5
            reasons.append(f"{side} {shared[0]}")
        elif mine and theirs:
            points -= 1.0
    if one.killed and other.killed:
        points += 1.0 if one.killed == other.killed else -0.5
        reasons += [f"with {one.killed[0]} killed"] if one.killed == other.killed else []
    if one.words.lower() == other.words.lower():
        points += 0.5
        reasons.append(f"called ‘{one.words}’")
    return Verdict(points, tuple(reasons))


def _days(one: Telling, other: Telling) -> float | None:
    if None in (one.first, one.last, other.first, other.last):
        return 0.0 if not (one.dated and other.dated) else None
    assert one.first is not None
    assert one.last is not None
    assert other.first is not None
    assert other.last is not None
    if one.first > other.last + SLACK or other.first > one.last + SLACK:
        return None
    if one.dated and other.dated:
        narrow = max(one.last - one.first, other.last - other.first) <= SLACK
        return 1.5 if narrow else 0.5
    return 0.0


def _places(one: Telling, other: Telling) -> float | None:
    """A town that is attacked is a place too; only two towns that the gazetteer knows forbid that it is one happening."""
    mine, theirs = ({each.place, *each.recipients} - {None} for each in (one, other))
    if one.place in theirs or other.place in mine or (one.geonameid is not None and one.geonameid == other.geonameid):
        return 1.5
    if one.place is None or other.place is None:
        return 0.0
    return None if all((each.feature or "").startswith("P.") for each in (one, other)) else -0.5


def joined(tellings: Sequence[Telling], echoes: Iterable[Echo]) -> tuple[Happening, ...]:
    """The happenings, the earliest first; the same tellings in any order give the same."""
    ordered = sorted(tellings, key=lambda each: (each.report, each.id))
    owner = list(range(len(ordered)))
    reasons: dict[int, tuple[str, ...]] = {}
    members = {at: [at] for at in owner}
    pairs = sorted(_pairs(ordered), key=lambda pair: (-pair.verdict.points, pair.first, pair.second))
    for first, second, verdict in pairs:
        one, other = owner[first], owner[second]
        if verdict.points < JOINED:
            break
        if None in (ordered[first].last, ordered[second].last):
            continue  # without any day it may only join what nothing else can be
        if one == other or not all(compare(ordered[a], ordered[b]) is not None for a in members[one] for b in members[other]):
            continue
        for at in members.pop(other):
            owner[at] = one
            members[one].append(at)
        reasons.setdefault(one, verdict.reasons)
    for lone, one, verdict in _lone(pairs, owner, members):
        if all(compare(ordered[lone], ordered[at]) is not None for at in members[one]):
            members.pop(owner[lone])
            owner[lone] = one
            members[one].append(lone)
            reasons.setdefault(one, (*verdict.reasons, "and nothing else that it can be"))
    root = _roots(echoes)
    return tuple(
        sorted(
            (_happening([ordered[at] for at in sorted(each)], root, reasons.get(one, ())) for one, each in members.items()),
            key=lambda each: (each.last or 0, each.id),
        )
    )


class Pair(NamedTuple):
    """Two tellings, by their numbers, and what is said for joining them."""

    first: int
    second: int
    verdict: Verdict


def _lone(pairs: Sequence[Pair], owner: list[int], members: dict[int, list[int]]) -> list[tuple[int, int, Verdict]]:
    """Tellings that no pair has joined and that can be of one happening only: (telling, happening, what is said for it)."""
    likely: dict[int, dict[int, Verdict]] = {}
    for first, second, verdict in pairs:
        for lone, other in ((first, second), (second, first)):
            if len(members[owner[lone]]) == 1 and len(members[owner[other]]) > 1:
                likely.setdefault(lone, {}).setdefault(owner[other], verdict)
    return [(lone, *next(iter(found.items()))) for lone, found in sorted(likely.items()) if len(found) == 1]


def _pairs(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """Pairs of tellings of different reports that may be one happening; only those near in time are compared."""
    by_last = sorted(range(len(tellings)), key=lambda at: (tellings[at].last or 0, at))
    for place, first in enumerate(by_last):
        for second in by_last[place + 1 :]:
            one, other = tellings[first], tellings[second]
            if one.last is not None and other.first is not None and other.last is not None and other.last - one.last > FRESH + SLACK:
                break
            verdict = compare(one, other) if one.report != other.report else None
            if verdict is not None and verdict.points >= LIKELY:
                yield Pair(min(first, second), max(first, second), verdict)


def _roots(echoes: Iterable[Echo]) -> dict[str, str]:
    """Copy → the report at the beginning of its chain."""
    made_from = {echo.report: echo.of for echo in echoes if echo.how != "update"}
    roots = {}
    for report in made_from:
        at, way = report, [report]
        while at in made_from and made_from[at] not in way:
            at = made_from[at]
            way.append(at)
        ring = way[way.index(made_from[at]) :] if at in made_from else []  # two undated copies may each seem the other's
        root = min(ring) if ring else at
        if root != report:
            roots[report] = root
    return roots


def _happening(tellings: list[Telling], root: dict[str, str], reasons: tuple[str, ...]) -> Happening:
    origins: dict[str, None] = {}
    deniers: dict[str, None] = {}
    heard: set[str] = set()
    for each in sorted(tellings, key=lambda each: (each.report in root, each.report, each.id)):  # an original before its copies
        source = root.get(each.report, each.report)
        if source in heard and each.report in root:
            continue  # a copy stands for its original only where that is not at hand, and then once
        heard.add(source)
        for origin in each.origins:
            (deniers if each.denied else origins)[origin.replace(each.report, source)] = None
    windows = Counter((each.last - each.first, each.first, each.last) for each in tellings if each.dated and each.first and each.last)
    shortest = min((length for length, _, _ in windows), default=0)
    best = max(windows, key=lambda each: (each[0] == shortest, windows[each], -each[1]), default=None)
    first, last = (best[1], best[2]) if best else (None, min((each.last for each in tellings if each.last is not None), default=None))
    reports = tuple(dict.fromkeys(each.report for each in tellings))
    return Happening(
        id=make_id("h", tellings[0].report, tellings[0].id), type=tellings[0].type, tellings=tuple(tellings), first=first, last=last,
        place=next((each.place for each in tellings if each.place), None),
        who=_usual((each.who, bool(each.actors)) for each in tellings), whom=_usual((each.whom, bool(each.recipients)) for each in tellings),
        killed=tuple(dict.fromkeys(each.killed for each in tellings if each.killed)),
        origins=tuple(origins), deniers=tuple(deniers), reports=reports,
        echoes=sum(report in root for report in reports), denied=any(each.denied for each in tellings), reasons=reasons,
    )  # fmt: skip


def _usual(printed: Iterable[tuple[str, bool]]) -> str:
    """The words for a party that most tellings use, those with a name before others."""
    count = Counter(pair for pair in printed if pair[0])
    return max(count, key=lambda pair: (pair[1], count[pair], -len(pair[0]), pair[0]), default=("", False))[0]
