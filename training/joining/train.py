"""`python -m training.joining.train`: the weights of reconcile/news.py, fitted on pairs of reports of ECB+'s development part.

A logistic regression with a ridge (`RIDGE`), by Newton's method: no chance in it. Fitted on the topics of even number, checked on those of odd
number. Prints the constants to be written into news.py.
"""

import sys
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from dragoman.model.happening import Telling
from dragoman.read import read_reports
from dragoman.reconcile import keys_of, news_of
from dragoman.reconcile.news import questions
from eval import corpora

NAMES = ("NAMES", "OTHERS", "STRANGERS", "ALONE", "OVERLAP", "LIKENESS", "FIGURES", "BASE")
RIDGE = 1.0  # of weights over standardised questions, against thousands of pairs
STEPS = 30
Array = npt.NDArray[np.float64]


def fitted(asked: Array, same: Array) -> Array:
    """Weights for the questions and a constant, the log-odds of one topic."""
    mean, spread = asked.mean(0), asked.std(0) + 1e-9
    rows = np.hstack([(asked - mean) / spread, np.ones((len(asked), 1))])
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.diag([1.0] * (rows.shape[1] - 1) + [0.0])
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (odds - same) + ridge @ weights
        weights -= np.linalg.solve((rows * (odds * (1 - odds))[:, None]).T @ rows + ridge, slope)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - (scaled * mean).sum())


def pairs(news: Sequence[Telling], topics: Sequence[str], parity: int) -> tuple[Array, Array, int]:
    """Questions and answers of the pairs that share a key, both of topics of this parity; and how many pairs of one topic there are in all."""
    keys = [set(keys_of(each)) for each in news]
    chosen = [at for at, topic in enumerate(topics) if int(topic.removesuffix("plus")) % 2 == parity]
    asked, same, all_same = [], [], 0
    for one, other in combinations(chosen, 2):
        all_same += topics[one] == topics[other]
        if not keys[one].isdisjoint(keys[other]):
            asked.append(questions(news[one], news[other]))
            same.append(float(topics[one] == topics[other]))
    return np.array(asked), np.array(same), all_same


def main() -> int:
    rows = corpora.rows("ecb.train")
    news = [news_of(reading) for reading in read_reports([corpora.report_of(row["text"]) for row in rows])]
    topics = [row["topic"] for row in rows]
    even, odd = pairs(news, topics, 0), pairs(news, topics, 1)
    weights = fitted(even[0], even[1])
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name} = {weight:.2f}")
    for name, (asked, same, all_same) in (("even", even), ("odd", odd)):
        found = asked @ weights[:-1] + weights[-1] > 0
        right = float((found * same).sum())
        print(f"{name}: {len(same)} pairs with a key, precision {100 * right / max(1, found.sum()):.1f}, recall of all {100 * right / all_same:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
