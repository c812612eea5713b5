"""Tension as a drawing, for a template to write out: conflict above the line, cooperation below it, what was usual, what stands out, the reports.

As the timeline's, it is as wide as its page: what lies along the days is told in parts of the width.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.model.assessment import Bin, Jump
from dragoman.model.implied import Course

from .timeline import EDGE, FILLED, FULL, HEIGHT, LEAST_SIDE, UNIT, Mark, days_under, numbered

PRESS = 26.0  # pixels for the reports under the drawing
SPARK = 22.0  # pixels of a small line of bars


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One bin as it is drawn: conflict `up` from the line to `top`, cooperation `down` from it; `press`: the height of its reports."""

    bin: Bin
    since: date
    until: date
    room: float
    x: float
    width: float
    top: float
    up: float
    down: float
    press: float
    unusual: bool


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A lasting step: `at` hundredths of the width."""

    jump: Jump
    at: float


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """All that is drawn; `usual`, `usual_below`: the running medians as paths, broken where nothing is usual yet."""

    width: float
    height: float
    zero: float
    columns: tuple[Column, ...]
    usual: str
    usual_below: str
    steps: tuple[Step, ...]
    days: tuple[Mark, ...]
    numbers: tuple[Mark, ...]
    press: float
    most_reports: int


def curve(course: Course) -> Curve:
    """The drawing of a course."""
    bins = course.tension.bins
    most = [max((each.conflict for each in bins), default=0.0), max((each.cooperation for each in bins), default=0.0)]
    least = max(1.0, sum(most)) * LEAST_SIDE
    up, down = (max(each, least) for each in most)
    one = (HEIGHT - 2 * EDGE) / (up + down)
    zero = EDGE + up * one
    reports = max((each.reports or 0 for each in bins), default=0)
    length = timedelta(days=6 if course.tension.unit == "week" else 0)
    unusual, wide = set(course.tension.unusual), UNIT * FILLED * min(1.0, len(bins) / FULL)
    columns = tuple(
        Column(
            bin=each, since=date.fromordinal(each.day), until=date.fromordinal(each.day) + length, room=UNIT * at,
            x=round(UNIT * at + (UNIT - wide) / 2, 2), width=round(wide, 2), top=round(zero - each.conflict * one, 1),
            up=round(each.conflict * one, 1), down=round(each.cooperation * one, 1),
            press=round((each.reports or 0) / reports * PRESS, 1) if reports else 0.0, unusual=each.day in unusual,
        )
        for at, each in enumerate(bins)
    )  # fmt: skip
    place = {each.day: at for at, each in enumerate(bins)}
    steps = tuple(Step(jump=each, at=round(100 * place[each.day] / len(bins), 3)) for each in course.jumps if each.day in place)
    return Curve(
        width=UNIT * len(bins), height=HEIGHT, zero=round(zero, 1), columns=columns,
        usual=_path([each.usual_conflict for each in bins], zero, -one), usual_below=_path([each.usual_cooperation for each in bins], zero, one),
        steps=steps, days=days_under([(each.since, each.until) for each in columns], course.tension.unit) if columns else (),
        numbers=numbered(up, down, one, zero, signed=False), press=PRESS, most_reports=reports,
    )  # fmt: skip


def _path(values: Sequence[float | None], zero: float, one: float) -> str:
    """Steps from bin to bin."""
    said, open_ = [], False
    for at, value in enumerate(values):
        if value is None:
            open_ = False
            continue
        y = round(zero + value * one, 1)
        said.append(f"{'V' if open_ else f'M{UNIT * at:g} '}{y:g}H{UNIT * (at + 1):g}")
        open_ = True
    return "".join(said)


def spark(values: Sequence[float]) -> tuple[tuple[float, float, float], ...]:
    """Small bars: place, top and height of each that is not nothing; ten of width each."""
    top = max(values, default=0.0)
    heights = [round(value / top * SPARK, 1) if top else 0.0 for value in values]
    return tuple((UNIT * at, round(SPARK - height, 1), height) for at, height in enumerate(heights) if height)
