"""Mentions and relations against re3d (Dstl): `score() -> dict[str, float]`.

re3d marks the whole noun phrase: determiner, title before a name, "of" phrase ("a senior official of the army"). Our names are clean by contract, so
`mention_f1` compares the noun phrase around a mention (`widened`, the same for every mention); `mention_bare_f1` compares our spans as they are.
Types are not compared; pronouns count on both sides. `typed` relations have re3d's type in our terms as well. All figures are percentages. Half of
the documents (even hash of id) is for development; the figures are of the other half, their relations weighed by what the first half taught.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.model.actor import Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Relation
from dragoman.model.text import Span
from dragoman.read.actors import find_actors
from dragoman.read.attribution import find_attributions
from dragoman.read.encoder import encode_report
from dragoman.read.events import find_events, propose
from dragoman.read.factuality import judge_events
from dragoman.read.mentions import find_mentions
from dragoman.read.places import find_places
from dragoman.read.relations import find_relations
from dragoman.read.relations.party import Parties
from dragoman.read.relations.weighing import Weights, read_weights
from dragoman.read.situation import situate_events
from dragoman.read.speakers import find_speakers
from dragoman.read.timex import find_timexes
from eval.corpora import ROOT, parsed, report_of, rows

CORPORA = ("re3d.dev",)
HALVES = ROOT / "eval" / "folds"
TYPED = {
    "CoLocated": "located_in", "CommWith": "in_contact_with", "FightingAgainst": "fights", "AlliesOf": "allied_with", "BelongsTo": "member_of",
    "InChargeOf": "leads", "Likes": "backs", "Dislikes": "opposes", "IsSynonymOf": "same_as",
}  # fmt: skip
"""re3d's relations in our terms; HasAttrOf and Apart have no counterpart and count as missed."""
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


def ready(
    half: bool | None = None, model: Weights | None = None
) -> Iterator[tuple[dict[str, Any], Parties, tuple[Mention, ...], tuple[Relation, ...]]]:
    """Each document of one half (of both for None) with its parties, mentions and relations, these weighed by `model` or by the shipped weights."""
    chosen = [row for row in rows("re3d.dev") if half is None or pinned(row) == half]
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
        relations = find_relations(parse, cast, actors, attributions, events=events, places=places, model=model)
        yield row, Parties(parse, cast, actors), mentions, relations


def score(half: bool = True) -> dict[str, float]:
    """The pinned figures; with `half` False those of the development half. The weights of relations come from the other half each time."""
    exact, bare, overlap, pairs, typed = [0, 0, 0], [0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]
    model = read_weights((HALVES / f"relations{1 - half}.json.gz").read_bytes())
    for row, parties, mentions, relations in ready(half, model):
        parse = parties.parse
        gold = {Span(entity["start"], entity["end"]) for entity in row["entities"] if entity["type"] in TYPES}
        wide = {widened(parse, mention) for mention in mentions}
        _add(exact, [len(gold & wide), len(wide), len(gold)])
        own = {Span(mention.start, mention.end) for mention in mentions}
        _add(bare, [len(gold & own), len(own), len(gold)])
        _add(overlap, [_touched(own, gold), len(own), _touched(gold, own), len(gold)])
        ties = [(Span(*each["source"]), Span(*each["target"]), TYPED.get(each["type"], "")) for each in row["relations"]]
        ours = [(Span(each.source.start, each.source.end), Span(each.target.start, each.target.end), str(each.type)) for each in relations]
        for count, agree in ((pairs, _alike), (typed, _typed_alike)):
            found = sum(any(agree(tie, mine) for mine in ours) for tie in ties)
            right = sum(any(agree(tie, mine) for tie in ties) for mine in ours)
            _add(count, [right, len(ours), found, len(ties)])
    figures = {
        "actors.re3d.mention_f1": _f1(exact[0] / max(exact[1], 1), exact[0] / max(exact[2], 1)),
        "actors.re3d.mention_bare_f1": _f1(bare[0] / max(bare[1], 1), bare[0] / max(bare[2], 1)),
        "actors.re3d.mention_overlap_f1": _f1(overlap[0] / max(overlap[1], 1), overlap[2] / max(overlap[3], 1)),
    }
    for name, count in (("pair", pairs), ("typed", typed)):
        precision, recall = count[0] / max(count[1], 1), count[2] / max(count[3], 1)
        figures |= {
            f"relations.re3d.{name}_precision": round(100 * precision, 2),
            f"relations.re3d.{name}_recall": round(100 * recall, 2),
            f"relations.re3d.{name}_f1": _f1(precision, recall),
        }
    return figures


Tied = tuple[Span, Span, str]


def _alike(one: Tied, other: Tied) -> bool:
    return same_pair(one[:2], other[:2])


def _typed_alike(one: Tied, other: Tied) -> bool:
    return _alike(one, other) and one[2] == other[2]


def _add(total: list[int], more: Iterable[int]) -> None:
    for at, number in enumerate(more):
        total[at] += number


def _touched(spans: set[Span], others: set[Span]) -> int:
    """How many of `spans` overlap one of the others."""
    return sum(any(span.start < other.end and other.start < span.end for other in others) for span in spans)


def same_pair(one: tuple[Span, Span], other: tuple[Span, Span]) -> bool:
    def meet(first: Span, second: Span) -> bool:
        return first.start < second.end and second.start < first.end

    return (meet(one[0], other[0]) and meet(one[1], other[1])) or (meet(one[0], other[1]) and meet(one[1], other[0]))


def _f1(precision: float, recall: float) -> float:
    """The harmonic mean of two shares, as a percentage."""
    return round(200 * precision * recall / (precision + recall), 2) if precision + recall else 0.0


if __name__ == "__main__":
    print(json.dumps({"pinned": score(), "development": score(half=False)}, indent=1))
