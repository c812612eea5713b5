"""The desk at which reports are handed in: jobs one after another, each read by a process of its own, and feeds that are asked again and again.

The server itself never reads: a reader takes a gigabyte of memory, and can be stopped. It may be killed at any moment, for a case holds whole
reports only.
"""

import asyncio
import logging
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dragoman.model.errors import SettingError
from dragoman.model.record import Step

from .feeds import Feeds
from .job import ENDED, Job
from .serving import Serving

WAITING = 20  # jobs that may wait: what is uploaded lies on the disk meanwhile
REMEMBERED = 100  # jobs that are shown after they have ended
STEPS = 500  # reports of one job that are shown
LONGEST = 3600.0  # seconds for what is fetched: a server must not hold up the others for ever; what was kept by then stays
LINE = 1 << 20  # bytes of a line of progress at most
GRACE = 5.0  # seconds that a reader has to end when it is asked to
PACE = 2.0  # seconds between two looks at which feed is due
LOG = logging.getLogger("dragoman.web")


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What a job does: sources as the command line takes them, what is said of reports that do not say it, and the folder that goes with it."""

    sources: tuple[str, ...]
    names: tuple[tuple[str, str], ...] = ()  # path → what it is called
    outlet: str | None = None
    published: str | None = None
    folder: Path | None = None


class Desk:
    """The jobs of one case. What changes them runs in the server's loop; anybody may look at them."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.feeds = Feeds(serving.case)
        self.jobs: dict[int, Job] = {}
        self.news = asyncio.Event()  # set, and replaced, at every change
        self._batches: dict[int, Batch] = {}
        self._last = 0
        self._reader: asyncio.subprocess.Process | None = None
        self._reading: int | None = None
        self._stopping = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Works through the jobs while the site runs."""
        tasks = [asyncio.create_task(self._work())]
        if not self.serving.read_only:
            tasks.append(asyncio.create_task(self._watch()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()
            for batch in self._batches.values():
                _remove(batch.folder)

    def hand_in(self, kind: str, given: Sequence[str], batch: Batch) -> Job:
        """A new job, which waits for its turn; SettingError where too many do."""
        if sum(job.state == "waiting" for job in self.jobs.values()) >= WAITING:
            _remove(batch.folder)
            raise SettingError(f"{WAITING} jobs are waiting already; stop some, or wait until they are read")
        self._last += 1
        job = msgspec.convert({"id": self._last, "kind": kind, "given": tuple(given), "asked": _now()}, Job)
        self._batches[job.id] = batch
        self._set(job)
        return job

    async def stop(self, number: int) -> None:
        """Stops a job; what it has kept stays in the case."""
        job = self.jobs[number]
        if job.state == "waiting":
            self._close(msgspec.structs.replace(job, state="stopped", ended=_now()))
        elif self._reading == number:
            self._stopping = True
            await self._end()

    def before(self, number: int) -> int:
        """How many jobs come before this one."""
        return sum(job.state in ("waiting", "running") for each, job in self.jobs.items() if each < number)

    async def _work(self) -> None:
        while True:
            news = self.news
            job = next((job for job in self.jobs.values() if job.state == "waiting"), None)
            if job is None:
                await news.wait()
            else:
                await self._read(msgspec.structs.replace(job, state="running", begun=_now()))

    async def _watch(self) -> None:
        while True:
            under_way = {job.given[0] for job in self.jobs.values() if job.kind == "feed" and job.state not in ENDED}
            for feed in self.feeds.due(datetime.now(UTC)):
                if feed.address not in under_way:
                    with suppress(SettingError):  # too many are waiting: it is due still
                        self.hand_in("feed", [feed.address], Batch(sources=(feed.address,)))
            await asyncio.sleep(PACE)

    async def _read(self, job: Job) -> None:
        """One job by a process of its own."""
        batch = self._batches[job.id]
        self._set(job)
        self._reading, self._stopping = job.id, False
        try:
            status, last = await self._told(job, batch)
            ended = self._ended(self.jobs[job.id], status, last)
        except Exception as error:  # the jobs behind it must have their turn
            LOG.error("job %d failed", job.id, exc_info=error)
            ended = msgspec.structs.replace(self.jobs[job.id], state="failed", words="The reader broke off; the window of the server says why.")
        finally:
            await self._end()
            self._reading = None
        self._close(msgspec.structs.replace(ended, ended=_now()))

    async def _told(self, job: Job, batch: Batch) -> tuple[int | None, str]:
        """Follows a reader to its end: its exit status, null where it was not waited for any longer, and the last that it said."""
        pipe = asyncio.subprocess.PIPE
        reader = await asyncio.create_subprocess_exec(*self._command(batch), stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, limit=LINE)
        self._reader = reader
        assert reader.stdout is not None
        assert reader.stderr is not None
        errors = asyncio.create_task(_gather(reader.stderr))
        try:
            async with asyncio.timeout(LONGEST if job.kind in ("address", "feed") else None):
                async for line in reader.stdout:
                    self._set(_after(self.jobs[job.id], _step(line, batch)))
                return await reader.wait(), await errors
        except TimeoutError:
            return None, ""
        finally:
            errors.cancel()

    def _command(self, batch: Batch) -> list[str]:
        """The command line of the reader; -P: what lies in the folder where the server was started is no module of ours."""
        said = ["--public-only"] if not self.serving.private else []
        said += [f"--outlet={batch.outlet}"] if batch.outlet else []
        said += [f"--published={batch.published}"] if batch.published else []
        return [sys.executable, "-P", "-m", "dragoman.cli", "add", "--progress", "lines", *said, "--", str(self.serving.case), *batch.sources]

    def _ended(self, job: Job, status: int | None, last: str) -> Job:
        if self._stopping:
            return msgspec.structs.replace(job, state="stopped", words="Stopped; what was kept until then stays in the case.")
        if status == 0:
            return msgspec.structs.replace(job, state="done", words="")
        if status is None:
            words = f"Stopped after {LONGEST / 60:.0f} minutes; what was kept until then stays in the case. Use `dragoman add` for more."
        elif status < 0:
            words = "The reader was ended from outside, for want of memory perhaps; what was kept until then stays in the case."
        else:
            words = "" if job.failed else last or "The reader broke off."
        return msgspec.structs.replace(job, state="failed", words=words)

    async def _end(self) -> None:
        """Ends the reader, if one is at work."""
        reader, self._reader = self._reader, None
        if reader is None or reader.returncode is not None:
            return
        with suppress(ProcessLookupError):
            reader.terminate()
        try:
            await asyncio.wait_for(reader.wait(), GRACE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                reader.kill()
            await reader.wait()

    def _close(self, job: Job) -> None:
        """Keeps how a job ended; of a feed that brought nothing, only with the feed."""
        batch = self._batches.pop(job.id)
        _remove(batch.folder)
        if job.kind == "feed":
            try:
                self.feeds.note(job.given[0], summary(job))
            except SettingError as error:
                LOG.error("%s", error)
        if job.kind == "feed" and job.state == "done" and not (job.new or job.versions or job.failed):
            del self.jobs[job.id]
        else:
            self._set(job)
        ended = [number for number, each in self.jobs.items() if each.state in ENDED]
        for number in ended[:-REMEMBERED]:
            del self.jobs[number]
        self._tell()

    def _set(self, job: Job) -> None:
        self.jobs[job.id] = job
        self._tell()

    def _tell(self) -> None:
        self.news.set()
        self.news = asyncio.Event()


def summary(job: Job) -> str:
    """What became of a job so far, in words: "2 new, 1 known already"."""
    counts = ((job.new, "new"), (job.versions, "new versions"), (job.known, "known already"), (job.failed, "could not be read"))
    said = ", ".join(f"{number} {words}" for number, words in counts if number)
    return said or job.words or ("nothing" if job.state in ENDED else "")


def _step(line: bytes, batch: Batch) -> Step:
    """A step as the reader tells it, with what a person calls the files; what is none is a note."""
    try:
        step = msgspec.json.decode(line, type=Step)
    except msgspec.MsgspecError:
        return Step(what="note", words=line.decode(errors="replace").strip())
    words = step.words
    for path, name in batch.names:
        words = words.replace(path, name)
    return msgspec.structs.replace(step, words=words)


def _after(job: Job, step: Step) -> Job:
    if step.what == "note":
        return msgspec.structs.replace(job, words=step.words)
    counted = {"new": "new", "known": "known", "version": "versions", "failed": "failed"}[step.what]
    steps = (*job.steps, step)
    return msgspec.structs.replace(
        job, words="", steps=steps[-STEPS:], more=job.more + max(0, len(steps) - STEPS), **{counted: getattr(job, counted) + 1}
    )


async def _gather(stream: asyncio.StreamReader) -> str:
    """The last line of a stream, which must be read lest the writer wait."""
    last = ""
    async for line in stream:
        last = line.decode(errors="replace").strip() or last
    return last


def new_folder() -> Path:
    """A folder for what is uploaded, which nobody else may look into."""
    return Path(tempfile.mkdtemp(prefix="dragoman-"))


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
