"""Names that a body of many states has: "Interior Ministry" says little of who it is until the state is known."""

from functools import cache

import msgspec

from . import load
from .names import bodies, plain


class Organ(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that stand before or after the noun of such a body."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _fields() -> frozenset[str]:
    return frozenset(word for organ in load("organs", Organ) for word in organ.words)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(words[0] for words in bodies() if len(words) == 1) - {"people"}  # "People's Defence Force" is one of its own


def is_organ(name: str) -> bool:
    """Whether a name is made of words for bodies and their fields only ("Interior Ministry", "the Council")."""
    words = plain(name)
    return bool(words) and all(word in _fields() or word in _nouns() or word.removesuffix("s") in _nouns() for word in words)
