"""Cross-validated figures: every row read with the network that was trained on the other folds.

python -m training.events.folds --out FOLDER
"""

import argparse
import pickle
from pathlib import Path

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.read.encoder import EventScores, EventTables
from dragoman.read.events import find_events, propose
from dragoman.read.factuality import judge_events
from eval import score_labelled
from eval.corpora import parsed, report_of
from eval.score_events import mentioned, score

from .data import FOLDS, labelled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    held: dict[tuple[str, str], EventScores] = {}
    for fold in range(FOLDS):
        file = options.out / f"fold{fold}.pickle"
        if file.exists():
            tables, scores = pickle.loads(file.read_bytes())
            held.update({key: EventScores(*pair, EventTables(**tables)) for key, pair in scores.items()})

    def network(corpus: str, id_: str, _parse: Parse) -> EventScores:
        return held[corpus, id_]

    for key, value in score(network).items():
        print(f"{key:45} {value:6.2f}")
    rows = labelled()
    read = []
    for at, (row, (_, _, parse)) in enumerate(zip(rows, parsed([report_of(row["text"]) for row in rows]), strict=True)):
        if ("labelled", str(at)) in held:
            events = find_events(propose(parse, Cast(mentioned(parse))), (), held["labelled", str(at)])
            read.append((row, judge_events(parse, events, (), (), None, scores=held["labelled", str(at)])))
    for key, value in score_labelled.figures(read).items():
        print(f"{key:45} {value:6.2f}")


if __name__ == "__main__":
    main()
