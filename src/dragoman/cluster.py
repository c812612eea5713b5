"""Shards read by the workers of a dask cluster, or of one begun here: the same jobs as those of `pipeline.processes`, so the same bytes.

Dask sends a job again when the worker that has it dies. The only file that knows dask.
"""

import logging
import os
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from dragoman.model.errors import DragomanError, SettingError
from dragoman.pipeline.archiving import Job, Outcome, Work, read_shard
from dragoman.pipeline.processes import deaf

JOINING = 30  # seconds without a worker, or without an answer of the scheduler, after which it is said
CLOSING = 2  # seconds that workers of this machine have for it
AGAIN = 2  # times that a job is tried again where a worker fails at it without dying (its disk is full)
LARGE = "1 GiB"  # of texts in one job, where dask would warn of 10 MB

_log = logging.getLogger("dragoman.cluster")


class Cluster:
    """The workers of the scheduler at an address ("tcp://host:8786"), or of one on this machine ("local", "local:4"). A context manager."""

    def __init__(self, address: str, work: Work = read_shard) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError as error:
            raise SettingError("--cluster needs dask.distributed; run: pip install 'dragoman[cluster]'") from error
        dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGE, "distributed.comm.timeouts.connect": f"{JOINING}s"})
        self._address, self._work = address, work
        self._local = _begun(address) if address.partition(":")[0] == "local" else None
        self._jobs: dict[Any, Job] = {}
        try:
            self._client = Client(self._local or address, timeout=JOINING, set_as_default=False)
        except (OSError, ValueError) as error:
            self._end()
            raise SettingError(f"--cluster {address}: no scheduler answers there ({error}); begin one with `dask scheduler`") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells at length of each job that is given up
        if self._local is not None and self._jobs:  # in the middle of a shard they would not hear that they are to end
            for nanny in self._local.workers.values():
                nanny.auto_restart = False
                if nanny.pid is not None:
                    os.kill(nanny.pid, signal.SIGKILL)
        self._jobs.clear()
        self._client.close(timeout=CLOSING)
        self._end()

    def room(self) -> int:
        """A job for each worker, and one in four more, so that none waits for this process."""
        with self._reached():
            workers = len(self._client.nthreads())
        return max(1, workers + (workers + 3) // 4)

    def submit(self, job: Job) -> None:
        with self._reached():
            self._jobs[self._client.submit(self._work, job, pure=False, retries=AGAIN)] = job

    def wait(self) -> Iterator[tuple[Job, Outcome | None]]:
        from distributed import KilledWorker

        for future in self._finished():
            job = self._jobs.pop(future)
            with self._reached():
                error = future.exception()
                outcome = None if error else future.result()
            if isinstance(error, DragomanError):
                raise error
            if error is not None and not isinstance(error, KilledWorker):  # the worker lacks the package, its disk is full
                raise SettingError(f"--cluster {self._address}: a worker failed ({type(error).__name__}: {error}); mend that")
            yield job, outcome

    def _finished(self) -> list[Any]:
        """The jobs that are done, at least one; says, once, that there is nobody to do them."""
        from distributed import wait

        told = False
        while True:
            with self._reached(), suppress(TimeoutError), self._client.as_current():
                return list(wait(list(self._jobs), timeout=JOINING, return_when="FIRST_COMPLETED").done)
            if self._client.status != "running":
                raise self._gone()
            with self._reached():
                if not told and not self._client.nthreads():
                    _log.warning("--cluster %s: no worker has joined; begin some with `dask worker %s --nthreads 1`", self._address, self._address)
                    told = True

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """What is done inside asks the scheduler."""
        from distributed.client import ClosedClientError

        try:
            yield
        except (OSError, CancelledError, ClosedClientError) as error:
            raise self._gone() from error

    def _gone(self) -> SettingError:
        again = "begin it and its workers again, and the same command goes on where it stopped"  # dask ends workers whose scheduler is gone
        return SettingError(f"--cluster {self._address}: the scheduler is gone; {again}")

    def _end(self) -> None:
        if self._local is not None:
            with suppress(TimeoutError):  # a worker in the middle of a shard; it ends with this process
                self._local.close(timeout=CLOSING)


def _begun(address: str) -> Any:
    """A scheduler and workers on this machine, as many as the address says, else as many as it has cores."""
    from distributed import LocalCluster

    number = address.partition(":")[2] or str(os.cpu_count() or 1)
    if not number.isascii() or not number.isdigit() or number == "0":
        raise SettingError(f"--cluster {address}: write it as local:4, or as local for one worker a core")
    with deaf():
        return LocalCluster(n_workers=int(number), threads_per_worker=1, memory_limit=None, dashboard_address=None)
