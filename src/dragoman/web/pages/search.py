"""Search: the reports with some words, best first, and whose names have them."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from dragoman.keep import Case
from dragoman.keep.search import MOST
from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError
from dragoman.model.record import Found
from dragoman.web.page import Page

from .asking import STEP, Words
from .events import Listed

FEW = 20  # hits of a page, each with some of its words
GLANCE = 4  # actors and events beside the reports


class SearchAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: what is looked for; `outlet` as printed, `month` as "2025-09": of reports."""

    words: Words | None = None
    kind: Literal["reports", "actors", "events"] | None = None
    outlet: Words | None = None
    month: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")] | None = None
    skip: Annotated[int, msgspec.Meta(ge=0, le=MOST - FEW)] = 0


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """What has the words. `trouble`: why they cannot be asked for, and what to do, where that is so."""

    found: Found | None = None
    actors: tuple[Entity, ...] = ()
    events: tuple[Listed, ...] = ()
    more_actors: bool = False
    more_events: bool = False
    trouble: str | None = None


def search(case: Case, asked: SearchAsked, _: Mapping[str, str]) -> Searched:
    """What has the words; nothing where none are given."""
    words = (asked.words or "").strip()
    if not words:
        return Searched()
    narrow = asked.outlet is not None or asked.month is not None or asked.skip > 0
    try:
        found = (
            case.find.reports(words, outlet=asked.outlet, month=asked.month, skip=asked.skip, limit=FEW) if asked.kind in (None, "reports") else None
        )
        names = 0 if narrow or asked.kind == "reports" else STEP if asked.kind else GLANCE
        actors = case.find.actors(words, names + 1) if names and asked.kind != "events" else []
        events = case.find.events(words, names + 1) if names and asked.kind != "actors" else []
    except SettingError as error:
        return Searched(trouble=str(error))
    return Searched(
        found=found,
        actors=tuple(actors[:names]),
        events=tuple(Listed(happening=event, standing=standing) for event, standing in events[:names]),
        more_actors=len(actors) > names,
        more_events=len(events) > names,
    )


PAGES = (
    Page(path="/search", name="Search", asked=SearchAsked, noun=Searched, view=search, says="The reports with some words, and whose names have them"),
)
