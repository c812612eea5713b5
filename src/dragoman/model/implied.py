"""Nouns of what a case implies, as it is shown: the figures of `assessment` with the names of those whom they are about, and the words to follow.

Ids lead on: an event's to its page and to `why`, a statement's ("REPORT/RELATION") to its report; `Footing` has the words of either.
"""

from typing import Literal

import msgspec

from .assessment import (
    Act,
    Assembly,
    Balance,
    Broker,
    Camps,
    Chain,
    Change,
    Coalitions,
    Episode,
    Heat,
    Jump,
    MediationRecord,
    Mediator,
    Power,
    Share,
    Shift,
    Tension,
    Tie,
    Turn,
)

Names = dict[str, str]  # entity, or key of a source → its name
Figure = Literal["conflict", "cooperation"]


class Footing(msgspec.Struct, frozen=True, kw_only=True):
    """What a line stands on, at its words: a happening by its first telling with `sources` independent ones, or what one report states of a tie."""

    id: str
    day: int | None
    type: str
    who: str
    whom: str
    report: str
    outlet: str | None
    published: str | None
    start: int
    end: int
    quote: str
    sources: int | None = None


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """The strongest ties as they stand on a day; `in_all`: how many there are."""

    day: int
    ties: tuple[Tie, ...]
    in_all: int
    names: Names


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What ties did between two days."""

    before: int
    after: int
    shifts: tuple[Shift, ...]
    names: Names


class Opposed(msgspec.Struct, frozen=True):
    """The hostile weight between two camps by number, with the strongest hostile ties."""

    one: int
    other: int
    weight: float
    ties: tuple[Tie, ...]


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """Camps with what parts them, how far they are balanced, who stands behind whom, and who stands between; of the `ties` that they stand on."""

    day: int
    ties: tuple[Tie, ...]
    camps: Camps
    opposed: tuple[Opposed, ...]
    balance: Balance
    chains: tuple[Chain, ...]
    brokers: tuple[Broker, ...]
    mediators: tuple[Mediator, ...]
    names: Names


class Spike(msgspec.Struct, frozen=True, kw_only=True):
    """A bin that stands out from those before it, and the happenings that weigh most in it."""

    day: int
    figure: Figure
    amount: float
    usual: float
    z: float
    reports: int | None
    shares: tuple[Share, ...]


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """How tension went, what stands out, what drove it, and between whom; `between`: the names of both sides, where only they are looked at.

    `events`: those that drove it, by id.
    """

    tension: Tension
    spikes: tuple[Spike, ...]
    jumps: tuple[Jump, ...]
    hottest: tuple[Heat, ...]
    between: tuple[str, str] | None
    names: Names
    events: dict[str, Footing] = {}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Why two parties will not sit together, or say that they will: by what events (`grounds`); none where a person gave it."""

    one: str
    other: str
    grounds: tuple[str, ...] = ()


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """The seats of a party: the last figure told, by how many reports, at its words; without a report a person gave it."""

    party: str
    seats: int
    actor: str | None = None
    reports: int = 0
    day: int | None = None
    report: str | None = None
    start: int = 0
    end: int = 0
    quote: str = ""


class Chamber(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds which seats, who refuses whom, who has what power; which minimal coalitions win at all, and which the refusals leave (`open`).

    `lifted`: refusals supposed away. `given`: the seats come from a person's file.
    """

    assembly: Assembly
    benches: tuple[Bench, ...]
    refusals: tuple[Standing, ...]
    alliances: tuple[Standing, ...]
    every: Coalitions
    open: Coalitions
    power: tuple[Power, ...]
    lifted: tuple[Standing, ...] = ()
    given: bool = False


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Episodes with the acts that they are of, the latest first, and what their mediators did over all of them; `events`: the words of the acts."""

    episodes: tuple[Episode, ...]
    acts: dict[str, Act]
    mediators: tuple[MediationRecord, ...]
    names: Names
    events: dict[str, Footing] = {}


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed position, the latest first; `topics`: what each topic is, in words."""

    turns: tuple[Turn, ...]
    topics: dict[str, str]
    names: Names


class Implied(msgspec.Struct, frozen=True, kw_only=True):
    """All of it for one record, its own or a supposed one; the chamber only where seats are known."""

    sides: Sides
    course: Course
    story: Story
    chamber: Chamber | None


class Supposed(msgspec.Struct, frozen=True, kw_only=True):
    """The record's own figures beside those that would hold if the changes were so."""

    changes: tuple[Change, ...]
    own: Implied
    supposed: Implied
