"""Which tellings fall together, on hand-built events of an invented affair."""

from typing import Any

import pytest
from msgspec import structs

from dragoman.model.reading import Argument, Count, EventMention, When
from dragoman.show import brief
from dragoman.show.lookup import Lookup
from dragoman.show.tellings import fullest, gather

from .made import STRIKE, argument, at, made

GUARD, LOMAR, THANE = (argument("Salt Guard", "a-guard"),), (argument("Lomar", "a-lomar"),), (argument("Ossip Thane", "a-thane"),)
DAY, OTHER_DAY, YEAR = When("2031-03-07", "2031-03-07", "t-a"), When("2031-03-08", "2031-03-08", "t-b"), When("2031-01-01", "2031-12-31", "t-c")
BOUND = When(None, "2031-03-09", None)  # by the day of publication only
NOBODY: tuple[Argument, ...] = ()
TOLL = (Count(kind="killed", low=44, high=44, start=0, end=2),)


def event(key: str, actors: tuple[Argument, ...] = NOBODY, recipients: tuple[Argument, ...] = NOBODY, **more: object) -> EventMention:
    blank = EventMention(id=key, type="ASSAULT", start=0, end=1, quad="material_conflict", entry="", actors=actors, recipients=recipients)
    return structs.replace(blank, **more)


TALKS: dict[str, Any] = {"type": "CONSULT", "quad": "verbal_cooperation"}


@pytest.mark.parametrize(
    ("events", "together"),
    [
        ((event("a", GUARD, LOMAR), event("b", GUARD, LOMAR)), [["a", "b"]]),
        ((event("a", GUARD), event("b", GUARD, LOMAR, date=DAY)), [["a", "b"]]),
        ((event("a", GUARD, LOMAR), event("b", THANE, LOMAR)), [["a"], ["b"]]),
        ((event("a", GUARD, date=DAY), event("b", GUARD, date=OTHER_DAY)), [["a"], ["b"]]),
        ((event("a", GUARD, date=DAY), event("b", GUARD, date=BOUND)), [["a", "b"]]),
        ((event("a", GUARD, mode="drone"), event("b", GUARD)), [["a", "b"]]),
        ((event("a", GUARD, mode="drone"), event("b", GUARD, mode="firearms")), [["a"], ["b"]]),
        ((event("a", GUARD), event("b", NOBODY, LOMAR)), [["a"], ["b"]]),  # nothing in common
        ((event("a", GUARD, date=DAY), event("b", NOBODY, LOMAR, date=DAY)), [["a", "b"]]),  # the very day
        ((event("a", GUARD, date=YEAR), event("b", NOBODY, LOMAR, date=YEAR)), [["a"], ["b"]]),
        ((event("a", GUARD), event("b")), [["a", "b"]]),  # "the attack": only one it can be
        ((event("a"), event("b", GUARD)), [["a", "b"]]),
        ((event("a", GUARD), event("b", THANE), event("c")), [["a"], ["b"], ["c"]]),  # one of two: a guess
        ((event("a", GUARD), event("b", date=DAY)), [["a"], ["b"]]),  # a date of its own
        ((event("a", GUARD), event("b", status="historical")), [["a"], ["b"]]),
        ((event("a", NOBODY, LOMAR, counts=TOLL), event("b", NOBODY, THANE, counts=TOLL)), [["a", "b"]]),
        ((event("a", GUARD, **TALKS), event("b", GUARD, LOMAR, **TALKS)), [["a"], ["b"]]),  # the same people talk again and again
        ((event("a", GUARD, LOMAR, **TALKS), event("b", GUARD, LOMAR, **TALKS)), [["a", "b"]]),
        ((event("a", GUARD, LOMAR), event("b", GUARD, LOMAR, **TALKS)), [["a"], ["b"]]),
        ((event("a", GUARD), event("b", THANE), event("c", GUARD)), [["a", "c"], ["b"]]),
        ((event("a", (argument("words"),)), event("b", (argument("words"),))), [["a", "b"]]),
        ((event("a", (argument("it"),)), event("b", (argument("it", None, 1),))), [["a"], ["b"]]),  # a pronoun may mean anybody
    ],
)
def test_what_falls_together(events: tuple[EventMention, ...], together: list[list[str]]) -> None:
    assert [[telling.id for telling in tellings] for tellings in gather(Lookup(made()), events)] == together


def test_the_fullest_telling_comes_first() -> None:
    assert fullest([event("a", GUARD), event("b", GUARD, LOMAR), event("c", GUARD, LOMAR, counts=TOLL), event("d", GUARD, LOMAR)]).id == "c"


def test_thousands_of_tellings_stay_cheap() -> None:
    many = [event(str(number), (Argument(0, 1, f"x-{number}"),)) for number in range(5000)]
    assert len(gather(Lookup(made()), many)) == 5000


def test_a_contradiction_stays_in_sight() -> None:
    word = at("blockade")
    not_so = structs.replace(STRIKE, id="e-not", start=word.start, end=word.end, factuality="CT-", attributions=("s-denial",))
    reading = structs.replace(made(), events=(STRIKE, not_so), disputes=())
    line = next(section for section in brief(reading).sections if section.name == "What happened").lines[0]
    assert line.cells[5].text.startswith("IN DISPUTE")
    assert "Ana Verrel (denies)" in line.cells[6].text
    assert [quote.cite.sentence for quote in line.quotes] == [2, 9]
