"""Where it happened, and how exactly that is known."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.lexicon.states import codes_of
from dragoman.model.link import PlaceCount, Unmapped
from dragoman.model.plover import Quad
from dragoman.model.reading import EventType, PlaceClass
from dragoman.web.page import Here, Page

from .asking import Filters, wanted

STRAY = 200  # one event in so many may lie so far back that the days of all others would be squeezed into a corner


class MapAsked(Filters, frozen=True, kw_only=True):
    type: EventType | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map: `precision` says what its coordinates stand for, `numeric` is the country's ISO 3166-1 number, `href` lists its events."""

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    numeric: str | None
    precision: PlaceClass | None
    number: int
    quads: dict[Quad, int]
    href: str


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A place that is only a name: no gazetteer has it, or the report does not say which one is meant."""

    name: str
    number: int
    quads: dict[Quad, int]
    href: str


class Day(msgspec.Struct, frozen=True, kw_only=True):
    day: date
    number: int


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """Events of the days asked for by place, the most first.

    `named`: those whose place has no coordinates; `nowhere`: how many have no place at all. `days`: how many there are on each day, whatever
    days are asked for; the oldest are left out, one event in 200 at most.
    """

    places: tuple[Place, ...]
    named: tuple[Named, ...]
    nowhere: int
    days: tuple[Day, ...]


def shown(case: Case, asked: MapAsked, _: Mapping[str, str]) -> Map:
    """Events by place."""
    narrowed = wanted(asked, type=asked.type)
    unmapped = case.charts.unmapped(narrowed)
    every = case.charts.days(msgspec.structs.replace(narrowed, since=None, until=None))
    return Map(
        places=tuple(_place(each, asked) for each in case.charts.places(narrowed)),
        named=tuple(_named(each.name, each, asked) for each in unmapped if each.name),
        nowhere=sum(each.number for each in unmapped if not each.name),
        days=tuple(_days(every)),
    )


def _place(found: PlaceCount, asked: MapAsked) -> Place:
    codes = codes_of(found.country) if found.country else None
    return Place(
        geonameid=found.geonameid, name=found.name.title(), lat=found.lat, lon=found.lon, country=found.country,
        numeric=codes.iso_numeric if codes else None, precision=found.precision, number=found.number,
        quads={name: number for name, (number, _) in found.quads.items()}, href=_list(found.name, asked),
    )  # fmt: skip


def _named(name: str, found: Unmapped, asked: MapAsked) -> Named:
    return Named(name=name.title(), number=found.number, quads=found.quads, href=_list(name, asked))


def _list(place: str, asked: MapAsked) -> str:
    return Here.at("/events", place=place, since=asked.since, until=asked.until, type=asked.type, actor=asked.actor)


def _days(counts: Sequence[tuple[int, int]]) -> list[Day]:
    few, left, begin = sum(number for _, number in counts) / STRAY, 0, 0
    while begin < len(counts) and (left := left + counts[begin][1]) <= few:
        begin += 1
    return [Day(day=date.fromordinal(day), number=number) for day, number in counts[begin:]]


PAGES = (Page(path="/map", name="Map", asked=MapAsked, noun=Map, view=shown, says="Where it happened, and how exactly that is known"),)
