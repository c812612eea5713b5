"""What of a case is looked at, and how those are called who are found there."""

from collections.abc import Iterable
from datetime import date

import msgspec

from dragoman.keep import Case
from dragoman.model.implied import Names
from dragoman.model.wanted import Wanted

MOST = 10_000  # actors with one word in their names, which is all that a look-up gives


class Lens(msgspec.Struct, frozen=True, kw_only=True):
    """Days from and to, both included; actors by id, of whom one must take part (without, anybody); how many rows at most.

    `until` is the day as of which things stand: that of the newest report where none is asked for.
    """

    until: int
    since: int | None = None
    actors: tuple[str, ...] | None = None
    limit: int = 50


def lens(case: Case, wanted: Wanted) -> Lens:
    """What is wanted, by ids and numbers of days; of `Wanted` since, until, actor and limit are heeded."""
    actors = None
    if wanted.actor:
        actors = tuple(each.id for each in case.look.entities(Wanted(actor=wanted.actor, limit=MOST)))
    return Lens(
        until=_day(wanted.until) or case.look.today() or date.max.toordinal(), since=_day(wanted.since), actors=actors, limit=wanted.limit
    )  # fmt: skip


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None


def named(case: Case, ids: Iterable[str]) -> Names:
    """The names of these actors."""
    return case.streams.names(sorted(set(ids)))
