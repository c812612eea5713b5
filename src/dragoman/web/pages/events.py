"""What happened: the list of events."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Happening
from dragoman.model.reading import EventType
from dragoman.web.page import Page

from .asking import STEP, Filters, Number, wanted


class EventsAsked(Filters, frozen=True, kw_only=True):
    type: EventType | None = None
    status: Literal["told", "disputed", "denied", "rejected"] | None = None
    min_sources: Number = 0
    told_since: date | None = None
    told_until: date | None = None
    sort: Literal["day", "sources"] = "day"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A happening with its standing."""

    happening: Happening
    standing: str


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the events, the newest first; `more`: whether the list goes on."""

    events: tuple[Listed, ...]
    more: bool


def events(case: Case, asked: EventsAsked, _: Mapping[str, str]) -> Events:
    """What happened, filtered."""
    told = {"told_since": asked.told_since, "told_until": asked.told_until}
    chosen = wanted(asked, type=asked.type, status=asked.status, min_sources=asked.min_sources, sort=asked.sort, **told)
    found = case.look.happenings(chosen)[asked.skip :]
    shown = tuple(Listed(happening=each, standing=case.look.standing(each.id)) for each in found[:STEP])
    return Events(events=shown, more=len(found) > STEP)


PAGES = (Page(path="/events", name="Events", asked=EventsAsked, noun=Events, view=events, says="What happened, each thing once, on whose word"),)
