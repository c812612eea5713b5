"""Quotations that go on: a sentence wholly in quotation marks continues the words of the last who spoke, in the same paragraph or the next."""

from bisect import bisect_right
from collections.abc import Iterable

from dragoman.model.parse import Parse
from dragoman.model.text import Span
from dragoman.read.quotes import Quotes

from .found import Found


def run_on(parse: Parse, quotes: Quotes, found: list[Found]) -> None:
    """Gives each quotation that no cue took to the speaker before it."""
    speakers = [item for item in found if item.speaks]
    starts = [item.anchor.start for item in speakers]
    taken = sorted(span for item in found for span in item.content)
    taken_starts = [span.start for span in taken]
    furthest = 0
    reach: list[int] = []  # running maximum of ends: whether any content that starts before a place covers it
    for span in taken:
        furthest = max(furthest, span.end)
        reach.append(furthest)
    last_paragraph: dict[int, int] = {}  # speaker → the paragraph that its words have come to
    grown: dict[int, list[Span]] = {}
    for quote in quotes.spans:
        place = bisect_right(taken_starts, quote.start) - 1
        if place >= 0 and reach[place] > quote.start:
            continue
        which = bisect_right(starts, quote.start) - 1
        if which < 0 or not _whole(parse, quote):
            continue
        sentence = parse.sentence_at(quote.start)
        assert sentence is not None
        paragraph = last_paragraph.get(which, parse.sentence(speakers[which].anchor).paragraph)
        if sentence.paragraph - paragraph > 1:
            continue
        last_paragraph[which] = sentence.paragraph
        grown.setdefault(which, []).append(quote)
    for which, more in grown.items():
        speakers[which].content = list(joined([*speakers[which].content, *more], parse.text))


def _whole(parse: Parse, quote: Span) -> bool:
    """Whether nothing but the quotation stands in its sentences."""
    first = parse.sentence_at(quote.start)
    last = parse.sentence_at(quote.end - 1)
    if first is None or last is None:
        return False
    return not parse.text[first.start : quote.start].strip() and not parse.text[quote.end : last.end].strip(" .,\n")


def joined(pieces: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The pieces in text order, those that overlap or stand apart by white space alone made one."""
    found: list[Span] = []
    for piece in sorted(pieces):
        if found and not text[found[-1].end : piece.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)
