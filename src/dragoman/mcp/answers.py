"""Nouns of a case as a language model is given them: short, each with ids and printed words, no answer longer than is read with profit."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from dragoman.case import Case
from dragoman.model.entity import Entity
from dragoman.model.happening import Contest, Due, Happening, Origin, Telling
from dragoman.model.why import Why
from dragoman.show.corroboration import corroboration, named
from dragoman.show.records import kind_of
from dragoman.show.tables import days

MOST = 24_000  # characters of an answer: some 6,000 tokens
WORDS = 300  # of a quotation, as `Telling.quote` has it
NAMES = 6
SIDES = 8  # of a dispute

Json = dict[str, Any]
Reports = Callable[[str], Json]


def fitted(rows: Iterable[Json], more: str, **beside: Any) -> Json:
    """The rows with what stands beside them, as many as fit; `more` says how to get those that do not."""
    kept: list[Json] = []
    room = MOST - len(msgspec.json.encode({**beside, "rows": [], "left_out": 10_000, "more": more}).decode())
    left = 0
    for row in rows:
        full = {name: value for name, value in row.items() if value not in (None, "", [], {}, ())}
        room -= len(msgspec.json.encode(full).decode()) + 1
        if left or (kept and room < 0):
            left += 1
        else:
            kept.append(full)
    return {**beside, "rows": kept, **({"left_out": left, "more": more} if left else {})}


def reports_of(case: Case) -> Reports:
    """What gives outlet and day of a report by its id, each looked up once."""
    seen: dict[str, Json] = {}

    def look(id_: str) -> Json:
        if id_ not in seen:
            kept = case.report(id_)
            seen[id_] = {"report": kept.id, "outlet": kept.outlet, "published": kept.published}
        return seen[id_]

    return look


def cut(words: str, most: int = WORDS) -> str:
    """The words on one line, cut where they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def said(telling: Telling, reports: Reports) -> Json:
    """Where a telling stands, and its words: the text of the report from `start` to `end` is its trigger, `quote` the sentence around."""
    return {**reports(telling.report), "start": telling.start, "end": telling.end, "quote": cut(telling.quote)}


def event(happening: Happening, reports: Reports, standing: str | None = None) -> Json:
    """An event in a row, with the first report that tells it."""
    first = min(happening.tellings, key=lambda each: (each.published is None, each.published or 0, each.report, each.start))
    return {
        "event": happening.id, "when": days(happening.first, happening.last), "type": happening.type, "who": happening.who, "whom": happening.whom,
        "where": happening.place, "figures": _figures(happening), "independent_sources": len(happening.origins), "standing": standing,
        "on_whose_word": corroboration(happening), "denied_by": _names(happening.deniers), "first_told": said(first, reports),
    }  # fmt: skip


def dispute(contest: Contest, about: Happening | None) -> Json:
    """A dispute in a row: each side with its sources, its reports and words."""
    sides = [
        {
            "claim": cut(side.claim),
            "by": _names(side.origins),
            "reports": list(side.reports[:NAMES]),
            "quotes": [cut(quote) for quote in side.quotes[:1]],
        }
        for side in contest.sides[:SIDES]
    ]
    shown = {"type": about.type, "when": days(about.first, about.last)} if about else {}
    more = len(contest.sides) - SIDES
    return {
        "event": contest.happening, **shown, "dispute": kind_of(contest), "sides": sides, "more_sides": more if more > 0 else None,
        "moved": contest.moved,
    }  # fmt: skip


def due(due: Due, reports: Reports) -> Json:
    """Something announced, in a row, with what became of it."""
    return {
        "id": due.id, "what": cut(due.what), "by": due.by, "due": days(due.first, due.last), "told_as": due.status, "outcome": due.outcome,
        "closed_by": due.closed_by, "closing_words": cut(due.closing_quote), "independent_sources": len(due.origins),
        "announced": said(due.tellings[0], reports),
    }  # fmt: skip


def actor(entity: Entity) -> Json:
    """An actor in a row."""
    offices = [
        {"title": each.title, "of": each.organization, "status": each.status, "told": days(each.first, each.last), "past_on": days(each.left, None)}
        for each in entity.offices[:NAMES]
    ]
    return {
        "actor": entity.id, "name": entity.name, "kind": entity.kind, "country": entity.country, "sector": entity.sector,
        "in_reports": entity.reports,
        "also_called": [name for name in entity.names if name != entity.name][:NAMES], "offices": offices, "seen": days(entity.first, entity.last),
    }  # fmt: skip


def tellings(why: Why, reports: Reports) -> Iterable[Json]:
    """What an event rests on: each telling with its source, whether its report is a copy, and its words."""
    copies = {echo.report: echo for echo in why.echoes}
    for telling in sorted(why.happening.tellings, key=lambda each: (each.report in copies, each.published or 0, each.report, each.start)):
        echo = copies.get(telling.report)
        yield {
            **said(telling, reports), "sources": _names(telling.origins), "denied_by": _names(telling.deniers), "told_as": telling.factuality,
            "echo_of": f"{echo.of} ({echo.how})" if echo else None,
        }  # fmt: skip


def _names(origins: Iterable[Origin]) -> list[str]:
    found = dict.fromkeys(named(each) + (f" ({each.basis})" if each.basis != "unstated" else "") for each in origins)
    return list(found)[: 2 * NAMES]


def _figures(happening: Happening) -> list[str]:
    sides = {each.key: named(each) for each in (*happening.origins, *happening.deniers, *happening.distrusted)}
    found = []
    for each in happening.figures:
        number = f"{each.low}" if each.low == each.high else f"{each.low}+" if each.high is None else f"{each.low or 0}-{each.high}"
        found.append(f"{number} {each.kind}" + (f" ({sides[each.by]})" if each.by in sides else ""))
    return list(dict.fromkeys(found))[: 2 * NAMES]
