"""Walks over a parse, and the cast's lookups."""

from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.text import Report
from dragoman.read import engines
from dragoman.read.anatomy import find_layout

TEXT = "Talks\n\nGeneral Orla Brandt, who leads the Harbour Guard, and two ministers met the envoy’s staff in Port Velane. She left."


def parse_of(text: str) -> Parse:
    report = Report(id="r-1", text=text, language="en")
    return next(engines.parse_reports([report], [find_layout(report)]))


PARSE = parse_of(TEXT)


def token(word: str) -> Token:
    return next(item for item in PARSE.tokens if item.text == word)


def test_tokens_slice_back_and_bound_their_subtrees() -> None:
    for item in PARSE.tokens:
        assert TEXT[item.start : item.end] == item.text
        assert item.left <= item.i < item.right
        for child in PARSE.children(item):
            assert item.left <= child.i < item.right


def test_sentences_count_through_headline_and_body() -> None:
    assert [(sentence.number, sentence.part) for sentence in PARSE.sentences] == [(1, "headline"), (2, "body"), (3, "body")]
    assert PARSE.sentence_at(TEXT.index("She")) == PARSE.sentences[2]
    assert PARSE.sentence_at(len(TEXT) + 5) is None


def test_phrase_leaves_clauses_and_conjuncts_out() -> None:
    assert PARSE.words(PARSE.phrase(token("Brandt"))) == "General Orla Brandt"
    assert PARSE.words(PARSE.phrase(token("Brandt"), conjuncts=True)).startswith("General Orla Brandt")
    assert PARSE.words(PARSE.phrase(token("staff"))).startswith("the envoy’s staff")
    assert PARSE.words(PARSE.phrase(token("envoy"))) == "the envoy"


def test_conjuncts_ancestors_and_top() -> None:
    several = parse_of("The envoy met generals, ministers and dockers.")
    generals = next(item for item in several.tokens if item.text == "generals")
    assert [item.text for item in several.conjuncts(generals)] == ["generals", "ministers", "dockers"]
    assert token("met") in PARSE.ancestors(token("Velane"))
    start = TEXT.index("General")
    assert PARSE.top(start, start + len("General Orla Brandt")) == token("Brandt")
    assert PARSE.top(len(TEXT), len(TEXT) + 1) is None


def test_an_empty_text_has_an_empty_parse() -> None:
    parse = parse_of("")
    assert parse.tokens == ()
    assert parse.sentence_at(0) is None


def test_cast_gives_the_shortest_mention_over_an_offset() -> None:
    inner = Mention(id="m-1", start=4, end=9, kind="person", form="name", actor="a-1")
    outer = Mention(id="m-2", start=0, end=20, kind="group", form="description", actor="a-2")
    cast = Cast((inner, outer))
    assert cast.actor_at(5) == "a-1"
    assert cast.actor_at(10) == "a-2"
    assert cast.mentions_in(0, 4) == [outer]
    assert cast.mention_at(20) is None
    assert Cast(()).actor_at(0) is None


def test_ids_depend_on_every_part() -> None:
    assert make_id("m", 1, 23) != make_id("m", 12, 3)
    assert make_id("m", 1, 23) == make_id("m", 1, 23)
    assert make_id("m", "\ud800").startswith("m-")
