"""The learned networks: one pass over a report gives every word its scores and pointers, for attributions and for events.

Two heads on one encoder: its lower layers are shared, then the attributions' network (training/tagger) and the events' (training/events) go on by
themselves. The weights lie in `data/`. Only this package knows onnxruntime and the tokenizer. What the scores mean is decoded in
`read/attribution/decoding.py` and `read/events/judging.py`.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.model.parse import Parse
from dragoman.read.quotes import find_quotes

from .merging import owners
from .words import Ints, Words, cut, frame, words_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["Encoded", "EventScores", "EventTables", "Floats", "Ints", "Scores", "Tables", "Words", "encode", "encode_report", "tables", "versions"]

DATA = Path(__file__).parent / "data"
LABELS = 13  # O and BIES of source, cue and content
POINTS = 256  # four keys and queries of 64
OUTPUTS = 32  # none and 16 types, main, 7 statuses, 7 values of factuality
WEIGHTS = DATA / "attribution.onnx"
EVENT_WEIGHTS = DATA / "events.onnx"
POLITICS = DATA / "politics.npy"
FEATURES = ("head", "tag", "dep", "quote")

Floats = npt.NDArray[np.float32]


class Scores(NamedTuple):
    """What the attributions' network says of each of N words: [N, 13] label scores and [N, 4 x 64] keys and queries of two pointers."""

    emissions: Floats
    points: Floats


class EventTables(NamedTuple):
    """The weights of the events' network used outside it, each for actor and recipient."""

    relation: Floats  # [2, relations on the tree]
    near: Floats  # [2, 33] by bucket of signed word distance
    depth: Floats  # [2, 8] by how deep in its branch a word lies
    rule: Floats  # [2, 3] by the side in which the lexicon sees the word
    bias: Floats  # [2]
    status: Floats  # [7, 7] from the rules' verdict to what is added for each status
    fact: Floats  # [7, 7] likewise for factuality


class EventScores(NamedTuple):
    """What the events' network says of each of N words: [N, 32] outputs, [N, 4 x 64] keys and queries; with its tables.

    `politics` [N]: how far each word, in its place, speaks for politics rather than for sport, trade, weather or the arts; means of it are log-odds.
    """

    emissions: Floats
    points: Floats
    tables: EventTables
    politics: Floats


class Encoded(NamedTuple):
    """A report's words and what both networks say of them."""

    words: Words
    attributions: Scores
    events: EventScores


class Tables(NamedTuple):
    """The weights used outside the network: the CRF's and the pointers'."""

    transitions: Floats  # [13, 13], from row to column
    start: Floats  # [13]
    distance: Floats  # [2, 33] by bucket of signed word distance
    apart: Floats  # [2, 7] by sentences between, -3 … 3
    none: Floats  # [64] key of "no source"


@cache
def session(weights: Path = WEIGHTS) -> "InferenceSession":
    """A network, on one core: reading is spread over processes, not threads, and sums come out the same."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else it tells its maker of each run, and keeps an id of this machine in the home folder
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


@cache
def tokenizer() -> "Tokenizer":
    """BERT's uncased word pieces."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(DATA / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


@cache
def tables() -> Tables:
    with np.load(DATA / "attribution.npz") as held:
        return Tables(*(held[name] for name in Tables._fields))


@cache
def event_tables(weights: Path = EVENT_WEIGHTS) -> EventTables:
    with np.load(weights.with_suffix(".npz")) as held:
        return EventTables(*(held[name] for name in EventTables._fields))


@cache
def politics() -> Floats:
    """[384 + 1] weights of the shared vectors and a bias, trained by training/events/politics.py."""
    found: Floats = np.load(POLITICS)
    return found


@cache
def versions() -> dict[str, str]:
    """By network the first 12 hex digits of the SHA-256 of all that it is made of."""
    made = {"attribution": (WEIGHTS, DATA / "attribution.npz", DATA / "tokenizer.json"), "events": (EVENT_WEIGHTS, DATA / "events.npz", POLITICS)}
    return {name: hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12] for name, files in made.items()}


def encode_report(parse: Parse, proposals: Ints | None = None, weights: Path = EVENT_WEIGHTS) -> Encoded:
    """Both networks' scores of every word of a report, in one pass.

    `proposals` are the lexicon's numbers of read/events, one a word; without them nothing is asked of the events' network. `weights` are another
    events' network than the shipped one: those of the cross-validation (eval/folds).
    """
    words = words_of(parse, find_quotes(parse), tokenizer())
    size = len(words.pieces)
    attributions = Scores(np.zeros((size, LABELS), dtype=np.float32), np.zeros((size, POINTS), dtype=np.float32))
    outputs, keys = np.zeros((size, OUTPUTS), dtype=np.float32), np.zeros((size, POINTS), dtype=np.float32)
    events = EventScores(outputs, keys, event_tables(weights), np.zeros(size, dtype=np.float32))
    for (begin, end), own in _windows(words, 0, size):
        window = frame(words, begin, end)
        features = {name: getattr(window, name)[None] for name in ("at", *FEATURES)}
        *tagged, trunk = session().run(["emissions", "points", "trunk"], {"pieces": window.pieces[None], **features})
        _place(attributions, tagged, begin, own)
        if proposals is not None:
            del features["quote"]
            told = session(weights).run(["emissions", "points"], {"trunk": trunk, **features, "proposals": proposals[None, begin:end]})
            _place(Scores(events.emissions, events.points), told, begin, own)
            events.politics[begin:end][own] = (trunk[0, window.at] @ politics()[:-1] + politics()[-1])[own]
    return Encoded(words, attributions, events)


def encode(words: Words, first: int, last: int) -> Scores:
    """The tagger's scores of words [first, last), read as if nothing stood around them."""
    found = Scores(np.zeros((last - first, LABELS), dtype=np.float32), np.zeros((last - first, POINTS), dtype=np.float32))
    for (begin, end), own in _windows(words, first, last):
        window = frame(words, begin, end)
        inputs = {name: getattr(window, name)[None] for name in ("pieces", "at", *FEATURES)}
        _place(found, session().run(["emissions", "points"], inputs), begin - first, own)
    return found


def _windows(words: Words, first: int, last: int) -> Iterator[tuple[tuple[int, int], npt.NDArray[np.bool_]]]:
    """The bounds of each window that answers for any of its words, and for which."""
    bounds = list(cut(words, first, last))
    owner = np.array(owners([(begin - first, end - first) for begin, end in bounds], last - first))
    for which, (begin, end) in enumerate(bounds):
        own = owner[begin - first : end - first] == which
        if own.any():
            yield (begin, end), own


def _place(scores: Scores, found: Sequence[Floats], begin: int, own: npt.NDArray[np.bool_]) -> None:
    """Writes a window's scores, in their order, at the words that it answers for."""
    for whole, part in zip(scores, found, strict=True):
        whole[begin : begin + len(own)][own] = part[0][own]
