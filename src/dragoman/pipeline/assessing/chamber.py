"""Who can win a vote, of a case: seats as reports give them or a person's file, with the refusals that the record has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from dragoman.assess.coalitions import coalitions, power
from dragoman.assess.sitting import governing, house, speaking
from dragoman.keep import Case
from dragoman.model.assessment import Assembly, Party
from dragoman.model.errors import SettingError
from dragoman.model.implied import Bench, Chamber, Standing

from .gathering import gathered
from .story import acting_of
from .words import happenings_of

REFUSES, AGREES = ("REJECT",), ("AGREE", "COOPERATE")
TOGETHER = frozenset({"allied_with", "backs", "member_of"})  # stated not to be so, and of governing, they refuse


def coalitions_of(case: Case, given: Assembly | None = None, *, lift: Iterable[str] = (), lifted: Iterable[tuple[str, str]] = ()) -> Chamber | None:
    """The chamber, or None where nobody tells of two parties' seats.

    `given`: an assembly from a person's file; the record's refusals are added between parties of these names where the file has none of its own.
    `lift`: parties that drop all their refusals, `lifted`: pairs between which refusals are dropped; SettingError where there is no such party.
    """
    seated = case.links.seats()
    found, of = house(seated)
    benches = tuple(Bench(party=each.name, seats=each.seats) for each in given.parties) if given else found
    if len(benches) < 2:
        return None
    ends = acting_of(gathered(case).stated)
    party_of = speaking(_known(benches, found), seated, ends)
    refusals, alliances = _stood(case, party_of)
    if given and (given.refusals or given.outcast):
        refusals = tuple(Standing(one=one, other=other) for one, other in given.refusals)
    assembly = Assembly(
        parties=tuple(Party(each.party, each.seats) for each in benches), of=given.of if given else of, quota=given.quota if given else None,
        refusals=tuple((each.one, each.other) for each in refusals), outcast=given.outcast if given else (), blocs=given.blocs if given else (),
    )  # fmt: skip
    return chamber(assembly, benches, refusals, alliances, _dropped(assembly, lift, lifted), given=given is not None)


def chamber(
    assembly: Assembly,
    benches: tuple[Bench, ...],
    refusals: tuple[Standing, ...],
    alliances: tuple[Standing, ...],
    dropped: Sequence[tuple[str, str | None]] = (),
    *,
    given: bool = False,
) -> Chamber:
    """The chamber of an assembly. `dropped`: a party whose refusals are lifted, or only those with another."""
    away = tuple(
        each for each in refusals if any(each.one == one if other is None else {each.one, each.other} == {one, other} for one, other in dropped)
    )
    left = tuple(each for each in refusals if each not in away)
    standing = msgspec.structs.replace(assembly, refusals=tuple((each.one, each.other) for each in left))
    return Chamber(
        assembly=standing, benches=benches, refusals=left, alliances=alliances, lifted=away, given=given,
        every=coalitions(msgspec.structs.replace(assembly, refusals=(), outcast=())), open=coalitions(standing), power=power(standing),
    )  # fmt: skip


def _dropped(assembly: Assembly, lift: Iterable[str], lifted: Iterable[tuple[str, str]]) -> tuple[tuple[str, str | None], ...]:
    names = [each.name for each in assembly.parties]
    return (*((party(names, one), None) for one in lift), *((party(names, one), party(names, other)) for one, other in lifted))


def party(names: Iterable[str], asked: str) -> str:
    """The party of this name, or the only one whose name has all the words; SettingError where there is none, or several."""
    words = asked.casefold().split()
    found = [name for name in names if name.casefold() == asked.casefold()] or [
        name for name in names if all(word in name.casefold().split() for word in words)
    ]
    if len(found) != 1:
        raise SettingError(f"{asked}: {'several parties are' if found else 'no party is'} called so; those with seats are {', '.join(names)}")
    return found[0]


def _known(benches: Iterable[Bench], found: Iterable[Bench]) -> tuple[Bench, ...]:
    """The benches with the actors of the record that have their names."""
    actors = {each.party.casefold(): each.actor for each in found}
    return tuple(msgspec.structs.replace(each, actor=each.actor or actors.get(each.party.casefold())) for each in benches)


def _stood(case: Case, party_of: Mapping[str, str]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Who refuses whom and who would go with whom, by happenings and statements whose sentences speak of governing."""
    found: dict[bool, dict[tuple[str, str], list[str]]] = {True: defaultdict(list), False: defaultdict(list)}
    deeds = gathered(case).deeds
    some = np.isin(deeds.types, (*REFUSES, *AGREES))[deeds.what]
    rows = zip(
        deeds.ids[deeds.what[some]], deeds.types[deeds.what[some]], deeds.actors[deeds.source[some]], deeds.actors[deeds.target[some]], strict=True
    )
    between = [(id_, type_ in AGREES, party_of[one], party_of[other]) for id_, type_, one, other in rows if one in party_of and other in party_of]
    said = happenings_of(case, {id_ for id_, *_ in between})
    for id_, agrees, one, other in between:
        if one != other and any(governing(each.quote) for each in said[id_].tellings):
            found[agrees][one, other].append(id_)
    for entity, one in sorted(party_of.items()):
        for each in case.links.ties(entity, limit=None):
            if each.source_id == entity and each.type in TOGETHER and each.odds is None and not each.echo and not each.shown:
                other = party_of.get(each.target_id, one)
                if other != one and governing(each.quote):
                    found[not each.factuality.endswith("-")][one, other].append(f"{each.report}/{each.id}")
    refusals, alliances = (
        tuple(Standing(one=one, other=other, grounds=tuple(sorted(set(ids)))) for (one, other), ids in sorted(found[agrees].items()))
        for agrees in (False, True)
    )
    return refusals, alliances
