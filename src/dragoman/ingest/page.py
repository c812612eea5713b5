"""A saved page → its article and what the page says of it. By trafilatura; the date by our own look, since trafilatura's can be a day off."""

import logging
import re
from typing import Any

from dragoman.model.errors import SourceError

from .decoding import decode
from .reports import Found, iso_date
from .structured import Article, article_of

LONGEST_PAGE = 5_000_000  # bytes: a saved news page has under 1 MB; extraction takes about 2 s a megabyte
MOST_MISSED = 0.5  # share of the text given for machines below which the extractor has found a teaser: such pages are filled in by scripts
FEWEST_WORDS = 5  # fewer is a menu or an error page, not an article: the shortest alerts have 8

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_DATED = re.compile(r"/((?:19|20)[0-9]{2})/([0-9]{1,2})/([0-9]{1,2})/")
_METAS = ("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
          "publish-date", "publishdate", "date", "dc.date.issued", "dc.date", "dcterms.date", "dcterms.created")  # fmt: skip  # surest first

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # a page without article is our error to tell, not a line on stderr
logging.getLogger("htmldate").addHandler(logging.NullHandler())


def is_page(head: bytes) -> bool:
    """Whether bytes begin like an HTML page."""
    return _PAGE.match(head[:2048].replace(b"\0", b"")) is not None


def read_page(data: bytes, external_id: str | None, declared: str | None = None) -> Found:
    """The article of the page: paragraphs parted by blank lines. SourceError when it holds none. `declared` is the encoding that a server names."""
    import trafilatura

    if len(data) > LONGEST_PAGE:
        raise SourceError(f"is too long for a page (over {LONGEST_PAGE:,} bytes); save the article alone, or its text")
    decoded = decode(data, page=True, declared=declared)
    html = decoded.text.replace("\0", "\ufffd")  # as HTML says; the parser would stop at it
    try:
        tree = trafilatura.load_html(html)
        article = Article() if tree is None else article_of(tree)
        published = None if tree is None else _published(tree, article)
        document = None if tree is None else trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as error:  # whatever a broken page does to the extractor, the next report must still be read
        raise SourceError(f"is a page that cannot be read ({type(error).__name__}: {error}); save its text") from error
    lines = [line.strip() for line in str(getattr(document, "text", None) or "").splitlines()]
    text = "\n\n".join(line for line in lines if line)
    notes = decoded.notes
    if len(text.split()) < MOST_MISSED * len(article.body.split()):
        text, notes = article.body, (*notes, "the text is the one that the page gives for machines (articleBody)")
    if len(text.split()) < FEWEST_WORDS:
        raise SourceError("is a page without an article; save the article's own page, or its text")
    return Found(
        text=text,
        external_id=external_id,
        headline=_fuller(article.headline, getattr(document, "title", None)),
        published=published,
        outlet=article.outlet or getattr(document, "sitename", None),
        url=article.url or getattr(document, "url", None),
        notes=notes,
        replaced=decoded.replaced,
    )


def _fuller(headline: str | None, title: str | None) -> str | None:
    """The headline given for machines, which some outlets cut short, or the page's title where that goes on behind it."""
    return title if title and (not headline or title.startswith(headline.rstrip("…."))) else headline


def _published(tree: Any, article: Article) -> str | None:
    """The day of publication as the page prints it for machines: structured data, meta tags, the article's first marked time, its address.

    Dates in the page's visible words are left alone: the nearest is as often an update, a footer or another article's.
    """
    if own := next((day for value in article.published if (day := printed_day(value))), None):
        return own
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            metas.setdefault(str(meta.get(key, "")).lower(), str(meta.get("content")))
    times = tree.xpath('//time[@datetime][@pubdate or contains(@itemprop, "datePublished")]')
    times += tree.xpath("//article//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::a)]")
    printed = [metas[name] for name in _METAS if name in metas] + [str(time.get("datetime")) for time in times]
    found = (printed_day(value) for value in (*printed, *article.other_dates))
    return next((day for day in found if day), None) or _day_of_address(tree)


def _day_of_address(tree: Any) -> str | None:
    """The day in the page's own address, where outlets put it: /2024/05/01/."""
    for address in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        if match := _DATED.search(str(address)):
            return iso_date(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
    return None


def printed_day(value: str) -> str | None:
    """The local day of an ISO date or datetime, or of a mail date ("Mon, 04 May 2026 23:30:00 +0200")."""
    day = iso_date(value)
    if day or not value.strip():
        return day
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
