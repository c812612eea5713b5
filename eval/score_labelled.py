"""Scores of the events in the project's own labelled sentences (training/events/labelled.jsonl).

A found event answers for a labelled one of the same type where their triggers overlap or they share words of a party on the same side; each answers
for one only. `status`, `fact`: shares of the matched events. `uncertain_as_fact`: labelled events that are negated, hypothetical, demanded or
threatened and come out as occurred and certain.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from dragoman.model.reading import Argument, EventMention
from dragoman.read import read_reports

from .corpora import ROOT, report_of
from .folds import fold_of

CORPORA: tuple[str, ...] = ()
LABELLED = ROOT / "training" / "events" / "labelled.jsonl"
WRITTEN = "2026-11-24"  # "in 1961" is history to whoever labelled it
HELD_OUT = 0  # the fold that no network learns
SIDES = (("actors", "actors"), ("recipients", "recipients"))


def score() -> dict[str, float]:
    """Percentages over the held-out fifth, each sentence read as a report of its own by the whole of `read`."""
    rows = [row for row in labelled() if fold_of(row["text"]) == HELD_OUT]
    readings = read_reports([report_of(row["text"], WRITTEN) for row in rows])
    return figures((row, reading.events) for row, reading in zip(rows, readings, strict=True))


def labelled() -> list[dict[str, Any]]:
    """The project's own labelled sentences; those of one fold are held out, never trained on."""
    with LABELLED.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def place(text: str, words: str) -> tuple[int, int] | None:
    """The stretch of the words; "attack#2" means their second occurrence."""
    words, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.find(words, at + 1)
    return (at, at + len(words)) if words and at >= 0 else None


def _touch(arguments: tuple[Argument, ...], text: str, parties: list[str]) -> bool:
    spans = [span for party in parties if (span := place(text, party))]
    return any(each.start < end and start < each.end for each in arguments for start, end in spans)


def _answers(event: EventMention, text: str, gold: dict[str, Any]) -> int:
    """2: on the trigger; 1: by a party; 0: not."""
    if event.type != gold["type"]:
        return 0
    span = place(text, gold["on"])
    if span and event.start < span[1] and span[0] < event.end:
        return 2
    return int(any(_touch(getattr(event, side), text, gold[key]) for side, key in SIDES))


def matched(text: str, golds: list[dict[str, Any]], events: tuple[EventMention, ...]) -> list[tuple[dict[str, Any], EventMention]]:
    """Labelled events with the found ones that answer for them, best answers first, each used once."""
    ranked = sorted(((-_answers(event, text, gold), g, e) for g, gold in enumerate(golds) for e, event in enumerate(events)))
    pairs: list[tuple[dict[str, Any], EventMention]] = []
    done: tuple[set[int], set[int]] = (set(), set())
    for rank, g, e in ranked:
        if rank < 0 and g not in done[0] and e not in done[1]:
            done[0].add(g)
            done[1].add(e)
            pairs.append((golds[g], events[e]))
    return pairs


def asserted(gold: dict[str, Any]) -> bool:
    """Whether the label lets the event be coded as an occurrence."""
    return gold["fact"] in ("CT+", "PR+") and gold["status"] in ("occurred", "ongoing", "historical")


def figures(read: Iterable[tuple[dict[str, Any], tuple[EventMention, ...]]]) -> dict[str, float]:
    """Percentages over labelled rows and the events found in them."""
    count: Counter[str] = Counter()
    for row, events in read:
        pairs = matched(row["text"], row["events"], events)
        count.update(gold=len(row["events"]), found=len(events), right=len(pairs))
        for gold, event in pairs:
            count["status"] += event.status == gold["status"]
            count["fact"] += event.factuality == gold["fact"]
            count["mode"] += event.mode == gold["mode"]
            for side, key in SIDES:
                count[f"{side}_right"] += _touch(getattr(event, side), row["text"], gold[key]) if gold[key] else not getattr(event, side)
            if not asserted(gold):
                count["open"] += 1
                count["as_fact"] += event.status == "occurred" and event.factuality in ("CT+", "PR+")
    parts = {
        "precision": ("right", "found"), "recall": ("right", "gold"), "status_accuracy": ("status", "right"), "fact_accuracy": ("fact", "right"),
        "mode_accuracy": ("mode", "right"), "actors_right": ("actors_right", "right"), "recipients_right": ("recipients_right", "right"),
        "uncertain_as_fact": ("as_fact", "open"),
    }  # fmt: skip
    return {f"events.labelled.{name}": round(100 * count[part] / max(1, count[whole]), 2) for name, (part, whole) in parts.items()}
