"""Run the code cells of docs/case.ipynb, without Jupyter, and keep what they print.

Usage: python -m tools.notebook CASE. CASE is a case of tests/cases/dam/reports.jsonl; without one the notebook makes it, which takes minutes.
"""

import ast
import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "case.ipynb"
REPORTS = "tests/cases/dam/reports.jsonl"


def run(page: dict[str, Any], folder: Path) -> list[str]:
    """What each code cell prints and its last expression is, run one after another in the folder; raises what a cell raises."""
    names: dict[str, Any] = {"__name__": "__main__"}
    found = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        for number, cell in enumerate(cells(page), 1):
            found.append(_run("".join(cell["source"]), names, f"cell {number}"))
    finally:
        os.chdir(before)
    return found


def cells(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The code cells."""
    return [cell for cell in page["cells"] if cell["cell_type"] == "code"]


def _run(source: str, names: dict[str, Any], place: str) -> str:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(tree, place, "exec"), names)
        if isinstance(last, ast.Expr) and (value := eval(compile(ast.Expression(last.value), place, "eval"), names)) is not None:
            print(repr(value))
    return out.getvalue()


def workplace(case: Path | None, folder: Path) -> Path:
    """A folder in which the notebook finds the reports, and the case made of them."""
    (folder / REPORTS).parent.mkdir(parents=True)
    shutil.copy(ROOT / REPORTS, folder / REPORTS)
    if case is not None:
        shutil.copy(case, folder / "dam.case")
    return folder


if __name__ == "__main__":
    page = json.loads(PAGE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        printed = run(page, workplace(Path(sys.argv[1]) if len(sys.argv) > 1 else None, Path(folder)))
    for cell, text in zip(cells(page), printed, strict=True):
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}] if text else []
    PAGE.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
