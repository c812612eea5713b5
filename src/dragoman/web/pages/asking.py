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


class Filters(Span, frozen=True, kw_only=True):
    """What a list is narrowed to; `skip`: rows before the first that is shown."""

    actor: Words | None = None
    place: Words | None = None
    skip: Part = 0


def wanted(asked: Filters, **more: object) -> Wanted:
    """The filters for a look-up: up to the part that is shown, and one row more, which tells that there are more."""
    return msgspec.convert(
        {
            "actor": asked.actor,
            "place": asked.place,
            "since": asked.since.isoformat() if asked.since else None,
            "until": asked.until.isoformat() if asked.until else None,
            "limit": asked.skip + STEP + 1,
            **more,
        },
        Wanted,
    )
