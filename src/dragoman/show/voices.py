"""The sections "On whose word" and "Would not say": sources with what they assert, and those who were asked in vain."""

from collections.abc import Sequence

from dragoman.model.reading import Attribution, Source, SourceKind
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Quote, Section
from .lookup import Lookup, flat

QUOTED_CONTENTS = 3  # excerpts shown of one source; the rest is counted and cited

GROUPS = {
    "named": "Named",
    "anonymous": "Unnamed",
    "collective": "Unnamed",
    "unspecified": "Unnamed",
    "document": "Documents and outlets",
    "outlet": "Documents and outlets",
}
NAMED = {
    "named": "named",
    "anonymous": "anonymous",
    "collective": "a body or group, no person named",
    "unspecified": "not said who",
    "document": "a document",
    "outlet": "an outlet",
}


def sources_section(lookup: Lookup) -> Section:
    """One line a distinct source: the same actor, or the same words where no actor is known; the most quoted first within its group."""
    told: dict[tuple[str, str], list[Attribution]] = {}
    for attribution in lookup.reading.attributions:
        told.setdefault(_key(lookup, attribution.source), []).append(attribution)
    order = list(dict.fromkeys(GROUPS.values()))
    ranked = sorted(told.values(), key=lambda found: (order.index(_group(lookup, found)), -len(found), _start(found[0])))
    return Section(
        name="On whose word",
        columns=("Source", "Named", "How many", "Close to the fact", "Terms"),
        leads=2,
        lines=tuple(_source_line(lookup, found) for found in ranked),
    )


def _key(lookup: Lookup, source: Source) -> tuple[str, str]:
    # An unnamed source never falls together with a named actor: "an official of the Guard" is not the Guard speaking.
    if source.actor and not (source.kind == "anonymous" and lookup.is_named(lookup.actors.get(source.actor))):
        return ("actor", source.actor)
    return (source.kind, lookup.source_name(source).lower())


def _group(lookup: Lookup, found: list[Attribution]) -> str:
    """A source named anywhere in the report is named; a collective with a name of its own ("the ministry") counts as named."""
    sources = [attribution.source for attribution in found]
    if any(source.kind == "named" or (source.kind == "collective" and lookup.is_named(lookup.actors.get(source.actor or ""))) for source in sources):
        return "Named"
    return GROUPS[_kind(sources)]


def _kind(sources: Sequence[Source]) -> SourceKind:
    """The most telling kind among the mentions of one source: a later "he" does not make it less known."""
    kinds = [source.kind for source in sources]
    return "named" if "named" in kinds else next((kind for kind in kinds if kind != "unspecified"), "unspecified")


def _start(attribution: Attribution) -> int:
    spans = attribution.source.spans or attribution.cue.spans or attribution.content.spans
    return spans[0].start if spans else 0


def _source_line(lookup: Lookup, found: list[Attribution]) -> Line:
    sources = [attribution.source for attribution in found]
    quotes = [quote for attribution in found if (quote := lookup.content(attribution))]
    bases = dict.fromkeys(wording.BASES[source.basis] for source in sources if source.basis != "unstated")
    terms = dict.fromkeys(flat(source.terms) for source in sources if source.terms)
    counts = dict.fromkeys(wording.how_many(source) for source in sources if wording.how_many(source))
    kind = _kind(sources)
    return Line(
        cells=(
            Cell(max((lookup.source_name(source) for source in sources), key=len), "strong"),
            Cell(NAMED[kind], "good" if kind == "named" else "warn"),
            Cell(" or ".join(counts) if kind != "named" else ""),
            Cell(", ".join(bases)),
            Cell("; ".join(terms)),
        ),
        quotes=tuple(quotes[:QUOTED_CONTENTS]),
        rest=tuple(quote.cite for quote in quotes[QUOTED_CONTENTS:]),
        cites=lookup.cites(span for attribution in found for span in _spans(attribution)),
        group=_group(lookup, found),
    )


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans)


def silences_section(lookup: Lookup) -> Section:
    """One line a party that was asked; those who answered stand apart."""
    lines = []
    for request in sorted(lookup.reading.comment_requests, key=lambda request: (request.response == "given", request.start)):
        said, tone = wording.RESPONSES[request.response]
        quote: Quote = lookup.quote(Span(request.start, request.end))
        lines.append(
            Line(
                cells=(Cell(lookup.name(request.party), "strong"), Cell(said, tone), Cell(flat(request.channel or ""))),
                quotes=(quote,),
                cites=(quote.cite,),
                group="Answered" if request.response == "given" else "",
            )
        )
    return Section(name="Would not say", columns=("Party", "What came back", "Asked by"), leads=2, lines=tuple(lines))
