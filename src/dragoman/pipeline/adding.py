"""Reports into a case: read, kept, compared with those that may be copies, and woven into the record, each in one transaction."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context

import msgspec

from dragoman.keep import Case
from dragoman.keep.archive import Archive, differences, is_archive, open_archive
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.reading import Reading
from dragoman.model.record import Added
from dragoman.model.text import Report
from dragoman.reconcile import SHARED, direct, trace_of
from dragoman.settings import Settings

from .casting import Casting
from .gleaning import Gleaned, gleaned
from .processes import end_with_parent
from .reading import read_batch, taken_in, tools_of
from .weaving import Weaver

AHEAD = 2  # batches under way for each worker: none waits for the writer, and few readings wait in memory


def add_sources(case: Case, sources: Sequence[str], settings: Settings, workers: int = 1, *, accept: bool = False) -> Iterator[Added | SourceError]:
    """Reads the reports that the case does not have yet and keeps them, each as soon as it is read, with what follows from it.

    Stopped at any moment, the case holds all that was yielded; the same call again goes on where it stopped. With several `workers` so many processes
    read, and this one keeps what they have read, in the order of the sources. Of a source that is an archive (`read_archive`) the readings are kept
    as they are; SettingError, before anything is read, where other versions made them, unless `accept` is set.
    """
    keeper = Keeper(case)
    archives = {source: open_archive(source) for source in sources if is_archive(source)}
    if not accept:
        for archive in archives.values():
            check_versions(archive, settings)
    for archived, some in groupby(sources, key=archives.__contains__):
        if archived:
            for source in some:
                yield from _kept(keeper, archives[source])
        else:
            yield from _read(keeper, case, tuple(some), settings, workers)


def check_versions(archive: Archive, settings: Settings) -> None:
    """SettingError where other versions made the archive."""
    making = archive.manifest.making
    if differing := differences(making, msgspec.structs.replace(making, versions=tools_of(settings).versions())):
        raise SettingError(
            f"{archive.where}: was read by other versions ({'; '.join(differing)}); --accept takes its readings as they are, and `dragoman rebuild "
            "CASE --read` reads them anew later; for lists of your own give the same --ontology and --actors"
        )


def _kept(keeper: "Keeper", archive: Archive) -> Iterator[Added | SourceError]:
    """The readings of an archive kept, and what could not be read for it."""
    for item in archive.items():
        yield item if isinstance(item, SourceError) else keeper.keep(item)


def _read(keeper: "Keeper", case: Case, sources: Sequence[str], settings: Settings, workers: int) -> Iterator[Added | SourceError]:
    known: list[Added] = []
    items = taken_in(sources, settings)
    batches = _unread(case, items, settings.batch, known)
    for readings in _in_parallel(batches, settings, workers) if workers > 1 else _one_by_one(batches, settings):
        yield from known
        known.clear()
        for reading in readings:
            yield reading if isinstance(reading, SourceError) else keeper.keep(reading)
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
    tools = tools_of(settings)
    for batch in batches:
        yield read_batch(batch, tools)


def _in_parallel(batches: Iterator[list[Report | SourceError]], settings: Settings, workers: int) -> Iterator[Iterator[Reading | SourceError]]:
    """The batches read by other processes, in their order; a few batches a worker are under way, so memory stays bounded."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        under_way: deque[Future[list[Reading | SourceError]]] = deque()
        for batch in batches:
            under_way.append(pool.submit(_work, batch, settings))
            if len(under_way) > AHEAD * workers:
                yield iter(under_way.popleft().result())
        while under_way:
            yield iter(under_way.popleft().result())


def _work(batch: list[Report | SourceError], settings: Settings) -> list[Reading | SourceError]:
    """What a worker does."""
    return list(read_batch(batch, tools_of(settings)))


def keep_reading(case: Case, reading: Reading) -> Added:
    """Keeps one reading with what follows from it; for many, one `Keeper` is quicker."""
    return Keeper(case).keep(reading)


class Keeper:
    """Keeps readings in a case, one after another."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._weaver = Weaver(case)
        self._casting = Casting(case, self._weaver.decisions)

    def keep(self, reading: Reading) -> Added:
        """Keeps a reading and all that follows from it: all or nothing, for a report kept without its echoes would count as a source."""
        case = self._case
        if case.has(reading.report.id):
            return Added(report=reading.report.id, outcome="known")
        trace = trace_of(reading)
        with case.writing():
            added = case.add(reading, reading.report.external_id or "", trace)
            orphans: list[str] = []
            if added.replaces is not None and added.current:
                orphans = case.drop_echoes(added.replaces)
                self._weaver.remove(added.replaces)
                self._casting.remove(added.replaces)
                case.speakers.remove(case.seq(added.replaces))
                case.links.remove(case.seq(added.replaces))
            if added.current:
                self.derive(reading, orphans)
        return added

    def derive(self, reading: Reading, orphans: Sequence[str] = ()) -> None:
        """What follows from a reading that is kept: echoes, events, actors, ties, voices.

        `orphans`: reports whose original has just been replaced.
        """
        case, report = self._case, reading.report.id
        changed = {report, *orphans}
        trace = case.trace(report)
        near = case.near(trace, SHARED)
        case.set_echoes(report, direct(trace, near))
        for orphan in orphans:
            own = case.trace(orphan)
            case.set_echoes(orphan, direct(own, case.near(own, SHARED)))
        for other in near:  # the new one may be what they were made from; the best of two is the best of all, in whatever order they come
            before = [echo for echo in case.echoes(other.report) if echo.report == other.report]
            after = direct(other, [*(case.trace(echo.of) for echo in before), trace])
            if list(after) != before:
                case.set_echoes(other.report, after)
                changed.add(other.report)
        found = gleaned(reading, self._weaver.decisions.added.get(report, ()))
        self._weaver.add(found, case.made_from(changed))
        self._casting.add(report, found.cast)
        keep_said(case, found, trace.day)


def keep_said(case: Case, found: Gleaned, day: int | None) -> None:
    """Keeps who speaks in a report of that day, who is silent, and what it states of ties and seats."""
    seq = case.seq(found.report)
    case.links.add_ties(seq, found.stated)
    case.links.add_seats(seq, found.seated)
    case.speakers.add(seq, day, found.spoken, found.silences, {each.actor: signature for signature, each in found.cast})
