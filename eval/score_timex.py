"""How well time expressions are found and valued, on TimeBank (developed on) and AQUAINT (reported).

`python -m eval.score_timex` prints the figures; `--rules` adds hits and misses by rule, `--errors` the errors, of TimeBank alone.
Strict: the exact span; relaxed: an overlap, one to one; value: relaxed with the right TIMEX3 value (TempEval-3, UzZaman et al. 2013).
"""

import sys
from collections import Counter
from datetime import date
from typing import Any

from dragoman.read.timex.find import understood

from .corpora import parsed, report_of, rows

CORPORA = ("timex_timebank.train", "timex_aquaint.dev")
NAMES = {"timex_timebank.train": "timebank", "timex_aquaint.dev": "aquaint"}
Item = tuple[int, int, str]


def score() -> dict[str, float]:
    """F1 as percentages with one decimal, by corpus and measure: "timex.timebank.strict_f1"."""
    return {f"timex.{NAMES[corpus]}.{measure}": figure for corpus in CORPORA for measure, figure in _figures(list(_compared(corpus))).items()}


def paired(gold: list[Item], found: list[Item]) -> list[tuple[Item, Item]]:
    """One-to-one pairs of overlapping items, equal spans first, then in text order."""
    spans = {item[:2]: item for item in found}
    pairs = [(item, spans[item[:2]]) for item in gold if item[:2] in spans]
    used_gold, used_found = {item for item, _ in pairs}, {item for _, item in pairs}
    rest = [item for item in found if item not in used_found]
    for item in gold:
        if item in used_gold:
            continue
        match = next((other for other in rest if other[0] < item[1] and item[0] < other[1]), None)
        if match:
            rest.remove(match)
            pairs.append((item, match))
    return pairs


def _compared(corpus: str) -> Any:
    """(row, gold, found, rule names) of each document."""
    records = rows(corpus)
    reports = [report_of(row["text"], row["published"]) for row in records]
    for row, (_, _, parse) in zip(records, parsed(reports), strict=True):
        gold = [(item["start"], item["end"], item["value"]) for item in row["timexes"]]
        matches = understood(parse, date.fromisoformat(row["published"]))
        found = [(match.start, match.end, stretch.value) for match, stretch in matches]
        yield row, gold, found, [match.rule.name for match, _ in matches]


def _figures(documents: list[Any]) -> dict[str, float]:
    golds = founds = strict = relaxed = valued = 0
    for _, gold, found, _ in documents:
        pairs = paired(gold, found)
        golds, founds, relaxed = golds + len(gold), founds + len(found), relaxed + len(pairs)
        strict += sum(left[:2] == right[:2] for left, right in pairs)
        valued += sum(left[2] == right[2] for left, right in pairs)
    total = (golds + founds) or 1
    return {
        "strict_f1": round(200 * strict / total, 1),
        "relaxed_f1": round(200 * relaxed / total, 1),
        "relaxed_precision": round(100 * relaxed / (founds or 1), 1),
        "relaxed_recall": round(100 * relaxed / (golds or 1), 1),
        "value_f1": round(200 * valued / total, 1),
    }


def _print_rules(documents: list[Any]) -> None:
    tally: dict[str, Counter[str]] = {}
    for _, gold, found, names in documents:
        by_found = {right: left for left, right in paired(gold, found)}
        for item, name in zip(found, names, strict=True):
            left = by_found.get(item)
            counts = tally.setdefault(name, Counter())
            counts["found"] += 1
            counts["strict"] += left is not None and left[:2] == item[:2]
            counts["relaxed"] += left is not None
            counts["value"] += left is not None and left[2] == item[2]
    for name, counts in sorted(tally.items(), key=lambda pair: -pair[1]["found"]):
        print(f"{name:20}", *(f"{measure} {counts[measure]:4}" for measure in ("found", "strict", "relaxed", "value")))


def _print_errors(documents: list[Any]) -> None:
    for row, gold, found, names in documents:
        text, rule = row["text"], dict(zip(found, names, strict=True))
        pairs = paired(gold, found)
        for left, right in pairs:
            if left != right:
                words = (text[left[0] : left[1]], left[2], text[right[0] : right[1]], right[2])
                print("DIFF", row["published"], *(repr(word) for word in words), rule[right])
        done = {left for left, _ in pairs} | {right for _, right in pairs}
        for label, items in (("MISS", gold), ("FALSE", found)):
            for item in items:
                if item not in done:
                    print(label, repr(text[max(0, item[0] - 30) : item[0]]), repr(text[item[0] : item[1]]), item[2], rule.get(item, ""))


if __name__ == "__main__":
    for name, figure in score().items():
        print(f"{name:40} {figure:5.1f}")
    if "--rules" in sys.argv:
        _print_rules(list(_compared(CORPORA[0])))
    if "--errors" in sys.argv:
        _print_errors(list(_compared(CORPORA[0])))
