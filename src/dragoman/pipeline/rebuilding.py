"""All that follows from the readings of a case, made again from them: byte for byte what adding made."""

from collections.abc import Generator, Iterator
from itertools import islice

from dragoman.keep import Case
from dragoman.model.errors import SourceError
from dragoman.reconcile import trace_of
from dragoman.settings import Settings

from .adding import Keeper
from .reading import read_batch, tools_of

EACH = 8  # reports read together


def rebuild(case: Case, settings: Settings | None = None, *, passed_over: bool = False) -> Generator[str | SourceError]:
    """Derives the record anew, report by report, in one transaction: broken off, the case is as it was. Yields the id of each report done.

    With `settings` every report is read anew first, by this version of the program; one that cannot be read keeps its reading and gives a
    SourceError, and what was passed over may be so again; with `passed_over` only those reports are read, and all of them. Corrections and the
    feed of changes stay; the feed gets a line for each happening that came out otherwise.
    """
    with case.writing():
        if settings is not None:
            yield from _reread(case, settings, passed_over=passed_over)
        before = case.happenings.digests()
        case.forget_record()
        case.happenings.quiet = True
        keeper = Keeper(case)
        for report in case.current():
            keeper.derive(case.reading(report))
            yield report
        case.happenings.quiet = False
        case.happenings.note_differences(before)


def _reread(case: Case, settings: Settings, *, passed_over: bool) -> Iterator[SourceError]:
    looking = tools_of(settings)
    reading = looking._replace(first_look=False)  # what was read once is not passed over later
    ids = iter([each.id for each in case.shelf.reports(state="passed_over", limit=-1)] if passed_over else case.current())
    while batch := [case.reading(each) for each in islice(ids, EACH)]:
        for tools in (looking, reading):
            for item in read_batch([each.report for each in batch if (each.passed_over is not None) == (tools is looking)], tools):
                if isinstance(item, SourceError):
                    yield item
                else:
                    case.set_reading(item, trace_of(item))
