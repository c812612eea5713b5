"""Who stands between others, by place and by talk."""

import pytest

from dragoman.assess.brokers import brokers, mediators
from dragoman.assess.columns import columns

from .made import DAY, deed, tie


def test_between() -> None:
    """Of a row of five the middle one lies on 4 of the 6 ways between others, its neighbours on 3; the direction and sign of a tie are nothing to it."""
    found = brokers([tie("b", "a", 1.0), tie("b", "c", -1.0), tie("d", "c", 1.0), tie("d", "e", 1.0)])
    assert [(each.actor, each.betweenness, each.ties) for each in found] == [("c", round(4 / 6, 6), 2), ("b", 0.5, 2), ("d", 0.5, 2)]
    assert brokers([]) == ()


def test_who_talks_with_both_sides() -> None:
    talks = [
        deed("envoy", "a1", 0, 2.5, "t1", type="CONSULT"), deed("b1", "envoy", 1, 2.5, "t2", type="AGREE"), deed("envoy", "b2", 2, 2.5, "t3", type="CONSULT"),
        deed("busy", "a1", 0, 2.5, "t4", type="CONSULT", sources=3), deed("busy", "b1", 0, 2.5, "t5", type="CONSULT", sources=3),
        deed("friend", "a1", 0, 9.5, "t6", type="COOPERATE"), deed("foe", "a1", 0, -9.0, "t7"), deed("foe", "b1", 0, 2.5, "t8", type="CONSULT"),
        deed("a1", "a2", 0, 2.5, "t9", type="CONSULT", sources=9), deed("a1", "b1", 0, 2.5, "t10", type="CONSULT", sources=9),
    ]  # fmt: skip
    found = mediators(columns(talks), ["a1", "a2"], ["b1", "b2"])
    assert [(each.actor, each.camp, each.one, each.other) for each in found] == [
        ("busy", None, ("a1",), ("b1",)),
        ("envoy", None, ("a1",), ("b1", "b2")),
        ("a1", 0, ("a2",), ("b1",)),  # who is of a side is no outsider, however much it talks
    ]
    assert found[0].score == round(0.25 * (1 - 1 / 8), 6)
    assert found[1].score == round(2 * 0.125 * 0.25 / 0.375, 6)
    assert found[1].happenings == ("t1", "t2", "t3")
    assert [each.actor for each in mediators(columns(talks), ["a1", "a2"], ["b1", "b2"], until=DAY)] == ["busy", "a1"]
    with pytest.raises(ValueError, match="both camps: a1"):
        mediators(columns(talks), ["a1"], ["a1"])
