"""What a case implies by the command line: every section on a screen, as JSON and CSV, with the words it stands on; what cannot be asked."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from eval.cases import DAM, readings_of
from tests.keep.test_record import made

SECTIONS = {
    "ties": ["ties", "camps", "patrons", "between_the_camps", "brokers", "moved"],
    "tension": ["course", "stands_out", "hottest_pairs"],
    "episodes": ["episodes", "mediators", "turns"],
}
HOUSE = """
parties: {Harbour List: 40, Commons Union: 35, Free Ulvane Movement: 15, Dockers: 9}
of: 101
refusals: [[Harbour List, Commons Union], [Dockers, Harbour List]]
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(made(tmp_path_factory.mktemp("assessments") / "dam.case", readings_of(DAM)))


@pytest.fixture
def house(tmp_path: Path) -> str:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE)
    return str(file)


def run(command: str, *options: str, fails: bool = False) -> Result:
    result = CliRunner().invoke(commands, [command, *options])
    assert bool(result.exit_code) == fails, (result.output, result.exception)
    return result


@pytest.mark.parametrize(("command", "names"), SECTIONS.items())
def test_sections_on_a_screen_and_as_data(case: str, command: str, names: list[str]) -> None:
    found = json.loads(run(command, case, "--limit", "5", "--format", "json").stdout)
    assert list(found) == names
    shown = run(command, case, "--limit", "5").stdout
    assert all(name.replace("_", " ").capitalize() in shown for name in names)
    for name, rows in found.items():
        sheet = list(csv.DictReader(io.StringIO(run(command, case, "--limit", "5", "--only", name.replace("_", "-"), "--format", "csv").stdout)))
        assert len(sheet) == len(rows)
        assert [row["grounds"].split() for row in sheet] == [row["grounds"] for row in rows]


def test_every_line_leads_to_words(case: str) -> None:
    found = json.loads(run("ties", case, "--only", "ties", "--why", "--format", "json").stdout)["ties"]
    assert len(found) > 10
    for row in found:
        assert [each["id"] for each in row["words"]] == row["grounds"]
        assert all(each["quote"] and each["report"].startswith("r-") and each["start"] < each["end"] for each in row["words"])
    shown = run("ties", case, "--only", "ties", "--why", "--limit", "3").stdout
    assert all(" ".join(row["words"][0]["quote"].split())[:40] in " ".join(shown.split()) for row in found[:3])


def test_filters(case: str) -> None:
    every = json.loads(run("ties", case, "--only", "ties", "--format", "json").stdout)["ties"]
    his = json.loads(run("ties", case, "--only", "ties", "--actor", "Brisk", "--format", "json").stdout)["ties"]
    assert 0 < len(his) < len(every)
    assert all("Brisk" in row["who"] + row["whom"] for row in his)
    against = json.loads(run("ties", case, "--only", "ties", "--sign", "against", "--format", "json").stdout)["ties"]
    assert {row["tie"] for row in against} == {"against"}
    early = json.loads(run("tension", case, "--only", "course", "--until", "2025-09-10", "--by", "week", "--format", "json").stdout)["course"]
    assert [row["week"] for row in early] == ["2025-08-25", "2025-09-01", "2025-09-08"]
    between = run("tension", case, "--between", "Brisk", "Meskara").stdout
    assert "between Edric Brisk, Brisk and Meskara, Meskaran" in between


def test_coalitions_of_a_file(case: str, house: str) -> None:
    assert "no report of it gives the seats" in str(run("coalitions", case, fails=True).exception)
    found = json.loads(run("coalitions", case, "--seats", house, "--format", "json").stdout)
    assert {row["coalition"]: row["open"] for row in found["coalitions"]} == {
        "Harbour List + Free Ulvane Movement": "open",
        "Harbour List + Commons Union": "Harbour List refuses Commons Union",
        "Commons Union + Free Ulvane Movement + Dockers": "open",
    }
    lifted = json.loads(run("coalitions", case, "--seats", house, "--lift", "harbour", "--format", "json").stdout)
    assert {row["coalition"]: row["open"] for row in lifted["coalitions"]}["Harbour List + Commons Union"] == "open"
    assert "those with seats are Harbour List, Commons Union" in str(
        run("coalitions", case, "--seats", house, "--lift", "greens", fails=True).exception
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("parties: [1, 2]", "Expected `object`, got `array` - at `$.parties`"),
        ("parties: {A: 3, B: -1}", "`int` >= 0"),
        ("parties: {A: 3}", "parties: 1 is too few"),
        ("parties: {A: 3, B: 2}\nrefusals: [[A, C]]", "'C' is in refusals, outcast or blocs but not among the parties (A, B)"),
        ("parties: {A: 3, B: 2}\nof: 4", "of: 4 is less than the 5 seats"),
        ("parties: {A: 3, B: 2}\nquorum: 4", "quorum"),
        ("parties: {A: 3", "is no YAML"),
    ],
)
def test_what_is_wrong_with_a_file(case: str, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(text)
    assert says in str(run("coalitions", case, "--seats", str(file), fails=True).exception)


def test_what_if_stands_beside_the_record_and_writes_nothing(case: str, house: str) -> None:
    before = Path(case).read_bytes()
    rows = json.loads(
        run(
            "whatif", case, "--remove-actor", "Edric Brisk", "--lift-refusal", "Harbour List", "Commons Union", "--seats", house, "--format", "json"
        ).stdout
    )["what_if"]
    by_name = {row["figure"]: row for row in rows}
    own = json.loads(run("ties", case, "--only", "ties", "--limit", "1000", "--format", "json").stdout)["ties"]
    assert any("Edric Brisk" in (row["who"], row["whom"]) for row in own)
    assert "Edric Brisk" in "".join(row["record"] or "" for row in rows)
    assert "Edric Brisk" not in "".join(row["supposed"] or "" for row in rows)
    assert by_name["open coalitions"]["differs"] == "yes"
    assert by_name["as of"]["differs"] is None
    assert Path(case).read_bytes() == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "nothing is supposed"),
        (["--remove-actor", "Nobody At All"], "no actor of the case is called so"),
        (["--drop-event", "h-zzz"], "no event begins so"),
        (["--lift-refusal", "A", "B"], "no seats are known"),
    ],
)
def test_what_cannot_be_supposed(case: str, options: list[str], says: str) -> None:
    assert says in str(run("whatif", case, *options, fails=True).exception)


def test_the_brief_says_what_it_implies(case: str) -> None:
    found = json.loads(run("brief", case, "--format", "json").stdout)
    assert {"camps", "course", "stands_out"} <= found.keys()
    assert "coalitions" not in found  # no seats are told
    assert len(found["stands_out"]) <= 8
    shown = run("brief", case).stdout
    assert "stand against the best parting into two camps" in " ".join(shown.split())
    assert "Patrons" not in shown  # nobody is said to back another
