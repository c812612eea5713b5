"""Where time expressions stand: the rules of `timex.yaml` run over the row of words. What a match means is decided elsewhere."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse

from .words import Lexer, Value, Word

PIECE = re.compile(r"\{(\w+)\}|([A-Z][A-Z_0-9]*)|([a-z][a-z']*)|([()|?])|(%)")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern over words; `skip` leading words belong to its surroundings, not to the span."""

    name: str
    pattern: str
    meaning: str | None = None
    skip: int = 0
    examples: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


class Match(NamedTuple):
    """A stretch of words that a rule matched: words [first, last) of the row."""

    rule: Rule
    order: int
    first: int
    last: int
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    def has(self, *literals: str) -> bool:
        """Whether one of these words is in the match."""
        return any(word.lower in literals for word in self.words)

    def value(self, kind: str) -> Value | None:
        """The meaning of the first word of that kind, or None."""
        return next((word.kinds[kind] for word in self.words if kind in word.kinds), None)

    def integer(self, kind: str) -> int | None:
        """The same, where the kind's meanings are whole numbers."""
        value = self.value(kind)
        return value if isinstance(value, int) else None

    def name(self, kind: str) -> str | None:
        """The same, where the kind's meanings are names."""
        value = self.value(kind)
        return value if isinstance(value, str) else None


class Grammar:
    """The compiled rules."""

    def __init__(self) -> None:
        rules = lexicon.load("timex", Rule)
        pieces: dict[str, str] = {}
        for rule in rules:
            pieces[rule.name] = "(" + PIECE.sub(lambda piece: pieces[piece[1]] if piece[1] else piece[0], rule.pattern) + ")"
        literals = frozenset(piece[3] or piece[5] for text in pieces.values() for piece in PIECE.finditer(text) if piece[3] or piece[5])
        self.lexer = Lexer(literals)
        self.rules = [(rule, re.compile(self._compiled(pieces[rule.name]))) for rule in rules if rule.meaning]

    def _compiled(self, pattern: str) -> str:
        def code(piece: re.Match[str]) -> str:
            if piece[4]:
                return "(?:" if piece[4] == "(" else piece[4]
            return self.lexer.coded(piece[0])

        return PIECE.sub(code, pattern).replace(" ", "")

    def matches(self, parse: Parse) -> Iterator[Match]:
        """All matches, overlapping ones too: by their place, the longest first, then in the order of the rules."""
        row = self.lexer.row(parse)
        found = [
            (start + rule.skip, -end, order)
            for order, (rule, pattern) in enumerate(self.rules)
            for start, end in (match.span() for match in pattern.finditer(row.codes))
            if end > start + rule.skip
        ]
        found.sort()
        return (Match(self.rules[order][0], order, first, -last, self.lexer.words(row, first, -last)) for first, last, order in found)


@cache
def grammar() -> Grammar:
    """The grammar, compiled on first use."""
    return Grammar()
