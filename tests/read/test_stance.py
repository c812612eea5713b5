"""Stances of marked sentences (cases/stance.yaml), by the words alone and as the finder finds them; misses are printed."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.parse import Parse
from dragoman.model.reading import Stance
from dragoman.read.attribution.finder import find
from dragoman.read.attribution.found import Found
from dragoman.read.attribution.stance import Turn, cue_by_words, stance_by_words, stance_of
from dragoman.read.encoder import encode_report
from dragoman.read.quotes import find_quotes

from .marked import parse_marked

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "stance.yaml").read_bytes(), type=list[dict[str, str]])
TURNS = lexicon.load("stances", Turn)
ENOUGH = 0.95
DEVELOPED = 80


def tagged(marked: str) -> tuple[Parse, Found]:
    """The marked attribution as a tagger would give it: with no entry of its own."""
    parse, cue, anchor, sources, content = parse_marked(marked)
    quotes = find_quotes(parse)
    entry = cue_by_words(parse, anchor, cue, any(quotes.at(piece.start) for piece in content))
    return parse, Found(entry, anchor, cue, sources, [], content)


def misses(cases: list[dict[str, str]]) -> list[str]:
    found = [(case, stance_of(*tagged(case["text"]))) for case in cases]
    return [f"{case['text']}: {stance}, not {case['stance']}" for case, stance in found if stance != case["stance"]]


def report(missed: list[str], total: int) -> float:
    print(*missed, f"{total - len(missed)} of {total}", sep="\n")  # noqa: T201  # a test that falls short says where
    return 1 - len(missed) / total


def test_stances_while_made() -> None:
    assert report(misses(CASES[:DEVELOPED]), DEVELOPED) >= ENOUGH


def test_stances_written_before() -> None:
    fresh = CASES[DEVELOPED:]
    assert report(misses(fresh), len(fresh)) >= ENOUGH


def test_the_finder_gives_the_same() -> None:
    """Of what the finder finds of the cases (it finds most), as many are right."""
    missed, total = [], 0
    for case in CASES:
        parse, marked = tagged(case["text"])
        for found in find(parse, find_quotes(parse), encode_report(parse)):
            if found.cue_span.start <= marked.anchor.start < found.cue_span.end:
                total += 1
                stance = stance_of(parse, found)
                if stance != case["stance"]:
                    missed.append(f"{case['text']}: {stance}, not {case['stance']}")
    assert total >= 0.75 * len(CASES)
    assert report(missed, total) >= ENOUGH


def test_stance_by_words_needs_no_content() -> None:
    """With nothing but the cue's place, nine in ten are right still."""
    missed = []
    for case in CASES:
        parse, found = tagged(case["text"])
        stance = stance_by_words(parse, found.anchor, found.cue_span)
        if stance != case["stance"]:
            missed.append(f"{case['text']}: {stance}, not {case['stance']}")
    assert report(missed, len(CASES)) >= 0.9


def test_every_stance_is_tried() -> None:
    tried = [case["stance"] for case in CASES]
    assert len(CASES) >= 120
    assert {stance for stance in get_args(Stance) if tried.count(stance) >= 8} == set(get_args(Stance))


@pytest.mark.parametrize(("turn", "text"), [(turn, text) for turn in TURNS for text in turn.examples])
def test_word_examples(turn: Turn, text: str) -> None:
    assert stance_of(*tagged(text)) == turn.stance


@pytest.mark.parametrize(("turn", "text"), [(turn, text) for turn in TURNS for text in turn.lookalikes])
def test_word_lookalikes(turn: Turn, text: str) -> None:
    assert stance_of(*tagged(text)) != turn.stance


@pytest.mark.parametrize(
    "text", ["<said>", "[x] <not>", "<“>", "{The king} <:> [no]", "<did not> [it]", "{The ghost} <frobnicated> [that it rained]."]
)
def test_odd_cues_have_a_stance(text: str) -> None:
    assert stance_of(*tagged(text)) in get_args(Stance)


def test_an_unknown_word_asserts() -> None:
    assert stance_of(*tagged("{The ghost} <frobnicated> [that it rained].")) == "asserts"
