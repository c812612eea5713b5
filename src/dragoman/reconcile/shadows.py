"""Which telling of a copy only repeats one of its original: it goes wherever that one goes, founds nothing and counts for nothing.

A copy's tellings are compared with those of the reports that it goes back to, the first of them before others. What a copy adds of its own is
compared with the tellings of all reports, as any telling is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dragoman.model.happening import Telling
from dragoman.model.record import Echo

from .scoring import VIOLENT
from .wording import content, kinship, triggers

ALIKE = 0.6  # share of the telling words of the shorter sentence that the other has too: one sentence, cut or reworded a little
TURNED = 0.3  # the same where the triggers are forms of one word, or kindred: reworded altogether
ORDER = 1.0  # points for standing at the same place among the tellings of a report: copies keep the order
FOLLOWING = ("told", "ahead", "news")
OFF = 3  # days by which the day of one telling may differ when another has copied it: "on Tuesday" in a report of another week


def ancestors(echoes: Iterable[Echo]) -> dict[str, tuple[str, ...]]:
    """Copy → the reports that it goes back to, the first of its kind first. An outlet's update of its own report is no copy."""
    made_from = {echo.report: echo.of for echo in echoes if echo.how != "update"}
    found = {}
    for report in made_from:
        way = [report]
        while way[-1] in made_from and made_from[way[-1]] not in way:
            way.append(made_from[way[-1]])
        last = made_from.get(way[-1])
        if last is not None:  # two undated copies may each seem the other's: the first by id stands for the ring
            at = way.index(last)
            way = [*way[:at], min(way[at:])] if at else [report, min(way)]
        if way[-1] != report:
            found[report] = tuple(reversed(way[1:]))
    return found


def repeats(copied: Collection[Telling], line: Sequence[Sequence[Telling]], cannot: Collection[tuple[str, str]] = ()) -> dict[str, str]:
    """Key of a copy's telling → that of the telling that it repeats. `line`: the tellings of each report that it goes back to, the first first.

    `cannot`: pairs that a person took apart.
    """
    found = {}
    places = _places(copied)
    for telling in copied:
        for originals in line:
            theirs = _places(originals)
            ranked = [
                (score + ORDER * (1 - abs(places[telling.key] - theirs[each.key])), each.key)
                for each in originals
                if (score := _likeness(telling, each)) and _pair(telling, each) not in cannot
            ]
            if ranked:
                found[telling.key] = min(ranked, key=lambda row: (-row[0], row[1]))[1]
                break
    return found


def _places(tellings: Collection[Telling]) -> dict[str, float]:
    """Where each stands among the tellings of its report, 0 to 1."""
    ordered = sorted(tellings, key=lambda each: (each.start, each.end, each.key))
    return {each.key: number / len(ordered) for number, each in enumerate(ordered)}


def shadows(tellings: Iterable[Telling], echoes: Iterable[Echo], cannot: Collection[tuple[str, str]] = ()) -> dict[str, str]:
    """The same over all reports; what a repeated telling itself repeats is given in its place."""
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda each: each.key):
        by_report[telling.report].append(telling)
    found: dict[str, str] = {}
    lines = ancestors(echoes)
    for report in sorted(lines, key=lambda each: (len(lines[each]), each)):
        own = repeats(by_report[report], [by_report[each] for each in lines[report]], cannot)
        found |= {key: found.get(target, target) for key, target in own.items()}
    return found


def followers(shadow: Mapping[str, str]) -> dict[str, list[str]]:
    """Repeated telling → the keys of those that repeat it."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(shadow):
        found[shadow[key]].append(key)
    return found


def _pair(one: Telling, other: Telling) -> tuple[str, str]:
    return (min(one.key, other.key), max(one.key, other.key))


def _likeness(one: Telling, other: Telling) -> float:
    """How far the one repeats the other; 0 where it does not."""
    if one.aspect != other.aspect or one.aspect not in FOLLOWING:
        return 0.0
    if one.aspect == "news":
        return 1.0
    if (one.type != other.type and not {one.type, other.type} <= VIOLENT) or _apart(one, other):
        return 0.0
    mine, theirs = _words(one), _words(other)
    share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    kin = kinship(one.words, other.words)
    return kin + share if share >= (TURNED if kin else ALIKE) else 0.0


def _words(telling: Telling) -> set[str]:
    return set(content(telling.quote)) if telling.aspect == "ahead" else {*telling.names, *telling.nouns, *triggers(telling.words)}


def _apart(one: Telling, other: Telling) -> bool:
    """Whether the texts themselves give other days: one sentence may tell of today's attack and of an old one."""
    if not (one.dated and other.dated) or one.aspect == "ahead":
        return False
    windows = [(each.first, each.last) for each in (one, other)]
    (mine, own), (theirs, its) = windows
    return (mine is not None and its is not None and mine > its + OFF) or (theirs is not None and own is not None and theirs > own + OFF)
