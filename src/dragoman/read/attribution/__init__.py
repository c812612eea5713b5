"""Who says what in a report: attributions after PARC 3 and PolNeAR, with what the words tell of the source.

`finder` finds the spans on the tree, `running` joins quotations that go on over sentences, `describe` reads what a source is.
Out: whether the content is true, and events inside it.
"""

from typing import Literal

import msgspec

from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, SourceKind, Words
from dragoman.model.text import Span
from dragoman.read.encoder import Encoded
from dragoman.read.quotes import Quotes, find_quotes

from .describe import describe
from .finder import find
from .found import Found
from .kinds import known_actors
from .running import run_on
from .stance import stance_of
from .telling import medium, told
from .terms import is_terms, later_terms

__all__ = ["find_attributions"]


THINGS = frozenset({"it", "this", "that", "these", "those"})
DEEPEST = 8  # words in words in words: more than three are never printed


def find_attributions(parse: Parse, cast: Cast, encoded: Encoded) -> tuple[Attribution, ...]:
    """The attributions in text order of their first words, by the network's scores of the report."""
    quotes = find_quotes(parse)
    told = (item for item in find(parse, quotes, encoded) if not is_terms(parse, item) and not _idle(cast, quotes, item))
    found = sorted(told, key=lambda item: item.anchor.start)
    run_on(parse, quotes, found)
    names = known_actors(parse, cast)
    each = {made.id: made for made in (_attribution(parse, cast, quotes, item, names) for item in found)}  # read again, some are found again
    made = list(each.values())
    made.sort(key=lambda attribution: attribution.cue.spans[0])
    return _nested(tuple(sorted(later_terms(parse, quotes, made), key=_place)))


def _idle(cast: Cast, quotes: Quotes, found: Found) -> bool:
    """Whether the source is a bare "it", "this" or "those" that is no actor and not heard: "this indicates", "it wanted", not "it said"."""
    if len(found.heads) != 1 or found.heads[0].lower not in THINGS or found.heads[0].tag not in ("PRP", "DT"):
        return False
    head = found.heads[0]
    if found.sources != [Span(head.start, head.end)] or cast.actor_at(head.start) is not None:
        return False
    heard = head.lower == "it" and found.cue.stance != "hedges"  # a thing may say, it does not hope
    return not heard and not any(quotes.at(piece.start) for piece in found.content)


def _attribution(parse: Parse, cast: Cast, quotes: Quotes, found: Found, names: dict[str, SourceKind]) -> Attribution:
    places = [found.cue_span, *found.sources, *found.content]
    return Attribution(
        id=make_id("s", *((span.start, span.end) for span in places)),
        source=describe(parse, cast, quotes, found, names),
        cue=Words((found.cue_span,)),
        content=Words(tuple(found.content)),
        manner=_manner(found.content, quotes),
        stance=stance_of(parse, found),
        told=told(parse, cast, found),
        medium=medium(parse, found),
    )


def _manner(content: list[Span], quotes: Quotes) -> Literal["direct", "indirect", "mixed"]:
    """direct: nothing but quotation; indirect: none; mixed: both."""
    within = [quotes.within(piece.start, piece.end) for piece in content]
    if not any(within):
        return "indirect"
    bare = any(not any(quote.start <= piece.start and piece.end <= quote.end for quote in held) for piece, held in zip(content, within, strict=True))
    return "mixed" if bare else "direct"


def _place(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans)
    return min(span.start for span in spans), attribution.cue.spans[0].start


def _hull(attribution: Attribution) -> int:
    spans = (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans)
    return max(span.end for span in spans) - min(span.start for span in spans)


def _nested(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Each attribution with, as parent, the innermost one whose content holds its cue."""
    opens = sorted((span.start, -span.end, at) for at, attribution in enumerate(attributions) for span in attribution.content.spans)
    cues = sorted((attribution.cue.spans[0].start, at) for at, attribution in enumerate(attributions))
    rank = [(_hull(attribution), at) for at, attribution in enumerate(attributions)]  # a parent is the wider of two, so no chain closes on itself
    stack: list[tuple[int, int]] = []  # end of a content piece and whose it is, the innermost last
    parents: dict[int, str] = {}
    waiting = 0
    for start, at in cues:
        while waiting < len(opens) and opens[waiting][0] <= start:
            while stack and stack[-1][0] <= opens[waiting][0]:
                stack.pop()
            stack.append((-opens[waiting][1], opens[waiting][2]))
            waiting += 1
        while stack and stack[-1][0] <= start:
            stack.pop()
        owner = next((whose for end, whose in stack[: -DEEPEST - 1 : -1] if rank[whose] > rank[at] and end > start), None)
        if owner is not None:
            parents[at] = attributions[owner].id
    return tuple(msgspec.structs.replace(attribution, parent=parents.get(at)) for at, attribution in enumerate(attributions))
