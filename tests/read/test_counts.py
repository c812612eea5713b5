"""Figures of events: the cases file, the words that they rest on, on whose word they stand, and odd texts."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, Count, Source, Words
from dragoman.model.text import Layout, Part, Span
from dragoman.read import engines
from dragoman.read.events import find_events, propose
from dragoman.read.events.counts import by_whom, count_of
from eval.corpora import report_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent.parent / "cases" / "counts.yaml").read_text(encoding="utf-8"))
# noun phrase → the words of the figure, low, high
FIGURES = [
    ("At least 12 soldiers slept.", "At least 12", 12, None),
    ("No fewer than about 40 clerks slept.", "No fewer than about 40", 40, None),
    ("In excess of 40 clerks slept.", "In excess of 40", 40, None),
    ("Well over 40 clerks slept.", "Well over 40", 40, None),
    ("At most 40 clerks slept.", "At most 40", None, 40),
    ("Not more than 40 clerks slept.", "Not more than 40", None, 40),
    ("Between 20 and 30 clerks slept.", "20 and 30", 20, 30),
    ("Ten or more clerks slept.", "Ten or more", 10, None),
    ("The most 12 clerks slept.", "12", 12, 12),
    ("2.5 million clerks slept.", "2.5 million", 2_500_000, 2_500_000),
    ("Three hundred and five clerks slept.", "Three hundred and five", 305, 305),
    ("A total of 40 clerks slept.", "40", 40, 40),
    ("A minimum of 40 clerks slept.", "minimum of 40", 40, None),
    ("A crowd of more than 40 clerks slept.", "more than 40", 40, None),
    ("Ninety-nine clerks slept.", "Ninety-nine", 99, 99),
    ("Half a dozen clerks slept.", "Half a dozen", 6, 6),
    ("A thousand clerks slept.", "thousand", 1000, 1000),
]
NONE = [
    "Dozens of clerks slept.",
    "Several dozen clerks slept.",
    "A few hundred clerks slept.",
    "Clerks slept.",
    "Both clerks slept.",
    "1e5 clerks slept.",
]
SENTENCES = tuple(dict.fromkeys([*(case["text"] for case in CASES), *(each[0] for each in FIGURES), *NONE]))


@cache
def parsed(texts: tuple[str, ...]) -> dict[str, Parse]:
    layouts = [Layout(parts=(Part("body", 0, len(text)),)) for text in texts]
    return dict(zip(texts, engines.parse_reports([report_of(text) for text in texts], layouts), strict=True))


def figure(parse: Parse) -> Count | None:
    return count_of(parse, next(token for token in parse.tokens if token.dep == "nsubj"), "other")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    events = find_events(propose(parsed(SENTENCES)[case["text"]], Cast(())), ())
    assert [[count.kind, count.low, count.high] for event in events for count in event.counts] == case["counts"]


@pytest.mark.parametrize(("text", "words", "low", "high"), FIGURES)
def test_figure(text: str, words: str, low: int | None, high: int | None) -> None:
    found = figure(parsed(SENTENCES)[text])
    assert found
    assert (text[found.start : found.end], found.low, found.high) == (words, low, high)


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert figure(parsed(SENTENCES)[text]) is None


def attribution(id_: str, *spans: tuple[int, int]) -> Attribution:
    return Attribution(id=id_, source=Source(), cue=Words(), content=Words(tuple(Span(*span) for span in spans)), manner="indirect")


def test_by_whom_gives_the_innermost() -> None:
    count = Count(kind="killed", low=9, high=9, start=50, end=54)
    outer, inner, beside = attribution("s-1", (10, 100)), attribution("s-2", (0, 5), (40, 60)), attribution("s-3", (54, 60))
    assert by_whom((outer, inner, beside), count) == "s-2"
    assert by_whom((outer, beside), count) == "s-1"
    assert by_whom((beside,), count) is None
    assert by_whom((), count) is None


def test_by_whom_wants_the_whole_figure() -> None:
    assert by_whom((attribution("s-1", (0, 52)),), Count(kind="killed", low=9, high=9, start=50, end=54)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "12 to 13 to 14 to " * 300,
        "hundred " * 3000,
        "at least " * 1000 + "12 clerks slept.",
        "½ clerks slept.",
        "१२ clerks slept.",
        "- - - 12 -",
    ],
)
def test_odd_text_never_raises(text: str) -> None:
    parse = parsed((text,))[text]
    for token in parse.tokens[:: max(1, len(parse.tokens) // 50)]:
        found = count_of(parse, token, "other")
        assert found is None or text[found.start : found.end].strip()
