"""The labelled sources of tests/cases/sources.yaml: what reading tells of each. The labels follow the conventions at the head of that file.

`test_description` measures the description alone: source and cue are given, by the labelled words. `test_reading` reads each text as a report and says
which misses are the finder's (no attribution overlaps the labelled words) and which the description's.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, Source, Words
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines, read_reports
from dragoman.read.actors import find_actors
from dragoman.read.attribution.describe import describe, known_actors
from dragoman.read.attribution.heads import source_heads
from dragoman.read.attribution.terms import later_terms
from dragoman.read.mentions import find_mentions
from dragoman.read.quotes import find_quotes

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "sources.yaml").read_bytes(), type=list[dict[str, Any]])
FIELDS = ("kind", "number", "basis", "terms")
ENOUGH = 0.95
FOUND = 0.9  # of those found: a source found in part, or beside the labelled words, cannot be described as labelled


class Given(NamedTuple):
    """An attribution of which only the source is known."""

    sources: list[Span]
    heads: list[Token]
    content: list[Span]
    anchor: Token


def place(case: dict[str, Any]) -> Span:
    """Where the labelled words stand in the text, as whole words."""
    found = re.search(rf"(?<!\w){re.escape(case['source'])}(?!\w)", case["text"])
    assert found, case["source"]
    return Span(found.start(), found.end())


def cast_of(parse: Parse) -> Cast:
    mentions = find_mentions(parse)
    owner = {mention: actor.id for actor in find_actors(parse, mentions) for mention in actor.mentions}
    return Cast(tuple(msgspec.structs.replace(mention, actor=owner.get(mention.id)) for mention in mentions))


def described(case: dict[str, Any], by_top: bool) -> Source:
    """The source by its words alone: the cue is its head's governor, the content what else its sentence holds."""
    text, span = case["text"], place(case)
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    top = parse.top(span.start, span.end)
    heads = [top] if by_top and top else source_heads(parse, [span])
    sentence = parse.sentence(heads[0])
    content = [rest for rest in (Span(sentence.start, span.start), Span(span.end, sentence.end)) if text[rest.start : rest.end].strip(" ,.")]
    cast, quotes, anchor = cast_of(parse), find_quotes(parse), parse.head(heads[0])
    source = describe(parse, cast, quotes, Given([span], heads, content, anchor), known_actors(parse, cast))
    cue = Words((Span(anchor.start, anchor.end),))
    return later_terms(parse, quotes, [Attribution(id="s", source=source, cue=cue, content=Words(), manner="indirect")])[0].source


def read(case: dict[str, Any], attributions: tuple[Attribution, ...]) -> Source | None:
    """The source that overlaps the labelled words most."""
    span = place(case)

    def overlap(attribution: Attribution) -> int:
        return sum(max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in attribution.source.spans)

    best = max(attributions, key=overlap, default=None)
    return best.source if best is not None and overlap(best) else None


def same_terms(printed: str | None, labelled: str | None) -> bool:
    """Whether the printed terms hold the labelled words, or are at least half of them."""
    if printed is None or labelled is None:
        return printed == labelled
    return labelled in printed or (printed in labelled and 2 * len(printed.split()) >= len(labelled.split()))


def wrong(case: dict[str, Any], source: Source) -> list[str]:
    right = {field: getattr(source, field) == case[field] for field in FIELDS[:-1]} | {"terms": same_terms(source.terms, case["terms"])}
    return [field for field in FIELDS if not right[field]]


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def tell(case: dict[str, Any], source: Source, fields: list[str]) -> None:
    for field in fields:
        say(f"{field}: {case[field]!r}, read {getattr(source, field)!r}: {case['source']} — {case['text']}")


def shares(misses: list[list[str]]) -> dict[str, float]:
    counted = Counter(field for fields in misses for field in fields)
    return {field: 1 - counted[field] / len(misses) for field in FIELDS} | {"all": sum(not fields for fields in misses) / len(misses)}


@pytest.mark.parametrize("by_top", [False, True], ids=["named head", "tree's head"])
def test_description(by_top: bool) -> None:
    misses = []
    for case in CASES:
        source = described(case, by_top)
        misses.append(wrong(case, source))
        tell(case, source, misses[-1])
    found = shares(misses)
    say(f"{len(CASES)} sources of both parts:", found)
    assert min(found.values()) >= ENOUGH  # of both parts together: at first sight of the second, 0.87 of its items were right


def test_reading() -> None:
    """Of the sources found, the description is right; those not found are only printed: the finder has its own figures."""
    misses = []
    readings = read_reports([Report(id=f"r{at}", text=case["text"]) for at, case in enumerate(CASES)])
    for case, reading in zip(CASES, readings, strict=True):
        source = read(case, reading.attributions)
        if source is None:
            say(f"not found: {case['source']} — {case['text']}")
            continue
        misses.append(wrong(case, source))
        tell(case, source, misses[-1])
    say(f"{len(misses)} of {len(CASES)} found; of these right", shares(misses))
    assert min(shares(misses).values()) >= FOUND


@pytest.mark.parametrize("case", CASES, ids=[case["source"][:40] for case in CASES])
def test_spans_slice_back(case: dict[str, Any]) -> None:
    source = described(case, False)
    assert [case["text"][span.start : span.end] for span in source.spans] == [case["source"]]
    assert all(source.spans[0].start <= member.start < member.end <= source.spans[0].end for member in source.members)
    assert len(source.members) != 1
