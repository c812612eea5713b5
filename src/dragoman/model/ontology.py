"""Nouns of a user's own ontology: a type of happening that PLOVER does not have, and a sentence tried on an entry."""

from typing import Literal

import msgspec

from .plover import Quad


class OwnType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user's type of event. `replaces`: the PLOVER type whose events are given this one; `intensity` -10 to 10, on PLOVER's scale."""

    id: str
    quad: Quad
    definition: str
    intensity: float | None = None
    replaces: str | None = None


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What the lexicon made of an example or look-alike of an entry: the entries that the sentence was read as."""

    entry: str
    kind: Literal["example", "look-alike"]
    sentence: str
    read_as: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """An example must be read as its entry, a look-alike must not."""
        return (self.entry in self.read_as) == (self.kind == "example")
