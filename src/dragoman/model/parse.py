"""The parse of a report: tokens with tags, heads and names, at the offsets of the report's own text.

Made by `read.engines`; every reading step walks it. It is plain data (no spaCy object), so a test can build one by hand and the parser can be
replaced. Labels follow spaCy's English models: Universal POS in `pos`, Penn tags in `tag`, ClearNLP dependencies in `dep`, OntoNotes
entity types in `ent`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from .text import PartKind, Span

CLAUSAL = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "ccomp"})
"""Dependents that hang on a noun phrase without naming it."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token; `i` is its index in the parse, `head` its governor's (its own at a root), `left` and `right` bound its subtree [left, right)."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str  # entity type, "" outside entities
    ent_first: bool  # True on the first token of an entity
    sentence: int  # index into Parse.sentences
    left: int
    right: int


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence: `number` counts from 1 through headline and body; tokens [first, last); `paragraph` counts the parts from 0."""

    number: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    part: PartKind


class Parse:
    """Tokens and sentences of headline and body in text order, with the walks over the tree that the steps share."""

    __slots__ = ("_children", "_ends", "_starts", "sentences", "text", "tokens")

    def __init__(self, text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]
        children: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token)
        self._children = children

    def children(self, token: Token, *deps: str) -> list[Token]:
        """The direct dependents in text order, only those with one of `deps` where any is given."""
        found = self._children[token.i]
        return [child for child in found if child.dep in deps] if deps else found

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governor, its governor, … up to the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and those coordinated with it to its right ("A, B and C" from A gives all three)."""
        found = [token]
        for link in found:
            found.extend(self.children(link, "conj"))
        return found

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The stretch of tokens under `token` (projective: one stretch)."""
        return self.tokens[token.left : token.right]

    def sentence(self, token: Token) -> Sentence:
        return self.sentences[token.sentence]

    def in_sentence(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def covering(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that overlap the stretch [start, end) of the text."""
        return self.tokens[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the code point at `offset`, or None outside the parsed parts."""
        at = bisect_right(self._ends, offset)
        if at == len(self.tokens):
            return None
        sentence = self.sentences[self.tokens[at].sentence]
        return sentence if sentence.start <= offset < sentence.end else None

    def top(self, start: int, end: int) -> Token | None:
        """The syntactic head of the stretch: its first token whose governor lies outside; None where no token overlaps."""
        tokens = self.covering(start, end)
        if not tokens:
            return None
        first, last = tokens[0].i, tokens[-1].i
        for token in tokens:
            if token.head == token.i or not first <= token.head <= last:
                return token
        return tokens[-1]

    def phrase(self, token: Token, *, conjuncts: bool = False) -> Span:
        """The noun phrase headed by `token`, without clauses, appositions and (unless asked for) coordinated phrases.

        The determiner and prepositional phrases stay ("the head of the Guard"); outer punctuation and a closing possessive go.
        """
        first, last = token.left, token.right
        for child in self._children[token.i]:
            drops = child.dep in CLAUSAL or (not conjuncts and child.dep in ("conj", "cc", "preconj"))
            if drops and child.i > token.i:
                last = min(last, child.left)
            elif drops:
                first = max(first, child.right)
        while last - 1 > token.i and (self.tokens[last - 1].pos in ("PUNCT", "CCONJ", "SPACE") or self.tokens[last - 1].tag == "POS"):
            last -= 1
        while first < token.i and self.tokens[first].pos in ("PUNCT", "SPACE"):
            first += 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, span: Span) -> str:
        """The words of a span, as printed."""
        return self.text[span.start : span.end]
