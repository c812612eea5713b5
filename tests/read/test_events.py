"""Events from sentences: the cases file, every example and look-alike of the lexicon, and odd texts."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.plover import CONTEXTS, MODES
from dragoman.model.reading import Attribution, EventMention, Source, Words
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines, read_report
from dragoman.read.events import find_events, propose
from dragoman.read.events.contexts import Context
from dragoman.read.events.fields import Field
from dragoman.read.events.predicates import Agents, Control, EventWord, Inert, Light, Predicate, predicates
from dragoman.read.factuality import judge_events
from eval.corpora import report_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "events.yaml").read_text(encoding="utf-8"))
LOOKALIKES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "lookalikes.yaml").read_text(encoding="utf-8"))
CONTEXTS_ = lexicon.load("contexts", Context)
INERT = lexicon.load("inert", Inert)
AGENTS = lexicon.load("agents", Agents)
LIGHTS = lexicon.load("lights", Light)
FIELDS = lexicon.load("fields", Field)
CONTROLS = lexicon.load("controls", Control)
WORDS = lexicon.load("event_words", EventWord)


def parse_all(texts: list[str]) -> list[Parse]:
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in texts]
    return list(engines.parse_reports([report_of(text) for text in texts], layouts))


@cache
def parses() -> dict[str, Parse]:
    """Every sentence of this file's data, parsed in one go."""
    lists = [
        *(
            (*each.examples, *each.lookalikes)
            for entries in (predicates(), CONTEXTS_, INERT, AGENTS, LIGHTS, FIELDS, CONTROLS, WORDS)
            for each in entries
        ),
        tuple(case["text"] for case in CASES),
        tuple(text for texts in LOOKALIKES.values() for text in texts),
    ]
    texts = list(dict.fromkeys(text for each in lists for text in each))
    return dict(zip(texts, parse_all(texts), strict=True))


def events_in(text: str) -> tuple[EventMention, ...]:
    return find_events(propose(parses()[text], Cast(())), ())


def said(text: str, spans: Any) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    events = judge_events(parses()[text], events_in(text), (), (), None)
    found = [
        [event.type, text[event.start : event.end], said(text, event.actors), said(text, event.recipients), event.status, event.factuality]
        for event in events
    ]
    assert found == case["events"]
    counts = [[count.kind, count.low, count.high] for event in events for count in event.counts]
    assert counts == case.get("counts", [])


@pytest.mark.parametrize("entry", predicates(), ids=lambda entry: entry.id)
def test_predicate(entry: Predicate) -> None:
    assert entry.examples
    assert entry.lookalikes
    for text in entry.examples:
        assert entry.id in [event.entry for event in events_in(text)], text
    for text in entry.lookalikes:
        assert entry.id not in [event.entry for event in events_in(text)], text


@pytest.mark.parametrize("entry", predicates(), ids=lambda entry: entry.id)
def test_predicate_speaks_the_codebook(entry: Predicate) -> None:
    assert entry.mode is None or entry.mode in MODES[entry.type]
    assert entry.cameo.isdecimal()
    assert 2 <= len(entry.cameo) <= 4
    assert entry.verbs or entry.nouns or entry.adjectives or entry.modals


def test_predicate_ids_are_unique() -> None:
    ids = [entry.id for entry in predicates()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("context", CONTEXTS_, ids=lambda context: context.id)
def test_context(context: Context) -> None:
    assert context.id in CONTEXTS
    for text in context.examples:
        assert any(context.id in event.contexts for event in events_in(text)), text
    for text in context.lookalikes:
        assert not any(context.id in event.contexts for event in events_in(text)), text


@pytest.mark.parametrize("entry", INERT, ids=lambda entry: entry.id)
def test_inert(entry: Inert) -> None:
    assert entry.examples
    for text in entry.examples:
        assert not events_in(text), text
    for text in entry.lookalikes:
        assert events_in(text), text


@pytest.mark.parametrize("entry", AGENTS, ids=lambda entry: entry.id)
def test_agents(entry: Agents) -> None:
    for text in entry.examples:
        assert events_in(text), text
    for text in entry.lookalikes:
        assert not events_in(text), text


@pytest.mark.parametrize("light", LIGHTS, ids=lambda light: light.id)
def test_light(light: Light) -> None:
    def carries(text: str) -> bool:
        parse = parses()[text]
        subject = next(token for token in parse.tokens if token.dep in ("nsubj", "nsubjpass"))
        nominal = [event for event in events_in(text) if parse.covering(event.start, event.end)[-1].pos == "NOUN"]
        sides = [event.actors if light.side == "actor" else event.recipients for event in nominal]
        return any(side.start <= subject.start < side.end for each in sides for side in each)

    for text in light.examples:
        assert carries(text), text
    for text in light.lookalikes:
        assert not carries(text), text


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.id)
def test_event_word(word: EventWord) -> None:
    def does(text: str) -> bool:
        events = judge_events(parses()[text], events_in(text), (), (), None)
        match word.kind:
            case "batch" | "bout" | "weapon":
                return any([each.lower() for each in said(text, event.actors)] == ["the rebels"] for event in events)
            case "phase":
                return any(event.status == "planned" for event in events)
            case "addressing":
                return any(event.status == "occurred" for event in events)
            case "occurrence":
                return bool(events)
            case "speech":
                return any(text[event.start : event.end] == "would" for event in events)
            case "toll":
                return any(event.counts for event in events)
            case "belonging" | "dealing":
                read = read_report(Report(id="r", text=text))
                hit = [each for event in read.events for each in event.recipients]
                return any(each.actor == actor.id for each in hit for actor in read.actors if "king" in actor.name)

    assert word.examples
    assert word.lookalikes
    for text in word.examples:
        assert does(text), text
    for text in word.lookalikes:
        assert not does(text), text


@pytest.mark.parametrize("word", [word for word in WORDS if word.kind == "batch"], ids=lambda word: word.id)
def test_batch_hands_down_its_status(word: EventWord) -> None:
    def planned(text: str) -> bool:
        return any(event.status == "planned" for event in judge_events(parses()[text], events_in(text), (), (), None))

    assert [text for text in word.examples if not planned(text)] == []
    assert [text for text in word.lookalikes if planned(text)] == []


def test_attributions_hold_the_trigger_innermost_first() -> None:
    text = "The mayor said that the king thought the rebels attacked the port."
    parse = parse_all([text])[0]
    outer = Attribution(id="s-1", source=Source(), cue=Words((Span(10, 14),)), content=Words((Span(15, len(text) - 1),)), manner="indirect")
    inner = Attribution(
        id="s-2", source=Source(), cue=Words((Span(29, 36),)), content=Words((Span(text.index("the rebels"), len(text) - 1),)), manner="indirect"
    )
    events = find_events(propose(parse, Cast(())), (outer, inner))
    assert [event.attributions for event in events if event.type == "ASSAULT"] == [("s-2", "s-1")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?!",
        "“" * 500,
        "attack " * 3000,
        "attack of the attack by the attack on " * 60,
        "\u202bهاجم المتمردون الميناء\u202c attacked",
        "🔥 attacked 🔥 killed 🔥",
        "killed and killed and killed and killed " * 800,
        "The army said the rebels said " * 600,
        "An attack on an attack on an attack on " * 500,
        "١٢ were killed. ² soldiers were killed. 1e5 were killed. 10,,0 people were killed.",
    ],
)
def test_odd_text_never_raises(text: str) -> None:
    parse = parse_all([text])[0]
    events = judge_events(parse, find_events(propose(parse, Cast(())), ()), (), (), None)
    for event in events:
        spans = [(each.start, each.end) for sides in ((event,), event.actors, event.recipients, event.counts) for each in sides]
        for start, end in spans:
            words = text[start:end]
            assert words
            assert words == words.strip()


def test_reading_twice_gives_the_same() -> None:
    for text, parse in list(parses().items())[:100]:
        assert find_events(propose(parse, Cast(())), ()) == events_in(text)
    assert len({event.id for text in parses() for event in events_in(text)[:1]}) > 50


VIOLENT = {"ASSAULT", "RETREAT", "THREATEN", "MOBILIZE", "PROTEST", "COERCE", "CONSULT"}


@pytest.mark.parametrize("text", LOOKALIKES["borrowed"])
def test_borrowed_words_tell_no_deed(text: str) -> None:
    assert [(event.type, event.entry) for event in events_in(text) if event.type in VIOLENT] == []


@pytest.mark.parametrize("text", LOOKALIKES["literal"])
def test_literal_words_tell_a_deed(text: str) -> None:
    assert VIOLENT.intersection(event.type for event in events_in(text))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_field(field: Field) -> None:
    for text in field.examples:
        assert not set(field.types).intersection(event.type for event in events_in(text)), text
    for text in field.lookalikes:
        assert set(field.types).intersection(event.type for event in events_in(text)), text


def test_report_of_a_field_tells_no_deed_even_where_a_sentence_alone_would() -> None:
    told = "The champions laid siege from the first minute."
    rest = "The striker scored before half-time. The goalkeeper saved a penalty. The coach praised his midfielder. The league leaders won the derby."
    alone, whole = parse_all(["The champions attacked the village.", f"{rest} The champions attacked the village. {told}"])
    assert [event.type for event in find_events(propose(alone, Cast(())), ())] == ["ASSAULT"]
    assert [event.type for event in find_events(propose(whole, Cast(())), ()) if event.type == "ASSAULT"] == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_control(control: Control) -> None:
    def controlled(text: str) -> bool:
        parse = parses()[text]
        subject = next(token for token in parse.tokens if token.dep == "nsubj")
        last = events_in(text)[-1]
        return bool(last.actors) and all(not each.start <= subject.start < each.end for each in last.actors)

    for text in control.examples:
        assert controlled(text), text
    for text in control.lookalikes:
        assert not controlled(text), text
