"""An item of ninjs, IPTC's news in JSON (1.x, 2.x and 3.x) → the report that it holds. Left out: its associations, which are items of their own."""

from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.model.errors import SourceError

from .fragment import plain_text
from .page import printed_day
from .reports import Found

ITS_OWN = frozenset({"versioncreated", "firstcreated", "contentcreated", "pubstatus", "bodies", "headlines", "body_text", "body_xhtml", "body_html"})
DATES = ("versioncreated", "contentcreated", "firstcreated")  # that of the version at hand first: "on Monday" is its Monday
WITHDRAWN = frozenset({"canceled", "cancelled", "withheld", "withhold"})
SUMMARY = "only the description that the item gives; the report itself may be longer"


def is_ninjs(given: Mapping[str, object]) -> bool:
    """Whether a record, its names in small letters, is an item of ninjs; Superdesk calls its uri guid."""
    standard = given.get("standard")
    if isinstance(standard, dict) and standard.get("name") == "ninjs":
        return True
    return "text" not in given and not given.keys().isdisjoint(("uri", "guid")) and not ITS_OWN.isdisjoint(given)


def find_ninjs(given: Mapping[str, object], place: str, notes: tuple[str, ...] = (), replaced: str | None = None) -> Found:
    """The report of the item; SourceError where it is withdrawn or has no text."""
    status = _line(given.get("pubstatus")) or ""
    if status.lower() in WITHDRAWN:
        raise SourceError(f"is {status}: its provider has taken it back")
    text = _longest(_texts(given, "body", "bodies"))
    excerpt = None
    if not text:
        text, excerpt = _longest(_texts(given, "description", "descriptions")), SUMMARY
    if not text:
        kind = _line(given.get("type"))
        raise SourceError(f"has no text{f' (it is a {kind})' if kind and kind != 'text' else ''}; give the item that has a body")
    uri = _line(given.get("uri")) or _line(given.get("guid"))
    return Found(
        text=text,
        external_id=uri or place,
        headline=_line(given.get("headline")) or _line(_first(given.get("headlines"), "value")) or _line(given.get("title")),
        published=next((day for name in DATES if (day := printed_day(_line(given.get(name)) or ""))), None),
        outlet=_outlet(given),
        url=uri if uri and ":" in uri else None,
        notes=notes,
        replaced=replaced,
        excerpt=excerpt,
    )


def _texts(given: Mapping[str, object], one: str, several: str) -> Iterator[str]:
    """The text in each form in which it is given: `body_xhtml`, `body_text` in 1.x, a list of `bodies` with their types later."""
    for name, value in given.items():
        if name.startswith(f"{one}_") and isinstance(value, str):
            yield plain_text(value) if "html" in name else value.strip()
    listed = given.get(several)
    for part in listed if isinstance(listed, list) else ():
        if isinstance(part, dict) and isinstance(part.get("value"), str):
            kind = str(part.get("contentType") or part.get("contenttype") or "")
            yield plain_text(part["value"]) if "html" in kind or "xml" in kind else part["value"].strip()


def _longest(texts: Iterator[str]) -> str:
    """The text with the most paragraphs, of such the longest: plain forms often run them together."""
    return max(texts, key=lambda text: (text.count("\n"), len(text)), default="")


def _outlet(given: Mapping[str, object]) -> str | None:
    sources = given.get("infosources") or given.get("infosource")
    named = (given.get("source"), given.get("provider"), _first(sources, "name"), given.get("copyrightholder"))
    return next((line for each in named if (line := _line(each))), None)


def _first(listed: object, name: str) -> Any:
    """That value of the first of a list."""
    return listed[0].get(name) if isinstance(listed, list) and listed and isinstance(listed[0], dict) else None


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
