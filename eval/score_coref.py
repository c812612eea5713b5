"""Chains of persons, organizations and places against GUM's coreference, on our own mentions: B³, MUC, CEAF-e and their mean (CoNLL F1).

Scored are chains that hold a name: of GUM's those of a person, organization or place with a mention headed by a proper noun; of ours the actors with
a name mention. GUM marks whole phrases with clauses, we names and short descriptions: a mention of ours is GUM's when each holds the other's head
word, the shortest where several do; what has no partner counts against precision or recall. The baseline chains the same mentions by spelling.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from dragoman.model.parse import Parse
from dragoman.read.actors import find_actors
from dragoman.read.mentions import find_mentions

from .corpora import FOLDER, parsed, report_of

CORPORA: tuple[str, ...] = ()
FILE = FOLDER / "ud_gum.dev.conllu"
TYPES = frozenset({"person", "organization", "place"})
Chains = list[frozenset[int]]  # mentions by number: GUM's, or below 0 what is none of GUM's


Word = tuple[int, int, str, int]  # start, end, part of speech, its governor's place among the words


class Marked(NamedTuple):
    """One mention of GUM's: its bounds and the start of its head word."""

    start: int
    end: int
    head: int


class Document(NamedTuple):
    """One GUM text with all its mentions and its named chains."""

    id: str
    text: str
    marked: tuple[Marked, ...]
    chains: Chains


def score() -> dict[str, float]:
    """Percentages over all documents together; nothing where the treebank is not at hand."""
    if not FILE.exists():
        return {}
    ours: list[tuple[Chains, Chains]] = []
    plain: list[tuple[Chains, Chains]] = []
    found = documents()
    for document, (_, _, parse) in zip(found, parsed([report_of(each.text) for each in found]), strict=True):
        chains, baseline = read(parse, document.marked)
        ours.append((document.chains, chains))
        plain.append((document.chains, baseline))
    scores = {f"coref.gum.{name}": value for name, value in figures(ours).items()}
    return scores | {f"coref.gum.baseline.{name}": value for name, value in figures(plain).items()}


def read(parse: Parse, marked: Sequence[Marked]) -> tuple[Chains, Chains]:
    """Our named chains, and those of the baseline, which chains the same mentions by spelling."""
    mentions = {mention.id: mention for mention in find_mentions(parse)}
    actors = find_actors(parse, tuple(mentions.values()))
    named = [actor for actor in actors if any(mentions[each].form == "name" for each in actor.mentions)]
    numbers: dict[str, int] = {}
    for at, (id_, mention) in enumerate(mentions.items()):
        top = parse.top(mention.start, mention.end)
        head = top.start if top else mention.start
        fitting = [
            (each.end - each.start, number)
            for number, each in enumerate(marked)
            if mention.start <= each.head < mention.end and each.start <= head < each.end and number not in numbers.values()
        ]
        numbers[id_] = min(fitting)[1] if fitting else -1 - at
    spelt: dict[str, set[int]] = {}
    for mention in mentions.values():
        if mention.form == "name":
            spelt.setdefault(parse.text[mention.start : mention.end].lower(), set()).add(numbers[mention.id])
    return [frozenset(numbers[each] for each in actor.mentions) for actor in named], [frozenset(each) for each in spelt.values()]


def documents() -> list[Document]:
    """The documents of the treebank."""
    blocks = FILE.read_text(encoding="utf-8").split("# newdoc id = ")[1:]
    return [_document(block) for block in blocks]


def _document(block: str) -> Document:
    """Text and chains: tokens joined as printed, paragraphs parted by an empty line."""
    id_, *lines = block.splitlines()
    text = ""
    offsets: list[Word] = []
    open_: dict[str, list[tuple[int, str]]] = {}
    chains: dict[str, list[tuple[int, int]]] = {}
    kinds: dict[str, str] = {}
    base = skip = 0
    space = False
    for line in lines:
        if line.startswith("# newpar") and "block" not in line:
            text, space = text.rstrip() + ("\n\n" if text else ""), False
        if not line:
            base = len(offsets)
            continue
        if line[0] == "#":
            continue
        cells = line.split("\t")
        if "." in cells[0]:
            continue
        glued = "SpaceAfter=No" in cells[9]
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            skip, start = last - first + 1, len(text) + space
            text += " " * space + cells[1]
            space = not glued
            continue
        if skip:
            skip -= 1
        else:
            start = len(text) + space
            text += " " * space + cells[1]
            space = not glued
        offsets.append((start, len(text), cells[3], base + int(cells[6]) - 1 if cells[6] != "0" else -1))
        misc = dict(pair.split("=", 1) for pair in cells[9].split("|") if "=" in pair)
        for part in misc.get("Entity", "").replace("(", " (").replace(")", ") ").split():
            closing, opening = part.endswith(")"), part.startswith("(")
            name, *rest = part.strip("()").split("-")
            if opening:
                open_.setdefault(name, []).append((len(offsets) - 1, rest[0]))
                kinds.setdefault(name, rest[0])
            if closing and open_.get(name):
                chains.setdefault(name, []).append((open_[name].pop()[0], len(offsets)))
    named: Chains = []
    marked: list[Marked] = []
    for name, spans in chains.items():
        heads = [_head(offsets, *span) for span in spans]
        numbers = range(len(marked), len(marked) + len(spans))
        marked += [Marked(offsets[first][0], offsets[last - 1][1], offsets[head][0]) for (first, last), head in zip(spans, heads, strict=True)]
        if kinds[name] in TYPES and any(offsets[head][2] == "PROPN" for head in heads):
            named.append(frozenset(numbers))
    return Document(id_.strip(), text, tuple(marked), named)


def _head(words: Sequence[Word], first: int, last: int) -> int:
    """The word of [first, last) that hangs on none of the others."""
    return next((at for at in range(first, last) if not first <= words[at][3] < last), first)


def figures(pairs: Sequence[tuple[Chains, Chains]]) -> dict[str, float]:
    """F1 of the three measures over (gold, ours) of all documents, and their mean; percentages."""
    sums: Counter[str] = Counter()
    for gold, ours in pairs:
        for name, values in (("b3", _b_cubed(gold, ours)), ("muc", _muc(gold, ours)), ("ceafe", _ceaf(gold, ours))):
            for part, value in zip(("right_p", "all_p", "right_r", "all_r"), values, strict=True):
                sums[f"{name}.{part}"] += value  # type: ignore[assignment]  # Counter adds floats as well
    found: dict[str, float] = {}
    for name in ("b3", "muc", "ceafe"):
        precision, recall = (sums[f"{name}.right_{part}"] / max(sums[f"{name}.all_{part}"], 1e-9) for part in "pr")
        found[f"{name}_f1"] = round(200 * precision * recall / max(precision + recall, 1e-9), 2)
    found["conll_f1"] = round(sum(found.values()) / 3, 2)
    return found


def _b_cubed(gold: Chains, ours: Chains) -> Iterator[float]:
    for one, other in ((ours, gold), (gold, ours)):
        yield sum(len(chain & against) ** 2 / len(chain) for chain in one for against in other)
        yield sum(map(len, one))


def _muc(gold: Chains, ours: Chains) -> Iterator[float]:
    for one, other in ((ours, gold), (gold, ours)):
        owner = {mention: at for at, chain in enumerate(other) for mention in chain}
        yield sum(len(chain) - len({owner.get(mention, -1 - mention) for mention in chain}) for chain in one)
        yield sum(len(chain) - 1 for chain in one)


def _ceaf(gold: Chains, ours: Chains) -> Iterator[float]:
    likeness = np.array([[2 * len(one & other) / (len(one) + len(other)) for other in ours] for one in gold]).reshape(len(gold), len(ours))
    rows, columns = linear_sum_assignment(-likeness)
    total = float(likeness[rows, columns].sum())
    yield from (total, len(ours), total, len(gold))
