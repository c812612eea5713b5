"""Lasting steps of a series: from when on it was hotter or cooler than before, and what drove it.

A step is where the median of the bins from a bin on differs from that of the bins before it by so many robust deviations from both medians. Medians
do not see one hot day, and see nothing where most bins are empty: for sparse records take weeks.
"""

from collections.abc import Mapping

import numpy as np

from dragoman.model.assessment import Jump, Share

from .columns import MICRO, Deeds, Floats, Ints
from .tension import Sides, Unit, between, deviation, series, span

ASIDE: Mapping[Unit, int] = {"day": 14, "week": 8}  # bins on either side
STEP = 1.5  # deviations: a false step in two years of noise or more, and most steps to three times as much (python -m bench.assess)
MOST_SHARES = 5


def jumps(
    deeds: Deeds,
    unit: Unit = "day",
    sides: Sides | None = None,
    *,
    since: int | None = None,
    until: int | None = None,
    reports: Mapping[int, int] | None = None,
) -> tuple[Jump, ...]:
    """The steps of conflict and of cooperation by day; arguments as for `tension`."""
    chosen = between(deeds, sides)
    first, last = span(deeds, since, until)
    if last < first:
        return ()
    days, conflict, cooperation, _ = series(deeds, chosen, unit, first, last)
    width, step = ASIDE[unit], 7 if unit == "week" else 1
    read = np.array([sum((reports or {}).get(day + more, 0) for more in range(step)) for day in days.tolist()], dtype=np.float64)
    found = []
    for figure, values, sign in (("conflict", conflict, -1), ("cooperation", cooperation, 1)):
        for at, before, after, z in steps(values, width):
            begin = int(days[at]) if after > before else int(days[at]) - width * step
            within = chosen[(deeds.days[chosen] >= max(begin, first)) & (deeds.days[chosen] < begin + width * step) & (deeds.days[chosen] <= last)]
            found.append(
                Jump(
                    day=int(days[at]), figure="conflict" if figure == "conflict" else "cooperation", before=before, after=after, z=round(z, 3),
                    shares=shares(deeds, within, sign),
                    reports_before=float(np.median(read[at - width : at])) if reports is not None else None,
                    reports_after=float(np.median(read[at : at + width])) if reports is not None else None,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.day, each.figure)))


def steps(values: Floats, width: int) -> list[tuple[int, float, float, float]]:
    """Where the series steps: number of the bin, medians before and after, their difference in deviations.

    Of steps closer than `width` only the greatest counts.
    """
    if len(values) < 2 * width:
        return []
    windows = np.lib.stride_tricks.sliding_window_view(values, width)
    median = np.median(windows, axis=1)
    before, after = median[:-width], median[width:]
    both = np.concatenate([windows[:-width], windows[width:]], axis=1)
    z = (after - before) / deviation(both, both - np.repeat(np.stack([before, after], axis=1), width, axis=1))
    # medians hold still while a step moves through half a window: its edge is where the means differ most, of roots, so that no hot day draws it
    mean = np.sqrt(windows).mean(axis=1)
    found: list[int] = []
    for at in np.argsort(-np.abs(mean[width:] - mean[:-width]), kind="stable").tolist():
        if abs(z[at]) > STEP and all(abs(at - other) >= width for other in found):
            found.append(at)
    return [(at + width, float(before[at]), float(after[at]), float(z[at])) for at in sorted(found)]


def shares(deeds: Deeds, within: Ints, sign: int) -> tuple[Share, ...]:
    """Of these happenings those with the most conflict (`sign` -1) or cooperation (1): of many alike the best founded, by what each adds to a tie."""
    amount = sign * deeds.force[within]
    order = np.lexsort((within, -sign * deeds.weight[within]))[:MOST_SHARES]
    return tuple(Share(deeds.ids[within[at]], int(deeds.days[within[at]]), int(amount[at]) / MICRO) for at in order.tolist() if amount[at] > 0)
