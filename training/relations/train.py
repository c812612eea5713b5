"""Trains the weights of `dragoman.read.relations.weighing` on re3d's relations: `python -m training.relations.train [--cross]`.

A pair of parties that no word of `ties.yaml` and no happening ties is an example: of the type that re3d gives it, or of no tie. Softmax regression by
AdaGrad, features seen twice or more, weights in hundredths. `--cross` trains on each half of the documents (the halves of `eval.score_actors`) and
measures on the other (the weights go into eval/folds/); without it all documents are learnt from.
"""

import argparse
import gzip
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from dragoman.model.text import Span
from dragoman.read.relations import weighing
from eval.score_actors import HALVES, TYPED, ready, same_pair, score

OUT = Path("src/dragoman/read/relations/data/weights.json.gz")
DIRECTED = frozenset({"fights", "member_of", "leads", "backs", "opposes", "located_in"})
PASSES, RATE, DECAY, RARE = 14, 0.15, 1e-4, 2


EMPTY = weighing.Weights(("",), (0,), {})  # a model that ties nothing: what words and happenings leave open
Example = tuple[list[str], str]


def examples(half: bool | None) -> list[Example]:
    """(features, class) of each pair that the rules leave open."""
    found: list[Example] = []
    for row, parties, _, relations in ready(half, EMPTY):
        gold = [(Span(*each["source"]), Span(*each["target"]), TYPED.get(each["type"], "")) for each in row["relations"]]
        taken = [(Span(each.source.start, each.source.end), Span(each.target.start, each.target.end)) for each in relations if each.odds is None]
        for first, second, way in weighing.paired(parties):
            pair = (Span(first.start, first.end), Span(second.start, second.end))
            if any(same_pair(pair, other) for other in taken):
                continue
            found.append((weighing.features(first, second, way), _label(pair, gold)))
    return found


def _label(pair: tuple[Span, Span], gold: list[tuple[Span, Span, str]]) -> str:
    for source, target, type_ in gold:
        if type_ in ("", "same_as") or not same_pair(pair, (source, target)):
            continue
        turned = type_ in DIRECTED and pair[1].start < source.end and source.start < pair[1].end
        return type_ + "<" * turned
    return ""


def fitted(told: list[Example]) -> weighing.Weights:
    """Weights learnt from the examples; the same examples give the same weights."""
    seen = Counter(name for names, _ in told for name in set(names))
    index = {name: at for at, name in enumerate(sorted(name for name, times in seen.items() if times >= RARE))}
    classes = ["", *sorted({label for _, label in told} - {""})]
    lines = [(np.array(sorted({index[name] for name in names if name in index}), dtype=np.int64), classes.index(label)) for names, label in told]
    weights, bias = np.zeros((len(index), len(classes))), np.zeros(len(classes))
    squares, bias_squares = np.full(weights.shape, 1e-6), np.full(bias.shape, 1e-6)
    order = np.random.default_rng(0)
    for _ in range(PASSES):
        for at in order.permutation(len(lines)):
            own, label = lines[at]
            scores = weights[own].sum(axis=0) + bias
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            odds[label] -= 1
            step = odds + DECAY * weights[own]
            squares[own] += step**2
            weights[own] -= RATE * step / np.sqrt(squares[own])
            bias_squares += odds**2
            bias -= RATE * odds / np.sqrt(bias_squares)
    hundredths = np.rint(100 * weights).astype(int)
    table = {name: tuple(int(each) for each in hundredths[at]) for name, at in index.items() if hundredths[at].any()}
    return weighing.Weights(tuple(classes), tuple(int(each) for each in np.rint(100 * bias)), table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross", action="store_true")
    options = parser.parse_args()
    if options.cross:
        for half in (False, True):
            write(examples(half), HALVES / f"relations{int(half)}.json.gz")
        for half in (True, False):
            print("pinned" if half else "development", "half:", {name: value for name, value in score(half).items() if "relations" in name})
    else:
        write(examples(None), OUT)


def write(told: list[Example], path: Path) -> None:
    """Fits the examples and writes the weights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(msgspec.json.encode(fitted(told)), mtime=0))
    print(path, len(told), "pairs,", sum(label != "" for _, label in told), "tied;", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
