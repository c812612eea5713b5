"""Sentences that mark an attribution by its <cue>, {source} and [content], so that a test asks one step alone."""

from typing import NamedTuple

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines

MARKS = {"<": ">", "{": "}", "[": "]"}


class Marked(NamedTuple):
    """The parse of the sentence without its marks, and what they mark; `anchor` is the last verb or noun of the cue, else its last word."""

    parse: Parse
    cue: Span
    anchor: Token
    sources: list[Span]
    content: list[Span]


def parse_of(text: str) -> Parse:
    """The parse of a text of one paragraph."""
    return next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),) if text else ())]))


def parse_marked(marked: str) -> Marked:
    """What a sentence with one cue marks; sources and contents may be in pieces."""
    spans: dict[str, list[Span]] = {mark: [] for mark in MARKS}
    text = ""
    opened: list[tuple[str, int]] = []
    for mark in marked:
        if mark in MARKS:
            opened.append((mark, len(text)))
        elif opened and mark == MARKS[opened[-1][0]]:
            kind, start = opened.pop()
            spans[kind].append(Span(start, len(text)))
        else:
            text += mark
    parse = parse_of(text)
    (cue,) = spans["<"]
    tokens = parse.covering(cue.start, cue.end)
    anchor = next((token for token in reversed(tokens) if token.pos in ("VERB", "NOUN")), tokens[-1])
    return Marked(parse, cue, anchor, spans["{"], spans["["])
