"""JSONL: one line, one report or one error; the rest goes on."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import lines
from dragoman.ingest.lines import read_lines
from dragoman.ingest.reports import Defaults
from dragoman.model.errors import SourceError
from dragoman.model.text import Report


def taken(data: bytes) -> list[Report | SourceError]:
    return list(read_lines("in/a.jsonl", "a.jsonl", io.BytesIO(data).readline, Defaults()))


def one(row: dict[str, Any]) -> Report:
    (report,) = taken(json.dumps(row).encode())
    assert isinstance(report, Report)
    return report


def test_fields() -> None:
    report = one(
        {
            "id": "x1",
            "text": " The\r\n“port” ",
            "published": "1931-05-04T23:50:00+02:00",
            "outlet": "Gazette",
            "url": "https://g.example",
            "headline": "Port",
        }
    )
    assert (report.external_id, report.text, report.published) == ("x1", " The\r\n“port” ", "1931-05-04")
    assert (report.outlet, report.url, report.headline, report.repairs) == ("Gazette", "https://g.example", "Port", ())


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_text_is_kept_to_the_code_point(text: str) -> None:
    assert one({"text": text}).text == text
    (raw,) = taken(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\r\n")
    assert isinstance(raw, Report)
    assert raw.text == text


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ({"published": "soon"}, "published 'soon' is not an ISO date; ignored"),
        ({"published": 20240501}, "published is not a string; ignored"),
        ({"outlet": ["Wire"]}, "outlet is not a string; ignored"),
        ({"url": 1}, "url is not a string; ignored"),
        ({"headline": {}}, "headline is not a string; ignored"),
        ({"id": True}, "id is not a string; ignored"),
        ({"published": "so\ud800on"}, "published 'so\\ud800on' is not an ISO date; ignored"),
    ],
)
def test_bad_metadata_is_dropped_with_a_flag(row: dict[str, Any], note: str) -> None:
    report = one({"text": "One.", **row})
    assert (report.published, report.outlet, report.url, report.headline) == (None, None, None, None)
    assert [(flag.kind, flag.start, flag.end, flag.note) for flag in report.repairs] == [("encoding", 0, 0, note)]


@pytest.mark.parametrize(("id_", "external_id"), [("a", "a"), (7, "7"), (" ", "a.jsonl:1"), (None, "a.jsonl:1"), (1.5, "a.jsonl:1")])
def test_external_id(id_: object, external_id: str) -> None:
    assert one({"text": "One.", "id": id_}).external_id == external_id


def test_null_metadata_is_silence() -> None:
    assert one({"text": "One.", "published": None, "outlet": None, "url": "", "headline": " "}).repairs == ()


def test_one_bad_line_does_not_stop_the_rest() -> None:
    rows = [
        b'\xef\xbb\xbf{"text": "first"}',
        b"",
        b"  \t ",
        b'{"text": ',
        b"[1, 2]",
        b'{"text": 3}',
        b'{"headline": "no text"}',
        b'{"text": " "}',
        b"[" * 100_000,
        b'{"text": "x", "n": ' + b"9" * 5000 + b"}",
        b"\x00\x01\x02\x03\x04\x05",
        b'{"text": "caf\xe9"}',
        b'{"text": "last"}',
    ]
    results = taken(b"\n".join(rows))
    errors = [str(result) for result in results if isinstance(result, SourceError)]
    reports = [result for result in results if isinstance(result, Report)]
    assert [report.text for report in reports] == ["first", "café", "last"]
    assert [report.external_id for report in reports] == ["a.jsonl:1", "a.jsonl:12", "a.jsonl:13"]
    assert reports[1].repairs[0].note == "decoded as cp1252, not declared"
    assert [error.split(":")[0] for error in errors] == [f"in/a.jsonl, line {number}" for number in range(4, 12)]
    for error, reason in zip(
        errors, ["not JSON (Expecting value", "not a JSON object", 'no "text"', 'no "text"', "empty", "not JSON", "not JSON", "binary"], strict=True
    ):
        assert reason in error


def test_an_endless_line_is_skipped_and_the_next_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 50)
    long, short, exact = b"x" * 333 + b"\n", b'{"text": "short"}\n', b'{"text": "%s"}\n' % (b"y" * 37)
    assert len(exact) == 50
    first, second, third, fourth = taken(long + short + exact + b"z" * 50)
    assert "line 1: is longer than 50" in str(first)
    assert isinstance(second, Report)
    assert isinstance(third, Report)
    assert second.external_id == "a.jsonl:2"
    assert "line 4" in str(fourth)


def test_lines_are_read_when_their_turn_comes() -> None:
    stream = io.BytesIO(b'{"text": "one"}\n' * 1000)
    reports = read_lines("a", "a", stream.readline, Defaults())
    next(reports)
    assert stream.tell() == 16


@given(st.binary(max_size=300))
def test_any_bytes_give_reports_or_errors(data: bytes) -> None:
    assert all(isinstance(result, (Report, SourceError)) for result in taken(data))


@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "published", "outlet", "url", "headline"]),
        st.none() | st.integers() | st.text(st.characters(exclude_categories=[])) | st.lists(st.integers()),
    )
)
def test_any_row_gives_one_report_or_error(row: dict[str, Any]) -> None:
    (result,) = taken(json.dumps(row).encode())
    if isinstance(result, Report):
        repr(result).encode()
        assert result.text
