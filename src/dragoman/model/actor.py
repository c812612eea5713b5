"""The nouns of who is who in one report: mentions, roles, actors."""

from typing import Literal

import msgspec

ActorKind = Literal["person", "organization", "group", "state", "place"]
Standing = Literal["current", "former", "acting", "elect"]
GroundKind = Literal["office", "body", "description", "name", "listed", "state", "known"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One reference to an actor or place; `form` tells a name from a description ("the cleric") and a pronoun."""

    id: str
    start: int
    end: int
    kind: ActorKind
    form: Literal["name", "description", "pronoun"]
    actor: str | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office, title or function as the text gives it; `start`, `end` bound its words."""

    title: str
    organization: str | None = None
    status: Standing = "current"
    start: int
    end: int
    since: str | None = None  # ISO dates, where the text bounds the office
    until: str | None = None


class SectorGround(msgspec.Struct, frozen=True, kw_only=True):
    """What an actor's sector rests on; `start`, `end` bound the words, null where a list of known actors says it.

    `kind`: office (a title held), body (the body that the text puts the actor in), description (what the text calls it), name (the words of its own
    name), listed (a name that the lexicon lists), state (a state stands for its government), known (a sure link to a known actor).
    """

    kind: GroundKind
    start: int | None = None
    end: int | None = None


class StateCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Under what data sets know a state: ISO 3166-1, Correlates of War, Gleditsch and Ward, FIPS 10-4; null where a list has it not."""

    iso2: str | None = None
    iso_numeric: str | None = None
    cow: str | None = None
    gw: str | None = None
    fips: str | None = None


class KnownLink(msgspec.Struct, frozen=True, kw_only=True):
    """Which known actor it is, by its id in the list of known actors; what is not `sure` (score below 0.8, or a rival as near) filled nothing."""

    id: str
    name: str
    score: float
    sure: bool
    reason: str
    wikidata: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One person, organization, group, state or place of the report: a chain of mentions under its best name."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str | None = None  # PLOVER sector
    sector_ground: SectorGround | None = None
    roles: tuple[Role, ...] = ()
    mentions: tuple[str, ...] = ()
    known: KnownLink | None = None
    codes: StateCodes | None = None  # of a state
