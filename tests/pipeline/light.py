"""A worker that reads nothing: a word of the text tells it what to do. Its readings go through the same files as real ones."""

import os
import signal
import time
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.keep.parquet import Packer
from dragoman.model.archive import Failure
from dragoman.model.reading import EventMention, Reading, SentenceSpan
from dragoman.model.text import Report
from dragoman.pipeline.archiving import Job, Outcome

PAUSE = 0.01  # seconds a report


def read(job: Job) -> Outcome:
    """A text with "is killing" ends the process, one with "is failing" cannot be read."""
    failures = []
    reading = None
    with Packer() as packer:
        for report in job.reports:
            time.sleep(PAUSE)
            if "is killing" in report.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "is failing" in report.text:
                failures.append(Failure(report=report.id, message=f"{report.external_id}: no"))
            else:
                reading = reading_of(report, job)
                packer.add(reading)
        if job.alone:
            return Outcome(None, tuple(failures), msgspec.json.encode(reading) if reading else None)
        return Outcome(packer.packed(), tuple(failures))


def reading_of(report: Report, job: Job) -> Reading:
    events = tuple(
        EventMention(id=f"e-{at}", type="ASSAULT", start=at, end=at + 3, quad="material_conflict", entry="light")
        for at in range(len(report.text) % 3)
    )
    sentences = (SentenceSpan(1, 0, len(report.text)),)
    return Reading(report=report, integrity=1.0, sentences=sentences, events=events, versions=job.making.versions)


class Here:
    """A pool that works in this process, the last job first, as one whose workers are of unlike speed."""

    def __init__(self, room: int = 3) -> None:
        self._room = room
        self._jobs: list[Job] = []

    def room(self) -> int:
        return self._room

    def submit(self, job: Job) -> None:
        self._jobs.append(job)

    def wait(self) -> Iterator[tuple[Job, Outcome | None]]:
        job = self._jobs.pop()
        yield job, read(job)


def lines(words: Sequence[str]) -> str:
    """A report a word, as JSON lines."""
    return "".join(f'{{"id": "{at}", "text": "Report {at} is {word}.", "published": "1931-05-04"}}\n' for at, word in enumerate(words))
