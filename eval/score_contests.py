"""Contests and what was due in the invented case of tests/cases/dam, against the planted truth.

A planted dispute is found when a contest of a fitting kind is on a happening that holds one of the planted event's tellings, or shows the words of
two planted sides; `possible` are those of which reading has two sides at all (a telling in the sentence, for a toll its figure). `both_sides`: found
with the words of two planted sides. Of what is announced, `read` are the planted items that reading has; the other shares are of those.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from dragoman.model.happening import Contest, Due, Happening, Telling
from dragoman.model.reading import Reading
from dragoman.model.record import Echo
from dragoman.reconcile import joined, roots, whole
from dragoman.reconcile.claims import claims_in
from dragoman.reconcile.contests import accusations, contests_of
from dragoman.reconcile.due import dues
from dragoman.reconcile.endings import endings_of

from .corpora import ROOT
from .score_labelled import place

CORPORA: tuple[str, ...] = ()
FOLDER = ROOT / "tests" / "cases" / "dam"
FITTING = {
    "toll": {"figure"}, "perpetrator": {"perpetrator", "denial"}, "denial": {"denial", "whether"}, "happened": {"whether", "denial"},
    "place": {"place"},
}  # fmt: skip
NUMBERS = {"five": 5, "six": 6, "eleven": 11, "four": 4, "fourteen": 14}
NUMBER = re.compile(r"[\d,]+|\b(?:" + "|".join(NUMBERS) + r")\b", re.IGNORECASE)
OPEN = ("pending", "overdue", "unknown")


def score() -> dict[str, float]:
    """Percentages; what was found beside the planted is only printed by `show`, for much of it is true."""
    from .score_case import read_case

    truth = yaml.safe_load((FOLDER / "truth.yaml").read_text(encoding="utf-8"))
    found = figures(truth, *read_case())
    return {key: value for key, value in found.items() if not key.endswith((".all", ".possible")) and "not_planted" not in key}


def figures(truth: dict[str, Any], echoes: list[Echo], names: dict[str, str], readings: list[Reading], *, show: bool = False) -> dict[str, float]:
    """All figures; `show` prints each planted item with what was made of it."""
    tellings = [telling for reading in readings for telling in whole(reading)]
    happenings = joined([each for each in tellings if each.aspect == "told"], echoes)
    root = roots(echoes)
    by_name = {names[reading.report.id]: reading for reading in readings}
    contests = contested(tellings, happenings, root)
    owner = {telling.key: happening.id for happening in happenings for telling in happening.tellings}
    today = max((each.published for each in tellings if each.published), default=None)
    found = dues(tellings, [each for reading in readings for each in endings_of(reading)], echoes, today, owner)
    return disputes(truth, by_name, owner, contests, tellings=tellings, show=show) | ahead(truth, by_name, found, root, show=show)


def contested(tellings: Iterable[Telling], happenings: Iterable[Happening], root: dict[str, str]) -> dict[str, tuple[Contest, ...]]:
    """Happening → its contests."""
    by_report: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_report[telling.report].append(telling)
    found = {}
    for each in happenings:
        accusing = accusations(each, [telling for report in each.reports for telling in by_report[report]])
        found[each.id] = contests_of(each, root, accusing)
    return found


def disputes(
    truth: dict[str, Any], by_name: dict[str, Reading], owner: dict[str, str], contests: dict[str, tuple[Contest, ...]], *, tellings: list[Telling],
    show: bool,
) -> dict[str, float]:  # fmt: skip
    holders: dict[str, set[str]] = defaultdict(set)
    for row in truth["events"]:
        for mention in row["mentions"]:
            reading = by_name[mention["report"]]
            span = place(reading.report.text, mention["trigger"])
            for event in reading.events:
                spans = [(each.start, each.end) for each in event.passages] or [(event.start, event.end)]
                key = f"{reading.report.id}/{event.id}"
                if span and key in owner and any(start < span[1] and span[0] < end for start, end in spans):
                    holders[row["id"]].add(owner[key])
    found = possible = both = 0
    used: set[int] = set()
    for row in truth["disputes"]:
        kinds = FITTING[row["kind"]]
        words = [" ".join(side["words"].split()) for side in row["sides"]]
        on = [each for name in holders[row["event"]] for each in contests[name] if each.kind in kinds]
        shown = [each for rows in contests.values() for each in rows if each.kind in kinds and _sides_shown(each, words) > 1]
        can = sum(_has(side, row["kind"], by_name, tellings) for side in row["sides"]) > 1
        found, possible, both = found + bool(on or shown), possible + can, both + bool(shown)
        used |= {id(each) for each in (*on, *shown)}
        if show:
            print(row["event"], row["kind"], "possible" if can else "-", "FOUND" if on or shown else "missed", "both" if shown else "")
    rest = [each for rows in contests.values() for each in rows if id(each) not in used]
    if show:
        for each in rest:
            sides = [(side.claim, [origin.name for origin in side.origins], side.quotes[:1]) for side in each.sides]
            print("  not planted:", each.kind, each.moved, sides)
    planted = len(truth["disputes"])
    return {
        "contests.dam.possible": float(possible),
        "contests.dam.found": round(100 * found / planted, 2),
        "contests.dam.both_sides": round(100 * both / planted, 2),
        "contests.dam.not_planted": float(len(rest)),
    } | {f"contests.dam.not_planted.{kind}": float(count) for kind, count in sorted(Counter(each.kind for each in rest).items())}


def _sides_shown(contest: Contest, words: list[str]) -> int:
    """How many planted sides stand in quotes of the contest's sides, at most one planted side for each."""
    shown = [{number for number, each in enumerate(words) if any(each in quote for quote in side.quotes)} for side in contest.sides]
    return min(len([each for each in shown if each]), len(set().union(*shown))) if shown else 0


def _has(side: dict[str, str], kind: str, by_name: dict[str, Reading], tellings: list[Telling]) -> bool:
    reading = by_name[side["report"]]
    words = " ".join(side["words"].split())
    mine = [each for each in tellings if each.report == reading.report.id and each.aspect == "told"]
    claims = [claim for rows in claims_in(reading).values() for claim in rows]
    if kind == "toll":
        number = next((NUMBERS.get(each.lower()) or int(each.replace(",", "")) for each in NUMBER.findall(words)), None)
        printed = [figure.low for each in mine for figure in each.figures] + [claim.figure.low for claim in claims if claim.figure]
        return number in printed
    if kind == "place":
        return any(words in each.quote and each.place for each in mine)
    return any(words in each for each in (*(telling.quote for telling in mine), *(claim.quote for claim in claims)))


def ahead(truth: dict[str, Any], by_name: dict[str, Reading], found: Sequence[Due], root: dict[str, str], *, show: bool) -> dict[str, float]:
    read = right = closed = closing = 0
    seen: set[str] = set()
    for row in truth["ahead"]:
        reading = by_name[row["report"]]
        held = [each for each in found if any(_covers(telling, row, reading) for telling in each.tellings)]
        read += bool(held)
        seen |= {each.id for each in held}
        best = next((each for each in held if _is_right(each, row)), held[0] if held else None)
        good = best is not None and _is_right(best, row)
        right += good
        if row["closed_by"] and best is not None:
            closing += 1
            by = by_name[row["closed_by"]].report.id
            told = (best.closing or "").partition("/")[0]
            closed += good and root.get(told, told) == root.get(by, by)
        if show:
            ours = (best.outcome, _name(best.closing, by_name), best.reasons) if best else "not read"
            print(row["report"], row["trigger"], row["outcome"], row["closed_by"], "->", ours)
    outcomes = Counter(each.outcome for each in found if each.id not in seen)
    if show:
        for each in found:
            if each.id not in seen and each.closing:
                print("  not planted:", each.outcome, each.what[:90], "|", _name(each.closing, by_name), each.reasons)
    return {
        "due.dam.read": round(100 * read / len(truth["ahead"]), 2),
        "due.dam.outcome_right": round(100 * right / max(1, read), 2),
        "due.dam.closed_by_right": round(100 * closed / max(1, closing), 2),
        "due.dam.all": float(len(found)),
    } | {f"due.dam.not_planted.{kind}": float(count) for kind, count in sorted(outcomes.items())}


def _covers(telling: Telling, row: dict[str, Any], reading: Reading) -> bool:
    if telling.report != reading.report.id:
        return False
    span = place(reading.report.text, row["trigger"])
    sentence = next(((each.start, each.end) for each in reading.sentences if span and each.start <= span[0] < each.end), (0, 0))
    return sentence[0] <= telling.start < sentence[1] and row["trigger"] in telling.quote


def _is_right(due: Due, row: dict[str, Any]) -> bool:
    return due.outcome in OPEN if row["outcome"] == "unknown" else due.outcome == row["outcome"]


def _name(key: str | None, by_name: dict[str, Reading]) -> str | None:
    return next((f"{name}/{key.partition('/')[2]}" for name, reading in by_name.items() if key and key.startswith(reading.report.id)), None)
