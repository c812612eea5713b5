"""Scores of the events in sentences of real articles, labelled for this project (training/events/news.jsonl), by 5-fold cross-validation.

An article is read whole, with the network that learnt from none of its sentences; what is found in a labelled sentence is compared with its labels.
The labels are kept by article and offsets: the articles are not ours to publish. `all_right` is the share of the found events of which type, actor
and recipient are right, as eval/hand_check asks it.
"""

import json
from collections import Counter
from typing import Any

from dragoman.model.cast import Cast
from dragoman.model.reading import Argument, EventMention
from dragoman.read.encoder import encode_report
from dragoman.read.events import find_events, propose

from . import corpora
from .folds import FOLDER, fold_of
from .score_events import mentioned

CORPORA: tuple[str, ...] = ("news_guardian", "ecb.train", "polnear.train", "timex_timebank.train")
LABELS = corpora.ROOT / "training" / "events" / "news.jsonl"
SIDES = ("actors", "recipients")


def news() -> list[dict[str, Any]]:
    """The labelled sentences with their texts; the offsets of their events count from the sentence's start."""
    with LABELS.open(encoding="utf-8") as lines:
        labels = [json.loads(line) for line in lines]
    texts = {(name, str(row["id"])): row["text"] for name in CORPORA for row in corpora.rows(name)}
    return [
        {**row, "id": f"{row['article']}:{row['start']}", "text": texts[row["corpus"], row["article"]][row["start"] : row["end"]]} for row in labels
    ]


def score() -> dict[str, float]:
    """Percentages over all labelled sentences."""
    labels: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in news():
        labels.setdefault((row["corpus"], row["article"]), []).append(row)
    articles = [(name, row) for name in CORPORA for row in corpora.rows(name) if (name, str(row["id"])) in labels]
    count: Counter[str] = Counter()
    reports = [corpora.report_of(row["text"], row.get("published"), row.get("outlet")) for _, row in articles]
    for (name, article), (_, _, parse) in zip(articles, corpora.parsed(reports), strict=True):
        proposals = propose(parse, Cast(mentioned(parse)))
        weights = FOLDER / f"fold{fold_of(str(article['id']))}.onnx"
        events = find_events(proposals, (), encode_report(parse, proposals.words, weights).events)
        for row in labels[name, str(article["id"])]:
            within = [event for event in events if row["start"] <= event.start < row["end"]]
            count += compared(row, within)
    parts = {
        "precision": ("right", "found"), "recall": ("right", "gold"), "trigger_precision": ("told", "found"), "trigger_recall": ("told", "gold"),
        "actor_right": ("actors", "right"), "recipient_right": ("recipients", "right"), "all_right": ("all", "found"),
    }  # fmt: skip
    return {f"events.news.{name}": round(100 * count[part] / max(1, count[whole]), 2) for name, (part, whole) in parts.items()}


def compared(row: dict[str, Any], events: list[EventMention]) -> Counter[str]:
    """Counts over one labelled sentence: gold, found, told (right trigger), right (and type), with the right parties."""
    count: Counter[str] = Counter(gold=len(row["events"]), found=len(events))
    free = list(row["events"])
    for event in events:
        start, end = event.start - row["start"], event.end - row["start"]
        same = [gold for gold in free if gold["on"][0] < end and start < gold["on"][1]]
        gold = next((each for each in same if each["type"] == event.type), same[0] if same else None)
        if gold is None:
            continue
        free.remove(gold)
        count["told"] += 1
        if gold["type"] != event.type:
            continue
        sides = [_agrees(getattr(event, side), row["start"], gold[side]) for side in SIDES]
        count.update(right=1, actors=sides[0], recipients=sides[1], all=all(sides))
    return count


def _agrees(arguments: tuple[Argument, ...], base: int, parties: list[list[int]]) -> bool:
    """Whether each found party lies on a labelled one, and one at least of the labelled is found; neither side may name one alone."""
    if not parties or not arguments:
        return not parties and not arguments
    return all(any(each.start - base < end and start < each.end - base for start, end in parties) for each in arguments)
