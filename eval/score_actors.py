"""Mentions and relations against re3d (Dstl): `score() -> dict[str, float]`.

re3d marks the whole noun phrase: determiner, title before a name, "of" phrase ("a senior official of the army"). Our names are clean by contract, so
`mention_f1` compares the noun phrase around a mention (`widened`, the same for every mention); `mention_bare_f1` compares our spans as they are.
Types are not compared; pronouns count on both sides. All figures are percentages. Half of the
documents (even hash of id) is for development; the figures are of the other half.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import msgspec

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Mention
from dragoman.model.text import Span
from dragoman.read.actors import find_actors
from dragoman.read.attribution import find_attributions
from dragoman.read.encoder import encode_report
from dragoman.read.events import find_events, propose
from dragoman.read.factuality import judge_events
from dragoman.read.mentions import find_mentions
from dragoman.read.places import find_places
from dragoman.read.relations import find_relations
from dragoman.read.situation import situate_events
from dragoman.read.speakers import find_speakers
from dragoman.read.timex import find_timexes
from eval.corpora import parsed, report_of, rows

CORPORA = ("re3d.dev",)
TYPES = frozenset({"Person", "Organisation", "Location", "Nationality"})


def pinned(row: dict[str, Any]) -> bool:
    """True for the documents that figures are taken on; rules may be developed on the others."""
    return int(hashlib.sha256(str(row["id"]).encode()).hexdigest(), 16) % 2 == 1


def widened(parse: Parse, mention: Mention) -> Span:
    """The noun phrase around the mention, as re3d marks it; the mention itself where it heads no phrase of its own."""
    own = Span(mention.start, mention.end)
    top = parse.top(mention.start, mention.end)
    if top is None or mention.form == "pronoun" or top.dep in ("compound", "amod", "nmod", "npadvmod"):
        return own
    phrase = parse.phrase(top)
    return phrase if phrase.start <= own.start and phrase.end >= own.end else own


def score(half: bool = True) -> dict[str, float]:
    """The pinned figures; with `half` False those of the development half."""
    chosen = [row for row in rows("re3d.dev") if pinned(row) == half]
    exact, bare, overlap, pairs = [0, 0, 0], [0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]
    for row, (_, _, parse) in zip(chosen, parsed([report_of(row["text"]) for row in chosen]), strict=True):
        mentions = find_mentions(parse)
        actors = find_actors(parse, mentions)
        owner = {mention: actor.id for actor in actors for mention in actor.mentions}
        mentions = tuple(msgspec.structs.replace(mention, actor=owner.get(mention.id)) for mention in mentions)
        cast = Cast(mentions)
        proposals = propose(parse, cast)
        timexes, places = find_timexes(parse, None), find_places(parse, mentions)
        encoded = encode_report(parse, proposals.words)
        attributions = find_attributions(parse, cast, encoded)
        mentions, actors = find_speakers(parse, mentions, actors, attributions)
        cast = Cast(mentions)
        events = situate_events(parse, find_events(proposals, (), encoded.events, actors, cast), timexes, places, None)
        events = judge_events(parse, events, timexes, attributions, None, scores=encoded.events)
        relations = find_relations(parse, cast, actors, attributions, events=events, places=places)
        gold = {Span(entity["start"], entity["end"]) for entity in row["entities"] if entity["type"] in TYPES}
        wide = {widened(parse, mention) for mention in mentions}
        _add(exact, [len(gold & wide), len(wide), len(gold)])
        own = {Span(mention.start, mention.end) for mention in mentions}
        _add(bare, [len(gold & own), len(own), len(gold)])
        _add(overlap, [_touched(own, gold), len(own), _touched(gold, own), len(gold)])
        ties = [(Span(*relation["source"]), Span(*relation["target"])) for relation in row["relations"]]
        ours = [(Span(relation.source.start, relation.source.end), Span(relation.target.start, relation.target.end)) for relation in relations]
        found = sum(any(_same_pair(tie, mine) for mine in ours) for tie in ties)
        right = sum(any(_same_pair(tie, mine) for tie in ties) for mine in ours)
        _add(pairs, [right, len(ours), found, len(ties)])
    return {
        "actors.re3d.mention_f1": _f1(exact[0] / max(exact[1], 1), exact[0] / max(exact[2], 1)),
        "actors.re3d.mention_bare_f1": _f1(bare[0] / max(bare[1], 1), bare[0] / max(bare[2], 1)),
        "actors.re3d.mention_overlap_f1": _f1(overlap[0] / max(overlap[1], 1), overlap[2] / max(overlap[3], 1)),
        "relations.re3d.pair_precision": round(100 * pairs[0] / max(pairs[1], 1), 2),
        "relations.re3d.pair_recall": round(100 * pairs[2] / max(pairs[3], 1), 2),
        "relations.re3d.pair_f1": _f1(pairs[0] / max(pairs[1], 1), pairs[2] / max(pairs[3], 1)),
    }


def _add(total: list[int], more: Iterable[int]) -> None:
    for at, number in enumerate(more):
        total[at] += number


def _touched(spans: set[Span], others: set[Span]) -> int:
    """How many of `spans` overlap one of the others."""
    return sum(any(span.start < other.end and other.start < span.end for other in others) for span in spans)


def _same_pair(one: tuple[Span, Span], other: tuple[Span, Span]) -> bool:
    def meet(first: Span, second: Span) -> bool:
        return first.start < second.end and second.start < first.end

    return (meet(one[0], other[0]) and meet(one[1], other[1])) or (meet(one[0], other[1]) and meet(one[1], other[0]))


def _f1(precision: float, recall: float) -> float:
    """The harmonic mean of two shares, as a percentage."""
    return round(200 * precision * recall / (precision + recall), 2) if precision + recall else 0.0


if __name__ == "__main__":
    print(json.dumps({"pinned": score(), "development": score(half=False)}, indent=1))
