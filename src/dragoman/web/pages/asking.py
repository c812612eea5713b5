"""What pages with lists are asked: days, names, kinds, and which part of the list."""

from datetime import date
from typing import Annotated

import msgspec

from dragoman.model.wanted import Wanted

STEP = 50  # rows of a page
MOST = 10_000

Words = Annotated[str, msgspec.Meta(max_length=200)]
Number = Annotated[int, msgspec.Meta(ge=0, le=1_000)]
Part = Annotated[int, msgspec.Meta(ge=0, le=MOST - STEP)]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From which day to which, both included."""

    since: date | None = None
    until: date | None = None


class Listing(Span, frozen=True, kw_only=True):
    """What a list is narrowed to; `skip`: rows before the first that is shown."""

    actor: Words | None = None
    skip: Part = 0


class Filters(Listing, frozen=True, kw_only=True):
    """What a list of things that have a place is narrowed to."""

    place: Words | None = None


def wanted(asked: Listing, **more: object) -> Wanted:
    """The filters for a look-up: up to the part that is shown, and one row more, which tells that there are more."""
    place = asked.place if isinstance(asked, Filters) else None
    chosen = {"actor": asked.actor, "place": place, "since": asked.since, "until": asked.until, "limit": asked.skip + STEP + 1, **more}
    return msgspec.convert({name: value.isoformat() if isinstance(value, date) else value for name, value in chosen.items()}, Wanted)
