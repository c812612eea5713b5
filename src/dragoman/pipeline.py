"""The stages in order: sources in, readings out, a few reports at a time."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from dragoman.ingest import take_in
from dragoman.keep import Case
from dragoman.model.errors import SourceError
from dragoman.model.reading import Reading
from dragoman.model.record import Added, Happening
from dragoman.model.text import Report
from dragoman.read import Listed, Ontology, listed, load_actors, load_ontology, read_reports
from dragoman.reconcile import SHARED, direct, joined, tellings_of, trace_of
from dragoman.settings import Settings

AHEAD = 2  # batches under way for each worker: none waits for the writer, and few readings wait in memory


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
    """The items read, a few together; should reading fail, which it must not, each by itself, and the one that fails is named."""
    reports = [item for item in items if isinstance(item, Report)]
    try:
        readings: Iterator[Reading | SourceError] = iter(list(read_reports(reports, ontology, known)))
    except Exception:  # noqa: BLE001  # one bad report must not stop the rest
        readings = (_alone(report, ontology, known) for report in reports)
    for item in items:
        yield next(readings) if isinstance(item, Report) else item


def _alone(report: Report, ontology: Ontology | None, known: Listed) -> Reading | SourceError:
    try:
        return next(read_reports([report], ontology, known))
    except Exception as error:  # noqa: BLE001
        return SourceError(f"{report.external_id or report.id}: reading failed ({type(error).__name__}: {error}); please report it with the text")


def add_sources(case: Case, sources: Sequence[str], settings: Settings, workers: int = 1) -> Iterator[Added | SourceError]:
    """Reads the reports that the case does not have yet and keeps them, each as soon as it is read; then says which derive from which.

    Stopped at any moment, the case holds all that was yielded; the same call again goes on where it stopped. With several `workers` so many processes
    read, and this one keeps what they have read, in the order of the sources.
    """
    known: list[Added] = []
    items = take_in(sources, published=settings.published, outlet=settings.outlet, fix_text=settings.fix_text)
    batches = _unread(case, items, settings.batch, known)
    for readings in _in_parallel(batches, settings, workers) if workers > 1 else _one_by_one(batches, settings):
        yield from known
        known.clear()
        yield from _keep(case, readings)
    yield from known


def _unread(case: Case, items: Iterator[Report | SourceError], size: int, known: list[Added]) -> Iterator[list[Report | SourceError]]:
    """Batches of what is still to be read; what the case has already goes to `known`."""
    waiting: list[Report | SourceError] = []
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Report) and (item.id in seen or case.has(item.id)):
            known.append(Added(report=item.id, outcome="known"))
            continue
        if isinstance(item, Report):
            seen.add(item.id)
        waiting.append(item)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _one_by_one(batches: Iterator[list[Report | SourceError]], settings: Settings) -> Iterator[Iterator[Reading | SourceError]]:
    known = listed(load_actors(settings.actors) if settings.actors is not None else ())
    ontology = load_ontology(settings.ontology) if settings.ontology is not None else None
    for batch in batches:
        yield _read(batch, ontology, known)


def _in_parallel(batches: Iterator[list[Report | SourceError]], settings: Settings, workers: int) -> Iterator[Iterator[Reading | SourceError]]:
    """The batches read by other processes, in their order; a few batches a worker are under way, so memory stays bounded."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way: deque[Future[list[Reading | SourceError]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(_read_batch, batch, settings))
            if len(under_way) > AHEAD * workers:
                yield iter(under_way.popleft().result())
        while under_way:
            yield iter(under_way.popleft().result())


def _read_batch(batch: list[Report | SourceError], settings: Settings) -> list[Reading | SourceError]:
    """What a worker does."""
    known = listed(load_actors(settings.actors) if settings.actors is not None else ())
    ontology = load_ontology(settings.ontology) if settings.ontology is not None else None
    return list(_read(batch, ontology, known))


def _keep(case: Case, readings: Iterator[Reading | SourceError]) -> Iterator[Added | SourceError]:
    for reading in readings:
        if isinstance(reading, SourceError):
            yield reading
            continue
        yield keep_reading(case, reading)


def keep_reading(case: Case, reading: Reading) -> Added:
    """Keeps one reading, and says what it derives from and what derives from it."""
    if case.has(reading.report.id):
        return Added(report=reading.report.id, outcome="known")
    trace = trace_of(reading)
    with case.writing():  # all of it or nothing: a report kept without its echoes would count as a source
        added = case.add(reading, reading.report.external_id or "", trace, tellings_of(reading))
        near = case.near(trace, SHARED)
        case.set_echoes(trace.report, direct(trace, near))
        for other in near:  # the new one may be what they were made from; the best of two is the best of all, in whatever order they come
            before = [echo for echo in case.echoes(other.report) if echo.report == other.report]
            after = direct(other, [*(case.trace(echo.of) for echo in before), trace])
            if list(after) != before:
                case.set_echoes(other.report, after)
    return added


def happenings(case: Case) -> tuple[Happening, ...]:
    """The happenings that the reports of the case tell, the earliest first, with the independent sources behind each."""
    return joined(case.tellings(), case.echoes())
