"""Status and factuality: the lexicon's examples, denials by attribution, and what lies long before publication."""

from datetime import date
from functools import cache

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, EventMention, Source, When, Words
from dragoman.model.text import Layout, Part, Span
from dragoman.read import engines
from dragoman.read.events import find_events, propose
from dragoman.read.factuality import Sway, judge_events
from eval.corpora import report_of

SWAYS = lexicon.load("factuality", Sway)


def parse_all(texts: list[str]) -> list[Parse]:
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in texts]
    return list(engines.parse_reports([report_of(text) for text in texts], layouts))


@cache
def parses() -> dict[str, Parse]:
    texts = list(dict.fromkeys(text for entry in SWAYS for text in (*entry.examples, *entry.lookalikes)))
    return dict(zip(texts, parse_all(texts), strict=True))


def judged(parse: Parse) -> tuple[EventMention, ...]:
    return judge_events(parse, find_events(propose(parse, Cast(())), ()), (), (), None)


@pytest.mark.parametrize("entry", SWAYS, ids=lambda entry: entry.id)
def test_sway(entry: Sway) -> None:
    def sways(text: str) -> bool:
        return any(event.factuality == entry.value and entry.status in (None, event.status) for event in judged(parses()[text]))

    assert entry.examples
    assert entry.lookalikes
    for text in entry.examples:
        assert sways(text), text
    if entry.value != "CT+" or entry.status:
        for text in entry.lookalikes:
            assert not sways(text), text


@pytest.mark.parametrize(
    ("text", "status", "factuality"),
    [
        ("The rebels attacked the port.", "occurred", "CT+"),
        ("The rebels never attacked the port.", "occurred", "CT-"),
        ("The army launched no attack on the port.", "occurred", "CT-"),
        ("The army did not launch an attack on the port.", "occurred", "CT-"),
        ("The rebels may have attacked the port.", "occurred", "PS+"),
        ("The rebels will not attack the port.", "planned", "PR-"),
        ("The army has been shelling the port.", "ongoing", "CT+"),
        ("The army was shelling the port.", "occurred", "CT+"),
        ("The rebels are not shelling the port.", "occurred", "CT-"),
    ],
)
def test_status_and_factuality(text: str, status: str, factuality: str) -> None:
    event = next(event for event in judged(parse_all([text])[0]) if event.type == "ASSAULT")
    assert (event.status, event.factuality) == (status, factuality)


def test_denial_by_attribution_denies_what_it_says_and_not_what_it_mentions() -> None:
    text = "The army attacked the port after the raid on the village, which is untrue, said the general."
    parse = parse_all([text])[0]
    content = Span(0, text.index(", which"))
    denial = Attribution(id="s-1", source=Source(), cue=Words(()), content=Words((content,)), manner="indirect", stance="denies")
    events = judge_events(parse, find_events(propose(parse, Cast(())), (denial,)), (), (denial,), None)
    assert {text[event.start : event.end]: event.factuality for event in events} == {"attacked": "CT-", "raid": "CT+"}


def test_a_plan_of_long_ago_is_history() -> None:
    parse = parse_all(["The rebels planned to attack the port."])[0]
    events = tuple(msgspec.structs.replace(event, date=When(None, "1911-01-01")) for event in find_events(propose(parse, Cast(())), ()))
    assert [event.status for event in judge_events(parse, events, (), (), date(2021, 12, 22))] == ["historical"]
    assert [event.status for event in judge_events(parse, events, (), (), None)] == ["planned"]


@pytest.mark.parametrize(("latest", "status"), [("2003-04-30", "historical"), ("2021-11-07", "occurred"), (None, "occurred")])
def test_long_before_publication_is_history(latest: str | None, status: str) -> None:
    parse = parse_all(["Belmora invaded Arvonia."])[0]
    events = tuple(msgspec.structs.replace(event, date=When(None, latest)) for event in find_events(propose(parse, Cast(())), ()))
    assert [event.status for event in judge_events(parse, events, (), (), date(2021, 12, 22))] == [status]


def test_without_publication_nothing_is_history() -> None:
    parse = parse_all(["Belmora invaded Arvonia."])[0]
    events = tuple(msgspec.structs.replace(event, date=When(None, "1911-01-01")) for event in find_events(propose(parse, Cast(())), ()))
    assert [event.status for event in judge_events(parse, events, (), (), None)] == ["occurred"]
