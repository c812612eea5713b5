"""`python -m bench`: what a report costs, stage by stage, beside bare spaCy parsing of the same articles in the same run.

Each in a process of its own, in turns, on one core: articles parsed with `nlp.pipe`; the same with what others do to find who said what
(`yardsticks.py`; textacy where it is installed); taken in, read and written as JSON; kept in a case with all that follows. Times are CPU
seconds after loading. Machines are noisy: the figure to keep is the ratio. Memory is the process's own, models included.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval import corpora

from .yardsticks import YARDSTICKS, pipeline, there

CORPUS = "news_guardian"
ROUNDS = 2
TOGETHER = 8  # reports read at a time
STAGES = {"ingest": "taking in", "parse_reports": "parsing", "encode_report": "networks", "json": "writing JSON"}
STEPS = ("find_", "judge_", "situate_", "score_", "infer_", "propose", "fold_", "link_", "date_", "line_up", "leave_")
Found = dict[str, Any]


def main() -> int:
    if len(sys.argv) > 1:
        name = sys.argv[1]
        print(json.dumps(_kept() if name == "keep" else _read() if name == "read" else _yardstick(name)))
        return 0
    if not (corpora.FOLDER / f"{CORPUS}.jsonl").exists():
        print(f"skipped: no corpus {CORPUS} in {corpora.FOLDER}")
        return 0
    wanted = [name for name in (*YARDSTICKS, "read", "keep") if name not in YARDSTICKS or there(name)]
    best: dict[str, Found] = {}
    for number in range(ROUNDS):
        for at, name in enumerate(wanted):
            print(f"round {number + 1} of {ROUNDS}, {at + 1} of {len(wanted)}: {name}", file=sys.stderr)
            found = _alone(name)
            if name not in best or found["cpu_s"] < best[name]["cpu_s"]:
                best[name] = found
    _say(best)
    return 0


def _alone(name: str) -> Found:
    """The measures of one of them, in a process of its own with one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    ran = subprocess.run([sys.executable, "-m", "bench", name], stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **threads})
    measured: Found = json.loads(ran.stdout)
    return measured


def _say(best: dict[str, Found]) -> None:
    bare = best["parse"]["cpu_s"]
    words, articles = best["parse"]["words"], best["parse"]["articles"]
    print(f"{articles} articles, {words:,} words\n")
    print(f"{'':<42}{'articles/s':>11}{'words/s':>10}{'CPU s':>8}{'x bare':>8}{'peak MB':>9}")
    labels = {**{name: label for name, (label, _) in YARDSTICKS.items()}, "read": "dragoman read", "keep": "kept in a case, readings given"}
    for name, row in best.items():
        seconds = row["cpu_s"]
        print(f"{labels[name]:<42}{articles / seconds:>11.1f}{words / seconds:>10,.0f}{seconds:>8.1f}{seconds / bare:>8.2f}{row['peak_mb']:>9.0f}")
    print(f"\nreading costs {best['read']['cpu_s'] / bare:.2f} times bare parsing (best of {ROUNDS} rounds each)")
    whole = best["read"]["cpu_s"] + best["keep"]["cpu_s"]
    print(f"\n{'stage':<42}{'articles/s':>11}{'words/s':>10}{'CPU s':>8}{'share':>8}")
    for stage, seconds in [*best["read"]["steps"].items(), *best["keep"]["steps"].items()]:
        if seconds >= 0.005:
            name = STAGES.get(stage, stage)
            print(f"{name:<42}{articles / seconds:>11,.0f}{words / seconds:>10,.0f}{seconds:>8.2f}{100 * seconds / whole:>7.1f}%")


def _measured(articles: list[str], cpu: float, steps: dict[str, float] | None = None) -> Found:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(text.split()) for text in articles)
    return {"articles": len(articles), "words": words, "cpu_s": cpu, "peak_mb": peak, "steps": steps or {}}


def _yardstick(name: str) -> Found:
    articles = [row["text"] for row in corpora.rows(CORPUS)]
    nlp, measure = pipeline(), YARDSTICKS[name][1]
    measure(nlp.pipe(articles[:2]))
    started = time.process_time()
    measure(nlp.pipe(articles, batch_size=TOGETHER))
    return _measured(articles, time.process_time() - started)


def _read() -> Found:
    """Taking in, reading and writing, each step by itself; what lies between the steps is "reading, the rest"."""
    from dragoman import read
    from dragoman.ingest import take_in
    from dragoman.model.text import Report

    spent: dict[str, float] = defaultdict(float)
    with TemporaryDirectory() as folder:
        file = _written(Path(folder, "in.jsonl"))
        for reading in read.read_reports([report for report in take_in([str(file)]) if isinstance(report, Report)][:2]):
            _json(reading)  # loads the models and the lexicon
        _timed(read, spent)
        started = time.process_time()
        with _stage(spent, "ingest"):
            reports = [report for report in take_in([str(file)]) if isinstance(report, Report)]
        for at in range(0, len(reports), TOGETHER):
            for reading in read.read_reports(reports[at : at + TOGETHER]):
                with _stage(spent, "json"):
                    _json(reading)
        whole = time.process_time() - started
    steps = dict(sorted(spent.items(), key=lambda item: -item[1]))
    steps["reading, the rest"] = whole - sum(spent.values())
    return _measured([report.text for report in reports], whole, steps)


def _kept() -> Found:
    """The readings of the same articles kept in a case, one after another, with echoes, events and actors woven."""
    from dragoman import read
    from dragoman.keep import open_case
    from dragoman.pipeline import Keeper, casting, weaving

    reports = [corpora.report_of(row["text"], row["published"], row["outlet"]) for row in corpora.rows(CORPUS)]
    readings = list(read.read_reports(reports))
    spent: dict[str, float] = defaultdict(float)
    woven: dict[str, Any] = {"reconcile: events and news": weaving.Weaver, "reconcile: actors": casting.Casting}
    for name, owner in woven.items():
        owner.add = _wrapped(name, owner.add, spent)
    with TemporaryDirectory() as folder, open_case(Path(folder, "bench.case"), write=True, create=True) as case:
        keeper = Keeper(case)
        started = time.process_time()
        for reading in readings:
            keeper.keep(reading)
        whole = time.process_time() - started
    return _measured([report.text for report in reports], whole, {**spent, "keep: rows, words, echoes": whole - sum(spent.values())})


def _written(file: Path) -> Path:
    with file.open("w", encoding="utf-8") as out:
        for row in corpora.rows(CORPUS):
            out.write(json.dumps({name: row[name] for name in ("text", "published", "outlet")}) + "\n")
    return file


def _json(reading: Any) -> bytes:
    import msgspec

    return msgspec.json.encode(reading)


def _timed(read: Any, spent: dict[str, float]) -> None:
    """Wraps the steps that `read/__init__.py` names, adding up the CPU seconds of each; parsing is asked for reports in turn, so each turn counts."""
    for name in [name for name in vars(read) if name.startswith(STEPS)]:
        setattr(read, name, _wrapped(name, getattr(read, name), spent))
    read.encoder.encode_report = _wrapped("encode_report", read.encoder.encode_report, spent)
    parse = read.engines.parse_reports

    def parsed(*given: Any) -> Iterator[Any]:
        turns = parse(*given)
        while True:
            with _stage(spent, "parse_reports"):
                turn = next(turns, None)
            if turn is None:
                return
            yield turn

    read.engines.parse_reports = parsed


def _wrapped(name: str, step: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        with _stage(spent, name):
            return step(*given, **named)

    return timed


@contextmanager
def _stage(spent: dict[str, float], name: str) -> Iterator[None]:
    started = time.process_time()
    yield
    spent[name] += time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
