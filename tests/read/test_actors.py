from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.lexicon import load
from dragoman.model.actor import Actor
from dragoman.read.actors import find_actors
from dragoman.read.actors.descriptions import BareState
from dragoman.read.mentions import find_mentions
from eval.corpora import parsed, report_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "actors.yaml").read_text(encoding="utf-8"))


def actors_of(text: str) -> tuple[Actor, ...]:
    _, _, parse = next(parsed([report_of(text)]))
    return find_actors(parse, find_mentions(parse))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    actors = {actor.name: actor for actor in actors_of(case["text"])}
    for expected in case["actors"]:
        assert expected["name"] in actors
        actor = actors[expected["name"]]
        for key in ("kind", "country", "sector"):
            if key in expected:
                assert getattr(actor, key) == expected[key], key
        if "aliases" in expected:
            assert set(expected["aliases"]) <= set(actor.aliases)
        if "count" in expected:
            assert len(actor.mentions) == expected["count"]
        if "roles" in expected:
            assert [[role.title, role.organization, role.status] for role in actor.roles] == expected["roles"]
    for name in case.get("absent", []):
        assert name not in actors


@pytest.mark.parametrize("entry", load("bare_states", BareState), ids=lambda entry: entry.id)
def test_bare_states(entry: BareState) -> None:
    def state(text: str) -> bool:
        return any(actor.kind == "state" for actor in actors_of(text))

    assert entry.examples
    assert entry.lookalikes
    assert [text for text in entry.examples if state(text)] == []
    assert [text for text in entry.lookalikes if not state(text)] == []


def test_he_is_the_last_subject() -> None:
    text = "Carlos Mendez met Pedro Arce. He left at noon."
    mendez = next(actor for actor in actors_of(text) if actor.name == "Carlos Mendez")
    assert len(mendez.mentions) == 2


def test_a_shared_surname_alone_joins_nobody() -> None:
    names = [actor.name for actor in actors_of("Maria Torres met Pedro Torres. Torres was late.")]
    assert sorted(names) == ["Maria Torres", "Pedro Torres", "Torres"]


def test_role_spans_hold_their_words() -> None:
    text = "Peru's former navy minister Carlos Mendez, head of the Coast League, resigned."
    roles = next(actor for actor in actors_of(text) if actor.name == "Carlos Mendez").roles
    assert [(role.title, role.status) for role in roles] == [("navy minister", "former"), ("head", "current")]
    for role in roles:
        assert text[role.start : role.end] == role.title


def test_each_mention_has_one_actor_at_most() -> None:
    text = "The Chilean president, Ana Rojas, met the president of Peru. Rojas, the president, left. She flew home. Chile was silent."
    owned = [mention for actor in actors_of(text) for mention in actor.mentions]
    assert len(owned) == len(set(owned))
    assert len({actor.id for actor in actors_of(text)}) == len(actors_of(text))


@pytest.mark.parametrize(
    ("text", "words", "chains"),
    [
        ("Officials met.\n\nOfficials left.", "officials", 2),
        ("Officials met. Officials left.", "officials", 1),
        ("Two politicians met.\n\nThe politicians left.", "politicians", 1),
        ("The militia met. Rain fell. It was late. It snowed. It froze. The militia left.", "militia", 2),
        ("The militia met. Rain fell. The militia left.", "militia", 1),
    ],
)
def test_the_same_words_are_the_same_actor_only_near(text: str, words: str, chains: int) -> None:
    assert len([actor for actor in actors_of(text) if words in actor.name.lower()]) == chains


def test_reading_twice_gives_the_same() -> None:
    text = "General Ana Rojas leads the Coast Guard (CG). CG ships left Lima. Lima protested. The Coast Guard denied it."
    assert actors_of(text) == actors_of(text)


@pytest.mark.parametrize("text", ["", '"' * 2000, "He he he he.", "مرحبا", "The the the president president, , , of of", "X, Y, Z, (A), (B)."])
def test_odd_text_raises_nothing(text: str) -> None:
    for actor in actors_of(text):
        assert actor.name
        assert actor.mentions
