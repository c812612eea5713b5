"""Counts for charts and maps, from columns that an index covers: no noun is unpacked. News and what a person rejected are left out.

A happening counts on its last day; one whose day nobody knows is on the map alone. Of `Wanted` all is heeded but `limit` and `sort`.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import msgspec

from dragoman.model.link import Active, DayCount, Dyad, PlaceCount, Unmapped
from dragoman.model.plover import QUADS, Quad, in_plover
from dragoman.model.wanted import Wanted

from .asking import Asked, day_of

WEIGHT = "coalesce(intensity, 0) * certainty"
OWN = "id IN (SELECT owner FROM persona p JOIN party USING (signature) JOIN telling USING (n) WHERE p.entity = ?)"
DOERS = """CROSS JOIN telling t ON t.owner = h.id CROSS JOIN party a ON a.n = t.n
           CROSS JOIN persona p ON p.signature = a.signature CROSS JOIN entity e ON e.id = p.entity"""
PARTIES = """CROSS JOIN telling t ON t.owner = h.id CROSS JOIN party a ON a.n = t.n AND a.role = 'actor'
             CROSS JOIN party b ON b.n = t.n AND b.role = 'recipient'
             CROSS JOIN persona p ON p.signature = a.signature CROSS JOIN persona q ON q.signature = b.signature"""


class Charts:
    """The counts of a case."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def counts_by_day(self, wanted: Wanted, *, by: Literal["quad", "type"] = "quad", entity: str | None = None) -> list[DayCount]:
        """How many happenings a day, by quad class or type, the earliest first; with `entity`, by its whole id, those that it has a part in."""
        asked = _counted("happening INDEXED BY happening_charted", wanted)
        asked.must("day > 0")
        asked.add(OWN, entity)
        found: dict[tuple[int, str | None], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
        for day, type_, number, weight in asked.every(self._base, f"day, type, count(*), sum({WEIGHT})", "GROUP BY day, type"):
            key = (day, type_ if by == "type" else _quad(type_))
            found[key] = (found[key][0] + number, found[key][1] + weight)
        days = sorted(found, key=lambda key: (key[0], key[1] or ""))
        return [DayCount(day=day, of=of, number=found[day, of][0], weight=round(found[day, of][1], 3)) for day, of in days]

    def days(self, wanted: Wanted) -> list[tuple[int, int]]:
        """How many happenings a day, whatever they are, the earliest first: read off the index in its order."""
        asked = _counted("happening INDEXED BY happening_charted", wanted)
        asked.must("day > 0")
        return [(day, number) for day, number in asked.every(self._base, "day, count(*)", "GROUP BY day ORDER BY day")]

    def places(self, wanted: Wanted) -> list[PlaceCount]:
        """How many happenings at each place with coordinates, the most first; the name is the one that most of them give."""
        asked = _counted("happening INDEXED BY happening_mapped", wanted)
        asked.must("lat IS NOT NULL")
        names: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
        quads: dict[tuple[object, ...], dict[Quad, tuple[int, float]]] = defaultdict(dict)
        columns = "geonameid, lat, lon, country, precision, place, type"
        for row in asked.every(self._base, f"{columns}, count(*), sum({WEIGHT})", f"GROUP BY {columns}"):
            *spot, name, type_, number, weight = row
            names[tuple(spot)][name] += number
            quad = _quad(type_)
            if quad is not None:
                before = quads[tuple(spot)].get(quad, (0, 0.0))
                quads[tuple(spot)][quad] = (before[0] + number, round(before[1] + weight, 3))
        found = [_place(spot, names[spot], quads[spot]) for spot in names]
        return sorted(found, key=lambda each: (-each.number, each.geonameid or 0, each.lat, each.lon, each.precision or ""))

    def busiest(self, wanted: Wanted, limit: int) -> list[Active]:
        """Who did most, then who had most done to it; the cost goes with the number of happenings."""
        asked = _counted("happening h INDEXED BY happening_charted", wanted, DOERS, words_of="h.n")
        asked.must("h.day > 0")
        each = "count(DISTINCT CASE WHEN role = '{}' THEN h.id END)"
        columns = f"e.id, e.name, {each.format('actor')} AS done, {each.format('recipient')} AS met"
        rows = asked.every(self._base, columns, f"GROUP BY e.id ORDER BY done DESC, met DESC, e.id LIMIT {limit}")
        return [Active(entity=id_, name=name, done=done, met=met) for id_, name, done, met in rows]

    def unmapped(self, wanted: Wanted) -> list[Unmapped]:
        """How many happenings have a place without coordinates, by its name, the most first; and, under no name, how many have none at all."""
        asked = _counted("happening INDEXED BY happening_unmapped", wanted)
        asked.must("lat IS NULL")
        quads: dict[str | None, Counter[Quad]] = defaultdict(Counter)
        numbers: Counter[str | None] = Counter()
        for name, type_, number in asked.every(self._base, "place, type, count(*)", "GROUP BY place, type"):
            numbers[name] += number
            quad = _quad(type_)
            if quad is not None:
                quads[name][quad] += number
        names = sorted(numbers, key=lambda name: (-numbers[name], name or ""))
        return [Unmapped(name=name, number=numbers[name], quads=dict(sorted(quads[name].items()))) for name in names]

    def dyads(self, wanted: Wanted) -> Iterator[Dyad]:
        """Each happening with each pair of entities of which one telling makes the one its actor and the other its recipient; by day.

        Pairs are not made over tellings: where one names who struck and another who was struck, nobody has said that it was these two.
        """
        asked = _counted("happening h INDEXED BY happening_charted", wanted, PARTIES, words_of="h.n")
        asked.must("h.day > 0 AND p.entity <> q.entity")
        columns = "h.day, h.id, h.type, intensity, certainty, sources, p.entity, q.entity"
        rows = asked.every(self._base, columns, "ORDER BY h.day, h.type, standing, intensity, certainty, sources, h.id")
        for (day, id_, type_, intensity, certainty, sources), some in groupby(rows, key=lambda row: row[:6]):
            for actor, recipient in sorted({row[6:] for row in some}):
                yield Dyad(
                    actor=actor, recipient=recipient, day=day, type=type_, intensity=intensity, certainty=certainty, sources=sources, happening=id_
                )  # fmt: skip


def _counted(table: str, wanted: Wanted, joined: str = "", words_of: str = "n") -> Asked:
    """The query; what it leaves out it leaves out in the words of the index, or SQLite would not use that."""
    one = words_of.removesuffix("n")
    asked = Asked(f"{table} {joined}", wanted, words_of=words_of)
    asked.must(f"{one}type <> 'NEWS' AND {one}standing <> 'rejected'")
    asked.add(f"{one}day >= ?", day_of(wanted.since))
    asked.add(f"{one}day <= ?", day_of(wanted.until))
    asked.by_words("happening_words", parties=wanted.actor, places=wanted.place)
    asked.add(f"{one}type = ?", wanted.type.upper() if wanted.type else None)
    asked.add("sources >= ?", wanted.min_sources or None)
    asked.add(f"{one}standing = ?", wanted.status)
    return asked


def _quad(type_: str) -> Quad | None:
    return QUADS[type_] if in_plover(type_) else None


def _place(spot: tuple[object, ...], names: Counter[str], quads: dict[Quad, tuple[int, float]]) -> PlaceCount:
    row = dict(zip(("geonameid", "lat", "lon", "country", "precision"), spot, strict=True))
    name = min(names, key=lambda each: (-names[each], each))
    return msgspec.convert({**row, "name": name, "number": names.total(), "quads": dict(sorted(quads.items()))}, PlaceCount)
