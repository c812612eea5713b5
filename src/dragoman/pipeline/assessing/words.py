"""From the ids on which a line of an assessment stands to the words of the reports."""

from collections.abc import Iterable
from datetime import date

from dragoman.keep import Case
from dragoman.model.happening import Happening
from dragoman.model.implied import Footing
from dragoman.model.link import Stated
from dragoman.reconcile import first_of


def words_of(case: Case, ids: Iterable[str]) -> dict[str, Footing]:
    """The words of happenings and of statements ("REPORT/RELATION"); an id that the case no longer has is left out."""
    wanted = sorted(set(ids))
    events = happenings_of(case, (id_ for id_ in wanted if "/" not in id_))
    told = case.links.told(id_ for id_ in wanted if "/" in id_)
    found = {id_: _told(each) for id_, each in told.items()} | {id_: _happened(case, each) for id_, each in events.items()}
    return {id_: found[id_] for id_ in wanted if id_ in found}


def happenings_of(case: Case, ids: Iterable[str]) -> dict[str, Happening]:
    """Happenings by their ids."""
    return {id_: case.as_happening(blob) for id_, blob in case.happenings.kept(ids).items()}


def _happened(case: Case, about: Happening) -> Footing:
    """By its first telling, as the event's own id has it."""
    first = first_of(about.tellings)
    report = case.report(first.report)
    return Footing(
        id=about.id, day=about.last or about.first or about.first_told, type=about.type, who=about.who, whom=about.whom, report=first.report,
        outlet=report.outlet, published=report.published, start=first.start, end=first.end, quote=first.quote, sources=len(about.origins),
    )  # fmt: skip


def _told(each: Stated) -> Footing:
    published = date.fromordinal(each.published).isoformat() if each.published else None
    return Footing(
        id=f"{each.report}/{each.id}", day=each.published or each.last or each.first,
        type=f"not_{each.type}" if each.factuality.endswith("-") else each.type, who=each.source_name, whom=each.target_name,
        report=each.report, outlet=each.outlet, published=published, start=each.start, end=each.end, quote=each.quote,
    )  # fmt: skip
