"""Tension over time, of a case: how hot it was, what stands out, what drove it, and between whom."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import numpy as np

from dragoman.assess.columns import Deeds
from dragoman.assess.jumps import jumps, shares
from dragoman.assess.tension import BEFORE, OUTLIER, Unit, between, hottest, series, tension
from dragoman.assess.tension import Sides as Pair
from dragoman.assess.whatif import Inputs
from dragoman.keep import Case
from dragoman.model.assessment import Tension
from dragoman.model.errors import SettingError
from dragoman.model.implied import Course, Figure, Names, Spike
from dragoman.model.wanted import Wanted

from .inputs import inputs_of
from .lens import Lens, lens, named
from .words import words_of

YEAR = 365  # days shown where no first day is asked for
LONGEST = 3650  # days of a series at most: a year that was misread must not make a chart of ten centuries
DENSE = 1.0  # happenings a day from which days are told apart; below it most days are empty, and medians of them see nothing
SOME = 3  # actors of a side that are named
SPIKES = 12  # of a series, the most unusual


def tension_of(case: Case, wanted: Wanted, *, unit: Unit | None = None, sides: tuple[str, str] | None = None) -> Course:
    """The course of the whole record, or between two `sides`: each an actor's id, or words of the names of some.

    Without `since` it is that of the last year. Without a unit days are taken where there is a happening a day, else weeks. With `actor` the pairs
    are those that it is one of.
    """
    look = lens(case, wanted)
    ids = tuple(_side(case, each) for each in sides) if sides else None
    found = course(inputs_of(case), look, unit=unit, sides=(ids[0], ids[1]) if ids else None, reports=case.streams.reports_by_day())
    names = named(case, {end for heat in found.hottest for end in (heat.one, heat.other)} | {each for side in ids or () for each in side})
    called = tuple(", ".join(list(dict.fromkeys(names[each] for each in side))[:SOME]) for side in ids or ())
    drove = (*(share for each in found.spikes for share in each.shares), *(share for each in found.jumps for share in each.shares))
    events = words_of(case, {share.happening for share in drove})
    return msgspec.structs.replace(found, names=names, between=(called[0], called[1]) if called else None, events=events)


def courses_between(case: Case, wanted: Wanted, pairs: Sequence[tuple[str, str]], *, unit: Unit) -> tuple[tuple[float, ...], ...]:
    """The conflict of each pair, bin by bin, in the bins of the course of all."""
    deeds = inputs_of(case).deeds
    _, first, last = _days(deeds, lens(case, wanted), case.streams.reports_by_day())
    lines = (series(deeds, between(deeds, ((one,), (other,))), unit, first, last)[1] for one, other in pairs)
    return tuple(tuple(line.tolist()) for line in lines)


def _side(case: Case, asked: str) -> tuple[str, ...]:
    """The actors meant by an id or by words of a name; SettingError where nobody is."""
    if asked.startswith("x-"):
        return (case.look.entity(asked).id,)
    found = tuple(each.id for each in case.look.entities(Wanted(actor=asked, limit=1000)))
    if not found:
        raise SettingError(f"{asked}: no actor of the case is called so; `dragoman actors list {case.file}` lists them")
    return found


def course(inputs: Inputs, look: Lens, *, unit: Unit | None = None, sides: Pair | None = None, reports: Mapping[int, int] | None = None) -> Course:
    """The course, without names."""
    deeds = inputs.deeds
    begin, first, last = _days(deeds, look, reports or {})
    unit = unit or _unit(deeds, first, last)
    step: Literal[1, 7] = 7 if unit == "week" else 1
    run_up = max(first - BEFORE[unit] * step, begin)  # what was usual before the first bin shown
    whole = tension(deeds, unit, sides, since=run_up, until=last, reports=reports)
    bins = tuple(each for each in whole.bins if each.day > first - step)
    shown = Tension(unit=unit, bins=bins, unusual=tuple(day for day in whole.unusual if day > first - step))
    steps = jumps(deeds, unit, sides, since=run_up, until=last, reports=reports)
    heats = hottest(deeds, since=first, until=last, limit=look.limit if look.actors is None else len(deeds))
    if look.actors is not None:
        heats = tuple(each for each in heats if not {each.one, each.other}.isdisjoint(look.actors))[: look.limit]
    names: Names = {}
    return Course(
        tension=shown, spikes=_spikes(deeds, shown, sides, step), jumps=tuple(each for each in steps if each.day > first - step), hottest=heats,
        between=None, names=names,
    )  # fmt: skip


def _days(deeds: Deeds, look: Lens, reports: Mapping[int, int]) -> tuple[int, int, int]:
    """When the record begins, and the first and last day shown: without a first a year; none after the last of events and reports.

    Before its beginning nobody looked, which is no quiet time.
    """
    known = (*reports, *((int(deeds.days.min()), int(deeds.days.max())) if len(deeds) else ()))
    last = min(look.until, max(known, default=1))
    begin = min(known, default=last)
    first = max(last - YEAR + 1, begin) if look.since is None else look.since
    return begin, max(first, last - LONGEST), last


def _unit(deeds: Deeds, first: int, last: int) -> Unit:
    number = np.count_nonzero((deeds.days >= first) & (deeds.days <= last))
    return "day" if number >= DENSE * (last - first + 1) else "week"


def _spikes(deeds: Deeds, shown: Tension, sides: Pair | None, step: int) -> tuple[Spike, ...]:
    """What stands out for the better or the worse, the latest first; of many the most unusual."""
    chosen = between(deeds, sides)
    found = []
    figures: tuple[tuple[Figure, int], ...] = (("conflict", -1), ("cooperation", 1))
    for each in shown.bins:
        for figure, sign in figures:
            amount, usual, z = (
                (each.conflict, each.usual_conflict, each.z_conflict) if sign < 0 else (each.cooperation, each.usual_cooperation, each.z_cooperation)
            )
            if z is not None and usual is not None and z > OUTLIER:
                found.append((z, each.day, figure, sign, amount, usual, each.reports))
    most = sorted(found, reverse=True)[:SPIKES]
    within = {day: chosen[(deeds.days[chosen] >= day) & (deeds.days[chosen] < day + step)] for _, day, *_ in most}
    return tuple(
        Spike(day=day, figure=figure, amount=amount, usual=usual, z=z, reports=reports, shares=shares(deeds, within[day], sign))
        for z, day, figure, sign, amount, usual, reports in sorted(most, key=lambda each: (-each[1], each[2]))
    )
