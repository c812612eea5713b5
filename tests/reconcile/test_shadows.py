"""What a copy only repeats goes with its original, what it adds is its own."""

from typing import Any

import msgspec
import pytest

from dragoman.model.happening import Origin, Telling
from dragoman.model.record import Echo
from dragoman.reconcile import joined
from dragoman.reconcile.happenings import Bonds
from dragoman.reconcile.shadows import ancestors, repeats, shadows

DAY = 704_000
WORDS = ("gunmen", "mill", "river", "dawn", "seven")
BASE = Telling(
    id="e1", report="r1", type="ASSAULT", words="stormed", status="occurred", factuality="CT+", first=DAY, last=DAY, dated=True, published=DAY,
    place="velane", geonameid=None, feature=None, actors=(), recipients=(), names=("velan",), nouns=WORDS,
    origins=(Origin(key="banu", name="Banu", kind="named"),), who="gunmen", whom="", quote="Gunmen stormed a mill on the river at dawn.",
)  # fmt: skip


def telling(report: str, id_: str = "e1", **changes: Any) -> Telling:
    return msgspec.structs.replace(BASE, report=report, id=id_, **changes)


def echo(report: str, of: str, how: Any = "syndicated") -> Echo:
    return Echo(report=report, of=of, how=how, share=0.9, reasons=())


@pytest.mark.parametrize(
    ("echoes", "expected"),
    [
        ([], {}),
        ([echo("b", "a")], {"b": ("a",)}),
        ([echo("c", "b"), echo("b", "a")], {"b": ("a",), "c": ("a", "b")}),
        ([echo("b", "a", "update")], {}),
        ([echo("a", "b"), echo("b", "a")], {"b": ("a",)}),  # each seems the other's
        ([echo("a", "b"), echo("b", "a"), echo("c", "b")], {"b": ("a",), "c": ("a",)}),
    ],
)
def test_lines(echoes: list[Echo], expected: dict[str, tuple[str, ...]]) -> None:
    assert ancestors(echoes) == expected


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"words": "attacked", "nouns": ("gunmen", "mill", "river")}, True),  # a kindred word
        ({"words": "seized", "type": "COERCE"}, True),
        ({"words": "met", "type": "CONSULT"}, False),
        ({"words": "burned", "nouns": ("harbour", "ship", "cargo", "night"), "names": ("port",)}, False),
        ({"first": DAY - 14, "last": DAY - 14}, False),  # the attack of two weeks ago in the same sentence
        ({"aspect": "ahead"}, False),
    ],
)
def test_what_repeats(changes: dict[str, Any], same: bool) -> None:
    assert repeats([telling("b", **changes)], [[telling("a")]]) == ({"b/e1": "a/e1"} if same else {})


def test_the_first_of_the_line_goes_before_others_and_the_order_of_the_report_decides() -> None:
    first, second = telling("a", start=10), telling("a", "e2", start=60)
    copy = [telling("c", start=11), telling("c", "e2", start=58)]
    assert repeats(copy, [[second, first], [telling("b", start=11)]]) == {"c/e1": "a/e1", "c/e2": "a/e2"}


def test_a_copy_of_a_copy_goes_with_the_first() -> None:
    own = telling("b", "own", words="shelled", nouns=("ferry", "island", "storm"), names=("oren",), place=None)
    tellings = [telling("a"), telling("b"), own, telling("c"), msgspec.structs.replace(own, report="c")]
    assert shadows(tellings, [echo("b", "a"), echo("c", "b")]) == {"b/e1": "a/e1", "c/e1": "a/e1", "c/own": "b/own"}


def test_a_copy_joins_nothing_by_itself() -> None:
    """Its own reading of the day would join it with another raid; it goes with its original."""
    original, copy = telling("a"), telling("b", first=DAY + 2, last=DAY + 2, published=DAY + 2)
    other = telling("d", first=DAY + 2, last=DAY + 2, published=DAY + 2)
    found = joined([original, copy, other], [echo("b", "a")])
    assert sorted(each.reports for each in found) == [("a", "b"), ("d",)]
    assert [len(each.origins) for each in found] == [1, 1]


def test_a_person_may_take_the_copy_apart() -> None:
    found = joined([telling("a"), telling("b")], [echo("b", "a")], Bonds(cannot=frozenset({("a/e1", "b/e1")})))
    assert sorted(each.reports for each in found) == [("a",), ("b",)]


def test_news_of_a_copy_is_that_of_its_original() -> None:
    news = [telling(name, "news", aspect="news", type="", names=(), nouns=()) for name in ("a", "b")]
    assert shadows(news, [echo("b", "a")]) == {"b/news": "a/news"}
