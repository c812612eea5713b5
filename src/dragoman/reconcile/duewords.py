"""What is announced in a sentence, and the words that say what became of it (`due.yaml`)."""

import re
from functools import cache, lru_cache
from typing import Literal

import msgspec

from dragoman import lexicon

from .wording import WORD, stem, triggers, weight

Saying = Literal["kept", "broken", "lacking", "settle"]
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
FEW = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PARTS = re.compile(r";|[,—–-] (?:and|but|while|although|though|whereas) ")
REMEMBERED = 50_000  # sentences: those of some thousand reports, which meet again and again while a case is woven


class DueWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of due.yaml, which says what each field means."""

    id: str
    field: Literal["mark", "bare", "nominal", "commit", "coming", "kept", "broken", "lacking", "settle", "span"]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def acts_of(text: str) -> tuple[str, ...]:
    """What is to be done, as printed: the telling word behind each "to", "will" and the like; () where there is none.

    "promised to open the sluices and to free the captives" → open, free.
    """
    found = []
    bare = QUOTED.sub(" ", text)
    for mark in _pattern("mark").finditer(bare):
        for match in WORD.finditer(bare, mark.end()):
            word = match[0].lower()
            if word in _words("bare"):
                continue
            if word not in _words("nominal") and not match[0][0].isupper() and not word[0].isdigit() and not is_commit(word):
                found.append(word)
            break
    return tuple(dict.fromkeys(found))


def is_commit(word: str) -> bool:
    """Whether the word only announces ("promised"): what is announced is another."""
    return stem(word) in _commits()


def is_coming(text: str) -> bool:
    """Whether the sentence speaks of what is still to come."""
    return _pattern("coming").search(QUOTED.sub(" ", text)) is not None


@lru_cache(maxsize=REMEMBERED)
def said(text: str, field: Saying) -> str | None:
    """The first words of the sentence, outside its quotation marks, that say so."""
    match = _pattern(field).search(QUOTED.sub(" ", text))
    return match[0].lower() if match else None


@lru_cache(maxsize=REMEMBERED)
def begun(text: str) -> int | None:
    """For how many days something is so already by the words of the sentence: 3 for "three days into the truce"."""
    match = _span().search(QUOTED.sub(" ", text))
    number = match["number"].lower() if match else ""
    return int(number) if number.isdigit() else FEW.index(number) or 1 if number in FEW else None


@cache
def _span() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<number>\d{{1,3}}|{'|'.join(FEW)}) (?:{_pattern('span').pattern})", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def meanings(text: str, *, lower: bool = False) -> frozenset[str]:
    """The stems of the telling words of a sentence, and what they are kindred to; `lower`: no names (the first word may be one)."""
    printed = enumerate(WORD.findall(text))
    words = [word for at, word in printed if word.lower() not in _words("bare") and not (lower and at and word[0].isupper())]
    found = [(triggers(word), weight(stem(word))) for word in words if not word[0].isdigit()]
    return frozenset(each for meant, telling in found for each in meant if telling > 0 or len(meant) > 1)


def kindreds(text: str) -> frozenset[str]:
    """What its words are kindred to."""
    return frozenset(each for each in meanings(text) if each.startswith("="))


@lru_cache(maxsize=REMEMBERED)
def clauses(text: str) -> tuple[str, ...]:
    """The sentence parted where another thing is told: what one part says is not said of the other's."""
    return tuple(each for each in PARTS.split(text) if each.strip())


@cache
def _words(field: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("due", DueWord) if entry.field == field for word in entry.words)


@cache
def _commits() -> frozenset[str]:
    return frozenset(map(stem, _words("commit")))


@cache
def _pattern(field: str) -> re.Pattern[str]:
    return lexicon.alternation(_words(field))
