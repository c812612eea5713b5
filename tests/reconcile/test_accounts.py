"""Figures, culprits and rival accounts in sentences that tell no event, and which event they are of: from readings made by hand."""

from typing import Any

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.actor import Actor, Mention
from dragoman.model.happening import Claim
from dragoman.model.reading import Argument, Attribution, Place, Relation, Words
from dragoman.reconcile.claims import claims_in
from dragoman.reconcile.culprits import Account, charge_of
from dragoman.reconcile.tolls import TollWord, tolls_of, topic_of

from .test_claims import attribution, event, made

TOLLS = lexicon.load("tolls", TollWord)
ACCOUNTS = [each for each in lexicon.load("accounts", Account) if each.field != "rival"]
RIVALS = [each for each in lexicon.load("accounts", Account) if each.field == "rival"]


def printed(text: str) -> list[str]:
    return [f"{toll.low}{'' if toll.high else '+'}" for toll in tolls_of(text)]


@pytest.mark.parametrize("example", [each for word in TOLLS for each in word.examples])
def test_toll_example(example: str) -> None:
    text, _, figures = example.rpartition(" / ")
    assert printed(text) == figures.split()


@pytest.mark.parametrize("text", [each for word in TOLLS for each in word.lookalikes])
def test_toll_lookalike(text: str) -> None:
    assert tolls_of(text) == ()


def test_topics() -> None:
    assert topic_of("How many marched is disputed as well.") == "participants"
    assert topic_of("The mill had stood for 19 years.") is None


def named(text: str, *names: str, **kinds: str) -> tuple[tuple[Mention, ...], tuple[Actor, ...]]:
    """The actors of these names, each mentioned wherever its name stands."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            kind: Any = kinds.get(name, "organization")
            mentions.append(Mention(id=f"m-{name}-{at}", start=at, end=at + len(name), kind=kind, form="name", actor=f"a-{name}"))
            at = text.find(name, at + 1)
    actors = (
        Actor(id=f"a-{name}", name=name, kind="organization", mentions=tuple(each.id for each in mentions if each.actor == f"a-{name}"))
        for name in names
    )
    return tuple(mentions), tuple(actors)


def told(text: str, *, names: tuple[str, ...] = (), **changes: Any) -> dict[str, list[Claim]]:
    mentions, actors = named(text, *names)
    found = claims_in(made(text, mentions=mentions, actors=actors, **changes))
    return {key.partition("/")[2]: list(rows) for key, rows in found.items()}


def figures(found: dict[str, list[Claim]]) -> dict[str, list[tuple[str, int | None, str]]]:
    return {event: [(claim.figure.kind, claim.figure.low, claim.by.name) for claim in rows if claim.figure] for event, rows in found.items()}


def test_a_figure_goes_to_the_event_of_its_kind_on_the_word_of_who_gives_it() -> None:
    text = "Men shelled the mill. Guards arrested a widow. Eleven people are dead, a nurse said."
    nurse = attribution(text, "a nurse", "said", "Eleven people are dead,")
    found = told(text, events=(event(text, "shelled"), event(text, "arrested", type="COERCE")), attributions=(nurse,))
    assert figures(found) == {"e-shelled": [("killed", 11, "Gazette")]}  # a source without a voice is the report's
    assert found["e-shelled"][0].quote == "Eleven people are dead, a nurse said."


def test_a_bare_number_carries_on_the_figure_before_it() -> None:
    text = "Millers marched in Velane. The guild said 40,000 people had taken part. The watch put the number at 8,000. Bread is at 5."
    found = told(text, names=("The watch",), events=(event(text, "marched", type="PROTEST"),))
    assert figures(found) == {"e-marched": [("participants", 40000, "Gazette"), ("participants", 8000, "The watch")]}


@pytest.mark.parametrize(
    "text",
    [
        "Millers marched in Velane. Nine goats died.",  # no event of the kind
        "Men shelled the mill. In Ivren nine men died.",
    ],
)
def test_no_figure_of_the_event(text: str) -> None:
    events = tuple(event(text, word, type=kind) for word, kind in (("marched", "PROTEST"), ("shelled", "ASSAULT")) if word in text)
    places = tuple(Place(id="p", start=text.index("Ivren"), end=text.index("Ivren") + 5, name="Ivren") for _ in range("Ivren" in text))
    assert told(text, events=events, places=places) == {}


def culprits(text: str, *names: str, **changes: Any) -> list[tuple[str, str, str]]:
    found = told(text, names=names, **changes)
    return [(each, claim.claim, claim.by.name) for each, rows in found.items() for claim in rows if claim.kind == "perpetrator"]


STORM = "Men stormed the mill in Velane. "


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Brisk blamed Herons for the attack.", ("herons", "Brisk")),
        ("Brisk pointed to Herons.", ("herons", "Brisk")),
        ("It is blamed by Brisk on Herons.", ("herons", "Brisk")),
        ("Brisk blamed the attack on Herons.", ("herons", "Brisk")),
        ("Herons claimed responsibility.", ("herons", "Herons")),
        ("The attackers were Herons.", ("herons", "Gazette")),
        ("The cartridges are of a make that Herons use.", ("herons", "Gazette")),
        ("Brisk accused Herons of wasting water.", None),
        ("Nobody claimed responsibility.", None),
        ("Brisk praised Herons.", None),
    ],
)
def test_who_did_it(words: str, expected: tuple[str, str] | None) -> None:
    text = STORM + words
    found = culprits(text, "Herons", "Brisk", events=(event(text, "stormed"),))
    assert found == ([("e-stormed", *expected)] if expected else [])


def test_what_a_speaker_says_that_his_men_did() -> None:
    text = "Men seized five millers. Ferro said his men had taken them. Ferro said his men were taken."
    first = attribution(text, "Ferro", "said", "his men had taken them")
    second = attribution(text, "Ferro", "said", "his men were taken", id="at-2")
    speaker = {"actor": "a-Ferro"}
    sources = tuple(_spoken(each, **speaker) for each in (first, second))
    found = culprits(text, "Ferro", events=(event(text, "seized", type="COERCE"),), attributions=sources)
    assert found == [("e-seized", "ferro", "Gazette")]


def _spoken(said: Attribution, **changes: Any) -> Attribution:
    return msgspec.structs.replace(said, source=msgspec.structs.replace(said.source, **changes))


def test_the_accused_goes_by_all_names_that_the_report_has_for_him() -> None:
    text = STORM + "Brisk blamed Herons. Rivermen sang."
    tie = Relation(id="t", type="same_as", sign=0, source=Argument(0, 1, "a-Herons"), target=Argument(0, 1, "a-Rivermen"), cue=Words(()))
    found = told(text, names=("Herons", "Brisk", "Rivermen"), events=(event(text, "stormed"),), relations=(tie,))
    assert [(claim.claim, claim.names) for claim in found["e-stormed"]] == [("herons", ("rivermen",))]


@pytest.mark.parametrize("word", ACCOUNTS, ids=lambda each: each.id)
def test_account(word: Account) -> None:
    words = lexicon.alternation(word.words)
    assert all(words.search(text) for text in word.examples)
    assert not any(words.search(text) for text in word.lookalikes)


def test_what_a_charge_is_of() -> None:
    assert "attack" in (charge_of(" of carrying out the attack") or ())
    assert charge_of(" on Monday") is None


@pytest.mark.parametrize("example", [each for word in RIVALS for each in word.examples])
def test_rival(example: str) -> None:
    assert [claim.kind for claim in _rivals(example)] == ["whether"]


@pytest.mark.parametrize("example", [each for word in RIVALS for each in word.lookalikes])
def test_no_rival(example: str) -> None:
    assert _rivals(example) == []


def _rivals(example: str) -> list[Claim]:
    first, _, second = example.partition(" / ")
    text = f"{first} {second}"
    trigger = next(each for each in first.replace(".", "").split() if each in ("sacked", "shot"))
    befell = Argument(text.index("the master"), text.index("the master") + 10, "a-the master")
    said = attribution(text, second[: second.index(" said")], "said", second[second.index("said ") + 5 :])
    found = told(text, names=("the master",), events=(event(text, trigger, recipients=(befell,)),), attributions=(said,))
    return [claim for rows in found.values() for claim in rows]


def test_the_place_where_it_was_not() -> None:
    text = "The mill that men stormed does not stand in Ivren."
    (claim,) = told(text, events=(event(text, "stormed"),))["e-stormed"]
    assert (claim.kind, claim.claim) == ("place", "ivren")


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("“No unit has been redeployed,” Rook said.", True),
        ("“We did not move,” Rook said.", True),
        ("“They will not move,” Rook said.", False),
        ("“No one was sad that it moved,” Rook said.", False),
        ("“Not only the guild moved,” Rook said.", False),
    ],
)
def test_a_no_denies_its_own_verb(words: str, denied: bool) -> None:
    text = "Two brigades moved to the border. " + words
    no = attribution(text, "Rook", "said", words.partition(" Rook")[0])
    found = told(text, events=(event(text, "moved", type="MOBILIZE"),), attributions=(no,))
    assert [claim.kind for rows in found.values() for claim in rows] == ["whether"] * denied
