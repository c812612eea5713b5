"""`read --to` and `add` of what it makes, from end to end with real reading, in processes and in a cluster."""

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from bench.briefs import briefs
from bench.hosts import Hosts, said
from dragoman.cli import commands
from dragoman.keep import open_case
from dragoman.keep.archive import open_archive
from dragoman.model.reading import Reading
from dragoman.read.first_look import entries
from tests.keep.test_case import contents
from tests.keep.test_record import record
from tests.pipeline.test_archiving import files

NUMBER = 10
WAR = "The garrison of Halden shelled the port on Tuesday, killing three dockers, the harbour council said."


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, list(words))


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of reports with a broken line, and its archive in `a` beside it."""
    folder = tmp_path_factory.mktemp("archive")
    rows = [{"id": report.external_id, "text": report.text, "published": report.published, "outlet": report.outlet} for report in briefs(NUMBER)]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    done = run("read", str(folder / "in.jsonl"), "--to", str(folder / "a"), "--workers", "2", "--shard", "3")
    assert done.exit_code == 0, done.output
    assert f"{NUMBER} read, 1 could not be read; {folder / 'a'} now holds {NUMBER} reports with " in done.stderr
    assert "in.jsonl, line 11: not JSON" in done.stderr
    return folder


def test_it_holds_what_read_prints(given: Path) -> None:
    archive = open_archive(str(given / "a"))
    kept = [reading for shard in archive.manifest.shards for reading in archive.readings(shard)]
    printed = run("read", str(given / "in.jsonl"), "--format", "jsonl").stdout.splitlines()
    assert kept == [msgspec.json.decode(line, type=Reading) for line in printed]
    assert archive.manifest.events == sum(len(reading.events) for reading in kept) > 0


def test_adding_it_is_adding_the_reports(given: Path) -> None:
    for name, what in (("one", given / "a"), ("other", given / "in.jsonl")):
        added = run("add", str(given / f"{name}.case"), str(what))
        assert f"{NUMBER} added, 1 could not be read; {given / name}.case now holds {NUMBER} reports" in added.stderr
    assert contents(given / "one.case") == contents(given / "other.case")


def test_all_at_once_makes_a_new_case(given: Path) -> None:
    added = run("add", str(given / "once.case"), str(given / "a"), "--at-once")
    assert added.exit_code == 0, added.output
    assert "dragoman: works out which report was made from which\n" in added.stderr
    assert f"{NUMBER} added, 1 could not be read; {given / 'once.case'} holds them" in added.stderr
    run("add", str(given / "by-one.case"), str(given / "a"))
    assert record(given / "once.case") == record(given / "by-one.case")
    again = run("add", str(given / "once.case"), str(given / "a"), "--at-once")
    assert "is there already; all at once only a new case is made" in str(again.exception)
    other = run("add", str(given / "new.case"), str(given / "in.jsonl"), "--at-once")
    assert "no archive is there" in str(other.exception)
    assert not list(given.glob("new.case*"))


def test_the_rows_can_be_asked(given: Path) -> None:
    import duckdb

    reports, events = (f"'{given}/a/{table}/*.parquet'" for table in ("reports", "events"))
    with duckdb.connect() as base:
        named = base.execute(
            f"SELECT count(DISTINCT report), sum(events), sum(json_array_length(reading::JSON -> 'events')) FROM {reports}"
        ).fetchone()
        assert named is not None
        assert named[0] == NUMBER
        assert named[1] == named[2] == base.execute(f"SELECT count(*) FROM {events}").fetchall()[0][0]
        told = base.execute(
            f'SELECT report, "start", "end", trigger, sentence, actors, killed FROM {events} WHERE type = \'ASSAULT\' AND killed > 0'
        ).fetchall()
        text = dict(base.execute(f"SELECT report, reading::JSON -> 'report' ->> 'text' FROM {reports}").fetchall())
    assert told
    for report, start, end, trigger, sentence, actors, _ in told:
        assert text[report][start:end] == trigger
        assert trigger in sentence in text[report]
        assert actors == ["Gunmen"]


@pytest.mark.skipif(find_spec("distributed") is None, reason="dask.distributed is not installed")
def test_a_cluster_reads_the_same(given: Path) -> None:
    # a process of its own: no connection may be opened in this one
    with Hosts("processes") as hosts:
        words = ("dragoman.cli", "read", str(given / "in.jsonl"), "--to", str(given / "b"), "--cluster", "local:2", "--shard", "3")
        assert hosts.begin(hosts.head, *words).wait(timeout=300) == 0, said(hosts.head)
    assert files(given / "b") == files(given / "a")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--workers", "2"), "--workers goes with --to DIR"),
        (("--to", "a", "--format", "json"), "--to keeps what --format would print"),
        (("--to", "a", "--workers", "2", "--cluster", "local"), "give one of them (--cluster local:4)"),
        (("--to", "gopher://a"), "gopher://a: cannot be used"),
    ],
)
def test_messages(words: tuple[str, ...], message: str) -> None:
    result = run("read", "in.jsonl", *words)
    assert result.exit_code == 1
    assert message in str(result.exception)


def test_sport_and_markets_are_passed_over_and_can_be_read_later(tmp_path: Path) -> None:
    import duckdb

    game = entries()[0].lookalikes[0]
    given = tmp_path / "in.jsonl"
    given.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("game", game), ("war", WAR))), encoding="utf-8")
    done = run("read", str(given), "--to", str(tmp_path / "a"))
    assert "1 read, 1 of sport or markets passed over (--no-first-look reads them); " in done.stderr
    archive = open_archive(str(tmp_path / "a"))
    assert (archive.manifest.reports, archive.manifest.passed_over) == (2, 1)
    assert [reading.passed_over is not None for shard in archive.manifest.shards for reading in archive.readings(shard)] == [True, False]
    with duckdb.connect() as base:
        told = base.execute(f"SELECT external_id, passed_over, integrity FROM '{tmp_path}/a/reports/*.parquet' ORDER BY ALL").fetchall()
    assert told == [("game", "sport", None), ("war", None, 1.0)]
    otherwise = run("read", str(given), "--to", str(tmp_path / "a"), "--no-first-look")
    assert "was made otherwise (first look (--first-look, --no-first-look): True there, False here)" in str(otherwise.exception)

    case = str(tmp_path / "it.case")
    assert "2 added, 1 of these of sport or markets and not read (rebuild CASE --all reads them); " in run("add", case, str(tmp_path / "a")).stderr
    assert "about sport — not read further" in run("read", str(given), "--first-look").stdout
    assert "about sport — not read further" not in run("read", str(given)).stdout
    run("export", case, "--format", "csv", "--to", str(tmp_path / "out"))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as lines:
        assert [(row["external_id"], row["passed_over"], row["integrity"]) for row in csv.DictReader(lines)] == [
            ("game", "sport", ""),
            ("war", "", "1.0"),
        ]
    for options, passed in ((["--read"], [True, False]), (["--all"], [False, False]), (["--read"], [False, False])):
        assert run("rebuild", case, *options).exit_code == 0
        with open_case(case) as kept:
            assert [kept.reading(report).passed_over is not None for report in kept.current()] == passed
