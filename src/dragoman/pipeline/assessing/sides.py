"""Ties, camps and who stands behind whom, of a case."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from dragoman.assess.balance import balance
from dragoman.assess.brokers import brokers, mediators
from dragoman.assess.camps import camps
from dragoman.assess.columns import since
from dragoman.assess.patrons import chains
from dragoman.assess.ties import HALF_LIFE, SLIGHT, Network, change, ties
from dragoman.assess.whatif import Inputs, turned, without_pairs
from dragoman.keep import Case
from dragoman.model.assessment import Camps, Tie
from dragoman.model.implied import Moved, Opposed, Sides, Ties
from dragoman.model.wanted import Wanted

from .inputs import inputs_of
from .lens import Lens, lens, named

MOST_TIES = 20_000  # the strongest, of which camps are made: they take a second, and what is weaker parts nobody
FEW = 10  # chains, brokers and mediators that are given
SHOWN = 5  # hostile ties between two camps


def ties_of(case: Case, wanted: Wanted, *, sign: int | None = None) -> Ties:
    """The strongest ties on the day `until`, from what was done and stated since `since`."""
    look = lens(case, wanted)
    found, in_all = tied(inputs_of(case), look, sign=sign)
    return Ties(day=look.until, ties=found, in_all=in_all, names=named(case, _ends(found)))


def moved_of(case: Case, wanted: Wanted, before: int | None = None) -> Moved:
    """What ties did between the day `before` and the day `until`; without one, since a quarter before, or half of the record if that is less."""
    look = lens(case, wanted)
    inputs = inputs_of(case)
    if before is None:
        first = int(min(inputs.deeds.days.min(initial=look.until), inputs.stated.days.min(initial=look.until)))
        before = max(look.until - int(HALF_LIFE), (first + look.until) // 2)
    shifts = change(network(inputs, Lens(until=before)), network(inputs, look), limit=look.limit if look.actors is None else MOST_TIES)
    if look.actors is not None:
        shifts = tuple(
            each for each in shifts if any(not set(look.actors).isdisjoint((tie.source, tie.target)) for tie in (each.before, each.after) if tie)
        )
    shifts = shifts[: look.limit]
    return Moved(
        before=before, after=look.until, shifts=shifts, names=named(case, _ends(tie for each in shifts for tie in (each.before, each.after) if tie))
    )


def sides_of(case: Case, wanted: Wanted) -> Sides:
    """The camps on the day `until`; with `actor`, of those who have a tie with it."""
    look = lens(case, wanted)
    found = sided(inputs_of(case), look)
    return msgspec.structs.replace(found, names=named(case, everybody(found)))


def network(inputs: Inputs, look: Lens) -> Network:
    """The network as it stands on the last day that is looked at."""
    return ties(since(inputs.deeds, look.since), since(inputs.stated, look.since), at=look.until)


def tied(inputs: Inputs, look: Lens, *, sign: int | None = None, least: float = 0.0) -> tuple[tuple[Tie, ...], int]:
    """The strongest ties, and how many there are."""
    whole = network(inputs, look)
    some = whole.chosen(of=look.actors, sign=sign, least=least)
    return turned(whole.strongest(look.limit, some), inputs.flipped), len(some)


def sided(inputs: Inputs, look: Lens) -> Sides:
    """The sides, without names."""
    found, _ = tied(inputs, msgspec.structs.replace(look, limit=MOST_TIES), least=SLIGHT)
    parted = camps(found)
    one, other = (*parted.camps, (), ())[:2]
    behind = chains(without_pairs(since(inputs.stated, look.since), inputs.flipped), at=look.until)
    if look.actors is not None:
        behind = tuple(each for each in behind if not set(look.actors).isdisjoint(each.actors))
    return Sides(
        day=look.until, ties=found, camps=parted, opposed=_opposed(found, parted), balance=balance(found), chains=behind[:FEW],
        brokers=brokers(found, FEW),
        mediators=mediators(since(inputs.deeds, look.since), one, other, until=look.until, limit=FEW) if other else (),
        names={},
    )  # fmt: skip


def _opposed(found: Iterable[Tie], parted: Camps) -> tuple[Opposed, ...]:
    """Camps between which there is more hostile than friendly weight, the most hostile first."""
    camp = parted.of
    between: dict[tuple[int, int], list[Tie]] = defaultdict(list)
    for tie in found:
        pair = sorted(camp[end] for end in (tie.source, tie.target) if end in camp)
        if len(pair) == 2 and pair[0] != pair[1]:
            between[pair[0], pair[1]].append(tie)
    weights = {pair: sum(tie.hostile - tie.friendly for tie in some) for pair, some in between.items()}
    return tuple(
        Opposed(*pair, round(weights[pair], 6), tuple(sorted(some, key=lambda tie: (-tie.hostile, tie.source, tie.target))[:SHOWN]))
        for pair, some in sorted(between.items(), key=lambda item: (-weights[item[0]], item[0]))
        if weights[pair] > 0
    )


def _ends(some: Iterable[Tie]) -> set[str]:
    return {end for tie in some for end in (tie.source, tie.target)}


def everybody(found: Sides) -> Collection[str]:
    """All actors of the sides."""
    return {
        *_ends(found.ties),
        *(actor for chain in found.chains for actor in chain.actors),
        *(each.actor for each in found.brokers),
        *(each.actor for each in found.mediators),
        *(actor for each in found.mediators for actor in (*each.one, *each.other)),
    }
