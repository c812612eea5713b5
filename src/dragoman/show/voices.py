"""The sections "On whose word" and "Would not say": sources with what they assert, and those who were asked in vain."""

from collections.abc import Iterable, Sequence

from dragoman.model.reading import Attribution, CommentRequest, Source, SourceKind
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Quote, Section
from .lookup import PRONOUNS, Lookup, flat

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
    "collective": "body or group",
    "unspecified": "not said who",
    "document": "document",
    "outlet": "outlet",
}


def sources_section(lookup: Lookup) -> Section:
    """One line a distinct source: the same actor, or the same words where no actor is known; the most quoted first within its group.

    Pronouns of whom nobody knows whom they mean run on at the end, except inside what another source says: there it is that source's word.
    """
    told: dict[tuple[str, str], list[Attribution]] = {}
    adrift: dict[str, list[Attribution]] = {}
    for attribution in lookup.reading.attributions:
        if _is_adrift(lookup, attribution.source):
            if attribution.parent not in lookup.attributions:
                said = " … ".join(lookup.words(span) for span in attribution.source.spans).lower()
                adrift.setdefault(said or "nobody named", []).append(attribution)
            continue
        told.setdefault(_key(lookup, attribution.source), []).append(attribution)
    order = list(dict.fromkeys(GROUPS.values()))
    ranked = sorted(told.values(), key=lambda found: (order.index(_group(lookup, found)), -len(found), _start(found[0])))
    return Section(
        name="On whose word",
        columns=("Source", "Kind", "Number", "Basis", "Terms"),
        labels=("", "", "", "", "terms"),
        leads=2,
        lines=tuple(_source_line(lookup, found) for found in ranked),
        run_on=tuple(
            Line(
                cells=(Cell("I" if said == "i" else said),),
                cites=lookup.cites(span for attribution in found for span in _spans(attribution)),
                group="Unresolved",
            )
            for said, found in adrift.items()
        ),
    )


def _is_adrift(lookup: Lookup, source: Source) -> bool:
    """A pronoun without an actor, or no words at all ("it is believed that")."""
    if source.actor in lookup.actors or source.kind != "unspecified":
        return False
    return all(lookup.words(span).lower() in PRONOUNS for span in source.spans)


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
    quotes = [quote for attribution in _outermost(found) if (quote := lookup.content(attribution))]
    bases = dict.fromkeys(wording.BASES[source.basis] for source in sources if source.basis != "unstated")
    terms = dict.fromkeys(flat(source.terms) for source in sources if source.terms)
    counts = dict.fromkeys(wording.how_many(source) for source in sources if wording.how_many(source))
    kind = _kind(sources)
    return Line(
        cells=(
            Cell(_name(lookup, sources, terms), "strong"),
            Cell(NAMED[kind], "good" if kind == "named" else "warn"),
            Cell(" or ".join(counts) if kind in ("anonymous", "collective", "unspecified") else ""),
            Cell(", ".join(bases)),
            Cell("; ".join(terms)),
        ),
        quotes=tuple(quotes[:QUOTED_CONTENTS]),
        rest=tuple(quote.cite for quote in quotes[QUOTED_CONTENTS:]),
        cites=lookup.cites(span for attribution in found for span in _spans(attribution)),
        group=_group(lookup, found),
    )


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Without those whose content the same source is quoted with anyway, in the same stance."""
    kept: list[Attribution] = []
    reach: dict[str, int] = {}
    for attribution in sorted(found, key=lambda attribution: [(span.start, -span.end) for span in attribution.content.spans]):
        spans = attribution.content.spans
        if spans and spans[-1].end <= reach.get(attribution.stance, -1):
            continue
        if spans:
            reach[attribution.stance] = spans[-1].end
        kept.append(attribution)
    return kept


def _name(lookup: Lookup, sources: Sequence[Source], terms: Iterable[str]) -> str:
    """The longest of its names, without the terms that stand in a column of their own."""
    name = max((lookup.source_name(source) for source in sources), key=len)
    for term in terms:
        before, _, after = name.partition(term)
        name = f"{before.rstrip(' ,;—–-')} {after.lstrip(' ,;—–-')}".strip() or name
    return name


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans)


def silences_section(lookup: Lookup) -> Section:
    """One line a request with the parties that were asked; those who answered stand apart."""
    asked: dict[tuple[bool, int, int, str, str], list[CommentRequest]] = {}
    for request in lookup.reading.comment_requests:
        key = (request.response == "given", request.start, request.end, request.response, request.channel or "")
        asked.setdefault(key, []).append(request)
    lines = []
    for (given, start, end, response, channel), requests in sorted(asked.items()):
        said, tone = wording.RESPONSES[response]
        quote: Quote = lookup.quote(Span(start, end))
        parties = ", ".join(dict.fromkeys(lookup.name(request.party) for request in requests))
        lines.append(
            Line(
                cells=(Cell(parties, "strong"), Cell(said, tone), Cell(flat(channel))),
                quotes=(quote,),
                cites=(quote.cite,),
                group="Answered" if given else "",
            )
        )
    columns = ("Party", "What came back", "Asked by")
    return Section(name="Would not say", columns=columns, labels=("", "", "asked"), leads=2, lines=tuple(lines))
