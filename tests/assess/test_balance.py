"""Balance and camps against published networks and against all partings of small random ones."""

import random
from itertools import product

import pytest

from dragoman.assess.balance import balance
from dragoman.assess.camps import camps, modularity
from dragoman.assess.programme import solved
from dragoman.assess.signed import against, signed
from dragoman.model.assessment import Tie

from .made import network, tie

GAMA = (
    ("Alikadzuha", "Asarodzuha", "Gahuku", "Gehamo", "Masilakidzuha", "Ove", "Ukudzuha"),
    ("Kohika", "Nagamiza", "Notohana", "Seu've", "Uheto"),
    ("Gama", "Gaveve", "Kotuni", "Nagamidzuha"),
)
FACTIONS = {  # Sampson's own, as they are usually given
    "Loyal Opposition": {"Ambrose", "Berthold", "Bonaventure", "Louis", "Peter", "Romuald", "Victor"},
    "Young Turks": {"Albert", "Boniface", "Gregory", "Hugh", "John Bosco", "Mark", "Winfrid"},
    "Outcasts": {"Amand", "Basil", "Elias", "Simplicius"},
}


def test_gahuku_gama() -> None:
    """Seven lines against two camps (Aref and Wilson 2019), two against the three that Hage and Harary (1983) describe."""
    ties = network("gahuku_gama")
    assert (len(ties), sum(each.sign > 0 for each in ties)) == (58, 29)
    two, three = balance(ties), balance(ties, camps=3)
    assert (two.frustration, two.lower, two.exact, len(two.frustrated), two.total) == (7, 7, True, 7, 58)
    assert two.balance == pytest.approx(1 - 2 * 7 / 58, abs=1e-6)
    assert three.frustrated == (("Masilakidzuha", "Nagamiza"), ("Masilakidzuha", "Uheto"))
    assert three.camps == GAMA
    assert camps(ties).camps == GAMA


def test_monastery() -> None:
    """Half of the weight against one, two and three camps is 47, 12.5 and 10.5 at time 4, as Doreian and Mrvar (1996) give it."""
    ties = network("sampson_t4")
    received = dict.fromkeys({each.target for each in ties}, (0.0, 0.0))
    for each in ties:
        liked, disliked = received[each.target]
        received[each.target] = (liked + each.friendly, disliked + each.hostile)
    assert received["John Bosco"] == (12, 3)  # the sums that the thesis prints under the table
    assert (sum(liked for liked, _ in received.values()), sum(disliked for _, disliked in received.values())) == (111, 94)
    assert [balance(ties, number, weighted=True).frustration / 2 for number in (1, 2, 3)] == [47, 12.5, 10.5]
    assert all(balance(ties, number, weighted=True).exact for number in (2, 3))


def test_the_factions_of_the_monastery() -> None:
    """Three camps: the Loyal Opposition as Sampson names it; John Bosco, the Turks' leader who liked an outcast most, goes over with his friends."""
    found = camps(network("sampson_t4"), weighted=False)
    of = {name: faction for faction, names in FACTIONS.items() for name in names}
    assert len(found.camps) == 3
    assert set(found.camps[0]) == FACTIONS["Loyal Opposition"]
    usual = [max(FACTIONS, key=lambda faction: sum(of[name] == faction for name in camp)) for camp in found.camps]
    assert {name for camp, faction in zip(found.camps, usual, strict=True) for name in camp if of[name] != faction} == {"John Bosco"}


def drawn(seed: int, weights: tuple[float, ...] = (1.0, -1.0)) -> list[Tie]:
    order = random.Random(seed)
    size, density = order.randint(2, 9), order.choice([0.3, 0.6, 1.0])
    pairs = [(one, other) for one in range(size) for other in range(one) if order.random() < density]
    return [tie(f"a{one}", f"a{other}", order.choice(weights)) for one, other in pairs]


def brute(ties: list[Tie], number: int, *, weighted: bool) -> float:
    graph = signed(ties, weighted=weighted)
    return min(
        sum(hostile if label[one] == label[other] else friendly for one, other, friendly, hostile in graph.lines)
        for label in product(range(number), repeat=len(graph.actors))
    )


def test_two_camps_equal_all_partings() -> None:
    for seed in range(500):
        ties = drawn(seed)
        found = balance(ties)
        assert found.exact, seed
        assert found.frustration == len(found.frustrated) == brute(ties, 2, weighted=False), seed


def test_three_weighted_camps_equal_all_partings() -> None:
    for seed in range(40):
        ties = drawn(seed, (0.3, 1.7, -0.4, -1.1, -2.0))
        ties += [tie(each.target, each.source, random.Random(seed).choice([1.0, -1.0])) for each in ties[::3]]  # friend and foe at once
        if len({each.source for each in ties} | {each.target for each in ties}) > 7:
            continue  # 3**9 partings take long
        found = balance(ties, 3, weighted=True)
        assert found.exact, seed
        assert found.frustration == pytest.approx(brute(ties, 3, weighted=True), abs=1e-5), seed


def test_the_programme_alone_equals_all_partings() -> None:
    """Without the search and the bound of triangles that mostly settle small networks before it is asked."""
    for seed in range(60):
        graph = signed(drawn(seed))
        size = len(graph.actors)
        bent = [(one, other, friendly - hostile) for one, other, friendly, hostile in graph.lines]
        for number in (2, 3) if size <= 7 else (2,):
            if bent:
                label, bound = solved(bent, size, number)
                assert label is not None
                assert against(graph, label) == round(bound, 6) == brute(drawn(seed), number, weighted=False), seed


def test_bounds_hold_where_nothing_is_proven() -> None:
    for seed in range(100):
        ties = drawn(seed)
        for number in (2, 3):
            found, proven = balance(ties, number, most=0), balance(ties, number)
            assert found.lower <= proven.frustration <= found.upper, seed
            assert found.frustration == found.upper == len(found.frustrated), seed


def test_three_foes_are_no_matter_among_three_camps() -> None:
    """But a circle of three friendly lines and a hostile one is, and holds no triangle that would show it."""
    foes = [tie("a", "b", -1.0), tie("b", "c", -1.0), tie("a", "c", -1.0)]
    circle = [tie("d", "e", 1.0), tie("e", "f", 1.0), tie("f", "g", 1.0), tie("d", "g", -1.0)]
    two, three = (balance(foes + circle, number, most=0) for number in (2, 3))
    assert (two.lower, two.upper, two.exact) == (1, 2, False)
    assert (three.lower, three.upper, three.exact) == (0, 1, False)
    assert [balance(foes + circle, number).frustration for number in (2, 3)] == [2, 1]


def planted(size: int, lines: int, wrong: float, seed: int = 1) -> tuple[list[Tie], dict[str, int]]:
    order = random.Random(seed)
    side = {f"a{at:04d}": order.randrange(2) for at in range(size)}
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < lines:
        one, other = sorted(order.sample(sorted(side), 2))
        pairs.add((one, other))
    return [tie(one, other, 1.0 if (side[one] == side[other]) != (order.random() < wrong) else -1.0) for one, other in sorted(pairs)], side


def test_planted_camps_are_found() -> None:
    ties, side = planted(400, 4000, 0.1)
    assert sum((each.sign > 0) != (side[each.source] == side[each.target]) for each in ties) >= balance(ties).frustration
    found = camps(ties)
    assert len(found.camps) == 2
    assert sum(len({side[actor] for actor in camp}) - 1 for camp in found.camps) == 0
    assert found.modularity > 0.35


def test_nothing_and_friends_alone() -> None:
    assert (balance([]).frustration, balance([]).balance, balance([]).camps) == (0, 1, ())
    assert (camps([]).camps, camps([]).modularity) == ((), 0)
    assert camps([tie("a", "b", 1.0), tie("c", "d", -1.0)]).camps == (("a", "b"),)
    assert camps([tie("a", "b", 1.0), tie("c", "d", -1.0)]).alone == ("c", "d")
    assert camps([tie("a", "b", 1.0), tie("c", "d", 1.0)]).of == {"a": 0, "b": 0, "c": 1, "d": 1}


def test_modularity_by_hand() -> None:
    """Two friends and a foe of both: one friendly line of one inside, two hostile of two between."""
    graph = signed([tie("a", "b", 1.0), tie("a", "c", -1.0), tie("b", "c", -1.0)])
    # friendly: 1 - 2**2 / 4; hostile: 0 - (2**2 + 2**2) / 8, which counts against; all by three lines
    assert modularity(graph, [0, 0, 1]) == pytest.approx((1 - 1 + 1) / 3)
    assert modularity(graph, [0, 0, 0]) == pytest.approx((1 - 2 - 1 + 4**2 / 8) / 3)
