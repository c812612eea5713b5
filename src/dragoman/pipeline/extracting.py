"""A case as the nouns that leave it: events, reports, actors, each with all that a target format may ask, one after another."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

import msgspec

from dragoman.keep import Case
from dragoman.keep.lookups import LookUps
from dragoman.lexicon import load
from dragoman.lexicon.actors import known_actors
from dragoman.lexicon.gazetteer import Candidate
from dragoman.lexicon.gazetteer import place as of_gazetteer
from dragoman.lexicon.names import State
from dragoman.lexicon.states import codes_of
from dragoman.model.actor import StateCodes
from dragoman.model.entity import Entity
from dragoman.model.exported import (
    ExportedActor,
    ExportedDue,
    ExportedEvent,
    ExportedParty,
    ExportedPlace,
    ExportedTelling,
    ExportedText,
    Source,
)  # fmt: skip
from dragoman.model.happening import Contest, Happening, Telling
from dragoman.model.link import Party, Role, Stated
from dragoman.model.plover import CONTEXTS
from dragoman.model.record import Silence, Speaker
from dragoman.model.wanted import Wanted

from .views import Shelf, View, statements

REMEMBERED = 20_000  # actors at hand: some 20 MB
ROLES: tuple[Role, Role] = ("actor", "recipient")
NOBODY = StateCodes()
EVERYTHING = Wanted()


class Extract:
    """A case through the filters of a look-up. Without filters all reports and actors are in it, with them those of the events alone: the reports
    that tell them, the actors whom these name, the sources that stand for or against them.

    `seen` is called for each event. Use it inside `case.whole.snapshot()`, so that all parts are as of one moment.
    """

    def __init__(self, case: Case, wanted: Wanted = EVERYTHING, seen: Callable[[], None] = lambda: None) -> None:
        self._case = case
        self._wanted = wanted
        self._seen = seen
        self._shelf = Shelf(case)
        self._entities: dict[str, Entity] = {}
        self._reach: _Reach | None = None

    @property
    def look(self) -> LookUps:
        """The look-ups of the case."""
        return self._case.look

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return self._wanted

    @property
    def filters(self) -> dict[str, str | int]:
        """What was asked for, by name."""
        asked = msgspec.structs.replace(self._wanted, sort="day", limit=0)
        default = Wanted(limit=0)
        said = {name: value for name, value in msgspec.structs.asdict(asked).items() if value != getattr(default, name)}
        return said | ({"type": self._wanted.type.upper()} if self._wanted.type else {})

    def count(self) -> int:
        """How many events that is."""
        return self._case.whole.count(self._wanted)

    def events(self) -> Iterator[ExportedEvent]:
        """What happened, the oldest first."""
        for batch in self._case.whole.happenings(self._wanted):
            ids = [happening.id for happening, _ in batch]
            parties, contests = self._case.links.parties(ids), self._case.whole.contests(ids)
            self._learn(each.entity for some in parties.values() for each in some)
            for happening, standing in batch:
                self._seen()
                yield self._event(happening, standing, parties.get(happening.id, ()), contests.get(happening.id, ()))

    def reports(self) -> Iterator[ExportedText]:
        """The reports by id, with what is said in them."""
        bounds = self._bounds()
        for kept in self._case.whole.reports(bounds.reports):
            view, said = self._shelf.spoken(kept)
            owners = self._case.whole.told_by(kept.id)
            events = {key: owner for key, owner in owners.items() if bounds.events is None or owner in bounds.events}
            tellings = self._case.record.tellings(events)
            yield ExportedText(
                report=view.report,
                text=view.text,
                statements=tuple(statements(view, said, events)),
                tellings=tuple((events[key], telling) for key, telling in tellings.items()),
            )

    def actors(self) -> Iterator[ExportedActor]:
        """The actors by id."""
        for entity in self._case.whole.entities(self._bounds().actors):
            yield ExportedActor(entity=entity, wikidata=_wikidata(entity), codes=_codes(entity.country))

    def dues(self) -> Iterator[ExportedDue]:
        """What is due, as of the newest report."""
        today = self._case.look.today()
        for due in self._case.whole.dues(self._wanted):
            parties = self._case.links.parties([due.id]).get(due.id, ())
            self._learn(each.entity for each in parties)
            actors, recipients = (self._parties(role, parties, due.last) for role in ROLES)
            yield ExportedDue(due=self._case.look.as_of(due, today), actors=actors, recipients=recipients)

    def ties(self) -> Iterator[Stated]:
        """The ties that the reports state, the newest first."""
        reports = self._bounds().reports
        for tie in self._case.links.every_tie(since=self._wanted.since, until=self._wanted.until):
            if reports is None or tie.report in reports:
                yield tie

    def silences(self) -> Iterator[Silence]:
        """Who would not speak."""
        reports = self._bounds().reports
        return (each for each in self._case.whole.silences(self._wanted) if reports is None or each.report in reports)

    def speakers(self) -> Iterator[Speaker]:
        """Who is heard."""
        keys = self._bounds().sources
        return (each for each in self._case.whole.speakers() if keys is None or each.key in keys)

    def source(self) -> Source:
        """What the case is, and what read the reports that went by."""
        today = self._case.look.today()
        seen = self._shelf.versions
        models: dict[str, set[str]] = {}
        for _, _, some in seen:
            for name, version in some:
                models.setdefault(name, set()).add(version)
        return Source(
            case=self._case.file.name,
            newest=date.fromordinal(today).isoformat() if today else None,
            last_change=self._case.corrections.last_change(),
            reports=self._case.count(all_versions=False),
            programs=tuple(sorted({program for program, _, _ in seen})),
            lexicons=tuple(sorted({lexicon for _, lexicon, _ in seen})),
            models={name: tuple(sorted(models[name])) for name in sorted(models)},
        )

    def _bounds(self) -> "_Reach":
        """The events asked for, with their reports, actors and sources; null where nothing was asked, so that all are in."""
        if self._reach is None:
            self._reach = _Reach(None, None, None, None)
            if self.filters:
                events: set[str] = set()
                reports: set[str] = set()
                actors: set[str] = set()
                sources: set[str] = set()
                for batch in self._case.whole.happenings(self._wanted):
                    for happening, _ in batch:
                        events.add(happening.id)
                        reports.update(happening.reports)
                        sources.update(each.key for each in (*happening.origins, *happening.distrusted, *happening.deniers))
                actors.update(actor for report in reports for actor in self._case.whole.cast(report).values())
                self._reach = _Reach(events, reports, actors, sources)
        return self._reach

    def _learn(self, ids: Iterable[str]) -> None:
        """Has these actors at hand."""
        if len(self._entities) > REMEMBERED:
            self._entities.clear()
        missing = {each for each in ids if each not in self._entities}
        if missing:
            self._entities |= {each.id: each for each in self._case.whole.entities(missing)}

    def _event(self, happening: Happening, standing: str, parties: tuple[Party, ...], contests: tuple[Contest, ...]) -> ExportedEvent:
        tellings = sorted(happening.tellings, key=lambda each: (each.published is None, each.published or 0, each.report, each.id))
        views = {each.report: self._shelf.view(each.report) for each in tellings}
        own = [event for each in tellings if each.type == happening.type and (event := views[each.report].event(each.id)) is not None]
        named = {role: self._parties(role, parties, happening.last) for role in ROLES}
        actors = named["actor"] or _described(happening.who, [(views[each.report], each.actor_ids) for each in tellings])
        recipients = named["recipient"] or _described(happening.whom, [(views[each.report], each.recipient_ids) for each in tellings])
        return ExportedEvent(
            happening=happening,
            standing=standing,
            actors=actors,
            recipients=recipients,
            place=_place(happening, tellings, views),
            contexts=_contexts(each.contexts for each in own),
            cameo=_usual(each.cameo for each in own),
            acled=_usual(each.acled for each in own),
            contests=contests,
            tellings=tuple(_telling(each, views[each.report]) for each in tellings),
        )

    def _parties(self, role: Role, parties: Iterable[Party], day: int | None) -> tuple[ExportedParty, ...]:
        return tuple(_party(self._entities[each.entity], day) for each in parties if each.role == role and each.entity in self._entities)


class _Reach(msgspec.Struct, frozen=True):
    events: set[str] | None
    reports: set[str] | None
    actors: set[str] | None
    sources: set[str] | None


def _party(entity: Entity, day: int | None) -> ExportedParty:
    return ExportedParty(
        id=entity.id, name=entity.name, kind=entity.kind, country=entity.country, country_name=_state(entity.country), sector=entity.sector,
        office=_office(entity, day), wikidata=_wikidata(entity), codes=_codes(entity.country),
    )  # fmt: skip


def _office(entity: Entity, day: int | None) -> str | None:
    """The office told last as held before or on that day, and not yet as past."""
    if day is None:
        return None
    held = [
        each
        for each in entity.offices
        if each.status in ("current", "acting") and each.first and each.first <= day and not (each.left and each.left <= day)
    ]
    best = max(held, key=lambda each: (each.first or 0, each.title), default=None)
    return (f"{best.title}, {best.organization}" if best.organization else best.title) if best else None


def _described(words: str, tellings: list[tuple[View, tuple[str, ...]]]) -> tuple[ExportedParty, ...]:
    """A party that nobody names, in the words of the reports, with what the first that knows an actor behind them says of it."""
    if not words:
        return ()
    actor = next((found for view, ids in tellings for id_ in ids if (found := view.actor(id_)) is not None), None)
    if actor is None:
        return (ExportedParty(name=words),)
    return (
        ExportedParty(
            name=words, kind=actor.kind, country=actor.country, country_name=_state(actor.country), sector=actor.sector, codes=_codes(actor.country)
        ),
    )


def _telling(telling: Telling, view: View) -> ExportedTelling:
    event = view.event(telling.id)
    return ExportedTelling(
        telling=telling,
        report=view.report,
        sentence=bisect_right(view.starts, telling.start) or None,
        actor_at=event.actors[0].start if event and event.actors else None,
        recipient_at=event.recipients[0].start if event and event.recipients else None,
        confidence=event.confidence if event else None,
    )


def _place(happening: Happening, tellings: Iterable[Telling], views: dict[str, View]) -> ExportedPlace | None:
    """Where, with the divisions that hold it by the gazetteer."""
    if happening.place is None:
        return None
    same = (views[each.report].place(each.id) for each in tellings if each.place == happening.place)
    printed = next((name for name in same if name), happening.place)
    found = of_gazetteer(happening.geonameid) if happening.geonameid else None
    names: dict[str, str | None] = {
        "city": None,
        "district": _name(found.admin2 if found else None),
        "province": _name(found.admin1 if found else None),
    }
    if found and happening.precision in names:
        names[happening.precision] = found.name
    return ExportedPlace(
        name=found.name if found else printed, printed=printed, geonameid=happening.geonameid, lat=happening.lat, lon=happening.lon,
        country=happening.country, country_name=_state(happening.country), precision=happening.precision, feature=found.feature if found else None,
        city=names["city"], district=names["district"], province=names["province"], codes=_codes(happening.country),
    )  # fmt: skip


def _name(geonameid: int | None) -> str | None:
    found: Candidate | None = of_gazetteer(geonameid) if geonameid else None
    return found.name if found else None


def _usual(values: Iterable[str | None]) -> str | None:
    """What most give, of equals the smaller."""
    said = Counter(each for each in values if each)
    return min(said, key=lambda each: (-said[each], each), default=None)


def _contexts(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """What at least half of those that give any give, in PLOVER's order, those of a user's own last."""
    some = [each for each in values if each]
    said = Counter(context for each in some for context in each)
    order = {context: at for at, context in enumerate(CONTEXTS)}
    return tuple(sorted((each for each in said if 2 * said[each] >= len(some)), key=lambda each: (order.get(each, len(order)), each)))


def _codes(country: str | None) -> StateCodes:
    return (codes_of(country) if country else None) or NOBODY


def _wikidata(entity: Entity) -> str | None:
    return _known().get(entity.known) if entity.known else None


@cache
def _known() -> dict[str, str]:
    return {actor.id: actor.wikidata for actor in known_actors() if actor.wikidata}


def _state(country: str | None) -> str | None:
    return _states().get(country) if country else None


@cache
def _states() -> dict[str, str]:
    return {state.code: state.name for state in load("countries", State)}
