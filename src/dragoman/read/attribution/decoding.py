"""From the tagger's scores to attributions: the best legal labelling of the report, then each content to its cue and each cue to its source.

Labels are BIES tags of source, cue and content, as PARC 3 and PolNeAR define them: they never overlap, a content may be in pieces, each piece belongs
to one cue, and several cues may share a source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.read.encoder import LABELS, Floats, Scores, Tables

Stretch = tuple[int, int]  # words [first, last)

ROLES = ("source", "cue", "content")
OUT = 0
BEGIN, INSIDE, END, SINGLE = range(4)
REACH = 200  # words between a cue and what it may take: 99 in a hundred of PolNeAR's training pairs stand closer
FORBIDDEN = -1e4


class Tagged(NamedTuple):
    """One attribution as word stretches."""

    cue: Stretch
    sources: list[Stretch]
    contents: list[Stretch]


def label(role: int, place: int) -> int:
    return 1 + 4 * role + place


def legal() -> npt.NDArray[np.bool_]:
    """[13, 13]: which label may follow which."""
    allowed = np.zeros((LABELS, LABELS), dtype=bool)
    opening = [OUT, *(label(role, place) for role in range(len(ROLES)) for place in (BEGIN, SINGLE))]
    allowed[OUT, opening] = True
    for role in range(len(ROLES)):
        for place in (END, SINGLE):
            allowed[label(role, place), opening] = True
        for place in (BEGIN, INSIDE):
            allowed[label(role, place), [label(role, INSIDE), label(role, END)]] = True
    return allowed


def best_labels(emissions: Floats, tables: Tables) -> list[int]:
    """The labels of the highest total score that are legal (Viterbi)."""
    allowed = legal()
    steps = np.where(allowed, tables.transitions, FORBIDDEN).T.copy()  # [to, from]
    opening = allowed[OUT]
    score = np.where(opening, tables.start + emissions[0], FORBIDDEN)
    back = np.empty((len(emissions), LABELS), dtype=np.int8)
    row = np.arange(LABELS)
    for at in range(1, len(emissions)):
        paths = steps + score
        best = paths.argmax(axis=1)
        back[at] = best
        score = paths[row, best] + emissions[at]
    closed = [OUT, *(label(role, place) for role in range(len(ROLES)) for place in (END, SINGLE))]
    last = max(closed, key=lambda end: score[end])
    labels = [int(last)]
    for at in range(len(emissions) - 1, 0, -1):
        labels.append(int(back[at, labels[-1]]))
    return labels[::-1]


def stretches(labels: Sequence[int]) -> dict[str, list[Stretch]]:
    """The labelled stretches by role, in text order."""
    found: dict[str, list[Stretch]] = {role: [] for role in ROLES}
    first = 0
    for at, tag in enumerate(labels):
        if tag == OUT:
            continue
        role, place = divmod(tag - 1, 4)
        if place in (BEGIN, SINGLE):
            first = at
        if place in (END, SINGLE):
            found[ROLES[role]].append((first, at + 1))
    return found


def decode(scores: Scores, tables: Tables, sentence: npt.ArrayLike) -> list[Tagged]:
    """The attributions in the order of their cues; `sentence` numbers each word's sentence."""
    if not len(scores.emissions):
        return []
    found = stretches(best_labels(scores.emissions, tables))
    cues, sources = found["cue"], found["source"]
    asks_cue, is_cue, asks_source, is_source = np.split(scores.points, 4, axis=1)
    place = np.asarray(sentence)
    held: list[list[Stretch]] = [[] for _ in cues]
    near_cues, near_sources = _near(cues), _near(sources)
    for first, last in found["content"]:
        near = near_cues(first, last)
        if not near:
            continue
        keys = np.array([cues[at][0] for at in near])
        own = np.arange(first, last)
        score = asks_cue[own] @ is_cue[keys].T / np.sqrt(asks_cue.shape[1]) + _bias(tables, 0, own, keys, place)
        log = score - np.logaddexp.reduce(score, axis=1, keepdims=True)
        held[near[int(log.mean(axis=0).argmax())]].append((first, last))
    tagged = []
    for cue, contents in zip(cues, held, strict=True):
        near = near_sources(*cue)
        chosen: list[Stretch] = []
        if near:
            keys = np.array([sources[at][0] for at in near])
            own = np.array([cue[0]])
            query = asks_source[own]
            score = (query @ is_source[keys].T / np.sqrt(query.shape[1]) + _bias(tables, 1, own, keys, place))[0]
            nobody = float((query @ tables.none)[0]) / np.sqrt(query.shape[1])
            if score.max() > nobody:
                chosen = [sources[near[int(score.argmax())]]]
        tagged.append(Tagged(cue, chosen, contents))
    return tagged


def _near(places: Sequence[Stretch]) -> Callable[[int, int], range]:
    """Which of the stretches, which are in text order and apart, stand within reach of words [first, last)."""
    starts = [start for start, _ in places]
    ends = [end for _, end in places]
    return lambda first, last: range(bisect_right(ends, first - REACH), bisect_left(starts, last + REACH))


def _bias(tables: Tables, which: int, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], sentence: npt.NDArray[np.int64]) -> Floats:
    distance = columns[None, :] - rows[:, None]
    middle = tables.distance.shape[1] // 2
    size = np.minimum((2 * np.log2(np.maximum(np.abs(distance), 1))).astype(np.int64) + 1, middle)
    near = middle + np.sign(distance) * np.where(distance == 0, 0, size)
    apart = np.clip(sentence[columns][None, :] - sentence[rows][:, None], -3, 3) + 3
    biased: Floats = tables.distance[which][near] + tables.apart[which][apart]
    return biased
