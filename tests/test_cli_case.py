"""The commands of a case, from end to end on a few files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands

WIRE = (
    "Rebels attacked the port of Lima on Monday, killing nine soldiers, the interior minister Ana Rojas said. "
    "Captain Otto Frisch counted 44 cartridges, and the mayor, Karl Behn, closed the schools for 2 days. "
    "The rebels did not respond to a request for comment."
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    rows = [
        {"id": "a", "text": WIRE, "published": "1931-05-05", "outlet": "Wire", "headline": "Rebels attack the port of Lima"},
        {"id": "b", "text": WIRE, "published": "1931-05-06", "outlet": "Courier", "headline": "Blood at the port"},
        {"id": "c", "text": "Bread was cheap in Arica on Tuesday.", "published": "1931-05-06", "outlet": "Herald"},
    ]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    added = run("add", str(folder / "c.case"), str(folder / "in.jsonl"), "--workers", "2")
    assert added.exit_code == 0, added.output
    assert "3 added, 1 could not be read" in added.stderr
    again = run("add", str(folder / "c.case"), str(folder / "in.jsonl"))
    assert "0 added, 3 known already, 1 could not be read" in again.stderr
    return folder / "c.case"


def run(*words: str) -> Result:
    return CliRunner().invoke(commands, list(words))


def table(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_reports_and_their_echo(case: Path) -> None:
    rows = table("reports", str(case))
    assert [row["outlet"] for row in rows] == ["Herald", "Courier", "Wire"]
    assert rows[1]["echo of"] == f"{rows[2]['report']} (identical)"
    (echo,) = table("echoes", str(case))
    assert (echo["report"], echo["of"], echo["share"]) == (rows[1]["report"], rows[2]["report"], 1.0)


def test_a_copied_event_stands_on_one_word(case: Path) -> None:
    (event,) = table("events", str(case), "--type", "assault")
    assert (event["sources"], event["killed"]) == (1, "9")
    assert event["on whose word"] == "One independent source; carried by 2 reports, one of them an echo"
    assert table("events", str(case), "--type", "ASSAULT", "--min-sources", "2") == []
    assert table("events", str(case), "--since", "1932-01-01") == []


def test_search_and_brief(case: Path) -> None:
    assert {row["outlet"] for row in table("search", str(case), "cartridges")} == {"Wire", "Courier"}
    report = str(table("reports", str(case))[2]["report"])
    assert "Rebels attack the port of Lima" in run("brief", str(case), report[:8]).stdout
    assert run("search", str(case), "cartridges", "--format", "csv").stdout.startswith("published,report,outlet,headline,words\n")


def test_progress_for_a_program(tmp_path: Path) -> None:
    lines = [{"text": WIRE, "url": "https://wire.example/1"}, {"text": 5}, {"text": WIRE, "url": "https://wire.example/1"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    (tmp_path / "again.jsonl").write_text(json.dumps({"text": WIRE + " It rained.", "url": "https://wire.example/1"}), encoding="utf-8")
    added = run("add", str(tmp_path / "p.case"), "--progress", "lines", str(tmp_path / "in.jsonl"), str(tmp_path / "again.jsonl"))
    assert added.exit_code == 0, added.output
    steps = [json.loads(line) for line in added.stdout.splitlines()]
    assert sorted(step["what"] for step in steps) == ["failed", "known", "new", "version"]
    by = {step["what"]: step for step in steps}
    assert "that is not a string; put the text of the report there" in by["failed"]["words"]
    assert by["version"]["replaces"] == by["new"]["report"] == by["known"]["report"]
    assert "1 added, 1 new version, 1 known already, 1 could not be read" in added.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("events", "CASE", "--since", "May"), "--since 'May' is not a date"),
        (("brief", "CASE", "r-zzz"), "no report begins so"),
        (("reports", "none.case"), "no such case"),
    ],
)
def test_messages(case: Path, words: tuple[str, ...], message: str) -> None:
    result = run(*(str(case) if word == "CASE" else word for word in words))
    assert result.exit_code == 1
    assert message in str(result.exception)
