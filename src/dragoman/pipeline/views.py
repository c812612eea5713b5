"""The readings of a case, opened as far as an export needs them.

A few hundred stay at hand, as the tellings of one event stand in reports of a few weeks.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.keep import Case
from dragoman.model.actor import ActorKind
from dragoman.model.exported import ExportedReport, ExportedStatement
from dragoman.model.reading import Argument, Attribution, SentenceSpan, Versions
from dragoman.model.record import Kept
from dragoman.model.text import Span

AT_HAND = 1_000  # opened readings: some 30 MB


class _Event(msgspec.Struct):
    """What of an event its telling does not keep."""

    id: str
    start: int
    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    acled: str | None = None
    place: str | None = None
    attributions: tuple[str, ...] = ()
    confidence: float = 0.5


class _Named(msgspec.Struct):
    id: str
    name: str


class _Actor(msgspec.Struct):
    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None


class _Text(msgspec.Struct):
    text: str
    language: str | None = None


class _Reading(msgspec.Struct):
    """The part of a reading that is opened: most of one are mentions and grounds, which no export asks for."""

    report: _Text
    versions: Versions
    sentences: tuple[SentenceSpan, ...] = ()
    actors: tuple[_Actor, ...] = ()
    places: tuple[_Named, ...] = ()
    events: tuple[_Event, ...] = ()


class _Spoken(_Reading):
    """The same with what is said in it, which events do not ask for."""

    attributions: tuple[Attribution, ...] = ()


class View:
    """One report, opened; `cast`: its actors by id → actors of the case."""

    def __init__(self, reading: _Reading, report: ExportedReport, cast: dict[str, str]) -> None:
        self.report = report
        self.text = reading.report.text
        self.cast = cast
        self.starts = [each.start for each in reading.sentences]
        self.events = reading.events
        self._events = {each.id: each for each in reading.events}
        self._actors = {each.id: each for each in reading.actors}
        self._places = {each.id: each.name for each in reading.places}

    def event(self, id_: str) -> _Event | None:
        """The event of a telling; None of one that a person added."""
        return self._events.get(id_)

    def actor(self, id_: str) -> _Actor | None:
        return self._actors.get(id_)

    def place(self, event: str) -> str | None:
        """The name of the place of an event, as printed."""
        found = self._events.get(event)
        return self._places.get(found.place) if found and found.place else None

    def words(self, spans: Sequence[Span]) -> str:
        """What stands there, line breaks as spaces."""
        return " … ".join(" ".join(self.text[each.start : each.end].split()) for each in spans)


class Shelf:
    """Opens reports and remembers what read them."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._views: dict[str, View] = {}
        self._decoder = msgspec.json.Decoder(_Reading)
        self._spoken = msgspec.json.Decoder(_Spoken)
        self.versions: set[tuple[str, str, tuple[tuple[str, str], ...]]] = set()

    def view(self, report: str) -> View:
        """The report with this id."""
        view = self._views.pop(report, None) or self._opened(report)
        self._views[report] = view  # at the end: the first is the one that was not asked for longest
        if len(self._views) > AT_HAND:
            del self._views[next(iter(self._views))]
        return view

    def spoken(self, kept: Kept) -> tuple[View, tuple[Attribution, ...]]:
        """The report, and what is said in it; it is not kept at hand, as each is asked for once."""
        reading = self._spoken.decode(self._case.whole.reading(kept.id))
        return self._views.get(kept.id) or self._made(reading, kept), reading.attributions

    def _opened(self, report: str) -> View:
        return self._made(self._decoder.decode(self._case.whole.reading(report)), self._case.report(report))

    def _made(self, reading: _Reading, kept: Kept) -> View:
        self.versions.add((reading.versions.dragoman, reading.versions.lexicon, tuple(sorted(reading.versions.models.items()))))
        cast = self._case.whole.cast(kept.id)
        named = [each for each in reading.actors if each.id in cast]
        made = ExportedReport(
            kept=kept,
            language=reading.report.language,
            length=len(reading.report.text),
            echo=next((each for each in self._case.echoes(kept.id) if each.report == kept.id), None),
            people=tuple(sorted({each.name for each in named if each.kind == "person"})),
            organizations=tuple(sorted({each.name for each in named if each.kind in ("organization", "group")})),
            locations=tuple(sorted({each.name for each in reading.places})),
        )
        return View(reading, made, cast)


def statements(view: View, attributions: Iterable[Attribution], told_by: dict[str, str]) -> Iterator[ExportedStatement]:
    """What is said in a report, in the order of the text; `told_by`: its tellings by key → events of the case."""
    about: dict[str, list[str]] = {}
    for event in view.events:
        happening = told_by.get(f"{view.report.kept.id}/{event.id}")
        for attribution in event.attributions:
            if happening is not None and happening not in about.setdefault(attribution, []):
                about[attribution].append(happening)
    for each in sorted(attributions, key=lambda item: (item.content.spans[0].start if item.content.spans else 0, item.id)):
        source = each.source
        yield ExportedStatement(
            id=each.id, source=view.words(source.spans), actor=view.cast.get(source.actor or ""), kind=source.kind, number=source.number,
            basis=source.basis, terms=source.terms, stance=each.stance, manner=each.manner, cue=view.words(each.cue.spans),
            content=view.words(each.content.spans), told=view.words([Span(each.told.start, each.told.end)]) if each.told else None,
            medium=each.medium, parent=each.parent, source_spans=source.spans, cue_spans=each.cue.spans, content_spans=each.content.spans,
            events=tuple(about.get(each.id, ())),
        )  # fmt: skip
