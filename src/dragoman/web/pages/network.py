"""The network: who is tied to whom, for and against."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec

from dragoman.keep import Case
from dragoman.web.graph import Kind, Network, Sought, network, placed, way
from dragoman.web.page import Page

from .asking import Part, Span, Words

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
WINDOW = 180  # days up to the newest report, where none are asked for: with a half-life of 90 days what is older counts less than a quarter
LONGEST = 720  # days at most: what is older counts less than 1 in 250


class NetworkAsked(Span, frozen=True, kw_only=True):
    """`around`: an actor's id, with whom all shown have a tie; `start`, `goal`: two ids between whom a way over ties is looked for."""

    kind: Kind | None = None
    sign: Literal["friendly", "hostile"] | None = None
    min_strength: Share = 0.0
    min_certainty: Share = 0.0
    around: Words | None = None
    start: Words | None = None
    goal: Words | None = None
    skip: Part = 0


def shown(case: Case, asked: NetworkAsked, _: Mapping[str, str]) -> Network:
    """The strongest ties of a window, and the way between two."""
    today = case.look.today()
    until = asked.until or (date.fromordinal(today) if today else None)
    since = _since(asked.since, until) if until else asked.since
    found = network(
        case,
        Sought(
            since=since,
            until=until,
            kind=asked.kind,
            sign=asked.sign,
            min_certainty=asked.min_certainty,
            min_strength=asked.min_strength,
            around=asked.around,
        ),
    )
    return msgspec.structs.replace(found, way=way(found, asked.start, asked.goal)) if asked.start and asked.goal else found


def _since(asked: date | None, until: date) -> date:
    earliest, usual = (date.fromordinal(max(until.toordinal() - days + 1, 1)) for days in (LONGEST, WINDOW))
    return max(asked, earliest) if asked else usual


PAGES = (
    Page(
        path="/network", name="Network", asked=NetworkAsked, noun=Network, view=shown, whole=placed,
        says="The strongest ties between actors, for and against, and the camps that they make",
    ),
)  # fmt: skip
