"""Which parties can win together, and how much each has to say.

A coalition that wins and of which nobody can be spared is minimal winning (Riker 1962). Power is that of Banzhaf (1965) and of Shapley and Shubik
(1954), counted exactly: over all coalitions and all orders, as if each were as likely as any other; who refuses whom has no part in it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from dragoman.model.assessment import Assembly, Coalition, Coalitions, Party, Power

MOST = 10_000  # coalitions; an assembly of a few dozen small parties has millions, which nobody reads
LARGEST = 30_000_000  # parties squared times seats: 28.8 million are the European Parliament by its 200 national parties, eight seconds
MOST_STEPS = 1_000_000  # of the search, a second or two: where refusals leave few coalitions among many, it may find less than MOST
Unit = tuple[Party, ...]  # parties that go only together


def coalitions(assembly: Assembly, *, most: int = MOST) -> Coalitions:
    """The minimal winning coalitions in which nobody sits with whom he refuses, or whom all refuse, and blocs sit whole."""
    quota = quota_of(assembly)
    if quota < 1:
        raise ValueError(f"a quota of {quota}: with no seats at all it is won")
    refused = {frozenset(pair) for pair in assembly.refusals}
    units = [unit for unit in _units(assembly) if _may(unit, (), refused) and not any(party.name in assembly.outcast for party in unit)]
    units.sort(key=lambda unit: (-_seats(unit), unit[0].name))
    after = [0] * (len(units) + 1)
    for at in range(len(units) - 1, -1, -1):
        after[at] = after[at + 1] + _seats(units[at])
    found: list[tuple[Unit, ...]] = []
    # the greatest first: the first unit that makes the quota is the smallest of its coalition, and without it the others fall short
    open_: list[tuple[int, int, tuple[Unit, ...]]] = [(0, 0, ())]
    steps = 0
    while open_ and len(found) <= most and steps < MOST_STEPS:
        steps += 1
        at, seats, inside = open_.pop()
        if seats + after[at] < quota:
            continue
        open_.append((at + 1, seats, inside))
        if _may(units[at], chain.from_iterable(inside), refused):
            with_it = (*inside, units[at])
            if seats + _seats(units[at]) >= quota:
                found.append(with_it)
            else:
                open_.append((at + 1, seats + _seats(units[at]), with_it))
    whole = [Coalition(tuple(party.name for unit in each for party in unit), *_sum(each, quota)) for each in found[:most]]
    inside_of = Counter(chain.from_iterable(each.parties for each in whole))
    counts = {party.name: inside_of[party.name] for party in assembly.parties}
    return Coalitions(
        quota=quota,
        found=tuple(sorted(whole, key=lambda each: (each.seats, len(each.parties), each.parties))),
        complete=not open_ and len(found) <= most,
        needed=tuple(name for name, count in counts.items() if whole and count == len(whole)),
        idle=tuple(name for name, count in counts.items() if not count),
        counts=counts,
    )


def power(assembly: Assembly) -> tuple[Power, ...]:
    """The a priori power of each party, or bloc as one, in the order of the assembly. Exact; some 60 parties of some 700 seats take a second.

    A quota that cannot be reached, or that nobody is needed for, gives nobody any power. Nothing is worked out (no row) for an assembly beyond
    `LARGEST`: no parliament is so large, what was thrown together from several is.
    """
    import numpy as np

    units, quota = _units(assembly), quota_of(assembly)
    seats = [_seats(unit) for unit in units]
    if len(units) ** 2 * sum(seats) > LARGEST:
        return ()
    # ways[size, sum]: coalitions of so many units with so many seats, as whole numbers of any length
    ways = np.zeros((len(units) + 1, sum(seats) + 1), dtype=object)
    ways[0, 0] = 1
    for weight in seats:
        ways[1:, weight:] += ways[:-1, : ways.shape[1] - weight].copy()
    factorial = [1]
    for number in range(1, len(units) + 1):
        factorial.append(factorial[-1] * number)
    swings, orders = [], []
    for weight in seats:
        rest = ways.copy()  # the ways without this unit: those with it are the ways without it of one less
        for size in range(1, len(units) + 1):
            rest[size, weight:] -= rest[size - 1, : ways.shape[1] - weight]
        turned = [int(each) for each in rest[: len(units), max(0, quota - weight) : max(0, quota)].sum(axis=1)] if weight else [0] * len(units)
        swings.append(sum(turned))
        orders.append(sum(factorial[size] * factorial[len(units) - size - 1] * count for size, count in enumerate(turned)))
    every = sum(swings)
    return tuple(
        Power("+".join(party.name for party in unit), swing, swing / 2 ** (len(units) - 1), swing / every if every else 0.0, order / factorial[-1])
        for unit, swing, order in zip(units, swings, orders, strict=True)
    )


def quota_of(assembly: Assembly) -> int:
    """Seats that win: the assembly's own quota, or more than half of all seats."""
    return assembly.quota if assembly.quota is not None else (assembly.of or sum(party.seats for party in assembly.parties)) // 2 + 1


def _units(assembly: Assembly) -> list[Unit]:
    """Parties by blocs, blocs that share a party being one, in the order of the assembly; within a bloc the largest party first."""
    if any(party.seats < 0 for party in assembly.parties) or len({party.name for party in assembly.parties}) < len(assembly.parties):
        raise ValueError("a party has fewer than no seats, or two have one name")
    head = {party.name: party.name for party in assembly.parties}
    for bloc in assembly.blocs:
        heads = {head[name] for name in bloc if name in head}
        if heads:
            head = {name: min(heads) if first in heads else first for name, first in head.items()}
    units: dict[str, list[Party]] = {}
    for party in assembly.parties:
        units.setdefault(head[party.name], []).append(party)
    return [tuple(sorted(unit, key=lambda party: (-party.seats, party.name))) for unit in units.values()]


def _may(unit: Sequence[Party], inside: Iterable[Party], refused: set[frozenset[str]]) -> bool:
    """Whether no two of the unit, or of the unit and those inside, refuse each other."""
    return not refused or not any(frozenset((one.name, other.name)) in refused for other in (*inside, *unit) for one in unit)


def _seats(unit: Iterable[Party]) -> int:
    return sum(party.seats for party in unit)


def _sum(units: Iterable[Unit], quota: int) -> tuple[int, int]:
    seats = _seats(chain.from_iterable(units))
    return seats, seats - quota
