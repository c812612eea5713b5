"""What the words of a cue do, from `cues.yaml`: verbs, nouns and phrases with what they take and the stance they lend the source."""

from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.reading import Stance

Frame = str
"""What a cue takes as content: clause, quote, infinitive, gerund, object, object_infinitive, passive, or a preposition ("for", "on")."""


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one behaviour. `takes` lists frames; a word attributes only in one of them.

    `negated` is the stance under "not"; `claims` are heads of an object under which the stance is `denies` ("rejected the claim"). The words of a
    `denial` stand in a content and turn its stance. `bars` are lemmas of nouns that are no source when they stand alone ("according to plan").
    """

    id: str
    pos: Literal["verb", "noun", "phrase", "mark", "denial"]
    words: tuple[str, ...]  # lemmas; for a phrase its printed words in lower case
    takes: tuple[Frame, ...]
    stance: Stance = "asserts"
    negated: Stance | None = None
    claims: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def verbs() -> dict[str, dict[Frame, Cue]]:
    """Lemma (with a particle, "point out") → frame → cue."""
    return _index("verb")


@cache
def nouns() -> dict[str, dict[Frame, Cue]]:
    """Lemma → frame → cue."""
    return _index("noun")


@cache
def phrases() -> dict[str, dict[Frame, Cue]]:
    """First word of the phrase → the phrase's other words → cue."""
    found: dict[str, dict[str, Cue]] = {}
    for cue in lexicon.load("cues", Cue):
        if cue.pos == "phrase":
            for words in cue.words:
                first, _, rest = words.partition(" ")
                found.setdefault(first, {})[rest] = cue
    return found


@cache
def mark() -> Cue:
    """The colon after a speaker."""
    found: list[Cue] = [cue for cue in lexicon.load("cues", Cue) if cue.pos == "mark"]
    return found[0]


def _index(pos: str) -> dict[str, dict[Frame, Cue]]:
    found: dict[str, dict[Frame, Cue]] = {}
    for cue in lexicon.load("cues", Cue):
        if cue.pos == pos:
            for word in cue.words:
                for frame in cue.takes:
                    found.setdefault(word, {}).setdefault(frame, cue)
    return found
