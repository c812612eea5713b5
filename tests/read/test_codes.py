"""ACLED codes of tellings: every example and look-alike of the mapping and of the sides, the parts of the codebook, CAMEO codes of the entries."""

from functools import cache

import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.plover import CONTEXTS, MODES, SECTORS
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.events.codes import CAMEO, NEVER, SUB_EVENTS, Deed, Row, SideWords, acled_of, cameo_fits, deed_of, side_of
from dragoman.read.events.contexts import contexts_of
from dragoman.read.events.predicates import Predicate, predicates
from dragoman.read.events.proposing import propose
from dragoman.read.events.weapons import weapon_of
from eval.corpora import report_of

ROWS = lexicon.load("acled", Row)
SIDES = lexicon.load("sides", SideWords)
SENTENCES = tuple(dict.fromkeys(text for each in (*ROWS, *SIDES) for text in (*each.examples, *each.lookalikes)))


@cache
def parsed(texts: tuple[str, ...]) -> dict[str, Parse]:
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in texts]
    return dict(zip(texts, engines.parse_reports([report_of(text) for text in texts], layouts), strict=True))


def deeds(text: str) -> list[Deed]:
    parse = parsed(SENTENCES)[text]
    found = []
    for telling in propose(parse, Cast(())).tellings:
        named = (weapon_of(parse, each.token, each.entry.type) for each in (telling, *telling.parts))
        weapon = next((each for each in named if each), None)
        found.append(deed_of(parse, telling, weapon=weapon, contexts=contexts_of(parse, parse.sentence(telling.token))))
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row(row: Row) -> None:
    assert row.examples
    assert row.lookalikes
    for text in row.examples:
        assert row.sub_event in [acled_of(deed) for deed in deeds(text)], text
    for text in row.lookalikes:
        assert row.sub_event not in [acled_of(deed) for deed in deeds(text)], text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row_speaks_the_codebooks(row: Row) -> None:
    assert row.sub_event in SUB_EVENTS
    assert set(row.weapons) <= set(SUB_EVENTS)
    assert set(row.contexts) | set(row.contexts_not) <= set(CONTEXTS)
    assert set(row.modes) <= {"none", *(mode for type_ in row.types for mode in MODES[type_])}
    assert all(any(code in codes for codes in CAMEO.values()) for code in row.cameo)


def test_every_sub_event_has_a_row_or_is_named_as_having_none() -> None:
    assert len(SUB_EVENTS) == len(set(SUB_EVENTS)) == 25
    assert {row.sub_event for row in ROWS} | NEVER == set(SUB_EVENTS)
    assert not {row.sub_event for row in ROWS} & NEVER


def test_ids_are_unique() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("entry", SIDES, ids=lambda entry: entry.id)
def test_side(entry: SideWords) -> None:
    def side(text: str) -> str | None:
        parse = parsed(SENTENCES)[text]
        return side_of(parse, next(token for token in parse.tokens if token.dep == "nsubj"))

    assert set(entry.sectors) <= set(SECTORS)
    for text in entry.examples:
        assert side(text) == entry.side if entry.side != "member" else side(text), text
    for text in entry.lookalikes:
        assert side(text) != entry.side if entry.side != "member" else not side(text), text


def test_sector_tells_where_words_do_not() -> None:
    parse = parsed(SENTENCES)["The tribes fought."]
    assert side_of(parse, parse.tokens[1]) is None
    assert side_of(parse, parse.tokens[1], "REB") == "rebel"
    assert side_of(parse, parse.tokens[1], "GOV") is None


@pytest.mark.parametrize("type_", ["CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"])
def test_words_have_no_code(type_: str) -> None:
    deed = Deed(type=type_, actors=("state",), recipients=("rebel",))
    assert acled_of(deed) is None


def test_a_deed_of_nobody_has_no_code() -> None:
    assert acled_of(Deed(type="ASSAULT")) is None
    assert acled_of(Deed(type="ASSAULT", mutual=True, actors=(None,))) is None


@pytest.mark.parametrize("entry", predicates(), ids=lambda entry: entry.id)
def test_cameo_root_fits_the_type(entry: Predicate) -> None:
    assert any(entry.cameo in codes for codes in CAMEO.values())
    assert entry.cameo[:2] in {code[:2] for code in CAMEO[entry.type]}


def test_cameo_fits() -> None:
    assert cameo_fits("PROTEST", "141")
    assert not cameo_fits("PROTEST", "0141")
    assert not cameo_fits("RIVALRY", "141")
