"""The report's text cut into segments, each under the same layers throughout, so that overlapping marks need no nesting."""

from collections.abc import Iterable

import msgspec

from dragoman.model.reading import Reading, Source
from dragoman.model.text import Span

from . import eventnames, wording
from .brief import Brief
from .lookup import Lookup, flat

LAYERS = {
    "source": "Source",
    "cue": "Cue",
    "content": "What is asserted",
    "event": "Event",
    "actor": "Actor",
    "time": "Time",
    "place": "Place",
    "flag": "Damage",
}
"""The layers in the order of the legend."""

Open = dict[str, dict[str, int]]  # layer → what is open in it, how often

QUIET = ("headline", "headline_repeated", "kicker", "dateline", "credit", "correction", "boilerplate", "table")


class Mark(msgspec.Struct, frozen=True):
    """One layer over one stretch; `note` says what it is, `of` is the attribution or event that it belongs to."""

    start: int
    end: int
    layer: str
    note: str
    of: str = ""


class Segment(msgspec.Struct, frozen=True):
    """Consecutive words under the same layers; `sentence` is the number of the sentence that begins here; `cited`: a line points at it.

    `of`: layer → the attributions or events to which these words belong under it, by id.
    """

    start: int
    text: str
    layers: tuple[str, ...]
    note: str
    part: str
    sentence: int | None
    cited: bool
    of: dict[str, tuple[str, ...]] = {}


def find_marks(reading: Reading) -> tuple[Mark, ...]:
    """Every stretch that the reading says something about."""
    lookup = Lookup(reading)
    marks: list[Mark] = []

    def lay(spans: Iterable[Span], layer: str, note: str, of: str = "") -> None:
        marks.extend(Mark(span.start, span.end, layer, note, of) for span in spans)

    for attribution in reading.attributions:
        name = wording.listed(lookup.speakers(attribution.id))
        source, members = attribution.source, attribution.source.members
        lay(_own(lookup, source), "source", f"source: {source.kind}", attribution.id)
        for member in members:
            lay((lookup.core(Span(member.start, member.end), member.actor),), "source", f"source: {member.kind}", attribution.id)
        lay(attribution.cue.spans, "cue", f"cue: {attribution.stance}", attribution.id)
        lay(attribution.content.spans, "content", f"on the word of {name}", attribution.id)
    for event in reading.events:
        lay((Span(event.start, event.end),), "event", f"event: {eventnames.plain(event)} ({eventnames.code(event)})", event.id)
    for mention in reading.mentions:
        if mention.kind != "place":
            actor = lookup.actors.get(mention.actor or "")
            lay((Span(mention.start, mention.end),), "actor", f"{mention.kind}: {flat(actor.name)}" if actor else mention.kind)
    for timex in reading.timexes:
        lay((Span(timex.start, timex.end),), "time", f"time: {timex.value}")
    for place in reading.places:
        lay((Span(place.start, place.end),), "place", f"place: {', '.join(part for part in (flat(place.name), place.country) if part)}")
    for flag in (*reading.report.repairs, *reading.flags):
        lay((Span(flag.start, flag.end),), "flag", f"{wording.FLAGS[flag.kind]}: {flat(flag.note)}")
    return tuple(marks)


def _own(lookup: Lookup, source: Source) -> list[Span]:
    """What names the source; of a list what stands before its first member ("Four others, two cooks and a guard")."""
    if not source.members:
        return [lookup.core(span, source.actor) for span in source.spans]
    start, end = source.spans[0].start if source.spans else 0, source.members[0].start
    said = lookup.text[start:end].rstrip(" ,;:—–-(") if source.spans else ""
    return [lookup.core(Span(start, start + len(said)), None)] if said else []


def find_segments(reading: Reading, done: Brief) -> tuple[Segment, ...]:
    """The whole text in segments; joined, their words are the text. Boundaries: marks, citations, sentences, parts."""
    text = reading.report.text
    size = len(text)
    starts = {sentence.start: sentence.number for sentence in reversed(reading.sentences)}
    marks = [mark for mark in find_marks(reading) if 0 <= mark.start < mark.end <= size]
    cited = [(span.start, span.end) for span in cited_spans(done) if 0 <= span.start < span.end <= size]
    parts = [part for part in reading.parts if part.kind in QUIET and 0 <= part.start < part.end <= size]
    # (offset, closes before opens, layer, note, whose): one sweep over all the ends.
    turns: list[tuple[int, int, str, str, str]] = [(offset, 2, "", "", "") for offset in starts if 0 <= offset < size]
    stretches = [(mark.start, mark.end, mark.layer, mark.note, mark.of) for mark in marks]
    stretches += [(start, end, "cited", "", "") for start, end in cited] + [(part.start, part.end, "part", part.kind, "") for part in parts]
    for start, end, layer, note, of in stretches:
        turns += [(start, 1, layer, note, of), (end, 0, layer, note, of)]
    turns += [(0, 2, "", "", ""), (size, 2, "", "", "")]
    turns.sort()
    open_now: Open = {layer: {} for layer in (*LAYERS, "cited", "part")}
    whose: Open = {layer: {} for layer in LAYERS}
    segments: list[Segment] = []
    at = 0
    for offset, turn, layer, note, of in turns:
        if offset > at:
            segments.append(_segment(text, Span(at, offset), open_now, whose, starts.get(at)))
            at = offset
        if turn == 2:
            continue
        _turn(open_now[layer], note, turn)
        if of:
            _turn(whose[layer], of, turn)
    return tuple(segments)


def _turn(counts: dict[str, int], name: str, turn: int) -> None:
    counts[name] = counts.get(name, 0) + (1 if turn else -1)
    if not counts[name]:
        del counts[name]


def _segment(text: str, span: Span, open_now: Open, whose: Open, sentence: int | None) -> Segment:
    layers = tuple(layer for layer in LAYERS if open_now[layer])
    return Segment(
        start=span.start,
        text=text[span.start : span.end],
        layers=layers,
        note=" · ".join(next(reversed(open_now[layer])) for layer in layers),  # the innermost of each layer
        part=next(reversed(open_now["part"]), ""),
        sentence=sentence,
        cited=bool(open_now["cited"]),
        of={layer: tuple(whose[layer]) for layer in layers if whose[layer]},
    )


def cited_spans(done: Brief) -> Iterable[Span]:
    """All that the brief's lines point at."""
    for section in (done.head.flags, *done.sections):
        for line in section.lines:
            for cite in (*line.cites, *(quote.cite for quote in line.quotes)):
                yield from cite.spans
