"""`python -m bench`: what reading costs, beside bare spaCy parsing of the same articles in the same run.

Two fresh processes, one after the other, in turns: one parses the articles with `nlp.pipe`, the other reads them. Times are CPU seconds of the
process after loading; machines are noisy, so the figure to keep is the ratio. Peak memory is the reading process's own, models included.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from typing import Any

from eval import corpora

CORPUS = "news_guardian"
ROUNDS = 2


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps(_parse() if sys.argv[1] == "parse" else _read()))
        return 0
    if not (corpora.FOLDER / f"{CORPUS}.jsonl").exists():
        print(f"skipped: no corpus {CORPUS} in {corpora.FOLDER}")
        return 0
    best: dict[str, dict[str, Any]] = {}
    for _ in range(ROUNDS):
        for what in ("parse", "read"):
            ran = subprocess.run(
                [sys.executable, "-m", "bench", what], capture_output=True, text=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
            )
            found = json.loads(ran.stdout)
            if what not in best or found["cpu_s"] < best[what]["cpu_s"]:
                best[what] = found
    print(f"{'':<22}{'articles/s':>12}{'words/s':>12}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}")
    for what, label in (("parse", "spaCy nlp.pipe, bare"), ("read", "dragoman read")):
        row = best[what]
        rates = f"{row['articles'] / row['cpu_s']:>12.1f}{row['words'] / row['cpu_s']:>12,.0f}"
        print(f"{label:<22}{rates}{row['cpu_s']:>9.1f}{row['wall_s']:>9.1f}{row['peak_mb']:>9.0f}")
    print(f"reading costs {best['read']['cpu_s'] / best['parse']['cpu_s']:.2f} times bare parsing (best of {ROUNDS} rounds each)")
    for step, seconds in sorted(best["read"]["steps"].items(), key=lambda item: -item[1]):
        print(f"  {step:<24}{seconds:>7.2f} s {100 * seconds / best['read']['cpu_s']:>5.1f} %")
    return 0


def _measure(articles: list[str], started: float, wall: float) -> dict[str, Any]:
    return {
        "articles": len(articles),
        "words": sum(len(text.split()) for text in articles),
        "cpu_s": time.process_time() - started,
        "wall_s": time.perf_counter() - wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _parse() -> dict[str, Any]:
    import spacy

    from dragoman.read import engines

    articles = [row["text"] for row in corpora.rows(CORPUS)]
    nlp = spacy.load(engines.package())
    list(nlp.pipe(articles[:2]))
    started, wall = time.process_time(), time.perf_counter()
    for _ in nlp.pipe(articles, batch_size=8):
        pass
    return _measure(articles, started, wall)


def _read() -> dict[str, Any]:
    import msgspec

    from dragoman import read

    reports = [corpora.report_of(row["text"], row["published"], row["outlet"]) for row in corpora.rows(CORPUS)]
    for reading in read.read_reports(reports[:2]):  # loads the models and the lexicon
        msgspec.json.encode(reading)
    steps = _timed(read)
    started, wall = time.process_time(), time.perf_counter()
    for at in range(0, len(reports), 8):
        for reading in read.read_reports(reports[at : at + 8]):
            msgspec.json.encode(reading)
    return {**_measure([report.text for report in reports], started, wall), "steps": steps}


def _timed(read: Any) -> dict[str, float]:
    """Wraps the steps that `read/__init__.py` names, adding up the CPU seconds of each."""
    spent: dict[str, float] = defaultdict(float)

    def wrap(name: str, step: Any) -> Any:
        def timed(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            found = step(*given, **named)
            spent[name] += time.process_time() - started
            return found

        return timed

    for name in [name for name in vars(read) if name.startswith(("find_", "judge_", "situate_", "score_", "infer_", "propose", "fold_"))]:
        setattr(read, name, wrap(name, getattr(read, name)))
    return spent


if __name__ == "__main__":
    sys.exit(main())
