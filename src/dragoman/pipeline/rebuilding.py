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


def rebuild(case: Case, settings: Settings | None = None) -> Generator[str | SourceError]:
    """Derives the record anew, report by report, in one transaction: broken off, the case is as it was. Yields the id of each report done.

    With `settings` every report is read anew first, by this version of the program; one that cannot be read keeps its reading and gives a
    SourceError. Corrections and the feed of changes stay; the feed gets a line for each happening that came out otherwise.
    """
    with case.writing():
        if settings is not None:
            yield from _reread(case, settings)
        before = case.happenings.digests()
        case.forget_record()
        case.happenings.quiet = True
        keeper = Keeper(case)
        for report in case.current():
            keeper.derive(case.reading(report))
            yield report
        case.happenings.quiet = False
        case.happenings.note_differences(before)


def _reread(case: Case, settings: Settings) -> Iterator[SourceError]:
    tools = tools_of(settings)
    ids = iter(case.current())
    while batch := list(islice(ids, EACH)):
        for item in read_batch([case.reading(each).report for each in batch], tools):
            if isinstance(item, SourceError):
                yield item
            else:
                case.set_reading(item, trace_of(item))
