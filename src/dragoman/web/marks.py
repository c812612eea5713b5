"""What the templates of a report and of an event call: the text with its marks and notes, citations, names of events, pictures of figures."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from dragoman.model.happening import Happening
from dragoman.model.reading import Reading
from dragoman.show.brief import Brief, Cite, Line
from dragoman.show.compose import brief
from dragoman.show.explanation import coded
from dragoman.show.layers import LAYERS, find_segments
from dragoman.show.margin import Paragraph, find_notes, paragraphs
from dragoman.show.page import SHOWN_CITES, spans
from dragoman.show.tables import first_words
from dragoman.show.wording import FACTUALITY

from .steps import steps
from .words import parties, plain

CUT = 90  # characters of a head in a title


def printed(reading: Reading, done: Brief) -> tuple[Paragraph, ...]:
    """The text in paragraphs, each cut into marked segments, with the notes that stand beside it."""
    return paragraphs(reading.report.text, find_segments(reading, done), find_notes(reading))


def hash_of(cites: Sequence[Cite]) -> str:
    """ "12-40,50-60": the words in an address, after "#"."""
    return spans(cites).replace(" ", ",")


def address(page: str, cites: Sequence[Cite], *, rest: bool = False) -> str:
    """Where a citation leads; `page` is the address of the report, empty on its own page."""
    return f"{page}#{hash_of(cites[:1] if rest else cites)}"


def anchors(done: Brief) -> dict[int, tuple[str, ...]]:
    """Code point → what citations call the words there, so that they lead there without a script as well."""
    found: dict[int, dict[str, None]] = {}
    for section in (done.head.flags, *done.sections):
        for line in (*section.lines, *section.run_on):
            for cite in (*line.cites, *line.rest, *(quote.cite for quote in line.quotes)):
                found.setdefault(cite.spans[0].start, {})[hash_of([cite])] = None
    return {at: tuple(names) for at, names in found.items()}


def told_in(line: Line) -> list[tuple[int, int]]:
    """The words that a line rests on."""
    return list(dict.fromkeys((span.start, span.end) for cite in (*line.cites, *(quote.cite for quote in line.quotes)) for span in cite.spans))


def headed(about: Happening) -> str:
    """A happening in a line: "attack: gunmen → Hennet"; of news its head."""
    if about.type == "NEWS":
        words = first_words(about)
        return words if len(words) <= CUT else f"{words[:CUT].rsplit(' ', 1)[0]} …"
    return f"{plain(about.type).capitalize()}: {parties(about)}"


def by_kind(figures: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Figures, which are sorted by it, in groups."""
    return [(kind, list(some)) for kind, some in groupby(figures, key=lambda each: each.kind)]


def amount(low: int | None, high: int | None) -> str:
    """ "12", "12+", "up to 5", "10–12"."""
    if low is None or high is None:
        return f"{low:,}+" if low is not None else f"up to {high:,}" if high is not None else "?"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


CERTAINTIES = {code: words or "told as a fact" for code, (words, _) in FACTUALITY.items()}
"""How certain a telling is, in words."""

BASES = {"direct": "with direct knowledge", "briefed": "briefed on it", "unstated": ""}
"""How a source knows it."""

PLACED = {
    "point": "the very spot",
    "city": "the town",
    "district": "somewhere in the district",
    "province": "somewhere in the province",
    "country": "somewhere in the country",
    "area": "somewhere in the region",
}
"""What the coordinates of a place stand for."""

FILTERS: Mapping[str, Callable[..., Any]] = {
    "brief": brief, "printed": printed, "anchors": anchors, "told_in": told_in, "headed": headed, "by_kind": by_kind, "steps": steps, "coded": coded,
}  # fmt: skip
GLOBALS: Mapping[str, Any] = {
    "LAYERS": LAYERS, "CERTAINTIES": CERTAINTIES, "BASES": BASES, "PLACED": PLACED,
    "address": address, "spans": spans, "shown_cites": SHOWN_CITES, "amount": amount,
}  # fmt: skip
