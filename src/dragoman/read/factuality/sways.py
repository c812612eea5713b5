"""The words that sway a happening away from plain fact: their entries, found by place and word."""

from functools import cache
from typing import Literal, cast

import msgspec

from dragoman import lexicon
from dragoman.model.reading import EventStatus, Factuality


class Sway(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that sway a happening away from plain fact, where they stand to its clause, and what they make of it."""

    id: str
    place: Literal["aux", "mark", "modifier", "governor", "open", "purpose"]  # the last two: an infinitive after no known governor
    words: tuple[str, ...]
    status: EventStatus | None = None
    certainty: Literal["CT", "PR", "PS", "U"]
    negative: bool = False
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]

    @property
    def value(self) -> Factuality:
        """What the entry alone makes of a happening."""
        return value_of(self.certainty, self.negative)


class Carrier(msgspec.Struct, frozen=True):
    """A verb whose negation and mood are those of what it carries: a noun ("did not launch an attack"), an infinitive ("pressed X to leave")."""

    verbs: tuple[str, ...]
    prep: str | None = None
    object: str | None = None


class Beside(msgspec.Struct, frozen=True):
    """Words that tell no happening and do one thing for the reading of those beside them."""

    kind: str
    words: tuple[str, ...]


@cache
def sways() -> dict[tuple[str, str], Sway]:
    """(place, word) → entry; the first in the file wins."""
    found: dict[tuple[str, str], Sway] = {}
    for entry in lexicon.load("factuality", Sway):
        for word in entry.words:
            found.setdefault((entry.place, word), entry)
    return found


@cache
def controls() -> frozenset[str]:
    return frozenset(verb for control in lexicon.load("controls", Carrier) for verb in control.verbs)


@cache
def carriers() -> frozenset[tuple[str, str | None]]:
    return frozenset((verb, carrier.prep) for carrier in lexicon.load("lights", Carrier) for verb in carrier.verbs)


@cache
def beside(*kinds: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("event_words", Beside) if entry.kind in kinds for word in entry.words)


def value_of(certainty: str, negative: bool) -> Factuality:
    return "Uu" if certainty == "U" else cast(Factuality, certainty + ("-" if negative else "+"))
