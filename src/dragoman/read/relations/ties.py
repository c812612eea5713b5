"""The words that state a tie, from `ties.yaml` and `tie_moods.yaml`."""

from functools import cache
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.model.reading import Factuality, RelationType

Shape = Literal["compound", "passive", "verb", "with", "noun", "adjective", "prefix", "against", "between", "together", "place", "named", "title"]
Sign = Literal[-1, 0, 1]


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Words that state a tie; see `ties.yaml` for the shapes."""

    type: RelationType
    sign: Sign
    shape: Shape
    words: tuple[str, ...]
    turned: bool
    prepositions: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    between: Literal["bodies", "persons"] | None = None
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Mood(msgspec.Struct, frozen=True, kw_only=True):
    """Words that take from a tie's certainty."""

    factuality: Factuality
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def ties() -> dict[str, tuple[Tie, ...]]:
    """Word → the ties that it may state."""
    found: dict[str, list[Tie]] = {}
    for tie in load("ties", Tie):
        for word in tie.words:
            found.setdefault(word, []).append(tie)
    return {word: tuple(some) for word, some in found.items()}


@cache
def moods() -> dict[str, Factuality]:
    """Word → what it leaves of a tie's certainty."""
    return {word: mood.factuality for mood in load("tie_moods", Mood) for word in mood.words}


@cache
def title_words(type_: RelationType) -> frozenset[str]:
    """The words that state this tie only before "of" ("commander of the guard" leads it, a guard commander need not)."""
    return frozenset(word for tie in load("ties", Tie) if tie.shape == "title" and tie.type == type_ for word in tie.words)
