"""What of a happening can be counted and mapped: how friendly or hostile it is, how certain, where. The same in whatever order its tellings come."""

from collections import Counter
from collections.abc import Collection, Sequence
from statistics import fmean, median
from typing import get_args

from dragoman.model.happening import Origin, Telling
from dragoman.model.plover import SCORES, in_plover
from dragoman.model.reading import PlaceClass

# FactBank's scale in even steps, as no corpus says how far "probably" lies from "surely"; of Uu no more is known than of "possibly".
SURE = {"CT+": 1.0, "PR+": 0.75, "PS+": 0.5, "Uu": 0.5}
FINE = get_args(PlaceClass)  # the finest first


def strength(type_: str, counted: Sequence[Telling]) -> tuple[str | None, float | None]:
    """The mode that most tellings of this type give, and the median of their intensities; without any, the type's score, where PLOVER has one."""
    own = [each for each in counted if each.type == type_]
    modes = Counter(each.mode for each in own if each.mode)
    scores = [each.intensity for each in own if each.intensity is not None]
    score = SCORES[type_] if in_plover(type_) else None
    return min(modes, key=lambda mode: (-modes[mode], mode), default=None), median(scores) if scores else score


def certainty(counted: Sequence[Telling], origins: Collection[Origin], deniers: Collection[Origin]) -> float:
    """How sure it is that it happened, 0..1: m · o / (o + d).

    m is the mean over the counted tellings for which somebody stands: CT+ 1, PR+ 0.75, PS+ and Uu 0.5, negated 0. o is the number of independent
    sources, d that of those who deny it. So what is only denied or negated, and what nobody whom one trusts stands for, has 0.
    """
    told = [SURE.get(each.factuality, 0.0) for each in counted if each.origins]
    return round(fmean(told) * len(origins) / (len(origins) + len(deniers)), 3) if told and origins else 0.0


def placed(counted: Sequence[Telling]) -> Telling | None:
    """A telling at the place that most tellings give, of those the finest; None where none has coordinates.

    Who names only the country speaks for every place in it, so that a town that two tell is not lost among five that tell the country.
    """
    found = [each for each in counted if each.lat is not None]
    given = Counter(_spot(each) for each in found)
    countries = Counter(each.country for each in found if each.precision == "country")
    names = Counter((_spot(each), each.place) for each in found)

    def rank(each: Telling) -> tuple[object, ...]:
        spot = _spot(each)
        behind = given[spot] + (countries[each.country] if each.precision != "country" else 0)
        return (-behind, FINE.index(each.precision) if each.precision else len(FINE), spot, -names[spot, each.place], each.place or "", each.key)

    return min(found, key=rank, default=None)


def _spot(telling: Telling) -> tuple[int, float, float]:
    return (telling.geonameid or 0, telling.lat or 0.0, telling.lon or 0.0)
