"""Readings of the invented cases, read once for these texts and this version of the program, then kept in `.cache/`."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from dragoman.model.reading import Reading

from .corpora import ROOT

CACHE = ROOT / ".cache"
DAM = ROOT / "tests" / "cases" / "dam" / "reports.jsonl"
EXAMPLES = ROOT / "examples"
DEMO_DAY = "2026-03-03"  # what `make demo` gives for the reports that print none
ONE_REPORT = ("actor", "cast", "explanation", "identity", "ontology", "parse", "plover", "reading", "text")
# On which a reading depends: nouns of many reports it knows none.
READ_BY = ("ingest", "lexicon", "read", *(f"model/{each}.py" for each in ONE_REPORT))


def readings_of(source: Path, published: str | None = None) -> list[Reading]:
    """The readings of a file or folder of reports, in its order; `published`: the day of those that print none."""
    name = source.parent.name if source == DAM else source.stem
    kept = CACHE / f"readings-{name}-{f'{published}-' if published else ''}{_made_of(source)}.json"
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=list[Reading])
    from dragoman import Settings, read_sources

    found = [each for each in read_sources([str(source)], Settings(published=published)) if isinstance(each, Reading)]
    CACHE.mkdir(exist_ok=True)
    partial = kept.with_suffix(f".{os.getpid()}")
    partial.write_bytes(msgspec.json.encode(found))
    partial.rename(kept)
    return found


def _made_of(source: Path) -> str:
    digest = hashlib.sha256(_program())
    for file in _files(source):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _program() -> bytes:
    digest = hashlib.sha256()
    for room in READ_BY:
        for file in _files(ROOT / "src" / "dragoman" / room):
            digest.update(file.read_bytes())
    return digest.digest()


def _files(source: Path) -> Iterator[Path]:
    files = source.rglob("*") if source.is_dir() else [source]
    return iter(sorted(file for file in files if file.is_file() and "__pycache__" not in file.parts))
