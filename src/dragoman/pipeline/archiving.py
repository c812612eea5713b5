"""Reports into an archive: cut into shards, each read by a worker and kept whole. Broken off, the same call goes on where it stopped.

This process takes the sources in and alone writes; workers get reports and give back the files of a shard, so they need neither sources nor archive.
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import NamedTuple, Protocol

import msgspec

from dragoman.ingest import take_in
from dragoman.keep.archive import Archive, begin_archive, differences
from dragoman.keep.parquet import Packed, Packer, writer
from dragoman.model.archive import Failure, Making, Shard
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.identity import ID_LENGTH
from dragoman.model.reading import Reading
from dragoman.model.text import Report
from dragoman.settings import Settings

from .reading import Own, own_of, read_batch, tools_of, tools_with

SHARD = 500  # reports: about a minute or two of one core, which is what a worker that dies loses
DEATHS = 2  # of workers at one shard, before its reports are read one by one: that finds the one that kills, and loses little to chance
TRIES = 4  # of one report alone, before it is held to be what kills: a worker that is killed by chance is rarely killed four times at one report
_READING = Lock()


class Job(NamedTuple):
    """A shard to read, and all that a worker needs for it. `alone`: it is one report of the shard, whose reading is wanted and no files."""

    name: str
    reports: tuple[Report, ...]
    own: Own
    making: Making
    batch: int
    alone: bool = False


class Outcome(NamedTuple):
    """What a worker gives back: the files of a shard or, of one report alone, the reading as JSON; both null where there is none."""

    packed: Packed | None
    failures: tuple[Failure, ...]
    reading: bytes | None = None


Work = Callable[[Job], Outcome]
"""What a worker does: `read_shard`."""


class Pool(Protocol):
    """Where jobs are done: `Processes` of this machine, or those of a cluster (`dragoman.cluster`)."""

    def room(self) -> int:
        """How many jobs it takes at a time, at least one."""

    def submit(self, job: Job) -> None: ...

    def wait(self) -> Iterable[tuple[Job, Outcome | None]]:
        """Jobs that are done, at least one; None where the process that did it died. DragomanError where going on is of no use."""


class Step(NamedTuple):
    """A shard that is in the archive; `fresh`: it was read just now."""

    shard: Shard
    fresh: bool


class Cut(NamedTuple):
    """What the sources gave for one shard."""

    name: str
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]


def begun(where: str, settings: Settings, shard: int = SHARD, waiting: Callable[[str], None] | None = None) -> Archive:
    """The archive there, for `read_archive` with these settings; SettingError where it was made with others, or by other versions."""
    making = Making(
        versions=tools_of(settings).versions(),
        duckdb=writer(),
        published=settings.published,
        outlet=settings.outlet,
        fix_text=settings.fix_text,
        first_look=settings.first_look,
        shard=shard,
    )
    return begin_archive(where, making, waiting)


def read_archive(archive: Archive, sources: Sequence[str], settings: Settings, pool: Pool) -> Iterator[Step]:
    """Reads the sources into the archive, shard by shard as they are done, those that it has already without reading them.

    A report that cannot be read is a failure of its shard, also one that kills the process that reads it. Stopped at any moment, the same call goes
    on; the archive that is complete has the same bytes, however often it was stopped and whoever read.
    """
    run = _Run(archive, own_of(settings), settings.batch)
    counted = Counter[str]()
    cuts = cut(take_in(sources, published=settings.published, outlet=settings.outlet, fix_text=settings.fix_text), archive, counted)
    while True:
        while not run.ahead and (each := next(cuts, None)) is not None:
            if there := archive.has(each.name):
                yield Step(there, fresh=False)
            else:
                run.take(each)
        if run.ahead and run.under_way < pool.room():
            run.under_way += 1
            pool.submit(run.ahead.popleft())
        elif run.under_way:  # meanwhile one more shard has been taken in
            for job, outcome in pool.wait():
                run.under_way -= 1
                if shard := run.done(job, outcome):
                    yield Step(shard, fresh=True)
        else:
            archive.finish(counted["shards"], counted["repeated"])
            return


def cut(items: Iterator[Report | SourceError], archive: Archive, counted: Counter[str]) -> Iterator[Cut]:
    """The items in shards, each report once; counts shards and repeated reports."""
    size = archive.manifest.making.shard
    seen: set[int] = set()  # ids as numbers: some 70 bytes each
    reports: list[Report] = []
    failures: list[Failure] = []
    for item in items:
        if isinstance(item, Report):
            if (number := int(item.id[-ID_LENGTH:], 16)) in seen:
                counted["repeated"] += 1
                continue
            seen.add(number)
            reports.append(item)
        else:
            failures.append(Failure(message=str(item)))
        if len(reports) + len(failures) == size:
            yield _cut(reports, failures, counted)
            reports, failures = [], []
    if reports or failures:
        yield _cut(reports, failures, counted)


def _cut(reports: list[Report], failures: list[Failure], counted: Counter[str]) -> Cut:
    digest = hashlib.sha256(msgspec.json.encode((reports, len(failures)))).hexdigest()[:ID_LENGTH]
    name = f"{counted['shards']:05}-{digest}"
    counted["shards"] += 1
    return Cut(name, tuple(reports), tuple(failures))


class _Run:
    """The jobs of one run: `ahead`, the next; how many are `under_way`; and how often workers died at one."""

    def __init__(self, archive: Archive, own: Own, batch: int) -> None:
        self._archive, self._own, self._batch = archive, own, batch
        self.ahead: deque[Job] = deque()
        self.under_way = 0
        self._cuts: dict[str, Cut] = {}
        self._deaths: Counter[str] = Counter()  # by shard, by report
        self._pieces: dict[str, dict[str, Outcome]] = {}  # of shards that are read report by report

    def take(self, each: Cut) -> None:
        self._cuts[each.name] = each
        self.ahead.append(Job(each.name, each.reports, self._own, self._archive.manifest.making, self._batch))

    def done(self, job: Job, outcome: Outcome | None) -> Shard | None:
        """The shard that is kept with this outcome, if it is whole by it; a job at which a worker died is tried again."""
        if outcome is None:
            self._died(job)
        elif job.alone:
            self._pieces[job.name][job.reports[0].id] = outcome
        elif outcome.packed is not None:
            return self._put(job.name, outcome.packed, outcome.failures)
        pieces = self._pieces.get(job.name)
        return self._joined(job.name, pieces) if pieces is not None and len(pieces) == len(self._cuts[job.name].reports) else None

    def _died(self, job: Job) -> None:
        about = job.reports[0].id if job.alone else job.name
        self._deaths[about] += 1
        if self._deaths[about] < (TRIES if job.alone else DEATHS):
            self.ahead.append(job)
        elif job.alone:
            self._pieces[job.name][about] = Outcome(None, (Failure(report=about, message=_killing(job.reports[0])),))
        else:
            self._pieces[job.name] = {}  # of no report, and whole at once, where all that was given of the shard could not be taken in
            self.ahead.extend(job._replace(reports=(report,), alone=True) for report in job.reports)

    def _joined(self, name: str, pieces: dict[str, Outcome]) -> Shard:
        """The shard of readings that were made one by one: the same as if it had been read at once."""
        del self._pieces[name]
        outcomes = [pieces[report.id] for report in self._cuts[name].reports]
        with Packer() as packer:
            for outcome in outcomes:
                if outcome.reading is not None:
                    packer.add(msgspec.json.decode(outcome.reading, type=Reading))
            packed = packer.packed()
            return self._put(name, packed, (*(failure for outcome in outcomes for failure in outcome.failures), *packer.refused))

    def _put(self, name: str, packed: Packed, failures: Iterable[Failure]) -> Shard:
        return self._archive.put(name, packed, (*self._cuts.pop(name).failures, *failures))


def read_shard(job: Job) -> Outcome:
    """What a worker does, one job at a time; SettingError where it reads otherwise than the process that asks."""
    with _READING, Packer() as packer:  # a cluster's worker may have threads; the parser's caches are not made for them
        tools = tools_with(job.own)
        mine = msgspec.structs.replace(job.making, versions=tools.versions(), duckdb=writer())
        if differing := differences(job.making, mine):
            raise SettingError(f"a worker has other versions than this process ({'; '.join(differing)}); install the same there")
        failures = []
        reading = None
        for at in range(0, len(job.reports), job.batch):
            batch = job.reports[at : at + job.batch]
            for report, item in zip(batch, read_batch(batch, tools), strict=True):
                if isinstance(item, SourceError):
                    failures.append(Failure(report=report.id, message=str(item)))
                elif job.alone:
                    reading = msgspec.json.encode(item)
                else:
                    packer.add(item)
        packed = None if job.alone else packer.packed()
        return Outcome(packed, (*failures, *packer.refused), reading)


def _killing(report: Report) -> str:
    return f"{report.external_id or report.id}: ends the process that reads it, perhaps for want of memory; please report it with the text"
