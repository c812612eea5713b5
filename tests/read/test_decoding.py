"""Decoding checked against enumeration and planted truth: the best legal labels, stretches, links."""

from itertools import pairwise, product

import numpy as np
import pytest

from dragoman.read.attribution.decoding import BEGIN, END, INSIDE, OUT, SINGLE, best_labels, decode, label, legal, stretches
from dragoman.read.encoder import LABELS, Scores, Tables

SOURCE, CUE, CONTENT = range(3)


def tables(seed: int | None = None) -> Tables:
    chance = np.random.default_rng(seed)
    transitions = chance.normal(size=(LABELS, LABELS)) if seed is not None else np.zeros((LABELS, LABELS))
    zeros = np.zeros
    return Tables(
        transitions.astype(np.float32), zeros(LABELS, np.float32), zeros((2, 33), np.float32), zeros((2, 7), np.float32), zeros(64, np.float32)
    )


def is_legal(labels: tuple[int, ...]) -> bool:
    allowed = legal()
    closed = labels[-1] == OUT or (labels[-1] - 1) % 4 in (END, SINGLE)
    return bool(allowed[OUT, labels[0]]) and closed and all(allowed[pair] for pair in pairwise(labels))


@pytest.mark.parametrize("seed", range(6))
def test_best_labels_are_the_best_of_all_legal_ones(seed: int) -> None:
    emissions = np.random.default_rng(seed).normal(size=(4, LABELS)).astype(np.float32)
    weights = tables(seed)

    def total(labels: tuple[int, ...]) -> float:
        steps = sum(float(weights.transitions[pair]) for pair in pairwise(labels))
        return steps + sum(float(emissions[at, tag]) for at, tag in enumerate(labels))

    best = max((labels for labels in product(range(LABELS), repeat=4) if is_legal(labels)), key=total)
    assert best_labels(emissions, weights) == list(best)


def test_stretches() -> None:
    labels = [label(SOURCE, BEGIN), label(SOURCE, END), label(CUE, SINGLE), label(CONTENT, BEGIN), label(CONTENT, INSIDE), label(CONTENT, END), OUT]
    assert stretches(labels) == {"source": [(0, 2)], "cue": [(2, 3)], "content": [(3, 6)]}


def planted(labels: list[int], content_to: dict[int, int], source_of: dict[int, int]) -> Scores:
    """Scores that say these labels and links and nothing else: each word's key is its own axis."""
    length = len(labels)
    emissions = np.full((length, LABELS), -9, dtype=np.float32)
    emissions[np.arange(length), labels] = 9
    points = np.zeros((length, 256), dtype=np.float32)
    points[:, 64:128][np.arange(length), np.arange(length)] = 1
    points[:, 192:][np.arange(length), np.arange(length)] = 1
    for word, cue in content_to.items():
        points[word, cue] = 80
    for cue, source in source_of.items():
        points[cue, 128 + source] = 80
    return Scores(emissions, points)


def test_links() -> None:
    """Content, cue, source, content, cue: the first content belongs to the second cue, and both cues share the source."""
    single = [label(CONTENT, SINGLE), label(CUE, SINGLE), label(SOURCE, SINGLE), label(CONTENT, SINGLE), label(CUE, SINGLE)]
    found = decode(planted(single, {0: 4, 3: 1}, {1: 2, 4: 2}), tables(), [0] * 5)
    assert [(item.cue, item.sources, item.contents) for item in found] == [((1, 2), [(2, 3)], [(3, 4)]), ((4, 5), [(2, 3)], [(0, 1)])]


def test_a_content_in_pieces_and_a_cue_without_source() -> None:
    single = [label(CONTENT, SINGLE), label(CUE, SINGLE), OUT, label(CONTENT, SINGLE)]
    (found,) = decode(planted(single, {0: 1, 3: 1}, {}), tables(), [0] * 4)
    assert (found.sources, found.contents) == ([], [(0, 1), (3, 4)])


def test_nothing() -> None:
    assert decode(Scores(np.zeros((0, LABELS), np.float32), np.zeros((0, 256), np.float32)), tables(), []) == []
    assert decode(planted([OUT, OUT], {}, {}), tables(), [0, 0]) == []
