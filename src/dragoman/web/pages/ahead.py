"""What was announced: what is still to come, what is overdue, and what became of the rest."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Due, Origin
from dragoman.model.link import Party
from dragoman.model.reading import EventType
from dragoman.web.page import Page

from .asking import STEP, Filters, wanted
from .quoted import Quoted

Became = Literal["pending", "overdue", "happened", "did_not_happen", "unknown"]
FEW = 15  # of each outcome where all are shown; a link leads to the rest


class AheadAsked(Filters, frozen=True, kw_only=True):
    """`since`, `until`: the end of the window in which it is due."""

    type: EventType | None = None
    outcome: Became | None = None


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """Something announced. `status`: told as scheduled, promised, threatened …; `first`, `last`: the window in which it is due.

    `parties`: who is to do it, of those that are known as actors; `closing`: the words that say what became of it; `event`: the happening that
    closed it, by id.
    """

    id: str
    what: str
    by: str
    parties: tuple[Party, ...]
    type: str | None
    status: str
    first: int | None
    last: int | None
    outcome: str
    origins: tuple[Origin, ...]
    reports: int
    words: Quoted
    closing: Quoted | None
    event: str | None
    reasons: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Announcements of one outcome, those to come by day, the others the latest first; `more`: whether the list goes on."""

    outcome: Became
    dues: tuple[Expected, ...]
    more: bool


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes that are asked for; `today` is the day of the newest report."""

    today: int | None
    outcomes: tuple[Outcome, ...]


def ahead(case: Case, asked: AheadAsked, _: Mapping[str, str]) -> Ahead:
    """What was and is due."""
    some: tuple[Became, ...] = (asked.outcome,) if asked.outcome else ("pending", "overdue", "happened", "did_not_happen", "unknown")
    outcomes = []
    for outcome in some:
        most = STEP if asked.outcome or outcome == "pending" else FEW
        skip = asked.skip if asked.outcome else 0
        found = case.look.dues(wanted(asked, type=asked.type, status=outcome, skip=skip, limit=most + 1))
        if found or asked.outcome:
            outcomes.append(Outcome(outcome=outcome, dues=_expected(case, found[:most]), more=len(found) > most))
    return Ahead(today=case.look.today(), outcomes=tuple(outcomes))


def _expected(case: Case, dues: Iterable[Due]) -> tuple[Expected, ...]:
    dues = tuple(dues)
    closing = {each.id: _closing(case, each) for each in dues}
    reports = {each.tellings[0].report for each in dues} | {place[0] for place in closing.values() if place}
    kept = case.shelf.kept(sorted(reports))
    parties = case.links.parties(each.id for each in dues)

    def words(said: str, report: str, start: int, end: int) -> Quoted:
        source = kept[report]
        return Quoted(words=said, report=report, outlet=source.outlet, published=source.published, start=start, end=end)

    found = []
    for each in dues:
        first, place = each.tellings[0], closing[each.id]
        found.append(
            Expected(
                id=each.id,
                what=each.what,
                by=each.by,
                parties=tuple(party for party in parties.get(each.id, ()) if party.role == "actor"),
                type=each.type,
                status=each.status,
                first=each.first,
                last=each.last,
                outcome=each.outcome,
                origins=each.origins,
                reports=len(each.reports),
                words=words(first.quote, first.report, first.start, first.end),
                closing=words(each.closing_quote, *place) if place else None,
                event=each.closed_by,
                reasons=each.reasons,
            )
        )
    return tuple(found)


def _closing(case: Case, due: Due) -> tuple[str, int, int] | None:
    """Report and place of the words that say what became of it: of a sentence as its key has it ("REPORT/end-35-180"), else of the telling."""
    if due.closing is None:
        return None
    report, _, part = due.closing.partition("/")
    if part.startswith("end-"):
        start, end = part.removeprefix("end-").split("-")
        return report, int(start), int(end)
    telling = case.record.tellings([due.closing]).get(due.closing)
    return (report, telling.start, telling.end) if telling else (report, 0, 0)


PAGES = (Page(path="/ahead", name="Ahead", asked=AheadAsked, noun=Ahead, view=ahead, says="What was announced, and what became of it"),)
