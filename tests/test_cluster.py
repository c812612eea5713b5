"""A cluster reads what the processes of one machine read, also when its workers and its scheduler are killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.pipeline import light
from tests.pipeline.test_archiving import files, read, source

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="dask.distributed is not installed")
ROOT = Path(__file__).parent.parent
WORDS = ["fine"] * 300


def begin(*words: str, out: int | None = None, err: int | None = None) -> subprocess.Popen[str]:
    paths = os.pathsep.join((str(ROOT), *filter(None, sys.path)))
    return subprocess.Popen([sys.executable, "-m", *words], text=True, cwd=ROOT, stdout=out, stderr=err, env={**os.environ, "PYTHONPATH": paths})


@contextmanager
def cluster(port: int, workers: int) -> Iterator[list[subprocess.Popen[str]]]:
    """A scheduler and workers, each a process; all are killed at the end."""
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        begun = [begin("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", err=subprocess.DEVNULL)]
        begun += [
            begin("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", err=subprocess.DEVNULL)
            for _ in range(workers)
        ]
        for process in begun:
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield begun


def test_workers_and_the_scheduler_killed_the_same_command_goes_on(tmp_path: Path) -> None:
    given = source(tmp_path, WORDS)
    read(tmp_path / "whole", [given], light.Here())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("tests.pipeline.clustered", str(tmp_path / "a"), given, f"tcp://127.0.0.1:{port}")
    with cluster(port, 2) as (scheduler, one, _), begin(*words, out=subprocess.PIPE, err=subprocess.PIPE) as client:
        assert client.stdout is not None
        kept = [client.stdout.readline() for _ in range(5)]
        one.send_signal(signal.SIGKILL)
        kept += [client.stdout.readline() for _ in range(5)]  # the other goes on
        assert all(kept)
        scheduler.send_signal(signal.SIGKILL)
        rest, error = client.communicate(timeout=120)
    assert client.returncode == 1
    assert "the scheduler is gone; begin it again, and the same command goes on where it stopped" in error
    assert len(kept) + len(rest.splitlines()) < len(WORDS) // 4
    with cluster(port, 1), begin(*words, out=subprocess.PIPE) as client:
        told, _ = client.communicate(timeout=120)
    assert client.returncode == 0
    assert len(told.splitlines()) == len(WORDS) // 4
    assert files(tmp_path / "a") == files(tmp_path / "whole")
