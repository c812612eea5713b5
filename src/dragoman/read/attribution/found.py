"""An attribution as it is found, before it is described."""

from dataclasses import dataclass

from dragoman.model.parse import Token
from dragoman.model.text import Span

from .cues import Cue


@dataclass(slots=True)
class Found:
    """One attribution by its words.

    `anchor` is the cue's telling word, `cue` its entry in the lexicon, `heads` the source's head tokens in text order.
    `speaks`: whether the source is heard, so that a quotation which no cue takes may go on from it.
    """

    cue: Cue
    anchor: Token
    cue_span: Span
    sources: list[Span]
    heads: list[Token]
    content: list[Span]
    negated: bool = False
    speaks: bool = False
