"""Ties that happenings show: who shells another fights him, who meets him is in contact with him; and where the parties of a happening were.

Data: `deeds.yaml`. A happening that is only planned, demanded or threatened shows no tie; one that is denied or doubted shows a tie as denied or
doubtful as itself.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from dragoman.lexicon import load
from dragoman.model.parse import Parse
from dragoman.model.reading import Argument, EventMention, EventType, Factuality, Place, RelationType
from dragoman.model.text import Span

from .party import Parties, Party
from .ties import Sign

TOLD = frozenset({"occurred", "ongoing", "historical"})
BODILY = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "CONSULT", "AID", "COOPERATE"})
"""Types whose parties are where the happening is; one may be accused from afar."""


class Deed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What types of happening say of their parties."""

    id: str
    events: tuple[EventType, ...]
    tie: RelationType
    sign: Sign
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Shown(NamedTuple):
    """One tie on its way to a relation; `odds` where only the model gives it."""

    type: RelationType
    sign: Sign
    source: Party | None
    target: Party | None
    cue: Span
    mood: Factuality = "CT+"
    odds: float | None = None


@cache
def deeds() -> dict[str, Deed]:
    """Type of happening → what it says."""
    return {type_: deed for deed in load("deeds", Deed) for type_ in deed.events}


def shown(parties: Parties, events: tuple[EventMention, ...], places: tuple[Place, ...]) -> Iterator[Shown]:
    """The ties that the happenings show, in their order."""
    place_of = {place.id: place for place in places}
    for event in events:
        if event.status not in TOLD:
            continue
        cue = Span(event.start, event.end)
        mood = event.factuality or "CT+"
        actors = [_party(parties, each) for each in event.actors]
        recipients = [_party(parties, each) for each in event.recipients]
        deed = deeds().get(event.type)
        if deed is not None:
            sides = [(one, other) for one in actors for other in recipients]
            if not recipients and deed.sign == 0:
                sides = [(one, other) for at, one in enumerate(actors) for other in actors[at + 1 :]]
            for one, other in sides:
                if _only_where(parties.parse, one) or _only_where(parties.parse, other):
                    continue  # what is done in a land is not done to its state
                yield Shown(deed.tie, deed.sign, one, other, cue, mood)
        place = place_of.get(event.place or "")
        if place is not None and event.type in BODILY and _together(parties.parse, place, event):
            where = _at(parties, place.start, place.end)
            for party in (*actors, *recipients):
                yield Shown("located_in", 0, party, where, cue, mood)


def _only_where(parse: Parse, party: Party | None) -> bool:
    """True for a place after a preposition that leads nobody anything: "shelled rebels in Peru", not "sent grain to Peru"."""
    top = parse.top(party.start, party.end) if party is not None and party.place else None
    return top is not None and top.dep == "pobj" and parse.head(top).lower != "to"


def _together(parse: Parse, place: Place, event: EventMention) -> bool:
    one, other = parse.sentence_at(place.start), parse.sentence_at(event.start)
    return one is not None and one == other


def _party(parties: Parties, argument: Argument) -> Party | None:
    return _at(parties, argument.start, argument.end)


def _at(parties: Parties, start: int, end: int) -> Party | None:
    top = parties.parse.top(start, end)
    return parties.at(top) if top is not None else None
