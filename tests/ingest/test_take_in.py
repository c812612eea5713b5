"""Sources of every kind, in order; one that cannot be taken in never stops the rest."""

import io
import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman.ingest import take_in
from dragoman.ingest.reports import LONGEST_TEXT
from dragoman.ingest.single import MOST_BYTES
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.text import Report

PAGE = """<!doctype html><html><head><title>Wall to be rebuilt</title></head><body><article>
<p>The council voted on Monday to rebuild the harbour wall after two storms broke its northern end.</p>
<p>The mayor told reporters that the fishermen of the town could not wait another year.</p></article></body></html>"""


def reports(*sources: object, **settings: Any) -> list[Report]:
    results = list(take_in([str(source) for source in sources], **settings))
    assert not [str(result) for result in results if isinstance(result, SourceError)]
    return [result for result in results if isinstance(result, Report)]


def error(source: object) -> str:
    (result,) = take_in([str(source)])
    assert isinstance(result, SourceError)
    return str(result)


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> io.BytesIO:
    stream = io.BytesIO(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    return stream


def test_a_text_file_is_kept_to_the_code_point(tmp_path: Path) -> None:
    text = "  The council\r\nvoted “yes”.\r\rNext.\u2028\ufeffEnd \n\n"
    (report,) = reports(write(tmp_path / "a.txt", text))
    assert (report.text, report.external_id, report.headline, report.published, report.outlet) == (text, "a.txt", None, None, None)
    (marked,) = reports(write(tmp_path / "b.txt", text.encode("utf-8-sig")))
    assert marked.text == text
    assert marked.id == report.id


def test_settings_reach_the_report(tmp_path: Path) -> None:
    (report,) = reports(write(tmp_path / "a.txt", "The cafÃ©."), published="2024-05-01T23:30:00-08:00", outlet="Wire", fix_text=True)
    assert (report.published, report.outlet, report.text) == ("2024-05-01", "Wire", "The café.")


def test_a_bad_default_is_told_at_once() -> None:
    with pytest.raises(SettingError, match="'May' is not an ISO date"):
        take_in(["a.txt"], published="May")


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.txt", "a.php", "a"])
def test_a_page(tmp_path: Path, name: str) -> None:
    (report,) = reports(write(tmp_path / name, PAGE))
    assert report.headline == "Wall to be rebuilt"
    assert report.text.count("\n\n") == 1
    assert report.external_id == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.NDJSON"])
def test_jsonl(tmp_path: Path, name: str, encoding: str) -> None:
    bom = "\ufeff" if encoding == "utf-16-le" else ""
    text = bom + '{"text": "Ein\\nRat Ä Ċ"}\r\n\r\n{"text": "two"}'  # the last letter's number ends in 0A
    results = reports(write(tmp_path / name, text.encode(encoding)))
    assert [(report.external_id, report.text) for report in results] == [(f"{name}:1", "Ein\nRat Ä Ċ"), (f"{name}:3", "two")]


def test_a_spoilt_line_of_utf16_is_told(tmp_path: Path) -> None:
    first, second = take_in([str(write(tmp_path / "a.jsonl", '{"text": "one"}\n{"text": "tw'.encode("utf-16") + b"\x6f"))])
    assert isinstance(first, Report)
    assert "line 2: not JSON" in str(second)


def test_unknown_suffixes_are_told_by_what_they_hold(tmp_path: Path) -> None:
    assert [report.text for report in reports(write(tmp_path / "wire.out", '\n \n{"text": "one"}\n{"text": "two"}'))] == ["one", "two"]
    assert reports(write(tmp_path / "a.md", "\n\n{curly} The council met."))[0].text == "\n\n{curly} The council met."
    assert [report.text for report in reports(write(tmp_path / "b.out", '{\n "text": "one"\n}\n{"text": "two"}'))] == ["one", "two"]
    assert reports(write(tmp_path / "c", '[{"text": "one"}]'.encode("utf-16")))[0].text == "one"
    assert reports(write(tmp_path / "d", "Title;Text\nPort;one"))[0].headline == "Port"
    assert reports(write(tmp_path / "e", "The text, which was short, said one thing."))[0].text.startswith("The text")
    assert reports(write(tmp_path / "c.txt", '{"text": "one"}'))[0].text == '{"text": "one"}'


def test_a_folder_in_order_without_hidden_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ["b.txt", "a.txt", "sub/c.txt", "sub/deep/a.TXT", ".hidden.txt", ".git/x.txt", "sub/.x/y.txt"]:
        write(tmp_path / name, f"Text of {name}.")
    write(tmp_path / "lines.jsonl", '{"text": "one"}')
    write(tmp_path / "page.html", PAGE)
    write(tmp_path / "z.png", b"\x89PNG")
    write(tmp_path / "sub/style.css", "p {}")
    write(tmp_path / "Makefile", "all:")
    with caplog.at_level(logging.WARNING, "dragoman.ingest"):
        names = [report.external_id for report in reports(tmp_path)]
    assert names == ["a.txt", "b.txt", "lines.jsonl:1", "page.html", "sub/c.txt", "sub/deep/a.TXT"]
    (record,) = caplog.records
    assert "3 files skipped that are no reports by their suffix (.css 1, .png 1, no suffix 1)" in record.getMessage()


def test_a_folder_tells_each_report_that_fails(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.pdf", b"%PDF-1.4")
    write(tmp_path / "c.txt", "Good.")
    write(tmp_path / "d.txt", b"\x89PNG")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "f.txt")
    results = [str(result) if isinstance(result, SourceError) else result.text for result in take_in([str(tmp_path)])]
    expected = ["is empty", ".pdf files are not read; extract its text first", "Good.", "PNG", "no such file", "no regular file"]
    assert len(results) == len(expected)
    for result, part in zip(results, expected, strict=True):
        assert part in result


def test_a_folder_without_reports(tmp_path: Path) -> None:
    assert "no report in this folder; it takes .atom, .csv, .htm," in error(tmp_path)
    write(tmp_path / "a.png", "x")
    assert "no report in this folder (other files: .png 1)" in error(tmp_path)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "sub/a.txt", "One.")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    assert len(reports(tmp_path)) == 1


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("gone.txt", "gone.txt: no such file or folder; check the name"),
        ("", "an empty name; give a file, a folder, an address, or -"),
        ("  ", "an empty name"),
        ("a\0b", "no such file; check the name"),
        ("ftp://gazette.example/wall", "ftp addresses are not read, only http and https; save the page and give the file"),
        ("x" * 5000, "cannot be read (File name too long)"),
    ],
)
def test_sources_that_are_none(source: str, part: str) -> None:
    assert part in error(source)


def test_below_a_file_there_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in error(write(tmp_path / "a.txt", "One.") / "b.txt")


def test_one_bad_source_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", "One.")
    kinds = [type(result) for result in take_in([str(good), str(tmp_path / "gone"), "ftp://x.example", str(good)])]
    assert kinds == [Report, SourceError, SourceError, Report]


def test_a_file_that_vanishes_before_its_turn(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "b.txt", "Two.")
    results = take_in([str(tmp_path)])
    assert isinstance(next(results), Report)
    (tmp_path / "b.txt").unlink()
    (late,) = results
    assert "b.txt: no such file" in str(late)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", "One.")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert "a.txt: no permission to read it; change its permissions" in error(path)


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", refuse)
    assert f"{tmp_path}: no permission to read it" in error(tmp_path)


def test_reading_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def readline(self, *_: object) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken(b"x")))
    assert "standard input: reading broke off (Input/output error)" in error("-")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are no UTF-8")
def test_names_in_no_encoding(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"One.")
    (report,) = reports(tmp_path)
    assert report.external_id == "caf\ufffd.txt"
    with open(path, "wb"):
        pass
    error(tmp_path).encode()


def test_too_long_answers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with open(path, "wb") as file:
        file.truncate(500_000_000)
        file.seek(0)
        file.write(b"word " * 2_000_000)
    start = time.process_time()
    assert "is too long" in error(path)
    assert time.process_time() - start < 2  # 8 MB are looked at, whatever the size
    assert "split it into single reports" in error(write(path, b"w" * (LONGEST_TEXT + 1)))
    assert len(reports(write(path, "\U0001f600".encode() * LONGEST_TEXT))[0].text) == LONGEST_TEXT
    assert MOST_BYTES >= LONGEST_TEXT * 4


def test_standard_input_text(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"\n\n The council\r\nmet. ")
    (report,) = reports("-")
    assert (report.text, report.external_id) == ("\n\n The council\r\nmet. ", None)


def test_standard_input_page(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"\n" + PAGE.encode())
    assert reports("-")[0].headline == "Wall to be rebuilt"


def test_standard_input_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = feed(monkeypatch, b"\n" + b'{"text": "one", "id": "x"}\n{"text": "two"}\n' * 1000)
    results = take_in(["-"])
    first, second = next(results), next(results)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.external_id, second.external_id) == ("x", "stdin:3")
    assert stream.tell() < 100  # the rest is read when asked for


def test_standard_input_that_only_begins_like_json(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"{sic} the council met.\n")
    assert reports("-")[0].text == "{sic} the council met.\n"


def test_standard_input_empty_or_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"")
    assert error("-").startswith("standard input: is empty")
    monkeypatch.setattr(sys, "stdin", None)
    assert error("-").startswith("standard input: is closed")


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="no /dev/fd on this system")
def test_a_pipe_by_name() -> None:
    read, write_end = os.pipe()
    os.write(write_end, json.dumps({"text": "one"}).encode())
    os.close(write_end)
    assert reports(f"/dev/fd/{read}")[0].text == "one"
    os.close(read)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    results = take_in([str(path)])
    write(path, "One.")
    assert isinstance(next(results), Report)


def test_twice_gives_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.html", PAGE)
    write(tmp_path / "b.txt", b"caf\xe9")
    assert reports(tmp_path) == reports(tmp_path)
