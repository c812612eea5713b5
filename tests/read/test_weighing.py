"""Ties that the learned model weighs: with planted weights, and with the shipped ones."""

import msgspec
import pytest

from dragoman.model.cast import Cast
from dragoman.model.reading import Relation
from dragoman.read.actors import find_actors
from dragoman.read.mentions import find_mentions
from dragoman.read.relations import find_relations
from dragoman.read.relations.weighing import Weights, shipped
from eval.corpora import parsed, report_of

NOTHING = Weights(("",), (0,), {})
GUARDS = "Arica's dockers guarded the Chilean consul near Lima."
PLANTED = Weights(("", "in_contact_with"), (100, 0), {"top guard": (0, 400), "top lie": (0, -900)})


def relations_of(text: str, model: Weights | None) -> list[Relation]:
    _, _, parse = next(parsed([report_of(text)]))
    mentions = find_mentions(parse)
    actors = find_actors(parse, mentions)
    owner = {mention: actor.id for actor in actors for mention in actor.mentions}
    linked = tuple(msgspec.structs.replace(mention, actor=owner.get(mention.id)) for mention in mentions)
    return list(find_relations(parse, Cast(linked), actors, (), model=model))


def test_a_model_without_classes_ties_nothing() -> None:
    assert [each for each in relations_of(GUARDS, NOTHING) if each.odds is not None] == []


def test_planted_weights_tie_what_they_weigh() -> None:
    found = [each for each in relations_of(GUARDS, PLANTED) if each.odds is not None]
    assert {(each.type, each.sign) for each in found} == {("in_contact_with", 0)}
    assert {GUARDS[each.cue.spans[0].start : each.cue.spans[0].end] for each in found} <= {"guarded", "near"}
    assert all(each.odds is not None and each.odds > 0.9 for each in found)
    assert [each for each in relations_of("Arica's dockers lie beside the Chilean consul.", PLANTED) if each.odds is not None] == []


@pytest.mark.parametrize(
    "text", ["Bolivian troops massed near Arica and struck the rebels.", "The envoys of Peru and Chile conferred with Otto Frisch in Lima."]
)
def test_shipped_weights_give_the_same_each_time(text: str) -> None:
    once, again = relations_of(text, None), relations_of(text, None)
    assert once == again
    for each in once:
        assert each.odds is None or 0.3 <= each.odds <= 1
        assert all(text[span.start : span.end].strip() for span in each.cue.spans)


def test_shipped_weights_are_whole() -> None:
    model = shipped()
    assert model.classes[0] == ""
    assert len(model.bias) == len(model.classes)
    assert {len(row) for row in model.rows.values()} == {len(model.classes)}


def test_who_fights_or_backs_whom_must_be_said() -> None:
    fights = Weights(("", "fights"), PLANTED.bias, PLANTED.rows)
    assert [each for each in relations_of(GUARDS, fights) if each.odds is not None] == []
