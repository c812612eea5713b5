"""One report as printed: what it says at which words, what became of that in the case, and what it was made from."""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Correction
from dragoman.model.happening import Telling
from dragoman.model.reading import Reading
from dragoman.model.record import Echo, Kept
from dragoman.web.alignment import Row, side_by_side
from dragoman.web.decided import about_report
from dragoman.web.page import Page

ECHOES = 100  # copies that are listed: of a wire's report that hundreds print, the last added

Id = Annotated[str, msgspec.Meta(max_length=100)]


class ReportAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`beside`: another report to set beside this one."""

    beside: Id | None = None


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What the words from `start` to `end` tell, over all reports: an event (`h-`), a piece of news (`n-`) or what is due (`d-`).

    `telling`: the telling's id in the report, of an event that reading found the event's own.
    """

    telling: str
    start: int
    end: int
    of: str
    standing: str | None = None
    sources: int | None = None


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """One report was made from another; `other` is the one that this page is not about."""

    echo: Echo
    other: Kept


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Another report set beside this one, paragraph by paragraph."""

    other: Kept
    rows: tuple[Row, ...]


class ReportShown(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its reading; `versions`: all texts kept at its address, the oldest first; `placed`: what its tellings are part of."""

    kept: Kept
    versions: tuple[Kept, ...]
    reading: Reading
    placed: tuple[Placed, ...]
    echoes: tuple[Derived, ...]
    beside: Beside | None
    corrections: tuple[Correction, ...]

    @property
    def news(self) -> str | None:
        """The piece of news that it tells with others."""
        return next((each.of for each in self.placed if each.of.startswith("n-")), None)

    @property
    def by_event(self) -> dict[str, Placed]:
        """What the events of the reading are part of, by their ids."""
        return {each.telling: each for each in self.placed if each.of.startswith("h-")}

    @property
    def kinds(self) -> dict[str, str]:
        """Of which type the events of the reading are, by their ids."""
        return {each.id: each.type for each in self.reading.events}

    @property
    def by_words(self) -> dict[tuple[int, int], Placed]:
        """What is told where."""
        return {(each.start, each.end): each for each in self.placed if not each.of.startswith("n-")}

    def leading(self, words: Iterable[tuple[int, int]]) -> list[Placed]:
        """What these words tell, each thing once."""
        places, found = self.by_words, dict[str, Placed]()
        for each in words:
            if each in places:
                found.setdefault(places[each].of, places[each])
        return list(found.values())


def report(case: Case, asked: ReportAsked, params: Mapping[str, str]) -> ReportShown:
    """The report, by its id or the beginning of it."""
    kept = case.report(params["id"])
    reading = case.reading(kept.id)
    echoes = tuple(_derived(case, kept.id, each) for each in case.echoes(kept.id, ECHOES))
    original = next((each.other.id for each in echoes if each.echo.report == kept.id), None)
    other = asked.beside or original
    return ReportShown(
        kept=kept,
        versions=tuple(case.versions(kept.id)),
        reading=reading,
        placed=tuple(_placed(case, kept.id)),
        echoes=echoes,
        beside=_beside(case, reading, other) if other else None,
        corrections=about_report(case, kept.id),
    )


def _derived(case: Case, report: str, echo: Echo) -> Derived:
    return Derived(echo=echo, other=case.report(echo.of if echo.report == report else echo.report))


def _beside(case: Case, reading: Reading, other: str) -> Beside:
    kept = case.report(other)
    return Beside(other=kept, rows=side_by_side(reading.report.text, case.reading(kept.id).report.text))


def _placed(case: Case, report: str) -> list[Placed]:
    tellings = case.record.tellings(case.record.keys_in(report))
    owners = {key: owner for key, (_, owner) in case.record.placed(tellings).items() if owner}
    standings = case.look.standings(owners.values())
    return sorted((_one(tellings[key], owner, standings) for key, owner in owners.items()), key=lambda each: (each.start, each.end, each.of))


def _one(telling: Telling, owner: str, standings: Mapping[str, tuple[str, int]]) -> Placed:
    standing, sources = standings.get(owner, (None, None))
    return Placed(telling=telling.id, start=telling.start, end=telling.end, of=owner, standing=standing, sources=sources)


def title(page: ReportShown) -> str:
    """By what a reader knows the report."""
    return page.kept.headline or page.kept.external_id or page.kept.id


PAGES = (
    Page(
        path="/report/{id}",
        name="Report",
        asked=ReportAsked,
        noun=ReportShown,
        view=report,
        title=title,
        says="One report as printed, with all that was read at its words, and what it was made from",
    ),
)
