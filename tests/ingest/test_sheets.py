"""Tables of addresses with their texts: a row a report or an error, whatever the other rows do."""

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import rows, take_in
from dragoman.ingest.reports import Defaults
from dragoman.ingest.rows import Row, Rows, Wrong
from dragoman.ingest.sheets import is_sheet, read_sheet
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

CLOUD = "stories_id,publish_date,title,url,language,media_name,media_url,text\n"


def taken(data: str | bytes) -> list[Report | SourceError]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_sheet("in/a.csv", "a.csv", stream.readline, Defaults()))


def test_a_list_of_media_cloud() -> None:
    row = '77,1931-05-04 10:15:00,"Wall ""falls""",http://g.example/1,en,Gazette,http://g.example,"One.\n\nTwo, three."\n'
    (report,) = taken(CLOUD + row)
    assert isinstance(report, Report)
    assert (report.text, report.headline, report.published) == ("One.\n\nTwo, three.", 'Wall "falls"', "1931-05-04")
    assert (report.external_id, report.outlet, report.url, report.repairs) == ("77", "Gazette", "http://g.example/1", ())


def test_a_list_of_gdelt() -> None:
    data = "url\turl_mobile\ttitle\tseendate\tdomain\tlanguage\tText\nhttp://g.example/1\t\tWall\t20240918T031500Z\tg.example\tEnglish\tOne.\n"
    (report,) = taken(data)
    assert isinstance(report, Report)
    assert (report.published, report.outlet, report.text) == ("2024-09-18", "g.example", "One.")
    assert [flag.note for flag in report.repairs] == ["published is the day on which GDELT saw the page"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("url,title\nhttp://g.example/1,Wall\n", "has the columns url, title: none with a text"),
        ("", "is empty: none with a text"),
        ('"text,url\n', "is no row"),
    ],
)
def test_tables_without_texts(data: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        taken(data)


def test_one_bad_row_does_not_stop_the_rest() -> None:
    data = "\n".join(
        [
            "id,title,text",
            "1,a,first",
            "2,b",
            "3,c,d,e",
            "4,f,",
            '5,"never closed,x',
            "6,g,sixth",
            '7,"h"i,x',
            '8,j,"k\nl"',
            "9,m,caf\xe9,",
            "10,n,last",
        ]
    )
    results = taken(data.encode("latin-1"))
    assert [report.external_id for report in results if isinstance(report, Report)] == ["1", "6", "8", "9", "10"]
    errors = [str(result) for result in results if isinstance(result, SourceError)]
    for error, why in zip(
        errors,
        [
            "in/a.csv, line 3: has 2 fields, and the table 3 columns; the row ends with column 2, “b”",
            "in/a.csv, line 4: has 4 fields, and the table 3 columns; the row ends with column 4, “e”",
            "in/a.csv, line 5: is empty",
            "in/a.csv, line 6: is no row",
            "in/a.csv, line 8: is no row",
        ],
        strict=True,
    ):
        assert error.startswith(why)


def test_marks_in_a_table_of_tabs_are_but_marks() -> None:
    results = taken('id\ttext\n1\t"Yes," he said.\n2\t"no end\n3\tlast\n')
    assert [report.text for report in results if isinstance(report, Report)] == ['"Yes," he said.', '"no end', "last"]


def test_encodings(tmp_path: Path) -> None:
    text = "id;title;text\n1;Café;Le mur est tombé.\n"
    for name, encoding in (("a.csv", "utf-8-sig"), ("b.tsv", "utf-16"), ("c.csv", "cp1252")):
        (tmp_path / name).write_bytes(text.encode(encoding))
        (report,) = take_in([str(tmp_path / name)])
        assert isinstance(report, Report)
        assert (report.text, report.headline, report.external_id) == ("Le mur est tombé.", "Café", "1")
        assert [flag.note for flag in report.repairs] == (["decoded as cp1252, not declared"] if encoding == "cp1252" else [])


def test_fields_longer_than_the_modules_limit() -> None:
    (report,) = taken("id,text\n1," + "w" * 500_000)
    assert isinstance(report, Report)
    assert len(report.text) == 500_000


def test_endless_lines_and_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_LINE", 100)
    first, endless, last = taken("id,text\n1,one\n2," + "x" * 5000 + "\n3,three\n")
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert str(endless).startswith("in/a.csv, line 3: is longer than 100 characters")
    monkeypatch.setattr(rows, "LONGEST_FIELD", 50)
    results = taken('id,text\n1,"never closed\n' + "2,x\n" * 40 + "3,three\n")
    assert sum(isinstance(result, Report) for result in results) == 41


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (b"url,title,text\n", True),
        (b"Title;Text", True),
        (b"text\n", False),
        (b"The text, which was short, said nothing at all of what the council had voted for on Monday night, text", False),
        (b"url,title\n", False),
        (b'"text,\n', False),
        (b"", False),
    ],
)
def test_it_is_told_by_its_first_line(line: bytes, is_one: bool) -> None:
    assert is_sheet(line) is is_one


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=3, max_size=3), min_size=1))
def test_what_csv_writes_is_read(table: list[list[str]]) -> None:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(("a", "b", "c"))
    writer.writerows(table)
    found = [tuple(row.fields.values()) for row in Rows(io.BytesIO(sheet.getvalue().encode()).readline) if isinstance(row, Row)]
    assert found == [tuple(row) for row in table if any(row)]


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='",\n\ttext;a', max_size=60).map(str.encode))
def test_any_bytes_give_rows_or_errors(data: bytes) -> None:
    with suppress(SourceError):
        assert all(isinstance(row, (Row, Wrong)) for row in Rows(io.BytesIO(data).readline))
