"""How hot it is between two sides or in the whole record, by day and by week.

A happening counts once, with its PLOVER intensity times its certainty; conflict and cooperation are summed apart, for on a day of war and talks they
do not cancel. A bin is unusual where it stands out from the bins before it by their median and deviation, which a few hot days hardly move.
"""

from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from dragoman.model.assessment import Bin, Heat, Tension

from .columns import ACTOR_BITS, ACTORS, DAYS, MICRO, Deeds, Floats, Ints, starts_of

Unit = Literal["day", "week"]
Sides = tuple[Collection[str], Collection[str]]

BEFORE: Mapping[Unit, int] = {"day": 28, "week": 12}  # bins of the running median: four whole weeks, so that no weekday weighs more; a quarter
FEWEST = 7  # bins before one that can be judged
NORMAL = 1.4826  # the median deviation of a normal distribution, times this, is its standard deviation
OUTLIER = 3.5  # robust deviations from which a value is an outlier (Iglewicz and Hoaglin 1993)
GRAIN = 6.0  # sums of single happenings scatter by the root of this times their mean: sum of squares by sum of PLOVER's scores of conflict
FLOOR = 2.0  # least deviation, else the first stone of a quiet year is infinitely unusual: one sure demonstration (5) is not, one sure assault (9) is


def tension(
    deeds: Deeds,
    unit: Unit = "day",
    sides: Sides | None = None,
    *,
    since: int | None = None,
    until: int | None = None,
    reports: Mapping[int, int] | None = None,
) -> Tension:
    """The series of the whole record, or of what two sides did to each other, either way; a side is any number of actors, both may be the same.

    Weeks begin on Monday (ISO). The series runs from the first to the last day of the whole record, or from `since` to `until`, for a time without
    deeds is a quiet one. `reports`: how many reports the record has of each day.
    """
    chosen = between(deeds, sides)
    first, last = span(deeds, since, until)
    if last < first:
        return Tension(unit=unit, bins=(), unusual=())
    days, conflict, cooperation, number = series(deeds, chosen, unit, first, last)
    usual = [running(each, BEFORE[unit]) for each in (conflict, cooperation)]
    read = _per_bin(reports, days, unit) if reports is not None else None
    bins, unusual = [], []
    for at, day in enumerate(days.tolist()):
        (hot, hot_z), (cool, cool_z) = (_judged(each, at) for each in usual)
        bins.append(
            Bin(
                day=day, conflict=float(conflict[at]), cooperation=float(cooperation[at]), happenings=int(number[at]),
                reports=int(read[at]) if read is not None else None,
                usual_conflict=hot, usual_cooperation=cool, z_conflict=hot_z, z_cooperation=cool_z,
            )
        )  # fmt: skip
        if max(hot_z or 0, cool_z or 0) > OUTLIER:
            unusual.append(day)
    return Tension(unit=unit, bins=tuple(bins), unusual=tuple(unusual))


def between(deeds: Deeds, sides: Sides | None) -> Ints:
    """The happenings of both sides by number, each once; without sides, all."""
    if sides is None:
        return np.arange(len(deeds))
    one, other = (np.array([name in side for name in deeds.actors], dtype=bool) for side in sides)
    source, target = deeds.source, deeds.target
    return np.unique(deeds.what[(one[source] & other[target]) | (other[source] & one[target])]) if len(one) else np.arange(0)


def span(deeds: Deeds, since: int | None, until: int | None) -> tuple[int, int]:
    """The first and the last day to look at; the last is before the first where there is none."""
    if not len(deeds):
        return 1, 0
    return (int(deeds.days.min()) if since is None else since), (int(deeds.days.max()) if until is None else until)


def series(deeds: Deeds, chosen: Ints, unit: Unit, first: int, last: int) -> tuple[Ints, Floats, Floats, Ints]:
    """The bins by their first days, with conflict, cooperation and the number of happenings in each."""
    begin, step = (first - (first - 1) % 7, 7) if unit == "week" else (first, 1)
    days = np.arange(begin, last + 1, step)
    chosen = chosen[(deeds.days[chosen] >= first) & (deeds.days[chosen] <= last)]
    at = (deeds.days[chosen] - begin) // step
    force = deeds.force[chosen]
    hot, cool = (np.zeros(len(days), dtype=np.int64) for _ in range(2))
    np.add.at(hot, at, np.maximum(-force, 0))
    np.add.at(cool, at, np.maximum(force, 0))
    return days, hot / MICRO, cool / MICRO, np.bincount(at, minlength=len(days))


def running(values: Floats, width: int) -> tuple[Floats, Floats]:
    """Of each bin the median of so many bins before it (fewer at the beginning; without FEWEST, not a number), and how many deviations it lies above.

    The bin itself and those after it have no say, so that a later report never changes what was unusual before.
    """
    padded = np.concatenate([np.full(width, np.nan), values])[: width + len(values)]
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)[: len(values)]
    usual, z = np.full(len(values), np.nan), np.full(len(values), np.nan)
    if len(values) > FEWEST:
        known = windows[FEWEST:]
        usual[FEWEST:] = np.nanmedian(known, axis=1)
        z[FEWEST:] = (values[FEWEST:] - usual[FEWEST:]) / deviation(known, known - usual[FEWEST:, None])
    return usual, z


def deviation(windows: Floats, off: Floats) -> Floats:
    """Of each window the robust standard deviation: that of what its values are off, and no less than sums of single happenings scatter."""
    grain = np.sqrt(GRAIN * np.nanmean(windows, axis=1))
    found: Floats = np.maximum(np.maximum(NORMAL * np.nanmedian(np.abs(off), axis=1), grain), FLOOR)
    return found


def _judged(usual: tuple[Floats, Floats], at: int) -> tuple[float | None, float | None]:
    median, z = (float(each[at]) for each in usual)
    return (None, None) if np.isnan(median) else (median, round(z, 3))


def _per_bin(by_day: Mapping[int, int], days: Ints, unit: Unit) -> npt.NDArray[np.int64]:
    found = np.zeros(len(days), dtype=np.int64)
    for day, number in by_day.items():
        at = (day - int(days[0])) // (7 if unit == "week" else 1)
        if 0 <= at < len(days):
            found[at] += number
    return found


def hottest(deeds: Deeds, *, since: int | None = None, until: int | None = None, limit: int = 20) -> tuple[Heat, ...]:
    """The pairs of actors with the most conflict, each happening of a pair once, whoever did it."""
    day = deeds.key & DAYS
    some = (day >= (since or 0)) & (day <= (DAYS if until is None else until))
    source, target, what = deeds.source[some], deeds.target[some], deeds.what[some]
    pair = (np.minimum(source, target) << ACTOR_BITS) | np.maximum(source, target)
    order = np.lexsort((what, pair))
    pair, what = pair[order], what[order]
    once = np.ones(len(pair), dtype=bool)
    once[1:] = (np.diff(pair) != 0) | (np.diff(what) != 0)
    pair, what = pair[once], what[once]
    begin = starts_of(pair)
    if not len(begin):
        return ()
    force = deeds.force[what]
    hot, cool = (np.add.reduceat(np.maximum(each, 0), begin) for each in (-force, force))
    number = np.diff(np.append(begin, len(pair)))
    bound = np.partition(hot, -limit)[-limit] if 0 < limit < len(hot) else 0
    found = []
    for at in np.flatnonzero(hot >= max(1, int(bound))).tolist():
        names = sorted((deeds.actors[pair[begin[at]] >> ACTOR_BITS], deeds.actors[pair[begin[at]] & ACTORS]))
        found.append(Heat(names[0], names[1], int(hot[at]) / MICRO, int(cool[at]) / MICRO, int(number[at])))
    return tuple(sorted(found, key=lambda each: (-each.conflict, each.one, each.other))[:limit])
