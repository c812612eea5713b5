"""Weapons of tellings: every example and look-alike of the lexicon, what is tied to which trigger, and odd texts."""

from functools import cache

import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.plover import MODES
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.events.codes import SUB_EVENTS
from dragoman.read.events.proposing import propose
from dragoman.read.events.weapons import Arm, Weapon, weapon_of
from eval.corpora import report_of

ARMS = lexicon.load("weapons", Arm)
# text → trigger, the weapon's words, mode
CASES = [
    ("The army pounded the town with mortars and rockets.", "pounded", "mortars and rockets", "heavy-weapons"),
    ("Guards attacked the crowd with knives and rifles.", "attacked", "knives and rifles", None),
    ("The rebels fired short-range ballistic missiles at the port.", "fired", "short-range ballistic missiles", "heavy-weapons"),
    ("Rockets were fired at the port.", "fired", "Rockets", "heavy-weapons"),
    ("Two of the rockets hit a school.", "hit", "rockets", "heavy-weapons"),
    ("A suicide car bomb killed six guards.", "killed", "suicide car bomb", "suicide-attack"),
    ("A car bomb exploded near the gate, killing six guards.", "killing", "car bomb", "explosives"),
    ("The attack was carried out with drones.", "attack", "drones", "drone"),
    ("An attack using drones wounded two clerks.", "attack", "drones", "drone"),
    ("The blast that wounded two clerks was a roadside bomb attack.", "attack", "roadside bomb", "explosives"),
    ("Six clerks died in an airstrike.", "airstrike", "airstrike", "aerial"),
    ("The drone strike killed a general and wounded two guards.", "wounded", "drone", "drone"),
    ("Gunmen armed with rifles attacked the convoy.", "attacked", "rifles", "firearms"),
    ("Militants opened fire with automatic weapons on the crowd.", "opened", "automatic weapons", "firearms"),
    ("Two clerks were wounded by machine-gun fire.", "wounded", "machine-gun", "firearms"),
    ("Rebels attacked the base with a volley of rockets.", "attacked", "rockets", "heavy-weapons"),
    ("Police fired tear gas and rubber bullets at protesters.", "fired", "tear gas and rubber bullets", "crowd-control"),
    ("The bomb that killed two priests was hidden in a cart.", "killed", "bomb", "explosives"),
    ("Rebels fired rockets at the base and abducted two nurses.", "abducted", None, None),
    ("The editor published a bombshell report after rebels attacked the port.", "attacked", None, None),
    ("Rebels attacked a man who carried a gun.", "attacked", None, None),
    ("The army destroyed two tanks.", "destroyed", None, None),
    ("Rebels attacked a factory of bombs.", "attacked", None, None),
    ("The bombing of tanks near the port went on.", "bombing", "bombing", "explosives"),
    ("Soldiers killed the rebels near a mortar.", "killed", None, None),
]


@cache
def parsed(texts: tuple[str, ...]) -> dict[str, Parse]:
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in texts]
    return dict(zip(texts, engines.parse_reports([report_of(text) for text in texts], layouts), strict=True))


SENTENCES = tuple(dict.fromkeys([*(case[0] for case in CASES), *(text for arm in ARMS for text in (*arm.examples, *arm.lookalikes))]))


def weapons(text: str) -> list[Weapon]:
    parse = parsed(SENTENCES)[text]
    told = [each for telling in propose(parse, Cast(())).tellings for each in (telling, *telling.parts)]
    return [found for each in told if (found := weapon_of(parse, each.token, each.entry.type))]


@pytest.mark.parametrize(("text", "trigger", "words", "mode"), CASES)
def test_case(text: str, trigger: str, words: str | None, mode: str | None) -> None:
    parse = parsed(SENTENCES)[text]
    token = next(token for token in reversed(parse.tokens) if token.text == trigger)
    found = weapon_of(parse, token, "ASSAULT")
    assert (found and parse.words(found.span), found and found.mode) == (words, mode)


@pytest.mark.parametrize("arm", ARMS, ids=lambda arm: arm.id)
def test_arm(arm: Arm) -> None:
    assert arm.examples
    assert arm.lookalikes
    for text in arm.examples:
        found = weapons(text)
        assert found, text
        if arm.kind == "weapon":
            assert {each.mode for each in found} == {arm.mode}, text
            assert {each.acled for each in found} == {arm.acled}, text
    for text in arm.lookalikes:
        assert not weapons(text), text


@pytest.mark.parametrize("arm", ARMS, ids=lambda arm: arm.id)
def test_arm_speaks_the_codebooks(arm: Arm) -> None:
    assert arm.mode is None or arm.mode in MODES["ASSAULT"]
    assert arm.acled is None or arm.acled in SUB_EVENTS
    assert arm.kind == "weapon" or not (arm.mode or arm.acled or arm.beside)


def test_a_weapon_stands_under_one_entry() -> None:
    words = [word for arm in ARMS if arm.kind == "weapon" for word in arm.words]
    assert sorted(words) == sorted(set(words))


def test_what_is_given_is_not_used() -> None:
    parse = parsed(SENTENCES)["Rebels fired rockets at the base."]
    assert weapon_of(parse, parse.tokens[1], "AID") is None


@pytest.mark.parametrize(
    "text", ["", "?!", "bomb " * 2000, "with with bombs " * 500, "a bomb of a bomb of " * 300, "rockets and " * 2000, "🔥 bomb 🔥"]
)
def test_odd_text_never_raises(text: str) -> None:
    parse = parsed((text,))[text]
    for token in parse.tokens[:: max(1, len(parse.tokens) // 50)]:
        found = weapon_of(parse, token, "ASSAULT")
        assert found is None or parse.words(found.span).strip()
