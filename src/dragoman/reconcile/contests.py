"""What cannot stand together about one happening, over all reports that tell it: each side with its sources, echoes folded.

A copy adds no source: its claim is heard only where its original is not at hand. Which side is right is left out on purpose.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import msgspec

from dragoman.lexicon import gazetteer
from dragoman.lexicon.words import words
from dragoman.model.happening import Claim, Contest, ContestKind, Figure, Happening, Origin, Side, Telling

from .culprits import HARMFUL, charge_of
from .happenings import is_part
from .wording import WORD, content, stem, triggers

TOWN = "P."  # GeoNames class of populated places
TIED = 2  # words that an accusation's sentence shares with the happening's, besides its report: one is any "attack"


class Said(NamedTuple):
    """One claim of one report."""

    claim: str
    report: str
    published: int | None
    origins: tuple[Origin, ...]
    quote: str


def contests_of(
    happening: Happening,
    root: Mapping[str, str],
    accusing: Sequence[Claim] = (),
) -> tuple[Contest, ...]:
    """The contests about one happening: denials, told and told not, figures, places, culprits.

    `root`: copy → original. `accusing`: who is accused of it (`accusations`).
    """
    known = {each.key for each in happening.tellings}
    extra = [(telling, claim) for telling in happening.tellings for claim in telling.claims if claim.of not in known]
    found = (
        _denial(happening, root, extra),
        _whether(happening, root, extra),
        *_figures(happening, root, extra),
        _place(happening, root, extra),
        _perpetrator(happening, root, accusing, extra),
    )
    return tuple(each for each in found if each is not None)


def speaking(reports: Iterable[str], root: Mapping[str, str]) -> dict[str, str]:
    """Report → original, of those reports that are heard: originals, and one copy of an original that is not at hand."""
    chosen: dict[str, str] = {}
    for report in sorted(set(reports), key=lambda each: (each in root, each)):
        chosen.setdefault(root.get(report, report), report)
    return {report: source for source, report in chosen.items()}


def _sides(said: Iterable[Said], happening: Happening, root: Mapping[str, str], order: Callable[[Side], tuple[object, ...]]) -> tuple[Side, ...]:
    """One side a claim; a claim that only silent copies make is none."""
    heard = speaking(happening.reports, root)
    rows = sorted(said, key=lambda row: (row.published is None, row.published or 0, row.report, row.quote, row.claim))
    sides = []
    for claim in dict.fromkeys(row.claim for row in rows):
        mine = [row for row in rows if row.claim == claim]
        origins: dict[str, Origin] = {}
        for row in mine:
            if row.report in heard:
                for origin in row.origins:
                    key = origin.key.replace(row.report, heard[row.report])
                    origins.setdefault(key, msgspec.structs.replace(origin, key=key))
        origins = {key: origin for key, origin in origins.items() if not is_part(key, origins)}
        if not origins:
            continue
        days = [row.published for row in mine if row.published is not None]
        sides.append(
            Side(
                claim=claim,
                origins=tuple(origins[key] for key in sorted(origins)),
                reports=tuple(dict.fromkeys(row.report for row in mine)),
                first=min(days, default=None),
                last=max(days, default=None),
                quotes=tuple(dict.fromkeys(row.quote for row in mine if row.quote)),
            )
        )
    return tuple(sorted(sides, key=order))


def _by_day(side: Side) -> tuple[object, ...]:
    return (side.first is None, side.first or 0, side.claim)


def _row(claim: str, telling: Telling, origins: tuple[Origin, ...], quote: str | None = None) -> Said:
    return Said(claim, telling.report, telling.published, origins, telling.quote if quote is None else quote)


def _denial(happening: Happening, root: Mapping[str, str], extra: Sequence[tuple[Telling, Claim]]) -> Contest | None:
    """Told by some, denied by others."""
    against = [_row("denied", each, each.deniers) for each in happening.tellings if each.denied and each.deniers]
    against += [_row("denied", telling, (claim.by,), claim.quote) for telling, claim in extra if claim.kind == "denial"]
    return _against("denial", "denied", against, happening, root)


def _whether(happening: Happening, root: Mapping[str, str], extra: Sequence[tuple[Telling, Claim]]) -> Contest | None:
    """Told as having happened by some, as not having happened by others."""
    against = [_row("did not happen", each, each.deniers) for each in happening.tellings if each.negated]
    against += [_row("did not happen", telling, (claim.by,), claim.quote) for telling, claim in extra if claim.kind == "whether"]
    return _against("whether", "whether it happened", against, happening, root)


def _against(kind: ContestKind, what: str, against: list[Said], happening: Happening, root: Mapping[str, str]) -> Contest | None:
    """A contest of those who tell it with those who say otherwise, unless one side is empty or both are the same sources alone."""
    deniers = {origin.key for row in against for origin in row.origins}
    told = [
        _row("happened", each, kept)
        for each in happening.tellings
        if not each.negated and (kept := tuple(origin for origin in each.origins if origin.key not in deniers or origin.key.startswith("outlet:")))
    ]
    sides = _sides([*told, *against], happening, root, lambda side: (side.claim != "happened", *_by_day(side)))
    if len(sides) < 2 or {each.key for each in sides[0].origins} == {each.key for each in sides[1].origins}:
        return None
    return Contest(happening=happening.id, kind=kind, what=what, sides=sides)


def _figures(happening: Happening, root: Mapping[str, str], extra: Sequence[tuple[Telling, Claim]]) -> Iterator[Contest]:
    """Different figures of one kind, the first told first."""
    names = {origin.key: origin for each in happening.tellings for origin in (*each.origins, *each.deniers)}
    given: dict[tuple[str, str, str], list[tuple[Figure, Telling, Origin, str]]] = {}
    for telling in happening.tellings:
        for figure in telling.figures:
            origin = names.get(figure.by) or Origin(key=figure.by, name=figure.by.rpartition(":")[2].title(), kind="unspecified")
            given.setdefault((figure.kind, telling.report, figure.by), []).append((figure, telling, origin, telling.quote))
    for telling, claim in extra:
        if claim.figure is not None:
            given.setdefault((claim.figure.kind, telling.report, claim.by.key), []).append((claim.figure, telling, claim.by, claim.quote))
    for kind in sorted({key[0] for key in given}):
        rows = [max(given[key], key=lambda row: (_most(row[0]), row[0].low or 0, row[3])) for key in sorted(given) if key[0] == kind]
        contest = _figure(kind, rows, happening, root)
        if contest is not None:
            yield contest


def _most(figure: Figure) -> int:
    """A source that gives two figures in one report gives a whole and a part of it ("17, four of them soldiers"): the whole is the greater."""
    return max(figure.low or 0, figure.high or 0)


def _figure(kind: str, rows: Sequence[tuple[Figure, Telling, Origin, str]], happening: Happening, root: Mapping[str, str]) -> Contest | None:
    exact = {figure.low for figure, *_ in rows if figure.low is not None and figure.low == figure.high}
    values = {_printed(figure, exact): figure for figure, *_ in rows}
    said = [_row(_printed(figure, exact), telling, (origin,), quote) for figure, telling, origin, quote in rows]
    sides = _sides(said, happening, root, lambda side: (side.first is None, side.first or 0, _most(values[side.claim]), side.claim))
    if len(sides) < 2:
        return None
    clash = any(_clash(one, other, values) for at, one in enumerate(sides) for other in sides[at + 1 :])
    days = {side.first for side in sides if side.first is not None}
    moved = " → ".join(side.claim for side in sides) if len(days) > 1 or not clash else None
    return Contest(happening=happening.id, kind="figure", what=kind, sides=sides, moved=moved, clash=clash)


def _printed(figure: Figure, exact: Collection[int | None]) -> str:
    """The figure in short: "12", "12+", "12–15", "up to 15". "At least 12" beside a plain 12 is that."""
    if figure.low is None:
        return f"up to {figure.high}"
    if figure.high is None:
        return str(figure.low) if figure.low in exact else f"{figure.low}+"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"


def _clash(one: Side, other: Side, values: Mapping[str, Figure]) -> bool:
    """Whether different sources held figures that exclude each other while both were being told."""
    if _meet(values[one.claim], values[other.claim]) or {each.key for each in one.origins} == {each.key for each in other.origins}:
        return False
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last


def _meet(one: Figure, other: Figure) -> bool:
    """Whether one number fits both."""
    top = (one.high is None or other.low is None or other.low <= one.high) and (other.high is None or one.low is None or one.low <= other.high)
    return top and not (one.low is None and one.high is None) and not (other.low is None and other.high is None)


def _place(happening: Happening, root: Mapping[str, str], extra: Sequence[tuple[Telling, Claim]]) -> Contest | None:
    """Different places, of which none lies in another as far as is known; named ones that no gazetteer has are compared by name.

    Where one report says that it was not in a town, those stand against it whose sentence puts it there.
    """
    told = [each for each in happening.tellings if each.place and not each.negated and each.origins]
    apart = {
        each.place or ""
        for each in told
        if any(_apart(each, other) for other in told if other.report != each.report and other.place != each.place)
    }  # fmt: skip
    said = [_row(each.place or "", each, each.origins) for each in told if each.place in apart]
    for telling, claim in extra:
        if claim.kind == "place":
            there = re.compile(rf"\bin {re.escape(claim.claim)}\b", re.IGNORECASE)
            put = [each for each in happening.tellings if each.report != telling.report and there.search(each.quote) and each.origins]
            said += [_row(claim.claim, each, each.origins) for each in put]
            said += [_row(f"not {claim.claim}", telling, (claim.by,), claim.quote)] if put else []
    sides = _sides(said, happening, root, _by_day)
    return Contest(happening=happening.id, kind="place", what="where", sides=sides) if len(sides) > 1 else None


def _apart(one: Telling, other: Telling) -> bool:
    """Whether the two cannot be one place: neither holds the other, and none of the two reports names both.

    Of places in no gazetteer that is all that is known; "Weir Road" may be in Tamsoke.
    """
    if one.place in (*other.recipients, *other.context) or other.place in (*one.recipients, *one.context):
        return False
    if one.geonameid is None or other.geonameid is None:
        named = all(not _is_described(each.place or "") for each in (one, other))
        return named and one.geonameid is other.geonameid is None and not _within_words(one, other) and not _within_words(other, one)
    if one.geonameid == other.geonameid:
        return False
    return not (_holds(one.geonameid, other.geonameid) or _holds(other.geonameid, one.geonameid))


def _is_described(place: str) -> bool:
    """Whether a common word ends the name ("weir road"): a part of some town, as likely as not of the other."""
    return " " in place and place.rpartition(" ")[2] in words()


def _within_words(one: Telling, other: Telling) -> bool:
    mine = set((one.place or "").split())
    return bool(mine & set((other.place or "").split())) or bool(mine & set(WORD.findall(other.quote.lower())))


def _holds(outer: int, inner: int) -> bool:
    place, region = gazetteer.place(inner), gazetteer.place(outer)
    if place is None or region is None:
        return True  # not known: no contest
    above = {place.within, place.admin1, place.admin2}
    return outer in above or (not region.feature.startswith(TOWN) and not region.feature.startswith("A."))  # what a sea or hill holds is not known


def _perpetrator(
    happening: Happening, root: Mapping[str, str], accusing: Sequence[Claim], extra: Sequence[tuple[Telling, Claim]]
) -> Contest | None:  # fmt: skip
    """Different named actors, each by a source that does not name the other; the accused by their accusers, those who claim it by themselves."""
    if happening.type not in HARMFUL:
        return None
    places = {each.place for each in happening.tellings}  # a town is where it was done, whatever it is read as
    accusing = [claim for claim in accusing if claim.claim not in places]
    told = [each for each in happening.tellings if each.actors and each.origins and not each.negated and not each.denied]
    told = [each for each in told if each.actors[0] not in places]
    claims = [(telling, claim) for telling, claim in extra if claim.kind == "perpetrator"]
    side = _together([*(each.actors for each in told), *((claim.claim, *claim.names) for claim in (*accusing, *(claim for _, claim in claims)))])
    said = [_row(side[each.actors[0]], each, each.origins) for each in told]
    said += [_row(side[claim.claim], telling, (claim.by,), claim.quote) for telling, claim in claims]
    for claim in accusing:
        report = (claim.of or "").partition("/")[0]
        telling = next((each for each in happening.tellings if each.report == report), None)
        said.append(Said(side[claim.claim], report, telling.published if telling else None, (claim.by,), claim.quote))
    sides = _sides(said, happening, root, _by_day)
    quotes = [quote for side in sides for quote in side.quotes]
    same = all({each.key for each in side.origins} == {each.key for each in sides[0].origins} for side in sides)
    if len(sides) < 2 or same or len(set(quotes)) < len(quotes):  # both named in one sentence: parts of one side, or misread
        return None
    return Contest(happening=happening.id, kind="perpetrator", what="by whom", sides=sides)


def _together(named: Iterable[Sequence[str]]) -> dict[str, str]:
    """Actor → the name under which he is one side with all who are named together with him anywhere: they are no rivals.

    Nor is who has all the words of another ("heron bandits", "herons").
    """
    side: dict[str, set[str]] = {}
    for actors in named:
        whole = set(actors).union(*(side[each] for each in actors if each in side))
        for each in whole:
            side[each] = whole
    stems = {actor: frozenset(map(stem, actor.split())) for actor in sorted(side)}
    for one, other in permutations(stems, 2):
        if stems[one] and stems[one] <= stems[other] and side[one] is not side[other]:
            whole = side[one] | side[other]
            for each in whole:
                side[each] = whole
    return {actor: min(whole) for actor, whole in side.items()}


def accusations(happening: Happening, tellings: Iterable[Telling]) -> tuple[Claim, ...]:
    """Who is accused of it, by whom: the named recipients of accusations in its own reports whose sentences share words with its own.

    `tellings`: all of these reports. What the charge is of ("of wasting time") must be of a kind with the happening.

    An accuser is the accusation's actor where one is named, else whoever tells of it.
    """
    if happening.type not in HARMFUL:
        return ()
    told = {telling.report: frozenset(content(telling.quote)) | frozenset(content(telling.words)) for telling in happening.tellings}
    places = {each.place for each in happening.tellings if each.place}
    deeds = frozenset(each for telling in happening.tellings for each in triggers(telling.words))
    found: dict[tuple[str, str, str], Claim] = {}
    for telling in tellings:
        if telling.type != "ACCUSE" or telling.aspect != "told" or telling.negated:
            continue
        shared = told.get(telling.report, frozenset()) & frozenset(content(telling.quote))
        if not (len(shared) >= TIED or (places & set(WORD.findall(telling.quote.lower())) and telling.report in told)):
            continue
        charge = charge_of(telling.quote.partition(telling.words)[2])
        if charge is not None and charge.isdisjoint(deeds):
            continue
        accusers = tuple(Origin(key=name, name=telling.who or name, kind="named") for name in telling.actors) or telling.origins
        for accused in telling.recipients:
            for by in accusers:
                claim = Claim(kind="perpetrator", by=by, claim=accused, of=telling.key, quote=telling.quote)
                found.setdefault((accused, by.key, telling.report), claim)
    return tuple(found[key] for key in sorted(found))
