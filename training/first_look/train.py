"""Trains the weights of `dragoman.read.first_look`: `python -m training.first_look.train [--cross]`.

Two logistic regressions over the words of a sentence: sport or not, markets or not. `sport.txt` and `markets.txt` are written for this; what is
neither are sentences about politics of the corpora, and of `kept.txt` (politics within sport and markets, often in one sentence) the two of each
report that the model so far holds least for sport or markets, worked out anew three times. `--cross` trains on three quarters of the written
reports and measures on the fourth, in turns; without it all are learnt from.
"""

import argparse
import gzip
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from dragoman.read.first_look import Weights, features, pass_over, sentences_of
from eval.corpora import rows
from eval.score_labelled import labelled

HERE = Path(__file__).parent
OUT = Path("src/dragoman/lexicon/data/first_look.json.gz")
PENALTY = 0.1  # strength of the prior on the weights, inverse
RARE = 3  # sentences that have a word, at least
WRITTEN = 5.0  # weight of a sentence that was written for this; the others are ten times as many
TURNS = 3
FOLDS = 4
Sentence = frozenset[str]


def reports(name: str) -> list[str]:
    return [each.strip() for each in (HERE / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n") if each.strip()]


def politics() -> list[Sentence]:
    """Sentences of the corpora that tell of politics, or of nothing in particular in reports that do."""
    found = [row["text"] for row in rows("plv.train")]
    found += [" ".join(row["tokens"]) for row in rows("cameo_roles.train")]
    found += [sentence for row in rows("plover_synthetic")[::4] for sentence in sentences_of(row["text"])[:4]]
    found += [sentence for row in rows("polnear.train")[::2] for sentence in sentences_of(row["text"])[::4]]
    found += [sentence for row in rows("re3d.dev") for sentence in sentences_of(row["text"])]
    found += [row["text"] for row in labelled() if row["events"]]
    return [features(sentence) for sentence in found]


def fitted(sport: Sequence[str], markets: Sequence[str], kept: Sequence[str], neither: Sequence[Sentence]) -> Weights:
    """Weights learnt from the reports; the same reports give the same weights."""
    told = [features(sentence) for report in (*sport, *markets) for sentence in sentences_of(report)]
    first = sum(len(sentences_of(report)) for report in sport)
    seen = Counter(word for words in (*told, *neither) for word in words)
    index = {word: at for at, word in enumerate(sorted(word for word, times in seen.items() if times >= RARE))}
    hidden = [[features(sentence) for sentence in sentences_of(report)] for report in kept]
    against: list[Sentence] = []
    weights, bias = np.zeros((2, len(index))), np.zeros(2)
    for _ in range(TURNS):
        every = [*told, *neither, *against]
        x = _matrix(every, index)
        strength = np.array([WRITTEN] * len(told) + [1.0] * len(neither) + [WRITTEN] * len(against))
        for at, (begin, end) in enumerate(((0, first), (first, len(told)))):
            y = np.zeros(len(every), dtype=bool)
            y[begin:end] = True
            model = LogisticRegression(C=PENALTY, max_iter=500).fit(x, y, sample_weight=strength)
            weights[at], bias[at] = model.coef_[0], model.intercept_[0]
        against = []
        for sentences in hidden:
            odds = (_matrix(sentences, index) @ weights.T + bias).max(axis=1)
            against += [sentences[at] for at in np.argsort(odds, kind="stable")[:2]]
    whole = np.rint(100 * weights).astype(int)
    words = {word: (int(whole[0, at]), int(whole[1, at])) for word, at in index.items() if whole[:, at].any()}
    return Weights((round(100 * bias[0]), round(100 * bias[1])), words)


def _matrix(sentences: Sequence[Sentence], index: dict[str, int]) -> sparse.csr_matrix:
    cells = [(row, index[word]) for row, words in enumerate(sentences) for word in words if word in index]
    lines, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.csr_matrix((np.ones(len(cells)), (lines, columns)), shape=(len(sentences), len(index)))


def cross(neither: Sequence[Sentence]) -> None:
    written = {name: reports(name) for name in ("sport", "markets", "kept")}
    count: Counter[str] = Counter()
    for fold in range(FOLDS):
        rest = {name: [each for at, each in enumerate(found) if at % FOLDS != fold] for name, found in written.items()}
        model = fitted(rest["sport"], rest["markets"], rest["kept"], neither)
        for name, found in written.items():
            count[name] += sum(pass_over(each, model) is not None for each in found[fold::FOLDS])
    for name, found in written.items():
        print(f"{name}: {count[name]} of {len(found)} passed over")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross", action="store_true", help="measure, and write nothing")
    options = parser.parse_args()
    neither = politics()
    if options.cross:
        cross(neither)
        return
    model = fitted(reports("sport"), reports("markets"), reports("kept"), neither)
    OUT.write_bytes(gzip.compress(msgspec.json.encode(model), mtime=0))
    print(f"{len(model.words)} words and beginnings, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
