import msgspec
import pytest

from dragoman.lexicon import load
from dragoman.model.cast import Cast
from dragoman.model.reading import Attribution, Relation, Source, Words
from dragoman.model.text import Span
from dragoman.read.actors import find_actors
from dragoman.read.mentions import find_mentions
from dragoman.read.relations import Mood, Tie, find_relations
from eval.corpora import parsed, report_of


def relations_of(text: str, attributions: tuple[Attribution, ...] = ()) -> list[tuple[Relation, str, str]]:
    _, _, parse = next(parsed([report_of(text)]))
    mentions = find_mentions(parse)
    actors = find_actors(parse, mentions)
    owner = {mention: actor.id for actor in actors for mention in actor.mentions}
    mentions = tuple(msgspec.structs.replace(mention, actor=owner.get(mention.id)) for mention in mentions)
    names = {actor.id: actor.name for actor in actors}
    relations = find_relations(parse, Cast(mentions), actors, attributions)
    return [(relation, names[relation.source.actor or ""], names[relation.target.actor or ""]) for relation in relations if relation.odds is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cuba-backed militias attacked the port.", ("backs", 1, "Cuba", "Cuba-backed militias", "backed")),
        ("Pro-Cuba militias attacked the port.", ("backs", 1, "Pro-Cuba militias", "Cuba", "Pro")),
        ("The militia is backed by Cuba.", ("backs", 1, "Cuba", "militia", "backed")),
        ("The militia was armed by neighbouring Chad.", ("arms", 1, "Chad", "militia", "armed")),
        ("Rebels that hold the marsh and are backed by Cuba advanced.", ("backs", 1, "Cuba", "Rebels", "backed")),
        ("Bolivia accused Chile of arming the rebels.", ("arms", 1, "Chile", "rebels", "arming")),
        (
            "The council will vote on a ban on fuel sales to Chile, which Bolivia accuses of arming the rebels.",
            ("arms", 1, "Chile", "rebels", "arming"),
        ),
        ("Bolivia blamed Chile for arming the rebels.", ("arms", 1, "Chile", "rebels", "arming")),
        ("Bolivia left the talks after arming the rebels.", ("arms", 1, "Bolivia", "rebels", "arming")),
        ("Cuba armed the militia.", ("arms", 1, "Cuba", "militia", "armed")),
        ("Bolivia fought Paraguay for three years.", ("fights", -1, "Bolivia", "Paraguay", "fought")),
        ("The rebels clashed with the army.", ("fights", -1, "rebels", "army", "clashed")),
        ("Carlos Mendez met with Pedro Arce.", ("in_contact_with", 0, "Carlos Mendez", "Pedro Arce", "met")),
        ("Carlos Mendez, head of the Coast League, resigned.", ("leads", 0, "Carlos Mendez", "Coast League", "head")),
        ("Carlos Mendez, a spokesman for the Coast League, resigned.", ("member_of", 1, "Carlos Mendez", "Coast League", "spokesman")),
        ("Carlos Mendez praised his predecessor, Pedro Arce.", ("succeeded", 0, "Carlos Mendez", "Pedro Arce", "predecessor")),
        ("Pedro Arce, a brother of Carlos Mendez, resigned.", ("kin_of", 0, "Pedro Arce", "Carlos Mendez", "brother")),
        ("The rebels are based in Chad.", ("located_in", 0, "rebels", "Chad", "based in")),
        ("Bulgaria, an ally of Germany, agreed.", ("allied_with", 1, "Bulgaria", "Germany", "ally")),
        ("Bolivia opposes Chile.", ("opposes", -1, "Bolivia", "Chile", "opposes")),
        ("Carlos Mendez, head of the Okhrana, a branch of the Coast Guard, resigned.", ("member_of", 1, "Okhrana", "Coast Guard", "branch")),
        ("Carlos Mendez, commander of the Coast Guard, resigned.", ("leads", 0, "Carlos Mendez", "Coast Guard", "commander")),
        ("The Coast Guard operations chief Carlos Mendez resigned.", ("member_of", 1, "Carlos Mendez", "Coast Guard", "operations chief")),
        ("The rebels killed three soldiers in Iquique, Chile.", ("located_in", 0, "Iquique", "Chile", "Iquique, Chile")),
        ("Carlos Mendez held talks with Pedro Arce.", ("in_contact_with", 0, "Carlos Mendez", "Pedro Arce", "talks")),
        ("Chile launched airstrikes against the rebels.", ("fights", -1, "Chile", "rebels", "airstrikes")),
        ("Talks between Bolivia and Chile failed.", ("in_contact_with", 0, "Bolivia", "Chile", "Talks")),
        ("Carlos Mendez died in Lima.", ("located_in", 0, "Carlos Mendez", "Lima", "in")),
        ("The army and its allies attacked.", ("allied_with", 1, "its allies", "army", "allies")),
        ("Two politicians close to the militia resigned.", ("allied_with", 1, "Two politicians", "militia", "close to")),
        ("The Andean Workers Union (AWU) agreed.", ("same_as", 0, "Andean Workers Union", "Andean Workers Union", "AWU")),
        ("Chile joined Peru to defeat the rebels.", ("fights", -1, "Chile", "rebels", "defeat")),
        ("Bolivia accused the Coast Guards, a militia armed by neighbouring Chile, of an attack.", ("arms", 1, "Chile", "Coast Guards", "armed")),
        (
            "Carlos Mendez, leader of the Harvest League, said his party would not sit with Pedro Arce.",
            ("allied_with", 1, "Harvest League", "Pedro Arce", "sit"),
        ),
    ],
)
def test_ties(text: str, expected: tuple[str, int, str, str, str]) -> None:
    found = [
        (relation.type, relation.sign, source, target, text[relation.cue.spans[0].start : relation.cue.spans[0].end])
        for relation, source, target in relations_of(text)
    ]
    assert expected in found


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Cuba does not back the militia.", "CT-"),
        ("Cuba allegedly backs the militia.", "PR+"),
        ("Cuba might back the militia.", "PS+"),
        ("Cuba backs the militia.", "CT+"),
    ],
)
def test_factuality(text: str, factuality: str) -> None:
    assert [relation.factuality for relation, _, _ in relations_of(text) if relation.type == "backs"] == [factuality]


def test_who_accuses_does_not_do_it() -> None:
    for text in (
        "Bolivia accused Chile of arming the rebels.",
        "The council will vote on a ban on fuel sales to Chile, which Bolivia accuses of arming the rebels.",
    ):
        assert "Bolivia" not in {source for relation, source, _ in relations_of(text) if relation.type == "arms"}


@pytest.mark.parametrize(
    "text", ["The rebels backed away.", "They met the deadline.", "It was led by chance.", "Carlos Mendez is a brother.", "He fought on."]
)
def test_no_tie_without_two_actors(text: str) -> None:
    assert [relation for relation, source, target in relations_of(text) if source != target] == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Chile's officials left early.", "member_of"),  # their name says it already
        ("Carlos Mendez told Reuters that it rained.", "in_contact_with"),  # the press is told, not met
        ("Carlos Mendez visited Lima.", "located_in"),  # an event
        ("Chile condemned airstrikes against the rebels.", "fights"),
        ("Carlos Mendez urged the army to cease its attacks on the rebels and flew home.", "in_contact_with"),
        ("Carlos Mendez died in a raid on the rebels.", "fights"),
        ("Pedro Arce, a former leader of the Coast League, spoke.", "leads"),
        ("Chile's foreign minister Elena Diaz spoke.", "leads"),  # a minister leads no state
        ("In Chile Minister Elena Diaz met Pedro Arce.", "member_of"),  # where she was, not whose minister she is
        ("The Chilean reporter Elena Diaz spoke.", "member_of"),
        ("Chile condemned the raids in Peru.", "located_in"),  # a state is not in another
    ],
)
def test_what_states_no_such_tie(text: str, type_: str) -> None:
    assert [relation for relation, _, _ in relations_of(text) if relation.type == type_] == []


def test_one_man_is_not_two_leaders() -> None:
    text = "Ana Mora, the two leaders of very large militias, left."  # a sentence that lost its verb
    assert "Ana Mora" not in [source for relation, source, _ in relations_of(text) if relation.type == "leads"]


def test_only_same_as_joins_an_actor_with_itself() -> None:
    text = "Carlos Mendez, a politician, is the leader of the Coast League (CL). He met his friend Pedro Arce, a lawyer, and himself in Lima, Peru."
    found = relations_of(text)
    assert {relation.type for relation, source, target in found if source == target} == {"same_as"}
    assert all(source != target for relation, source, target in found if relation.type != "same_as")


def test_a_leader_is_no_mere_member() -> None:
    text = "Carlos Mendez, director of the Coast League, resigned. Mendez, a member of the Coast League, flew home."
    assert {relation.type for relation, source, target in relations_of(text) if source != target} == {"leads"}


def test_the_attribution_whose_content_holds_the_cue() -> None:
    text = "Pedro Arce said Cuba backs the militia. Chile backs the rebels."
    end = text.index(".")
    attribution = Attribution(id="s-1", source=Source(), cue=Words((Span(11, 15),)), content=Words((Span(16, end),)), manner="indirect")
    held = {source: relation.attributions for relation, source, _ in relations_of(text, (attribution,)) if relation.type == "backs"}
    assert held == {"Cuba": ("s-1",), "Chile": ()}


@pytest.mark.parametrize("text", ["", '"' * 1000, "backed backed backed", "-backed -backed", "of of by by led led"])
def test_odd_text_raises_nothing(text: str) -> None:
    assert relations_of(text) == []


@pytest.mark.parametrize("tie", load("ties", Tie), ids=lambda tie: f"{tie.shape}-{tie.words[0]}")
def test_tie_examples(tie: Tie) -> None:
    for example in tie.examples:
        assert tie.type in [relation.type for relation, _, _ in relations_of(example)], example
    for lookalike in tie.lookalikes:
        assert tie.type not in [relation.type for relation, _, _ in relations_of(lookalike)], lookalike


@pytest.mark.parametrize("mood", load("tie_moods", Mood), ids=lambda mood: mood.factuality)
def test_mood_examples(mood: Mood) -> None:
    for example in mood.examples:
        assert mood.factuality in [relation.factuality for relation, _, _ in relations_of(example)], example
    for lookalike in mood.lookalikes:
        assert mood.factuality not in [relation.factuality for relation, _, _ in relations_of(lookalike)], lookalike
