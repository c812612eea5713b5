"""The words that tell of a source, from `source_kinds.yaml`, and the words for persons, from `titles.yaml`."""

import re
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.reading import SourceKind

Field = Literal[
    "kind", "name", "masthead", "station", "outlet", "hearsay", "unsure", "office",
    "part", "number", "article", "many", "generic", "ending", "voice",
    "basis", "onlooker", "called", "deed", "witness", "undergone", "reads", "paper", "close", "state",
    "terms", "opener", "hold", "reason",
]  # fmt: skip


class SourceWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell one thing of a source."""

    id: str
    field: Field
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """Words for persons by office or calling; the other fields are the cast's business."""

    words: tuple[str, ...]
    kind: str


@cache
def words(field: Field) -> dict[str, str]:
    """Word → what it tells."""
    return lexicon.values(lexicon.load("source_kinds", SourceWord), field)


@cache
def pattern(field: Field, value: str) -> re.Pattern[str]:
    """The words that tell this."""
    return lexicon.alternation(word for word, of in words(field).items() if of == value)


@cache
def kind_of(lemma: str) -> SourceKind | None:
    """What kind of source a common noun is; None where the words do not tell."""
    told = _kinds().get(lemma)
    if told is None and (lemma in _persons() or lemma.endswith(tuple(word for word, value in words("ending").items() if value == "anonymous"))):
        return "anonymous"
    return told


@cache
def _kinds() -> dict[str, SourceKind]:
    return {word: msgspec.convert(value, SourceKind) for word, value in words("kind").items()}


def is_person(lemma: str) -> bool:
    """Whether a noun is a person's, by the lexicon or, where that is silent, by its ending."""
    return kind_of(lemma) == "anonymous" or (kind_of(lemma) is None and _calling(lemma))


def _calling(lemma: str) -> bool:
    return len(lemma) > 4 and lemma.isalpha() and lemma.endswith(tuple(word for word, value in words("ending").items() if value == "likely"))


@cache
def _persons() -> frozenset[str]:
    return frozenset(
        word.split(" of ")[0].rsplit(" ", 1)[-1] for entry in lexicon.load("titles", Title) if entry.kind != "honorific" for word in entry.words
    )
