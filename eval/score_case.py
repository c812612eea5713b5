"""Echoes in the invented case of tests/cases/dam: precision and recall of the links between copy and original, against the planted truth.

A link is right between a copy and what it was made from, or another copy of that: which of two copies was copied is not to be known.
`kind_accuracy` is the share of right links with the right kind ("translated" is a kind that we do not tell from "rewritten").
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from dragoman.keep import open_case
from dragoman.model.record import Echo
from dragoman.pipeline import add_sources
from dragoman.settings import Settings

from .corpora import ROOT

CORPORA: tuple[str, ...] = ()
FOLDER = ROOT / "tests" / "cases" / "dam"


def score() -> dict[str, float]:
    """Percentages."""
    truth = yaml.safe_load((FOLDER / "truth.yaml").read_text(encoding="utf-8"))
    echoes, names = read_case()
    return figures(truth, echoes, names)


def read_case() -> tuple[list[Echo], dict[str, str]]:
    """The echoes found, and the truth's name of each report."""
    with TemporaryDirectory() as folder, open_case(Path(folder) / "c.db", create=True, write=True) as case:
        for _ in add_sources(case, [str(FOLDER / "reports.jsonl")], Settings()):
            pass
        return case.echoes(), {each.id: each.external_id or "" for each in case.reports(all_versions=True)}


def figures(truth: dict[str, Any], echoes: list[Echo], names: dict[str, str]) -> dict[str, float]:
    planted = {row["report"]: (row["of"], row["how"]) for row in truth["echoes"]}
    root = {name: origin(name, planted) for name in names.values()}
    found = [(names[echo.report], names[echo.of], echo.how) for echo in echoes]
    right = [row for row in found if root[row[0]] == root[row[1]] and row[0] in planted]
    recalled = {row[0] for row in right}
    kinds = [row for row in right if planted[row[0]][1] in (row[2], "translated")]
    spun = {name for name, (_, how) in planted.items() if how in ("garbled", "translated")}
    return {
        "case.dam.echo_precision": round(100 * len(right) / max(1, len(found)), 2),
        "case.dam.echo_recall": round(100 * len(recalled) / max(1, len(planted)), 2),
        "case.dam.spun_recall": round(100 * len(recalled & spun) / max(1, len(spun)), 2),
        "case.dam.kind_accuracy": round(100 * len(kinds) / max(1, len(right)), 2),
    }


def origin(name: str, planted: dict[str, tuple[str, str]]) -> str:
    """The report at the beginning of the chain of copies."""
    seen: set[str] = set()
    while name in planted and name not in seen:
        seen.add(name)
        name = planted[name][0]
    return name
