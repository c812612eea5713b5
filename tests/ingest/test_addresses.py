"""Addresses: what a site of this machine shows, and what is said where it shows nothing."""

import gzip
import socket
import ssl
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from dragoman.ingest import addresses, take_in
from dragoman.ingest.single import MOST_BYTES
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .conftest import Site

PAGE = """<!doctype html><html><head><title>Wall to be rebuilt</title><link rel="canonical" href="https://gazette.example/"></head><body><article>
<p>The council voted on Monday to rebuild the harbour wall after two storms broke its northern end.</p>
<p>The mayor told reporters that the fishermen of the café could not wait another year.</p></article></body></html>"""
FEED = """<rss version="2.0"><channel><title>Gazette</title><item><guid isPermaLink="false">g-1</guid><description>The wall fell.</description></item>
</channel></rss>"""


def report(address: str, **settings: Any) -> Report:
    (result,) = take_in([address], **settings)
    assert isinstance(result, Report), result
    return result


def error(address: str) -> str:
    (result,) = take_in([address])
    assert isinstance(result, SourceError)
    return str(result)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/xhtml+xml", "text/plain", "application/octet-stream", None])
def test_a_page(site: Site, kind: str | None) -> None:
    address = site.put("/wall", PAGE, kind)
    found = report(address)
    assert (found.headline, found.url, found.external_id) == ("Wall to be rebuilt", address, address)
    assert found.text.endswith("of the café could not wait another year.")
    assert found.repairs == ()
    ((path, agent),) = site.asked
    assert path == "/wall"
    assert agent.startswith("dragoman/")


def test_settings_reach_the_report(site: Site) -> None:
    found = report(site.put("/wall", "The wall fell.", "text/plain"), published="1931-05-04", outlet="Wire")
    assert (found.published, found.outlet) == ("1931-05-04", "Wire")


def test_the_encoding_that_the_server_names(site: Site) -> None:
    text = "Żelda’s wall fell."
    assert report(site.put("/a", text.encode("cp1250"), "text/plain; charset=windows-1250")).text == text
    assert report(site.put("/b", text, "text/plain; charset=iso-8859-1")).text == text  # servers say so of all they have; UTF-8 cannot be by chance
    assert report(site.put("/c", PAGE.encode("cp1252"), 'text/html; charset="latin1"')).repairs == ()
    odd = report(site.put("/d", "The café.".encode("cp1252"), "text/plain; charset=nonsense"))
    assert (odd.text, [flag.note for flag in odd.repairs]) == ("The café.", ["decoded as cp1252, not declared"])


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/atom+xml", "text/xml", "text/html", "text/plain", None])
def test_a_feed(site: Site, kind: str | None) -> None:
    found = report(site.put("/feed", FEED, kind))
    assert (found.external_id, found.text, found.outlet) == ("g-1", "The wall fell.", "Gazette")


@pytest.mark.parametrize(
    ("path", "kind"), [("/a", "application/x-ndjson"), ("/a.jsonl", "application/octet-stream"), ("/a", "text/plain"), ("/a.jsonl", "text/plain")]
)
def test_jsonl(site: Site, path: str, kind: str) -> None:
    address = site.put(path, '{"text": "one", "id": "x", "url": "https://g.example/1"}\n{"text": 2}\n{"text": "two"}', kind)
    one, bad, two = take_in([address])
    assert isinstance(one, Report)
    assert isinstance(two, Report)
    assert (one.external_id, one.url, two.external_id, two.url) == ("x", "https://g.example/1", f"{address}:3", None)
    assert str(bad).startswith(f"{address}, line 2: no ")


def test_a_text(site: Site) -> None:
    address = site.put("/wall.txt?day=4", "  The wall\r\nfell. ", "text/plain")
    assert (report(address).text, report(address).url) == ("  The wall\r\nfell. ", address)


@pytest.mark.parametrize(
    ("body", "kind", "part"),
    [
        (b"\x89PNG\r\n", "image/png", "is a PNG image"),
        (b"%PDF-1.4", "application/pdf", "is a PDF; extract its text first"),
        (b"", "text/html", "is empty"),
        (b"[1, 2]", "application/json", "is JSON without an object"),
        (b"<?xml version='1.0'?><urlset/>", "application/xml", "is no feed (RSS, Atom), no NewsML-G2 and no page"),
        (b"<html><body><p>404</p></body></html>", "text/html", "is a page without an article"),
        (b"w" * (MOST_BYTES + 1), "text/plain", "is too long"),
    ],
)
def test_what_cannot_be_read(site: Site, body: bytes, kind: str, part: str) -> None:
    address = site.put("/x", body, kind)
    assert error(address).startswith(f"{address}: {part}")


@pytest.mark.parametrize(
    ("status", "part"),
    [
        (404, "the server answers 404 (Not Found): there is no such page; check the address"),
        (410, "410 (Gone): there is no such page"),
        (401, "401 (Unauthorized): it does not let us in; open the page in a browser, save it and give the file"),
        (403, "403 (Forbidden): it does not let us in"),
        (429, "429 (Too Many Requests); try again later"),
        (500, "500 (Internal Server Error); try again later"),
        (503, "503 (Service Unavailable); try again later"),
        (418, "418 (I'm a Teapot); open the page in a browser"),
    ],
)
def test_status(site: Site, status: int, part: str) -> None:
    address = site.put("/x", PAGE, status=status)
    said = error(address)
    assert said.startswith(f"{address}: the server answers")
    assert part in said


def test_a_redirect(site: Site) -> None:
    wall = site.put("/wall", PAGE)
    assert report(site.put("/old", "", status=301, Location="/wall")).url == wall
    assert "(There" not in error(site.put("/loop", "", status=302, Location="/loop"))
    assert "the server answers 302" in error(site.address + "/loop")
    assert "the server cannot be reached" in error(site.put("/ftp", "", status=302, Location="ftp://127.0.0.1/wall"))
    assert "302" in error(site.put("/file", "", status=302, Location="file:///etc/hostname"))


def test_a_page_that_is_sent_packed(site: Site) -> None:
    assert report(site.put("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")).headline == "Wall to be rebuilt"
    assert report(site.put("/a.jsonl", gzip.compress(b'{"text": "one"}'), "text/plain", Content_Encoding="x-gzip")).text == "one"
    cut = gzip.compress(PAGE.encode())[:-40]
    assert "reading broke off (Compressed file ended" in error(site.put("/b", cut, Content_Encoding="gzip"))
    assert "reading broke off (Error -3" in error(site.put("/c", cut[:30] + b"\xff" * 30 + cut[60:], Content_Encoding="gzip"))
    assert "reading broke off (Not a gzipped file" in error(site.put("/d", PAGE, Content_Encoding="gzip"))
    assert "is sent packed in a way that was not asked for (br)" in error(site.put("/e", PAGE, Content_Encoding="br"))


def test_an_answer_that_ends_too_early(site: Site) -> None:
    address = site.put("/wall", PAGE, Content_Length=str(len(PAGE) + 500))
    assert error(address) == f"{address}: reading broke off (the server ended it too early); check the connection, then read it again"
    assert "reading broke off" in error(site.put("/wall", "ff\r\n" + PAGE[:100], Transfer_Encoding="chunked"))


def test_lines_before_the_end_are_kept(site: Site) -> None:
    one, late = take_in([site.put("/a.jsonl", '{"text": "one"}\n{"te', "text/plain", Content_Length="100")])
    assert isinstance(one, Report)
    assert "reading broke off" in str(late)


def test_letters_beyond_ascii(site: Site) -> None:
    site.put("/caf%C3%A9%20%5B1%5D?q=%C3%A4", PAGE)
    site.put("/a%20b", PAGE)
    assert report(site.address + "/café%20%5B1%5D?q=ä#top").url == site.address + "/caf%C3%A9%20%5B1%5D?q=%C3%A4"
    assert report(f" {site.address}/a b ").headline == "Wall to be rebuilt"
    assert addresses._ascii("https://bücher.example:81/ü") == "https://xn--bcher-kva.example:81/%C3%BC"


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("ftp://g.example/a", "ftp addresses are not read, only http and https; save the page and give the file"),
        ("file:///etc/hostname", "file addresses are not read"),
        ("http://", "names no server; check how the address is written"),
        ("http:///wall", "names no server"),
        ("https://me:secret@g.example/", "holds a user's name"),
        ("http://g.example:port/", "is no address that can be asked for"),
        ("http://[::1/", "is no address that can be asked for"),
        ("http://" + "x" * 70 + ".example/", "is no address that can be asked for"),
    ],
)
def test_addresses_that_are_none(address: str, part: str) -> None:
    assert error(address).startswith(f"{address}: {part}")


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        (socket.gaierror(-2, "Name or service not known"), "there is no such server, or no connection; check the address and the network"),
        (TimeoutError("timed out"), "no answer within 20 seconds; try again later"),
        (ConnectionResetError(104, "Connection reset by peer"), "the server cannot be reached (Connection reset by peer)"),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "the server cannot prove who it is"),
        (OSError("odd"), "the server cannot be reached (odd)"),
    ],
)
def test_servers_that_are_not_reached(monkeypatch: pytest.MonkeyPatch, reason: Exception, part: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise reason

    if isinstance(reason, ssl.SSLCertVerificationError):
        reason.verify_message = "self-signed certificate"
    monkeypatch.setattr(socket, "create_connection", fail)
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert error("HTTP://g.example/wall").startswith(f"HTTP://g.example/wall: {part}")


@pytest.mark.usefixtures("site")
def test_a_server_that_does_not_answer_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        assert "no answer within 0.05 seconds; try again later" in error(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        assert time.monotonic() - start < 2


@pytest.mark.usefixtures("site")
def test_a_server_that_speaks_something_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def speak() -> None:
            peer, _ = odd.accept()
            with peer:
                peer.recv(1000)
                peer.sendall(b"SSH-2.0-x\r\n")

        thread = threading.Thread(target=speak)
        thread.start()
        assert "its server answers nothing that can be read (BadStatusLine)" in error(f"http://127.0.0.1:{odd.getsockname()[1]}/")
        thread.join()


def test_one_bad_address_does_not_stop_the_rest(site: Site) -> None:
    good = site.put("/wall", PAGE)
    assert [type(item) for item in take_in([good, site.address + "/gone", "ftp://g.example", good])] == [Report, SourceError, SourceError, Report]


def test_nothing_is_asked_before_its_turn(site: Site) -> None:
    results = take_in([site.put("/1", PAGE), site.put("/2", PAGE)])
    next(results)
    assert [path for path, _ in site.asked] == ["/1"]


def test_the_network_is_loaded_only_for_an_address() -> None:
    code = "import sys; from dragoman.ingest import take_in; list(take_in(['gone.txt'])); print('http.client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
