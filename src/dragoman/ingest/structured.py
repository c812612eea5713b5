"""What a page says of its article for machines, in schema.org's terms (JSON-LD)."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec

from .fragment import plain_text

_ARTICLE = re.compile(r"Article$|Posting$|^Report$")
_PRINTED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The first article of a page, as printed; `published`: the dates of all articles, `other_dates` those of other things."""

    headline: str | None = None
    published: tuple[str, ...] = ()
    other_dates: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    body: str = ""


def article_of(tree: Any) -> Article:
    """What the blocks of the page say of its first article; of a block that is no JSON only its date is taken."""
    nodes: list[dict[str, Any]] = []
    published: list[str] = []
    others: list[str] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            block = list(_nodes(json.loads((script.text or "").strip().removesuffix(";"), strict=False)))
        except (ValueError, RecursionError):
            others += _PRINTED.findall(script.text or "")[:1]
            continue
        nodes += block
        for node in block:
            if isinstance(node.get("datePublished"), str):
                (published if _is_article(node) else others).append(node["datePublished"])
    article = next((node for node in nodes if _is_article(node)), {})
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    body = article.get("articleBody")
    return Article(
        headline=_line(article.get("headline")),
        published=tuple(published),
        other_dates=tuple(others),
        outlet=_name(article.get("publisher"), by_id),
        url=_address(article.get("url")) or _address(article.get("mainEntityOfPage")),
        body=plain_text(body) if isinstance(body, str) else "",
    )


def _is_article(node: dict[str, Any]) -> bool:
    kind = node.get("@type")
    return any(isinstance(item, str) and _ARTICLE.search(item) for item in (kind if isinstance(kind, list) else [kind]))


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


def _name(party: Any, by_id: dict[str, dict[str, Any]]) -> str | None:
    """The name of a party, given as words, as a thing or by the id of a thing of the page."""
    if isinstance(party, list):
        party = party[0] if party else None
    if not isinstance(party, dict):
        return _line(party)
    known = by_id.get(party["@id"], {}) if isinstance(party.get("@id"), str) else {}
    return _line(party.get("name")) or _line(known.get("name"))


def _address(value: Any) -> str | None:
    given = value.get("@id") if isinstance(value, dict) else value
    return given.strip() if isinstance(given, str) and _ADDRESS.match(given.strip()) else None


def _line(value: Any) -> str | None:
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
