"""How hot it was over time, what stands out and what drove it, and between whom."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.assessment import Heat
from dragoman.model.errors import SettingError
from dragoman.model.implied import Course
from dragoman.web.answers import MissingError
from dragoman.web.page import Page

from .asking import Listing, Words, wanted

PAIRS = 12  # of the hottest, each with a line of its own


class TensionAsked(Listing, frozen=True, kw_only=True):
    """`one`, `other`: ids of two actors, between whom alone is looked; `actor`: who must be one of the pairs."""

    by: Literal["day", "week"] | None = None
    one: Words | None = None
    other: Words | None = None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors with their conflict, bin by bin, as in the course."""

    heat: Heat
    conflict: tuple[float, ...]


class Tension(msgspec.Struct, frozen=True, kw_only=True):
    """The course from the first day shown to the last, and the hottest pairs in it."""

    since: date | None
    until: date | None
    course: Course
    pairs: tuple[Pair, ...]


def tension(case: Case, asked: TensionAsked, _: Mapping[str, str]) -> Tension:
    """A year up to the last day, unless other days are asked for."""
    from dragoman.pipeline.assessing import courses_between, tension_of

    sides = _sides(case, asked)
    look = wanted(asked, limit=PAIRS)
    found = tension_of(case, look, unit=asked.by, sides=sides)
    bins = found.tension.bins
    heats = found.hottest if sides is None else ()
    lines = courses_between(case, look, [(each.one, each.other) for each in heats], unit=found.tension.unit)
    pairs = tuple(Pair(heat=heat, conflict=line) for heat, line in zip(heats, lines, strict=True))
    since, until = (date.fromordinal(each.day) if (each := bins[at]) else None for at in (0, -1)) if bins else (None, None)
    return Tension(since=since, until=until, course=found, pairs=pairs)


def _sides(case: Case, asked: TensionAsked) -> tuple[str, str] | None:
    """The two between whom is looked, by id."""
    if not asked.one and not asked.other:
        return None
    if not asked.one or not asked.other:
        raise MissingError("one actor alone has no tension; give both, or `actor` for all pairs of one")
    try:
        return case.look.entity(asked.one).id, case.look.entity(asked.other).id
    except SettingError as error:
        raise MissingError(str(error)) from error


PAGES = (
    Page(
        path="/tension", name="Tension", asked=TensionAsked, noun=Tension, view=tension, slow=True,
        says="How hot it was over time, what stands out and what drove it, and between whom",
    ),
)  # fmt: skip
