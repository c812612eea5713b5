"""Coalitions and power against published councils and parliaments, and against all coalitions and orders of small ones."""

import random
from fractions import Fraction
from itertools import chain, combinations, permutations

import pytest

from dragoman.assess.coalitions import coalitions, power
from dragoman.model.assessment import Assembly, Party

EEC = Assembly(parties=tuple(Party(name, seats) for name, seats in zip("DFIBNL", (4, 4, 4, 2, 2, 1), strict=True)), quota=12)
UN = Assembly(parties=(*(Party(f"permanent {n}", 7) for n in range(5)), *(Party(f"other {n}", 1) for n in range(10))), quota=39)
BUNDESTAG = Assembly(parties=(Party("CDU/CSU", 226), Party("SPD", 222), Party("FDP", 61), Party("Left", 54), Party("Greens", 51)))  # 2005
IRAQ = Assembly(  # 2010
    parties=(Party("Iraqiya", 91), Party("State of Law", 89), Party("National Alliance", 70), Party("Kurdistan Alliance", 43)), of=325
)


def test_council_of_1958() -> None:
    """Of the six, Luxembourg had a vote and no power (Brams and Affuso 1976; Felsenthal and Machover 1998)."""
    found = power(EEC)
    assert [each.swings for each in found] == [10, 10, 10, 6, 6, 0]
    assert [each.banzhaf for each in found] == [swings / 32 for swings in (10, 10, 10, 6, 6, 0)]
    assert [Fraction(each.normalized).limit_denominator(100) for each in found] == [Fraction(5, 21)] * 3 + [Fraction(1, 7)] * 2 + [0]
    assert [Fraction(each.shapley).limit_denominator(100) for each in found] == [Fraction(14, 60)] * 3 + [Fraction(9, 60)] * 2 + [0]
    assert coalitions(EEC).idle == ("L",)


def test_security_council() -> None:
    found = power(UN)
    assert [found[0].shapley, found[-1].shapley] == pytest.approx([421 / 2145, 4 / 2145])  # 0.1963, 0.001865
    assert (found[0].swings, found[-1].swings) == (848, 84)
    assert [found[0].normalized, found[-1].normalized] == pytest.approx([0.1669, 0.0165], abs=5e-5)
    all_ = coalitions(UN)
    assert (len(all_.found), all_.complete) == (210, True)  # the five with any four of the ten
    assert all_.needed == tuple(f"permanent {n}" for n in range(5))


def test_a_parliament_by_hand() -> None:
    """The Bundestag of 2005: 308 of 614. The two great parties, or one of them with two of the three small ones, but for SPD, FDP, Greens…"""
    found = coalitions(BUNDESTAG)
    assert (found.quota, found.complete) == (308, True)
    assert [(set(each.parties), each.seats, each.spare) for each in found.found] == [
        ({"SPD", "Left", "Greens"}, 327, 19),
        ({"CDU/CSU", "Left", "Greens"}, 331, 23),
        ({"SPD", "FDP", "Greens"}, 334, 26),
        ({"SPD", "FDP", "Left"}, 337, 29),
        ({"CDU/CSU", "FDP", "Greens"}, 338, 30),
        ({"CDU/CSU", "FDP", "Left"}, 341, 33),
        ({"CDU/CSU", "SPD"}, 448, 140),
    ]
    assert (found.needed, found.idle, found.counts["FDP"]) == ((), (), 4)
    # as they said before: nobody with the Left, the FDP not with SPD and Greens, the Greens not with CDU/CSU and FDP
    said = Assembly(parties=BUNDESTAG.parties, outcast=("Left",), refusals=(("FDP", "SPD"), ("FDP", "Greens"), ("Greens", "CDU/CSU")))
    assert [set(each.parties) for each in coalitions(said).found] == [{"CDU/CSU", "SPD"}]
    assert coalitions(said).needed == ("CDU/CSU", "SPD")


def test_seats_of_parties_that_are_not_given_count_for_the_quota() -> None:
    """Iraq in 2010: 163 of 325; of the four great lists, two of the first three do not always do."""
    found = coalitions(IRAQ)
    assert found.quota == 163
    assert [set(each.parties) for each in found.found] == [
        {"Iraqiya", "State of Law"},
        {"State of Law", "National Alliance", "Kurdistan Alliance"},
        {"Iraqiya", "National Alliance", "Kurdistan Alliance"},
    ]
    bloc = Assembly(parties=IRAQ.parties, of=325, blocs=(("State of Law", "National Alliance"),))
    assert [set(each.parties) for each in coalitions(bloc).found] == [
        {"State of Law", "National Alliance", "Kurdistan Alliance"},
        {"Iraqiya", "State of Law", "National Alliance"},
    ]
    assert [each.party for each in power(bloc)] == ["Iraqiya", "State of Law+National Alliance", "Kurdistan Alliance"]


def drawn(seed: int) -> Assembly:
    order = random.Random(seed)
    parties = tuple(Party(f"p{at}", order.choice([0, 1, 2, 3, 5, 8, 13])) for at in range(order.randint(1, 7)))
    names = [party.name for party in parties]
    quota = order.choice([None, order.randint(1, 1 + sum(party.seats for party in parties))])
    refusals = tuple(pair for pair in combinations(names, 2) if order.random() < 0.15)
    blocs = (tuple(order.sample(names, 2)),) if len(names) > 3 and order.random() < 0.3 else ()
    return Assembly(parties=parties, quota=quota, refusals=refusals, outcast=("p0",) if order.random() < 0.1 else (), blocs=blocs)


def winning(assembly: Assembly, quota: int, *, refusing: bool) -> set[frozenset[str]]:
    seats = {party.name: party.seats for party in assembly.parties}
    every = chain.from_iterable(combinations(seats, number) for number in range(1, len(seats) + 1))
    whole = (frozenset(names) for names in every)
    return {
        names
        for names in whole
        if sum(seats[name] for name in names) >= quota
        and all(set(bloc) <= names or not set(bloc) & names for bloc in assembly.blocs)
        and (not refusing or (not any(set(pair) <= names for pair in assembly.refusals) and not set(assembly.outcast) & names))
    }


def test_coalitions_equal_all_that_there_are() -> None:
    for seed in range(500):
        assembly = drawn(seed)
        found = coalitions(assembly)
        won = winning(assembly, found.quota, refusing=True)
        seats = {party.name for party in assembly.parties if party.seats}
        least = {names for names in won if not any(other < names for other in winning(assembly, found.quota, refusing=False))}
        assert found.complete
        assert {frozenset(each.parties) & seats for each in found.found} == {names & seats for names in least}, seed
        assert len(found.found) == len(least), seed


def test_power_equals_all_coalitions_and_all_orders() -> None:
    for seed in range(500):
        assembly = drawn(seed)
        if len(assembly.parties) > 5 and seed % 10:
            continue  # 5,040 orders each
        assembly = Assembly(parties=assembly.parties, quota=assembly.quota)
        quota = coalitions(assembly).quota
        names = [party.name for party in assembly.parties]
        seats = {party.name: party.seats for party in assembly.parties}
        won = winning(assembly, quota, refusing=False)
        swings = {name: sum(name in each and each - {name} not in won for each in won) for name in names}
        turning = dict.fromkeys(names, 0)
        orders = list(permutations(names))
        for order in orders:
            sums = 0
            for name in order:
                sums += seats[name]
                if sums >= quota:
                    turning[name] += 1
                    break
        found = {each.party: each for each in power(assembly)}
        assert {name: found[name].swings for name in names} == swings, seed
        assert {name: found[name].shapley for name in names} == pytest.approx({name: turning[name] / len(orders) for name in names}), seed


def test_sixty_parties() -> None:
    order = random.Random(0)
    assembly = Assembly(parties=tuple(Party(f"p{at:02}", order.randint(1, 24)) for at in range(60)))
    found = power(assembly)
    assert sum(each.shapley for each in found) == pytest.approx(1)
    assert sum(each.normalized for each in found) == pytest.approx(1)
    some = coalitions(assembly, most=50)
    assert (len(some.found), some.complete) == (50, False)
    hated = Assembly(parties=assembly.parties, refusals=tuple(combinations([party.name for party in assembly.parties], 2)))
    assert (coalitions(hated).found, coalitions(hated).complete) == ((), True)


@pytest.mark.parametrize(
    "assembly",
    [
        Assembly(parties=(Party("a", -1),)),
        Assembly(parties=(Party("a", 1), Party("a", 2))),
        Assembly(parties=(Party("a", 1),), quota=0),
    ],
)
def test_what_is_no_assembly_is_said(assembly: Assembly) -> None:
    with pytest.raises(ValueError, match="no seats"):
        coalitions(assembly)


def test_what_is_no_parliament_has_no_power_worked_out() -> None:
    parties = tuple(Party(f"party {number}", 30) for number in range(150))
    assert power(Assembly(parties=parties[:40]))
    assert power(Assembly(parties=parties)) == ()
