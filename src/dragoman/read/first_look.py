"""The first look: whether a report is about nothing but sport or markets, told by its words alone, before it is parsed.

It errs on the side of reading: one word of power, force or law anywhere in the text, and the report is read whole.
"""

import re
from collections import Counter
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.reading import PassedOver, Subject

LEAST = 40  # words: shorter reports cost little to read and say too little to be sure
DENSE = 0.10  # share of its words; of 1,700 development reports that are about something else none without a word of power comes near
VARIED = 8  # different ones: a report that says "game" ten times may be about a casino
SHOWN = 5
LETTERS = re.compile(r"[^\W\d_]+")  # "team's" and "half-time" are two words each


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list of first_look.yaml; `kept`: words for which a report is read whatever else it is about."""

    subject: Literal["sport", "markets", "kept"]
    values: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def entries() -> tuple[Entry, ...]:
    return lexicon.load("first_look", Entry)


@cache
def _words(subject: str) -> frozenset[str]:
    return frozenset(word for entry in entries() if entry.subject == subject for word in entry.values)


def pass_over(text: str) -> PassedOver | None:
    """What an English text is about where that is nothing but sport or markets; None where it is to be read."""
    words = [word.lower() for word in LETTERS.findall(text)]
    if len(words) < LEAST or not _words("kept").isdisjoint(words):
        return None
    subjects: tuple[Subject, ...] = ("sport", "markets")
    for subject in subjects:
        counted = Counter(word for word in words if word in _words(subject))
        if len(counted) >= VARIED and counted.total() >= DENSE * len(words):
            return PassedOver(subject=subject, words=tuple(word for word, _ in counted.most_common(SHOWN)))
    return None
