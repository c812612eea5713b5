import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, SourceKind, Stance
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines
from dragoman.read.attribution import find_attributions
from dragoman.read.attribution.cues import Cue
from dragoman.read.attribution.finder import find
from dragoman.read.attribution.found import Found
from dragoman.read.attribution.words import SourceWord
from dragoman.read.encoder import encode_report
from dragoman.read.quotes import find_quotes

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "attribution.yaml").read_bytes(), type=list[dict[str, Any]])
CUES = tuple(cue for cue in lexicon.load("cues", Cue) if cue.pos != "denial")
DENIALS = tuple(cue for cue in lexicon.load("cues", Cue) if cue.pos == "denial")
WORDS = lexicon.load("source_kinds", SourceWord)
ODD = [
    "",
    "”",
    "“““",
    '" " "',
    "said",
    "said said said.",
    "“Unclosed. He said",
    "according to",
    "قال الوزير إن الجسر مغلق.",
    "😀 said 😀: “😀”",
    "“” said “”.",
    "('' said \"",
    "one of " * 3000 + "us said it rained.",
    "\n\n“\n\n”",
]


def parse_of(text: str) -> Parse:
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Part("body", at, at + len(line)))
        at += len(line) + 1
    return next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=tuple(paragraphs))]))


def attributions_of(text: str, cast: Cast = Cast(())) -> tuple[Attribution, ...]:  # noqa: B008  # a frozen noun
    parse = parse_of(text)
    return find_attributions(parse, cast, encode_report(parse))


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[span.start : span.end] for span in spans) or "-"


def told(text: str, attribution: Attribution) -> dict[str, object]:
    source = attribution.source
    return {
        "source": words(text, source.spans),
        "cue": words(text, attribution.cue.spans),
        "content": words(text, attribution.content.spans),
        "kind": source.kind,
        "number": source.number,
        "basis": source.basis,
        "terms": source.terms,
        "manner": attribution.manner,
        "stance": attribution.stance,
        "nested": attribution.parent is not None,
    }


def founds(text: str) -> list[Found]:
    parse = parse_of(text)
    return list(find(parse, find_quotes(parse), encode_report(parse)))


def named(rows: Iterable[tuple[Any, str]]) -> list[Any]:
    """A test a row, called by the entry and the text."""
    return [pytest.param(entry, text, id=f"{entry.id}: {text}") for entry, text in rows]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = [told(case["text"], attribution) for attribution in attributions_of(case["text"])]
    assert [{key: row[key] for key in wanted} for row, wanted in zip(found, case["found"], strict=True)] == case["found"]


@pytest.mark.parametrize(("cue", "text"), named((cue, text) for cue in CUES for text in cue.examples))
def test_cue_example(cue: Cue, text: str) -> None:
    assert cue.id in [found.cue.id for found in founds(text)]


@pytest.mark.parametrize(("cue", "text"), named((cue, text) for cue in CUES for text in cue.lookalikes))
def test_cue_lookalike(cue: Cue, text: str) -> None:
    assert cue.id not in [found.cue.id for found in founds(text)]


@pytest.mark.parametrize(("cue", "text"), named((cue, text) for cue in DENIALS for text in cue.examples))
def test_denial(cue: Cue, text: str) -> None:
    assert attributions_of(text)[0].stance == "denies", cue.id


@pytest.mark.parametrize(("cue", "text"), named((cue, text) for cue in DENIALS for text in cue.lookalikes))
def test_no_denial(cue: Cue, text: str) -> None:
    assert attributions_of(text)[0].stance != "denies", cue.id


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry made the claim that the road was safe.", "asserts"),
        ("The abbot voiced the view that the well would last.", "asserts"),
        ("The ministry rejected the claim that the road was safe.", "denies"),
    ],
)
def test_verb_over_a_noun_that_attributes(text: str, stance: str) -> None:
    found = attributions_of(text)
    assert found
    assert all(attribution.source.spans and attribution.stance == stance for attribution in found)


def test_verb_over_a_noun_that_does_not() -> None:
    assert not [attribution for attribution in attributions_of("The ministry copied the claim that the road was safe.") if attribution.source.spans]


def says(word: SourceWord, text: str) -> bool:
    """Whether the source of the text's first attribution is what the word tells."""
    source = attributions_of(text)[0].source
    match word.field:
        case "ending":
            return source.kind == "anonymous"
        case "kind" | "name" | "masthead" | "station" | "outlet" | "hearsay" | "unsure" | "office":
            return source.kind == word.value
        case "part":
            return source.kind == "anonymous"
        case "basis" | "onlooker" | "deed" | "witness" | "undergone" | "reads" | "paper" | "close":
            return source.basis == word.value
        case "called" | "state":
            return source.basis == "direct"
        case "voice":
            return source.kind == "named"
        case "terms" | "opener" | "hold" | "reason":
            return source.terms is not None
        case "number":
            return source.number == int(word.value)
        case "generic" | "many" | "article":
            return source.number is not None


@pytest.mark.parametrize(("word", "text"), named((word, text) for word in WORDS for text in word.examples))
def test_source_example(word: SourceWord, text: str) -> None:
    assert says(word, text)


@pytest.mark.parametrize(("word", "text"), named((word, text) for word in WORDS for text in word.lookalikes))
def test_source_lookalike(word: SourceWord, text: str) -> None:
    assert not says(word, text)


def test_lexicon_values_fit_the_nouns() -> None:
    assert {word.value for word in WORDS if word.field in ("kind", "name")} <= set(get_args(SourceKind))
    assert {stance for cue in CUES for stance in (cue.stance, cue.negated) if stance} <= set(get_args(Stance))


def test_quotation_runs_into_the_next_paragraph() -> None:
    text = "“The well is dry,” the farmer said.\n\n“We will leave in May.”\n\nThe road was empty."
    (attribution,) = attributions_of(text)
    assert words(text, attribution.content.spans) == "“The well is dry,” … “We will leave in May.”"


def test_a_quotation_without_speaker_near_is_nobodys() -> None:
    text = "“The well is dry,” the farmer said.\n\nThe road was empty.\n\n“We will leave in May.”"
    (attribution,) = attributions_of(text)
    assert words(text, attribution.content.spans) == "“The well is dry,”"


def test_a_pronoun_is_what_its_actor_is() -> None:
    text = "A guard said the gate was open. He said the lamp was out."
    guard = Mention(id="m-1", start=0, end=7, kind="person", form="description", actor="a-1")
    pronoun = Mention(id="m-2", start=32, end=34, kind="person", form="pronoun", actor="a-1")
    sources = [attribution.source for attribution in attributions_of(text, Cast((guard, pronoun)))]
    assert [(source.actor, source.kind, source.number) for source in sources] == [("a-1", "anonymous", 1)] * 2


def test_a_name_beside_a_description_gives_the_actor() -> None:
    text = "The head of the harbour union, Agnes Holm, said the strike was over."
    start = text.index("Agnes")
    name = Mention(id="m-1", start=start, end=start + 10, kind="person", form="name", actor="a-1")
    (attribution,) = attributions_of(text, Cast((name,)))
    assert (attribution.source.actor, attribution.source.kind, attribution.source.number) == ("a-1", "named", 1)


def test_it_speaks_only_for_an_actor() -> None:
    text = "The fort fell. It wanted to be free."
    assert attributions_of(text) == ()
    fort = Mention(id="m-1", start=text.index("It"), end=text.index("It") + 2, kind="group", form="pronoun", actor="a-1")
    assert len(attributions_of(text, Cast((fort,)))) == 1


def test_parents_close_no_circle() -> None:
    text = "A nurse said two of them had recognised a gunman, according to her sister."
    found = {attribution.id: attribution.parent for attribution in attributions_of(text)}
    assert len(found) == 2
    assert list(found.values()).count(None) == 1


def test_headline_speaker() -> None:
    text = "Envoys: truce near"
    layout = Layout(parts=(Part("headline", 0, len(text)),))
    parse = next(engines.parse_reports([Report(id="r", text=text)], [layout]))
    (attribution,) = find_attributions(parse, Cast(()), encode_report(parse))
    assert (words(text, attribution.source.spans), words(text, attribution.content.spans)) == ("Envoys", "truce near")


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_marks(marks: str) -> None:
    text = f"{marks[0]}The well is dry,{marks[1]} the farmer said."
    (attribution,) = attributions_of(text)
    assert words(text, attribution.content.spans) == f"{marks[0]}The well is dry,{marks[1]}"


@pytest.mark.parametrize("text", ODD)
def test_odd_text(text: str) -> None:
    for attribution in attributions_of(text):
        for span in (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans):
            assert text[span.start : span.end].strip() == text[span.start : span.end] != ""


@pytest.mark.parametrize(
    "text", ["“It rains,” the mayor said. ", '" ', "the mayor said that ", "(", "“", "'' said ", '"', "he spoke on condition of anonymity and "]
)
def test_cost_grows_with_length_alone(text: str) -> None:
    """Four times the text takes no more than some ten times the steps: counted in calls, not seconds."""

    def steps(repeats: int) -> int:
        parse = parse_of(text * repeats)
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            find_attributions(parse, Cast(()), encode_report(parse))
        finally:
            sys.setprofile(None)
        return counted

    assert steps(400) < 10 * steps(100) + 1000


def test_ids_are_unique_and_stable() -> None:
    text = "The mayor said the road was shut and the farmer said the well was dry. “We will leave,” the farmer said."
    ids = [attribution.id for attribution in attributions_of(text)]
    assert len(set(ids)) == len(ids) == 3
    assert ids == [attribution.id for attribution in attributions_of(text)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The state denies them the right of appeal.", "declines"),
        ("The minister denied that he had signed.", "denies"),
        ("The minister denied it.", "denies"),
    ],
)
def test_to_deny_somebody_a_thing_is_no_denial(text: str, stance: str) -> None:
    found = attributions_of(text, Cast(()))
    assert [item.stance for item in found] == [stance]
