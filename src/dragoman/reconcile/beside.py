"""How far an outside event and one of a case are one: small questions, each with points and a reason, asked of what has something in common.

A country in common says little on a day with many events, so something particular must fit: a party by name, a town, two parties of two countries, or
both parties by the words for them ("police", "protesters").
"""

from collections import defaultdict
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from dragoman.model.outside import Counterpart, OutsideEvent, Where
from dragoman.model.plover import QUADS, in_plover

from .outsiders import Marks, country_of, marks_of, places_of
from .scoring import VIOLENT

WANDERS = 10  # days by which a data set that takes the day of publication, or of an update, may be late
CLOSE, APART = 25.0, 100.0  # kilometres: a town and its outskirts; two towns that no coder takes for one
SAME, AKIN, UNKNOWN = 2.0, 1.0, 0.5  # points for the type: the same, of the same quad class, not given in PLOVER's terms; violence is between
VIOLENCE = 1.5
NAMED, OTHERWISE, STRANGERS, TURNED = (
    1.5,
    0.75,
    -0.75,
    -0.5,
)  # a party by name, by country or description, two with nothing in common; sides exchanged
AT, WITHIN = 1.5, 0.5  # at one place, in one country


class Fit(NamedTuple):
    """How far the two are one. `points` of all questions, `unplaced` without the place, `untyped` without the type; `off`: days between them.

    `typed`: the types may be one; `apart`: the places cannot; `particular`: something particular fits.
    """

    points: float
    unplaced: float
    untyped: float
    off: int
    typed: bool
    apart: bool
    particular: bool
    reasons: tuple[str, ...]


class Marked(NamedTuple):
    """What an event is known by."""

    actors: Marks
    recipients: Marks
    places: frozenset[str]
    country: str | None


def marked(event: OutsideEvent | Counterpart) -> Marked:
    """What an event is known by, wherever it is from."""
    return Marked(marks_of(event.actors), marks_of(event.recipients), places_of(event.spot), country_of(event.spot.country))


class Index:
    """What is here, found by something particular: a name, a pair of countries, a place or its surroundings, within some days."""

    def __init__(self, here: Iterable[Counterpart]) -> None:
        self.all = tuple(sorted(here, key=lambda each: (each.first, each.id)))
        self._marked = [marked(each) for each in self.all]
        self._by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, each in enumerate(self.all):
            for mark in {*_particulars(self._marked[number]), *_cells(each.spot, 0)}:
                for day in range(each.first, each.last + 1):
                    self._by_day[mark, day].append(number)

    def near(self, event: OutsideEvent) -> list[tuple[Counterpart, Fit]]:
        """What has something particular in common with it, some days around, with how far it fits."""
        theirs = marked(event)
        marks = {*_particulars(theirs), *_cells(event.spot, 1)}
        days = range(event.first - WANDERS, event.last + WANDERS + 1)
        found = sorted({number for mark in marks for day in days for number in self._by_day.get((mark, day), ())})
        fits = ((self.all[number], _fit(event, theirs, self.all[number], self._marked[number])) for number in found)
        return [(here, fit) for here, fit in fits if fit.particular]


def _particulars(of: Marked) -> set[str]:
    sides = [side.names | side.countries | side.words for side in (of.actors, of.recipients)]
    pairs = {"<>".join(sorted((one, other))) for one in sides[0] for other in sides[1] if one != other}
    return {*of.actors.names, *of.recipients.names, *(f"@{place}" for place in of.places), *pairs}


def _cells(spot: Where, around: int) -> set[str]:
    """The half degree in which it lies, or that and those around."""
    if spot.lat is None or spot.lon is None or not spot.fine:
        return set()
    row, column = int(spot.lat * 2 // 1), int(spot.lon * 2 // 1)
    steps = range(-around, around + 1)
    return {f"#{row + down}/{column + right}" for down in steps for right in steps}


def _fit(event: OutsideEvent, theirs: Marked, here: Counterpart, ours: Marked) -> Fit:
    off = max(here.first - event.last, event.first - here.last, 0)
    type_points, type_reason = _type(event, here)
    parties, party_reasons, particular = max(
        _parties(theirs, ours.actors, ours.recipients, turned=False),
        _parties(theirs, ours.recipients, ours.actors, turned=True),
        key=lambda side: (side[0], side[2]),
    )
    place_points, place_reason, at, apart = _place(event.spot, theirs, here.spot, ours)
    reasons = (type_reason, *party_reasons, place_reason, "" if off == 0 else f"{off} {'day' if off == 1 else 'days'} apart")
    return Fit(
        points=type_points + parties + place_points, unplaced=type_points + parties, untyped=parties + place_points, off=off, typed=type_points > 0,
        apart=apart, particular=particular or at, reasons=tuple(reason for reason in reasons if reason),
    )  # fmt: skip


def _type(event: OutsideEvent, here: Counterpart) -> tuple[float, str]:
    if not event.types and event.quad is None:
        return UNKNOWN, ""
    if here.type in event.types:
        return SAME, f"both {here.type}"
    if here.type in VIOLENT and not VIOLENT.isdisjoint(event.types):
        return VIOLENCE, "both violent"
    quads = tuple(QUADS[each] for each in event.types) or (event.quad,)
    if in_plover(here.type) and QUADS[here.type] in quads:
        return AKIN, f"both {QUADS[here.type].replace('_', ' ')}"
    return 0.0, ""


def _parties(theirs: Marked, doers: Marks, targets: Marks, *, turned: bool) -> tuple[float, list[str], bool]:
    """Points, reasons and whether they are particular: one by name, or two by country and words."""
    points, named, described = TURNED if turned else 0.0, 0, 0
    reasons: list[str] = []
    lands: set[str] = set()
    for side, party, ours in (("by", theirs.actors, doers), ("to", theirs.recipients, targets)):
        shared = party.names & ours.names
        country = party.countries & ours.countries
        if shared:
            named += 1
            points += NAMED
            reasons.append(f"{side} {max(shared, key=lambda name: (len(name), name))}")
        elif country:
            lands |= country
            points += OTHERWISE
            reasons.append(f"{side} {min(country)}")
        elif words := party.names & ours.words:
            described += 1
            points += OTHERWISE
            reasons.append(f"{side} {min(words)}")
        elif party.known and ours.known:
            points += STRANGERS
    particular = named > 0 or len(lands) > 1 or described + len(lands) > 1
    return points, [*reasons, "sides exchanged"] if turned and reasons else reasons, particular


def _place(spot: Where, theirs: Marked, own: Where, ours: Marked) -> tuple[float, str, bool, bool]:
    """Points, the reason, whether it is one place, and whether it cannot be."""
    shared = theirs.places & ours.places
    if shared or (spot.geonameid is not None and spot.geonameid == own.geonameid):
        return AT, f"at {min(shared) if shared else own.names[0] if own.names else spot.geonameid}", True, False
    distance = _distance(spot, own) if spot.fine and own.fine else None
    if distance is not None and distance <= CLOSE:
        return AT, f"{distance:.0f} km apart", True, False
    far = distance is not None and distance > APART
    if theirs.country and ours.country:
        return (0.0, "", False, True) if theirs.country != ours.country else (WITHIN, f"in {ours.country}", False, far)
    return 0.0, "", False, far


def _distance(one: Where, other: Where) -> float | None:
    """Kilometres along the globe."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))
