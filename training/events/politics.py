"""Trains the weights that tell a political sentence from one of sport, trade, weather, the arts or daily life.

python -m training.events.politics [--into FILE.npy]

A logistic regression on the mean of the shared encoder's vectors over a sentence's words. Positive: PLV, CAMEO roles, labelled sentences with an
event, first sentences of synthetic stories. Negative: `nonpolitical.txt`, written for this, and
labelled sentences without an event. The share held out (fold 0) is scored; the figures stand in README.md.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dragoman.read import encoder
from dragoman.read.encoder.words import LIMIT, frame, words_of
from dragoman.read.quotes import find_quotes
from eval.corpora import parsed, report_of, rows
from eval.folds import fold_of
from eval.score_labelled import labelled

from .data import lead, nonpolitical

STORIES = 4  # every fourth of the synthetic ones
PENALTY = 0.1  # strength of the prior on the weights, inverse


def texts() -> Iterator[tuple[str, bool]]:
    """Sentences, and whether they are political."""
    yield from ((row["text"], True) for row in rows("plv.train"))
    yield from ((" ".join(row["tokens"]), True) for row in rows("cameo_roles.train"))
    yield from ((row["text"], bool(row["events"])) for row in labelled())
    yield from ((lead(row), True) for row in rows("plover_synthetic")[::STORIES])
    yield from ((row["text"], False) for row in nonpolitical())


def vectors(found: list[str]) -> np.ndarray:
    """[sentences, hidden]: the mean of the shared vectors over each sentence's words."""
    made = []
    for _, _, parse in parsed([report_of(text) for text in found]):
        words = words_of(parse, find_quotes(parse), encoder.tokenizer())
        last = len(words.pieces)
        while sum(map(len, words.pieces[:last])) > LIMIT - 4:
            last -= 1
        window = frame(words, 0, last)
        inputs = {name: getattr(window, name)[None] for name in ("pieces", "at", *encoder.FEATURES)}
        made.append(encoder.session().run(["trunk"], inputs)[0][0, window.at].mean(0))
    return np.array(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=encoder.POLITICS)
    options = parser.parse_args()
    found = list(texts())
    x, y = vectors([text for text, _ in found]), np.array([political for _, political in found])
    held = np.array([fold_of(text) == 0 for text, _ in found])
    model = LogisticRegression(C=PENALTY, max_iter=2000, class_weight="balanced").fit(x[~held], y[~held])
    scores = model.decision_function(x[held])
    for bound in (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0):
        print(f"{bound:5.1f}: political kept {(scores[y[held]] >= bound).mean():.3f}, others kept {(scores[~y[held]] >= bound).mean():.3f}")
    np.save(options.into, np.append(model.coef_[0], model.intercept_[0]).astype(np.float32))


if __name__ == "__main__":
    main()
