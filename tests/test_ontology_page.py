"""The page on ontologies against the program: its file is the one that ships, its output is what the command prints, no field goes unexplained."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dragoman import Reading, Settings, read_sources
from dragoman.model.ontology import OwnType
from dragoman.read.events.predicates import FILES, Entry, predicates

from .test_cli import run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
SHIPPED = "examples/ontology/river.yaml"


def block(kind: str, number: int = 0) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[number]  # type: ignore[no-any-return]


def test_the_file_is_the_one_that_ships() -> None:
    assert block("yaml") == (ROOT / SHIPPED).read_text(encoding="utf-8")


def test_the_check_prints_what_the_page_shows() -> None:
    ran = run("ontology", "check", SHIPPED, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert "\n".join(line.rstrip() for line in ran.stdout.splitlines()) == block("text").rstrip("\n")


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("page") / "report.txt"
    path.write_text(block("text", 1), encoding="utf-8")
    found = next(iter(read_sources([str(path)], Settings(ontology=str(ROOT / SHIPPED)))))
    assert isinstance(found, Reading)
    return found


def test_the_event_is_what_reading_gives(reading: Reading) -> None:
    import msgspec

    shown: dict[str, Any] = json.loads(block("json"))
    made = next(each for each in msgspec.to_builtins(reading.events) if each["type"] == shown["type"])
    assert json.loads(msgspec.json.encode({name: made[name] for name in shown})) == shown


def test_the_brief_tells_what_the_page_says_of_it(reading: Reading) -> None:
    assert [(event.type, event.mode, event.factuality) for event in reading.events if event.type == "ELECTION_FRAUD"] == [
        ("ELECTION_FRAUD", "count", "CT+"),
        ("ELECTION_FRAUD", "ballot-stuffing", "CT-"),
    ]
    assert "TALKS" in [event.type for event in reading.events]


def test_the_python_lines_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(block("python"), {})
    assert "WATER_DISPUTE" in capsys.readouterr().out


@pytest.mark.parametrize("noun", [OwnType, Entry])
def test_every_field_is_explained(noun: type[OwnType] | type[Entry]) -> None:
    names = set(re.findall(r"`(\w+)`", PAGE.partition("## The file")[2]))
    assert [name for name in noun.__struct_fields__ if name not in names] == []


def test_the_lexicon_is_as_large_as_the_page_says() -> None:
    assert f"{len(predicates())} entries" in PAGE
    assert all((ROOT / f"src/dragoman/lexicon/data/predicates_{name}.yaml").exists() for name in FILES)
