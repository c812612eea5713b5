"""Words of reports with the place where they stand, so that a page can lead to them."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.keep import Case
from dragoman.model.happening import Telling

CUT = " …"  # at the end of a quotation that is longer than what is kept of it


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """Words as printed by a report; `start`, `end` bound them there, both 0 where they are not found again."""

    words: str
    report: str
    outlet: str | None
    published: str | None
    start: int
    end: int


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand in one of these reports."""

    words: str
    reports: tuple[str, ...]


def quoted(case: Case, sought: Sequence[Sought], tellings: Iterable[Telling] = ()) -> tuple[Quoted | None, ...]:
    """Each with its place; null where none of the reports is kept. `tellings`: what is known to stand where, which spares opening the report."""
    told = {(each.report, each.quote): (each.start, each.end) for each in tellings}
    known = [next((report for report in each.reports if (report, each.words) in told), None) for each in sought]
    texts = case.find.texts(dict.fromkeys(report for each, place in zip(sought, known, strict=True) if place is None for report in each.reports))
    kept = case.shelf.kept(dict.fromkeys(report for each in sought for report in each.reports))
    found: list[Quoted | None] = []
    for each, place in zip(sought, known, strict=True):
        report, span = (place, told[place, each.words]) if place else _found(each, texts)
        source = kept.get(report)
        found.append(
            Quoted(words=each.words, report=report, outlet=source.outlet, published=source.published, start=span[0], end=span[1]) if source else None
        )
    return tuple(found)


def _found(sought: Sought, texts: dict[str, str]) -> tuple[str, tuple[int, int]]:
    """In which of the reports the words stand, and where; white space apart, and as far as they were kept."""
    words = sought.words.removesuffix(CUT).split()
    pattern = re.compile(r"\s+".join(map(re.escape, words))) if words else None
    for report in sought.reports:
        match = pattern.search(texts.get(report, "")) if pattern else None
        if match:
            return report, match.span()
    return next(iter(sought.reports), ""), (0, 0)
