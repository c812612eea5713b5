"""Before and after, one line of events, how far a date is settled, who stands behind what lies ahead and on which condition."""

import pytest

from dragoman.lexicon import load
from dragoman.model.reading import EventMention, Order, Reading, When
from dragoman.read import read_report
from dragoman.read.order import OrderCue, line_up
from dragoman.read.situation import precision
from eval.corpora import report_of


def reading_of(text: str) -> Reading:
    return read_report(report_of(text, "1931-05-06"))  # a Wednesday


def ordered(text: str) -> list[tuple[str, str]]:
    reading = reading_of(text)
    words = {event.id: text[event.start : event.end] for event in reading.events}
    return [(words[link.before], words[link.after]) for link in reading.order]


@pytest.mark.parametrize("cue", load("order", OrderCue), ids=lambda cue: cue.id)
def test_cues_order(cue: OrderCue) -> None:
    assert [text for text in cue.examples if not ordered(text)] == []
    assert [text for text in cue.lookalikes if ordered(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested nine students after protesters attacked the minister.", [("attacked", "arrested")]),
        ("The army attacked the town before the rebels shelled the port.", [("attacked", "shelled")]),
        ("Talks between Peru and Chile began after the attack on the embassy.", [("attack", "Talks")]),
        ("Protests against the government followed the killing of the bishop.", [("killing", "Protests")]),
        ("The killing of the bishop was followed by protests against the government.", [("killing", "protests")]),
        ("The general said that Peru had attacked Chile.", []),
    ],
)
def test_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert ordered(text) == expected


def event(name: str, latest: str | None) -> EventMention:
    date = When(latest=latest, earliest=latest, timex="t") if latest else None
    return EventMention(id=name, type="ASSAULT", start=0, end=1, quad="material_conflict", entry="x", date=date)


def test_the_line_goes_by_date_then_by_the_text() -> None:
    events = (event("c", "1931-05-04"), event("a", "1930-01-01"), event("d", None), event("b", None))
    link = Order(before="b", after="d", start=0, end=1)
    assert line_up(events, (link,), "1931-05-06") == ("a", "c", "b", "d")
    against = Order(before="c", after="a", start=0, end=1)
    assert line_up(events, (against,), "1931-05-06")[:2] == ("a", "c")  # dates are surer
    ring = (link, Order(before="d", after="b", start=2, end=3))
    assert sorted(line_up(events, ring, "1931-05-06")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("1931-05-04", "1931-05-04", "day"),
        ("1931-02-01", "1931-02-28", "month"),
        ("1932-02-01", "1932-02-28", "range"),
        ("1931-01-01", "1931-12-31", "year"),
        ("1931-01-01", "1932-12-31", "range"),
        ("1931-05-04", None, "after"),
        (None, "1931-05-04", "before"),
        (None, None, None),
    ],
)
def test_precision(earliest: str | None, latest: str | None, expected: str | None) -> None:
    assert precision(earliest, latest) == expected


def test_places_say_what_they_are() -> None:
    reading = reading_of("Shells fell on Lima, in Peru, near the Amazon and in the town of Zzyrrhof.")
    found = {place.name: (place.precision, place.unresolved is not None, place.lat is None) for place in reading.places}
    assert found["Lima"] == ("city", False, False)
    assert found["Peru"] == ("country", False, False)
    assert found["Amazon"] == ("area", False, False)
    assert found["Zzyrrhof"] == (None, True, True)


@pytest.mark.parametrize(
    ("text", "by", "condition"),
    [
        ("The militia threatened to close the strait on Friday.", "The militia", None),
        ("The union will strike unless the measures are lifted.", "The union", "unless the measures are lifted"),
        ("The results will be ratified by the court on Friday.", "the court", None),
        ("The envoy said that Peru would withdraw its troops if Chile disarmed.", "Peru", "if Chile disarmed"),
    ],
)
def test_who_stands_behind_what_lies_ahead(text: str, by: str, condition: str | None) -> None:
    (item,) = reading_of(text).ahead
    assert item.by is not None
    assert text[item.by.start : item.by.end] == by
    assert (text[item.condition.start : item.condition.end] if item.condition else None) == condition
