"""NewsML-G2, IPTC's news in XML: the news items of a file, alone or in a message, → one report each that has a text.

Each item is cut out of the file and parsed alone, so no entity that the file declares is ever seen, and nothing that it refers to is opened.
Left out: items of other kinds (pictures, packages, planning, knowledge), and contents that are no text (tables of results, market data).
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .cutting import MOST_PIECE, Piece, Read, xml_elements
from .decoding import decode, encoding_in
from .fragment import NO_XML, plain_text, text_of
from .page import printed_day
from .reports import Defaults, Found, make_report, whole

ITEM = "newsItem"
ROOTS = frozenset({"newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
TEXT_KINDS = frozenset({"", "text", "composite"})
WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
ARTICLES = frozenset({"nitf", "html", "body", "body.content", "div", "section", "article"})  # roots of contents that are text
BODIES = ("body.content", "body")  # what of them is the article
SUMMARY = "only the description that the item gives; the report itself may be longer"

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?>(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>\s*)*)<(?:[\w.-]+:)?(\w+)(?=[\s>])",
    re.DOTALL,
)


def is_newsml(head: bytes) -> bool:
    """Whether bytes begin like NewsML-G2."""
    match = _ROOT.match(head.replace(b"\0", b""))
    return match is not None and match[1].decode() in ROOTS


def read_newsml(read: Read, head: bytes, label: str, name: str, defaults: Defaults) -> Iterator[Report | SourceError]:
    """One report or SourceError an item of text, in the file's order; `head` is the beginning of what `read` gives.

    `label` stands in messages, `name` in the ids of items that have none. SourceError, raised, when there is none.
    """
    encoding = encoding_in(head)
    others: Counter[str] = Counter()
    some = False
    for number, piece in enumerate(xml_elements(read, ITEM), 1):
        headline = None
        try:
            item, notes, replaced = _parsed(piece, encoding)
            headline = _words(_one(item, "contentMeta", "headline"))
            kind = _code(_one(item, "itemMeta", "itemClass"))
            if kind not in TEXT_KINDS:
                others[kind] += 1
                continue
            some = True
            found = _find(item, headline, f"{name}:{number}")
            broken = "the file breaks off within this item" if piece.fate == "broken" else found.excerpt
            yield make_report(msgspec.structs.replace(found, notes=notes, replaced=replaced, excerpt=broken), defaults)
        except SourceError as error:
            some = True
            yield SourceError(f"{label}, item {number} (line {piece.line}){f' (“{headline}”)' if headline else ''}: {error}")
    if not some:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(others.items()))
        raise SourceError(f"is NewsML-G2 without an item of text{f' ({kinds})' if kinds else ''}; give the file with the articles")


def _parsed(piece: Piece, encoding: str | None) -> tuple[Any, tuple[str, ...], str | None]:
    """The element of the item, its names without spaces of names, and what decoding and parsing have to say."""
    from lxml import etree

    if piece.fate == "long":
        raise SourceError(f"is longer than {MOST_PIECE:,} bytes; split it")
    decoded = decode(piece.data, declared=encoding)
    text = NO_XML.sub("\ufffd", whole(decoded.text))
    replaced = decoded.replaced or ("no character of XML; replaced by U+FFFD" if text != decoded.text else None)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    item = etree.fromstring(text.encode(), parser)
    if item is None:
        raise SourceError("is no XML that can be read; save the item's text")
    notes = list(decoded.notes)
    # An entity like &nbsp;, and a prefix that the item's surroundings declare, are no mistakes of the item.
    wrong = [each for each in parser.error_log if each.domain_name != "NAMESPACE" and each.type_name != "WAR_UNDECLARED_ENTITY"]
    wrong = [each for each in wrong if each.type_name != "ERR_UNDECLARED_ENTITY"]
    if wrong and piece.fate == "whole":
        notes.append(f"not well-formed XML (line {piece.line + wrong[0].line - 1}, column {wrong[0].column}: {wrong[0].message})")
    for entity in list(item.iter(etree.Entity)):
        _say(entity, unescape(entity.text))
    for element in item.iter():
        element.tag = _name(element.tag)
    return item, tuple(notes), replaced


def _say(entity: Any, words: str) -> None:
    """Puts words in the place of an entity."""
    words += entity.tail or ""
    before, parent = entity.getprevious(), entity.getparent()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
    parent.remove(entity)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


def _find(item: Any, headline: str | None, place: str) -> Found:
    """The report of an item of text; SourceError where it is withdrawn or has none."""
    status = _code(_one(item, "itemMeta", "pubStatus"))
    if status in WITHDRAWN:
        raise SourceError(f"is {status}: its provider has taken it back")
    text = max(_contents(item), key=lambda each: (each.count("\n"), len(each)), default="")
    excerpt = None
    if not text:
        text, excerpt = "\n\n".join(filter(None, (_words(each) for each in item.findall("contentMeta/description")))), SUMMARY
    if not text:
        raise SourceError("has no text within it; give the file that its content is in")
    guid = (item.get("guid") or "").strip() or None
    dates = (("itemMeta", "versionCreated"), ("contentMeta", "contentModified"), ("contentMeta", "contentCreated"), ("itemMeta", "firstCreated"))
    return Found(
        text=text,
        external_id=guid or place,
        headline=headline or _words(item.find(".//hl1")),
        published=next((day for path in dates if (day := printed_day(_words(_one(item, *path)) or ""))), None),
        outlet=_outlet(item),
        url=next((link.get("href") for link in item.findall("itemMeta/link") if _is_page(link)), None) or (guid if guid and ":" in guid else None),
        excerpt=excerpt,
    )


def _contents(item: Any) -> Iterator[str]:
    """The text in each form in which the item holds it."""
    for part in item.findall("contentSet/inlineXML"):
        for root in part:
            if root.tag in ARTICLES:
                body = next((found for name in BODIES if (found := root.find(f".//{name}")) is not None), root)
                yield text_of(body)
    for part in item.findall("contentSet/inlineData"):
        data = part.text or ""
        yield plain_text(data) if "html" in (part.get("contenttype") or "") else data.strip()


def _outlet(item: Any) -> str | None:
    """Who provides it: by name, else by its literal or code, else the holder of its rights, else the server of its address."""
    for path in (("itemMeta", "provider"), ("rightsInfo", "copyrightHolder")):
        party = _one(item, *path)
        if party is not None and (name := _words(party.find("name")) or party.get("literal") or _code(party)):
            return str(name)
    party = _one(item, "itemMeta", "provider")
    return urlsplit(party.get("uri") or "").hostname if party is not None else None


def _is_page(link: Any) -> bool:
    """Whether it is the item itself for readers of the web."""
    return _code(link, "rel") in ("hasAltRep", "alternate", "permalink") and (link.get("href") or "").startswith(("http://", "https://"))


def _one(item: Any, *path: str) -> Any:
    return item.find("/".join(path))


def _code(element: Any, attribute: str = "qcode") -> str:
    """What a code says behind its scheme: "text" of "ninat:text"."""
    return (element.get(attribute) or "").rpartition(":")[2] if element is not None else ""


def _words(element: Any) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
