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
from dragoman.read.ledger.disputes import DenialWord
from dragoman.read.ledger.seats import Holding
from dragoman.read.mentions import find_mentions
from dragoman.read.timex import find_timexes

PUBLISHED = date(1975, 3, 5)  # a Wednesday
TODAY = PUBLISHED.isoformat()
CUES = lexicon.load("ahead", Cue)
HOLDINGS = lexicon.load("seats", Holding)
DENIALS = lexicon.load("denials", DenialWord)


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
        ("A joint commission is to report by the end of June.", [("scheduled", "1975-03-05", "1975-06-30")]),
        ("The council met on Monday.", []),
        ("It is the largest protest in a decade.", []),
        ("These are the first sanctions that the league has imposed in 41 years.", []),
        ("The widow is 43 now.", []),
        ("The mill is a bath today.", []),
        ("The consul has met the guild often in the past year.", []),
        ("The envoys are believed to have left on Friday.", []),
        ("The council said on Monday that it would meet.", [("promised", TODAY, None)]),
        ("If the strait is closed, the fleet will sail.", [("conditional", TODAY, None)]),
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


def denied_in(text: str, *told: tuple[str, str, str]) -> list[str]:
    """The contents that the (last) denial is linked with; `told` are source, content and stance in text order, each looked for after the one before."""
    made: list[Attribution] = []
    at = 0
    for number, (source, content, stance) in enumerate(told):
        start = text.index(source, at)
        inside = text.find(content, start)
        at = start if inside >= 0 else at
        inside = inside if inside >= 0 else text.index(content)
        cue = start + len(source) + 1
        made.append(
            Attribution(
                id=f"s-{number}",
                source=Source(spans=(Span(start, start + len(source)),)),
                cue=Words((Span(cue, cue + len(text[cue:].split(" ", 1)[0])),)),
                content=Words((Span(inside, inside + len(content)),)),
                manner="indirect",
                stance=stance,  # type: ignore[arg-type]  # a stance
            )
        )
    dispute = [dispute for dispute in find_disputes(parse_of(text), (), tuple(made)) if dispute.kind == "denial"][-1]
    assert dispute.items[0] == [item.id for item in made if item.stance == "denies"][-1]
    by_id = {item.id: item for item in made}
    return [text[by_id[item].content.spans[0].start : by_id[item].content.spans[0].end] for item in dispute.items[1:]]


BURNED = ("The widow", "the mill had burned", "asserts")
STOLEN = ("The guild", "the owner of theft", "accuses")


@pytest.mark.parametrize(
    ("text", "told", "denied"),
    [
        ("The widow said the mill had burned. The owner denied it.", [BURNED, ("The owner", "it", "denies")], [0]),
        ("The widow said the mill had burned. The owner denied this.", [BURNED, ("The owner", "this", "denies")], [0]),
        ("The widow said the mill had burned. The owner denied the report.", [BURNED, ("The owner", "the report", "denies")], [0]),
        ("The widow said the mill had burned. The owner denied that the mill had burned.", [BURNED, ("The owner", "that the mill had burned", "denies")], [0]),
        ("The owner denied that the mill had burned. The widow said the mill had burned.", [("The owner", "that the mill had burned", "denies"), BURNED], [1]),
        ("The guild accused the owner of theft. The owner rejected accusations that he had stolen.", [STOLEN, ("The owner", "accusations that he had stolen", "denies")], [0]),
        (
            "The guild accused the owner of theft. The widow said the mill had burned. The owner denied the allegations.",
            [STOLEN, BURNED, ("The owner", "the allegations", "denies")],
            [0, 1],
        ),
        (
            "The guild accused the owner of theft. The widow said the mill had burned. The owner denied the claim.",
            [STOLEN, BURNED, ("The owner", "the claim", "denies")],
            [1],
        ),
        (
            "The guild accused Tom Holm of theft. The widow said the mill had burned. Tom Holm denied any wrongdoing.",
            [("The guild", "Tom Holm of theft", "accuses"), BURNED, ("Tom Holm", "any wrongdoing", "denies")],
            [0],
        ),
        (
            "The widow said the mill had burned. The owner said it was late. The owner denied it.",
            [BURNED, ("The owner", "it was late", "asserts"), ("The owner", "it", "denies")],
            [0],
        ),
        ("The widow asked for bread. The owner denied it.", [("The widow", "bread", "asks"), ("The owner", "it", "denies")], []),
        (
            "The widow said the mill had burned. A cart passed. The sun set. The boats came in. The owner denied it.",
            [BURNED, ("The owner", "it", "denies")],
            [],
        ),
        (
            "The widow said the mill had burned. A cart passed. “That is a lie,” the owner said.",
            [BURNED, ("the owner", "“That is a lie,”", "denies")],
            [0],
        ),
        (
            "The widow said the mill had burned. A cart passed. The owner denied it was in Aldra.",
            [BURNED, ("The owner", "it was in Aldra", "denies")],
            [],
        ),
        ("The widow said the mill had burned, which the owner denied.", [BURNED, ("the owner", "which", "denies")], [0]),
        (
            "The widow said the mill had burned in May. It was cold. The owner denied that his men ever left the burning rooms of a mill.",
            [("The widow", "the mill had burned in May", "asserts"), ("The owner", "that his men ever left the burning rooms of a mill", "denies")],
            [0],
        ),
        (
            "The widow said the mill had burned. It was cold. The owner denied that he was near the river.",
            [BURNED, ("The owner", "that he was near the river", "denies")],
            [],
        ),
        ("The clerk said the owner denied it.", [("The clerk", "the owner denied it", "asserts"), ("the owner", "it", "denies")], []),
        (
            "The widow said the mill had burned. The clerk said the owner denied it.",
            [BURNED, ("The clerk", "the owner denied it", "asserts"), ("the owner", "it", "denies")],
            [0],
        ),
        (
            "The widow said the mill had burned. The clerk said the dam was weak. The owner denied both.",
            [BURNED, ("The clerk", "the dam was weak", "asserts"), ("The owner", "both", "denies")],
            [0, 1],
        ),
        (
            "The guard said Tom Holm sold the ring. The owner denied that he was in Aldra.",
            [("The guard", "Tom Holm sold the ring", "asserts"), ("The owner", "that he was in Aldra", "denies")],
            [0],
        ),
        (
            "The widow said the mill had burned. The owner denied that his boats had sunk.",
            [BURNED, ("The owner", "that his boats had sunk", "denies")],
            [],
        ),
    ],
)  # fmt: skip
def test_what_a_denial_denies(text: str, told: list[tuple[str, str, str]], denied: list[int]) -> None:
    assert denied_in(text, *told) == [told[number][1] for number in denied]


@pytest.mark.parametrize(("entry", "text"), [(entry, text) for entry in DENIALS for text in entry.examples])
def test_denial_words_point_back_over_a_sentence(entry: DenialWord, text: str) -> None:
    """With a sentence between, only words that point still reach the statement."""
    first, _, second = text.partition(". ")
    content = second.removeprefix("The owner denied ").removesuffix(".")
    assert denied_in(f"{first}. It was cold. {second}", BURNED, ("The owner", content, "denies")) == ["the mill had burned"], entry.id


@pytest.mark.parametrize(("entry", "text"), [(entry, text) for entry in DENIALS for text in entry.lookalikes])
def test_other_words_do_not(entry: DenialWord, text: str) -> None:
    first, _, second = text.partition(". ")
    content = second.removeprefix("The owner denied ").removesuffix(".")
    assert denied_in(f"{first}. It was cold. {second}", BURNED, ("The owner", content, "denies")) == [], entry.id


def test_a_denied_deed_is_found_under_another_word() -> None:
    text = "The army bombed the port. The general denied the bombing. A boat had bombed the fort."
    denial = said(text, "s-1", "The general", "the bombing", "denies")
    port, fort = told(text, "bombed"), told(text, "bombed the fort", id="e-9")
    (dispute,) = [item for item in find_disputes(parse_of(text), (port, fort), (denial,)) if item.kind == "denial"]
    assert dispute.items == ("s-1", port.id)


def test_an_accusation_told_as_an_event_is_what_is_rejected() -> None:
    text = "The widow said the mill had burned. The guild alleged fraud. The court rejected the complaint."
    first, denial = said(text, "s-1", "The widow", "the mill had burned"), said(text, "s-2", "The court", "the complaint", "denies")
    charge = told(text, "alleged", type="ACCUSE")
    (dispute,) = find_disputes(parse_of(text), (charge,), (first, denial))
    assert dispute.items == ("s-2", charge.id)


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
