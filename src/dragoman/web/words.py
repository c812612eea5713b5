"""What templates may call to say a thing in words: days, types, certainty, on whose word."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
from markupsafe import Markup, escape

from dragoman.model.happening import ContestKind, Due, Happening, Origin, Side
from dragoman.model.plover import QUADS, in_plover
from dragoman.show.corroboration import corroboration, is_unnamed, named
from dragoman.show.eventnames import MODES, TYPES
from dragoman.show.records import KINDS, asserted, claim, kind_of
from dragoman.show.tables import days, first_words

from .curve import curve, spark
from .timeline import drawn

QUAD_NAMES = {
    "verbal_cooperation": "Verbal cooperation",
    "material_cooperation": "Material cooperation",
    "verbal_conflict": "Verbal conflict",
    "material_conflict": "Material conflict",
}
"""Quad classes in the order of a legend."""

SHORT = {"verbal_cooperation": "vc", "material_cooperation": "mc", "verbal_conflict": "vk", "material_conflict": "mk"}
"""What classes of the style sheet call them."""

NAVIGATION = (
    ("", (("/", "Situation"), ("/search", "Search"))),
    ("What happened", (("/events", "Events"), ("/news", "News"), ("/map", "Map"), ("/ahead", "Ahead"))),
    ("Who", (("/actors", "Actors"), ("/network", "Network"), ("/sources", "Sources"), ("/silences", "Silences"))),
    ("What it implies", (("/tension", "Tension"), ("/coalitions", "Coalitions"), ("/episodes", "Episodes"))),
    ("What to trust", (("/disputes", "Disputes"), ("/echoes", "Echoes"), ("/reports", "Reports"))),
    ("Your work", (("/corrections", "Corrections"), ("/add", "Add"))),
)
"""The pages that need no id, in groups."""

LONG = re.compile(r"\d{4,15}")
ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
SENTENCE = 200  # characters of a line of a short list: three lines of a column

STANDINGS = {"told": "told", "disputed": "disputed", "denied": "only denied", "rejected": "rejected by hand"}


def day(number: int | None) -> str:
    """A day as ISO, or nothing."""
    return date.fromordinal(number).isoformat() if number else ""


def plain(type_: str, mode: str | None = None) -> str:
    """An event type in plain words ("attack")."""
    if not in_plover(type_):
        return type_.replace("_", " ").lower()
    return MODES.get((type_, mode), TYPES[type_]) if mode else TYPES[type_]


def quad(type_: str) -> str:
    """The short name of a type's quad class, for the style sheet; "none" of a user's own types."""
    return SHORT[QUADS[type_]] if in_plover(type_) else "none"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "2 reports", "1,204 reports"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def parties(about: Happening) -> str:
    """Who → whom, as most tellings print it."""
    return f"{about.who or '?'} → {about.whom}" if about.whom else about.who or "parties not named"


def link(url: str | None) -> str | None:
    """The address where it is one for a browser to follow: a report must not bring a script in."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


OPENED = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“"}
"""Quotation marks that open, and what closes them."""
SHUT = {"”": "“„", '"': '"', "»": "«"}
"""Those that close and are no apostrophe, and what opens them."""


def own(quote: str) -> str:
    """The class of words that bring quotation marks of their own, "" of others; one of two is missing where the quotation began before or goes on."""
    told = quote.strip()
    first, last = told[:1], told[-1:]
    if first in OPENED:
        return "own" if OPENED[first] in told[1:] else "own open"
    return "own shut" if last in SHUT and not any(mark in told[:-1] for mark in SHUT[last]) else ""


def citation(about: str, quote: str, outlet: str | None, published: str | None, url: str | None) -> str:
    """A line to copy into a text of one's own: the words, who printed them, when, and where it is kept."""
    said = [f"“{' '.join(quote.split())}”" if quote else "", outlet or "outlet unknown", published or "no date", url or "", about]
    return ", ".join(part for part in said if part)


def source(origin: Origin) -> str:
    """A source with how it is named and how it knows."""
    if origin.kind == "outlet":
        return "the outlet itself"
    basis = {"direct": ", with direct knowledge", "briefed": ", briefed on it"}.get(origin.basis, "")
    return named(origin) + (" (unnamed)" if is_unnamed(origin) else "") + basis


def grouped(figures: str) -> str:
    """ "31+ → 9,000": figures with their thousands set apart."""
    return LONG.sub(lambda found: f"{int(found[0]):,}", figures)


def claimed(side: Side, kind: ContestKind) -> str:
    """A side of a dispute of this kind, with whose word it is."""
    return claim(msgspec.structs.replace(side, claim=grouped(side.claim)) if kind == "figure" else side, kind)


def sided(side: Side, kind: ContestKind) -> str:
    """What a side of a dispute of this kind says."""
    return grouped(side.claim) if kind == "figure" else asserted(side, kind)


def signed(number: float) -> str:
    """A number that has a sign unless it is nothing."""
    said = f"{abs(number):.1f}"
    return said if float(said) == 0 else f"{'+' if number > 0 else '−'}{said}"


def announced(about: Due) -> str:
    """What was announced, in a line: its own words, or the whole sentence where they begin in its middle and it is short enough."""
    words, sentence = " ".join(about.what.split()), " ".join(about.tellings[0].quote.split())
    if not words[:1].islower():
        return words
    return sentence if words in sentence and len(sentence) <= SENTENCE else f"… {words}"


def unbroken(text: str) -> Markup:
    """The text with days that no end of a line cuts."""
    return Markup(ISO.sub(r'<span class="day">\g<0></span>', str(escape(text))))


def closing(key: str) -> str:
    """What follows "/report/": where the words stand that closed an announcement, by the key of their sentence or telling."""
    report, _, part = key.partition("/")
    return f"{report}#{part.removeprefix('end-')}" if part.startswith("end-") else report


def before(day: date, days: int) -> date:
    """The first of so many days that end with this one."""
    return day - timedelta(days=days - 1)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day, "plain": plain, "quad": quad, "count": count, "parties": parties, "link": link, "source": source, "named": named,
    "own": own,
    "corroboration": corroboration, "claimed": claimed, "sided": sided, "grouped": grouped, "kind_of": kind_of, "first_words": first_words,
    "signed": signed, "closing": closing, "announced": announced, "unbroken": unbroken, "before": before, "drawn": drawn,
    "curve": curve, "spark": spark,
}  # fmt: skip
GLOBALS: Mapping[str, Any] = {
    "NAVIGATION": NAVIGATION, "days": days, "citation": citation, "QUAD_NAMES": QUAD_NAMES, "QUAD_SHORT": SHORT,
    "TYPES": TYPES, "STANDINGS": STANDINGS, "DISPUTES": KINDS,
}  # fmt: skip
