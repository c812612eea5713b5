"""The invented affair beside an invented POLECAT file: the field's duplicates, denials and anniversaries made visible."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import commands
from dragoman.keep import open_case
from eval.cases import DAM, readings_of
from tests.ingest.test_outside import POLECAT, polecat
from tests.keep.test_record import made
from tests.web.live import Tab, chromium


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("compare") / "dam.case", readings_of(DAM))


@pytest.fixture(scope="module")
def file(case: Path) -> Path:
    return invented(case)


def invented(case: Path) -> Path:
    """Nine records beside the case: of one event several, of another day, of what is denied, of history, of nothing here."""
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


def page_of(case: Path, file: Path, folder: Path) -> Path:
    page = folder / "pages" / "page.html"
    run(case, file, "--html", str(page), "--limit", "1")
    return page


def test_a_page_has_our_words_beside_their_records(case: Path, file: Path, tmp_path: Path) -> None:
    told = page_of(case, file, tmp_path).read_text("utf-8")
    (row,) = re.findall(r'<article class="both".*?</article>', told, re.DOTALL)
    assert "<blockquote" in row
    assert "12 independent sources" in row
    assert [id_ in row for id_ in ("s1_A", "s2_A", "s2_B", "s3_A")] == [True, True, True, False]
    assert told.count("<article") == len(json.loads(run(case, file, "--format", "json", "--limit", "1000").stdout)["rows"])  # whatever --limit says
    assert "She denied that the council had sheltered anyone." in told
    assert not re.search(r"<(?:img|link|script|iframe)[^>]*\b(?:src|href)=\"(?!data:)|url\(|@import", told)
    assert told == page_of(case, file, tmp_path).read_text("utf-8")


def test_words_of_the_file_are_no_mark_up(case: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "<b>&.csv"
    hostile.write_text(
        'id,day,plover,actor,recipient,url\n<i>1,2025-09-20,AID,<script>alert(1)</script>,"x"" onclick=""y",javascript:alert(2)\n', encoding="utf-8"
    )
    told = page_of(case, hostile, tmp_path).read_text("utf-8")
    assert told.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in told
    assert '<a href="javascript' not in told
    assert not re.search(r"<[^>]*\bonclick=", re.sub(r'"[^"]*"', "", told))


def test_a_page_that_cannot_be_written(case: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    result = CliRunner().invoke(commands, ["compare", str(case), str(file), "--html", str(tmp_path / "taken" / "page.html")])
    assert "--html" in str(result.exception)


@pytest.mark.browser
def test_filters_work_without_a_server(case: Path, file: Path, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    with chromium() as browser:
        tab = Tab(browser, "file:")
        page = tab.page
        page.goto(page_of(case, file, tmp_path).as_uri())
        rows, said = page.locator("article:visible"), page.locator("output")
        number = rows.count()
        assert said.inner_text() == f"all {number} events"
        page.get_by_label("no record there tells").uncheck()
        assert rows.count() == 5
        page.get_by_label("only what is told more than once there").check()
        assert rows.evaluate_all("rows => rows.map(row => row.dataset.why)") == ["both: told"]
        page.get_by_role("button", name="Show all").click()
        page.get_by_label("Find").fill("s4_a council")
        expect(rows).to_contain_text("She denied", use_inner_text=True)  # what was out of sight is painted with the next frame
        assert said.inner_text() == f"1 of {number} events"
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert tab.wrong == []
