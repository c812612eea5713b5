"""A stretch of tokens on its way to becoming a mention."""

import msgspec

from dragoman.model.reading import ActorKind


class Stretch(msgspec.Struct, gc=False):
    """Tokens [first, last) and what they stand for; `sure` when a title or the lexicon says so."""

    first: int
    last: int
    kind: ActorKind
    sure: bool = False
