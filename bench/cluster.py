"""`python -m bench.cluster speed|kills`: a cluster reads what one process reads, how much sooner, and whatever is killed meanwhile.

`speed` reads the same articles by `--workers 1` and by `--cluster` with 1, 2 and 4 dask workers, which stand, as the scheduler does, on hosts of
their own (`hosts.py`). Wall seconds are counted from the start of the command, when scheduler and workers are there but have loaded no model; and,
as a worker loads its models with its first shard, from the moment at which as many shards are kept as there are workers: from then on reports a
second are compared. CPU seconds are those of the workers alone, models included.

`kills` reads generated reports (`briefs.py`) three times: undisturbed by `--workers 2`; by the same while its workers and the whole command are
killed with SIGKILL; by a cluster while its workers and its scheduler are. What was killed is begun again. At the end every reading must be there
once, and the same bytes.

Both end in 1 where an archive has other files than the first, or other bytes.
"""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from dragoman.keep.archive import open_archive
from eval import corpora

from .archive import CORPUS, written
from .briefs import briefs
from .hosts import KINDS, Cluster, Hosts, kill, readers, said, spent

COMMAND = "dragoman.cli"  # the module of the command
WORKERS = 2  # while some are killed
MOMENT = 2.0  # seconds at most between a shard that is kept and the kill that waits for it: about what a shard of 50 reports takes
LAST = 0.95  # of the shards: what is killed is killed before
PATIENCE = 120  # seconds in which a command has to end when its scheduler is gone, and the workers of a command that was killed
GONE = ("the scheduler is gone", "no scheduler answers")  # what the command says then; the latter where it had not begun to speak with it
Kills = Counter[str]


class Run(NamedTuple):
    """One run of the command: seconds from its start and from its first shards, reports kept in the latter, CPU of whoever read."""

    wall: float
    after: float
    kept: int
    cpu: float
    files: dict[str, str]


def source(folder: Path, number: int, *, generated: bool) -> Path:
    """A file of so many reports as JSON lines: articles where they are there and nothing else is wanted, or else generated ones."""
    if generated or not (corpora.FOLDER / f"{CORPUS}.jsonl").exists():
        return written(folder / "in.jsonl", (msgspec.structs.asdict(each) for each in briefs(number)))
    return written(folder / "in.jsonl", islice(corpora.rows(CORPUS), number))


def digests(archive: Path) -> dict[str, str]:
    """The SHA-256 of each file of an archive but its lock."""
    files = (file for file in sorted(archive.rglob("*")) if file.is_file() and file.suffix != ".writer")
    return {file.relative_to(archive).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def speed(number: int, shard: int, workers: Sequence[int], kind: str | None, *, generated: bool) -> bool:
    """Prints a row for each run; whether all archives are the same."""
    cores, load = os.cpu_count(), os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        file = source(Path(folder), number, generated=generated)
        print(f"{'workers':<32}{'wall s':>8}{'x one':>7}{'after loading s':>17}{'reports/s':>11}{'x one':>7}{'CPU s':>8}  same", flush=True)
        one, same = None, True
        for each in (0, *workers):
            run, kind = _read(file, shard, each, kind)
            one = one or run
            same = same and run.files == one.files
            pace, first = run.kept / run.after, one.kept / one.after
            name = f"{each} in a cluster, {kind}" if each else "1, --workers 1"
            print(
                f"{name:<32}{run.wall:>8.1f}{one.wall / run.wall:>7.2f}{run.after:>17.1f}{pace:>11.2f}{pace / first:>7.2f}{run.cpu:>8.1f}  "
                f"{'yes' if run.files == one.files else 'NO'}",
                flush=True,
            )
    print(f"{cores} cores; load {load:.1f} at the start, {os.getloadavg()[0]:.1f} at the end; {len(one.files) if one else 0} files an archive")
    return same


def _read(file: Path, shard: int, workers: int, kind: str | None) -> tuple[Run, str]:
    """The file read by a cluster of so many workers, or without one by a process; and on which kind of hosts."""
    with Hosts(kind) as hosts:
        cluster = Cluster(hosts, workers) if workers else None
        workers_there = cluster.workers if cluster else []
        before = sum(sum(spent(each).values()) for each in workers_there)
        begun = time.time()
        how = ("--cluster", cluster.address) if cluster else ("--workers", "1")
        command = hosts.begin(hosts.head, COMMAND, "read", str(file), "--to", "archive", "--shard", str(shard), *how)
        used: dict[int, float] = {}
        while command.poll() is None:
            for each in workers_there or [command]:
                used |= spent(each)
            with suppress(subprocess.TimeoutExpired):
                command.wait(0.25)
        wall = time.time() - begun
        if command.returncode:
            raise SystemExit(said(hosts.head))
        used.pop(command.pid, None)
        archive = hosts.head.folder / "archive"
        shards = open_archive(str(archive)).manifest.shards
        kept = sorted(((archive / each.files[0].name).stat().st_mtime, each.reports) for each in shards)[max(1, workers) - 1 :]
        after, later = kept[-1][0] - kept[0][0], sum(reports for _, reports in kept[1:])
        if not later:
            raise SystemExit(f"{len(shards)} shards are too few for {workers} workers: give --shard a smaller number, or --number a greater")
        return Run(wall, after, later, sum(used.values()) - before, digests(archive)), hosts.kind


def kills(number: int, shard: int, wanted: dict[str, int], seed: int, kind: str | None) -> bool:
    """Prints what was killed in each run and what came of it; whether both archives are those of the undisturbed run."""
    chance = Random(seed)
    with TemporaryDirectory() as folder, Hosts(kind) as hosts:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {number:,} reports, {shard} a shard; seed {seed}", flush=True)
        file = source(Path(folder), number, generated=True)
        whole: dict[str, str] = {}
        same = True
        for name, run, what in (
            ("undisturbed", alone, ()),
            ("by --workers 2", alone, ("worker", "command")),
            (f"by a cluster, {hosts.kind}", clustered, ("worker", "scheduler")),
        ):
            begun = time.monotonic()
            archive = hosts.head.folder / name.replace(" ", "-")
            words = (COMMAND, "read", str(file), "--shard", str(shard), "--to", str(archive))
            killed = run(Disturbed(hosts, words, archive, plan({each: wanted[each] for each in what}, -(-number // shard), chance), chance))
            files = digests(archive)
            whole = whole or files
            other = sorted({file for file, _ in files.items() ^ whole.items()})
            complete = once(archive, number)
            same = same and complete and not other
            told = ", ".join(f"{killed[each]} {each}{'s' * (killed[each] != 1)}" for each in what) or "nothing"
            found = f"{'every' if complete else 'NOT every'} reading once, {f'OTHER FILES: {other}' if other else f'the same {len(files)} files'}"
            left = len(list(hosts.root.glob("*/dragoman-*")))
            print(f"{name}: {told} killed; {time.monotonic() - begun:.0f} s; {found}; {left} folders of work left behind", flush=True)
    return same


def once(archive: Path, number: int) -> bool:
    """Whether the archive is complete and has the reading of each report a single time, in their order, and no failure."""
    held = open_archive(str(archive))
    told = [reading.report.external_id for each in held.manifest.shards for reading in held.readings(each)]
    return held.manifest.complete and not held.manifest.failed and told == [str(at) for at in range(number)]


def plan(wanted: dict[str, int], shards: int, chance: Random) -> deque[tuple[int, str]]:
    """What is to be killed, each as soon as so many shards are kept."""
    last = max(1, int(LAST * shards))
    return deque(sorted((chance.randint(1, last), what) for what, times in wanted.items() for _ in range(times)))


class Disturbed(NamedTuple):
    """A command to be begun again until it is done, and what is to be killed meanwhile."""

    hosts: Hosts
    words: tuple[str, ...]
    archive: Path
    plan: deque[tuple[int, str]]
    chance: Random

    def begun(self, *more: str) -> subprocess.Popen[str]:
        self.hosts.head.log.unlink(missing_ok=True)
        return self.hosts.begin(self.hosts.head, *self.words, *more)

    def due(self, command: subprocess.Popen[str]) -> str | None:
        """What to kill now, a moment after so many shards are kept; null when the command has ended."""
        while command.poll() is None:
            if self.plan and len(list(self.archive.glob("reports/*.parquet"))) >= self.plan[0][0]:
                time.sleep(self.chance.random() * MOMENT)
                return self.plan.popleft()[1] if command.poll() is None else None
            time.sleep(0.02)
        return None

    def ended(self, command: subprocess.Popen[str], *expected: str) -> bool:
        """Whether it ended well; an error where it ended otherwise and said none of what was expected."""
        if command.wait(PATIENCE) and not any(words in said(self.hosts.head) for words in expected):
            raise SystemExit(f"the command ended with {command.returncode}: {said(self.hosts.head)}")
        return not command.returncode


def alone(run: Disturbed) -> Kills:
    """By the workers of the command; how many of them were killed, and how often the command itself."""
    killed = Kills()
    while True:
        command = run.begun("--workers", str(WORKERS))
        while what := run.due(command):
            if what == "command":
                command.kill()  # its workers have to end by themselves
                command.wait()
                killed[what] += 1
                _gone(command)
            elif reading := readers(command):
                os.kill(run.chance.choice(reading), signal.SIGKILL)
                killed[what] += 1
            else:
                run.plan.appendleft((0, what))  # none has been begun yet
        if command.returncode != -signal.SIGKILL and run.ended(command):
            return killed


def clustered(run: Disturbed) -> Kills:
    """By a cluster; how many workers were killed, half of them with the nanny that would begin them again, and how often the scheduler."""
    killed = Kills()
    cluster = Cluster(run.hosts, WORKERS)
    while True:
        command = run.begun("--cluster", cluster.address)
        while what := run.due(command):
            at = run.chance.randrange(WORKERS)
            if what == "scheduler":
                kill(cluster.scheduler)
                killed[what] += 1
                break
            if (reading := readers(cluster.workers[at])) and run.chance.random() < 0.5:
                os.kill(reading[0], signal.SIGKILL)
            else:
                cluster.begin_worker(at)
            killed[what] += 1
        if run.ended(command, *(GONE if what else ())):
            return killed
        cluster.begin()


def _gone(command: subprocess.Popen[str]) -> None:
    """Waits for the workers of a command that was killed; an error where they outlive it."""
    until = time.monotonic() + PATIENCE
    while readers(command):
        if time.monotonic() > until:
            raise SystemExit("workers outlive their command")
        time.sleep(0.05)


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.cluster", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("what", choices=("speed", "kills"))
    options.add_argument("--number", type=int, help="Reports: 250 for speed, 5,000 for kills without it.")
    options.add_argument("--shard", type=int, help="Reports a shard: 5 for speed, 50 for kills without it.")
    options.add_argument("--kind", choices=KINDS, help="What hosts are; without it namespaces where they can be made.")
    options.add_argument("--generated", action="store_true", help="speed: generated reports instead of articles.")
    options.add_argument("--workers", type=int, nargs="+", help="speed: in the cluster, 1 2 4 without it; kills: how many are killed, 40.")
    options.add_argument("--commands", type=int, default=5, help="kills: how often the command is killed.")
    options.add_argument("--schedulers", type=int, default=3, help="kills: how often the scheduler is.")
    options.add_argument("--seed", type=int, default=1, help="kills: of the moments.")
    given = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that all that was begun is ended
    if given.what == "speed":
        return not speed(given.number or 250, given.shard or 5, given.workers or [1, 2, 4], given.kind, generated=given.generated)
    wanted = {"worker": sum(given.workers or [40]), "command": given.commands, "scheduler": given.schedulers}
    return not kills(given.number or 5000, given.shard or 50, wanted, given.seed, given.kind)


if __name__ == "__main__":
    sys.exit(main())
