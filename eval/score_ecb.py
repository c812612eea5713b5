"""Joining over reports on ECB+'s development part: 25 happenings, each with a look-alike twin topic ("1", "1plus"); no report has a date.

`link_*`: pairs of reports of one topic that share at least one joined telling (an event, or the news of the report), among all pairs of reports;
`lookalikes_apart`: the share of pairs of a topic and its twin that are not linked; `events_only_*`: the same without the tellings of the news.
`events.joined_*`: pairs of our own events of different reports that lie on annotated mentions.
Thresholds and weights were set on the topics of even number (`even`); those of odd number (`odd`) are the check.
`conll_f1`, with MUC, B³ and CEAF-e: annotated mentions clustered over the reports of a topic and its twin together; each is made a telling by its
words, with the parties of our own event where one lies there. `same_lemma.*`: mentions with one stem in the same reports joined instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from dragoman.model.happening import Telling
from dragoman.model.reading import EventMention, Reading
from dragoman.read import read_reports
from dragoman.reconcile import joined, news_of, telling_at, tellings_of
from dragoman.reconcile.wording import WORD, stem

from . import corpora
from .score_coref import Chains, figures

CORPORA = ("ecb.train",)
Row = dict[str, Any]


def score() -> dict[str, float]:
    """Percentages."""
    rows = corpora.rows("ecb.train")
    return measure(rows, list(read_reports([corpora.report_of(row["text"]) for row in rows])))


def measure(rows: Sequence[Row], readings: Sequence[Reading]) -> dict[str, float]:
    """All figures of these rows and their readings."""
    found: dict[str, float] = {}
    tellings = [telling for reading in readings for telling in (*tellings_of(reading), news_of(reading))]
    linked = links(tellings)
    halves = {"": rows, "even.": [row for row in rows if number(row) % 2 == 0], "odd.": [row for row in rows if number(row) % 2]}
    report = {row["id"]: reading.report.id for row, reading in zip(rows, readings, strict=True)}
    for name, half in halves.items():
        found |= {f"ecb.{name}{key}": value for key, value in linking(half, report, linked).items()}
    events = linking(rows, report, links([each for each in tellings if each.aspect != "news"]))
    found["ecb.events_only_link_f1"] = events["link_f1"]
    text = dict(zip((row["id"] for row in rows), readings, strict=True))
    found |= joined_events(rows, readings, tellings)
    for name, half in halves.items():
        ours, plain = zip(*(chains(part, text) for part in pairs_of_topics(half)), strict=True)
        found |= {f"ecb.{name}{key}": value for key, value in figures(ours).items()}
        found |= {f"ecb.{name}same_lemma.{key}": value for key, value in figures(plain).items() if key == "conll_f1"}
    return found


def joined_events(rows: Sequence[Row], readings: Sequence[Reading], tellings: Sequence[Telling]) -> dict[str, float]:
    """Of pairs of our own events that lie on annotated mentions of different reports: how many joined ones are one, and the other way round."""
    marked = {reading.report.id: row["events"] for row, reading in zip(rows, readings, strict=True)}
    truth: dict[str, tuple[str, str]] = {}
    for each in tellings:
        if each.aspect == "told":
            hit = next((mention["cluster"] for mention in marked[each.report] if mention["start"] < each.end and each.start < mention["end"]), None)
            truth |= {each.key: (each.report, hit)} if hit else {}
    owner = {each.key: happening.id for happening in joined([each for each in tellings if each.aspect == "told"], []) for each in happening.tellings}
    gold = ours = right = 0
    for one, other in combinations(truth, 2):
        if truth[one][0] != truth[other][0]:
            same, found = truth[one][1] == truth[other][1], owner[one] == owner[other]
            gold, ours, right = gold + same, ours + found, right + (same and found)
    return {"ecb.events.joined_precision": round(100 * right / max(1, ours), 2), "ecb.events.joined_recall": round(100 * right / max(1, gold), 2)}


def number(row: Row) -> int:
    """The number of the topic, which its twin shares."""
    return int(row["topic"].removesuffix("plus"))


def links(tellings: Sequence[Telling]) -> set[frozenset[str]]:
    """Pairs of reports that share a happening."""
    return {frozenset(pair) for happening in joined(tellings, []) for pair in combinations(happening.reports, 2)}


def linking(rows: Sequence[Row], report: dict[str, str], linked: set[frozenset[str]]) -> dict[str, float]:
    gold = ours = right = twins = wrong = 0
    for one, other in combinations(rows, 2):
        same, found = one["topic"] == other["topic"], frozenset((report[one["id"]], report[other["id"]])) in linked
        gold, ours, right = gold + same, ours + found, right + (same and found)
        twin = not same and number(one) == number(other)
        twins, wrong = twins + twin, wrong + (twin and found)
    precision, recall = right / max(1, ours), right / max(1, gold)
    return {
        "link_precision": round(100 * precision, 2),
        "link_recall": round(100 * recall, 2),
        "link_f1": round(200 * precision * recall / max(1e-9, precision + recall), 2),
        "lookalikes_apart": round(100 * (1 - wrong / max(1, twins)), 2),
    }


def pairs_of_topics(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """The reports of each topic with those of its twin."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[number(row)].append(row)
    return found.values()


def chains(rows: Sequence[Row], readings: dict[str, Reading]) -> tuple[tuple[Chains, Chains], tuple[Chains, Chains]]:
    """Annotated clusters beside ours, and beside those of one stem."""
    numbers: dict[str, int] = {}
    gold, spelt = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    tellings = []
    for row in rows:
        reading = readings[row["id"]]
        for mention in row["events"]:
            telling = telling_at(reading, mention["start"], mention["end"], event=event_at(reading, mention["start"], mention["end"]))
            at = numbers.setdefault(telling.key, len(numbers))
            gold[mention["cluster"]].add(at)
            spelt[lemma(row["text"][mention["start"] : mention["end"]])].add(at)
            tellings.append(telling)
    ours = [frozenset(numbers[each.key] for each in happening.tellings) for happening in joined(tellings, [])]
    truth = [frozenset(each) for each in gold.values()]
    return (truth, ours), (truth, [frozenset(each) for each in spelt.values()])


def event_at(reading: Reading, start: int, end: int) -> EventMention | None:
    """The event of ours of which a passage lies there."""
    return next((each for each in reading.events if any(part.start < end and start < part.end for part in each.passages)), None)


def lemma(words: str) -> str:
    return " ".join(stem(word) for word in WORD.findall(words))
