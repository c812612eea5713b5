"""The stages in order: sources in, readings out, a few reports at a time."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman.ingest import take_in
from dragoman.model.errors import SourceError
from dragoman.model.reading import Reading, Versions
from dragoman.model.text import Report
from dragoman.read import KnownActor, Listed, Ontology, listed, load_actors, load_ontology, read_reports, versions
from dragoman.settings import Settings


class Own(NamedTuple):
    """What the user's own files hold, as it can be sent to another process."""

    ontology: Ontology | None
    actors: tuple[KnownActor, ...]
    first_look: bool = False


class Tools(NamedTuple):
    """What the user reads with, beside what is shipped, and whether reports about nothing but sport or markets are passed over."""

    ontology: Ontology | None
    known: Listed
    first_look: bool = False

    def read(self, reports: Sequence[Report]) -> Iterator[Reading]:
        return read_reports(reports, self.ontology, self.known, first_look=self.first_look)

    def versions(self) -> Versions:
        """What a reading by these would be made by."""
        return versions(self.ontology, self.known)


def own_of(settings: Settings) -> Own:
    """What the files that the settings name hold; DataError where one cannot be used."""
    ontology = load_ontology(settings.ontology) if settings.ontology is not None else None
    return Own(ontology, tuple(load_actors(settings.actors)) if settings.actors is not None else (), settings.first_look)


@lru_cache(maxsize=1)
def tools_with(own: Own) -> Tools:
    return Tools(own.ontology, listed(own.actors), own.first_look)


def tools_of(settings: Settings) -> Tools:
    """The tools that the settings name; DataError where one cannot be used."""
    return tools_with(own_of(settings))


def taken_in(sources: Sequence[str], settings: Settings) -> Iterator[Report | SourceError]:
    """The reports of the sources, taken in as the settings say."""
    return take_in(sources, published=settings.published, outlet=settings.outlet, fix_text=settings.fix_text, public_only=settings.public_only)


def read_sources(sources: Sequence[str], settings: Settings) -> Iterator[Reading | SourceError]:
    """A Reading for each report and a SourceError for each that could not be taken in, in the order of the sources.

    DataError when the settings name an ontology or a list of actors that cannot be used.
    """
    tools = tools_of(settings)
    waiting: list[Report | SourceError] = []
    for item in taken_in(sources, settings):
        waiting.append(item)
        if len(waiting) == settings.batch:
            yield from read_batch(waiting, tools)
            waiting = []
    yield from read_batch(waiting, tools)


def read_batch(items: Sequence[Report | SourceError], tools: Tools) -> Iterator[Reading | SourceError]:
    """The items read, a few together; should reading fail, which it must not, each by itself, and the one that fails is named."""
    reports = [item for item in items if isinstance(item, Report)]
    try:
        readings: Iterator[Reading | SourceError] = iter(list(tools.read(reports)))
    except Exception:  # noqa: BLE001  # one bad report must not stop the rest
        readings = (_alone(report, tools) for report in reports)
    for item in items:
        yield next(readings) if isinstance(item, Report) else item


def _alone(report: Report, tools: Tools) -> Reading | SourceError:
    try:
        return next(tools.read([report]))
    except Exception as error:  # noqa: BLE001  # said with its name, and the rest go on
        return SourceError(f"{report.external_id or report.id}: reading failed ({type(error).__name__}: {error}); please report it with the text")
