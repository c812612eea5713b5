"""The learned tagger's network: one pass over a report gives every word its label scores and its pointers.

Made by training/tagger; the weights lie in `data/`. Only this package knows onnxruntime and the tokenizer. What the scores mean is decoded in
`read/attribution/decoding.py`.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.model.parse import Parse
from dragoman.read.quotes import Quotes

from .merging import owners
from .words import Words, cut, frame, words_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["LABELS", "Floats", "Scores", "Tables", "Words", "encode", "read_words", "tables", "version"]

DATA = Path(__file__).parent / "data"
LABELS = 13  # O and BIES of source, cue and content
POINTS = 256  # four keys and queries of 64
WEIGHTS = DATA / "attribution.onnx"

Floats = npt.NDArray[np.float32]


class Scores(NamedTuple):
    """What the tagger says of each of N words: [N, 13] label scores and [N, 4 x 64] keys and queries of its two pointers."""

    emissions: Floats
    points: Floats


class Tables(NamedTuple):
    """The weights used outside the network: the CRF's and the pointers'."""

    transitions: Floats  # [13, 13], from row to column
    start: Floats  # [13]
    distance: Floats  # [2, 33] by bucket of signed word distance
    apart: Floats  # [2, 7] by sentences between, -3 … 3
    none: Floats  # [64] key of "no source"


@cache
def session() -> "InferenceSession":
    """The network, on one core: reading is spread over processes, not threads, and sums come out the same."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(WEIGHTS), options, providers=["CPUExecutionProvider"])


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
def version() -> str:
    """The first 12 hex digits of the SHA-256 of all that the network is made of."""
    files = (WEIGHTS, DATA / "attribution.npz", DATA / "tokenizer.json")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def read_words(parse: Parse, quotes: Quotes) -> Words:
    """The parse as the network takes it."""
    return words_of(parse, quotes, tokenizer())


def encode(words: Words, first: int = 0, last: int | None = None) -> Scores:
    """The scores of words [first, last), read in overlapping windows as if nothing stood around them."""
    last = len(words.pieces) if last is None else last
    bounds = list(cut(words, first, last))
    emissions = np.zeros((last - first, LABELS), dtype=np.float32)
    points = np.zeros((last - first, POINTS), dtype=np.float32)
    owner = owners([(begin - first, end - first) for begin, end in bounds], last - first)
    for which, (begin, end) in enumerate(bounds):
        window = frame(words, begin, end)
        inputs = {name: getattr(window, name)[None] for name in ("pieces", "at", "head", "tag", "dep", "quote")}
        emitted, pointed = session().run(None, inputs)
        place = slice(begin - first, end - first)
        own = owner[place] == which
        emissions[place][own] = emitted[0][own]
        points[place][own] = pointed[0][own]
    return Scores(emissions, points)
