"""The words of asking for comment, from `comment.yaml`, and the clause around one of them."""

import re
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

Field = Literal[
    "answer",
    "get",
    "decline",
    "reach",
    "available",
    "offer",
    "matter",
    "sought",
    "asked",
    "sought_out",
    "request",
    "channel",
    "outlet",
    "given",
    "reply",
    "hang",
    "brush_off",
    "ignore",
    "unanswered",
    "dead",
    "line",
    "speech",
    "talk",
    "agree",
    "unwilling",
    "leave",
    "returned",
    "gives",
    "receive",
    "occasion",
    "questioned",
    "context",
    "container",
    "pass",
    "phone",
    "email",
    "written",
    "message",
    "visit",
]
Response = Literal["none", "declined", "unreachable", "given"]
LONGEST = 500  # characters of a sentence that are searched
WIDEST = 60  # tokens of one clause that are searched; keeps a text without full stops linear


class CommentWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do one thing in asking for comment."""

    id: str
    field: Field
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def words(*fields: Field) -> frozenset[str]:
    """The words of these fields together."""
    return frozenset(word for entry in lexicon.load("comment", CommentWord) if entry.field in fields for word in entry.words)


@cache
def phrases(field: Field) -> re.Pattern[str]:
    """The field's phrases."""
    return lexicon.alternation(words(field))


def near(parse: Parse, token: Token) -> tuple[Token, ...]:
    """The tokens of its sentence around one, no more than `WIDEST` to either side."""
    sentence = parse.sentence(token)
    return parse.tokens[max(sentence.first, token.i - WIDEST) : min(sentence.last, token.i + WIDEST)]


def under(parse: Parse, token: Token) -> tuple[Token, ...]:
    """The tokens of its subtree, no more than `WIDEST` from its left edge."""
    return parse.tokens[token.left : min(token.right, token.left + WIDEST)]


def clause_of(parse: Parse, token: Token) -> Span:
    """The words that say so: from the subject to the end of what completes the verb, without clauses that hang on it."""
    first = last = token.i
    if token.pos == "ADJ":
        token = parse.head(token)
    for child in parse.children(token):
        if child.dep in ("advcl", "conj", "cc", "punct", "parataxis", "ccomp") or abs(child.i - token.i) > WIDEST:
            continue
        if child.i < token.i and child.dep not in ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod"):
            continue
        first = min(first, child.i if child.dep.startswith("nsubj") else child.left)
        last = max(last, min(child.right - 1, token.i + WIDEST))
    last = max(last, token.i)
    while last > first and parse.tokens[last].pos == "PUNCT":
        last -= 1
    while first < last and parse.tokens[first].pos == "PUNCT":
        first += 1
    return Span(parse.tokens[first].start, parse.tokens[last].end)
