"""What a report leaves open: disputes, what lies ahead, seats."""

from datetime import date

import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Argument, Attribution, Count, EventMention, Source, When, Words
from dragoman.model.text import Report, Span
from dragoman.read import engines
from dragoman.read.anatomy import find_layout
from dragoman.read.ledger import find_ahead, find_disputes, find_seats
from dragoman.read.ledger.ahead import Cue
from dragoman.read.ledger.seats import Holding
from dragoman.read.mentions import find_mentions
from dragoman.read.timex import find_timexes

PUBLISHED = date(1975, 3, 5)  # a Wednesday
CUES = lexicon.load("ahead", Cue)
HOLDINGS = lexicon.load("seats", Holding)


def parse_of(text: str) -> Parse:
    report = Report(id="r-1", text=text, language="en")
    return next(engines.parse_reports([report], [find_layout(report)]))


def ahead_of(text: str) -> list[tuple[str, str | None, str | None]]:
    parse = parse_of(text)
    return [
        (item.status, item.earliest, item.latest)
        for item in find_ahead(parse, Cast(find_mentions(parse)), (), find_timexes(parse, PUBLISHED), PUBLISHED)
    ]


def seats_of(text: str) -> list[tuple[str, int, int | None]]:
    return [(text[item.party.start : item.party.end], item.seats, item.of) for item in find_seats(parse_of(text), Cast(()))]


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue in CUES for text in cue.examples])
def test_cue_examples(cue: Cue, text: str) -> None:
    assert cue.status in [status for status, _, _ in ahead_of(text)]


@pytest.mark.parametrize("text", [text for cue in CUES for text in cue.lookalikes])
def test_cue_lookalikes(text: str) -> None:
    assert ahead_of(text) == []


@pytest.mark.parametrize("text", [text for entry in HOLDINGS for text in entry.examples])
def test_seat_examples(text: str) -> None:
    assert seats_of(text)


@pytest.mark.parametrize("text", [text for entry in HOLDINGS for text in entry.lookalikes])
def test_seat_lookalikes(text: str) -> None:
    assert seats_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court will ratify the results on Friday.", [("scheduled", "1975-03-07", "1975-03-07")]),
        ("Parliament is expected to vote next week.", [("expected", "1975-03-10", "1975-03-16")]),
        ("A joint commission is to report by the end of June.", [("scheduled", None, "1975-06-30")]),
        ("The council met on Monday.", []),
        ("The council said on Monday that it would meet.", []),
        ("If the strait is closed, the fleet will sail.", [("conditional", None, None)]),
    ],
)
def test_ahead(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert ahead_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Party won 73 of 329 seats.", [("The Harbour Party", 73, 329)]),
        ("The Harbour Party won 73 of the 329 seats in parliament.", [("The Harbour Party", 73, 329)]),
        ("The Harbour Party won 73 seats and the Dockers' List took 12 seats.", [("The Harbour Party", 73, None), ("the Dockers' List", 12, None)]),
        (
            "The Harbour Party won 73 seats. The Dockers' List won 12 and the Farmers took 5.",
            [("The Harbour Party", 73, None), ("The Dockers' List", 12, None), ("the Farmers", 5, None)],
        ),
        ("The Dockers' List won 12 of the medals.", []),
        ("He has 3 seats in his car.", []),
    ],
)
def test_seats(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    assert seats_of(text) == expected


def told(text: str, trigger: str, **more: object) -> EventMention:
    start = text.index(trigger)
    fields = {
        "id": f"e-{start}",
        "type": "ASSAULT",
        "start": start,
        "end": start + len(trigger),
        "quad": "material_conflict",
        "entry": "test",
        **more,
    }
    return EventMention(**fields)  # type: ignore[arg-type]  # fields of the noun, given by name in the tests below


def said(text: str, name: str, source: str, content: str, stance: str = "asserts") -> Attribution:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution(id=name, source=Source(spans=(span(source),)), cue=Words(), content=Words((span(content),)), manner="indirect", stance=stance)  # type: ignore[arg-type]  # a stance


def test_denial_names_what_it_denies() -> None:
    text = "Officials said the militia shelled the harbour. The spokesman denied that the militia shelled the harbour."
    parse = parse_of(text)
    attributions = (
        said(text, "s-1", "Officials", "the militia shelled the harbour"),
        Attribution(id="s-2", source=Source(spans=(Span(48, 61),)), cue=Words(), content=Words((Span(74, 106),)), manner="indirect", stance="denies"),
    )
    first = told(text, "shelled", attributions=("s-1",))
    second = told(text, "shelled the harbour.", id="e-9", start=86, end=93, attributions=("s-2",), factuality="CT-")
    (dispute,) = find_disputes(parse, (first, second), attributions)
    assert dispute.kind == "denial"
    assert dispute.items == ("s-2", "e-9", first.id, "s-1")
    assert dispute.note.startswith("denied by The spokesman:")


def test_figures_that_differ_are_a_dispute_unless_dates_or_sources_say_otherwise() -> None:
    text = "The blast killed 31. The blast killed 44."
    parse = parse_of(text)
    low = Count(kind="killed", low=31, high=31, start=17, end=19)
    high = Count(kind="killed", low=44, high=44, start=38, end=40)
    first = told(text, "blast", attributions=("s-1",), counts=(low,))
    second = told(text, "blast", id="e-2", start=25, end=30, attributions=("s-2",), counts=(high,))
    assert [dispute.kind for dispute in find_disputes(parse, (first, second), ())] == ["different_figure"]
    same_source = told(text, "blast", id="e-2", attributions=("s-1",), counts=(high,))
    assert find_disputes(parse, (first, same_source), ()) == ()
    later = told(text, "blast", id="e-2", attributions=("s-2",), counts=(high,), date=When("1975-02-01", "1975-02-01", None))
    earlier = told(text, "blast", attributions=("s-1",), counts=(low,), date=When("1974-02-01", "1974-02-01", None))
    assert find_disputes(parse, (earlier, later), ()) == ()


def test_contradiction() -> None:
    text = "The army took the port. The army did not take the port."
    parse = parse_of(text)
    army = (Argument(0, 8, "a-1"),)
    first = told(text, "took", attributions=("s-1",), actors=army)
    second = told(text, "take", attributions=("s-2",), actors=army, factuality="CT-")
    assert [dispute.kind for dispute in find_disputes(parse, (first, second), ())] == ["contradiction"]
