"""Nouns of what a record implies: ties and camps, tension, coalitions, episodes, turns.

Actors are named by the ids of their entities, happenings and reports by theirs. Days are counted since 0001-01-01. A figure of these says what
the reports tell, never what will come; `docs/assessments.md` has each formula with its source.
"""

from typing import Literal

import msgspec

Pair = tuple[str, str]


class Deed(msgspec.Struct, frozen=True):
    """One happening between two actors, in the order of columns in which a case gives it; a happening of several actors is several deeds.

    `intensity`: PLOVER's, -10 to 10; `certainty` 0..1; `sources`: how many independent ones. Without an actor or a recipient it makes no tie, but
    counts for the tension of the whole record.
    """

    actor: str | None
    recipient: str | None
    day: int
    type: str
    intensity: float
    certainty: float
    sources: int
    happening: str


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What binds or parts two actors on a day, from the one to the other.

    `friendly`, `hostile`: the weights for and against, faded with time; `sign`: whether one is at least twice the other; `strength` 0..1: how much
    there is of both. `deeds` and `stated` are the ids on which it stands, `types` their types; `first`, `last` the days of the first and last.
    """

    source: str
    target: str
    sign: Literal[-1, 0, 1]
    strength: float
    friendly: float
    hostile: float
    first: int
    last: int
    types: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


class Shift(msgspec.Struct, frozen=True):
    """One tie at two dates; the one that is not there is None."""

    kind: Literal["came", "went", "turned", "grew", "faded"]
    before: Tie | None
    after: Tie | None


class Chain(msgspec.Struct, frozen=True):
    """A patron, its client, the client's client and so on; `ties` between each and the next."""

    actors: tuple[str, ...]
    ties: tuple[Tie, ...]


class Camps(msgspec.Struct, frozen=True, kw_only=True):
    """Actors parted into camps, the largest first; `alone`: those who come into none. `modularity`: the signed one, at most 1."""

    camps: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    modularity: float

    @property
    def of(self) -> dict[str, int]:
        """Actor → number of its camp, from 0; those alone are left out."""
        return {actor: number for number, camp in enumerate(self.camps) for actor in camp}


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """How far a network is from parting into so many camps with friends inside and foes between.

    `frustration`: the least weight of ties that stand against the best such parting (the number of ties, where they are not weighted), between
    `lower` and `upper`, which are equal where `exact`; else `frustration` is `upper`. `total`: the weight of all ties; `balance`: 1 - 2
    frustration / total, which is 1 for a balanced network. `camps` is a parting that has the frustration, `frustrated` the pairs against it.
    """

    frustration: float
    exact: bool
    lower: float
    upper: float
    total: float
    balance: float
    camps: tuple[tuple[str, ...], ...]
    frustrated: tuple[Pair, ...]


class Broker(msgspec.Struct, frozen=True):
    """`betweenness` 0..1: the share of shortest paths between others that lead through the actor."""

    actor: str
    betweenness: float
    ties: int


class Mediator(msgspec.Struct, frozen=True, kw_only=True):
    """Who consults with members of two camps: with whom on either side, in which happenings; `camp`: the side of which it is itself, if any.

    `score`: the harmonic mean of the weights of both sides, so that much talk with one side alone gives little.
    """

    actor: str
    camp: Literal[0, 1] | None
    score: float
    one: tuple[str, ...]
    other: tuple[str, ...]
    happenings: tuple[str, ...]


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A day or a week: `conflict` and `cooperation` are sums of intensity times certainty, both as positive figures, each happening once.

    `usual_…`: the running median of the bins before; `z_…`: how many robust standard deviations the bin lies above it; None where too few bins
    are before. `reports`: how many reports the record has of it, so that a quiet record is not taken for a quiet time.
    """

    day: int
    conflict: float
    cooperation: float
    happenings: int
    reports: int | None = None
    usual_conflict: float | None = None
    usual_cooperation: float | None = None
    z_conflict: float | None = None
    z_cooperation: float | None = None


class Tension(msgspec.Struct, frozen=True, kw_only=True):
    """A series without gaps; `unusual`: the days of the bins that stand out, for either figure."""

    unit: Literal["day", "week"]
    bins: tuple[Bin, ...]
    unusual: tuple[int, ...]


class Share(msgspec.Struct, frozen=True):
    """What one happening adds to a sum."""

    happening: str
    day: int
    amount: float


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """A lasting step of a series at the beginning of a bin: medians of the bins before and after, and their difference in robust deviations.

    `shares`: the happenings that weigh most on its higher side. `reports_before`, `reports_after`: medians of reports a bin; where they move with
    the step, the press may have moved and not the affair.
    """

    day: int
    figure: Literal["conflict", "cooperation"]
    before: float
    after: float
    z: float
    shares: tuple[Share, ...]
    reports_before: float | None = None
    reports_after: float | None = None


class Heat(msgspec.Struct, frozen=True):
    """All that two actors did to each other in a time, each happening once; the first id is the smaller."""

    one: str
    other: str
    conflict: float
    cooperation: float
    happenings: int


class Party(msgspec.Struct, frozen=True):
    name: str
    seats: int


class Assembly(msgspec.Struct, frozen=True, kw_only=True):
    """Parties with their seats, and who sits with whom.

    `of`: all seats, where the parties do not hold them all; `quota`: seats that win, by default more than half. `refusals`: pairs of which one will
    not sit with the other; `outcast`: with whom nobody sits; `blocs`: parties that go only together.
    """

    parties: tuple[Party, ...]
    of: int | None = None
    quota: int | None = None
    refusals: tuple[Pair, ...] = ()
    outcast: tuple[str, ...] = ()
    blocs: tuple[tuple[str, ...], ...] = ()


class Coalition(msgspec.Struct, frozen=True):
    """A winning coalition of which nobody can be spared; `spare`: its seats above the quota."""

    parties: tuple[str, ...]
    seats: int
    spare: int


class Coalitions(msgspec.Struct, frozen=True, kw_only=True):
    """All minimal winning coalitions, the smallest first; `complete` is false where the search was stopped at its cap.

    `needed`: parties in all of them; `idle`: in none; `counts`: in how many each is.
    """

    quota: int
    found: tuple[Coalition, ...]
    complete: bool
    needed: tuple[str, ...]
    idle: tuple[str, ...]
    counts: dict[str, int]


class Power(msgspec.Struct, frozen=True):
    """A priori power of a party (or bloc): `swings` coalitions that it turns from losing to winning, `banzhaf` their share of all coalitions
    of the others, `normalized` its share of all swings, `shapley` its share of all orders of joining."""  # fmt: skip

    party: str
    swings: int
    banzhaf: float
    normalized: float
    shapley: float


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A dated happening with all its parties; `through`: by whom or where it was done, where that is known ("in Geneva", an envoy).

    `after`: acts that a report puts before it in words ("following the attack"); `dated`: some report says when, else its day is that of a report.
    """

    id: str
    day: int
    type: str
    intensity: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None = None
    through: str | None = None
    after: tuple[str, ...] = ()
    dated: bool = True


class Intervention(msgspec.Struct, frozen=True, kw_only=True):
    """An outsider's act towards a party of a crisis, or towards those behind it (`reached`).

    `conflict_before`, `conflict_after`: conflict between the parties in as many days before and after it; what came after need not come of it.
    """

    act: str
    day: int
    how: Literal["good offices", "help", "pressure", "force"]
    by: str
    to: tuple[str, ...]
    reached: tuple[str, ...] = ()
    through: str | None = None
    conflict_before: float
    conflict_after: float
    responses: tuple[str, ...]


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """A crisis (acts of the same parties that follow each other closely), who came between, and what the parties did then."""

    parties: tuple[str, ...]
    first: int
    last: int
    acts: tuple[str, ...]
    interventions: tuple[Intervention, ...]


class MediationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor did over episodes, and after how many of its interventions conflict was less, the same or more than before."""

    actor: str
    episodes: int
    interventions: int
    less: int
    same: int
    more: int


Stance = Literal["asserts", "confirms", "agrees", "promises", "denies", "refuses", "declines", "undone"]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a speaker holds of a topic by one statement; `start`, `end` bound its words in the report, `quote` is their sentence.

    "undone": what he promised he did not do.
    """

    speaker: str
    topic: str
    stance: Stance
    day: int
    report: str
    start: int
    end: int
    quote: str = ""


class Turn(msgspec.Struct, frozen=True):
    """The last statement on the one side and the first on the other."""

    before: Position
    after: Position


class Change(msgspec.Struct, frozen=True):
    """One thing supposed otherwise. `of`: the actor removed; the two of a tie turned or of a refusal lifted; the event dropped."""

    kind: Literal["remove_actor", "flip_tie", "lift_refusal", "drop_event"]
    of: tuple[str, ...]
