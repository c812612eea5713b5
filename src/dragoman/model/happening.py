"""Nouns of events over many reports: tellings, what joins them, happenings, what is disputed, what was due.

All of it follows from the readings and the corrections of a case and can be made again from them. Days are counted since 0001-01-01.
"""

from typing import Literal

import msgspec

from .reading import Basis, PlaceClass, SourceKind

Aspect = Literal["told", "ahead", "recalled", "news", "ending"]
ContestKind = Literal["denial", "whether", "figure", "place", "perpetrator"]
Outcome = Literal["happened", "did_not_happen", "overdue", "pending", "unknown"]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """On whose word a thing is told. `key` is the same in all reports for one who has a name ("outlet:…" for an outlet itself).

    A source without a name is another in each report: "unnamed:REPORT:…". `body`: the key of the body for which a spokesman speaks: one voice.
    """

    key: str
    name: str
    kind: SourceKind
    basis: Basis = "unstated"
    body: str = ""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a telling, on whose word; `high` null: "at least"."""

    kind: str
    low: int | None
    high: int | None
    by: str  # key of an origin


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a report sets against one of its tellings without telling it of the same event: a denial, another figure, another culprit.

    `of`: key of the telling that says so, where there is one; `claim`: who did it, by name, with `names`, which the report has for the same; `quote`:
    the sentence as printed.
    """

    kind: ContestKind
    by: Origin
    claim: str = ""
    figure: Figure | None = None
    of: str | None = None
    quote: str = ""
    names: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one report, as far as it is compared with those of other reports.

    `aspect`: told as having happened (or denied to have), as still ahead, or recalled as history; "news" is no event but what the report as a whole
    is about, by its head: it finds the reports of one piece of news where no event is read. `first`, `last`: days between which it
    happened; `dated`: the text itself says when. `actors`, `recipients`: plain names, states by code; `actor_ids`, `recipient_ids`: the same sides
    as actors of the reading. `mode`, `intensity` are those of the event; `lat`, `lon`, `country`, `precision` those of its place, null where that is
    not found. `denied`: a source denies it; `negated`: it is told not to have happened. `start`, `end` bound the trigger in the report; `quote`
    is its sentence as printed. `outlet`: key of the outlet.
    """

    id: str
    report: str
    aspect: Aspect = "told"
    type: str
    words: str
    status: str
    factuality: str
    first: int | None
    last: int | None
    dated: bool
    published: int | None = None
    place: str | None
    geonameid: int | None
    feature: str | None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    precision: PlaceClass | None = None
    mode: str | None = None
    intensity: float | None = None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_ids: tuple[str, ...] = ()
    recipient_ids: tuple[str, ...] = ()
    context: tuple[str, ...] = ()  # names of the report, which tell of what affair it is
    names: tuple[str, ...] = ()  # stems of the words in the names of its sentences
    nouns: tuple[str, ...] = ()  # stems of the other words of its sentences that tell something, but for the trigger
    figures: tuple[Figure, ...] = ()
    origins: tuple[Origin, ...]
    deniers: tuple[Origin, ...] = ()
    denied: bool = False
    negated: bool = False
    who: str  # parties as printed, for showing
    whom: str
    start: int = 0
    end: int = 0
    quote: str = ""
    outlet: str = ""
    claims: tuple[Claim, ...] = ()  # what the same report sets against it

    @property
    def key(self) -> str:
        """What names it in a case."""
        return f"{self.report}/{self.id}"

    @property
    def by_hand(self) -> bool:
        """Whether a person added it."""
        return self.id.startswith("hand-")


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two tellings judged: `one` and `other` are their keys, the smaller first; `points` what speaks for one happening, with `reasons` in words."""

    one: str
    other: str
    points: float
    reasons: tuple[str, ...]
    sure: bool  # whether both are bounded well enough for the pair to found a happening, not only to join one


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One event over all reports that tell it; `id` is made from its first telling by publication, so that later reports leave it as it is.

    `origins`: the independent sources behind it, echoes folded and little trusted ones left out (`distrusted`); `deniers` who denies it;
    `reports` all that tell it, `echoes` how many of them are copies. `first_told`, `last_told`: days of publication. `by_hand`: what a person
    corrected in it, in words. `mode`, `intensity` (PLOVER, -10 hostile to 10 friendly), `certainty` (0..1) and `place` with what follows it are
    weighed from the tellings that count, those of distrusted outlets and of copies left out (`reconcile/measures.py` says how).
    """

    id: str
    type: str
    tellings: tuple[Telling, ...]
    first: int | None
    last: int | None
    mode: str | None = None
    intensity: float | None = None
    certainty: float = 0.0
    place: str | None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: PlaceClass | None = None
    who: str
    whom: str
    figures: tuple[Figure, ...]
    origins: tuple[Origin, ...]
    deniers: tuple[Origin, ...]
    distrusted: tuple[Origin, ...] = ()
    reports: tuple[str, ...]
    echoes: int
    denied: bool
    first_told: int | None
    last_told: int | None
    reasons: tuple[str, ...]
    by_hand: tuple[str, ...] = ()


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in a contest, with whose word it is, in which reports, and from when to when it was told (days of publication)."""

    claim: str
    origins: tuple[Origin, ...]
    reports: tuple[str, ...]
    first: int | None
    last: int | None
    quotes: tuple[str, ...] = ()


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """What cannot stand together about one happening: each side with its sources. `moved`: how a figure went over time ("31 → 44").

    `clash`: false where a figure only moved, no two sources having held different ones at the same time.
    """

    happening: str
    kind: ContestKind
    what: str
    sides: tuple[Side, ...]
    moved: str | None = None
    clash: bool = True

    @property
    def arose(self) -> int | None:
        """The day of publication on which it came to be disputed, the second side being told; of a figure that moved, on which it last moved."""
        days = sorted(side.first for side in self.sides if side.first is not None)
        return (days[-1] if self.moved is not None else days[1]) if len(days) > 1 else None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A later telling (`told`) judged to say what became of an announced thing (`ahead`), by their keys; `day`: its publication.

    `firm`: it settles the matter before the window's end as well ("called off"; "not yet" settles nothing until then). `quote`: its sentence.
    """

    ahead: str
    told: str
    report: str
    day: int
    outcome: Literal["happened", "did_not_happen"]
    points: float
    reasons: tuple[str, ...]
    firm: bool = False
    quote: str = ""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something told as still to come, over all reports that announce it, and what became of it.

    `first`, `last`: the window in which it is due; `closing`: the sentence or telling (by key) that says what became of it, with its words in
    `closing_quote`, published on the day `closed`; `answered`: the tellings of the same report that say so, the surest first; `closed_by`: the
    happening of the first that has one.
    """

    id: str
    what: str
    type: str | None
    by: str
    status: str
    first: int | None
    last: int | None
    outcome: Outcome
    closed_by: str | None = None
    closing: str | None = None
    closing_quote: str = ""
    closed: int | None = None
    answered: tuple[str, ...] = ()
    origins: tuple[Origin, ...]
    tellings: tuple[Telling, ...]
    reports: tuple[str, ...]
    reasons: tuple[str, ...] = ()
