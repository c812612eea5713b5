"""Pronouns that are bound, nouns that point back, speakers, ties that happenings show, links to known actors."""

import random
from typing import Literal

import pytest

from dragoman.lexicon import load, names
from dragoman.lexicon.actors import KnownActor, Listed, known_actors
from dragoman.lexicon.names import GivenNames
from dragoman.lexicon.states import codes_of
from dragoman.model.actor import Actor, Mention
from dragoman.model.reading import Argument, Factuality, Reading, Relation, RelationType, Words
from dragoman.model.text import Span
from dragoman.read import read_report
from dragoman.read.actors.backwards import Backwards
from dragoman.read.actors.sectors import Naming, fits, namings, sector_of_name
from dragoman.read.binding import binder
from dragoman.read.camps import find_camps
from dragoman.read.known import link_known
from dragoman.read.relations.deeds import Deed
from eval.corpora import parsed, report_of

from .test_actors import actors_of


def reading_of(text: str) -> Reading:
    return read_report(report_of(text, "1931-05-04"))


def bound(text: str, pronoun: str) -> str | None:
    _, _, parse = next(parsed([report_of(text)]))
    token = next(token for token in parse.tokens if token.lower == pronoun)
    found = binder(parse, token)
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Bolivia moved its troops.", "its", "Bolivia"),
        ("The party said it would quit the cabinet.", "it", "party"),
        ("The rebels say they withdrew from the town.", "they", "rebels"),
        ("The ministry, which lost its archive, said nothing.", "its", "ministry"),
        ("Peru denied it.", "it", None),
        ("It rained in Lima.", "it", None),
    ],
)
def test_binder(text: str, pronoun: str, expected: str | None) -> None:
    assert bound(text, pronoun) == expected


@pytest.mark.parametrize("entry", load("backwards", Backwards), ids=lambda entry: entry.id)
def test_nouns_point_back(entry: Backwards) -> None:
    def pointed(text: str) -> bool:
        _, _, parse = next(parsed([report_of(text)]))
        starts = {token.start for token in parse.tokens if token.lemma.lower() in entry.words and token.text[0].islower()}
        reading = reading_of(text)
        named = [actor for actor in reading.actors if any(one.form == "name" for one in reading.mentions if one.id in actor.mentions)]
        held = {id_ for actor in named for id_ in actor.mentions}
        return any(
            mention.id in held and mention.form == "description" and mention.end - 1 >= start >= mention.start
            for mention in reading.mentions
            for start in starts
        )

    assert [text for text in entry.examples if not pointed(text)] == []
    assert [text for text in entry.lookalikes if pointed(text)] == []


@pytest.mark.parametrize("entry", load("deeds", Deed), ids=lambda entry: entry.id)
def test_happenings_show_ties(entry: Deed) -> None:
    def shown(text: str) -> bool:
        return any(tie.type == entry.tie and tie.sign == entry.sign and tie.odds is None for tie in reading_of(text).relations)

    assert [text for text in entry.examples if not shown(text)] == []
    assert [text for text in entry.lookalikes if shown(text)] == []


@pytest.mark.parametrize("entry", load("given_names", GivenNames), ids=lambda entry: entry.gender)
def test_given_names(entry: GivenNames) -> None:
    assert all(names.gender_of(" ".join(text.split()[:2])) == entry.gender for text in entry.examples)
    assert all(names.gender_of(text) is None for text in entry.lookalikes)


def test_he_and_she_go_by_given_names() -> None:
    actors = {actor.name: actor for actor in actors_of("Maria Torres met Pedro Arce. He left at noon.")}
    assert len(actors["Pedro Arce"].mentions) == 2
    assert len(actors["Maria Torres"].mentions) == 1


def test_his_successor_is_another() -> None:
    actors = {actor.name: actor for actor in actors_of("Bogdan Krylov said his successor, Irena Vasik, had lied.")}
    assert len(actors["Bogdan Krylov"].mentions) == 2


def test_i_is_who_is_quoted() -> None:
    text = "“I will not leave the palace,” General Henri Dufour told reporters. Pedro Arce laughed."
    reading = reading_of(text)
    dufour = next(actor for actor in reading.actors if actor.name == "Henri Dufour")
    spoken = [mention for mention in reading.mentions if text[mention.start : mention.end] == "I"]
    assert [mention.actor for mention in spoken] == [dufour.id]
    assert spoken[0].id in dufour.mentions


def test_i_outside_quotation_marks_is_nobody() -> None:
    text = "I saw General Henri Dufour leave the palace."
    assert not any(text[mention.start : mention.end] == "I" for mention in reading_of(text).mentions)


FRONT = KnownActor(name="Lantern Front", names=("LF",), kind="organization", sector="REB", country="PER", since=1931)


def linked(*actors: Actor, year: str = "1932-01-01", extra: tuple[KnownActor, ...] = ()) -> Actor:
    return link_known(actors, Listed((FRONT, *extra)), year)[0]


def actor(name: str, *aliases: str, country: str | None = None) -> Actor:
    return Actor(id="a-1", name=name, kind="group", aliases=aliases, country=country)


PERU = Actor(id="a-2", name="Peru", kind="state", country="PER")
CHILE = Actor(id="a-3", name="Chile", kind="state", country="CHL")


@pytest.mark.parametrize(
    ("found", "sure"),
    [
        (linked(actor("Lantern Front")), False),
        (linked(actor("lantern front", "LF"), PERU), False),
        (linked(actor("Lantern Front", "Lf"), CHILE), False),
        (linked(actor("Lantern Front", "Lf")), True),
        (linked(actor("Lantern Front", "LF")), True),
        (linked(actor("Lantern Front"), PERU), True),
        (linked(actor("Lantern Front", country="CHL"), PERU), None),
        (linked(actor("Lantern Front", "LF", country="CHL"), PERU), False),
        (linked(actor("Lantern Front", "LF"), PERU, year="1929-01-01"), False),
        (linked(actor("Lf"), PERU), None),
        (
            linked(
                actor("Lantern Front", "LF"), PERU, extra=(KnownActor(name="Lantern Front", id="other", names=("LF",), kind="group", country="PER"),)
            ),
            False,
        ),
        (linked(actor("Harbour Front"), PERU), None),
    ],
)
def test_known_actors_are_linked_with_reasons(found: Actor, sure: bool | None) -> None:
    assert (found.known.sure if found.known else None) == sure
    assert found.sector == ("REB" if sure else None)
    assert found.known is None or found.known.reason


def test_what_the_text_says_stands() -> None:
    told = Actor(id="a-1", name="Lantern Front", kind="organization", aliases=("LF",), sector="PTY", country="PER")
    assert linked(told, PERU).sector == "PTY"


def test_the_order_of_the_list_changes_nothing() -> None:
    shuffled = list(known_actors())
    random.Random(5).shuffle(shuffled)
    actors = reading_of("The Islamic Revolutionary Guards Corps (IRGC) and Fatah met in Lima. Iran protested.").actors
    bare = tuple(actors)
    assert link_known(bare, Listed(shuffled), "2020-01-01") == link_known(bare, Listed(known_actors()), "2020-01-01")


def tie(type_: RelationType, sign: Literal[-1, 1], source: str, target: str, factuality: Factuality = "CT+") -> Relation:
    ends = Argument(0, 1, source), Argument(2, 3, target)
    id_ = f"l-{source}{target}{sign}"
    return Relation(id=id_, type=type_, sign=sign, source=ends[0], target=ends[1], cue=Words((Span(1, 2),)), factuality=factuality)


def test_who_is_only_described_takes_no_side() -> None:
    actors = (*CAST[:2], Actor(id="p", name="spokesman", kind="person"))
    ties = (tie("backs", 1, "a", "p"), tie("fights", -1, "a", "b"))
    assert find_camps(actors, NAMED, ties) == ()
    named = Mention(id="m-1", start=0, end=1, kind="person", form="name", actor="p")
    assert [camp.actors for camp in find_camps(actors, (*NAMED, named), ties)] == [("a", "p")]


def test_a_camp_has_a_member_with_a_name() -> None:
    ties = (tie("backs", 1, "a", "b"), tie("fights", -1, "a", "c"))
    assert find_camps(CAST, (), ties) == ()
    assert [camp.actors for camp in find_camps(CAST, NAMED[1:2], ties)] == [("a", "b")]


def test_what_is_done_in_a_land_is_not_done_to_its_state() -> None:
    reading = reading_of("Bolivian troops shelled rebels in Paraguay on Monday.")
    paraguay = {actor.id for actor in reading.actors if actor.country == "PRY" and actor.name == "Paraguay"}
    assert not any(each.type == "fights" and each.target.actor in paraguay for each in reading.relations)


CAST = tuple(Actor(id=name, name=name, kind="organization") for name in "abcde")


NAMED = tuple(Mention(id=f"m-{name}", start=0, end=1, kind="organization", form="name", actor=name) for name in "abcde")


@pytest.mark.parametrize(
    ("ties", "camps"),
    [
        ((tie("backs", 1, "a", "b"), tie("opposes", -1, "c", "a")), [("a", "b")]),
        ((tie("backs", 1, "a", "b"),), []),
        ((tie("opposes", -1, "c", "a"),), []),
        ((tie("backs", 1, "a", "b"), tie("backs", 1, "b", "c"), tie("fights", -1, "a", "c")), [("a", "b")]),
        ((tie("backs", 1, "a", "b", "CT-"), tie("opposes", -1, "c", "a")), []),
        ((tie("allied_with", 1, "a", "b"), tie("arms", 1, "d", "c"), tie("fights", -1, "b", "c")), [("a", "b"), ("c", "d")]),
    ],
)
def test_camps(ties: tuple[Relation, ...], camps: list[tuple[str, ...]]) -> None:
    assert [camp.actors for camp in find_camps(CAST, NAMED, ties)] == camps


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Pedro Arce, mayor of Lima since 1929, resigned.", "1929-01-01", None),
        ("Bogdan Krylov, who was defence minister until 1930, was arrested.", None, "1930-12-31"),
        ("Pedro Arce, mayor from 1921 to 1925, was arrested.", "1921-01-01", "1925-12-31"),
        ("Pedro Arce, the mayor, has been in London since 1929.", None, None),
        ("Pedro Arce, the mayor, was arrested.", None, None),
    ],
)
def test_tenure(text: str, since: str | None, until: str | None) -> None:
    roles = [role for actor in reading_of(text).actors for role in actor.roles]
    assert [(role.since, role.until) for role in roles] == [(since, until)]


@pytest.mark.parametrize("entry", namings(), ids=lambda entry: entry.id)
def test_names_of_bodies_tell_their_sector(entry: Naming) -> None:
    assert [name for name in entry.examples if not fits(entry, name) or sector_of_name(name) != entry.sector] == []
    assert [name for name in entry.lookalikes if fits(entry, name)] == []


@pytest.mark.parametrize(
    ("text", "name", "sector", "kind", "words"),
    [
        ("The finance minister, Ana Rojas, resigned.", "Ana Rojas", "GOV", "office", "finance minister"),
        ("Ana Rojas, treasurer of the Miners' Union, resigned.", "Ana Rojas", "LAB", "body", "Miners' Union"),
        ("The Silver Banner Council, a militia, closed the road.", "Silver Banner Council", "UAF", "description", "militia"),
        ("Bolivia closed the road.", "Bolivia", "GOV", "state", "Bolivia"),
        ("NATO closed the base.", "NATO", "IGO", "listed", "NATO"),
        ("The Harbour Workers' Union closed the port.", "Harbour Workers' Union", "LAB", "name", "Harbour Workers' Union"),
        ("Former general Otto Frisch, now finance minister, resigned.", "Otto Frisch", "GOV", "office", "finance minister"),
    ],
)
def test_a_sector_stands_on_words(text: str, name: str, sector: str, kind: str, words: str) -> None:
    actor = next(actor for actor in reading_of(text).actors if actor.name == name)
    ground = actor.sector_ground
    assert ground is not None
    assert (actor.sector, ground.kind, text[ground.start : ground.end]) == (sector, kind, words)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nurul Huda binti Salim left. Nurul Aini binti Salim stayed.", ["Nurul Huda binti Salim", "Nurul Aini binti Salim"]),
        ("General Hou Zhenbang and General Hao Zhenbang signed. Hou wept, and Hao sang.", ["Hou Zhenbang", "Hao Zhenbang"]),
        ("Chang Te-ming left. The judge saw Chang Teming.", ["Chang Te-ming"]),
        ("Abdul Rahman Karimi met Abdul Aziz Karimi.", ["Abdul Rahman Karimi", "Abdul Aziz Karimi"]),
    ],
)
def test_persons_kept_apart_and_joined(text: str, names: list[str]) -> None:
    assert [actor.name for actor in reading_of(text).actors if actor.kind == "person" and actor.name in names] == names
    assert len({actor.name for actor in reading_of(text).actors if actor.kind == "person"} - {"judge"}) == len(names)


def offices(text: str, name: str = "Otto Frisch") -> list[tuple[str, str | None, str]]:
    actor = next(actor for actor in reading_of(text).actors if actor.name == name)
    return [(role.title, role.organization, role.status) for role in actor.roles]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otto Frisch is the mayor of Arica.", [("mayor", "Arica", "current")]),
        ("Otto Frisch will be foreign minister.", [("foreign minister", None, "elect")]),
        ("Otto Frisch was mayor of Arica and is now a banker.", [("mayor", "Arica", "former"), ("banker", None, "current")]),
        ("Otto Frisch lost his post as army chief.", [("army chief", None, "former")]),
        ("Otto Frisch, both prime minister and finance minister of Peru, resigned.", [("prime minister", "Peru", "current"), ("finance minister", "Peru", "current")]),
        ("The garrison commander, Otto Frisch, resigned.", [("commander", "garrison", "current")]),
        ("The Miners' League chose Otto Frisch as chairman.", [("chairman", "Miners' League", "current")]),
        ("Karl Behn will succeed Otto Frisch as mayor of Arica.", [("mayor", "Arica", "current")]),
        ("Peru's ambassador to Chile, Otto Frisch, resigned.", [("ambassador to Chile", "Peru", "current")]),
        ("Otto Frisch, who is still vice-president, resigned.", [("vice-president", None, "current")]),
        ("Otto Frisch is not the mayor of Arica.", []),
        ("Otto Frisch is no general.", []),
        ("Otto Frisch was never a minister.", []),
        ("Otto Frisch could become prime minister of Peru.", []),
        ("Otto Frisch wants to be president.", []),
        ("Otto Frisch denied being a spy.", []),
        ("Otto Frisch was described as a terrorist.", []),
        ("Otto Frisch, allegedly a spy, left.", []),
        ("Karl Behn, a former aide to Otto Frisch who is now director of the guild, left.", []),
    ],
)  # fmt: skip
def test_offices_are_those_that_the_text_gives(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert offices(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Donald Frisch Jr. met Donald Frisch.", 2),
        ("George W. Frisch met George H. W. Frisch.", 2),
        ("Jim Frisch spoke. James Frisch had no doubt.", 1),
        ("W. Mark Frisch spoke. Mark Frisch had no doubt.", 1),
    ],
)
def test_namesakes(text: str, count: int) -> None:
    assert sum(actor.kind == "person" for actor in reading_of(text).actors) == count


def test_states_have_the_codes_of_the_field() -> None:
    (peru,) = [actor for actor in reading_of("Peru closed the road.").actors if actor.kind == "state"]
    assert peru.codes is not None
    assert (peru.codes.iso2, peru.codes.iso_numeric, peru.codes.cow, peru.codes.gw, peru.codes.fips) == ("PE", "604", "135", "135", "PE")


def test_every_state_of_the_lexicon_is_known_by_code() -> None:
    assert sorted(state.code for state in load("countries", names.State) if codes_of(state.code) is None) == []
