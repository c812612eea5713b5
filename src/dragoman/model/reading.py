"""Nouns of one report understood: mentions, actors, times, places, attributions, events, relations, and together the `Reading`.

Field names and values are the JSON contract `dragoman.reading/1`: encoding a `Reading` with msgspec gives the contract's object. Unknown is
None or empty, never a guess. `actor`, `attributions`, `place`, `timex`, `parent` and `event` hold ids of other nouns of the same reading.
"""

from typing import Annotated, Literal

import msgspec

from .actor import Actor, Mention
from .text import Flag, Part, Report, Span

SCHEMA: Literal["dragoman.reading/1"] = "dragoman.reading/1"

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
TypeName = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9_]*$", description="A PLOVER type, or one of the ontology that the report was read with.")
]
Factuality = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
EventStatus = Literal["occurred", "ongoing", "planned", "threatened", "demanded", "hypothetical", "historical"]
SourceKind = Literal["named", "anonymous", "collective", "document", "outlet", "unspecified"]
Stance = Literal["asserts", "confirms", "denies", "declines", "asks", "accuses", "threatens", "promises", "hedges"]
Basis = Literal["direct", "briefed", "unstated"]
Precision = Literal["day", "month", "year", "range", "before", "after"]
PlaceClass = Literal["point", "city", "district", "province", "country", "area"]
Means = Literal["phone", "email", "written", "message", "visit"]
RelationType = Literal[
    "leads", "member_of", "backs", "arms", "allied_with", "opposes", "fights", "in_contact_with",
    "succeeded", "kin_of", "located_in", "same_as",
]  # fmt: skip


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression; `value` is TIMEX3, `earliest` and `latest` inclusive ISO dates, null where unbounded."""

    id: str
    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None = None
    latest: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place name; coordinates in WGS84 degrees, null when unresolved. `feature` is a GeoNames class.code ("P.PPLC").

    `precision`: what the coordinates stand for: a point (a building, a bridge), a city, a district, a province, a country, another area (a sea, a
    region): only the first two are places on a map. `unresolved` says why there are none.
    """

    id: str
    start: int
    end: int
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    feature: str | None = None
    precision: PlaceClass | None = None
    unresolved: str | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a source that is a list ("two diplomats and a guard"), with the fields of a source of its own."""

    start: int
    end: int
    actor: str | None = None
    kind: SourceKind = "unspecified"
    number: int | None = None
    plural: bool = False
    basis: Basis = "unstated"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word it is. `number`: how many the words say (null when they do not); `plural`: more than one.

    `basis`: how the source stands to the fact; `terms`: why it is unnamed, as printed; `members`: its parts, where it is a list.
    """

    spans: tuple[Span, ...] = ()
    actor: str | None = None
    kind: SourceKind = "unspecified"
    number: int | None = None
    plural: bool = False
    basis: Basis = "unstated"
    terms: str | None = None
    members: tuple[Member, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """Some words of the text, possibly in several pieces."""

    spans: tuple[Span, ...] = ()


class Argument(msgspec.Struct, frozen=True):
    """An actor's or recipient's words in an event or relation, and the actor where known."""

    start: int
    end: int
    actor: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content after PARC 3 and PolNeAR; `parent` is the attribution inside whose content this one stands.

    `told`: to whom it was said ("told the agency"); `medium`: through what, as printed ("in a statement", "on Facebook").
    """

    id: str
    source: Source
    cue: Words
    content: Words
    manner: Literal["direct", "indirect", "mixed"]
    stance: Stance = "asserts"
    parent: str | None = None
    told: Argument | None = None
    medium: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One source of the report, however often it speaks; its attributions are given by id.

    `name`: the fullest words for it. `part_of`: the voices among whom it is, or may be, counted already ("one of the officials"). What is part of
    another voice, or may be, adds nothing to the number of distinct sources.
    """

    id: str
    name: str
    kind: SourceKind
    actor: str | None = None
    number: int | None = None
    plural: bool = False
    basis: Basis = "unstated"
    terms: str | None = None
    attributions: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()


class SharedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """Sources that the report says agree ("all of these sources gave similar accounts"), with what they agree on.

    `start`, `end` bound the words that say so; `attributions` are those of the agreeing sources, `content` what they share.
    """

    id: str
    attributions: tuple[str, ...]
    content: Words
    start: int
    end: int


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """Who made the report, by its own lines: by-line, "Additional reporting by", wire credit. `outlet` is the agency that a line credits."""

    kind: Literal["reporting", "additional_reporting", "writing", "editing", "wire", "photography"]
    names: tuple[str, ...] = ()
    place: str | None = None
    outlet: str | None = None
    start: int
    end: int


class When(msgspec.Struct, frozen=True):
    """Inclusive ISO dates between which it happened, and the timex they rest on (null when bounded by the publication date).

    `precision`: one day, month or year; a `range` of other length; only `before` its latest or `after` its earliest day.
    """

    earliest: str | None = None
    latest: str | None = None
    timex: str | None = None
    precision: Precision | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of an event as printed ("at least 12" is low 12, high null); `by`: the attribution that gives it, null for the report itself."""

    kind: Literal["killed", "wounded", "arrested", "abducted", "displaced", "troops", "participants", "other"]
    low: int | None
    high: int | None
    start: int
    end: int
    by: str | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of an event: its trigger's words, and the attributions whose content holds them (none: the report tells it itself)."""

    start: int
    end: int
    attributions: tuple[str, ...] = ()


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What one part of an event rests on.

    `rule`: an entry of the lexicon ("assault.attack", "fact.plan"), "network" for the events' network, or a rule by name: "frame" (the parse puts the
    party there), "negation", "tense", "date" (it lies long before publication), "denial" (a source denies it). `start`, `end` bound its words.
    """

    part: Literal["type", "actor", "recipient", "status"]
    rule: str
    start: int
    end: int


class EventMention(msgspec.Struct, frozen=True, kw_only=True):
    """One event as a report tells it; `start`, `end` bound its trigger, `passages` are all its tellings, the first included.

    `attributions`: on whose word it stands, over all tellings; each passage has its own.
    `type` is an `EventType` of PLOVER's, unless the report was read with a user's ontology that adds types or replaces names.
    `cameo` is a code string with its leading zeros; `intensity` the PLOVER 2.0 score of type and mode; `acled` ACLED's sub-event type, where the
    event is told as a fact and the words settle it; `weapon` the words that name one.
    `basis`: whether the lexicon, the events' network or both see the event; `entry` the lexicon's entry ("network.…": none); `odds` the network's
    probability of the type at the trigger. `confidence` 0..1: the same, or without the network how complete the frame is.
    """

    id: str
    type: TypeName
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    start: int
    end: int
    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()
    date: When | None = None
    place: str | None = None
    status: EventStatus = "occurred"
    factuality: Factuality = "CT+"
    attributions: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    weapon: Span | None = None
    cameo: str | None = None
    acled: str | None = None
    quad: Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
    intensity: float | None = None
    confidence: float = 0.5
    basis: Literal["lexicon", "network", "both"] = "lexicon"
    odds: float | None = None
    entry: str
    grounds: tuple[Ground, ...] = ()
    passages: tuple[Passage, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A tie between two actors that the text states; `sign` +1 friendly, -1 hostile, 0 neither.

    `odds`: how far a learned model believes it, where no listed word and no happening states it; null where one does.
    """

    id: str
    type: RelationType
    sign: Literal[-1, 0, 1]
    source: Argument
    target: Argument
    cue: Words
    factuality: Factuality = "CT+"
    attributions: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    odds: float | None = None


class Camp(msgspec.Struct, frozen=True, kw_only=True):
    """Actors whom the text puts on one side, by id; the relations that join them, and the hostile ones to actors outside."""

    actors: tuple[str, ...]
    ties: tuple[str, ...]
    against: tuple[str, ...]


class CommentRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A party that was asked for comment, how, and what came back; `start`, `end` bound the words that say so.

    `channel`: how, as printed; `means`: the same as a class; `through`: through whom; `asked`: whether the words tell of the asking or only imply it.
    """

    id: str
    party: Argument
    response: Literal["none", "declined", "unreachable", "given"]
    channel: str | None = None
    means: Means | None = None
    through: Argument | None = None
    asked: Literal["said", "implied"] = "said"
    start: int
    end: int


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Statements of the report that cannot stand together; `items` are ids of events and attributions."""

    kind: Literal["denial", "contradiction", "different_figure"]
    items: tuple[str, ...]
    note: str


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """Something still to come by the report's own words; `what` are those words.

    `by`: who is to do it, or threatens or promises it; `condition` bounds the words on which it hangs; `attributions`: those whose content tells it.
    """

    what: str
    event: str | None = None
    start: int
    end: int
    earliest: str | None = None
    latest: str | None = None
    status: Literal["scheduled", "expected", "promised", "threatened", "conditional"]
    by: Argument | None = None
    condition: Span | None = None
    attributions: tuple[str, ...] = ()


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """The text puts one event before another; `start`, `end` bound the word that does."""

    before: str
    after: str
    start: int
    end: int


class Seats(msgspec.Struct, frozen=True, kw_only=True):
    """Seats that a party won or holds, of how many where said."""

    party: Argument
    seats: int
    of: int | None = None
    start: int
    end: int


class SentenceSpan(msgspec.Struct, frozen=True):
    """A numbered sentence, so that a line of a brief can cite it."""

    number: int
    start: int
    end: int


class Versions(msgspec.Struct, frozen=True):
    """What made the reading: the program, the digest of its lexicon ("+" and that of the user's ontology, if any), the models by name."""

    dragoman: str
    lexicon: str
    models: dict[str, str]


Subject = Literal["sport", "markets"]


class PassedOver(msgspec.Struct, frozen=True, kw_only=True):
    """Why a report was not read: a first look at its words found it to be about nothing else. `words`: those that told so most."""

    subject: Subject
    words: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one report says, each item at its words.

    Where it was `passed_over`, it has neither sentences nor what stands in them, and nothing is known of the state of its words.
    """

    schema: Literal["dragoman.reading/1"] = SCHEMA
    report: Report
    passed_over: PassedOver | None = None
    integrity: float
    flags: tuple[Flag, ...] = ()
    parts: tuple[Part, ...] = ()
    sentences: tuple[SentenceSpan, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    timexes: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    voices: tuple[Voice, ...] = ()
    distinct_sources: int = 0  # at least so many different sources speak
    shared_accounts: tuple[SharedAccount, ...] = ()
    credits: tuple[Credit, ...] = ()
    events: tuple[EventMention, ...] = ()
    relations: tuple[Relation, ...] = ()
    camps: tuple[Camp, ...] = ()
    comment_requests: tuple[CommentRequest, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    order: tuple[Order, ...] = ()
    line: tuple[str, ...] = ()  # all events, the earliest first
    seats: tuple[Seats, ...] = ()
    versions: Versions
