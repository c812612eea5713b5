"""Every look-up of a case as a table, as JSON and as CSV, with its filters; and decisions by the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from eval.cases import DAM, readings_of
from tests.keep.test_record import made

LOOKUPS = (
    "events", "news", "disputes", "ahead", "actors list", "sources", "silences", "reports", "echoes", "changes",
)  # fmt: skip
FILTERED = (
    ("events", ["--actor", "brisk"], "on whose word"),
    ("events", ["--type", "assault", "--place", "Tamsoke", "--min-sources", "3", "--sort", "sources"], "sources"),
    ("events", ["--since", "2025-10-01", "--until", "2025-10-10", "--status", "told"], "event"),
    ("news", ["--actor", "ceasefire", "--since", "2025-10-01"], "what"),
    ("disputes", ["--status", "figure"], "claims"),
    ("ahead", ["--status", "happened"], "closed by"),
    ("ahead", ["--status", "overdue", "--actor", "Meskara"], "outcome"),
    ("actors list", ["--actor", "Vost"], "offices"),
    ("sources", ["--actor", "Brisk", "--status", "named"], "statements"),
    ("silences", ["--actor", "Vost", "--status", "none"], "response"),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(made(tmp_path_factory.mktemp("lookups") / "dam.case", readings_of(DAM)))


def run(command: str, case: str, *options: str) -> Result:
    result = CliRunner().invoke(commands, [*command.split(), case, *options])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


@pytest.mark.parametrize("command", LOOKUPS)
def test_one_thing_in_three_forms(case: str, command: str) -> None:
    rows = json.loads(run(command, case, "--limit", "7", "--format", "json").stdout)
    sheet = list(csv.DictReader(io.StringIO(run(command, case, "--limit", "7", "--format", "csv").stdout)))
    assert len(rows) == len(sheet) == 7
    assert list(rows[0]) == list(sheet[0])
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == sheet
    shown = run(command, case, "--limit", "7").stdout
    assert len(shown.splitlines()) > 7
    assert "\x1b[" not in shown  # plain when piped


@pytest.mark.parametrize(("command", "options", "column"), FILTERED)
def test_filters(case: str, command: str, options: list[str], column: str) -> None:
    every = json.loads(run(command, case, "--limit", "10000", "--format", "json").stdout)
    rows = json.loads(run(command, case, "--limit", "10000", "--format", "json", *options).stdout)
    assert 0 < len(rows) < len(every)
    assert column in rows[0]
    keys = {json.dumps(row, sort_keys=True) for row in every}
    assert all(json.dumps(row, sort_keys=True) in keys for row in rows)


def test_brief_says_the_same_in_json(case: str) -> None:
    assert "46 reports of 2025-09-02 to 2025-10-21" in run("brief", case).stdout
    found = json.loads(run("brief", case, "--format", "json").stdout)
    assert {"last_events", "best_founded", "disputed", "still_to_come", "overdue", "would_not_say", "who_acts"} <= set(found)


def test_why_shows_the_words(case: str) -> None:
    (best, *_) = json.loads(run("events", case, "--sort", "sources", "--format", "json").stdout)
    shown = run("why", case, best["event"]).stdout
    assert "Told by" in shown
    assert "stormed" in shown
    found = json.loads(run("why", case, best["event"], "--format", "json").stdout)
    assert found["happening"]["id"] == best["event"]


def test_decisions(tmp_path: Path) -> None:
    case = str(made(tmp_path / "c.case", readings_of(DAM)[:12]))
    (best, other, *_) = json.loads(run("events", case, "--sort", "sources", "--format", "json").stdout)
    by = ("--author", "ana", "--reason", "same night")
    result = CliRunner().invoke(commands, ["correct", "merge", case, best["event"], other["event"], *by])
    assert result.exit_code == 0, result.output
    log = json.loads(run("corrections", case, "--format", "json").stdout)
    assert [(each["by"], each["reason"], each["undone"]) for each in log] == [("ana", "same night", None)]
    assert CliRunner().invoke(commands, ["undo", case, "1", "--author", "otto"]).exit_code == 0
    (each,) = json.loads(run("corrections", case, "--format", "json").stdout)
    assert each["undone"].endswith("by otto")
    assert json.loads(run("events", case, "--sort", "sources", "--format", "json").stdout)[0] == best
    run("rebuild", case)
    assert json.loads(run("events", case, "--sort", "sources", "--format", "json").stdout)[0] == best
