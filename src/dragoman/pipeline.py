"""The stages in order: sources in, readings out, a few reports at a time."""

from collections.abc import Iterator, Sequence

from dragoman.ingest import take_in
from dragoman.model.errors import SourceError
from dragoman.model.reading import Reading
from dragoman.model.text import Report
from dragoman.read import Listed, Ontology, listed, load_actors, load_ontology, read_reports
from dragoman.settings import Settings


def read_sources(sources: Sequence[str], settings: Settings) -> Iterator[Reading | SourceError]:
    """A Reading for each report and a SourceError for each that could not be taken in, in the order of the sources.

    DataError when the settings name an ontology or a list of actors that cannot be used.
    """
    known = listed(load_actors(settings.actors) if settings.actors is not None else ())
    ontology = load_ontology(settings.ontology) if settings.ontology is not None else None
    waiting: list[Report | SourceError] = []
    for item in take_in(sources, published=settings.published, outlet=settings.outlet, fix_text=settings.fix_text):
        waiting.append(item)
        if len(waiting) == settings.batch:
            yield from _read(waiting, ontology, known)
            waiting = []
    yield from _read(waiting, ontology, known)


def _read(items: Sequence[Report | SourceError], ontology: Ontology | None, known: Listed) -> Iterator[Reading | SourceError]:
    readings = read_reports([item for item in items if isinstance(item, Report)], ontology, known)
    for item in items:
        yield next(readings) if isinstance(item, Report) else item
