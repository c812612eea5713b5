"""The corpora beside the repository, and parses of them kept on disk so that a scorer runs in seconds the second time."""

import hashlib
import json
import os
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.text import Layout, Report
from dragoman.read import engines
from dragoman.read.anatomy import find_layout

ROOT = Path(__file__).parent.parent
FOLDER = Path(os.environ.get("DRAGOMAN_CORPORA", ROOT.parent / "shared" / "corpora"))
CACHE = ROOT / ".cache" / "parses"


def rows(name: str) -> list[dict[str, Any]]:
    """The records of `<name>.jsonl`."""
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest(name: str) -> str:
    """First 12 hex digits of the SHA-256 of the corpus file."""
    return hashlib.sha256((FOLDER / f"{name}.jsonl").read_bytes()).hexdigest()[:12]


def report_of(text: str, published: str | None = None, outlet: str | None = None) -> Report:
    """A report as ingest would make it of this text."""
    return Report(id=make_id("r", outlet or "", "", text), text=text, published=published, outlet=outlet, language="en")


def parsed(reports: Sequence[Report]) -> Iterator[tuple[Report, Layout, Parse]]:
    """Each report with its layout and parse. Parses are kept under `.cache/`, named by the layout, the text, the parser and the engines' code."""
    CACHE.mkdir(parents=True, exist_ok=True)
    code = (ROOT / "src/dragoman/read/engines.py").read_bytes() + (ROOT / "src/dragoman/model/parse.py").read_bytes()
    maker = hashlib.sha256(code + repr(engines.versions()).encode()).hexdigest()[:8]
    layouts = [find_layout(report) for report in reports]
    files = [CACHE / f"{make_id(maker, report.text, layout)}.pickle" for report, layout in zip(reports, layouts, strict=True)]
    missing = [at for at, file in enumerate(files) if not file.exists()]
    fresh = engines.parse_reports([reports[at] for at in missing], [layouts[at] for at in missing])
    for at, parse in zip(missing, fresh, strict=True):
        partial = files[at].with_suffix(f".{os.getpid()}")
        partial.write_bytes(pickle.dumps((parse.text, parse.tokens, parse.sentences)))
        partial.rename(files[at])
    for report, layout, file in zip(reports, layouts, files, strict=True):
        yield report, layout, Parse(*pickle.loads(file.read_bytes()))
