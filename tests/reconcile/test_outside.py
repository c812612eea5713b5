"""Outside events beside those of a case: what both have, what only one has, and why; hand-made nouns of an invented affair."""

from datetime import date
from typing import Any

import pytest

from dragoman.model.errors import SourceError
from dragoman.model.outside import Compared, Comparison, Counterpart, Named, OutsideEvent, Where
from dragoman.reconcile.outside import compared

DAY = date(1931, 5, 4).toordinal()
GUARD, BRISK = Named(names=("Low Bank Guard",)), Named(names=("Edric Brisk", "Brisk"), country="BEL")
ELDA = Where(names=("Elda",), country="BEL", lat=50.0, lon=4.0, fine=True)
POLICE, CROWD = Named(names=("the police",), described=True), Named(names=("protesters",), described=True)


def here(id_: str = "h-1", **fields: Any) -> Counterpart:
    given: dict[str, Any] = {
        "why": "told",
        "type": "ASSAULT",
        "first": DAY,
        "last": DAY,
        "shown": "1931-05-04",
        "actors": (GUARD,),
        "recipients": (BRISK,),
        "spot": ELDA,
    }
    return Counterpart(id=id_, **given | fields)


def there(id_: str = "1", **fields: Any) -> OutsideEvent:
    given: dict[str, Any] = {
        "line": 1,
        "code": "ASSAULT",
        "types": ("ASSAULT",),
        "first": DAY,
        "last": DAY,
        "actors": (GUARD,),
        "recipients": (Named(names=("BRISK",)),),
    }
    return OutsideEvent(id=id_, **given | fields)


def beside(ours: list[Counterpart], theirs: list[OutsideEvent | SourceError], **reports: str) -> Comparison:
    return compared(ours, theirs, DAY - 30, DAY + 30, reports.get)


def one(ours: Counterpart, theirs: OutsideEvent, **reports: str) -> Compared:
    """The row that the outside event is in."""
    (row,) = (row for row in beside([ours], [theirs], **reports).rows if row.records)
    return row


@pytest.mark.parametrize(
    "theirs",
    [
        there(),
        there(first=DAY + 1, last=DAY + 1),
        there(first=DAY - 5, last=DAY),
        there(types=("COERCE",), spot=ELDA),
        there(code="190", types=("ASSAULT",), actors=(), recipients=(BRISK,)),
        there(actors=(), recipients=(), spot=ELDA),
        there(actors=(), recipients=(), spot=Where(names=("Alda",), lat=50.1, lon=4.1, fine=True)),
        there(actors=(Named(names=("BRISK",)),), recipients=(GUARD,), spot=ELDA),
        there(types=("PROTEST",), spot=ELDA),
        there(types=(), code="?", spot=ELDA),
        there(types=(), quad="material_conflict", code="1", spot=ELDA),
    ],
)
def test_one_event_in_both(theirs: OutsideEvent) -> None:
    row = one(here(), theirs)
    assert (row.verdict, row.here and row.here.id) == ("both", "h-1")


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (there(first=DAY + 5, last=DAY + 5, spot=ELDA), "other day"),
        (there(spot=Where(names=("Darn",), country="BEL", lat=53.0, lon=4.0, fine=True)), "other place"),
        (there(spot=Where(country="FRA")), "other place"),
        (there(types=("ACCUSE",), code="112"), "other type"),
        (there(actors=(Named(country="BEL"),), recipients=(Named(country="BEL"),), spot=Where(country="BEL")), "not here"),
        (there(actors=(Named(names=("Lantern Brigade",)),), recipients=(Named(names=("Quist",)),)), "not here"),
        (there(first=DAY + 12, last=DAY + 12, spot=ELDA), "not here"),
    ],
)
def test_only_there_and_why(theirs: OutsideEvent, why: str) -> None:
    row = one(here(), theirs)
    assert (row.verdict, row.why) == ("only outside", why)
    assert (row.near is None) is (why == "not here")


@pytest.mark.parametrize(
    ("ours", "why", "words"),
    [
        (here(why="denied", by=("Brisk",)), "denied", "here only told as denied, by Brisk"),
        (here(why="rejected"), "rejected", "here struck out by a person"),
        (here(why="historical", shown="1899-01-01"), "historical", "here told as history, of 1899-01-01"),
        (here(why="announced", shown="1931-06-01"), "announced", "here only announced, for 1931-06-01"),
    ],
)
def test_what_is_held_otherwise_here(ours: Counterpart, why: str, words: str) -> None:
    row = one(ours, there())
    assert (row.verdict, row.why, row.near, row.reasons[0]) == ("only outside", why, ours, words)
    both = beside([ours, here("h-2")], [there()])
    assert [(each.verdict, each.here and each.here.id) for each in both.rows] == [("both", "h-2")]  # told by somebody, it is no mere denial


def test_several_records_are_one_event_told_again() -> None:
    found = beside([here()], [there("1", story="s-1"), there("2", story="s-2"), there("3", story="s-2", spot=ELDA)])
    (row,) = found.rows
    assert ([each.id for each in row.records], found.records, found.repeats) == (["1", "2", "3"], 3, 2)
    assert row.reasons[-1] == "there it is 3 records of 2 stories"
    alone = beside([], [there("1"), there("2"), there("3", first=DAY + 1, last=DAY + 1)])
    assert [[each.id for each in row.records] for row in alone.rows] == [["1", "2"], ["3"]]
    nothing = [there(str(number), actors=(), recipients=()) for number in range(3)]  # nobody, nowhere: no two are known to be one
    assert len(beside([], [*nothing]).rows) == 3


def test_two_alike_here_take_a_record_each() -> None:
    found = beside([here("h-1"), here("h-2")], [there("1"), there("2")])
    assert [(row.here and row.here.id, len(row.records)) for row in found.rows] == [("h-1", 1), ("h-2", 1)]


def test_words_for_both_sides_tell_enough_and_for_one_do_not() -> None:
    ours = here(actors=(POLICE,), recipients=(CROWD,), spot=Where())
    assert one(ours, there(actors=(Named(names=("POLICE",)),), recipients=(Named(names=("PROTESTERS",)),))).verdict == "both"
    assert one(ours, there(actors=(Named(names=("POLICE",)),), recipients=())).verdict == "only outside"


def test_two_countries_tell_enough_and_one_does_not() -> None:
    ours = here(type="CONSULT", actors=(Named(country="IRN"),), recipients=(Named(country="IRQ"),), spot=Where(country="IRQ"))
    asked: dict[str, Any] = {"code": "040", "types": ("CONSULT",), "spot": Where(country="fips:IZ")}
    assert one(ours, there(actors=(Named(names=("IRAN",)),), recipients=(Named(names=("BAGHDAD",), country="IRQ"),), **asked)).verdict == "both"
    assert one(ours, there(actors=(Named(country="IRQ"),), recipients=(Named(country="IRQ"),), **asked)).verdict == "only outside"


def test_what_is_only_here() -> None:
    late, denied, far = here("h-2", first=DAY + 4, last=DAY + 4), here("h-3", why="denied"), here("h-4", first=DAY + 20, last=DAY + 20)
    rows = {
        row.here.id: row
        for row in beside([here(), late, denied, far], [there(), there("2", first=DAY + 9, last=DAY + 9, spot=ELDA)]).rows
        if row.here
    }
    assert {id_: (row.verdict, row.why) for id_, row in rows.items()} == {"h-1": ("both", "told"), "h-2": ("only here", "other day")}
    assert rows["h-2"].near_record is not None
    assert rows["h-2"].near_record.id == "2"


def test_a_story_that_is_here() -> None:
    row = one(here(), there(actors=(), recipients=(), story="http://g.example/1"), **{"http://g.example/1": "r-7"})
    assert (row.why, row.reasons) == ("not read", ("its report is here (r-7), and no such event is read in it",))


def test_counts() -> None:
    found = beside(
        [here(), here("h-2", spot=Where(), actors=())], [SourceError("x"), there(), there("2", first=DAY + 90, last=DAY + 90), there("3", types=())]
    )
    assert (found.records, found.spoilt, found.elsewhere, found.repeats) == (3, 1, 1, 1)
    assert found.counts["both"] == sum(row.verdict == "both" for row in found.rows)
    assert compared([here()], [there()], None, None).elsewhere == 1


def test_the_order_of_what_is_here_changes_nothing() -> None:
    ours = [here(f"h-{number}", first=DAY + number % 3, last=DAY + number % 3, sources=number) for number in range(9)]
    theirs: list[OutsideEvent | SourceError] = [there(str(number), first=DAY + number % 4, last=DAY + number % 4) for number in range(12)]
    assert beside(ours, theirs) == beside(ours[::-1], theirs)
