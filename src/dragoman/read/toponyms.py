"""Which of its namesakes a place name means: population, what the text says of the place, and the company of the report's other places.

One sense a name a report (Gale, Church and Yarowsky 1992). The weights are rough and were set on the LGL development articles; each
states its reason. Left out on purpose: finding the names.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dragoman.lexicon.gazetteer import ABBREVIATED, ALSO, Candidate

CONSIDERED = 40  # namesakes weighed in context, the most populous first: there are up to 200, the rest are hamlets; a stated division finds them
COMPANY = 40  # other names weighed, the most frequent first: keeps the work linear in the length of the report
ROUNDS = 3  # the first weighs all likely senses of the others, the next two those chosen; a fourth changes nothing on LGL
SENSES = 5  # of each other name in the first round
KIND = {
    "A.PCLI": 2.2,
    "A.PCLD": 1.0,
    "P.PPLC": 1.0,
    "P.PPL": 0.5,
    "A.ADM1": 0.3,
    "A.ADM2": -0.3,
}  # a bare name is a country before a city before its province
POPULATION = 0.7  # 0.6 does as well on LGL, but takes the Vienna of the world's news for one in Virginia
ALIAS = 0.7  # below a place that bears the name as its own
SAME_COUNTRY = 1.5
SAME_DIVISION = 2.0  # more than two factors of ten: Paris, among places of north Texas, is the one there
NAMED_COUNTRY = 0.3
NAMED_DIVISION = 1.5
NEAR = 2.0
NEAR_KM = 100.0
SEAT = 50_000  # inhabitants of a town of the same name that lies in a province …
SEATED = 1.0  # … and is meant before it: a bare "Idlib" or "Hebron" is the city; not in …
AMERICA = "USA"  # … whose states are named bare as often as their cities (86.3 → 86.0 on LGL where New York is always the city)
WORLDLY = 3  # countries named that make a report one of world news …
FAMED = 1.0  # … in which a capital's name is the capital: Washington, beside London and Moscow, is not the one in Durham
ABROAD = 0.3  # weight of countries and capitals as company: news names great powers and their seats without being about the towns there
HINTED = 3.0  # "Anbar province" is the division whatever the size of a town of that name


class Name(msgspec.Struct, frozen=True):
    """A name of the report, how often it stands there, its namesakes; `divided`: True "X province", False "the town of X", None unsaid."""

    words: str
    count: int
    candidates: tuple[Candidate, ...]
    divided: bool | None = None


def distance_km(first: Candidate, second: Candidate) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    north, east = (lat2 - lat1) / 2, math.radians(second.lon - first.lon) / 2
    return 12742 * math.asin(min(1.0, math.sqrt(math.sin(north) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east) ** 2)))


def holds(outer: Candidate, inner: Candidate) -> bool:
    """True when `inner` lies in the division or country `outer`."""
    return outer.geonameid is not None and outer.geonameid in (inner.admin1, inner.admin2, inner.within) and outer.geonameid != inner.geonameid


def resolve(names: Sequence[Name]) -> list[Candidate | None]:
    """The place that each name means, None where nothing bears it."""
    countries = {name.candidates[0].geonameid for name in names if name.candidates and name.candidates[0].feature == "A.PCLI"}
    weighed = [_weighed(name, worldly=len(countries) >= WORLDLY) for name in names]
    order = sorted(range(len(names)), key=lambda at: (-names[at].count, at))[: COMPANY + 1]
    best: list[Candidate | None] = [None] * len(names)
    for turn in range(ROUNDS):
        company = [(at, _fellow(held, share * math.sqrt(names[at].count))) for at in order for held, share in _beliefs(weighed[at], best[at], turn)]
        before = list(best)
        for at, found in enumerate(weighed):
            others = [fellow for other, fellow in company if other != at] if len(found) > 1 else []
            if found:
                best[at] = max(found, key=lambda pair: pair[1] + _company(pair[0], others))[0]
        if turn and best == before:
            break
    return best


def _beliefs(found: list[tuple[Candidate, float]], best: Candidate | None, turn: int) -> list[tuple[Candidate, float]]:
    """What a name counts for as company: at first its likeliest senses, each by its share, then the one chosen."""
    if turn:
        return [(best, 1.0)] if best is not None else []
    likely = sorted(found, key=lambda pair: -pair[1])[:SENSES]
    shares = [math.exp(weight - likely[0][1]) for _, weight in likely]
    return [(held, share / sum(shares)) for (held, _), share in zip(likely, shares, strict=True)]


def _weighed(name: Name, *, worldly: bool) -> list[tuple[Candidate, float]]:
    famed = FAMED if worldly else 0.0
    seats = {held.admin1 for held in name.candidates[:CONSIDERED] if held.feature.startswith("P.") and held.population >= SEAT}
    return [
        (
            held,
            _prior(held, name.divided)
            + famed * (held.feature == "P.PPLC")
            - SEATED * (held.geonameid in seats and held.feature == "A.ADM1" and held.country != AMERICA),
        )
        for held in name.candidates[:CONSIDERED]
    ]


def _prior(candidate: Candidate, divided: bool | None) -> float:
    weight = POPULATION * math.log10(candidate.population + 100) + KIND.get(candidate.feature, 0.5)
    if candidate.borne in (ALSO, ABBREVIATED):
        weight -= ALIAS
    if divided is not None and candidate.feature.startswith(("A.ADM", "L.")) == divided:
        weight += HINTED
    return weight


class _Fellow(NamedTuple):
    """Another place of the report, what it weighs as company, and whether it is a country."""

    held: Candidate
    weight: float
    sure: float
    state: bool


def _fellow(held: Candidate, weight: float) -> _Fellow:
    state = held.feature.startswith("A.PCL")
    if state or held.feature == "P.PPLC":
        weight *= ABROAD
    return _Fellow(held, weight, min(1.0, weight), state)


def _company(candidate: Candidate, others: list[_Fellow]) -> float:
    """How well the place goes with the report's other places: shares of their mentions, so that a long report weighs no more than a short one."""
    total = country = division = named = nearest = 0.0
    own = {candidate.admin1, candidate.geonameid} - {None}
    divisions = {candidate.admin1, candidate.admin2, candidate.within}
    for held, weight, sure, state in others:
        total += weight
        if held.country is not None and held.country == candidate.country:
            country += weight
            if held.admin1 in own or held.geonameid in own:
                division += weight
        if held.geonameid is not None and held.geonameid in divisions and held.geonameid != candidate.geonameid:
            named = max(named, sure * (NAMED_COUNTRY if state else NAMED_DIVISION))
        if not state and abs(held.lat - candidate.lat) < 3:  # 3 degrees: beyond 330 km the term is below 0.04
            nearest = max(nearest, sure * math.exp(-distance_km(held, candidate) / NEAR_KM))
    if not total:
        return 0.0
    return SAME_COUNTRY * country / total + SAME_DIVISION * division / total + named + NEAR * nearest
