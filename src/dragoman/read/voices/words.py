"""The words that tell whether two sources are one, from `voices.yaml`."""

from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon

Field = Literal[
    "definite",
    "fresh",
    "quantifier",
    "whole",
    "generic",
    "soft",
    "status",
    "covers",
    "same",
    "mouthpiece",
    "gender",
    "silent",
    "speaker",
    "knowing",
    "account",
    "alike",
    "give",
    "match",
    "back",
    "money",
    "nobody",
]


class VoiceWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do one thing in telling sources apart."""

    id: str
    field: Field
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def words(field: Field) -> dict[str, str]:
    """Word → what it tells."""
    return lexicon.values(lexicon.load("voices", VoiceWord), field)


@cache
def covered(head: str) -> frozenset[str]:
    """The heads of which this one may be said as well ("official" of a diplomat)."""
    found = (entry.words for entry in lexicon.load("voices", VoiceWord) if entry.field == "covers" and entry.value == head)
    return frozenset(word for some in found for word in some)


def canonical(lemma: str) -> str:
    """One word for all that mean the same ("attorney", "lawyer")."""
    return words("same").get(lemma, lemma)
