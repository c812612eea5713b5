"""Tellings of one happening: reports of our own in which it is told again, and look-alikes in which it is another one."""

import pytest

from dragoman import Reading, Report, read_report
from dragoman.model.identity import make_id

# text → type, words of the triggers of one event
TOLD_AGAIN = [
    (
        "Rebels attack Velane port\n\nVELANE, March 3, 2026 (Meridian) - Rebels attacked the port of Velane on Tuesday, the navy said.\n\n"
        "The attack was the third this month.",
        "ASSAULT",
        ("attack", "attacked"),
    ),
    (
        "Police arrested the mayor of Dorran on Monday.\n\nCrowds gathered at the court.\n\nThe arrest of the mayor came at dawn.",
        "COERCE",
        ("arrested", "arrest"),
    ),
]
POINTING = (
    "Rebels attacked the harbour of Velane on Monday.\n\nOn Wednesday soldiers shelled the harbour of Dorran.\n\n"
    "The envoy arrived on Friday, four days after the attack."
)
APART = [
    ("The navy shelled Port Velane on Monday.\n\nThe navy shelled Port Velane on Tuesday.", "ASSAULT", 2),
    ("Rebels killed six guards in Dorran.\n\nRebels killed nine guards in Dorran.", "ASSAULT", 2),
    ("The army will withdraw from Dorran in May.\n\nThe army withdrew from Velane on Monday.", "RETREAT", 2),
    ("The premier met the envoy on Monday.\n\nThe premier met the bishop.", "CONSULT", 2),
]


def read(text: str) -> Reading:
    return read_report(Report(id=make_id("r", text), text=text, published="2026-03-04"))


@pytest.mark.parametrize(("text", "type_", "words"), TOLD_AGAIN)
def test_a_happening_told_again_is_one_event(text: str, type_: str, words: tuple[str, ...]) -> None:
    (event,) = [event for event in read(text).events if event.type == type_]
    told = [text[passage.start : passage.end] for passage in event.passages]
    assert set(words) <= set(told)
    assert (event.start, event.end) == (event.passages[0].start, event.passages[0].end)
    assert set(event.attributions) == {name for passage in event.passages for name in passage.attributions}


@pytest.mark.parametrize(("text", "type_", "number"), APART)
def test_another_happening_stays_another(text: str, type_: str, number: int) -> None:
    assert len([event for event in read(text).events if event.type == type_]) == number


def test_the_attack_is_the_attack_before_it_is_a_shelling() -> None:
    events = [[POINTING[each.start : each.end] for each in event.passages] for event in read(POINTING).events if event.type == "ASSAULT"]
    assert events == [["attacked", "attack"], ["shelled"]]


def test_the_finer_date_is_kept() -> None:
    text = "Rebels attacked the premier's house last month.\n\nThe attack on the residence of the premier on Feb. 7 was condemned."
    (event,) = [event for event in read(text).events if event.type == "ASSAULT"]
    assert event.date is not None
    assert (event.date.earliest, event.date.latest) == ("2026-02-07", "2026-02-07")
