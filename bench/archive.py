"""`python -m bench.archive speed|memory`: how much faster more workers are, and whether the memory of one grows with the reports that it reads.

`speed` reads the same articles into an archive with 1 worker and with 2, each from nothing, models loaded anew. The figure to keep is the ratio of
wall times; it is worth nothing on a machine whose cores others use. `memory` reads generated reports (`briefs.py`), each with names that no other
has, shard by shard as a worker does, and then long articles.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.keep.archive import open_archive
from dragoman.keep.parquet import writer
from dragoman.model.archive import Making
from dragoman.model.text import Report
from dragoman.pipeline import Processes, begun, read_archive
from dragoman.pipeline.archiving import SHARD, Job, read_shard
from dragoman.pipeline.reading import Own
from dragoman.read import versions
from dragoman.settings import Settings
from eval import corpora

from .briefs import briefs

CORPUS = "news_guardian"
WARM = 1000  # reports after which models, caches and the allocator have what they need


def speed(number: int, shard: int, workers: Sequence[int]) -> None:
    """Prints wall and CPU seconds with so many workers each."""
    with TemporaryDirectory() as folder:
        source = written(Path(folder, "in.jsonl"), islice(corpora.rows(CORPUS), number))
        walls = []
        for each in workers:
            where = str(Path(folder, f"with-{each}"))
            wall, own, theirs = time.perf_counter(), time.process_time(), _children()
            with begun(where, Settings(), shard) as archive, Processes(each) as pool:
                for _ in read_archive(archive, [str(source)], Settings(), pool):
                    pass
            wall, own, theirs = time.perf_counter() - wall, time.process_time() - own, _children() - theirs
            manifest = open_archive(where).manifest
            size = sum(file.size for one in manifest.shards for file in one.files)
            walls.append(wall)
            print(
                f"{each} worker{'s' if each > 1 else ''}: {manifest.reports} articles in {wall:.1f} s, {theirs:.1f} s CPU of theirs, "
                f"{1000 * own / manifest.reports:.1f} ms an article of the process that keeps, {size / manifest.reports / 1024:.1f} kB an article"
            )
        ratio = walls[0] / walls[-1]
        print(f"{workers[-1]} workers are {ratio:.2f} times as fast as {workers[0]}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def written(file: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """The file, with a report a row as JSON lines, numbered from 0."""
    with file.open("w", encoding="utf-8") as out:
        for at, row in enumerate(rows):
            out.write(json.dumps({"id": str(at), **{name: row[name] for name in ("text", "published", "outlet")}}) + "\n")
    return file


def memory(number: int, shard: int) -> None:
    """Prints the resident memory of a process that reads shard after shard."""
    making = Making(versions=versions(), duckdb=writer(), shard=shard)
    warm = 0.0
    reports = briefs(number)
    started = time.process_time()
    done = 0
    while some := tuple(islice(reports, shard)):
        _read(some, making)
        done += len(some)
        if done % WARM == 0:
            warm = warm or _resident()
            spent = 1000 * (time.process_time() - started) / WARM
            print(f"{done:>7} reports  {_resident():>6.0f} MB  {spent:>5.1f} ms of CPU each", flush=True)
            started = time.process_time()
    print(f"grown by {100 * (_resident() / warm - 1):.1f} % since the first {WARM}")
    if (corpora.FOLDER / f"{CORPUS}.jsonl").exists():
        articles = [corpora.report_of(row["text"], row["published"], row["outlet"]) for row in corpora.rows(CORPUS)]
        _read(articles, making)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"after {len(articles)} long articles {_resident():.0f} MB, at most {peak:.0f} MB")


def _read(reports: Iterable[Report], making: Making) -> None:
    outcome = read_shard(Job("00000", tuple(reports), Own(None, ()), making, Settings().batch))
    assert not outcome.failures


def _resident() -> float:
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.archive", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("what", choices=("speed", "memory"))
    options.add_argument("--number", type=int, help="Reports: 250 for speed, 20,000 for memory without it.")
    options.add_argument("--shard", type=int, help="Reports a shard: 25 for speed, 500 for memory without it.")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = options.parse_args()
    if given.what == "memory":
        memory(given.number or 20_000, given.shard or SHARD)
    elif (corpora.FOLDER / f"{CORPUS}.jsonl").exists():
        speed(given.number or 250, given.shard or 25, given.workers)
    else:
        print(f"skipped: no corpus {CORPUS} in {corpora.FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
