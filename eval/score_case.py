"""Echoes in the invented case of tests/cases/dam: precision and recall of the links between copy and original, against the planted truth.

A link is right between a copy and what it was made from, or another copy of that: which of two copies was copied is not to be known.
`kind_accuracy` is the share of right links with the right kind ("translated" is a kind that we do not tell from "rewritten").
"""

from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from dragoman.keep import open_case
from dragoman.model.reading import Reading
from dragoman.model.record import Echo
from dragoman.pipeline import Keeper
from dragoman.reconcile import joined, tellings_of

from .cases import DAM, readings_of
from .score_labelled import place

CORPORA: tuple[str, ...] = ()
FOLDER = DAM.parent


def score() -> dict[str, float]:
    """Percentages."""
    truth = yaml.safe_load((FOLDER / "truth.yaml").read_text(encoding="utf-8"))
    echoes, names, readings = read_case()
    return figures(truth, echoes, names) | merging(truth, echoes, names, readings)


def read_case() -> tuple[list[Echo], dict[str, str], list[Reading]]:
    """The echoes found, the truth's name of each report, and the readings."""
    readings = readings_of(DAM)
    with TemporaryDirectory() as folder, open_case(Path(folder) / "c.db", create=True, write=True) as case:
        keeper = Keeper(case)
        for reading in readings:
            keeper.keep(reading)
        return case.echoes(), {each.report.id: each.report.external_id or "" for each in readings}, readings


def merging(truth: dict[str, Any], echoes: list[Echo], names: dict[str, str], readings: list[Reading]) -> dict[str, float]:
    """Pairs of tellings of one planted happening that reading has, and which of them are joined; events with the right number of origins."""
    planted: dict[tuple[str, str], str] = {}
    text = {names[reading.report.id]: reading for reading in readings}
    for row in truth["events"]:
        for mention in row["mentions"]:
            reading = text[mention["report"]]
            span = place(reading.report.text, mention["trigger"])
            for event in reading.events:
                spans = [(each.start, each.end) for each in event.passages] or [(event.start, event.end)]
                if span and any(start < span[1] and span[0] < end for start, end in spans):
                    planted.setdefault((reading.report.id, event.id), row["id"])
                    break
    happenings = joined([telling for reading in readings for telling in tellings_of(reading) if telling.aspect == "told"], echoes)
    owner = {(telling.report, telling.id): happening for happening in happenings for telling in happening.tellings}
    known = [key for key in planted if key in owner]
    gold = ours = right = 0
    for one, other in combinations(known, 2):
        same, found = planted[one] == planted[other], owner[one].id == owner[other].id
        gold, ours, right = gold + same, ours + found, right + (same and found)
    whole = sum(len(row["mentions"]) * (len(row["mentions"]) - 1) // 2 for row in truth["events"])
    apart = {frozenset(pair) for pair in truth["not_same"]}
    wrong = {frozenset((planted[one], planted[other])) for one, other in combinations(known, 2) if owner[one].id == owner[other].id} & apart
    counted = [row for row in truth["events"] if any(planted[key] == row["id"] for key in known)]
    exact = 0
    for row in counted:
        held = [owner[key] for key in known if planted[key] == row["id"]]
        exact += max((len(each.origins) for each in held), default=0) == row["origins"]
    precision, recall = right / max(1, ours), right / max(1, gold)
    return {
        "case.dam.tellings_found": round(100 * len(known) / sum(len(row["mentions"]) for row in truth["events"]), 2),
        "case.dam.merge_precision": round(100 * precision, 2),
        "case.dam.merge_recall": round(100 * recall, 2),
        "case.dam.merge_f1": round(200 * precision * recall / max(1e-9, precision + recall), 2),
        "case.dam.merge_recall_of_all": round(100 * right / whole, 2),
        "case.dam.lookalikes_apart": round(100 * (1 - len(wrong) / max(1, len(apart))), 2),
        "case.dam.origins_right": round(100 * exact / max(1, len(counted)), 2),
    }


def figures(truth: dict[str, Any], echoes: list[Echo], names: dict[str, str]) -> dict[str, float]:
    planted = {row["report"]: (row["of"], row["how"]) for row in truth["echoes"]}
    root = {name: origin(name, planted) for name in names.values()}
    found = [(names[echo.report], names[echo.of], echo.how) for echo in echoes]
    right = [row for row in found if root[row[0]] == root[row[1]] and row[0] in planted]
    recalled = {row[0] for row in right}
    kinds = [row for row in right if planted[row[0]][1] in (row[2], "translated")]
    spun = {name for name, (_, how) in planted.items() if how in ("garbled", "translated")}
    return {
        "case.dam.echo_precision": round(100 * len(right) / max(1, len(found)), 2),
        "case.dam.echo_recall": round(100 * len(recalled) / max(1, len(planted)), 2),
        "case.dam.spun_recall": round(100 * len(recalled & spun) / max(1, len(spun)), 2),
        "case.dam.kind_accuracy": round(100 * len(kinds) / max(1, len(right)), 2),
    }


def origin(name: str, planted: dict[str, tuple[str, str]]) -> str:
    """The report at the beginning of the chain of copies."""
    seen: set[str] = set()
    while name in planted and name not in seen:
        seen.add(name)
        name = planted[name][0]
    return name
