"""A feed (RSS, Atom) → one report an entry. Broken XML is survived; of a feed at an address, what it only sums up is fetched."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .decoding import Decoded, decode
from .fragment import NO_XML, plain_text
from .page import printed_day
from .reports import Defaults, Found, Origin, iso_date, make_report, whole
from .single import MOST_BYTES

BEGINNING = 8192  # bytes looked at to tell a feed: licences and style sheets stand before its first element, and now and then behind its last

_FEED = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?>(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>\s*)*)"
    rb"<(?:[a-z0-9]+:)?(?:rss|feed|(rdf))(?=[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_RSS_IN_RDF = re.compile(rb"purl\.org/(?:net/)?rss|netscape\.com/rdf/simple", re.IGNORECASE)  # RDF of other kinds is no feed
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?>(?:<!--.*?-->\s*)*)$", re.IGNORECASE | re.DOTALL)
_ENTRY = re.compile(r"<(/?)(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SHORT_DATE = re.compile(r"\s*[0-9]{4}(?:-?[0-9]{2})?\s*")


def is_feed(data: bytes) -> bool:
    """Whether bytes begin like a feed."""
    head = data[:BEGINNING].replace(b"\0", b"")
    match = _FEED.match(head)
    return match is not None and (match[1] is None or _RSS_IN_RDF.search(head) is not None)


def read_feed(data: bytes, label: str, name: str, defaults: Defaults, origin: Origin | None = None) -> Iterator[Report | SourceError]:
    """One report or SourceError an entry, in the feed's order. `label` stands in messages, `name` in the ids of entries that have none.

    SourceError, raised, when the whole cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise SourceError(f"is too long for a feed (over {MOST_BYTES:,} bytes); split it")
    decoded = decode(data, page=True, declared=origin.charset if origin else None)
    text = NO_XML.sub("\ufffd", whole(decoded.text))
    if text != decoded.text:
        decoded = msgspec.structs.replace(decoded, replaced=decoded.replaced or "no character of XML; replaced by U+FFFD")
    parsed = _parse(text)
    whole_feed = not parsed.bozo or _END.search(text[-BEGINNING:]) is not None
    partial = not whole_feed and _ends_within_entry(text)
    if not parsed.entries and whole_feed:
        raise SourceError("is a feed without entries; look whether its site has another")
    for number, entry in enumerate(parsed.entries, 1):
        try:
            found = _find(entry, parsed.feed, f"{name}:{number}", decoded, origin)
            if partial and number == len(parsed.entries):
                found = msgspec.structs.replace(found, excerpt="the feed breaks off within this entry")
            yield make_report(found, defaults)
        except SourceError as error:
            title = _line(entry, "title")
            yield SourceError(f"{label}, entry {number}{f' (“{title}”)' if title else ''}: {error}")
    if not whole_feed:
        yield SourceError(f"{label}: breaks off before the end of the feed; save it again for the entries that are missing")


def _parse(text: str) -> Any:
    import feedparser

    try:
        # Bytes and no address are given: feedparser opens what else it takes for the name of a file, and would turn each id into an address.
        return feedparser.parse(
            _Bytes(text), response_headers={"content-type": "application/xml; charset=utf-8"}, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever a broken feed does to the parser, the next source must still be read
        raise SourceError(f"is a feed that cannot be read ({type(error).__name__}: {error}); save its reports") from error


class _Bytes:
    def __init__(self, text: str) -> None:
        self._text = text

    def read(self) -> bytes:
        return self._text.encode()


def _ends_within_entry(text: str) -> bool:
    slashes = _ENTRY.findall(text)
    return bool(slashes) and not slashes[-1]


def _find(entry: Any, feed: Any, place: str, decoded: Decoded, origin: Origin | None) -> Found:
    """The report of the entry: its full text where the feed or its page gives one, else its summary."""
    link = _link(entry, feed, origin)
    text = max((_text(part) for part in entry.get("content", ())), key=len, default="")
    summary = _text(entry.get("summary_detail")) if not text else ""
    page, excerpt, why = None, None, ""
    if not text:
        excerpt = "only the summary that the feed gives; the report itself may be longer"
        if origin and origin.follow and link:
            page, why = _page(link, origin.follow, summary)
            excerpt = f"only the summary that the feed gives; its page: {why}"
        if not page and not summary:
            raise SourceError(f"has no text; its page: {why}" if why else "has no text; give the address of its page")
    source = entry.get("source")
    published, updated = (_day(entry, key) for key in ("published", "updated"))
    return Found(
        text=page.text if page else text or summary,
        external_id=str(entry.get("id") or "").strip() or link or place,
        headline=_line(entry, "title") or (page.headline if page else None),
        published=published or (page.published if page else None) or updated,
        outlet=_line(source, "title") or _line(feed, "title") or (page.outlet if page else None),
        url=link,
        notes=page.notes if page else decoded.notes,
        replaced=page.replaced if page else decoded.replaced,
        excerpt=None if page else excerpt,
    )


def _page(link: str, follow: Callable[[str], Found], summary: str) -> tuple[Found | None, str]:
    """The report of the entry's page; or none, and what is the matter with the page."""
    try:
        page = follow(link)
    except SourceError as error:
        return None, str(error)
    if len(page.text) < len(summary):  # what a page says that asks to log in, or to switch something on
        return None, "holds even less text"
    return page, ""


def _text(part: Any) -> str:
    """The text of a part of an entry, which is HTML or plain."""
    value = str((part or {}).get("value") or "")
    return value.strip() if (part or {}).get("type") == "text/plain" else plain_text(value)


def _line(holder: Any, key: str) -> str | None:
    """A title on one line."""
    if not holder or not holder.get(key):
        return None
    detail = holder.get(f"{key}_detail") or {"value": holder.get(key)}
    return " ".join(_text(detail).split()) or None


def _link(entry: Any, feed: Any, origin: Origin | None) -> str | None:
    """The address of the entry's own page; None for what is no address of the web."""
    links = [link for link in entry.get("links") or () if link.get("href")]
    href = next((str(link["href"]) for link in links if link.get("rel") == "alternate"), None)
    if href is None and entry.get("guidislink"):
        href = str(entry.get("id") or "")
        if not _ADDRESS.match(href):  # RSS takes any guid for an address that does not say that it is none
            return None
    if not href:
        return None
    try:
        link = urljoin(origin.url if origin else str(feed.get("link") or ""), href.strip())
    except ValueError:
        return None
    return link if _ADDRESS.match(link) else None


def _day(entry: Any, key: str) -> str | None:
    """The day as printed; of a date in a rarer form, the day in UTC."""
    if key not in entry:
        return None
    value = str(entry.get(key) or "")
    day = printed_day(value)
    parsed = entry.get(f"{key}_parsed")
    if day or not parsed or _SHORT_DATE.fullmatch(value):  # a month alone is no day
        return day
    return iso_date(f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}")
