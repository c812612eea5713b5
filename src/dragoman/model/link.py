"""Nouns that tie the record together by ids: who took part in what, who is said to be tied to whom, who is heard where; and rows of counts.

Actors of reports are kept by the signature of their persona; which entity that is follows from the record as it is now. Days are counted since
0001-01-01.
"""

from typing import Literal

import msgspec

from .plover import Quad
from .reading import Factuality, PlaceClass, RelationType

Role = Literal["actor", "recipient"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of a report in one telling (by key), as kept."""

    telling: str
    role: Role
    signature: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An entity in a happening or due; `tellings`: how many tellings say so, without those that only repeat others."""

    role: Role
    entity: str
    name: str
    tellings: int


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A tie between two actors as one report states it, at its words; `sign` +1 friendly, -1 hostile, 0 neither.

    `id`: that of the relation in its reading, with its `factuality` and `odds`; `source`, `target`: signatures of personas. `first`, `last`: days
    between which the report says it held; `published`: the day of the report. `shown`: no words state it, a happening that the report tells shows it.
    `echo`: the report is a copy, so the original states it as well.
    What comes after `shown` a look-up fills in.
    """

    id: str
    report: str
    type: RelationType
    sign: Literal[-1, 0, 1]
    source: str
    target: str
    first: int | None
    last: int | None
    published: int | None
    start: int
    end: int
    factuality: Factuality
    odds: float | None
    quote: str
    shown: bool = False
    source_id: str = ""
    source_name: str = ""
    target_id: str = ""
    target_name: str = ""
    outlet: str | None = None
    echo: bool = False


class Seated(msgspec.Struct, frozen=True, kw_only=True):
    """Seats that one report gives a party, at its words; `of`: of how many, where it says so.

    `party`: the signature of its persona, `head` of the person whose party it is called ("Roke's Harbour List"). `published`: the day of the report.
    What comes after `quote` a look-up fills in.
    """

    report: str
    name: str
    party: str | None
    head: str | None
    seats: int
    of: int | None
    published: int | None
    start: int
    end: int
    quote: str
    party_id: str | None = None
    party_name: str | None = None
    country: str | None = None
    head_id: str | None = None
    outlet: str | None = None
    echo: bool = False


class Ordered(msgspec.Struct, frozen=True, kw_only=True):
    """One report puts a telling before another, by their keys, at the word that does."""

    earlier: str
    later: str
    start: int
    end: int


class Tied(msgspec.Struct, frozen=True):
    """What a sum of ties needs of one `Stated`: `source`, `target` are entities, `day` is that of the report."""

    id: str
    report: str
    type: RelationType
    sign: Literal[-1, 0, 1]
    source: str
    target: str
    day: int
    start: int
    end: int
    factuality: Factuality
    odds: float | None


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as a source of one report: how often it states and denies something there; `key`, `name` as in `Spoken`; `echo`: it is a copy."""

    report: str
    outlet: str | None
    published: str | None
    key: str
    name: str
    statements: int
    denials: int
    echo: bool


class Dealing(msgspec.Struct, frozen=True, kw_only=True):
    """Happenings of one type in which an entity has this role and another one, `entity`, the opposite one; `last`: the last day, 0 where unknown."""

    entity: str
    role: Role
    type: str
    number: int
    last: int


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """Happenings of one day and one quad class or type (`of`): how many, and their intensity times certainty, summed.

    Of types of a user's own no quad class is known: `of` is null.
    """

    day: int
    of: str | None
    number: int
    weight: float


class PlaceCount(msgspec.Struct, frozen=True, kw_only=True):
    """Happenings at one place: how many, and by quad class how many with their intensity times certainty, summed."""

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    precision: PlaceClass | None
    number: int
    quads: dict[Quad, tuple[int, float]]


class Active(msgspec.Struct, frozen=True, kw_only=True):
    """An entity, by id, with the number of happenings in which it is an actor, and a recipient."""

    entity: str
    name: str
    done: int
    met: int


class Unmapped(msgspec.Struct, frozen=True, kw_only=True):
    """Happenings of which one place is told that has no coordinates (`name`), or none: how many, and by quad class."""

    name: str | None
    number: int
    quads: dict[Quad, int]


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """One happening between two entities, by id."""

    actor: str
    recipient: str
    day: int
    type: str
    intensity: float | None
    certainty: float
    sources: int
    happening: str
