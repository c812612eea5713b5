"""Counts for charts and maps, compared with what the happenings themselves say."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dragoman.keep import Case, open_case
from dragoman.model.happening import Happening
from dragoman.model.plover import QUADS, in_plover
from dragoman.model.reading import Place
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from tests.keep.test_record import made, readings

ALL = Wanted(limit=10**4)
SINCE, UNTIL = "2025-09-10", "2025-09-30"
TOWNS = {"Tamsoke": 7, "Maravelle": 8}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The invented case with two of its towns on the map, and the event of the one rejected."""
    some = [msgspec.structs.replace(each, places=tuple(_mapped(place) for place in each.places)) for each in readings()]
    path: Path = made(tmp_path_factory.mktemp("charts") / "c.db", some)
    with open_case(path, write=True) as opened:
        Corrector(opened, "ana").reject(opened.look.happenings(Wanted(limit=1, place="tamsoke"))[0].id)
        yield opened


def _mapped(place: Place) -> Place:
    id_ = TOWNS.get(place.name)
    return msgspec.structs.replace(place, geonameid=id_, lat=id_ + 0.5, lon=5.5, country="ORV", precision="city") if id_ else place


def counted(case: Case, wanted: Wanted) -> list[Happening]:
    """The happenings whose last day is known and lies within."""
    first, last = (date.fromisoformat(each).toordinal() if each else None for each in (wanted.since, wanted.until))
    return [
        each
        for each in case.look.happenings(msgspec.structs.replace(wanted, since=None, until=None, limit=10**4))
        if each.last is not None and (first or 0) <= each.last <= (last or each.last)
    ]


def weight(some: list[Happening]) -> float:
    return round(sum((each.intensity or 0) * each.certainty for each in some), 2)


@pytest.mark.parametrize(
    "wanted",
    [
        ALL,
        Wanted(since=SINCE, until=UNTIL),
        Wanted(type="assault"),
        Wanted(min_sources=2),
        Wanted(status="disputed"),
        Wanted(actor="Orvany", since=SINCE),
    ],
)
def test_days(case: Case, wanted: Wanted) -> None:
    happenings = counted(case, wanted)
    assert happenings
    by_type = case.charts.counts_by_day(wanted, by="type")
    assert {(each.day, each.of): each.number for each in by_type} == Counter((each.last, each.type) for each in happenings)
    for each in by_type:
        assert round(each.weight, 2) == weight([one for one in happenings if (one.last, one.type) == (each.day, each.of)])
    by_quad = case.charts.counts_by_day(wanted)
    assert {(each.day, each.of): each.number for each in by_quad} == Counter(
        (each.last, QUADS[each.type]) for each in happenings if in_plover(each.type)
    )
    assert by_quad == sorted(by_quad, key=lambda each: (each.day, each.of or ""))


def test_days_of_an_actor(case: Case) -> None:
    busy = case.look.entities(Wanted(limit=1))[0].id
    did = {each.id: each for _, each in case.links.deeds(busy, ALL) if each.last is not None}
    found = case.charts.counts_by_day(ALL, by="type", entity=busy)
    assert {(each.day, each.of): each.number for each in found} == Counter((each.last, each.type) for each in did.values())


def test_places(case: Case) -> None:
    happenings = [each for each in case.look.happenings(ALL) if each.lat is not None]
    found = case.charts.places(ALL)
    (town,) = found
    here = [each for each in happenings if each.geonameid == 8]
    assert (town.geonameid, town.name, town.lat, town.lon, town.country, town.precision) == (8, "maravelle", 8.5, 5.5, "ORV", "city")
    assert town.number == len(here) > 1
    assert {quad: number for quad, (number, _) in town.quads.items()} == Counter(QUADS[each.type] for each in here if in_plover(each.type))
    assert round(sum(each for _, each in town.quads.values()), 2) == weight(here)
    day = date.fromordinal(here[0].last or 1).isoformat()
    assert [each.number for each in case.charts.places(Wanted(since=day, until=day))] == [sum(each.last == here[0].last for each in here)]
    assert case.charts.places(Wanted(until="2025-09-01")) == []


def test_what_is_not_on_the_map(case: Case) -> None:
    found = {each.name: each for each in case.charts.unmapped(ALL)}
    away = [each for each in case.look.happenings(ALL) if each.lat is None]
    assert {name: each.number for name, each in found.items()} == Counter(each.place for each in away)
    for name, each in found.items():
        assert each.quads == Counter(QUADS[one.type] for one in away if one.place == name and in_plover(one.type))
    assert None in found
    assert len(found) > 1


def test_dyads(case: Case) -> None:
    found = list(case.charts.dyads(ALL))
    happenings = {each.id: each for each in counted(case, ALL)}
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert len({(each.happening, each.actor, each.recipient) for each in found}) == len(found) > 5
    parties = case.links.parties(happenings)
    for each in found:
        of = happenings[each.happening]
        assert (each.day, each.type, each.intensity, each.certainty, each.sources) == (
            of.last, of.type, of.intensity, of.certainty, len(of.origins),
        )  # fmt: skip
        assert {("actor", each.actor), ("recipient", each.recipient)} <= {(party.role, party.entity) for party in parties[of.id]}
    window = list(case.charts.dyads(Wanted(since=SINCE, until=UNTIL)))
    ends = [date.fromisoformat(each).toordinal() for each in (SINCE, UNTIL)]
    assert window == [each for each in found if ends[0] <= each.day <= ends[1]]


def test_each_count_is_an_index_only_scan(case: Case) -> None:
    base, asked = case._base, list[str]()
    base.set_trace_callback(asked.append)
    for wanted in (ALL, Wanted(since=SINCE, until=UNTIL, type="ASSAULT", min_sources=2)):
        case.charts.counts_by_day(wanted)
        case.charts.places(wanted)
        case.charts.unmapped(wanted)
        list(case.charts.dyads(wanted))
    base.set_trace_callback(None)
    plans = [[row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {query}")] for query in asked]
    assert len(plans) == 8
    for plan in plans:
        assert any("COVERING INDEX happening_" in step for step in plan), plan
        assert all("COVERING" in step or "PRIMARY KEY" in step or "TEMP B-TREE" in step for step in plan), plan


@pytest.mark.parametrize("wanted", [ALL, Wanted(since=SINCE, until=UNTIL), Wanted(type="assault")])
def test_who_did_most(case: Case, wanted: Wanted) -> None:
    parts = Counter(
        (party.entity, party.role) for parties in case.links.parties(each.id for each in counted(case, wanted)).values() for party in parties
    )
    found = case.charts.busiest(wanted, 10**4)
    assert {(each.entity, role): number for each in found for role, number in (("actor", each.done), ("recipient", each.met)) if number} == parts
    assert found == sorted(found, key=lambda each: (-each.done, -each.met, each.entity))
    assert case.charts.busiest(wanted, 3) == found[:3]
