"""Shards read by processes of this machine, each with models of its own. A process that dies loses its shard alone; none outlives this one."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Self

from dragoman.model.errors import DataError, DragomanError

from .archiving import Job, Outcome, Work, read_shard

Link = connection.Connection


class Processes:
    """So many processes, each begun when it is first needed; a context manager, at whose end they are ended, whatever they do."""

    def __init__(self, workers: int, work: Work = read_shard) -> None:
        self._workers, self._work = workers, work
        self._hands: list[_Hand] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for hand in self._hands:
            hand.end()

    def room(self) -> int:
        return self._workers

    def submit(self, job: Job) -> None:
        """Gives the job to an idle process; call it only while there is `room`."""
        while True:
            hand = next((each for each in self._hands if each.job is None), None)
            if hand is None:
                hand = _Hand(self._work)
                self._hands.append(hand)
            try:
                hand.link.send(job)
            except OSError:  # it died while it was idle
                self._hands.remove(hand)
                hand.end()
            else:
                hand.job = job
                return

    def wait(self) -> Iterator[tuple[Job, Outcome | None]]:
        busy = {hand.link: hand for hand in self._hands if hand.job is not None}
        for link in connection.wait(list(busy)):
            hand = busy[link]  # type: ignore[index]  # connection.wait gives back what it was given
            job, hand.job = hand.job, None
            assert job is not None
            try:
                answer = hand.link.recv()
            except (EOFError, OSError):
                self._hands.remove(hand)
                hand.end()
                answer = None
            if isinstance(answer, DragomanError):
                raise answer
            yield job, answer


class _Hand:
    """One process, and the job that it does."""

    def __init__(self, work: Work) -> None:
        context = get_context("spawn")
        self.link, theirs = context.Pipe()
        self.job: Job | None = None
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with deaf():
            self._process.start()
        theirs.close()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.link.close()


@contextmanager
def deaf() -> Iterator[None]:
    """A process begun inside does not hear Ctrl-C, which a terminal tells to all: this one ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(link: Link, work: Work) -> None:
    """What a process does: one job after another, until the one that began it is gone."""
    end_with_parent()
    while True:
        try:
            job = link.recv()
        except EOFError:
            return
        try:
            link.send(work(job))
        except DragomanError as error:
            link.send(error)
        except Exception as error:  # noqa: BLE001  # not a report's fault, for those are failures of the shard
            link.send(DataError(f"shard {job.name}: {type(error).__name__}: {error}; mend that, and the same command goes on"))


def end_with_parent() -> None:
    """Ends this process when the one that began it is gone; a pool's process would wait for its next work for ever."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
