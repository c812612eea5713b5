"""A saved page → its article and what the page says of it. By trafilatura; the date by our own look, since trafilatura's can be a day off."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.model.errors import SourceError

from .decoding import decode
from .reports import Found, iso_date

LONGEST_PAGE = 5_000_000  # bytes: a saved news page has under 1 MB; extraction takes about 2 s a megabyte
FEWEST_WORDS = 5  # fewer is a menu or an error page, not an article: the shortest alerts have 8

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"Article$|Posting$|^Report$")
_PRINTED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
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
        published = None if tree is None else _published(tree)
        document = None if tree is None else trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as error:  # whatever a broken page does to the extractor, the next report must still be read
        raise SourceError(f"is a page that cannot be read ({type(error).__name__}: {error}); save its text") from error
    lines = [line.strip() for line in str(getattr(document, "text", None) or "").splitlines()]
    text = "\n\n".join(line for line in lines if line)
    if len(text.split()) < FEWEST_WORDS:
        raise SourceError("is a page without an article; save the article's own page, or its text")
    return Found(
        text=text,
        external_id=external_id,
        headline=getattr(document, "title", None),
        published=published,
        outlet=getattr(document, "sitename", None),
        url=getattr(document, "url", None),
        notes=decoded.notes,
        replaced=decoded.replaced,
    )


class _Dates(msgspec.Struct):
    """Dates of publication in structured data, the article's own apart."""

    article: str | None = None
    other: str | None = None


def _published(tree: Any) -> str | None:
    """The day of publication as the page prints it for machines: structured data, meta tags, the article's first marked time, its address.

    Dates in the page's visible words are left alone: the nearest is as often an update, a footer or another article's.
    """
    dates = _Dates()
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        _look(script.text or "", dates)
    if dates.article:
        return dates.article
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop"):
            metas.setdefault(str(meta.get(key, "")).lower(), str(meta.get("content")))
    times = tree.xpath('//time[@datetime][@pubdate or contains(@itemprop, "datePublished")]')
    times += tree.xpath("//article//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::a)]")
    printed = [metas[name] for name in _METAS if name in metas] + [str(time.get("datetime")) for time in times]
    found = (printed_day(value) for value in printed)
    return next((day for day in found if day), dates.other) or _day_of_address(tree)


def _day_of_address(tree: Any) -> str | None:
    """The day in the page's own address, where outlets put it: /2024/05/01/."""
    for address in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        if match := _DATED.search(str(address)):
            return iso_date(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")
    return None


def _look(script: str, dates: _Dates) -> None:
    """Takes the first date of an article, and of any other thing, from one block of JSON-LD; a block that is no JSON is searched as text."""
    try:
        nodes = list(_nodes(json.loads(script.strip().removesuffix(";"), strict=False)))
    except (ValueError, RecursionError):
        match = _PRINTED.search(script)
        dates.other = dates.other or (printed_day(match[1]) if match else None)
        return
    for node in nodes:
        value = node.get("datePublished")
        day = printed_day(value) if isinstance(value, str) else None
        kind = node.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(item, str) and _ARTICLE.search(item) for item in kinds):
            dates.article = dates.article or day
        else:
            dates.other = dates.other or day


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    """The things that the block is about, in order; not those that they list or mention, which are other articles."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("mainEntity", "@graph") if key in node)


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
