"""Ties that no list of words states: two parties of a sentence weighed by a small log-linear model (Dstl re3d's relations; `training/relations`).

The model sees what stands on the way between the two in the tree: its dependencies, prepositions, verbs and nouns, and the kinds of the two. It
never joins actors into one, and gives no tie without a word on the way to point to.
"""

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

import msgspec

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import RelationType
from dragoman.model.text import Span

from .party import Parties, Party

SURE = 0.7  # odds of no tie below which there is one; cross-validated on re3d: at 0.7 precision stays where the words alone have it, recall doubles
GIVEN = ("located_in", "in_contact_with", "member_of")
"""Ties that it may give. Who fights or backs whom must be said: re3d tells of one war, and its model sees fights everywhere (F1 28.7, not 29.4)."""
LONGEST = 7  # words on the way in the tree; farther apart, two parties are hardly ever tied in re3d (and pairs grow with the square)
MOST = 30  # mentions of a sentence that are paired; longer sentences are lists
CUES = ("VERB", "ADP", "NOUN", "ADJ", "AUX")


class Weights(msgspec.Struct, frozen=True):
    """`classes`: "" for no tie, else a type with "<" where the second of the two is the source; a row of hundredths a feature, in that order."""

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    rows: dict[str, tuple[int, ...]]


class Weighed(NamedTuple):
    """One tie that the model gives."""

    type: RelationType
    source: Party
    target: Party
    cue: Span
    odds: float


@cache
def shipped() -> Weights:
    """The model as it ships."""
    return read_weights((files("dragoman.read.relations") / "data" / "weights.json.gz").read_bytes())


def read_weights(packed: bytes) -> Weights:
    """The model in a file of the form that `training.relations.train` writes."""
    return msgspec.json.decode(gzip.decompress(packed), type=Weights)


def weighed(parties: Parties, model: Weights) -> Iterator[Weighed]:
    """The ties of all pairs of a sentence, in text order; `odds` is how far the model believes that there is a tie."""
    for first, second, way in paired(parties):
        scores = _scores(model, features(first, second, way))
        best = max(range(1, len(scores)), key=scores.__getitem__, default=0)
        if scores[0] >= SURE or model.classes[best].rstrip("<") not in GIVEN:
            continue
        turned = model.classes[best].endswith("<")
        source, target = (second, first) if turned else (first, second)
        yield Weighed(model.classes[best].rstrip("<"), source, target, way.cue, round(1 - scores[0], 2))  # type: ignore[arg-type]  # the file's classes


class Way(NamedTuple):
    """The way between two words: dependencies up and down, the words between, the word where they meet, the words' own lemmas."""

    path: str
    between: tuple[Token, ...]
    top: Token
    ends: tuple[Token, Token]
    cue: Span


def paired(parties: Parties) -> Iterator[tuple[Party, Party, Way]]:
    """The pairs of parties of a sentence that stand near one another in the tree, with the way between them."""
    parse = parties.parse
    by_sentence: dict[int, list[tuple[Party, Token]]] = {}
    for mention in parties.all:
        token = parse.top(mention.start, mention.end)
        party = parties.of(mention, token)
        if token is not None and party is not None:
            by_sentence.setdefault(token.sentence, []).append((party, token))
    for near in by_sentence.values():
        branches = [_branch(parse, token) for _, token in near[:MOST]]
        for at, (first, one) in enumerate(near[:MOST]):
            for to, (second, other) in enumerate(near[at + 1 : MOST], at + 1):
                apart = one.i != other.i and (first.actor is None or first.actor != second.actor)
                way = _way(branches[at], branches[to]) if apart else None
                if way is not None:
                    yield first, second, way


def _branch(parse: Parse, token: Token) -> dict[int, Token]:
    """The token and its governors up to the root, by their places in the text."""
    return {each.i: each for each in (token, *parse.ancestors(token))}


def _way(first: dict[int, Token], second: dict[int, Token]) -> Way | None:
    up, down = list(first.values()), list(second)
    one, other = up[0], second[down[0]]
    meet = next((at for at, i in enumerate(first) if i in second), None)
    if meet is None:
        return None
    left, right = up[:meet], [second[i] for i in down[: down.index(up[meet].i)]]
    if len(left) + len(right) > LONGEST:
        return None
    between = (*left[1:], *right[1:])
    told = [token for token in (up[meet], *between) if token.pos in CUES and token.i not in (one.i, other.i)]
    if not told:
        return None
    path = "<".join(token.dep for token in left) + "|" + ">".join(token.dep for token in reversed(right))
    return Way(path, between, up[meet], (one, other), Span(told[0].start, told[0].end))


def features(first: Party, second: Party, way: Way) -> list[str]:
    """What the model sees of a pair; `first` stands first in the text."""
    kinds = f"{_kind(first)}_{_kind(second)}"
    steps = way.path.count("<") + way.path.count(">") + 2
    prepositions = "_".join(token.lower for token in (*way.between, way.top) if token.dep in ("prep", "agent"))
    lemma = way.top.lemma.lower()
    found = [
        f"kinds {kinds}",
        f"path {way.path}",
        f"kinds path {kinds} {way.path}",
        f"prepositions {prepositions}",
        f"kinds prepositions {kinds} {prepositions}",
        f"top {lemma}",
        f"kinds top {kinds} {lemma}",
        f"pos {way.top.pos}",
        f"steps {steps}",
        f"kinds steps {kinds} {steps}",
        f"forms {first.form} {second.form}",
        f"apart {min(9, abs(way.ends[0].i - way.ends[1].i) // 3)}",
        f"first {way.ends[0].lemma.lower() if first.form == 'description' else first.form}",
        f"second {way.ends[1].lemma.lower() if second.form == 'description' else second.form}",
    ]
    return found + [f"in {token.lemma.lower()}" for token in way.between if token.pos in CUES]


def _kind(party: Party) -> str:
    return "place" if party.place else party.kind


def _scores(model: Weights, names: list[str]) -> list[float]:
    """The model's probabilities, one a class."""
    rows = [row for name in names if (row := model.rows.get(name)) is not None]
    sums = [sum(column) for column in zip(model.bias, *rows, strict=True)]
    highest = max(sums)
    raised = [exp((total - highest) / 100) for total in sums]
    whole = sum(raised)
    return [each / whole for each in raised]
