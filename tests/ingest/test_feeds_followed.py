"""Feeds at addresses: the pages of entries without full text are fetched, and none that fails stops the rest."""

import gzip
import socket
from typing import Any

import pytest

from dragoman.ingest import take_in
from dragoman.model.text import Report

from .conftest import Site
from .test_feeds import FULL, SUMMARY, TEXT, notes, rss

PAGE = """<html><head><title>Wall falls | Port Gazette</title><meta property="og:site_name" content="Gazette Online">
<meta property="article:published_time" content="1931-05-05"><link rel="canonical" href="http://other.example/x"></head><body><article>
<p>The harbour wall at Elda fell on Monday in the afternoon, and two dockers died under it.</p>
<p>The mayor, Orla Quist, told reporters that the town had asked for a new wall since the winter.</p></article></body></html>"""


def test_a_feed_at_an_address_fetches_what_it_only_sums_up(site: Site) -> None:
    page = site.put("/wall", PAGE)
    feed = site.put(
        "/feed",
        rss(f"<guid isPermaLink='false'>1</guid>{FULL}", "<title>Wall</title><link>/wall</link><description>It fell.</description>"),
        "text/xml",
    )
    first, second = take_in([feed])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.url) == (TEXT, None)
    assert second.text.startswith("The harbour wall at Elda fell on Monday in the afternoon")
    assert (second.headline, second.url, second.outlet, second.published) == ("Wall", page, "Port Gazette", "1931-05-05")
    assert second.repairs == ()
    assert [path for path, _ in site.asked] == ["/feed", "/wall"]


def test_the_summary_stands_in_for_a_page_that_fails(site: Site) -> None:
    site.put(
        "/login",
        PAGE.replace("fell on Monday in the afternoon, and two dockers died under it", "is hidden; please log in").partition("<p>The mayor")[0],
    )
    long = "The harbour wall at Elda fell on Monday in the afternoon, and two dockers died under it, the mayor said."
    feed = site.put(
        "/feed",
        rss(
            "<link>/gone</link><description>It fell.</description>",
            f"<link>/login</link><description>{long}</description>",
            "<title>No text</title><link>/gone</link>",
            "<description>No link.</description>",
        ),
        "application/rss+xml",
    )
    gone, login, bad, alone = take_in([feed])
    assert isinstance(gone, Report)
    assert isinstance(login, Report)
    assert isinstance(alone, Report)
    why = "the server answers 404 (Not Found): there is no such page; check the address"
    assert (gone.text, notes(gone)) == ("It fell.", [("excerpt", f"{SUMMARY}; its page: {why}")])
    assert (login.text, notes(login)) == (long, [("excerpt", f"{SUMMARY}; its page: holds even less text")])
    assert str(bad) == f"{feed}, entry 3 (“No text”): has no text; its page: {why}"
    assert notes(alone) == [("excerpt", f"{SUMMARY}; the report itself may be longer")]


@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (gzip.compress(PAGE.encode())[:-9], {"Content_Encoding": "gzip"}, "broke off (Compressed file ended"),
        (gzip.compress(PAGE.encode())[:20] + b"\xff" * 99, {"Content_Encoding": "gzip"}, "broke off (Error -3"),
        (PAGE.encode(), {"Content_Length": "99999"}, "broke off (the server ended it too early)"),
        (b"%PDF-1.4", {"kind": "application/pdf"}, "is a PDF"),
    ],
)
def test_a_page_that_breaks_off_does_not_stop_the_feed(site: Site, body: bytes, headers: dict[str, Any], why: str) -> None:
    site.put("/1", body, **headers)
    items = ("<link>/1</link><description>It fell.</description>", f"<guid>2</guid>{FULL}")
    first, second = take_in([site.put("/feed", rss(*items), "text/xml")])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, second.text) == ("It fell.", TEXT)
    assert f"its page: {why}" in first.repairs[0].note


def test_a_server_that_does_not_answer_is_asked_once(site: Site) -> None:
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))  # bound, but nobody listens
        dead = f"http://127.0.0.1:{shut.getsockname()[1]}"
        feed = site.put("/feed", rss(*(f"<link>{dead}/{number}</link><description>It fell.</description>" for number in range(3))), "text/xml")
        results = [item for item in take_in([feed]) if isinstance(item, Report)]
    said = [notes(report)[0][1] for report in results]
    assert ["(Connection refused)" in note for note in said] == [True, False, False]
    assert said[2] == f"{SUMMARY}; its page: is on a server that did not answer before"


def test_a_busy_server_is_left_alone(site: Site) -> None:
    links = [site.put(f"/{number}", "", status=429) for number in range(3)]
    feed = site.put("/feed", rss(*(f"<link>{link}</link><description>It fell.</description>" for link in links)), "text/xml")
    assert len(list(take_in([feed]))) == 3
    assert [path for path, _ in site.asked] == ["/feed", "/0"]
