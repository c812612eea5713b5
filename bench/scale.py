"""`python -m bench.scale`: what a case costs as it grows, over generated readings (`variations.py`), and how long its look-ups take at the end.

Only keeping is timed, from a reading to all that follows from it in the file; reading as many texts would take hours. Costs are CPU seconds of this
process; the ratio of the last thousand to the second is the figure to keep. Look-ups are wall time, each on a freshly opened case.
"""

import argparse
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from dragoman.keep import Case, open_case
from dragoman.keep.record import unpacked
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Keeper, why
from dragoman.show.situation import situation

from .variations import variations

DAYS_BACK = 60  # what a chart shows
EACH = 1000  # reports whose cost is taken together


def grown(path: Path, number: int, per_day: int) -> Iterator[dict[str, float]]:
    """Adds so many reports; yields the cost of each thousand, milliseconds of CPU a report."""
    with open_case(path, create=True, write=True) as case:
        keeper = Keeper(case)
        spent, longest = 0.0, 0.0
        done = 0
        for reading in variations(number, per_day=per_day):
            if done >= number:
                break
            started = time.process_time()
            keeper.keep(reading)
            took = time.process_time() - started
            spent, longest, done = spent + took, max(longest, took), done + 1
            if done % EACH == 0:
                size = sum(file.stat().st_size for file in path.parent.iterdir() if file.name.startswith(path.name))
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                yield {
                    "reports": done,
                    "ms_each": round(1000 * spent / EACH, 1),
                    "longest_ms": round(1000 * longest, 1),
                    "kb_each": round(size / done / 1024, 1),
                    "peak_mb": round(peak),
                }
                spent, longest = 0.0, 0.0


def multiplied(path: Path, times: int) -> int:
    """Writes the rows of all tables that look-ups read so often again, under other ids and days; returns the number of reports.

    It makes a case of the size of a large one in minutes. Nothing may be added to it afterwards.
    """
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA synchronous = OFF")
    tables = {table: _columns(base, table) for table in TABLES}
    span = base.execute("SELECT max(day) - min(day) + 1 FROM happening WHERE day > 0").fetchone()[0]
    sizes = {table: base.execute(f"SELECT max({key}) FROM {table}").fetchone()[0] or 0 for table, key in NUMBERED.items()}
    sizes |= {table: sizes[of] for table, (_, of) in BY.items()}
    numbered = NUMBERED | {table: key for table, (key, _) in BY.items()}
    texts = base.execute("SELECT seq, headline, reading FROM report").fetchall()
    for time_ in range(1, times):
        base.execute("BEGIN")
        for table, columns in tables.items():
            chosen = ", ".join(_again(f'"{column}"', time_, span, sizes.get(table, sizes["report"])) for column in columns)
            limit = (
                f" WHERE {numbered[table]} <= {sizes[table]}"
                if table in numbered
                else f" WHERE instr({'id' if 'id' in columns else 'report'}, '+') = 0"
            )
            base.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table}{limit}")
        for table, of in WORDS.items():
            names = ", ".join(_columns(base, table))
            base.execute(f"INSERT INTO {table} (rowid, {names}) SELECT rowid + {time_ * sizes[of]}, {names} FROM {table} WHERE rowid <= {sizes[of]}")
        rows = ((seq + time_ * sizes["report"], headline or "", unpacked(blob, _Text).report.text) for seq, headline, blob in texts)
        base.executemany("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", rows)
        base.execute("COMMIT")
    number = int(base.execute("SELECT count(*) FROM report").fetchone()[0])
    base.close()
    return number


TABLES = (
    "report", "echo", "happening", "happening_origin", "contest", "due", "entity", "appearance", "speaker", "said", "silence", "telling", "party",
    "tie", "change",
)  # fmt: skip
NUMBERED = {"report": "seq", "happening": "n", "due": "n", "entity": "n", "speaker": "n", "telling": "n", "change": "number"}
BY = {"appearance": ("seq", "report"), "said": ("seq", "report"), "silence": ("seq", "report"), "tie": ("seq", "report"), "party": ("n", "telling")}
WORDS = {"happening_words": "happening", "due_words": "due", "entity_words": "entity", "speaker_words": "speaker"}
DAYS = ("day", "first", "last", "told", "arose", "closed")
IDS = ("id", "key", "of", "report", "owner", "core", "shadow", "replaced_by")


class _Body(msgspec.Struct):
    text: str


class _Text(msgspec.Struct):
    report: _Body


def _columns(base: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in base.execute(f"PRAGMA table_info({table})")]


def _again(column: str, time_: int, span: int, size: int) -> str:
    """The column as it stands in the copy with this number."""
    bare = column.strip('"')
    if bare in ("seq", "n", "number"):
        return f"{column} + {time_ * size}"
    if bare in DAYS:
        return f"{column} + {time_ * span}"
    if bare == "published":
        return f"date(published, '+{time_ * span} days')"
    return f"{column} || '+{time_}'" if bare in IDS else column


def looked_up(path: Path) -> dict[str, float]:
    """Seconds that each look-up takes on a case opened for it."""
    with open_case(path) as case:
        best = case.look.happenings(Wanted(limit=1, sort="sources"))[0]
        busy = case.look.entities(Wanted(limit=1))[0]
        actor = busy.name
        ids = [each.id for each in case.look.happenings(Wanted())]
        since = date.fromordinal((case.look.today() or DAYS_BACK) - DAYS_BACK).isoformat()
        place = next((each.place for each in case.look.happenings(Wanted(limit=200)) if each.place), "Lima")
    looks: dict[str, Callable[[Case], Any]] = {
        "brief": lambda case: (case.look.counts(), situation(case.look)),
        "events": lambda case: case.look.happenings(Wanted()),
        "events of an actor": lambda case: case.look.happenings(Wanted(actor=actor)),
        "events of a type at a place": lambda case: case.look.happenings(Wanted(type="ASSAULT", place=place)),
        "events with five sources": lambda case: case.look.happenings(Wanted(min_sources=5)),
        "actors": lambda case: case.look.entities(Wanted()),
        "actors by name": lambda case: case.look.entities(Wanted(actor=actor)),
        "sources": lambda case: case.look.speakers(Wanted()),
        "silences": lambda case: case.look.silences(Wanted()),
        "silences of an actor": lambda case: case.look.silences(Wanted(actor=actor)),
        "disputes": lambda case: case.look.contests(Wanted()),
        "disputes of an actor": lambda case: case.look.contests(Wanted(actor=actor)),
        "ahead": lambda case: case.look.dues(Wanted()),
        "ahead, overdue": lambda case: case.look.dues(Wanted(status="overdue")),
        "echoes": lambda case: case.echoes(limit=50),
        "reports": lambda case: list(case.reports(limit=50)),
        "search": lambda case: case.look.search("police ministry"),
        "why": lambda case: why(case, best.id),
        "parties of 50 events": lambda case: case.links.parties(ids),
        "deeds of an actor": lambda case: case.links.deeds(busy.id, Wanted()),
        "reports of an actor": lambda case: case.links.appears_in(busy.id),
        "ties of an actor": lambda case: case.links.ties(busy.id),
        "ties of 60 days": lambda case: case.links.ties(since=since, limit=None),
        "counts by day, 60 days": lambda case: case.charts.counts_by_day(Wanted(since=since)),
        "counts by day, all": lambda case: case.charts.counts_by_day(Wanted()),
        "counts by day of an actor": lambda case: case.charts.counts_by_day(Wanted(), entity=busy.id),
        "places, 60 days": lambda case: case.charts.places(Wanted(since=since)),
        "places, all": lambda case: case.charts.places(Wanted()),
        "dyads, 60 days": lambda case: list(case.charts.dyads(Wanted(since=since))),
        "dyads, all": lambda case: list(case.charts.dyads(Wanted())),
    }
    found = {}
    for name, look in looks.items():
        started = time.perf_counter()
        with open_case(path) as case:
            look(case)
        found[name] = round(time.perf_counter() - started, 3)
    return found


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--number", type=int, default=11_000)
    options.add_argument("--per-day", type=int, default=40)
    options.add_argument("--case", type=Path, help="Where to leave the case; else it is thrown away.")
    options.add_argument("--times", type=int, default=1, help="Before the look-ups: write the record so often (look-ups alone need no more).")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        path = given.case or Path(folder) / "c.db"
        rows = []
        for row in grown(path, given.number, given.per_day):
            print(json.dumps(row), flush=True)
            rows.append(row)
        if len(rows) > 2:
            print(f"the last {EACH} reports cost {rows[-1]['ms_each'] / rows[1]['ms_each']:.2f} times the second {EACH}")
        if given.times > 1:
            print(f"{multiplied(path, given.times)} reports, {path.stat().st_size / 2**30:.2f} GiB")
        for name, seconds in looked_up(path).items():
            print(f"{name:<30}{seconds:>8.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
