"""A stretch of tokens on its way to becoming a mention."""

import msgspec

from dragoman.model.actor import ActorKind

DATED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})


class Stretch(msgspec.Struct, gc=False):
    """Tokens [first, last) and what they stand for; `sure` when a title or the lexicon says so."""

    first: int
    last: int
    kind: ActorKind
    sure: bool = False


def covered(names: list[Stretch], length: int) -> bytearray:
    """1 at each token that a name covers."""
    taken = bytearray(length)
    for name in names:
        taken[name.first : name.last] = b"\1" * (name.last - name.first)
    return taken
