"""Stretches of tokens cut to clean words: pieces of content, source phrases, cue groups."""

from collections.abc import Iterable

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .quotes import Quotes

LOOSE = frozenset({",", ";", ":", "-", "--", "---", "–", "—", ".", "…", "...", "*", "•", "|"})
PAIRS = {"(": ")", "[": "]", ")": "(", "]": "["}


def clean(parse: Parse, quotes: Quotes, first: int, last: int) -> Span | None:
    """Tokens [first, last) without loose punctuation at the ends; a mark inside a quotation stays; None when nothing is left.

    A lone bracket goes with the punctuation; the final full stop goes, the one before a closing quotation mark stays.
    """
    tokens = parse.tokens
    while first < last and _loose(parse, quotes, tokens[first], tokens, first, last):
        first += 1
    while first < last and _loose(parse, quotes, tokens[last - 1], tokens, first, last):
        last -= 1
    if first >= last:
        return None
    return Span(tokens[first].start, tokens[last - 1].end)


def _loose(parse: Parse, quotes: Quotes, token: Token, tokens: tuple[Token, ...], first: int, last: int) -> bool:
    if token.text in LOOSE:
        return not _inside(quotes, token)
    if token.text in PAIRS:
        other = PAIRS[token.text]
        return not any(other == tokens[i].text for i in range(first, last))
    if token.text in ('"', "“", "”", "''", "``", "„", "«", "»"):
        quote = quotes.at(token.start)
        return quote is None or quote.start < tokens[first].start or quote.end > tokens[last - 1].end
    return False


def _inside(quotes: Quotes, token: Token) -> bool:
    quote = quotes.at(token.start)
    return quote is not None


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
