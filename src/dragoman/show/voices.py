"""The sections "On whose word" and "Would not say": the report's voices with what they assert, and those who were asked in vain."""

from collections.abc import Sequence

from dragoman.model.reading import Attribution, CommentRequest, SharedAccount, Source, Voice
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Quote, Section, once
from .lookup import PRONOUNS, Lookup, flat, voice_name

QUOTED_CONTENTS = 3  # excerpts shown of one source; the rest is counted and cited
NAMED_WHOLES = 3  # voices named with which one is counted

NAMED, BODIES, UNNAMED, PRINTED, THROUGH, AGREEING = (
    "Named",
    "Bodies and groups",
    "Unnamed",
    "Documents and outlets",
    "Heard only through others",
    "Said by the report to agree",
)
ORDER = (NAMED, BODIES, UNNAMED, PRINTED, THROUGH)
UNRESOLVED, UNCOUNTED = "Unresolved", "Not counted"


def sources_section(lookup: Lookup) -> Section:
    """One line a voice, the most quoted first within its group; then who agrees with whom.

    At the end run on those whom no voice was made of: pronouns of whom nobody knows whom they mean, and parties that only want or refuse something.
    """
    ranked = sorted(lookup.reading.voices, key=lambda voice: (ORDER.index(group_of(lookup, voice)), -len(voice.attributions)))
    accounts = (_account_line(lookup, account) for account in lookup.reading.shared_accounts)
    return Section(
        name="On whose word",
        columns=("Source", "Kind", "Number", "Basis", "Terms"),
        labels=("", "", "", "", "terms"),
        leads=2,
        lines=(*once(_voice_line(lookup, voice) for voice in ranked), *(line for line in accounts if line.cites)),
        run_on=_run_on(lookup),
        note=wording.sources_note(lookup.reading.distinct_sources, count_anonymous(lookup)),
    )


def group_of(lookup: Lookup, voice: Voice) -> str:
    """A body that the report names somewhere ("the ministry") counts as named; whom only others quote stands apart."""
    if _is_nested(lookup, voice):
        return THROUGH
    if voice.kind in ("document", "outlet"):
        return PRINTED
    if voice.kind == "collective":
        return NAMED if lookup.is_named(lookup.actors.get(voice.actor or "")) else BODIES
    return NAMED if voice.kind == "named" else UNNAMED


def count_anonymous(lookup: Lookup) -> int:
    """How many of the distinct sources are anonymous, counted as these are: of what is no part of another, the number or 1."""
    anonymous = (voice for voice in lookup.reading.voices if voice.kind == "anonymous" and not voice.part_of)
    counted = (voice for voice in anonymous if not _is_nested(lookup, voice))
    return min(sum(voice.number or 1 for voice in counted), lookup.reading.distinct_sources)


def _is_nested(lookup: Lookup, voice: Voice) -> bool:
    found = _attributions(lookup, voice)
    return bool(found) and all(attribution.parent in lookup.attributions for attribution in found)


def _attributions(lookup: Lookup, voice: Voice) -> list[Attribution]:
    return [lookup.attributions[item] for item in voice.attributions if item in lookup.attributions]


def _voice_line(lookup: Lookup, voice: Voice) -> Line:
    found = _attributions(lookup, voice)
    quotes = [quote for attribution in _outermost(found) if (quote := lookup.content(attribution))]
    return Line(
        cells=(
            Cell(voice_name(voice), "strong"),
            Cell(wording.SOURCE_KINDS[voice.kind], "good" if voice.kind == "named" else "warn"),
            _number(lookup, voice, found),
            Cell(wording.BASES[voice.basis]),
            Cell(flat(voice.terms or "")),
        ),
        quotes=tuple(quotes[:QUOTED_CONTENTS]),
        rest=tuple(quote.cite for quote in quotes[QUOTED_CONTENTS:]),
        cites=lookup.cites(span for attribution in found for span in _spans(attribution)),
        group=group_of(lookup, voice),
    )


def _number(lookup: Lookup, voice: Voice, found: Sequence[Attribution]) -> Cell:
    """How many they are, among whom they are counted already, and through whom they are heard."""
    wholes = [voice_name(lookup.voices[item]) for item in voice.part_of if item in lookup.voices]
    if len(wholes) > NAMED_WHOLES:
        wholes[NAMED_WHOLES:] = [f"{len(wholes) - NAMED_WHOLES} more"]
    outer = dict.fromkeys(name for attribution in found for name in lookup.speakers(attribution.parent)) if _is_nested(lookup, voice) else {}
    aside = [f"through {'; '.join(outer)}"] if outer else []
    aside += [f"counted with {'; '.join(wholes)}"] if wholes else []
    many = wording.how_many(voice)
    return Cell(many, aside="; ".join(aside)) if many else Cell("; ".join(aside), "muted")


def _outermost(found: Sequence[Attribution]) -> list[Attribution]:
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


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source.spans, *attribution.cue.spans, *attribution.content.spans)


def _account_line(lookup: Lookup, account: SharedAccount) -> Line:
    """Who agrees, on what, and the words that say so."""
    names = list(dict.fromkeys(name for item in account.attributions for name in lookup.speakers(item)))
    agree = Cell("agree" if len(names) > 1 else "others agree", "good")
    said = Span(account.start, account.end)
    quotes = [quote for quote in (lookup.excerpt(account.content.spans), lookup.quote(said, "the report")) if quote]
    return Line(
        cells=(Cell(wording.listed(names) or "not said who", "strong"), agree, Cell(""), Cell(""), Cell("")),
        quotes=tuple(quotes),
        cites=lookup.cites((*account.content.spans, said)),
        group=AGREEING,
    )


def _run_on(lookup: Lookup) -> tuple[Line, ...]:
    """Those of no voice, pronouns first; not inside what another source says, where it is that source's word, nor whom "Would not say" lists."""
    found: dict[tuple[str, str], list[Attribution]] = {}
    for attribution in lookup.reading.attributions:
        if lookup.voices_of.get(attribution.id) or attribution.parent in lookup.attributions or _was_asked(lookup, attribution):
            continue
        if _is_adrift(lookup, attribution.source):
            said = " … ".join(lookup.words(span) for span in attribution.source.spans).lower()
            key = (UNRESOLVED, "I" if said == "i" else said or "nobody named")
        else:
            key = (UNCOUNTED, lookup.source_name(attribution.source))
        found.setdefault(key, []).append(attribution)
    return tuple(
        Line(cells=(Cell(name),), cites=lookup.cites(span for attribution in told for span in _spans(attribution)), group=group)
        for (group, name), told in sorted(found.items(), key=lambda item: item[0][0] != UNRESOLVED)
    )


def _is_adrift(lookup: Lookup, source: Source) -> bool:
    """A pronoun without an actor, or no words at all ("it is believed that")."""
    if source.actor in lookup.actors:
        return False
    return all(lookup.words(span).lower() in PRONOUNS for span in source.spans)


def _was_asked(lookup: Lookup, attribution: Attribution) -> bool:
    """Whether it is the answer to a request that the section of requests tells."""
    spans = attribution.cue.spans
    return bool(spans) and any(request.start <= spans[0].start < request.end for request in lookup.reading.comment_requests)


def silences_section(lookup: Lookup) -> Section:
    """One line a request with the parties that were asked; those who answered stand apart."""
    asked: dict[tuple[bool, int, int, str, Cell], list[CommentRequest]] = {}
    for request in lookup.reading.comment_requests:
        key = (request.response == "given", request.start, request.end, request.response, _asking(lookup, request))
        asked.setdefault(key, []).append(request)
    lines = []
    for (given, start, end, response, asking), requests in sorted(asked.items(), key=lambda item: item[0][:4]):
        said, tone = wording.RESPONSES[response]
        quote: Quote = lookup.quote(Span(start, end))
        parties = ", ".join(dict.fromkeys(lookup.name(request.party) for request in requests))
        lines.append(
            Line(
                cells=(Cell(parties, "strong"), Cell(said, tone), asking),
                quotes=(quote,),
                cites=(quote.cite,),
                group="Answered" if given else "",
            )
        )
    columns = ("Party", "What came back", "Asking")
    return Section(name="Would not say", columns=columns, labels=("", "", "asking"), leads=2, lines=tuple(lines))


def _asking(lookup: Lookup, request: CommentRequest) -> Cell:
    """How and through whom, and whether the words only imply that anybody asked."""
    how = wording.asking(request)
    through = lookup.name(request.through) if request.through else ""
    if through and through.lower() not in how.lower() and lookup.argument_words(request.through).lower() not in how.lower():
        how = f"{how}, through {through}" if how else f"through {through}"
    implied = "implied" if request.asked == "implied" else ""
    return Cell(how, aside=implied) if how else Cell(implied, "muted")
