"""What stands beside a report's text, level with its words: who is speaking, what happens, what is damaged; and the text in paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import structs

from dragoman.model.reading import Attribution, CommentRequest, EventMention, Reading
from dragoman.model.text import Span

from . import eventnames, wording
from .brief import Tone
from .happenings import TO_COME, count_words, denied_events, who_to_whom
from .layers import Segment
from .lookup import Lookup, flat

BREAK = re.compile(r"\s*\n\s*")  # white space around the end of a line: it parts paragraphs and is no word of either
NAME = 60  # characters of a source's name: three lines of a margin
NoteKind = Literal["voice", "silence", "event", "ahead", "flag"]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A remark on the words from `start` to `end`; `of`: the attributions or events that it tells of, by id."""

    start: int
    end: int
    kind: NoteKind
    what: str
    how: str = ""
    tone: Tone = "plain"
    of: tuple[str, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph with the remarks on it; `tight`: no empty line stands before it."""

    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]
    tight: bool


def find_notes(reading: Reading) -> tuple[Note, ...]:
    """All remarks in text order; what one paragraph would say twice is said at its first words."""
    lookup = Lookup(reading)
    ends = [found.start() for found in BREAK.finditer(lookup.text)]
    said: dict[tuple[int, str, str, str], Note] = {}
    for note in sorted((*_voices(lookup, ends), *_silences(lookup), *_events(lookup), *_ahead(lookup), *_flags(lookup)), key=lambda note: note.start):
        key = (bisect_right(ends, note.start), note.kind, note.what, note.how)
        before = said.get(key)
        said[key] = structs.replace(before, of=(*before.of, *note.of)) if before and note.kind != "event" else note
    return tuple(sorted(said.values(), key=lambda note: (note.start, note.kind)))


def _voices(lookup: Lookup, ends: Sequence[int]) -> Iterator[Note]:
    """One remark a speaker and paragraph, denials apart. Of who would not comment the remark on that silence tells."""
    heard: dict[tuple[int, str, str, bool], list[tuple[Span, Attribution]]] = {}
    for attribution in lookup.reading.attributions:
        spans = attribution.source.spans or attribution.cue.spans or attribution.content.spans
        if spans and not any(attribution in _declining(lookup, request) for request in lookup.reading.comment_requests):
            words = lookup.core(spans[0], attribution.source.actor) if attribution.source.spans else spans[0]
            name = _short(wording.listed(lookup.speakers(attribution.id)))
            key = (bisect_right(ends, words.start), name, _kind(lookup, attribution), attribution.stance == "denies")
            heard.setdefault(key, []).append((words, attribution))
    for (_, name, kind, denies), said in heard.items():
        words = min((each for each, _ in said), key=lambda each: each.start)
        stances = ", ".join(dict.fromkeys(each.stance for _, each in said if each.stance != "asserts"))
        how = "; ".join(part for part in (stances, kind) if part)
        of = tuple(each.id for _, each in said)
        yield Note(start=words.start, end=words.end, kind="voice", what=name, how=how, tone="bad" if denies else "plain", of=of)


def _declining(lookup: Lookup, request: CommentRequest) -> list[Attribution]:
    """The attributions by which the words of a request say that nothing was said."""
    cues = ((each, each.cue.spans or each.content.spans) for each in lookup.reading.attributions if each.stance == "declines")
    return [each for each, spans in cues if spans and request.start <= spans[0].start < request.end]


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[:NAME].rsplit(' ', 1)[0]} …"


def _kind(lookup: Lookup, attribution: Attribution) -> str:
    """ "unnamed, with direct knowledge; through the gazette"."""
    source = attribution.source
    kind = ", ".join(part for part in ("" if source.kind == "named" else wording.SOURCE_KINDS[source.kind], wording.BASES[source.basis]) if part)
    outer = wording.listed(lookup.speakers(attribution.parent))
    return "; ".join(part for part in (kind, f"through {outer}" if outer else "") if part)


def _silences(lookup: Lookup) -> Iterator[Note]:
    for request in lookup.reading.comment_requests:
        said, tone = wording.RESPONSES[request.response]
        how, of = f"{said}; asked for comment", tuple(each.id for each in _declining(lookup, request))
        yield Note(start=request.start, end=request.end, kind="silence", what=lookup.name(request.party), how=how, tone=tone, of=of)


def _events(lookup: Lookup) -> Iterator[Note]:
    denied = denied_events(lookup)
    for event in lookup.reading.events:
        if not _is_announced(lookup, event):
            certainty = wording.certainty(event, denied=event.id in denied)
            plain = certainty.tone == "good"
            yield _event_note(lookup, event, "" if plain else certainty.text, "plain" if plain else certainty.tone)


def _is_announced(lookup: Lookup, event: EventMention) -> bool:
    """Whether it is what a remark on things to come tells."""
    return any(event.id == item.event or (event.status in TO_COME and item.start <= event.start < item.end) for item in lookup.reading.ahead)


def _event_note(lookup: Lookup, event: EventMention, certainty: str, tone: Tone) -> Note:
    figures = wording.figures(count_words(lookup, [event]))
    how = "; ".join(part for part in (who_to_whom(lookup, event), figures, certainty) if part)
    how = how.replace("≥ ", "≥\u00a0")
    return Note(start=event.start, end=event.end, kind="event", what=eventnames.plain(event), how=how, tone=tone, of=(event.id,))


def _ahead(lookup: Lookup) -> Iterator[Note]:
    for item in lookup.reading.ahead:
        when = wording.dates(item.earliest, item.latest, ahead=True)
        by = lookup.name(item.by) if item.by else ""
        what = f"ahead: {item.status}" + (f" {when}" if when else "")
        yield Note(start=item.start, end=item.end, kind="ahead", what=what, how=f"by {by}" if by else "", of=(item.event,) if item.event else ())


def _flags(lookup: Lookup) -> Iterator[Note]:
    for flag in (*lookup.reading.report.repairs, *lookup.reading.flags):
        if lookup.words(Span(flag.start, flag.end)):
            yield Note(start=flag.start, end=flag.end, kind="flag", what=wording.FLAGS[flag.kind], how=flat(flag.note), tone="warn")


def paragraphs(text: str, segments: Sequence[Segment], notes: Sequence[Note]) -> tuple[Paragraph, ...]:
    """The segments in paragraphs, the ends of lines left out, each with the notes on it."""
    bounds = [(found.start(), found.end()) for found in BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in bounds)], [*(start for start, _ in bounds), len(text)]
    inside: list[list[Segment]] = [[] for _ in starts]
    for segment in segments:
        for number in range(bisect_right(starts, segment.start) - 1, len(starts)):
            start, end = max(segment.start, starts[number]), min(segment.start + len(segment.text), ends[number])
            if start < end:
                sentence = segment.sentence if start == segment.start else None
                words = segment.text[start - segment.start : end - segment.start]
                inside[number].append(structs.replace(segment, start=start, text=words, sentence=sentence))
            if segment.start + len(segment.text) <= ends[number]:
                break
    beside: list[list[Note]] = [[] for _ in starts]
    for note in notes:
        at = bisect_right(starts, note.start) - 1
        beside[next((number for number in range(at, len(starts)) if inside[number]), at)].append(note)  # one on an empty first line stands below it
    tight = [False, *(text.count("\n", start, end) < 2 for start, end in bounds)]
    rows = zip(inside, beside, tight, strict=True)
    return tuple(Paragraph(segments=tuple(own), notes=tuple(remarks), tight=close) for own, remarks, close in rows if own)
