"""Saved pages: the article, and what the page says of it for machines."""

import json

import pytest

from dragoman.ingest import page
from dragoman.ingest.page import is_page, read_page
from dragoman.model.errors import SourceError

LEAD = "PORT ELDA — The council voted on Monday to rebuild the harbour wall after two storms in a single winter broke its northern end."
QUOTE = "“We have waited long enough,” the mayor, Orla Quist, told reporters. “The fishermen cannot wait another year.”"
LAST = "The opposition called the plan a waste of money and asked for a hearing before the provincial court at Darn."


def html(head: str = "", article: str = "", body: str = "") -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Council to rebuild wall | Port Gazette</title>{head}</head>
    <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
    <article>{article}<p>{LEAD}</p><p>{QUOTE}</p><p>{LAST}</p></article>
    <section id="comments" class="comments"><h3>Comments</h3><p>First! said a reader who likes to comment on everything.</p></section>
    <footer>© 2019 Port Gazette. Last updated 3 June 2022. All rights reserved.</footer>{body}</body></html>"""


def block(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{node if isinstance(node, str) else json.dumps(node)}</script>' for node in nodes)


def published(head: str = "", article: str = "") -> str | None:
    return read_page(html(head, article).encode(), None).published


def test_the_article_and_nothing_else() -> None:
    found = read_page(html().encode(), "a.html")
    assert found.text == f"{LEAD}\n\n{QUOTE}\n\n{LAST}"
    assert (found.external_id, found.published, found.notes, found.replaced) == ("a.html", None, (), None)


def test_metadata() -> None:
    head = """<meta property="og:site_name" content="Port Gazette"><meta property="og:title" content="Council to rebuild wall">
    <link rel="canonical" href="https://gazette.example/harbour-wall">"""
    found = read_page(html(head).encode(), None)
    assert (found.headline, found.outlet, found.url) == ("Council to rebuild wall", "Port Gazette", "https://gazette.example/harbour-wall")
    assert "Council to rebuild wall" not in found.text


def test_a_headline_within_the_article_is_its_first_line() -> None:
    found = read_page(html(article="<h1>Council to rebuild wall</h1>").encode(), None)
    assert found.headline == "Council to rebuild wall"
    assert found.text == f"Council to rebuild wall\n\n{LEAD}\n\n{QUOTE}\n\n{LAST}"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (block({"@type": "NewsArticle", "datePublished": "1931-05-04T23:30:00+02:00"}), "1931-05-04"),
        (block({"@type": "NewsArticle", "datePublished": "1931-05-04T00:30:00-08:00"}), "1931-05-04"),
        (block({"@type": ["Thing", "ReportageNewsArticle"], "datePublished": "1931-05-04"}), "1931-05-04"),
        (
            block({"@graph": [{"@type": "WebPage", "datePublished": "1930-01-01"}, {"@type": "NewsArticle", "datePublished": "1931-05-04"}]}),
            "1931-05-04",
        ),
        (block([{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "1931-05-04"}}]), "1931-05-04"),
        (block({"@type": "LiveBlogPosting", "datePublished": "Mon, 04 May 1931 23:30:00 +0200"}), "1931-05-04"),
        (block({"@type": "WebPage", "datePublished": "1931-05-04"}), "1931-05-04"),
        (block({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "1929-01-01"}]}), None),
        (block({"@type": "NewsArticle", "dateModified": "1931-06-01"}), None),
        (block({"@type": "NewsArticle", "datePublished": "yesterday"}), None),
        (block({"@type": "NewsArticle", "datePublished": 19310504}, {"@type": None}, 7, None, "[]"), None),
        (block('{"@type": "NewsArticle", "datePublished": "1931-05-04", "headline": "no end'), "1931-05-04"),
        (block('{"headline": "two\nlines", "@type": "NewsArticle", "datePublished": "1931-05-04"};'), "1931-05-04"),
        (block("{{{", "", "[" * 100_000), None),
        (block("not json") + '<meta property="article:published_time" content="1931-05-04T23:30:00Z">', "1931-05-04"),
        ('<meta name="date" content="1931-05-05"><meta property="article:published_time" content="1931-05-04">', "1931-05-04"),
        ('<meta itemprop="datePublished" content="1931-05-04">', "1931-05-04"),
        ('<meta name="DC.date.issued" content="1931-05-04">', "1931-05-04"),
        ('<meta name="date" content="4 May"><meta name="pubdate" content="1931-05-04">', "1931-05-04"),
        ('<meta property="article:modified_time" content="1931-06-01">', None),
        ('<link rel="canonical" href="https://gazette.example/1931/5/4/wall">', "1931-05-04"),
        ('<link rel="canonical" href="https://gazette.example/1931/55/44/wall">', None),
        ("", None),
    ],
)
def test_publication_date(head: str, day: str | None) -> None:
    assert published(head) == day


def test_publication_date_of_a_marked_time() -> None:
    assert published(article='<header><time datetime="1931-05-04T23:30:00+02:00">4 May</time></header>') == "1931-05-04"
    assert published(article='<aside><a href="/x">Other</a><time datetime="1929-01-01">1929</time></aside>') is None


def test_what_the_page_says_for_machines_comes_first() -> None:
    graph = {"@graph": [
        {"@type": "NewsArticle", "headline": "Council votes &amp; builds", "url": "https://gazette.example/1", "publisher": {"@id": "#us"}},
        {"@type": "Organization", "@id": "#us", "name": "The Port Gazette"},
        {"@type": "NewsArticle", "headline": "Another article", "publisher": {"name": "Others"}},
    ]}  # fmt: skip
    found = read_page(html(block(graph)).encode(), None)
    assert (found.headline, found.outlet, found.url) == ("Council votes & builds", "The Port Gazette", "https://gazette.example/1")
    cut = block({"@type": "NewsArticle", "headline": "Council to re…", "mainEntityOfPage": {"@id": "https://g.example/2"}, "publisher": ["Gazette"]})
    found = read_page(html(cut).encode(), None)
    assert (found.headline, found.outlet, found.url) == ("Council to rebuild wall", "Gazette", "https://g.example/2")


def test_a_page_that_scripts_fill_in_has_its_text_for_machines() -> None:
    body = f"{LEAD} {QUOTE} {LAST} " * 4 + LAST
    head = block({"@type": "NewsArticle", "articleBody": body})
    source = f"<html><head>{head}</head><body><article><p>{LEAD}</p><p>{QUOTE}</p><p>{LAST}</p></article></body></html>"
    found = read_page(source.encode(), None)
    assert (found.text, found.notes) == (body, ("the text is the one that the page gives for machines (articleBody)",))
    assert read_page(html(block({"@type": "NewsArticle", "articleBody": f"{LEAD} {QUOTE} {LAST}"})).encode(), None).notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    source = html().replace("utf-8", "iso-8859-1" if encoding == "cp1252" else encoding.removesuffix("-sig"))
    assert LEAD in read_page(source.encode(encoding), None).text


def test_a_page_in_an_undeclared_encoding_is_noted() -> None:
    found = read_page(html().replace('<meta charset="utf-8">', "").encode("cp1252"), None)
    assert QUOTE in found.text
    assert found.notes == ("decoded as cp1252, not declared",)


def test_xhtml() -> None:
    source = '<?xml version="1.0" encoding="utf-8"?>' + html().replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ')
    assert QUOTE in read_page(source.encode(), None).text


def test_odd_characters() -> None:
    found = read_page(html().replace("northern", "nor\0thern &#xD800; &#0;").encode(), None)
    assert "northern" not in found.text
    assert LAST in found.text
    found.text.encode()


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><head><title>The council met on Monday and voted on it</title></head><body></body></html>",
        "<html><body><script>var a = 'The council met on Monday and voted';</script></body></html>",
        "<!-- only a comment of several words in all -->",
        "<html><body><article><p>404</p></article></body></html>",
        "<div>" * 20_000,
    ],
)
def test_no_article(source: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError, match="without an article"):
        read_page(source.encode(), None)
    assert capfd.readouterr().err == ""


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LONGEST_PAGE", 100)
    with pytest.raises(SourceError, match="too long for a page"):
        read_page(html().encode(), None)


def test_whatever_the_extractor_throws_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("odd tree")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(SourceError, match="cannot be read \\(AssertionError: odd tree\\)"):
        read_page(html().encode(), None)


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><p>",
        b"\n  <html lang=en>",
        b"\xef\xbb\xbf<!doctype HTML>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">',
        b"<!-- saved from a browser --><html>",
        "<html>".encode("utf-16"),
        b"<body>",
    ],
)
def test_pages(head: bytes) -> None:
    assert is_page(head)


@pytest.mark.parametrize("head", [b"", b"The <html> tag", b"<p>", b"<htmlish>", b"<headline>Wall</headline>", b'{"a": "<html>"}', b"<" * 5000])
def test_no_pages(head: bytes) -> None:
    assert not is_page(head)
