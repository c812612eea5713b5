"""The first look: what it passes over of reports written for this project (tests/cases/first_look.jsonl), and what that loses in the corpora.

`sport`, `markets`: per cent of such reports that are passed over. `kept`: per cent of reports about power, force and law in the worlds of sport and
markets that are read. Of two sets, by two hands: `seen`, by whose totals the kind of model was chosen, and `blind`, taken once. `articles`: per
cent of the corpora's articles that are read, or tell no event as a fact.
"""

import json
from collections import Counter
from collections.abc import Iterator

from dragoman.model.text import Report
from dragoman.read import read_reports
from dragoman.read.first_look import pass_over

from . import corpora

CORPORA: tuple[str, ...] = ("polnear.dev", "news_guardian", "ecb.train", "geo_lgl.dev", "timex_timebank.train")  # none that it learnt from
FILE = corpora.ROOT / "tests" / "cases" / "first_look.jsonl"
FACTS = frozenset({"occurred", "ongoing"})


def score() -> dict[str, float]:
    """Percentages."""
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = f"first_look.{row['set']}.{row['kind']}"
        given[key] += 1
        right[key] += (pass_over(row["text"]) is None) == (row["kind"] == "kept")
    number, left = left_out()
    lost = sum(any(event.status in FACTS for event in reading.events) for reading in read_reports(left))
    figures = {key: round(100 * right[key] / of, 2) for key, of in given.items()}
    return {**figures, "first_look.articles": round(100 - 100 * lost / max(1, number), 2)}


def left_out() -> tuple[int, list[Report]]:
    """How many articles the corpora have, and those that are passed over."""
    number, left = 0, []
    for report in _articles():
        number += 1
        if pass_over(report.text):
            left.append(report)
    return number, left


def _articles() -> Iterator[Report]:
    for name in CORPORA:
        yield from (corpora.report_of(row["text"]) for row in corpora.rows(name))


def main() -> None:
    """Prints the articles of the corpora that are passed over, each with the events that it would have told."""
    _, left = left_out()
    for reading in read_reports(left):
        told = [f"{event.type} {reading.report.text[event.start : event.end]!r}" for event in reading.events if event.status in FACTS]
        print(f"{(reading.report.headline or reading.report.text)[:80]!r}: {', '.join(told) or 'nothing'}")


if __name__ == "__main__":
    main()
