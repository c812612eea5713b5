"""The invented affair beside an invented POLECAT file: the field's duplicates, denials and anniversaries made visible."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from dragoman.keep import open_case
from eval.cases import DAM, readings_of
from tests.ingest.test_outside import POLECAT, polecat
from tests.keep.test_record import made


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("compare") / "dam.case", readings_of(DAM))


@pytest.fixture(scope="module")
def file(case: Path) -> Path:
    with open_case(case) as kept:
        told = {kept.report(each.report).published for each in kept.beside.recalled() if each.whom == "government"}
    attack = {"Event_Type": "ASSAULT", "Actor_Name": "Gunmen", "Recipient_Name": "Tamsoke", "City": "Tamsoke"}
    aid = {"Event_Type": "AID", "Actor_Name": "Ennari Council", "Recipient_Name": "None"}
    rows = [
        {"Event_ID": "s1_A", "Event_Date": "2025-09-02", **attack},
        {"Event_ID": "s2_A", "Event_Date": "2025-09-02", **attack},
        {"Event_ID": "s2_B", "Event_Date": "2025-09-03", **attack},
        {"Event_ID": "s3_A", "Event_Date": "2025-09-09", **attack},
        {"Event_ID": "s4_A", "Event_Date": "2025-09-06", **aid},
        {"Event_ID": "s5_A", "Event_Date": str(told.pop()), "Event_Type": "SUPPORT", "Actor_Name": "Free Ulvane Movement", "Recipient_Name": "None"},
        {"Event_ID": "s6_A", "Event_Date": "2025-09-20", "Event_Type": "AID", "Actor_Name": "Norland", "Recipient_Name": "Quist"},
        {"Event_ID": "s7_A", "Event_Date": "2024-01-01", **attack},
        {"Event_ID": "s8_A", "Event_Date": "soon", **attack},
    ]
    path = case.parent / "polecat.tsv"
    path.write_text("\t".join(POLECAT) + "\n" + "".join(polecat(**row) for row in rows), encoding="utf-8")
    return path


def run(case: Path, file: Path, *options: str) -> Result:
    result = CliRunner().invoke(commands, ["compare", str(case), str(file), *options])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_what_both_have_and_why_not(case: Path, file: Path) -> None:
    found = json.loads(run(case, file, "--format", "json", "--limit", "1000").stdout)
    rows = {row["ids"]: row for row in found["rows"] if row["verdict"] != "only here"}
    both = rows["s1_A, s2_A, s2_B"]
    assert (both["verdict"], both["records"], both["sources here"]) == ("both", 3, 12)
    assert both["reasons"].endswith("there it is 3 records of 2 stories")
    assert {ids: row["why"] for ids, row in rows.items() if row["verdict"] == "only outside"} == {
        "s3_A": "other day", "s4_A": "denied", "s5_A": "historical", "s6_A": "not here",
    }  # fmt: skip
    assert rows["s4_A"]["reasons"].startswith("here only told as denied, by Ansa Morrow")
    counts = found["counts"]
    assert (counts["records"], counts["elsewhere"], counts["spoilt"], counts["repeats"], counts["both"]) == (8, 1, 1, 2, 1)
    assert counts["only here"] == sum(row["verdict"] == "only here" for row in found["rows"])


def test_in_other_forms(case: Path, file: Path) -> None:
    shown = run(case, file, "--only", "both")
    assert "9 records (1 of days of which no report here tells, 1 that cannot be read); 2 tell an event once more; 1 event in both" in " ".join(
        shown.stdout.split()
    )
    assert "h-828b03d9" in shown.stdout
    assert "line 10: Event Date is 'soon' and no day" in shown.stderr
    sheet = list(csv.DictReader(io.StringIO(run(case, file, "--format", "csv", "--only", "denied").stdout)))
    assert [row["ids"] for row in sheet] == ["s4_A"]


def test_the_case_is_as_it_was(case: Path, file: Path) -> None:
    before = case.read_bytes()
    run(case, file)
    assert case.read_bytes() == before


def test_no_file_of_events(case: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    result = CliRunner().invoke(commands, ["compare", str(case), str(tmp_path / "x.csv")])
    assert "is no file of events" in str(result.exception)
