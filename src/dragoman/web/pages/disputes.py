"""What cannot stand together: each dispute with its sides, their sources and words."""

import re
from collections.abc import Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Contest, ContestKind, Happening, Origin, Side
from dragoman.model.reading import EventType
from dragoman.web.page import Page
from dragoman.web.words import sided

from .asking import Filters, Number, wanted
from .quoted import Quoted, Sought, quoted

FEW = 20  # disputes of a page: each takes the room of several rows
MOST_QUOTES = 3  # of one side; the event has them all


class DisputesAsked(Filters, frozen=True, kw_only=True):
    """`min_sources`: independent sources behind the event."""

    kind: ContestKind | None = None
    type: EventType | None = None
    min_sources: Number = 0


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One side: what it claims, on whose word, in how many reports, from when to when (days of publication); some of the words that say so.

    `said`: the claim as it is printed. `value`: the figure that it gives, of a dispute about figures: the least that it says.
    """

    claim: str
    said: str
    value: int | None
    origins: tuple[Origin, ...]
    reports: int
    first: int | None
    last: int | None
    quotes: tuple[Quoted, ...]
    more: int


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """One dispute about one event. `moved`, `clash` as in the record: how a figure went, and whether two were held at the same time."""

    event: str
    type: str
    who: str
    whom: str
    place: str | None
    first: int | None
    last: int | None
    standing: str
    kind: ContestKind
    what: str
    sides: tuple[Position, ...]
    moved: str | None
    clash: bool


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the disputes, those about the newest events first."""

    disputes: tuple[Dispute, ...]
    more: bool


def disputes(case: Case, asked: DisputesAsked, _: Mapping[str, str]) -> Disputes:
    """What is disputed, filtered."""
    more = {"type": asked.type, "status": asked.kind, "min_sources": asked.min_sources, "skip": asked.skip, "limit": FEW + 1}
    found = case.look.contests(wanted(asked, **more))
    return Disputes(disputes=tuple(_dispute(case, *each) for each in found[:FEW]), more=len(found) > FEW)


def _dispute(case: Case, about: Happening, contest: Contest) -> Dispute:
    sought = [Sought(words=quote, reports=side.reports) for side in contest.sides for quote in side.quotes[:MOST_QUOTES]]
    places = iter(quoted(case, sought, about.tellings))
    sides = []
    for side in contest.sides:
        words = [place for _ in side.quotes[:MOST_QUOTES] if (place := next(places))]
        sides.append(
            Position(
                claim=side.claim,
                said=sided(side, contest.kind),
                value=_value(side) if contest.kind == "figure" else None,
                origins=side.origins,
                reports=len(side.reports),
                first=side.first,
                last=side.last,
                quotes=tuple(words),
                more=len(side.quotes) - len(words),
            )
        )
    return Dispute(
        event=about.id,
        type=about.type,
        who=about.who,
        whom=about.whom,
        place=about.place,
        first=about.first,
        last=about.last,
        standing=case.look.standing(about.id),
        kind=contest.kind,
        what=contest.what,
        sides=tuple(sides),
        moved=contest.moved,
        clash=contest.clash,
    )


def _value(side: Side) -> int | None:
    number = re.search(r"\d+", side.claim)
    return int(number[0]) if number else None


PAGES = (
    Page(
        path="/disputes",
        name="Disputes",
        asked=DisputesAsked,
        noun=Disputes,
        view=disputes,
        says="What cannot stand together, each side with its sources",
    ),
)
