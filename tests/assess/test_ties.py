"""The network: what a deed and a statement weigh, how they fade, what moved; columns that grow as if all were given at once; chains of patrons."""

import random
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.assess.columns import columns, merged, statements_of
from dragoman.assess.patrons import chains
from dragoman.assess.tension import hottest, tension
from dragoman.assess.ties import change, ties
from dragoman.model.assessment import Deed, Tie

from .made import DAY, deed, stated


def test_weighs_deeds_and_statements() -> None:
    deeds = columns(
        [deed("a", "b", 0, -9.0, "h1", sources=2), deed("a", "b", 90, 10.0, "h2", certainty=0.5), deed("b", "a", 90, 0.0, "h3", type="REQUEST")]
    )
    there, back, told = ties(deeds, statements_of([stated("b", "c", "opposes", day=90, weight=0.5)]))
    # 9/10, two sources of which each halves the doubt, one half-life ago; 10/10, half certain, one source, today
    assert (there.hostile, there.friendly) == (round(0.9 * 0.75 / 2, 6), 0.25)
    assert there.sign == 0  # neither is twice the other
    assert there.strength == round((0.3375 + 0.25) / (1 + 0.3375 + 0.25), 6)
    assert (there.deeds, there.types, there.first, there.last) == (("h1", "h2"), ("AID", "ASSAULT"), DAY, DAY + 90)
    assert (back.source, back.sign, back.strength, back.deeds) == ("b", 0, 0.0, ("h3",))  # a request is a tie of neither kind
    assert (told.sign, told.hostile, told.stated, told.types) == (-1, 0.5, ("b-opposes-c",), ("opposes",))


def test_looks_back() -> None:
    deeds = columns([deed("a", "b", 0, -9.0, "h1"), deed("a", "b", 10, 10.0, "h2")])
    assert [tie.deeds for tie in ties(deeds, at=DAY + 9)] == [("h1",)]
    assert not list(ties(deeds, at=DAY - 1))
    faded = next(iter(ties(deeds, at=DAY + 9 + 30, half_life=30)))
    assert faded.hostile == pytest.approx(0.45 / 2 ** (39 / 30), abs=1e-6)


def test_a_happening_counts_once_for_a_pair_and_oneself_not_at_all() -> None:
    twice = [deed("a", "b", 0, -9.0, "h1"), deed("a", "b", 0, -9.0, "h1"), deed("a", "a", 0, -9.0, "h2"), deed("a", None, 0, -9.0, "h3")]
    assert [(tie.source, tie.target, tie.hostile) for tie in ties(columns(twice))] == [("a", "b", 0.45)]


def test_of_rows_that_differ_the_greatest_counts() -> None:
    one, other = deed("a", "b", 0, -9.0, "h1"), deed("b", "a", 1, -5.0, "h1", type="PROTEST")
    for rows in ([one, other], [other, one]):
        assert [(tie.source, tie.hostile, tie.first, tie.types) for tie in ties(columns(rows))] == [
            ("a", 0.25, DAY + 1, ("PROTEST",)),
            ("b", 0.25, DAY + 1, ("PROTEST",)),
        ]


def test_the_strongest_first() -> None:
    network = ties(columns([deed("a", "b", 0, -9.0, "h1"), deed("a", "c", 0, -5.0, "h2"), deed("a", "d", 0, -9.0, "h3")]))
    assert [tie.target for tie in network.strongest(2)] == ["b", "d"]
    assert [tie.target for tie in network.strongest(9)] == ["b", "d", "c"]
    assert network.strongest(0) == ()


def test_what_moved() -> None:
    early = [deed("a", "b", 0, -9.0, "h1"), deed("a", "c", 0, -9.0, "h2"), deed("a", "d", 0, -9.0, "h3"), deed("e", "f", 0, 10.0, "h4")]
    late = [deed("a", "c", 400, 10.0, "h5", sources=3), deed("b", "d", 400, 10.0, "h6"), deed("e", "f", 400, 10.0, "h7", sources=9)]
    deeds = columns(early + late)
    found = change(ties(deeds, at=DAY), ties(deeds, at=DAY + 400))
    told = {(each.kind, *((tie.source, tie.target) for tie in (each.before, each.after) if tie)) for each in found}
    assert told == {
        ("went", ("a", "b"), ("a", "b")), ("turned", ("a", "c"), ("a", "c")), ("went", ("a", "d"), ("a", "d")),
        ("came", ("b", "d")), ("grew", ("e", "f"), ("e", "f")),
    }  # fmt: skip
    assert found[0].kind == "turned"  # the greatest difference
    assert {each.kind for each in change(ties(deeds, at=DAY + 400), ties(deeds, at=DAY))} == {"came", "turned", "went", "faded"}
    assert change(ties(deeds), ties(deeds)) == ()
    assert {each.kind for each in change(ties(columns([])), ties(deeds, at=DAY))} == {"came"}


actors = st.sampled_from(["a", "b", "c", "d", None])
made = st.builds(
    Deed,
    actor=actors,
    recipient=actors,
    day=st.integers(DAY, DAY + 40),
    type=st.sampled_from(["ASSAULT", "AID", "CONSULT"]),
    intensity=st.sampled_from([-9.0, -3.5, 0.0, 2.5, 10.0]),
    certainty=st.sampled_from([0.0, 0.3, 0.7, 1.0]),
    sources=st.integers(0, 4),
    happening=st.integers(0, 12).map("h{}".format),
)


def of_one(deeds: list[Deed]) -> list[Deed]:
    """The deeds with the facts of a happening the same in all its rows, as a case gives them."""
    first: dict[str, Deed] = {}
    return [
        msgspec.structs.replace(each, day=told.day, type=told.type, intensity=told.intensity, certainty=told.certainty, sources=told.sources)
        for each in deeds
        for told in [first.setdefault(each.happening, each)]
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(made, max_size=30).map(of_one), st.lists(st.lists(made, max_size=8).map(of_one), max_size=4), st.sets(st.integers(0, 12), max_size=3))
def test_growing_gives_what_a_new_count_gives(start: list[Deed], batches: list[list[Deed]], gone: set[int]) -> None:
    """To the last bit: happenings that come again with other sources or parties, that go, and actors that are new."""
    grown, whole = columns(start), list(start)
    for batch in batches:
        grown = merged(grown, columns(batch), gone=[f"h{number}" for number in gone])
        again = {each.happening for each in batch}
        whole = [each for each in whole if each.happening not in again and int(each.happening[1:]) not in gone] + batch
    new = columns(whole)
    said = statements_of([stated("a", "z", "backs"), stated("a", "b", "opposes", day=20)])
    assert list(ties(grown, said)) == list(ties(new, said))
    assert list(ties(grown, at=DAY + 20)) == list(ties(new, at=DAY + 20))
    assert tension(grown) == tension(new)
    assert tension(grown, "week", (["a"], ["b", "c"])) == tension(new, "week", (["a"], ["b", "c"]))
    assert hottest(grown) == hottest(new)


def test_any_order_gives_the_same() -> None:
    deeds = [deed("a", "b", day, intensity, f"h{day}", certainty=0.3 + day / 100) for day, intensity in enumerate([-9.0, 2.5, 10.0, -3.5, 0.1])]
    said = [stated("a", "b", "backs"), stated("b", "c", "arms")]
    first: list[Tie] = list(ties(columns(deeds), statements_of(said)))
    assert all(list(ties(columns(each), statements_of(said[::-1]))) == first for each in permutations(deeds))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([("a", "b"), ("b", "c"), ("a", "c")], ["abc", "ac"]),  # over each client the longest way
        ([("a", "b"), ("b", "a")], ["ab"]),
        ([("a", "b"), ("b", "c"), ("c", "a"), ("d", "b")], ["abc", "dbc"]),  # of a circle of equals, the last by name is cut
        ([("a", "b"), ("c", "d"), ("d", "e")], ["cde", "ab"]),
        ([], []),
    ],
)
def test_chains_of_patrons(said: list[tuple[str, str]], found: list[str]) -> None:
    told = [stated(source, target, "arms") for source, target in said]
    others = [stated("x", "y", "opposes"), stated("y", "z", "allied_with"), stated("head", "body", "leads")]
    random.Random(1).shuffle(told)
    assert ["".join(chain.actors) for chain in chains(statements_of([*told, *others]))] == found


def test_the_weakest_tie_of_a_circle_is_cut() -> None:
    told = statements_of([stated("a", "b", "leads", weight=0.3), stated("b", "c", "backs"), stated("c", "a", "arms")])
    (chain,) = chains(told)
    assert chain.actors == ("b", "c", "a")
    assert [tie.types for tie in chain.ties] == [("backs",), ("arms",)]
    assert chains(told, at=DAY + 2000) == ()  # long past
