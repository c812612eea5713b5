"""`python -m bench.scale`: what a case costs as it grows, over generated readings (`variations.py`), and how long its look-ups take at the end.

Only keeping is timed, from a reading to all that follows from it in the file; reading as many texts would take hours. Costs are CPU seconds of this
process; the ratio of the last thousand to the second is the figure to keep. Look-ups are wall time, each on a freshly opened case.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.keep import Case, open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Keeper, why
from dragoman.show.situation import situation

from .variations import variations

EACH = 1000  # reports whose cost is taken together


def grown(path: Path, number: int, per_day: int) -> Iterator[dict[str, float]]:
    """Adds so many reports; yields the cost of each thousand, milliseconds of CPU a report."""
    with open_case(path, create=True, write=True) as case:
        keeper = Keeper(case)
        spent, longest = 0.0, 0.0
        done = 0
        for reading in variations(number, per_day=per_day):
            if done >= number:
                break
            started = time.process_time()
            keeper.keep(reading)
            took = time.process_time() - started
            spent, longest, done = spent + took, max(longest, took), done + 1
            if done % EACH == 0:
                size = sum(file.stat().st_size for file in path.parent.iterdir() if file.name.startswith(path.name))
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                yield {
                    "reports": done,
                    "ms_each": round(1000 * spent / EACH, 1),
                    "longest_ms": round(1000 * longest, 1),
                    "kb_each": round(size / done / 1024, 1),
                    "peak_mb": round(peak),
                }
                spent, longest = 0.0, 0.0


def looked_up(path: Path) -> dict[str, float]:
    """Seconds that each look-up takes on a case opened for it."""
    with open_case(path) as case:
        best = case.look.happenings(Wanted(limit=1, sort="sources"))[0]
        actor = case.look.entities(Wanted(limit=1))[0].name
        place = next((each.place for each in case.look.happenings(Wanted(limit=200)) if each.place), "Lima")
    looks: dict[str, Callable[[Case], Any]] = {
        "brief": lambda case: (case.look.counts(), situation(case.look)),
        "events": lambda case: case.look.happenings(Wanted()),
        "events of an actor": lambda case: case.look.happenings(Wanted(actor=actor)),
        "events of a type at a place": lambda case: case.look.happenings(Wanted(type="ASSAULT", place=place)),
        "events with five sources": lambda case: case.look.happenings(Wanted(min_sources=5)),
        "actors": lambda case: case.look.entities(Wanted()),
        "actors by name": lambda case: case.look.entities(Wanted(actor=actor)),
        "sources": lambda case: case.look.speakers(Wanted()),
        "silences": lambda case: case.look.silences(Wanted()),
        "silences of an actor": lambda case: case.look.silences(Wanted(actor=actor)),
        "disputes": lambda case: case.look.contests(Wanted()),
        "disputes of an actor": lambda case: case.look.contests(Wanted(actor=actor)),
        "ahead": lambda case: case.look.dues(Wanted()),
        "ahead, overdue": lambda case: case.look.dues(Wanted(status="overdue")),
        "echoes": lambda case: case.echoes(limit=50),
        "reports": lambda case: list(case.reports(limit=50)),
        "search": lambda case: case.look.search("police ministry"),
        "why": lambda case: why(case, best.id),
    }
    found = {}
    for name, look in looks.items():
        started = time.perf_counter()
        with open_case(path) as case:
            look(case)
        found[name] = round(time.perf_counter() - started, 3)
    return found


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--number", type=int, default=11_000)
    options.add_argument("--per-day", type=int, default=120)
    options.add_argument("--case", type=Path, help="Where to leave the case; else it is thrown away.")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        path = given.case or Path(folder) / "c.db"
        rows = []
        for row in grown(path, given.number, given.per_day):
            print(json.dumps(row), flush=True)
            rows.append(row)
        if len(rows) > 2:
            print(f"the last {EACH} reports cost {rows[-1]['ms_each'] / rows[1]['ms_each']:.2f} times the second {EACH}")
        for name, seconds in looked_up(path).items():
            print(f"{name:<30}{seconds:>8.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
