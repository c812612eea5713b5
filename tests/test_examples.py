"""The examples against their hand-made key, `examples/truth.yaml`: every line of it is one test, named by report and fact.

A fact asks for little (a type, a trigger word, words within a source), so that it holds for every right reading and fails for a wrong one.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dragoman import Reading, Settings, read_sources
from dragoman.model.actor import ActorKind
from dragoman.model.reading import Argument, Attribution, EventMention, EventStatus, EventType, Factuality, SourceKind, Stance
from dragoman.model.text import FlagKind, PartKind

EXAMPLES = Path(__file__).parent.parent / "examples"


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the key; what is None is not asked."""

    def words(self) -> tuple[str, ...]:
        """The words of the report that the fact quotes."""
        return ()


class CountFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: str
    low: int


class EventFact(Fact, frozen=True, kw_only=True):
    type: EventType
    trigger: tuple[str, ...]
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    status: EventStatus | None = None
    factuality: Factuality | None = None
    count: CountFact | None = None
    date: datetime.date | None = None

    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (*self.trigger, self.actor, self.recipient) if word)

    def holds(self, reading: Reading) -> bool:
        return any(self._matches(reading, event) for event in reading.events)

    def _matches(self, reading: Reading, event: EventMention) -> bool:
        triggers = [reading.report.text[passage.start : passage.end] for passage in event.passages]
        return (
            event.type == self.type
            and any(word in trigger or trigger in word for word in self.trigger for trigger in triggers)
            and self.mode in (None, event.mode)
            and self.status in (None, event.status)
            and self.factuality in (None, event.factuality)
            and (self.actor is None or any(_means(reading, argument, self.actor) for argument in event.actors))
            and (self.recipient is None or any(_means(reading, argument, self.recipient) for argument in event.recipients))
            and (self.count is None or any((count.kind, count.low) == (self.count.kind, self.count.low) for count in event.counts))
            and (self.date is None or (event.date is not None and event.date.earliest == event.date.latest == self.date.isoformat()))
        )


class SourceFact(Fact, frozen=True, kw_only=True):
    source: str
    kind: SourceKind | None = None
    number: int | None = None
    basis: str | None = None
    stance: Stance | None = None
    terms: str | None = None
    content: str | None = None
    inside: str | None = None

    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.source, self.terms, self.content, self.inside) if word)

    def holds(self, reading: Reading) -> bool:
        return any(self._matches(reading, attribution) for attribution in reading.attributions)

    def _matches(self, reading: Reading, attribution: Attribution) -> bool:
        source, text = attribution.source, reading.report.text
        parent = next((outer for outer in reading.attributions if outer.id == attribution.parent), None)
        return (
            _source_is(reading, attribution, self.source)
            and self.kind in (None, source.kind)
            and self.number in (None, source.number)
            and self.basis in (None, source.basis)
            and self.stance in (None, attribution.stance)
            and (self.terms is None or self.terms in (source.terms or ""))
            and (self.content is None or any(self.content in text[span.start : span.end] for span in attribution.content.spans))
            and (self.inside is None or (parent is not None and _source_is(reading, parent, self.inside)))
        )


class CommentFact(Fact, frozen=True, kw_only=True):
    party: str
    response: str

    def words(self) -> tuple[str, ...]:
        return (self.party,)

    def holds(self, reading: Reading) -> bool:
        return any(request.response == self.response and _means(reading, request.party, self.party) for request in reading.comment_requests)


class FlagFact(Fact, frozen=True, kw_only=True):
    kind: FlagKind
    words_: str = msgspec.field(name="words")

    def words(self) -> tuple[str, ...]:
        return (self.words_,)

    def holds(self, reading: Reading) -> bool:
        start, end = _place(reading, self.words_)
        return any(flag.kind == self.kind and flag.start < end and start < flag.end for flag in reading.flags)


class PartFact(Fact, frozen=True, kw_only=True):
    kind: PartKind
    words_: str = msgspec.field(name="words")

    def words(self) -> tuple[str, ...]:
        return (self.words_,)

    def holds(self, reading: Reading) -> bool:
        return any(part.kind == self.kind and self.words_ in reading.report.text[part.start : part.end] for part in reading.parts)


class ActorFact(Fact, frozen=True, kw_only=True):
    name: str
    kind: ActorKind
    role: str | None = None
    status: str | None = None

    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.name, self.role) if word)

    def holds(self, reading: Reading) -> bool:
        return any(
            actor.name == self.name
            and actor.kind == self.kind
            and (self.role is None or any(self.role in role.title and self.status in (None, role.status) for role in actor.roles))
            for actor in reading.actors
        )


class PlaceFact(Fact, frozen=True, kw_only=True):
    name: str
    country: str

    def words(self) -> tuple[str, ...]:
        return (self.name,)

    def holds(self, reading: Reading) -> bool:
        return any(place.name == self.name and place.country == self.country and place.lat is not None for place in reading.places)


class SeatsFact(Fact, frozen=True, kw_only=True):
    party: str
    seats: int
    of: int | None = None

    def words(self) -> tuple[str, ...]:
        return (self.party,)

    def holds(self, reading: Reading) -> bool:
        return any(seats.seats == self.seats and self.of in (None, seats.of) and _means(reading, seats.party, self.party) for seats in reading.seats)


class AheadFact(Fact, frozen=True, kw_only=True):
    words_: str = msgspec.field(name="words")
    status: str | None = None
    date: datetime.date | None = None

    def words(self) -> tuple[str, ...]:
        return (self.words_,)

    def holds(self, reading: Reading) -> bool:
        start, end = _place(reading, self.words_)
        return any(
            ahead.start < end
            and start < ahead.end
            and self.status in (None, ahead.status)
            and (self.date is None or ahead.latest == self.date.isoformat())
            for ahead in reading.ahead
        )


class Key(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that truth.yaml says of one report."""

    report: str
    headline: str
    dateline: str
    published: datetime.date | None
    outlet: str | None
    events: tuple[EventFact, ...] = ()
    sources: tuple[SourceFact, ...] = ()
    comment_requests: tuple[CommentFact, ...] = ()
    flags: tuple[FlagFact, ...] = ()
    parts: tuple[PartFact, ...] = ()
    actors: tuple[ActorFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    seats: tuple[SeatsFact, ...] = ()
    ahead: tuple[AheadFact, ...] = ()
    disputes: tuple[str, ...] = ()
    no_disputes: tuple[str, ...] = ()
    no_events: tuple[EventType, ...] = ()
    absent: tuple[str, ...] = ()

    def facts(
        self,
    ) -> Iterator[tuple[str, EventFact | SourceFact | CommentFact | FlagFact | PartFact | ActorFact | PlaceFact | SeatsFact | AheadFact]]:
        """Every fact with the name of its list."""
        for kind in ("events", "sources", "comment_requests", "flags", "parts", "actors", "places", "seats", "ahead"):
            for fact in getattr(self, kind):
                yield kind, fact


KEYS = msgspec.yaml.decode((EXAMPLES / "truth.yaml").read_bytes(), type=tuple[Key, ...])
FACTS = [
    pytest.param(key, fact, id=f"{key.report}-{kind}-{' '.join(str(value) for value in msgspec.structs.astuple(fact) if value)}")
    for key in KEYS
    for kind, fact in key.facts()
]
each_report = pytest.mark.parametrize("key", [pytest.param(key, id=key.report) for key in KEYS])


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """The readings of the whole folder by external id; none may fail."""
    found = list(read_sources([str(EXAMPLES)], Settings()))
    assert all(isinstance(item, Reading) for item in found)
    return {item.report.external_id or "": item for item in found if isinstance(item, Reading)}


def _place(reading: Reading, words: str) -> tuple[int, int]:
    start = reading.report.text.index(words)
    return start, start + len(words)


def _means(reading: Reading, argument: Argument, words: str) -> bool:
    """Whether the argument's own words hold these, or the actor it was resolved to is called so."""
    if _bare(words) in _bare(reading.report.text[argument.start : argument.end]):
        return True
    return argument.actor is not None and _called(reading, argument.actor, words)


def _source_is(reading: Reading, attribution: Attribution, words: str) -> bool:
    source, text = attribution.source, reading.report.text
    printed = " ".join(text[span.start : span.end] for span in source.spans)
    return _bare(words) in _bare(printed) or (source.actor is not None and _called(reading, source.actor, words))


def _called(reading: Reading, actor_id: str, words: str) -> bool:
    actor = next((actor for actor in reading.actors if actor.id == actor_id), None)
    return actor is not None and _bare(words) in [_bare(name) for name in (actor.name, *actor.aliases)]


def _bare(words: str) -> str:
    """Without case and a leading article, which a source span may leave out."""
    return words.casefold().removeprefix("the ").removeprefix("a ")


def test_every_report_has_a_key_and_every_key_a_report(readings: dict[str, Reading]) -> None:
    assert sorted(readings) == sorted(key.report for key in KEYS)


@each_report
def test_key_quotes_words_of_its_report(readings: dict[str, Reading], key: Key) -> None:
    text = readings[key.report].report.text
    assert [word for _, fact in key.facts() for word in fact.words() if word not in text] == []


@each_report
def test_headline(readings: dict[str, Reading], key: Key) -> None:
    assert readings[key.report].report.headline == key.headline


@each_report
def test_dateline_place(readings: dict[str, Reading], key: Key) -> None:
    dateline = readings[key.report].report.dateline
    assert dateline is not None
    assert (dateline.place or "").split(",")[0] == key.dateline


@each_report
def test_published(readings: dict[str, Reading], key: Key) -> None:
    assert readings[key.report].report.published == (key.published.isoformat() if key.published else None)


@each_report
def test_outlet(readings: dict[str, Reading], key: Key) -> None:
    assert readings[key.report].report.outlet == key.outlet


@pytest.mark.parametrize(("key", "fact"), FACTS)
def test_fact(readings: dict[str, Reading], key: Key, fact: EventFact) -> None:
    assert fact.holds(readings[key.report])


@pytest.mark.parametrize(("key", "kind"), [pytest.param(key, kind, id=f"{key.report}-{kind}") for key in KEYS for kind in key.disputes])
def test_dispute(readings: dict[str, Reading], key: Key, kind: str) -> None:
    assert kind in [dispute.kind for dispute in readings[key.report].disputes]


@pytest.mark.parametrize(("key", "kind"), [pytest.param(key, kind, id=f"{key.report}-{kind}") for key in KEYS for kind in key.no_disputes])
def test_no_dispute(readings: dict[str, Reading], key: Key, kind: str) -> None:
    assert kind not in [dispute.kind for dispute in readings[key.report].disputes]


@pytest.mark.parametrize("key", [pytest.param(key, id=key.report) for key in KEYS if key.no_events])
def test_look_alikes_are_no_events(readings: dict[str, Reading], key: Key) -> None:
    reading = readings[key.report]
    wrong = [event for event in reading.events if event.type in key.no_events]
    assert [(event.type, reading.report.text[event.start : event.end]) for event in wrong] == []


@pytest.mark.parametrize(("key", "words"), [pytest.param(key, words, id=f"{key.report}-{words}") for key in KEYS for words in key.absent])
def test_page_clutter_is_left_out(readings: dict[str, Reading], key: Key, words: str) -> None:
    assert words not in readings[key.report].report.text


def test_the_garbled_copy_invents_no_source(readings: dict[str, Reading]) -> None:
    """The spun copy of the update says less, in damaged words: flags, fewer attributions, and no source that the update does not have."""
    clean, spun = readings["02-wire-update.txt"], readings["04-garbled-copy.txt"]
    known = (
        "officials",
        "minister",
        "banu",
        "man",
        "oskan",
        "source",
        "official",
        "brigades",
        "kress",
        "ministry",
        "individuals",
        "diplomat",
        "belmora",
    )
    assert spun.integrity < clean.integrity
    assert len(spun.flags) > len(clean.flags)
    assert len(spun.attributions) <= len(clean.attributions)
    assert spun.distinct_sources <= clean.distinct_sources
    assert [voice.name for voice in spun.voices if not any(word in voice.name.lower() for word in known)] == []


def test_the_cut_copy_is_no_richer(readings: dict[str, Reading]) -> None:
    whole, cut = readings["01-wire-alert.txt"], readings["03-newspaper-copy.txt"]
    names = {voice.name.lower() for voice in whole.voices}
    assert cut.distinct_sources <= whole.distinct_sources
    assert [voice.name for voice in cut.voices if voice.name.lower() not in names] == []
