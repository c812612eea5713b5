"""One thing supposed otherwise, and nothing else changed."""

import msgspec
import pytest

from dragoman.assess.balance import balance
from dragoman.assess.coalitions import coalitions
from dragoman.assess.columns import columns, statements_of
from dragoman.assess.tension import tension
from dragoman.assess.whatif import Inputs, supposed, tied
from dragoman.model.assessment import Act, Assembly, Change, Party, Position

from .made import DAY, deed, stated

INPUTS = Inputs(
    deeds=columns([deed("a", "b", 0, -9.0, "h1"), deed("a", "c", 0, 9.0, "h2"), deed("b", "c", 1, 9.0, "h3"), deed("d", "c", 0, 9.0, "h2")]),
    stated=statements_of([stated("a", "b", "opposes"), stated("d", "c", "backs")]),
    acts=(
        Act(id="h1", day=DAY, type="ASSAULT", intensity=-9.0, actors=("a",), recipients=("b",)),
        Act(id="h2", day=DAY, type="AID", intensity=9.0, actors=("a", "d"), recipients=("c",)),
    ),
    positions=(Position(speaker="a", topic="h1", stance="denies", day=DAY, report="r", start=0, end=1),),
    assembly=Assembly(parties=(Party("a", 4), Party("b", 3), Party("c", 2)), refusals=(("a", "b"),), of=9),
)


def test_without_an_actor() -> None:
    found = supposed(INPUTS, [Change("remove_actor", ("a",))])
    assert [(tie.source, tie.target, tie.deeds, tie.stated) for tie in tied(found)] == [("b", "c", ("h3",), ()), ("d", "c", ("h2",), ("d-backs-c",))]
    assert [each.conflict for each in tension(found.deeds).bins] == [0, 0]
    assert [(act.id, act.actors) for act in found.acts] == [("h2", ("d",))]  # what it did with another stays the other's
    assert found.positions == ()
    assert found.assembly is not None
    assert [party.name for party in found.assembly.parties] == ["b", "c"]
    same = supposed(INPUTS, [Change("remove_actor", ("nobody",))])
    assert tied(same) == tied(INPUTS)


def test_a_tie_turned_balances_the_triangle() -> None:
    assert balance(tied(INPUTS)).frustration == 1
    once = supposed(INPUTS, [Change("flip_tie", ("b", "a"))])
    assert balance(tied(once)).frustration == 0
    turned, before = (next(tie for tie in tied(each) if tie.target == "b") for each in (once, INPUTS))
    assert (turned.sign, turned.friendly, turned.hostile) == (1, before.hostile, before.friendly)
    twice = supposed(once, [Change("flip_tie", ("a", "b"))])
    assert tied(twice) == tied(INPUTS)


def test_a_refusal_lifted_and_an_event_dropped() -> None:
    assert INPUTS.assembly is not None
    assert [set(each.parties) for each in coalitions(INPUTS.assembly).found] == [{"b", "c"}, {"a", "c"}]
    lifted = supposed(INPUTS, [Change("lift_refusal", ("b", "a"))])
    assert lifted.assembly is not None
    assert {"a", "b"} in [set(each.parties) for each in coalitions(lifted.assembly).found]
    dropped = supposed(INPUTS, [Change("drop_event", ("h2",))])
    assert [tie.deeds for tie in tied(dropped)] == [("h1",), ("h3",), ()]
    assert [act.id for act in dropped.acts] == ["h1"]
    assert tied(supposed(INPUTS, [Change("drop_event", ("none",))])) == tied(INPUTS)


def test_the_inputs_stay_as_they_were() -> None:
    before = [array.tobytes() for array in (INPUTS.deeds.key, INPUTS.deeds.what, INPUTS.deeds.force)]
    supposed(INPUTS, [Change("remove_actor", ("a",)), Change("flip_tie", ("b", "c")), Change("drop_event", ("h3",))])
    assert before == [array.tobytes() for array in (INPUTS.deeds.key, INPUTS.deeds.what, INPUTS.deeds.force)]
    bare = msgspec.structs.replace(INPUTS, assembly=None)
    assert supposed(bare, [Change("lift_refusal", ("a", "b"))]).assembly is None
    with pytest.raises(ValueError, match="another number"):
        supposed(INPUTS, [Change("drop_event", ("h1", "h2"))])
