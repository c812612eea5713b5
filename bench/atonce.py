"""`python -m bench.atonce`: an archive of generated readings (`variations.py`) into a case all at once: seconds, memory and disk, step by step.

With `--compare` the same readings are then added one by one, and the two records compared row by row. Seconds are of the wall and of this process's
CPU; memory is the most that it had resident, disk the most that lay in its files of work.
"""

import argparse
import os
import resource
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.keep import open_case
from dragoman.keep.archive import is_archive, open_archive
from dragoman.keep.parquet import Packer
from dragoman.pipeline import Keeper, add_at_once, begun
from dragoman.pipeline.archiving import SHARD
from dragoman.settings import Settings
from tests.keep.test_record import RECORD

from .variations import variations

EACH = 1000
PAUSE = 0.5  # seconds between two looks at the disk


def archived(where: str, number: int, per_day: int) -> None:
    """Writes so many readings as an archive, where there is none yet."""
    if is_archive(where):
        return
    some = variations(number, per_day=per_day)
    with begun(where, Settings(), SHARD) as archive:
        for at in range(-(-number // SHARD)):
            with Packer() as packer:
                for reading in islice(some, SHARD):
                    packer.add(reading)
                archive.put(f"{at:05}-{'0' * 12}", packer.packed(), ())
        archive.finish(-(-number // SHARD), 0)


class Spent:
    """Wall and CPU seconds since it was made, and the most that the files of work had."""

    def __init__(self, work: Path) -> None:
        self._wall, self._cpu, self._work = time.monotonic(), time.process_time(), work
        self.disk = 0
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            sizes = []
            for file in self._work.rglob("*"):
                try:
                    sizes.append(file.stat().st_size)
                except FileNotFoundError:
                    continue
            self.disk = max(self.disk, sum(sizes))
            time.sleep(PAUSE)

    def say(self, words: str) -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        wall, cpu = time.monotonic() - self._wall, time.process_time() - self._cpu
        print(f"{wall:>8.0f} s {cpu:>8.0f} s CPU {memory:>6.0f} MB at most {self.disk / 2**20:>6.0f} MB of work  {words}", flush=True)


def one_by_one(path: Path, where: str) -> None:
    """Adds the readings of the archive, and prints the CPU of each thousand."""
    with open_case(path, create=True, write=True) as case:
        keeper = Keeper(case)
        archive = open_archive(where)
        readings = (reading for shard in archive.manifest.shards for reading in archive.readings(shard))
        while some := list(islice(readings, EACH)):
            started = time.process_time()
            for reading in some:
                keeper.keep(reading)
            print(f"{case.count():>8} one by one, {1000 * (time.process_time() - started) / len(some):.1f} ms of CPU each", flush=True)


def differing(one: Path, other: Path) -> Iterator[str]:
    """Tables of the record in which the two cases differ, with the number of rows that do."""
    with sqlite3.connect(one) as mine, sqlite3.connect(other) as theirs:
        for name, query in RECORD.items():
            rows = sum(first != second for first, second in zip_longest(mine.execute(query), theirs.execute(query)))
            if rows:
                yield f"{name}: {rows} rows"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.atonce", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--number", type=int, default=2_000)
    options.add_argument("--per-day", type=int, default=120)
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--memory", default="1GB", help="What DuckDB may take.")
    options.add_argument("--folder", type=Path, help="Where archive and cases are left, and taken up again; else they are thrown away.")
    options.add_argument("--compare", action="store_true")
    given = options.parse_args()
    with TemporaryDirectory() as thrown:
        folder = given.folder or Path(thrown)
        where, once, each = str(folder / "archive"), folder / "once.case", folder / "each.case"
        archived(where, given.number, given.per_day)
        once.unlink(missing_ok=True)
        spent = Spent(folder / "once.case.work")
        done = sum(1 for _ in add_at_once(once, [where], Settings(), workers=given.workers, memory=given.memory, say=spent.say))
        manifest = open_archive(where).manifest
        spent.say(f"done: {done} reports, {manifest.events} event mentions; a case of {once.stat().st_size / 2**20:.0f} MB")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        if given.compare:
            each.unlink(missing_ok=True)
            one_by_one(each, where)
            found = list(differing(once, each))
            print("; ".join(found) or "both records are the same")
            return len(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
