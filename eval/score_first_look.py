"""The first look: what it passes over of reports written for this project (tests/cases/first_look.jsonl), and what that loses in the corpora.

`sport`, `markets`: per cent of such reports that are passed over. `kept`: per cent of reports about power, force and law in the worlds of sport and
markets that are read. Of two sets, by two hands: `seen`, by whose totals the kind of model was chosen, and `blind`, taken once. `not_lost`: 1,000
less the events told as facts in articles of the corpora that are passed over, for 1,000 articles.
"""

import json
from collections import Counter
from collections.abc import Iterator

from dragoman.model.text import Report
from dragoman.read import read_reports
from dragoman.read.first_look import pass_over

from . import corpora

CORPORA: tuple[str, ...] = ("polnear.train", "polnear.dev", "news_guardian", "re3d.dev", "ecb.train", "geo_lgl.dev", "timex_timebank.train")
FILE = corpora.ROOT / "tests" / "cases" / "first_look.jsonl"
FACTS = frozenset({"occurred", "ongoing"})


def score() -> dict[str, float]:
    """Percentages, and what is left of a thousand."""
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = f"first_look.{row['set']}.{row['kind']}"
        given[key] += 1
        right[key] += (pass_over(row["text"]) is None) == (row["kind"] == "kept")
    number, left = left_out()
    lost = sum(event.status in FACTS for reading in read_reports(left) for event in reading.events)
    figures = {key: round(100 * right[key] / of, 2) for key, of in given.items()}
    return {**figures, "first_look.corpora.not_lost": round(1000 - 1000 * lost / max(1, number), 2)}


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
