"""All figures, beside their floors. `python -m eval [--pin] [--lower KEY …]`.

Each scorer module `eval/score_*.py` names its CORPORA and gives `score() -> dict[str, float]`. The floors in `floors.json` are the figures of
the last pin with the digests of the corpora they were taken on. A figure under its floor fails the run. `--pin` raises floors and adds new figures;
it lowers one only when `--lower KEY` names it and CHANGELOG.md holds a line that names it too, with the reason.
"""

import argparse
import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TypedDict

from eval import corpora

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CHANGELOG = HERE.parent / "CHANGELOG.md"
SLACK = 0.05  # figures are printed and pinned with one decimal


class Floors(TypedDict):
    """What floors.json holds."""

    figures: dict[str, float]
    corpora: dict[str, str]


def main() -> int:
    options = argparse.ArgumentParser(prog="make eval ARGS=…", description="Score every step on the development corpora and compare with the floors.")
    options.add_argument("--pin", action="store_true", help="write the figures to floors.json")
    options.add_argument("--lower", nargs="*", default=[], metavar="KEY", help="figures that may be pinned lower (CHANGELOG.md must say why)")
    options.add_argument("--only", default="", metavar="PART", help="run only the scorers whose name holds PART")
    chosen = options.parse_args()
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"figures": {}, "corpora": {}}
    figures: dict[str, float] = {}
    digests: dict[str, str] = {}
    trouble: list[str] = []
    for file in sorted(HERE.glob("score_*.py")):
        if chosen.only not in file.stem:
            continue
        scorer = import_module(f"eval.{file.stem}")
        missing = [name for name in scorer.CORPORA if not (corpora.FOLDER / f"{name}.jsonl").exists()]
        if missing:
            print(f"{file.stem}: skipped, no corpus {', '.join(missing)} in {corpora.FOLDER}")
            continue
        started = time.perf_counter()
        digests.update({name: corpora.digest(name) for name in scorer.CORPORA})
        figures.update(scorer.score())
        print(f"{file.stem}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    for name, found in digests.items():
        if floors["corpora"].get(name, found) != found:
            trouble.append(
                f"corpus {name} changed ({floors['corpora'][name]} → {found}): its floors do not hold; remove them from floors.json and pin anew"
            )
    trouble += _compare(figures, floors["figures"])
    if chosen.pin:
        trouble = _pin(figures, digests, floors, chosen.lower)
    for line in trouble:
        print(line)
    return 1 if trouble else 0


def _compare(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Prints every figure with its floor, gain or loss; returns a line for each loss."""
    losses = []
    print(f"{'figure':<44}{'now':>8}{'floor':>8}{'change':>8}")
    for key in sorted(figures):
        floor = floors.get(key)
        change = "new" if floor is None else f"{figures[key] - floor:+.1f}"
        print(f"{key:<44}{figures[key]:>8.1f}{'' if floor is None else format(floor, '.1f'):>8}{change:>8}")
        if floor is not None and figures[key] < floor - SLACK:
            losses.append(f"LOST {key}: {floor:.1f} → {figures[key]:.1f}")
    return losses


def _pin(figures: dict[str, float], digests: dict[str, str], floors: Floors, lower: list[str]) -> list[str]:
    """Writes floors.json unless a figure would fall without leave; returns the refusals."""
    told = CHANGELOG.read_text(encoding="utf-8")
    refused = []
    for key, value in figures.items():
        floor = floors["figures"].get(key, value)
        if value < floor - SLACK and not (key in lower and key in told):
            refused.append(f"REFUSED {key}: {floor:.1f} → {value:.1f}; give --lower {key} and say why in CHANGELOG.md, naming the figure")
    if not refused:
        floors["figures"].update({key: round(value, 1) for key, value in figures.items()})
        floors["corpora"].update(digests)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"pinned {len(figures)} figures in {FLOORS.name}")
    return refused


if __name__ == "__main__":
    sys.exit(main())
