"""Quotations of a report: the stretches between quotation marks, marks included, paragraph by paragraph.

Straight, curly, doubled single (''…'') and low („…“, «…») marks; single marks are left alone, being apostrophes more often than quotations.
An opening mark without a closing one reaches to the paragraph's end when the next paragraph opens with a mark (the printed convention for a quotation
that goes on), else to the end of its sentence.
"""

import re
from bisect import bisect_left, bisect_right

from dragoman.model.parse import Parse
from dragoman.model.text import Span

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
STRAIGHT = '"'
MARKS = OPENING | CLOSING | {STRAIGHT}
MARK = re.compile(rf"[{''.join(sorted(MARKS))}]|\'\'|``|‘‘|’’")


class Quotes:
    """The quotations in text order, asked by place."""

    __slots__ = ("_ends", "_starts", "spans")

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def at(self, offset: int) -> Span | None:
        """The quotation over the code point at `offset`, or None."""
        place = bisect_right(self._starts, offset) - 1
        return self.spans[place] if place >= 0 and self.spans[place].end > offset else None

    def opening_from(self, offset: int) -> Span | None:
        """The first quotation that opens at `offset` or after it."""
        place = bisect_left(self._starts, offset)
        return self.spans[place] if place < len(self.spans) else None

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The quotations that overlap [start, end)."""
        return self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def find_quotes(parse: Parse) -> Quotes:
    """All quotations of headline and body."""
    paragraphs: list[list[int]] = []  # start, end, first sentence, last sentence + 1
    for at, sentence in enumerate(parse.sentences):
        if at and parse.sentences[at - 1].paragraph == sentence.paragraph:
            paragraphs[-1][1] = sentence.end
        else:
            paragraphs.append([sentence.start, sentence.end])
    spans: list[Span] = []
    for at, (start, end) in enumerate(paragraphs):
        goes_on = at + 1 < len(paragraphs) and MARK.match(parse.text, paragraphs[at + 1][0]) is not None
        spans.extend(_paired(parse, start, end, goes_on))
    return Quotes(tuple(spans))


def _paired(parse: Parse, start: int, end: int, goes_on: bool) -> list[Span]:
    text = parse.text
    spans: list[Span] = []
    opened: int | None = None
    for found in MARK.finditer(text, start, end):
        at, after, mark = found.start(), found.end(), text[found.start()]
        if opened is None:
            if mark not in CLOSING and not (after < end and text[after].isspace() and at > start and not text[at - 1].isspace()):
                opened = at
        elif mark in OPENING and not (mark == "“" and text[opened] == "„"):
            spans.append(_unclosed(parse, opened, at))  # a second opening: the first was never closed
            opened = at
        else:
            spans.append(Span(opened, after))
            opened = None
    if opened is not None:
        spans.append(Span(opened, end) if goes_on else _unclosed(parse, opened, end))
    return spans


def _unclosed(parse: Parse, opened: int, limit: int) -> Span:
    sentence = parse.sentence_at(opened)
    end = min(limit, sentence.end) if sentence else limit
    while end > opened + 1 and parse.text[end - 1].isspace():
        end -= 1
    return Span(opened, end)
