"""`dragoman export`: every format from a case, its manifest, its filters, and that nothing is half written or overwritten."""

import hashlib
import json
import os
import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from dragoman.cli.exporting import FORMATS as OFFERED
from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector, export
from dragoman.pipeline.extracting import Extract
from dragoman.show.exports import FORMATS
from eval.cases import DAM, readings_of
from tests.keep.test_record import made


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("exporting") / "dam.case", readings_of(DAM))


def run(case: Path, form: str, *options: str, ok: bool = True) -> Result:
    result = CliRunner().invoke(commands, ["export", str(case), "--format", form, *options])
    assert (result.exit_code == 0) is ok, (result.output, result.exception)
    return result


def exported(case: Path, form: str, folder: Path, *options: str) -> tuple[Path, dict[str, Any]]:
    """What was written, and the manifest beside it."""
    to = folder / f"out-{form}"
    run(case, form, "--to", str(to), *options)
    beside = to / "manifest.json" if to.is_dir() else to.with_name(f"{to.name}.manifest.json")
    return to, json.loads(beside.read_text("utf-8"))


def test_the_command_offers_what_there_is() -> None:
    assert tuple(sorted(FORMATS)) == OFFERED


@pytest.mark.parametrize("form", OFFERED)
def test_a_manifest_lies_beside_and_is_right(case: Path, tmp_path: Path, form: str) -> None:
    to, manifest = exported(case, form, tmp_path)
    assert (manifest["format"], manifest["filters"], manifest["source"]["case"]) == (form, {}, "dam.case")
    assert manifest["codebook"].startswith("PLOVER 2.0")
    assert manifest["source"]["newest"] == "2025-10-21"
    assert sum(manifest["tally"]["rows"].values()) > 5
    files = {file.name: file for file in to.iterdir() if file.name != "manifest.json"} if to.is_dir() else {to.name: to}
    assert {each["name"] for each in manifest["files"]} == set(files)
    for each in manifest["files"]:
        raw = files[each["name"]].read_bytes()
        assert (len(raw), hashlib.sha256(raw).hexdigest()) == (each["bytes"], each["sha256"])
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


@pytest.mark.parametrize("form", OFFERED)
def test_the_same_case_gives_the_same_files(case: Path, tmp_path: Path, form: str) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        exported(case, form, tmp_path / name)
    one, other = ({file.relative_to(tmp_path / name): file.read_bytes() for file in _files(tmp_path / name)} for name in ("one", "other"))
    assert one == other


def test_any_order_of_adding_gives_the_same_files(case: Path, tmp_path: Path) -> None:
    some = list(readings_of(DAM))
    random.Random(1).shuffle(some)
    shuffled = made(tmp_path / "dam.case", some)
    for form in ("csv", "ftm", "gexf"):
        for name, each in (("one", case), ("other", shuffled)):
            (tmp_path / name).mkdir(exist_ok=True)
            exported(each, form, tmp_path / name)
    one, other = ({file.relative_to(tmp_path / name): file.read_bytes() for file in _files(tmp_path / name)} for name in ("one", "other"))
    assert {name for name in one if one[name] != other[name]} <= {name for name in one if "manifest.json" in name.name}  # which knows the last change


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def test_versions_are_those_that_read(case: Path, tmp_path: Path) -> None:
    _, manifest = exported(case, "csv", tmp_path)
    assert manifest["source"]["programs"] == [readings_of(DAM)[0].versions.dragoman]
    assert set(manifest["source"]["models"]) == set(readings_of(DAM)[0].versions.models)


@pytest.mark.parametrize("form", OFFERED)
def test_an_empty_case_is_no_trouble(tmp_path: Path, form: str) -> None:
    empty = made(tmp_path / "empty.case", ())
    _, manifest = exported(empty, form, tmp_path)
    assert sum(manifest["tally"]["rows"].values()) == 0
    assert manifest["source"]["newest"] is None


def test_it_says_what_it_left_out(case: Path, tmp_path: Path) -> None:
    said = run(case, "acled", "--to", str(tmp_path / "out")).stderr
    assert "events" in said
    assert re.search(r"left out: \d+ without an ACLED sub-event type", said)


def test_nothing_is_overwritten_unless_forced(case: Path, tmp_path: Path) -> None:
    to, _ = exported(case, "geojson", tmp_path)
    before = to.read_bytes()
    said = run(case, "geojson", "--to", str(to), ok=False)
    assert "--force" in str(said.exception)
    run(case, "geojson", "--to", str(to), "--type", "assault", "--force")
    assert to.read_bytes() != before
    folder, _ = exported(case, "csv", tmp_path)
    assert "--force" in str(run(case, "csv", "--to", str(folder), ok=False).exception)
    (folder / "stray").touch()
    run(case, "csv", "--to", str(folder), "--force")
    assert not (folder / "stray").exists()  # the folder is the export, all of it


def test_a_file_is_no_folder(case: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in str(run(case, "csv", "--to", str(tmp_path / "file"), "--force", ok=False).exception)
    assert "is a folder" in str(run(case, "geojson", "--to", str(tmp_path), "--force", ok=False).exception)
    assert "cannot be written" in str(run(case, "csv", "--to", str(tmp_path / "no" / "such"), ok=False).exception)


def test_broken_off_there_is_nothing(case: Path, tmp_path: Path) -> None:
    def seen() -> None:
        raise KeyboardInterrupt

    before = (tmp_path / "kept.geojson").write_bytes(b"mine")
    for form, name in (("csv", "folder"), ("geojson", "file.geojson"), ("parquet", "other"), ("geojson", "kept.geojson")):
        with open_case(case) as opened, pytest.raises(KeyboardInterrupt):
            export(opened, form, tmp_path / name, force=True, seen=seen)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.geojson"]
    assert (tmp_path / "kept.geojson").stat().st_size == before


def test_filters_are_those_of_events(case: Path, tmp_path: Path) -> None:
    to, manifest = exported(case, "csv", tmp_path, "--type", "assault", "--since", "2025-09-10", "--min-sources", "2")
    assert manifest["filters"] == {"type": "ASSAULT", "since": "2025-09-10", "min_sources": 2}
    with open_case(case) as opened:
        wanted = {each.id for each in opened.look.happenings(Wanted(type="ASSAULT", since="2025-09-10", min_sources=2, limit=10_000))}
    tables = {file.stem: pd.read_csv(file, dtype=str) for file in to.glob("*.csv")}
    assert set(tables["events"].event) == wanted
    assert 0 < len(wanted) < 174
    for name in ("words", "tellings", "disputes", "figures"):
        assert set(tables[name].event) <= wanted
    # every id leads somewhere
    assert set(tables["tellings"].report) <= set(tables["reports"].report)
    assert set(tables["parties"].actor.dropna()) <= set(tables["actors"].actor)
    assert set(tables["statements"].actor.dropna()) <= set(tables["actors"].actor)
    assert set(tables["ties"].source) | set(tables["ties"].target) <= set(tables["actors"].actor)
    assert {event for cell in tables["statements"].events.dropna() for event in cell.split("; ")} <= wanted
    assert set(tables["words"][tables["words"].stands == "for"].source) <= set(tables["sources"].source) | {
        key for key in tables["words"].source if key.startswith(("outlet:", "unnamed:"))
    }


def test_rejected_events_are_out_unless_asked_for(tmp_path: Path) -> None:
    case = made(tmp_path / "c.case", readings_of(DAM))
    with open_case(case, write=True) as opened:
        (event, *_) = opened.look.happenings(Wanted(limit=1, sort="sources"))
        Corrector(opened, "tester").reject(event.id)
    to, _ = exported(case, "csv", tmp_path)
    for name in ("events", "tellings"):
        assert event.id not in set(pd.read_csv(to / f"{name}.csv").event)
    assert not pd.read_csv(to / "statements.csv").events.fillna("").str.contains(event.id).any()
    (tmp_path / "rejected").mkdir()
    to, _ = exported(case, "csv", tmp_path / "rejected", "--status", "rejected")
    assert list(pd.read_csv(to / "events.csv").event) == [event.id]


def test_parquet_and_csv_say_the_same(case: Path, tmp_path: Path) -> None:
    sheets, _ = exported(case, "csv", tmp_path)
    files, _ = exported(case, "parquet", tmp_path)
    for file in files.glob("*.parquet"):
        ((rows,),) = duckdb.connect().execute(f"SELECT count(*) FROM '{file}'").fetchall()
        assert rows == len(pd.read_csv(sheets / f"{file.stem}.csv", dtype=str)), file.stem


def test_one_moment_however_long_it_takes(case: Path, tmp_path: Path) -> None:
    """What is added while an export runs is not in it."""
    copy = tmp_path / "c.case"
    with open_case(case) as opened, sqlite3.connect(copy) as target:
        opened._base.backup(target)
    os.chmod(copy, 0o644)
    with open_case(copy) as opened, opened.whole.snapshot():
        extract = Extract(opened)
        number = extract.count()
        other = sqlite3.connect(copy)
        other.execute("DELETE FROM happening WHERE n % 2 = 0")
        other.commit()
        other.close()
        assert len(list(extract.events())) == number
    with open_case(copy) as opened:
        assert Extract(opened).count() < number


def test_who_is_told_goes_by_the_day(case: Path) -> None:
    with open_case(case) as opened, opened.whole.snapshot():
        some = list(Extract(opened).events())
        days = [each.happening.last or each.happening.first or each.happening.first_told or 0 for each in some]
        assert days == sorted(days)
        assert [each.happening.id for each in Extract(opened).events()] == [each.happening.id for each in some]
        (best,) = [each for each in some if each.happening.id == max(some, key=lambda one: len(one.happening.origins)).happening.id]
        assert best.acled == "Attack"
        assert best.cameo == "190"
        assert best.tellings[0].report.kept.external_id == "r01"
        assert sum(each.report.is_copy for each in best.tellings) > 0
