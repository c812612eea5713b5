"""JSON that is no JSONL, by whomever: every object a report or an error, whatever stands around it."""

import io
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import cutting
from dragoman.ingest.cutting import json_objects
from dragoman.ingest.documents import FUTILE, read_documents
from dragoman.ingest.reports import Defaults
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

HTML = "<p>The harbour wall at Elda fell.</p><p>Two dockers <b>died</b>.</p>"
TEXT = "The harbour wall at Elda fell.\n\nTwo dockers died."
FIRST = {
    "uri": "urn:newsml:halyard.example:1931:0504",
    "type": "text",
    "versioncreated": "1931-05-05T01:10:00+02:00",
    "firstcreated": "1931-05-04T23:50:00+02:00",
    "headline": "Wall falls",
    "copyrightholder": "Halyard",
    "byline": "Orla Quist",
    "body_text": "The harbour wall at Elda fell. Two dockers died.",
    "body_xhtml": HTML,
    "associations": {"main": {"uri": "urn:p", "type": "picture", "description_text": "The wall, fallen."}},
}
LATER = {
    "uri": "https://halyard.example/wall",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "1931-05-04T23:50:00Z",
    "headlines": [{"role": "main", "value": " Wall\nfalls"}],
    "infoSources": [{"name": "Halyard"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": "The harbour wall."}, {"contentType": "text/html", "value": HTML}],
}
STORY = {
    "id": "19310504-1-abc_ASSAULT_R", "story_id": "HALY0001", "event_text": "The wall fell.", "pub_date": "May 4, 1931", "date": "1931-05-09",
    "publisher": "Halyard", "headline": "Wall falls", "event_type": ["ASSAULT"],
}  # fmt: skip


def taken(data: str | bytes) -> list[Report | SourceError]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_documents("in/a.json", "a.json", stream.read, Defaults()))


def one(row: object) -> Report:
    (report,) = taken(json.dumps(row, indent=1))
    assert isinstance(report, Report), report
    return report


def test_ninjs_of_the_first_generation() -> None:
    report = one(FIRST)
    assert (report.text, report.headline, report.outlet, report.published) == (TEXT, "Wall falls", "Halyard", "1931-05-05")
    assert (report.external_id, report.url, report.repairs) == (FIRST["uri"], FIRST["uri"], ())


def test_ninjs_of_later_generations() -> None:
    report = one(LATER)
    assert (report.text, report.headline, report.outlet, report.published) == (TEXT, "Wall falls", "Halyard", "1931-05-04")
    older = {"uri": "u:1", "bodies": [{"contenttype": "application/xhtml+xml", "value": HTML}], "copyrightholder": "Halyard"}
    assert (one(older).text, one(older).outlet) == (TEXT, "Halyard")


def test_only_a_description_is_noted() -> None:
    report = one({"guid": "u:1", "versioncreated": "1931-05-04", "descriptions": [{"contenttype": "text/plain", "value": "The wall fell."}]})
    assert (report.text, report.repairs[0].kind) == ("The wall fell.", "excerpt")


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"uri": "u:1", "type": "picture", "headline": "Wall", "pubstatus": "usable"}, "has no text (it is a picture)"),
        ({"uri": "u:1", "pubstatus": "canceled", "body_text": "The wall fell."}, "is canceled: its provider has taken it back"),
    ],
)
def test_items_that_are_no_report(item: dict[str, Any], why: str) -> None:
    (error,) = taken(json.dumps(item))
    assert str(error).startswith("in/a.json, record 1 (line 1): ")
    assert why in str(error)


def test_a_story_of_ngec() -> None:
    report = one(STORY)
    assert (report.text, report.published, report.outlet, report.external_id) == ("The wall fell.", "1931-05-04", "Halyard", "HALY0001")


def test_lists_of_search_services() -> None:
    first, second = taken(json.dumps({"articles": [
        {"url": "http://g.example/1", "title": "Wall", "seendate": "19310504T101500Z", "domain": "g.example", "text": "One."},
        {"url": "http://g.example/2", "title": "Port", "publish_date": "1931-05-04 00:00:00", "media_name": "Gazette", "content": HTML},
    ]}))  # fmt: skip
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.published, first.outlet, first.headline, first.url) == ("1931-05-04", "g.example", "Wall", "http://g.example/1")
    assert [flag.note for flag in first.repairs] == ["published is the day on which GDELT saw the page"]
    assert (second.text, second.outlet, second.published) == (TEXT, "Gazette", "1931-05-04")


def test_one_bad_record_does_not_stop_the_rest() -> None:
    rows = [
        '[{"text": "first"},', '{"text": "tw" o"},', '{"text": "a } in {words} \\" here"},', '{"text": 3}, 7, "x",',
        '{"text": "never closed},', '{"text": "two\nlines"},', '{"text": "a", "b" 1},', '  {"text": "last"}]',
    ]  # fmt: skip
    for text in ("\n".join(rows), "".join(rows)):
        results = taken(text)
        texts = [result.text for result in results if isinstance(result, Report)]
        assert texts == ["first", 'a } in {words} " here', "two\nlines", "last"]
        assert len(results) == 8
    errors = [str(result) for result in taken("\n".join(rows)) if isinstance(result, SourceError)]
    for error, why in zip(
        errors,
        [
            "in/a.json, record 2 (line 2): not JSON (its quotation marks do not match)",
            'in/a.json, record 4 (line 4): no "text"',
            "in/a.json, record 5 (line 5): not JSON (its quotation marks do not match)",
            "in/a.json, record 7 (line 8): not JSON (Expecting ':' delimiter at line 8, column 19); mend it there",
        ],
        strict=True,
    ):
        assert error.startswith(why)


def test_a_file_that_breaks_off() -> None:
    first, last = taken('[{"text": "one"},\n {"text": "tw')
    assert isinstance(first, Report)
    assert str(last) == "in/a.json, record 2 (line 2): is not ended when the file ends; save the file again for what is missing"


def test_another_encoding() -> None:
    (report,) = taken('[{"text": "Le café brûlé."}]'.encode("cp1252"))
    assert isinstance(report, Report)
    assert report.text == "Le café brûlé."
    assert report.repairs[0].note == "decoded as cp1252, not declared"


@pytest.mark.parametrize(("data", "why"), [("[1, 2]", "JSON without an object"), ("", "JSON without an object")])
def test_no_records(data: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        taken(data)


def test_a_file_of_other_things_is_told_once() -> None:
    with pytest.raises(SourceError, match=f"without a report in its first {FUTILE} records"):
        taken(json.dumps([{"name": "x"}] * 100))
    assert len(taken(json.dumps([{"name": "x"}] * (FUTILE - 1)))) == FUTILE - 1
    assert len(taken(json.dumps([{"name": "x"}] * (FUTILE - 1) + [{"text": "One."}] + [{"name": "x"}] * 30))) == FUTILE + 30


def test_an_endless_record_is_left_out_and_the_next_read() -> None:
    class Endless(io.RawIOBase):
        """A record of twice what may be, never whole in memory, between two others."""

        def __init__(self) -> None:
            self._pieces = self._all()

        def _all(self) -> Iterator[bytes]:
            yield b'{"text": "one"}\n{"text": "'
            yield from (b"x" * 65_536 for _ in range(2 * cutting.MOST_PIECE // 65_536))
            yield b'"}\n{"text": "two"}'

        def read(self, _: int = -1) -> bytes:
            return next(self._pieces, b"")

    first, endless, second = read_documents("a", "a", Endless().read, Defaults())
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert "record 2 (line 2): is longer than 25,000,000 bytes" in str(endless)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.dictionaries(st.text(), st.text()))), st.integers(1, 7))
def test_objects_are_cut_where_json_has_them(rows: list[dict[str, Any]], size: int) -> None:
    for text in (json.dumps(rows), json.dumps(rows, ensure_ascii=False, indent=2), "\n".join(json.dumps(row) for row in rows)):
        stream = io.BytesIO(text.encode("utf-8", "replace"))
        found = [json.loads(piece.data) for piece in json_objects(lambda _, stream=stream: stream.read(size))]  # type: ignore[misc]
        assert found == json.loads(json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='{}[]"\\,:a\n', max_size=60).map(str.encode))
def test_any_bytes_give_reports_or_errors(data: bytes) -> None:
    with suppress(SourceError):
        assert all(isinstance(result, (Report, SourceError)) for result in taken(data))
