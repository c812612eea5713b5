"""What lies ahead in passages labelled for this project (tests/cases/ahead.jsonl): precision and recall of items, and how many are right in all.

Two sets: `developed`, whose errors may be read, and `blind`, whose errors nobody reads. One of our items answers a label when it holds the label's
trigger, each item one label. `status` and `window` are shares of the answered labels with the right status, and with both bounds right.
"""

import json
from collections import Counter
from typing import Any

from dragoman.model.reading import Reading
from dragoman.read import read_reports

from .corpora import ROOT, report_of
from .score_labelled import place

CORPORA: tuple[str, ...] = ()
FILE = ROOT / "tests" / "cases" / "ahead.jsonl"


def score() -> dict[str, float]:
    """Percentages for each set."""
    figures: dict[str, float] = {}
    for name in ("developed", "blind"):
        count: Counter[str] = Counter()
        for row, reading in read(name):
            count += compared(row, reading)[0]
        answered = max(1, count["answered"])
        figures |= {
            f"ahead.labelled.{name}.precision": round(100 * count["answered"] / max(1, count["ours"]), 2),
            f"ahead.labelled.{name}.recall": round(100 * count["answered"] / max(1, count["labels"]), 2),
            f"ahead.labelled.{name}.status": round(100 * count["status"] / answered, 2),
            f"ahead.labelled.{name}.window": round(100 * count["window"] / answered, 2),
        }
    return figures


def read(name: str) -> list[tuple[dict[str, Any], Reading]]:
    """The passages of one set, read."""
    rows = [row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()) if row["set"] == name]
    return list(zip(rows, read_reports([report_of(row["text"], row["published"]) for row in rows]), strict=True))


def compared(row: dict[str, Any], reading: Reading) -> tuple[Counter[str], list[str]]:
    """Counts for one passage, and its errors in words."""
    count: Counter[str] = Counter(ours=len(reading.ahead), labels=len(row["ahead"]))
    errors: list[str] = []
    left = list(reading.ahead)
    for label in row["ahead"]:
        span = place(row["text"], label["on"])
        item = next((each for each in left if span and each.start <= span[0] and span[1] <= each.end), None)
        if item is None:
            errors.append(f"missed: {label['on']} ({label['status']} {label['earliest']} {label['latest']})")
            continue
        left.remove(item)
        window = (item.earliest, item.latest) == (label["earliest"], label["latest"])
        count.update(answered=1, status=item.status == label["status"], window=window)
        if item.status != label["status"] or not window:
            errors.append(f"{label['on']}: {item.status} {item.earliest} {item.latest} for {label['status']} {label['earliest']} {label['latest']}")
    errors += [f"not labelled: {each.what} ({each.status})" for each in left]
    return count, errors
