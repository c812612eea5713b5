"""Feeds: an entry is a report; full text before summaries, and no entry stops the rest."""

import io
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.ingest import feeds, take_in
from dragoman.ingest.feeds import is_feed, read_feed
from dragoman.ingest.reports import Defaults, Found, Origin
from dragoman.ingest.single import MOST_BYTES
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .conftest import Site

SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
FULL = "<content:encoded><![CDATA[<p>The harbour wall at Elda fell on Monday.</p><p>Two dockers died.</p>]]></content:encoded>"
TEXT = "The harbour wall at Elda fell on Monday.\n\nTwo dockers died."
SUMMARY = "only the summary that the feed gives"


def rss(*items: str, title: str = "<title>Port Gazette</title>") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {SPACES}><channel>{title}<link>http://g.example/</link>{joined}</channel></rss>'
    )


def atom(*entries: str, title: str = "Port Gazette") -> str:
    joined = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{joined}</feed>'


def taken(feed: str | bytes, origin: Origin | None = None, **defaults: Any) -> list[Report | SourceError]:
    data = feed.encode() if isinstance(feed, str) else feed
    return list(read_feed(data, "in/a.xml", "a.xml", Defaults(**defaults), origin))


def one(feed: str | bytes, origin: Origin | None = None, **defaults: Any) -> Report:
    (report,) = taken(feed, origin, **defaults)
    assert isinstance(report, Report), report
    return report


def notes(report: Report) -> list[tuple[str, str]]:
    return [(flag.kind, flag.note) for flag in report.repairs]


def test_an_item_of_rss() -> None:
    report = one(
        rss(
            f"<title>Wall &lt;b&gt;falls&lt;/b&gt; &amp; kills two</title><link>http://g.example/wall</link><guid isPermaLink='false'>g-1</guid>"
            f"<pubDate>Mon, 04 May 1931 23:30:00 -0800</pubDate><description>Short.</description>{FULL}"
        )
    )
    assert (report.text, report.headline, report.external_id, report.url) == (TEXT, "Wall falls & kills two", "g-1", "http://g.example/wall")
    assert (report.published, report.outlet, report.repairs) == ("1931-05-04", "Port Gazette", ())


def test_an_entry_of_atom() -> None:
    report = one(
        atom(
            '<id>tag:g.example,1931:1</id><title>Wall falls</title><link rel="enclosure" href="http://g.example/a.mp3"/>'
            '<link href="http://g.example/wall"/><updated>1931-06-01T00:00:00Z</updated><published>1931-05-04T00:10:00+09:00</published>'
            '<summary>Short.</summary><content type="html">&lt;p&gt;The harbour wall fell.&lt;/p&gt;&lt;p&gt;Two died.&lt;/p&gt;</content>'
        )
    )
    assert (report.text, report.external_id, report.url) == ("The harbour wall fell.\n\nTwo died.", "tag:g.example,1931:1", "http://g.example/wall")
    assert (report.published, report.headline, report.repairs) == ("1931-05-04", "Wall falls", ())


def test_atom_in_xhtml_and_plain() -> None:
    xhtml = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b> &lt; 3.</p><p>Four.</p></div></content>'
    plain = '<content type="text">3 &lt; 4 &lt;b&gt; are\nletters</content>'
    first, second = taken(atom(f"<id>1</id>{xhtml}", f"<id>2</id>{plain}"))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, second.text) == ("One two < 3.\n\nFour.", "3 < 4 <b> are\nletters")


def test_rss_of_1999() -> None:
    feed = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="http://g.example/"><title>Port Gazette</title></channel>
    <item rdf:about="http://g.example/1"><title>Wall</title><link>http://g.example/1</link><description>The wall fell.</description></item></rdf:RDF>"""
    assert is_feed(feed.encode())
    report = one(feed)
    assert (report.text, report.url, report.outlet) == ("The wall fell.", "http://g.example/1", "Port Gazette")


def test_only_a_summary_is_noted() -> None:
    report = one(rss("<title>Wall</title><description>&lt;p&gt;The wall fell.&lt;/p&gt;</description>"))
    assert report.text == "The wall fell."
    assert notes(report) == [("excerpt", f"{SUMMARY}; the report itself may be longer")]
    assert (report.repairs[0].start, report.repairs[0].end) == (0, len(report.text))


@pytest.mark.parametrize(
    "content", ["<content:encoded></content:encoded>", "<content:encoded>&lt;p&gt;&lt;img src='x'&gt;&lt;/p&gt;</content:encoded>"]
)
def test_content_without_text_is_none(content: str) -> None:
    report = one(rss(f"<description>The wall fell.</description>{content}"))
    assert (report.text, notes(report)[0][0]) == ("The wall fell.", "excerpt")


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<pubDate>Mon, 04 May 1931 23:30:00 GMT</pubDate>", "1931-05-04"),
        ("<pubDate>4 May 1931 23:30 +0200</pubDate>", "1931-05-04"),
        ("<dc:date>1931-05-04T23:30:00-08:00</dc:date>", "1931-05-04"),
        ("<pubDate>1931-05-04</pubDate><dc:date>1931-06-01</dc:date>", "1931-05-04"),
        ("<pubDate>19310504</pubDate>", "1931-05-04"),
        ("<pubDate>1931-05</pubDate>", None),
        ("<pubDate>1931</pubDate>", None),
        ("<pubDate>soon</pubDate>", None),
        ("<pubDate></pubDate>", None),
        ("<pubDate>Mon, 99 May 1931 23:30:00 GMT</pubDate>", None),
        ("", None),
    ],
)
def test_dates(dates: str, day: str | None) -> None:
    assert one(rss(f"{dates}{FULL}")).published == day


def test_the_day_of_change_only_where_no_other_is_given() -> None:
    assert one(atom('<id>1</id><updated>1931-05-04T23:30:00Z</updated><content type="text">The wall fell.</content>')).published == "1931-05-04"


def test_defaults_fill_what_the_feed_does_not_say() -> None:
    report = one(rss(FULL, title=""), published="1931-05-04", outlet="Wire")
    assert (report.published, report.outlet) == ("1931-05-04", "Wire")


def test_the_source_of_an_entry_is_its_outlet() -> None:
    assert one(rss(f'<source url="http://w.example/rss">Harbour &amp; Co Wire</source>{FULL}')).outlet == "Harbour & Co Wire"
    source = "<source><id>w</id><title>Wire</title></source>"
    assert one(atom(f'<id>1</id>{source}<content type="text">The wall fell.</content>', title="Planet")).outlet == "Wire"
    assert one(rss(f'<source url="http://w.example/rss"/>{FULL}')).outlet == "Port Gazette"


@pytest.mark.parametrize(
    ("parts", "url", "external_id"),
    [
        ("<link>/wall</link><guid>g-1</guid>", "http://g.example/wall", "g-1"),
        ("<guid>http://g.example/1</guid>", "http://g.example/1", "http://g.example/1"),
        ("<guid>g-1</guid>", None, "g-1"),
        ("<guid isPermaLink='false'>http://g.example/1</guid>", None, "http://g.example/1"),
        ("<link>http://g.example/1</link>", "http://g.example/1", "http://g.example/1"),
        ("<link>mailto:desk@g.example</link>", None, "a.xml:1"),
        ("<link>http://[</link>", None, "a.xml:1"),
        ("", None, "a.xml:1"),
    ],
)
def test_links_and_ids(parts: str, url: str | None, external_id: str) -> None:
    report = one(rss(parts + FULL))
    assert (report.url, report.external_id) == (url, external_id)


def test_a_bad_entry_does_not_stop_the_rest() -> None:
    first, bad, last = taken(rss(FULL, "<title>A  picture</title><link>http://g.example/p</link>", FULL.replace("Two", "Three")))
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert str(bad) == "in/a.xml, entry 2 (“A picture”): has no text; give the address of its page"


@pytest.mark.parametrize(
    "broken",
    [
        rss(FULL).replace("Port Gazette", "Port & Gazette &nbsp;&eacute;"),
        rss("<title>A &bogus; <b>wall</title>" + FULL),
        rss(FULL).replace("</channel>", ""),
        rss(FULL).replace("version=", "version=2.0 a="),
        rss(FULL).replace('xmlns:content="http://purl.org/rss/1.0/modules/content/"', ""),
        '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + rss("<title>&e;</title>" + FULL).partition("\n")[2],
    ],
)
def test_broken_xml_is_survived(broken: str) -> None:
    report = one(broken)
    assert report.text == TEXT
    assert "excerpt" not in [flag.kind for flag in report.repairs]


def test_a_feed_that_breaks_off() -> None:
    whole = rss(f"<title>One</title>{FULL}", f"<title>Two</title><description>The wall was old.</description>{FULL}")
    first, second, end = taken(whole[: whole.rindex("Two dockers")])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.repairs) == (TEXT, ())
    assert (second.text, notes(second)) == ("The wall was old.", [("excerpt", "the feed breaks off within this entry")])
    assert str(end) == "in/a.xml: breaks off before the end of the feed; save it again for the entries that are missing"
    kept = taken(whole[: whole.rindex("<item>")])
    assert [type(item) for item in kept] == [Report, SourceError]
    assert [str(item) for item in taken(whole[: whole.index("<item>")])] == [str(end)]


def test_control_characters_are_replaced() -> None:
    report = one(rss(FULL.replace("harbour", "har\x01bour")))
    assert report.text.startswith("The har\ufffdbour wall")
    assert notes(report) == [("encoding", "no character of XML; replaced by U+FFFD")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    feed = rss(FULL.replace("Elda", "Éldä")).replace('"utf-8"', '"iso-8859-1"' if encoding == "cp1252" else f'"{encoding.removesuffix("-sig")}"')
    report = one(feed.encode(encoding))
    assert report.text == TEXT.replace("Elda", "Éldä")
    assert report.repairs == ()


def test_an_undeclared_encoding_is_noted() -> None:
    report = one(rss(FULL.replace("Elda", "Éldä")).replace(' encoding="utf-8"', "").encode("cp1252"))
    assert notes(report) == [("encoding", "decoded as cp1252, not declared")]


def test_the_encoding_that_the_server_names() -> None:
    report = one(rss(FULL.replace("Elda", "Żelda")).replace(' encoding="utf-8"', "").encode("cp1250"), Origin("http://g.example/", "windows-1250"))
    assert (report.text.split()[5], report.repairs) == ("fell", ())
    assert "Żelda" in report.text


@pytest.mark.parametrize(
    ("feed", "part"),
    [
        (rss(), "is a feed without entries"),
        (rss(FULL) + " " * MOST_BYTES, "is too long for a feed"),
    ],
)
def test_feeds_that_cannot_be_read(feed: str, part: str) -> None:
    with pytest.raises(SourceError, match=part):
        taken(feed)


def test_whatever_the_parser_throws_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("odd feed")

    monkeypatch.setattr("feedparser.parse", fail)
    with pytest.raises(SourceError, match="cannot be read \\(AssertionError: odd feed\\)"):
        taken(rss(FULL))


@pytest.mark.parametrize(
    "head",
    [
        b'<?xml version="1.0"?><rss version="2.0">',
        b"\n <rss>",
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?><!-- a > b -->\n<!DOCTYPE rss [<!ENTITY a "b">]><rss >',
        b'<feed xmlns="http://www.w3.org/2005/Atom">',
        b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">',
        b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/">',
        '<?xml version="1.0"?><rss>'.encode("utf-16"),
    ],
)
def test_feeds(head: bytes) -> None:
    assert is_feed(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html>",
        b"The <rss> tag",
        b"<feedback>",
        b"<feed-list>",
        b'<rdf:RDF xmlns:rdf="x"><owl:Class/>',
        b"<?xml?><urlset>",
        b"<!--" * 3000,
        b"<?" * 4000,
        b"<!-- a -->" * 500 + b"<p>",
    ],
)
def test_no_feeds(head: bytes) -> None:
    assert not is_feed(head)


@pytest.mark.parametrize("name", ["a.xml", "a.RSS", "a.atom", "a", "a.txt", "a.html"])
def test_a_feed_in_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(rss(f"<guid isPermaLink='false'>x</guid>{FULL}", FULL))
    first, second = take_in([str(tmp_path / name)])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.external_id, second.external_id) == ("x", f"{name}:2")


def test_a_feed_in_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rss(FULL).encode())))
    (report,) = take_in(["-"])
    assert isinstance(report, Report)
    assert report.external_id == "stdin:1"


def test_feeds_in_a_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.xml").write_text(rss(FULL))
    (tmp_path / "b.rss").write_text(rss("<title>A picture</title>"))
    (tmp_path / "c.xml").write_text('<?xml version="1.0"?><config><a>b</a></config>')
    with caplog.at_level(logging.WARNING, "dragoman.ingest"):
        good, empty, other = take_in([str(tmp_path)])
    assert isinstance(good, Report)
    assert str(empty) == f"{tmp_path}/b.rss, entry 1 (“A picture”): has no text; give the address of its page"
    assert str(other) == f"{tmp_path}/c.xml: is no feed (RSS, Atom), no NewsML-G2 and no page, and other XML is not read; save its text"
    assert caplog.records == []


def test_other_xml_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('<?xml version="1.0"?><urlset><url>x</url></urlset>')
    (result,) = take_in([str(tmp_path / "a")])
    assert "other XML is not read" in str(result)


def test_a_saved_feed_fetches_nothing(tmp_path: Path, site: Site) -> None:
    link = site.put("/1", "<p>x</p>")
    (tmp_path / "a.xml").write_text(rss(f"<link>{link}</link><description>The wall fell.</description>"))
    (report,) = take_in([str(tmp_path / "a.xml")])
    assert isinstance(report, Report)
    assert site.asked == []


def test_a_page_that_says_less_is_not_taken() -> None:
    origin = Origin("http://g.example/feed", follow=lambda _: Found(text="Log in."))
    assert one(rss("<link>/1</link><description>The wall fell.</description>"), origin).text == "The wall fell."


def test_the_parser_is_given_no_name_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = rss(FULL)
    assert feeds._parse(text).entries
