"""Which tellings are one happening, from judged pairs, and how many independent sources stand behind it.

The surest pairs are joined first, never where two members forbid each other; these are the cores. Then a telling that stands alone joins the only
core that it can be. Both look no further than the judged pairs around, so that a new report is woven in without looking at the rest of the case, and
any order of adding gives the same. A person's decisions bind: "must" before all pairs, "cannot" against them. What a copy only repeats (`shadows.py`)
goes with its original and takes no part in this; an echo adds no source.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from dragoman.model.happening import Happening, Origin, Pair, Telling
from dragoman.model.identity import make_id
from dragoman.model.record import Echo

from .measures import certainty, placed, strength
from .scoring import SLACK, enough, forbids, keys_of, pairs_of, window_of
from .shadows import ancestors, followers, shadows


class Bonds(msgspec.Struct, frozen=True):
    """Decisions of a person on pairs of tellings, by key, the smaller first."""

    must: frozenset[tuple[str, str]] = frozenset()
    cannot: frozenset[tuple[str, str]] = frozenset()


NONE = Bonds()
NEWS = "NEWS"  # in the place of a type: no event, but what the heads of several reports are about


def cores(tellings: Mapping[str, Telling], pairs: Iterable[Pair], bonds: Bonds = NONE) -> list[list[str]]:
    """The tellings (by key) parted into cores, single ones included; give whole components of the sure pairs and the bonds."""
    owner = {key: key for key in sorted(tellings)}
    members = {key: [key] for key in owner}
    for one, other in sorted(bonds.must):
        if one in owner and other in owner:
            _merge(owner, members, one, other)
    for pair in sorted((each for each in pairs if each.sure), key=_surest):
        if pair.one in owner and pair.other in owner and _agree(tellings, members, owner[pair.one], owner[pair.other], bonds):
            _merge(owner, members, pair.one, pair.other)
    return [sorted(each) for each in members.values()]


def _surest(pair: Pair) -> tuple[float, str, str]:
    return (-pair.points, pair.one, pair.other)


def _merge(owner: dict[str, str], members: dict[str, list[str]], one: str, other: str) -> None:
    keep, gone = sorted((owner[one], owner[other]))
    if keep == gone:
        return
    for key in members.pop(gone):
        owner[key] = keep
        members[keep].append(key)


def _agree(tellings: Mapping[str, Telling], members: Mapping[str, Collection[str]], one: str, other: str, bonds: Bonds) -> bool:
    """Whether no member of the one forbids a member of the other."""
    if one == other:
        return False
    return all(_may(tellings, first, second, bonds) for first in members[one] for second in members[other])


def _may(tellings: Mapping[str, Telling], one: str, other: str, bonds: Bonds) -> bool:
    pair = (min(one, other), max(one, other))
    return pair in bonds.must or (pair not in bonds.cannot and not forbids(tellings[one], tellings[other]))


def attach(
    core: Sequence[str], lone: Iterable[str], tellings: Mapping[str, Telling], pairs: Mapping[str, Sequence[Pair]], bonds: Bonds = NONE
) -> list[str]:
    """The core with those of the lone tellings that join it, the surest first.

    `lone` are the single tellings for which this core is the only one among their pairs; `pairs` those of each of them.
    """
    found = list(core)
    inside = frozenset(core)
    ranked = sorted((min(_surest(pair) for pair in pairs[key] if pair.one in inside or pair.other in inside), key) for key in lone)
    for _, key in ranked:
        if all(_may(tellings, key, other, bonds) for other in found):
            found.append(key)
    return sorted(found)


def joined(tellings: Sequence[Telling], echoes: Sequence[Echo], bonds: Bonds = NONE) -> tuple[Happening, ...]:
    """The happenings of all tellings, the earliest first; the same tellings in any order give the same."""
    every = {each.key: each for each in tellings}
    shadow = shadows(tellings, echoes, bonds.cannot)
    by_key = {key: each for key, each in every.items() if key not in shadow}
    pairs = list(judged(by_key.values()))
    around: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        around[pair.one].append(pair)
        around[pair.other].append(pair)
    parts = cores(by_key, pairs, bonds)
    core_of = {key: number for number, part in enumerate(parts) if len(part) > 1 for key in part}
    waiting: dict[int, list[str]] = defaultdict(list)
    for part in parts:
        if len(part) == 1:
            near = {core_of[other] for pair in around[part[0]] for other in (pair.one, pair.other) if other in core_of}
            if len(near) == 1:
                waiting[near.pop()].append(part[0])
    whole = [attach(part, waiting.get(number, ()), by_key, around, bonds) for number, part in enumerate(parts) if len(part) > 1]
    taken = {key for part in whole for key in part}
    whole += [part for part in parts if len(part) == 1 and part[0] not in taken]
    root, behind = roots(echoes), followers(shadow)
    found = (happening([every[each] for key in part for each in (key, *behind.get(key, ()))], root, reasons_for(part, around)) for part in whole)
    return tuple(sorted(found, key=lambda each: (each.last or 0, each.id)))


def judged(tellings: Iterable[Telling]) -> list[Pair]:
    """All pairs that share enough keys and speak for one happening."""
    by_key = {each.key: each for each in sorted(tellings, key=lambda each: each.key)}
    blocks: dict[str, list[Telling]] = defaultdict(list)
    for telling in by_key.values():
        for key in keys_of(telling):
            blocks[key].append(telling)
    near: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, block in blocks.items():
        for one, other in combinations(block, 2):
            if one.report != other.report and _meet(one, other):
                near[one.key, other.key].add(key)
    pairs = (pair for (one, other), shared in near.items() if enough(shared) for pair in pairs_of((by_key[one],), (by_key[other],)))
    return sorted(pairs, key=lambda pair: (pair.one, pair.other))


def _meet(one: Telling, other: Telling) -> bool:
    """Whether the days within which they are looked for have one in common, but for a night."""
    (first, last), (begin, end) = window_of(one), window_of(other)
    return first <= end + SLACK and begin <= last + SLACK


def reasons_for(part: Collection[str], around: Mapping[str, Sequence[Pair]]) -> tuple[str, ...]:
    """What speaks for it: the reasons of the surest pair inside."""
    inside = [pair for key in part for pair in around.get(key, ()) if pair.one in part and pair.other in part]
    return min(inside, key=_surest).reasons if inside else ()


def roots(echoes: Iterable[Echo]) -> dict[str, str]:
    """Copy → the report at the beginning of its chain."""
    return {report: line[0] for report, line in ancestors(echoes).items()}


def first_of(tellings: Iterable[Telling]) -> Telling:
    """The telling after which a happening is named: the first published, so that later reports leave its id as it is."""
    return min(tellings, key=lambda each: (each.published is None, each.published or 0, each.report, each.id))


def happening(
    tellings: Sequence[Telling],
    root: Mapping[str, str],
    reasons: tuple[str, ...] = (),
    *,
    distrusted: Collection[str] = (),
    retyped: str | None = None,
    by_hand: tuple[str, ...] = (),
) -> Happening:
    """One happening from its tellings. `root`: copy → original.

    `distrusted`: keys of origins and outlets whose word does not count; `retyped`: the type that a person gave it.
    """
    ordered = sorted(tellings, key=lambda each: (each.report, each.id))
    first = first_of(ordered)
    news = first.aspect == "news"
    origins, deniers, counted = _sources(ordered, root)
    trusted = {each.key for each in origins}
    heard = counted
    if distrusted:
        believed, _, heard = _sources([each for each in ordered if each.outlet not in distrusted], root)
        trusted = {each.key for each in believed} - set(distrusted)
        heard = [each for each in heard if not each.origins or any(origin.key not in distrusted for origin in each.origins)] or counted
    trustees = tuple(each for each in origins if each.key in trusted)
    type_ = NEWS if news else retyped or _usual_type(ordered)
    mode, intensity = strength(type_, heard)
    spot = placed(heard)
    days = _best_days(ordered)
    reports = tuple(dict.fromkeys(each.report for each in ordered))
    told = [each.published for each in ordered if each.published is not None]
    own = [each for each in ordered if each.report not in root] or ordered  # a copy that is garbled names others than its original does
    figures = {(each.kind, each.low, each.high, each.by): each for telling in counted for each in telling.figures}
    return Happening(
        id=make_id("n" if news else "h", first.report, first.id), type=type_, tellings=tuple(ordered), first=days[0], last=days[1],
        mode=mode, intensity=intensity, certainty=certainty(heard, trustees, deniers),
        place=spot.place if spot else next((each.place for each in (first, *ordered) if each.place), None),
        geonameid=spot.geonameid if spot else None, lat=spot.lat if spot else None, lon=spot.lon if spot else None,
        country=spot.country if spot else None, precision=spot.precision if spot else None,
        who=_usual((each.who, bool(each.actors)) for each in own), whom=_usual((each.whom, bool(each.recipients)) for each in own),
        figures=tuple(figures[key] for key in sorted(figures, key=str)),
        origins=trustees, deniers=deniers,
        distrusted=tuple(each for each in origins if each.key not in trusted),
        reports=reports, echoes=sum(report in root for report in reports), denied=bool(deniers),
        first_told=min(told, default=None), last_told=max(told, default=None), reasons=reasons, by_hand=by_hand,
    )  # fmt: skip


def _sources(tellings: Sequence[Telling], root: Mapping[str, str]) -> tuple[tuple[Origin, ...], tuple[Origin, ...], list[Telling]]:
    """Independent origins and deniers, and the tellings that were heard for them."""
    origins: dict[str, Origin] = {}
    deniers: dict[str, Origin] = {}
    heard: set[str] = set()
    counted = []
    for each in sorted(tellings, key=lambda each: (each.report in root, each.report, each.id)):  # an original before its copies
        source = root.get(each.report, each.report)
        if source in heard and each.report in root:
            continue  # a copy stands for its original only where that is not at hand, and then once
        heard.add(source)
        counted.append(each)
        for found, said in ((origins, each.origins), (deniers, each.deniers)):
            for origin in said:
                key = origin.key.replace(each.report, source)
                found.setdefault(key, msgspec.structs.replace(origin, key=key))
    for key in deniers:
        if not key.startswith("outlet:"):
            origins.pop(key, None)  # who denies a thing is no source of it, whatever another report has of him
    for body in [each.body for each in origins.values() if each.body in origins and each.body != each.key]:
        origins.pop(body, None)  # a spokesman and his ministry's statement are one voice
    for key in [each for each in origins if is_part(each, origins)]:
        origins.pop(key)
    own = {origin.key for each in counted if each.report not in root for origin in each.origins if origin.key.startswith("outlet:")}
    relayed = {origin.key for each in counted if each.report in root for origin in each.origins if origin.key.startswith("outlet:")} - own
    if own or len(origins) > len(relayed):
        for key in relayed:
            origins.pop(key, None)  # who only prints another's report is no source
    return tuple(origins.values()), tuple(deniers.values()), counted


def is_part(key: str, keys: Iterable[str]) -> bool:
    """Whether the source is one of others whose names are given whole: "Roke" is one of the Rokes."""
    return any(other.endswith(f" {key}") for other in keys)


def _best_days(tellings: Sequence[Telling]) -> tuple[int | None, int | None]:
    """The narrowest days that most tellings give; without any, the first publication."""
    windows = Counter((each.last - each.first, each.first, each.last) for each in tellings if each.dated and each.first and each.last)
    shortest = min((length for length, _, _ in windows), default=0)
    best = max(windows, key=lambda each: (each[0] == shortest, windows[each], -each[1]), default=None)
    return (best[1], best[2]) if best else (None, min((each.last for each in tellings if each.last is not None), default=None))


def _usual_type(tellings: Sequence[Telling]) -> str:
    count = Counter(each.type for each in tellings)
    return min(count, key=lambda kind: (-count[kind], kind))


def _usual(printed: Iterable[tuple[str, bool]]) -> str:
    """The words for a party that most tellings use, those with a name before others."""
    count = Counter(pair for pair in printed if pair[0])
    return max(count, key=lambda pair: (pair[1], count[pair], -len(pair[0]), pair[0]), default=("", False))[0]
