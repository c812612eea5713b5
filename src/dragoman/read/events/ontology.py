"""What can be told: Dragoman's entries in PLOVER's types, alone or together with those of a user's file.

An ontology is handed down from `read_reports` to whoever asks; `plover()` is the one that stands where none is given.
"""

from dataclasses import dataclass
from functools import cache, cached_property

import msgspec

from dragoman.model.ontology import OwnType
from dragoman.model.plover import QUADS, Quad, in_plover, intensity
from dragoman.model.reading import EventMention

from .predicates import Entry, Index, indexed, predicates


@dataclass(frozen=True)
class Ontology:
    """The entries in use and the user's types; `own` are the entries of the user's file, `gone` the built-in ones that it dropped or replaced.

    `digest`: 12 hex digits over what the file says, empty where there is none. Equal digests read alike.
    """

    entries: tuple[Entry, ...]
    types: tuple[OwnType, ...] = ()
    own: tuple[Entry, ...] = ()
    gone: tuple[Entry, ...] = ()
    digest: str = ""

    @cached_property
    def index(self) -> Index:
        return indexed(self.entries)

    @cached_property
    def removed(self) -> Index:
        """The entries that are gone, by their words."""
        return indexed(self.gone)

    @cached_property
    def modals(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.modals)

    @cached_property
    def _by_id(self) -> dict[str, OwnType]:
        return {own.id: own for own in self.types}

    def quad(self, type_: str) -> Quad:
        """The quad class of a type, PLOVER's or own."""
        return QUADS[type_] if in_plover(type_) else self._by_id[type_].quad

    def intensity(self, type_: str, mode: str | None) -> float | None:
        """PLOVER's score of type and mode; for an own type what the file says, None where it says nothing."""
        return intensity(type_, mode) if in_plover(type_) else self._by_id[type_].intensity

    def renamed(self, events: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
        """The events, those of a PLOVER type that an own one replaces under the own one's name and quad class (and score, where it has one).

        Asked last: until then every step reads PLOVER's types.
        """
        names = {own.replaces: own for own in self.types if own.replaces}
        return tuple(_under(names[event.type], event) if event.type in names else event for event in events)


def _under(own: OwnType, event: EventMention) -> EventMention:
    score = event.intensity if own.intensity is None else own.intensity
    return msgspec.structs.replace(event, type=own.id, quad=own.quad, intensity=score)


@cache
def plover() -> Ontology:
    """PLOVER's types and Dragoman's entries, nothing else."""
    return Ontology(predicates())
