"""Words as they are compared between reports: their stems, how much it tells that two sentences share them, and which verbs and nouns are kindred.

The weights are static (`lexicon/data/stems.txt.gz`, made by tools/build_stems.py): how many news reports of public corpora hold the stem. No figure
of a case enters, so that a pair is judged the same in a small case and a large one.
"""

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.model.errors import DataError

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
VOWEL = re.compile(r"[aeiouy]")
SHORTEST = 3  # letters of a word that is compared: shorter ones are particles, but for figures
LEVELS = 6  # steps of commonness in the table: 6 is "the", 1 a word of one sentence in 4,000; 0, the rest, is not listed
NUMBERS = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
forty fifty sixty seventy eighty ninety hundred thousand million dozen"""
DATES = """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow jan january feb february april june july aug august sept
sep september oct october nov november dec december"""  # "march" and "may" are words too


class Kindred(msgspec.Struct, frozen=True, kw_only=True):
    """Words for one kind of happening ("blast", "explosion"), or the forms of one verb that no rule gives ("struck")."""

    id: str
    kind: Literal["kin", "forms"]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The part that forms of one word share, in small letters: "bombings" and "bombed" give "bomb", "struck" gives "strik"."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return _cut(_forms().get(plain, plain))


def _cut(word: str) -> str:
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "zes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for endings in (("ing", "ed", "e"), ("er", "or"), ("ment", "ly", "ion")):
        for ending in endings:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= SHORTEST + 2 * (ending == "ion") and VOWEL.search(rest):
                word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
                break
    word = word[:-1] if word.endswith("e") and len(word) > SHORTEST else word
    return word[:-1] + "i" if word.endswith("y") and len(word) > SHORTEST else word


@lru_cache(maxsize=65_536)
def weight(stemmed: str) -> float:
    """How much it tells that two sentences share it: 1 for a rare word or name, 0 for one that any report may have."""
    if stemmed in _dates():
        return 0.0
    level = _common().get(stemmed, 0)
    return max(0.0, 1.0 - level / LEVELS)


@lru_cache(maxsize=16_384)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that tell something, in text order, each once; figures as printed."""
    found = dict.fromkeys(stem(word) for word in WORD.findall(text) if len(word) >= SHORTEST or word.isdigit())
    return tuple(each for each in found if weight(each) > 0)


def printed(stemmed: str, *texts: str) -> str:
    """The shortest word of the texts with this stem, for reasons that people read; the stem where they have none. The same in any order."""
    return min((word for text in texts if (word := _spelt(text).get(stemmed))), key=lambda word: (len(word), word), default=stemmed)


def titled(key: str) -> str:
    """The key of a place or party as reasons say it: names are kept in small letters, states by their code."""
    return key.title() if all(each.isalpha() for each in key.split()) else key.removeprefix("state:")


@lru_cache(maxsize=16_384)
def _spelt(text: str) -> dict[str, str]:
    """Stem → the shortest word with it, as printed."""
    words = sorted(set(WORD.findall(text)), key=lambda word: (-len(word), word))
    return {stem(word): re.sub(r"['’]s$", "", word) for word in words}


@lru_cache(maxsize=65_536)
def triggers(words: str) -> frozenset[str]:
    """The stems of a trigger, without the light words beside ("carried out an attack" gives "attack"), and their kindred under "=id"."""
    stems = [stem(word) for word in WORD.findall(words) if len(word) >= SHORTEST]
    heavy = [each for each in stems if weight(each) > 0 or each in _kin()] or stems
    return frozenset(heavy) | {f"={kind}" for each in heavy for kind in _kin().get(each, ())}


def kinship(one: str, other: str) -> float:
    """1 where two triggers are forms of one word, 0.5 where they are kindred, else 0."""
    shared = triggers(one) & triggers(other)
    return 1.0 if any(not each.startswith("=") for each in shared) else 0.5 if shared else 0.0


def is_number(stemmed: str) -> bool:
    """Whether the stem is a figure, in digits or in words."""
    return stemmed.isdigit() or stemmed in _numbers()


@cache
def _numbers() -> frozenset[str]:
    return frozenset(map(stem, NUMBERS.split()))


def is_past(word: str) -> bool:
    """Whether the word is the past of a verb by its form ("stormed", "struck")."""
    plain = word.lower()
    return plain.endswith("ed") or (plain in _forms() and _forms()[plain] != plain and not plain.endswith("s"))


def rarest(stems: Iterable[str], most: int) -> list[str]:
    """At most so many of the stems, those that tell most first; the same in any order."""
    return sorted(set(stems), key=lambda each: (-weight(each), -len(each), each))[:most]


@cache
def _dates() -> frozenset[str]:
    """Stems of the names of days and months, which tell when a report was made rather than what of."""
    return frozenset(map(stem, DATES.split()))


@cache
def _forms() -> dict[str, str]:
    return {word: entry.words[0] for entry in load("kindred", Kindred) if entry.kind == "forms" for word in entry.words}


@cache
def _kin() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in load("kindred", Kindred):
        for word in entry.words if entry.kind == "kin" else ():
            found.setdefault(stem(word), []).append(entry.id)
    return {each: tuple(dict.fromkeys(kinds)) for each, kinds in found.items()}


@cache
def _common() -> dict[str, int]:
    try:
        raw = (files("dragoman.lexicon") / "data" / "stems.txt.gz").read_bytes()
    except OSError as error:
        raise DataError(f"lexicon stems.txt.gz cannot be read ({error}); reinstall dragoman") from error
    rows = (line.split(" ") for line in gzip.decompress(raw).decode("utf-8").splitlines())
    return {word: int(level) for word, level in rows}
