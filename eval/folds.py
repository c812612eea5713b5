"""The networks of the cross-validation: each text is read with the one that was trained without its fold (training/events).

They lie in `eval/folds/`, are no part of the package, and are remade with the shipped network. The lexicon, the parse and the decoding around them
are those of the package, so that figures follow every change of these.
"""

import hashlib
import re
from pathlib import Path

from dragoman.model.parse import Parse
from dragoman.read.encoder import EventScores, encode_report
from dragoman.read.events import Proposals

FOLDS = 5
FOLDER = Path(__file__).parent / "folds"


def fold_of(text: str) -> int:
    """The fold by the text's letters, so that one sentence in two corpora falls into one fold."""
    return int(hashlib.sha256(re.sub(r"[\W_]", "", text.lower()).encode()).hexdigest(), 16) % FOLDS


def scores_of(parse: Parse, proposals: Proposals) -> EventScores:
    """What the network that never saw the text says of its words."""
    return encode_report(parse, proposals.words, FOLDER / f"fold{fold_of(parse.text)}.onnx").events
