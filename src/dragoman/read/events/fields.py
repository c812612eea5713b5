"""Fields that borrow the words of war and politics: a striker's attack, a price war, a drug that kills cells, a shot scene.

A sentence, or a report as a whole, is put in a field by its words; there the types of happening that the field borrows are no happenings, unless
one who does such deeds in earnest (a soldier, a gunman, a policeman) or an arm of war stands among the sentence's words.
"""

from collections import Counter
from functools import cache
from typing import get_args

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Sentence
from dragoman.model.reading import EventType

from .predicates import earnest, inert

EVERY: frozenset[EventType] = frozenset(get_args(EventType))
MOST = 0.5  # share of a report's sentences that touch a field which puts the whole in it: the invented match and market reports have 0.7 and more
FIRM = 0.25  # share that touch it by more than weak words: those reports have 0.4 and more
FEWEST = 4  # sentences below which a report says too little of its field


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field: its words, how many different ones put a sentence there, and the types of happening that are none there."""

    id: str
    words: tuple[str, ...]
    weak: tuple[str, ...]  # count only beside one of `words`: they have other uses
    enough: int
    types: tuple[EventType, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _by_word() -> dict[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = {}
    for field in lexicon.load("fields", Field):
        for word in dict.fromkeys((*field.words, *field.weak)):
            found.setdefault(word, []).append(field)
    return {word: tuple(fields) for word, fields in found.items()}


@cache
def _strong() -> frozenset[tuple[str, str]]:
    return frozenset((field.id, word) for field in lexicon.load("fields", Field) for word in field.words)


class Fields:
    """What no happening is told of, sentence by sentence."""

    __slots__ = ("_games", "_report", "_touched")

    def __init__(self, parse: Parse) -> None:
        games = inert("sentence")
        self._games = {
            token.sentence for token in parse.tokens if not games.isdisjoint((token.lower, token.lemma.lower()))
        }  # one word of a game is enough
        self._touched = [_touches(parse, sentence) for sentence in parse.sentences]
        often: Counter[str] = Counter()
        firm: Counter[str] = Counter()
        for touched in self._touched:
            for id_, (_, is_firm) in (touched or {}).items():
                often[id_] += 1
                firm[id_] += is_firm
        total = len(self._touched)
        self._report = frozenset(id_ for id_ in often if total >= FEWEST and often[id_] >= MOST * total and firm[id_] >= FIRM * total)

    def borrowed(self, sentence: int) -> frozenset[EventType]:
        """The types of happening that the sentence, by its number in the parse, only borrows words from."""
        touched = self._touched[sentence]
        if sentence in self._games:
            return EVERY
        if touched is None:
            return frozenset()
        found: set[EventType] = set()
        for field in lexicon.load("fields", Field):
            times, firm = touched.get(field.id, (0, False))
            if field.id in self._report or (firm and times >= field.enough):
                found.update(field.types)
        return frozenset(found)


def _touches(parse: Parse, sentence: Sentence) -> dict[str, tuple[int, bool]] | None:
    """Field → how many of its words the sentence has, and whether one is more than weak; None where somebody acts in earnest."""
    by_word, strong, literal = _by_word(), _strong(), earnest()
    found: dict[str, set[str]] = {}
    firm: set[str] = set()
    tokens = parse.in_sentence(sentence)
    for at, token in enumerate(tokens):
        word = token.lemma.lower()
        if token.pos != "VERB" and not literal.isdisjoint((word, token.lower, token.lower.removesuffix("s"))):
            return None
        if token.lower == "-" and 0 < at < len(tokens) - 1:  # the tokenizer parts "half-time"
            word = f"{tokens[at - 1].lower}-{tokens[at + 1].lower}"
        if _result(token.text) or _result(word):
            found.setdefault("field.sport", set()).add("0-0")
            firm.add("field.sport")
        key = token.lower if token.lower in by_word else word
        for field in by_word.get(key, ()):
            found.setdefault(field.id, set()).add(key)
            if (field.id, key) in strong:
                firm.add(field.id)
    return {id_: (len(words), id_ in firm) for id_, words in found.items()}


def _result(word: str) -> bool:
    """Whether the word is the result of a game, "3-1"."""
    first, dash, second = word.replace("–", "-").partition("-")
    return bool(dash) and len(word) <= 5 and first.isdecimal() and second.isdecimal()
