"""`Hosts`: as it were several machines, all on this one; `Cluster`: a dask scheduler and workers on them, begun with dask's own commands.

Each has a working folder of its own, empty when it is begun, which is also its home and its place for temporary files; they share the installed
package and no other file. As "namespaces" each has a network of its own, too, tied to a bridge that stands in the one where commands are begun:
that takes root and `ip` (iproute2), and nothing of this machine's own network is touched. As "processes" all are on 127.0.0.1. At the end all that
was begun is ended and removed, also after Ctrl-C and, where a script lets SIGTERM raise, after that.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple, Self

ROOT = Path(__file__).parent.parent
KINDS = ("namespaces", "processes")
NETWORK = "10.77.0"  # inside the namespaces alone
PORT = 8786
JOINING = 120  # seconds that a scheduler and its workers have to find one another


class Host(NamedTuple):
    """One machine. `log`: what its programs say."""

    name: str
    folder: Path
    address: str
    log: Path
    entered: tuple[str, ...]  # the words before a command that let it run there


class Hosts:
    """Machines of this kind, as many as are asked for; the first is where commands are begun. A context manager."""

    def __init__(self, kind: str | None = None) -> None:
        self.kind = kind or (KINDS[0] if namespaces() else KINDS[1])
        self._stack = ExitStack()
        self._names: list[str] = []

    def __enter__(self) -> Self:
        try:
            self.root = Path(self._stack.enter_context(TemporaryDirectory()))
            self.head = self.host("head")
        except BaseException:  # Ctrl-C
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))  # what comes meanwhile is heard afterwards
        try:
            self._stack.close()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def host(self, name: str) -> Host:
        """Another machine, with an empty folder."""
        folder = self.root / name
        folder.mkdir()
        self._names.append(name)
        if self.kind != "namespaces":
            return Host(name, folder, "127.0.0.1", self.root / f"{name}.log", ())
        space, head = f"dragoman-{os.getpid()}-{name}", f"dragoman-{os.getpid()}-head"
        address = f"{NETWORK}.{len(self._names)}"
        self._stack.callback(_ip, "netns", "delete", space, must=False)  # with it go both ends of its cable
        _ip("netns", "add", space)
        _ip("-n", space, "link", "set", "lo", "up")
        if space == head:
            device = "bridge"
            _ip("-n", head, "link", "add", "name", device, "type", "bridge")
        else:
            device = "cable"
            _ip("-n", head, "link", "add", "name", name, "type", "veth", "peer", "name", device, "netns", space)
            _ip("-n", head, "link", "set", name, "master", "bridge", "up")
        _ip("-n", space, "address", "add", f"{address}/24", "dev", device)
        _ip("-n", space, "link", "set", device, "up")
        return Host(name, folder, address, self.root / f"{name}.log", ("ip", "netns", "exec", space))

    def begin(self, host: Host, *words: str) -> subprocess.Popen[str]:
        """A Python module with its words, as a process that leads a session of its own."""
        paths = os.pathsep.join((str(ROOT), *filter(None, sys.path)))
        own = {"HOME": str(host.folder), "TMPDIR": str(host.folder), "PYTHONPATH": paths}
        with host.log.open("a", encoding="utf-8") as log:
            process = subprocess.Popen(
                [*host.entered, sys.executable, "-m", *words],
                cwd=host.folder, env={**os.environ, **own}, stdout=log, stderr=log, text=True, start_new_session=True,
            )  # fmt: skip
        self._stack.callback(kill, process)
        return process


class Cluster:
    """A scheduler and so many workers, each with one thread, on hosts of their own."""

    def __init__(self, hosts: Hosts, workers: int) -> None:
        self._hosts = hosts
        self._scheduler = hosts.host("scheduler")
        self._workers = [hosts.host(f"worker{at}") for at in range(1, workers + 1)]
        port = PORT if hosts.kind == "namespaces" else _free()
        self.address = f"tcp://{self._scheduler.address}:{port}"
        self._port = str(port)
        self.workers: list[subprocess.Popen[str]] = []
        self.begin()

    def begin(self) -> None:
        """Begins all of it; returns when every worker has found the scheduler.

        Again, when the scheduler is gone: its workers have ended then, by themselves, but for those that had not found it yet.
        """
        for worker in self.workers:
            kill(worker)
        host = _emptied(self._scheduler)
        words = ("--host", host.address, "--port", self._port, "--no-dashboard")
        self.scheduler = self._hosts.begin(host, "dask", "scheduler", *words)
        self.workers = [self._begun(at) for at in range(len(self._workers))]
        until = time.monotonic() + JOINING
        while not all("Registered to:" in said(host) for host in self._workers):
            if time.monotonic() > until:
                raise TimeoutError("; ".join(f"{host.name}: {said(host)[-2000:]}" for host in (self._scheduler, *self._workers)))
            time.sleep(0.05)

    def begin_worker(self, at: int) -> None:
        """Worker `at` once more, as after its machine was switched off."""
        kill(self.workers[at])
        self.workers[at] = self._begun(at)

    def _begun(self, at: int) -> subprocess.Popen[str]:
        host = _emptied(self._workers[at])
        return self._hosts.begin(host, "dask", "worker", self.address, "--host", host.address, "--nthreads", "1", "--no-dashboard")


def namespaces() -> bool:
    """Whether this process may make network namespaces and join them."""
    if os.geteuid() or not shutil.which("ip"):
        return False
    name = f"dragoman-{os.getpid()}-tried"
    link = ("-n", name, "link", "add", "name")
    tried = (("netns", "add", name), (*link, "one", "type", "bridge"), (*link, "two", "type", "veth", "peer", "name", "three"))
    try:
        return all(_ip(*words, must=False) for words in tried)
    finally:
        _ip("netns", "delete", name, must=False)


def kill(process: subprocess.Popen[str]) -> None:
    """Ends the process and those of its session with SIGKILL, unless it has ended before; then they have, too, or will."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def spent(process: subprocess.Popen[str]) -> dict[int, float]:
    """CPU seconds of each process of its session until now, by number."""
    ticks = os.sysconf("SC_CLK_TCK")
    return {number: (int(fields[11]) + int(fields[12])) / ticks for number, fields in _session(process.pid)}


def readers(process: subprocess.Popen[str]) -> list[int]:
    """The processes of its session that read: those begun by Python's multiprocessing."""
    found = []
    for number, fields in _session(process.pid):
        with suppress(OSError):
            if fields[0] != "Z" and b"spawn_main" in Path("/proc", str(number), "cmdline").read_bytes():
                found.append(number)
    return sorted(found)


def _session(leader: int) -> Iterator[tuple[int, list[str]]]:
    """Each process of a session, with the fields of its `stat` from the third, which is its state."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                if int(fields[3]) == leader:
                    yield int(folder.name), fields


def said(host: Host) -> str:
    """What its programs have said since it was begun."""
    return host.log.read_text(encoding="utf-8") if host.log.exists() else ""


def _emptied(host: Host) -> Host:
    for each in host.folder.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    host.log.unlink(missing_ok=True)
    return host


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _ip(*words: str, must: bool = True) -> bool:
    """Whether it could be done; an error where it `must`."""
    return not subprocess.run(["ip", *words], check=must, stderr=None if must else subprocess.DEVNULL).returncode
