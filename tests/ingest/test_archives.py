"""Web archives: each fetched page is a report; a spoilt record is told and the rest goes on."""

import gzip
import io
import random
import sys
import time
import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.ingest import archives, take_in
from dragoman.ingest.archives import is_archive, read_archive
from dragoman.ingest.reports import Defaults
from dragoman.ingest.single import MOST_BYTES
from dragoman.ingest.streams import take_stream
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .conftest import Site

TOWNS = ("Elda", "Darn", "Quay", "Orr", "Velm")
SILENT = "the record does not say how long it is; what lies before the next one is left out"
STRAY = "there is no WARC record here; what lies before the next one is left out"


def page(town: str, head: str = "") -> bytes:
    return f"""<!doctype html><html><head><title>Wall of {town}</title>{head}</head><body><article>
    <p>The council of {town} voted on Monday to rebuild the harbour wall after two storms broke its northern end.</p>
    <p>The mayor told reporters that the fishermen of the café could not wait another year.</p></article></body></html>""".encode()


def record(
    uri: str,
    body: bytes,
    kind: str | None = "text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    type_: str = "response",
    headers: Sequence[tuple[str, str]] = (),
    warc: dict[str, str] | None = None,
) -> dict[str, Any]:
    http = StatusAndHeaders(status, [*([("Content-Type", kind)] if kind is not None else []), *headers], protocol="HTTP/1.1")
    return {
        "uri": uri,
        "record_type": type_,
        "payload": io.BytesIO(body),
        "http_headers": http if type_ == "response" else None,
        "warc_headers_dict": warc or {},
    }


def pieces(*records: dict[str, Any], packed: bool = True) -> list[bytes]:
    """Each record as it lies in the archive."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer._create_temp_file = io.BytesIO  # its own are never closed, which warns
    ends = [0]
    for each in records:
        writer.write_record(writer.create_warc_record(**each))
        ends.append(out.tell())
    return [out.getvalue()[start:end] for start, end in pairwise(ends)]


def towns(packed: bool = True) -> list[bytes]:
    return pieces(*(record(f"http://g.example/{town}", page(town)) for town in TOWNS), packed=packed)


def taken(data: bytes, **defaults: Any) -> list[Report | SourceError]:
    return list(read_archive(io.BytesIO(data), b"", "a.warc", Defaults(**defaults)))


def one(*args: Any, **settings: Any) -> Report:
    (result,) = taken(b"".join(pieces(record(*args, **settings))))
    assert isinstance(result, Report), result
    return result


def shown(results: Sequence[Report | SourceError]) -> list[str]:
    """The towns of the reports, and the errors."""
    return [str(item.url).rpartition("/")[2] if isinstance(item, Report) else str(item) for item in results]


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_a_report(packed: bool) -> None:
    data = b"".join(towns(packed))
    results = taken(data, outlet="Wire", published="1931-05-04")
    assert shown(results) == list(TOWNS)
    first = results[0]
    assert isinstance(first, Report)
    assert (first.headline, first.external_id, first.url) == ("Wall of Elda", "http://g.example/Elda", "http://g.example/Elda")
    assert (first.outlet, first.published, first.repairs) == ("Wire", "1931-05-04", ())
    assert first.text.startswith("The council of Elda voted")
    assert shown(taken(gzip.compress(b"".join(towns(False)), mtime=0))) == list(TOWNS)  # one block around the whole


def test_the_address_is_the_archives_and_the_date_the_pages_own() -> None:
    head = '<link rel="canonical" href="http://other.example/x"><meta property="article:published_time" content="1931-05-04">'
    crawled = {"WARC-Date": "1999-12-31T00:00:00Z"}
    dated = one("http://g.example/1", page("Elda", head), warc=crawled)
    assert (dated.url, dated.published) == ("http://g.example/1", "1931-05-04")
    assert one("http://g.example/1", page("Elda"), warc=crawled).published is None


def test_other_records_are_skipped() -> None:
    uri = "http://g.example/"
    data = b"".join(
        pieces(
            record(uri, b"software: x\r\n", type_="warcinfo"),
            record(uri, page("Elda"), type_="resource"),
            record(uri, page("Elda"), type_="metadata"),
            record(uri, b"\x89PNG", "image/png"),
            record(uri, b"a { color: red }", "text/css"),
            record(uri, page("Elda"), status="404 Not Found"),
            record(uri, page("Elda"), status="301 Moved"),
            record(uri + "robots.txt", b"User-agent: *", "text/plain"),
            record(uri, b"\x00\x01 what", None),
            record(uri + "Darn", page("Darn"), None),
            record(uri, b"x" * (MOST_BYTES + 100_000), "video/mp4"),
            record(uri + "Velm", b"The wall of Velm fell.", "text/plain"),
        )
    )
    assert shown(taken(data)) == ["Darn", "Velm"]


def test_an_archive_without_pages() -> None:
    image = record("http://g.example/a.png", b"\x89PNG", "image/png")
    with pytest.raises(SourceError, match="without a page or plain text \\(1 answers of other kinds\\)"):
        taken(b"".join(pieces(image)))
    for data in (b"", gzip.compress(b"", mtime=0), b"\r\n"):
        with pytest.raises(SourceError, match="without a page or plain text \\(no answer at all\\)"):
            taken(data)


def test_plain_text_and_encodings() -> None:
    assert one("http://g.example/a", "Żelda’s wall.\r\n".encode("cp1250"), "text/plain; charset=windows-1250").text == "Żelda’s wall.\r\n"
    assert one("http://g.example/a", page("Elda").decode().encode("cp1252"), 'Text/HTML;Charset="iso-8859-1"').text.count("café") == 1
    undeclared = one("http://g.example/a", "The café.".encode("cp1252"), "text/plain")
    assert [flag.note for flag in undeclared.repairs] == ["decoded as cp1252, not declared"]


def chunked(body: bytes) -> bytes:
    return b"%x;ext\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (50, body[:50], len(body) - 50, body[50:])


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(page("Elda")), [("Transfer-Encoding", "chunked")]),
        (page("Elda"), [("Transfer-Encoding", "chunked")]),  # joined by the crawler, which kept the header
        (chunked(page("Elda"))[:-7], [("Transfer-Encoding", "Chunked")]),
        (gzip.compress(page("Elda"), mtime=0), [("Content-Encoding", "gzip")]),
        (page("Elda"), [("Content-Encoding", "gzip")]),
        (chunked(gzip.compress(page("Elda"), mtime=0)), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "x-gzip")]),
        (zlib.compress(page("Elda")), [("Content-Encoding", "deflate")]),
        (bare(page("Elda")), [("Content-Encoding", "deflate")]),
        (page("Elda"), [("Content-Encoding", "br")]),
    ],
)
def test_answers_in_pieces_and_packed(body: bytes, headers: list[tuple[str, str]]) -> None:
    found = one("http://g.example/Elda", body, headers=headers)
    assert found.text.startswith("The council of Elda voted")
    assert found.repairs == ()


def test_answers_packed_by_brotli_and_zstandard(tmp_path: Path) -> None:
    for pack, how in ((BrotliWriter, "br"), (ZstdWriter, "zstd")):
        with pack(tmp_path / how) as writer:
            writer.write(page("Elda"))
        body = (tmp_path / how).read_bytes()
        assert body
        assert one("http://g.example/Elda", body, headers=[("Content-Encoding", how)]).text.startswith("The council of Elda voted")


@pytest.mark.parametrize(
    ("body", "headers", "part"),
    [
        (b"no", [("Content-Encoding", "gzip")], "cannot be unpacked (gzip: "),
        (b"no", [("Content-Encoding", "deflate")], "cannot be unpacked (deflate: "),
        (b"no", [("Content-Encoding", "br")], "cannot be unpacked (br: "),
        (b"no", [("Content-Encoding", "own")], "is packed in a way that is not known (own); look at the page itself"),
        (b"", [], "is empty"),
        (b"<html><body><p>404</p></body></html>", [], "is a page without an article"),
        (b"w" * (MOST_BYTES + 1), [], "is too long"),
        (b"w" * (MOST_BYTES + 100_000), [], "is too long"),
        (gzip.compress(b"w" * (MOST_BYTES + 100_000), mtime=0), [("Content-Encoding", "gzip")], "is too long"),
        (b"ffffffff\r\nwall", [("Transfer-Encoding", "chunked")], "is a page without an article"),
        (b"fffffffffffffffffffff\r\nwall", [("Transfer-Encoding", "chunked")], "is a page without an article"),
    ],
)
def test_a_bad_answer_does_not_stop_the_rest(body: bytes, headers: list[tuple[str, str]], part: str) -> None:
    before, bad, after = taken(
        b"".join(
            pieces(
                record("http://g.example/1", page("Elda")),
                record("http://g.example/2", body, headers=headers),
                record("http://g.example/3", page("Darn")),
            )
        )
    )
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert str(bad).startswith(f"a.warc, http://g.example/2: {part}")


def test_only_the_beginning_is_noted() -> None:
    short = one("http://g.example/1", page("Elda"), warc={"WARC-Truncated": "length"})
    assert [(flag.kind, flag.start, flag.end, flag.note) for flag in short.repairs] == [
        ("excerpt", 0, len(short.text), "the archive holds only the beginning (length)")
    ]
    body = gzip.compress(b"The wall fell. " + random.Random(1).randbytes(50).hex().encode())[:-12]
    text = one("http://g.example/1", body, "text/plain", headers=[("Content-Encoding", "gzip")])
    assert [flag.note for flag in text.repairs] == ["the archive holds only the beginning"]


ENDS = "the archive breaks off; fetch or copy it again for the rest"
SPOILT = "the archive is spoilt (gzip cannot unpack it); fetch or copy it again"


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_breaks_off(packed: bool) -> None:
    parts = towns(packed)
    kept = b"".join(parts[:3])
    uri = f"a.warc, http://g.example/Orr: {ENDS}"
    number = f"a.warc, record 4: {ENDS}"
    for part in (5, 10, 40, len(parts[3]) // 2, len(parts[3]) - 20):
        assert shown(taken(kept + parts[3][:part])) in ([*TOWNS[:3], uri], [*TOWNS[:3], number])
    assert shown(taken(kept + parts[3][: len(parts[3]) // 2])) == [*TOWNS[:3], uri]
    if packed:
        assert shown(taken(kept + parts[3][:-3])) == [*TOWNS[:4], f"a.warc, record 5: {ENDS}"]  # only the check sum is missing


def test_a_spoilt_block_does_not_stop_the_rest() -> None:
    parts = towns()
    for start in (0, 12, 100, len(parts[1]) - 8):
        bad = bytearray(parts[1])
        bad[start : start + 8] = bytes(byte ^ 0x5A for byte in bad[start : start + 8])
        results = shown(taken(b"".join([parts[0], bytes(bad), *parts[2:]])))
        assert results[0] == "Elda"
        assert results[-3:] == ["Quay", "Orr", "Velm"]
        assert SPOILT in results[1]
        assert len(results) == 5


def test_padding_between_blocks() -> None:
    assert shown(taken((b"\0" * 512).join(towns()))) == list(TOWNS)


def test_stray_bytes_do_not_stop_the_rest() -> None:
    parts = towns(packed=False)
    assert shown(taken(parts[0] + b"stray\r\n\r\nbytes\r\n" + parts[1])) == ["Elda", f"a.warc, record 2: {STRAY}", "Darn"]
    assert shown(taken(b"\xff" * 200_000 + b"\n" + parts[0])) == [f"a.warc, record 1: {STRAY}", "Elda"]
    packed = towns()
    assert shown(taken(packed[0] + b"stray" + packed[1])) == ["Elda", f"a.warc, record 2: {SPOILT}", "Darn"]


def test_a_record_that_does_not_say_its_length() -> None:
    parts = towns(packed=False)
    for said in (b"", b"Content-Length: many\r\n", b"Content-Length: -5\r\n"):
        head, _, rest = parts[1].partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
        bad = b"\r\n".join(lines) + b"\r\n" + said + b"\r\n" + rest
        assert shown(taken(parts[0] + bad + parts[2])) == ["Elda", f"a.warc, http://g.example/Darn: {SILENT}", "Quay"]


def test_a_record_that_says_too_much() -> None:
    parts = towns(packed=False)
    start = parts[1].index(b"Content-Length: ") + 16
    huge = parts[1][:start] + b"99999999999999" + parts[1][parts[1].index(b"\r\n", start) :]
    assert shown(taken(parts[0] + huge + parts[2])) == ["Elda", f"a.warc, http://g.example/Darn: {ENDS}"]


def test_without_fastwarc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "a.warc.gz").write_bytes(b"".join(towns()))
    (result,) = take_in([str(tmp_path / "a.warc.gz")])
    assert str(result) == f"{tmp_path}/a.warc.gz: is a web archive, which needs the package fastwarc: pip install 'dragoman[warc]'"


def test_whatever_the_reader_throws_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("odd record")

    monkeypatch.setattr(archives, "_joined", fail)
    with pytest.raises(OSError, match="odd record"):  # ours to mend, not the record's fault
        taken(b"".join(pieces(record("http://g.example/1", page("Elda"), headers=[("Transfer-Encoding", "chunked")]))))
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 4\r\n\r\nwall\r\n\r\n"
    with pytest.raises(SourceError, match="1 answers of other kinds"):
        taken(data)
    (result,) = taken(data.replace(b"WARC/1.0", b"WARC/x"))
    assert str(result).startswith("a.warc, record 1: is a record that cannot be read")


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.WARC.GZ", True), ("a.gz", True), ("a", True), ("a", False), ("a.warc", True)])
def test_an_archive_in_a_file(tmp_path: Path, name: str, packed: bool) -> None:
    (tmp_path / name).write_bytes(b"".join(towns(packed)))
    assert shown(list(take_in([str(tmp_path / name)]))) == list(TOWNS)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_in_standard_input(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"".join(towns(packed)))))
    assert shown(list(take_in(["-"]))) == list(TOWNS)


def test_archives_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(towns(packed=False)[0])
    (tmp_path / "b.warc.gz").write_bytes(towns()[1])
    (tmp_path / "c.gz").write_bytes(gzip.compress(b"The wall fell.", mtime=0))
    (tmp_path / "d.wacz").write_bytes(b"PK")
    results = shown(list(take_in([str(tmp_path)])))
    assert results[:2] == ["Elda", "Darn"]
    assert results[2].endswith(".gz files are not read; unpack it first")
    assert results[3].endswith(".wacz files are not read; unpack it, and give the .warc.gz files in it")


def test_other_packed_files_are_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(gzip.compress(b"The wall fell.", mtime=0))
    (result,) = take_in([str(tmp_path / "a")])
    assert "is compressed (gzip); unpack it first" in str(result)
    (tmp_path / "a.txt").write_bytes(towns(packed=False)[0])
    (result,) = take_in([str(tmp_path / "a.txt")])
    assert "is a web archive; name it .warc" in str(result)


def test_an_archive_at_an_address(site: Site) -> None:
    whole = b"".join(towns())
    assert shown(list(take_in([site.put("/a.warc.gz", whole, "application/octet-stream")]))) == list(TOWNS)
    assert shown(list(take_in([site.put("/a", whole, "application/gzip")]))) == list(TOWNS)
    assert shown(list(take_in([site.put("/b.warc.gz", whole, "application/x-gzip", Content_Encoding="x-gzip")]))) == list(TOWNS)
    assert shown(list(take_in([site.put("/c", b"".join(towns(False)), "application/warc")]))) == list(TOWNS)
    cut = list(take_in([site.put("/d.warc.gz", whole[:-20], None, Content_Length=str(len(whole)))]))
    assert shown(cut)[:4] == list(TOWNS[:4])
    assert "reading broke off (the server ended it too early); check the connection" in str(cut[-1])


def test_it_is_read_as_a_stream() -> None:
    stream = io.BytesIO(b"".join(towns(False)) + b"\r\n" * 5_000_000)
    results = read_archive(stream, b"", "a.warc", Defaults())
    assert isinstance(next(results), Report)
    assert stream.tell() < 200_000


def test_many_records_take_little_time() -> None:
    image = pieces(record("http://g.example/a.png", b"\x89PNG" * 100, "image/png"))[0]
    start = time.process_time()
    assert len(taken(image * 5000 + towns()[0])) == 1
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("head", "archive"),
    [
        (b"WARC/1.0\r\n", True),
        (b"\r\nWARC/1.1\r\n", True),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), True),
        (gzip.compress(b"The wall.", mtime=0), False),
        (b"\x1f\x8b\x08", False),
        (b"\x1f\x8b\x08\xff\xff", False),
        (b"", False),
        (b"WARCRAFT", False),
    ],
)
def test_archives_are_told(head: bytes, archive: bool) -> None:
    assert is_archive(head) is archive


@given(st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), min_size=1, max_size=5), st.booleans())
def test_whatever_is_spoilt_nothing_is_raised(places: list[tuple[int, bytes]], packed: bool) -> None:
    data = bytearray(b"".join(SMALL[packed]))
    for place, put in places:
        data[place % len(data) : place % len(data) + len(put)] = put
    assert list(take_stream(io.BytesIO(data), "a.warc", None, ".warc", Defaults()))


SMALL = {
    packed: pieces(
        record("http://g.example/1", b"The wall fell.", "text/plain"),
        record("http://g.example/2", chunked(b"The wall of Elda fell. " * 5), "text/plain", headers=[("Transfer-Encoding", "chunked")]),
        record("http://g.example/3", gzip.compress(b"The wall of Darn fell.", mtime=0), "text/plain", headers=[("Content-Encoding", "gzip")]),
        packed=packed,
    )
    for packed in (True, False)
}
