"""Stretches of tokens cut to clean words: pieces of content, source phrases, cue groups."""

from collections.abc import Iterable, Sequence

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .quotes import Quotes

LOOSE = frozenset({",", ";", ":", "-", "--", "---", "–", "—", ".", "…", "...", "*", "•", "|"})
QUOTES = frozenset({'"', "“", "”", "''", "``", "„", "«", "»"})
NEAR = 60  # tokens in which the other bracket is looked for; a longer aside is rare, and a text of brackets alone stays linear
PAIRS = {"(": ")", "[": "]", ")": "(", "]": "["}


def clean(parse: Parse, quotes: Quotes, first: int, last: int) -> Span | None:
    """Tokens [first, last) without loose punctuation at the ends; a mark inside a quotation stays; None when nothing is left.

    A lone bracket goes with the punctuation; the final full stop goes, the one before a closing quotation mark stays.
    """
    tokens = parse.tokens[first:last]
    begin, end = 0, len(tokens)
    while begin < end and _loose(quotes, tokens, begin, begin, end):
        begin += 1
    while begin < end and _loose(quotes, tokens, end - 1, begin, end):
        end -= 1
    return Span(tokens[begin].start, tokens[end - 1].end) if begin < end else None


def _loose(quotes: Quotes, tokens: Sequence[Token], at: int, begin: int, end: int) -> bool:
    """Whether the token at an end of tokens [begin, end) does not belong to the words."""
    token = tokens[at]
    quote = quotes.at(token.start)
    if token.text in LOOSE:
        return quote is None
    if token.text in PAIRS:
        near = tokens[begin : begin + NEAR] if at == begin else tokens[max(begin, end - NEAR) : end]
        return not any(other.text == PAIRS[token.text] for other in near)
    if token.text in QUOTES:
        return quote is None or quote.start < tokens[begin].start or quote.end > tokens[end - 1].end
    return False


def stretch(parse: Parse, quotes: Quotes, first: int, last: int) -> list[Span]:
    """`clean` as a list of one or none."""
    span = clean(parse, quotes, first, last)
    return [span] if span else []


def joined(pieces: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The pieces in text order, those that overlap or stand apart by white space alone made one."""
    found: list[Span] = []
    for piece in sorted(pieces):
        if found and not text[found[-1].end : piece.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def whole_quotes(piece: Span, quotes: Quotes) -> Span:
    """The piece drawn out over the quotations that it cuts through, except one that holds it entirely with more."""
    start, end = piece.start, piece.end
    for quote in quotes.within(start, end):
        if quote.start < start and quote.end <= end:
            start = quote.start
        elif start <= quote.start and quote.end > end:
            end = quote.end
    return Span(start, end)
