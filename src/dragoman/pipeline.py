"""The stages in order: sources in, readings out, a few reports at a time."""

from collections.abc import Iterator, Sequence

from dragoman.ingest import take_in
from dragoman.model.errors import SourceError
from dragoman.model.reading import Reading
from dragoman.model.text import Report
from dragoman.read import read_reports
from dragoman.settings import Settings


def read_sources(sources: Sequence[str], settings: Settings) -> Iterator[Reading | SourceError]:
    """A Reading for each report and a SourceError for each that could not be taken in, in the order of the sources."""
    waiting: list[Report | SourceError] = []
    for item in take_in(sources, published=settings.published, outlet=settings.outlet, fix_text=settings.fix_text):
        waiting.append(item)
        if len(waiting) == settings.batch:
            yield from _read(waiting)
            waiting = []
    yield from _read(waiting)


def _read(items: Sequence[Report | SourceError]) -> Iterator[Reading | SourceError]:
    readings = read_reports([item for item in items if isinstance(item, Report)])
    for item in items:
        yield next(readings) if isinstance(item, Report) else item
