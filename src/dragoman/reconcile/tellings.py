"""What of a reading is compared with other reports: the events that it tells, recalls or announces, each on whose word.

Parties and places go by names that are the same in other reports: a state's code, a known actor's id, a person's last word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypedDict

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.lexicon.words import words
from dragoman.model.actor import Actor
from dragoman.model.happening import Aspect, Figure, Origin, Telling
from dragoman.model.reading import Ahead, Argument, Count, EventMention, Passage, Place, PlaceClass, Reading, Voice
from dragoman.model.text import Report

from .witnesses import is_presupposed, witnesses
from .wording import WORD, content, stem, triggers, weight

FRESH = 45  # days before publication within which an undated event of the news is looked for: background goes some weeks back
TOLD = frozenset({"occurred", "ongoing"})
NAMED = frozenset({"named", "collective", "document"})
AFFAIR = 12  # names of a report that tell of what affair it is: the oftenest
UTTERED = frozenset({"ACCUSE", "REJECT"})
NOT = re.compile(r"\bnot\b|n['’]t\b")
SPOKESMAN = re.compile(r"\b(?:spokes\w+|press officer)\b", re.IGNORECASE)
PRONOUN = re.compile(
    r"i|you|he|him|she|her|it|we|us|they|them|this|that|these|those|who|whom|which|mine|ours|theirs|others|one|some|himself|herself|itself|themselves",
    re.IGNORECASE,
)
OWN = re.compile(r"(?:his|her|its|their|our|my|your)\b", re.IGNORECASE)  # "his government" is another one in each report
ASIDE = re.compile(r",? (?:who|whom|whose|which|where)\b.*", re.DOTALL)  # what only says more of a source
WEEK = 7  # days before publication within which the news of a report happened
HEAD = 3  # sentences that say what a report is about; five do no better (ECB+, even topics)
QUOTE = 300  # characters of a sentence that are kept to show


def tellings_of(reading: Reading) -> tuple[Telling, ...]:
    """The events that the report tells as having happened or denies, those of old that it recalls, and what it says is still to come."""
    return tuple(Teller(reading).tellings())


def news_of(reading: Reading) -> Telling:
    """What the report as a whole is about, by its head: joined with those of other reports, it finds the reports of one piece of news."""
    return Teller(reading).news()


def telling_at(reading: Reading, start: int, end: int, *, event: EventMention | None = None) -> Telling:
    """What the report tells at this place, as a telling without a type; with the parties, day and place of the event, where one is given."""
    teller = Teller(reading)
    told = teller.told(event, "told") if event else teller.news()
    text = reading.report.text
    return msgspec.structs.replace(
        told, id=f"at-{start}-{end}", aspect="told", type="", words=text[start:end], start=start, end=end, **teller.wording([start], start, end)
    )


class Wording(TypedDict):
    """Stems of the names, and of the other telling words."""

    names: tuple[str, ...]
    nouns: tuple[str, ...]


class Spot(TypedDict):
    """Where: the plain name, and what the gazetteer has of it."""

    place: str | None
    geonameid: int | None
    feature: str | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: PlaceClass | None


class Teller:
    """One reading with its nouns at hand by their ids."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.actors = {actor.id: actor for actor in reading.actors}
        self.places = {place.id: place for place in reading.places}
        self.voices = {attribution: voice for voice in reading.voices for attribution in voice.attributions}
        self.voice_by_id = {voice.id: voice for voice in reading.voices}
        self.unsaid = {each.id for each in reading.attributions if any(NOT.search(self.text[cue.start : cue.end]) for cue in each.cue.spans)}
        self.events = {event.id: event for event in reading.events}
        self.names = tuple(mention for mention in reading.mentions if mention.form == "name")
        names = {mention.id for mention in self.names}
        self.named = frozenset(actor.id for actor in reading.actors if actor.kind == "state" or not names.isdisjoint(actor.mentions))
        self.disputed = {item for dispute in reading.disputes if dispute.kind == "denial" for item in dispute.items}
        self.published = day_of(reading.report.published)
        self.outlet = Origin(key=outlet_key(reading.report), name=reading.report.outlet or "the report", kind="outlet")
        self.affair = self._affair()

    def tellings(self) -> Iterator[Telling]:
        announced = {item.event for item in self.reading.ahead}
        for event in self.reading.events:
            if event.status in TOLD:
                yield self.told(event, "told")
            elif event.status == "historical" and event.id not in announced:
                yield self.told(event, "recalled")
        for item in self.reading.ahead:
            yield self._ahead(item)

    def told(self, event: EventMention, aspect: Aspect) -> Telling:
        place = self.places.get(event.place or "")
        origins = self._origins(event.passages or (Passage(start=event.start, end=event.end, attributions=event.attributions),), event)
        if aspect == "told":
            further = (self.origin(each) for each in witnesses(self.reading, event))
            origins = tuple({each.key: each for each in (*origins, *further)}.values())
        denied = event.id in self.disputed
        untrue = event.factuality.endswith("-")
        deniers = self._deniers(event) if denied else ()
        if untrue and not deniers:
            deniers = origins
        dated = event.date is not None and event.date.timex is not None
        last = day_of(event.date.latest if event.date else None)
        first = day_of(event.date.earliest if event.date else None)
        return Telling(
            id=event.id,
            report=self.reading.report.id,
            aspect=aspect,
            type=event.type,
            words=self.text[event.start : event.end],
            status=event.status,
            factuality=event.factuality,
            first=first if dated else (self.published - FRESH if self.published and aspect == "told" else None),
            last=last or self.published,
            dated=dated,
            published=self.published,
            **spot(place),
            mode=event.mode,
            intensity=event.intensity,
            actors=self._names(event.actors),
            recipients=self._names(event.recipients),
            actor_ids=_ids(event.actors),
            recipient_ids=_ids(event.recipients),
            context=self.affair,
            **self.wording([each.start for each in event.passages] or [event.start], event.start, event.end),
            figures=tuple(self._figure(count) for count in event.counts if count.kind != "other"),
            origins=() if untrue else tuple(each for each in origins if each not in deniers),
            deniers=deniers,
            denied=denied,
            negated=untrue and not denied,
            who=self._printed(event.actors),
            whom=self._printed(event.recipients),
            start=event.start,
            end=event.end,
            quote=self.quote(event.start),
            outlet=self.outlet.key,
        )

    def _ahead(self, item: Ahead) -> Telling:
        event = self.events.get(item.event or "")
        place = self.places.get(event.place or "") if event else None
        actors = event.actors if event and event.actors else (item.by,) if item.by else ()
        passage = Passage(start=item.start, end=item.end, attributions=item.attributions)
        return Telling(
            id=f"due-{item.start}-{item.end}",
            report=self.reading.report.id,
            aspect="ahead",
            type=event.type if event else "",
            words=self.text[event.start : event.end] if event else item.what,
            status=item.status,
            factuality=event.factuality if event else "Uu",
            first=day_of(item.earliest) or self.published,
            last=day_of(item.latest),
            dated=item.latest is not None,
            published=self.published,
            **spot(place),
            mode=event.mode if event else None,
            intensity=event.intensity if event else None,
            actors=self._names(actors),
            recipients=self._names(event.recipients) if event else (),
            actor_ids=_ids(actors),
            recipient_ids=_ids(event.recipients) if event else (),
            context=self.affair,
            **self.wording([item.start], item.start, item.start),
            origins=self._origins((passage,)),
            who=self._printed(actors),
            whom=self._printed(event.recipients) if event else "",
            start=item.start,
            end=item.end,
            quote=self.quote(item.start),
            outlet=self.outlet.key,
        )

    def news(self) -> Telling:
        """What the report is about, as its head says it."""
        heads = self.reading.sentences[:HEAD] or [part for part in self.reading.parts if part.kind in ("headline", "body")][:1]  # was not read
        start, end = (heads[0].start, heads[-1].end) if heads else (0, len(self.text))
        headline = self.reading.report.headline or ""
        return Telling(
            id="news",
            report=self.reading.report.id,
            aspect="news",
            type="",
            words=" ".join(self.text[start : heads[0].end if heads else end].split())[:QUOTE],
            status="occurred",
            factuality="CT+",
            first=self.published - WEEK if self.published else None,
            last=self.published,
            dated=False,
            published=self.published,
            **spot(None),
            actors=(),
            recipients=(),
            context=self.affair,
            **self.wording([each.start for each in heads] or [0], 0, 0, headline),
            origins=(self.outlet,),
            who="",
            whom="",
            start=start,
            end=end,
            quote=self.quote(start),
            outlet=self.outlet.key,
        )

    def wording(self, at: Iterable[int], start: int, end: int, besides: str | None = None) -> Wording:
        """Stems of the names and of the other words that tell something, in the sentences at these offsets.

        With `besides`, a headline, also in that, and every word of a name counts as one: a head has few.
        """
        spans = sorted({self._sentence(each) for each in at})
        text = " ".join([besides or "", *(self.text[first:last] for first, last in spans)])
        names = {
            stem(word)
            for mention in self.names
            if any(first <= mention.start < last for first, last in spans)
            for word in WORD.findall(self.text[mention.start : mention.end])
            if besides is not None or word.lower() not in words()  # "Guard" and "Ministry" are in many names
        }
        names = {each for each in names if weight(each) > 0}
        nouns = set(content(text)) - names - triggers(self.text[start:end])
        return {"names": tuple(sorted(names)), "nouns": tuple(sorted(nouns))}

    def _sentence(self, at: int) -> tuple[int, int]:
        return next(((each.start, each.end) for each in self.reading.sentences if each.start <= at < each.end), (at, min(len(self.text), at + QUOTE)))

    def _figure(self, count: Count) -> Figure:
        return Figure(kind=count.kind, low=count.low, high=count.high, by=self.origin(count.by).key)

    def _origins(self, passages: Iterable[Passage], event: EventMention | None = None) -> tuple[Origin, ...]:
        """On whose word the passages stand. What a source's words take for known ("the attack") is the report's own.

        Of a charge or a denial the report is the source, not who utters it.
        """
        found: dict[str, Origin] = {}
        uttered = {each.actor for each in event.actors} if event and event.type in UTTERED else set()
        for passage in passages:
            for each in passage.attributions or (None,):
                voice = self.voices.get(each or "")
                own = is_presupposed(self.text, passage.start, passage.end) or (each is not None and each in self.unsaid)
                origin = self.outlet if own or (voice is not None and voice.actor in uttered) else self.origin(each)
                found.setdefault(origin.key, origin)
        return tuple(found.values())

    def origin(self, attribution: str | None) -> Origin:
        """Whose word an attribution is; the outlet's, where there is none."""
        voice = self.voices.get(attribution or "")
        return self.outlet if voice is None else self.voice(voice)

    def voice(self, voice: Voice) -> Origin:
        """The source that speaks."""
        voice = self.speaking(voice)
        actor = self.actors.get(voice.actor or "")
        if voice.kind == "outlet":
            name = actor.name if actor is not None else voice.name
            return Origin(key=f"outlet:{' '.join(lexicon.plain(name))}", name=name, kind="outlet", basis=voice.basis)
        if voice.kind in NAMED and actor is not None:
            return Origin(key=source_of(actor), name=actor.name, kind=voice.kind, basis=voice.basis, body=_body(actor))
        name = ASIDE.sub("", voice.name)
        return Origin(key=f"unnamed:{self.reading.report.id}:{voice.id}", name=name, kind=voice.kind, basis=voice.basis)

    def speaking(self, voice: Voice) -> Voice:
        """The voice itself; of one counted among another ("the mediator"), that other."""
        whole = self.voice_by_id.get(voice.part_of[0]) if len(voice.part_of) == 1 else None
        return whole if whole is not None and not whole.plural and not whole.part_of else voice

    def _deniers(self, event: EventMention) -> tuple[Origin, ...]:
        """Those whose denials the report sets against the event."""
        stances = {each.id: each.stance for each in self.reading.attributions}
        items = {item for dispute in self.reading.disputes if dispute.kind == "denial" and event.id in dispute.items for item in dispute.items}
        found = {origin.key: origin for item in sorted(items) if stances.get(item) == "denies" for origin in (self.origin(item),)}
        return tuple(found.values())

    def _affair(self) -> tuple[str, ...]:
        said = Counter(mention.actor for mention in self.reading.mentions if mention.actor in self.named)
        often = sorted(said, key=lambda actor: (-said[actor], actor or ""))[:AFFAIR]
        return tuple(sorted({name_of(self.actors[each]) for each in often if each in self.actors}))

    def _names(self, side: Iterable[Argument]) -> tuple[str, ...]:
        """Those who have a name; "gunmen" are others in each report."""
        found = (self.actors[each.actor] for each in side if each.actor in self.named and each.actor in self.actors)
        return tuple(dict.fromkeys(name_of(actor) for actor in found if not OWN.match(actor.name)))

    def _printed(self, side: Sequence[Argument]) -> str:
        """The parties as printed; a pronoun that points at nobody known says nothing to who reads it alone."""
        printed = (self.actors[each.actor].name if each.actor in self.actors else self.text[each.start : each.end] for each in side)
        return ", ".join(dict.fromkeys(words for words in printed if not PRONOUN.fullmatch(words)))

    def quote(self, start: int) -> str:
        """The sentence around, as printed, cut to what a screen shows."""
        span = self._sentence(start)
        words = " ".join(self.text[span[0] : span[1]].split())
        return words if len(words) <= QUOTE else words[:QUOTE].rsplit(" ", 1)[0] + " …"


def spot(place: Place | None) -> Spot:
    """The place as a telling has it."""
    if place is None:
        return Spot(place=None, geonameid=None, feature=None, lat=None, lon=None, country=None, precision=None)
    return Spot(
        place=" ".join(lexicon.plain(place.name)), geonameid=place.geonameid, feature=place.feature, lat=place.lat, lon=place.lon,
        country=place.country, precision=place.precision,
    )  # fmt: skip


def _ids(side: Iterable[Argument]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.actor for each in side if each.actor))


def outlet_key(report: Report) -> str:
    """The key of the outlet as an origin; without one, the report is its own."""
    return f"outlet:{' '.join(lexicon.plain(report.outlet or report.id))}"


def day_of(value: str | None) -> int | None:
    """The day of an ISO date, since 0001-01-01."""
    return date.fromisoformat(value).toordinal() if value else None


def _body(actor: Actor) -> str:
    """The body for which a spokesman speaks, as another source is keyed; else nothing."""
    for role in actor.roles:
        spoken = SPOKESMAN.search(role.title)
        if spoken:
            return " ".join(lexicon.plain(role.organization or role.title[: spoken.start()]))
    return ""


def known(actor: Actor) -> Origin:
    """An actor who is heard by name."""
    return Origin(key=source_of(actor), name=actor.name, kind="named", body=_body(actor))


def source_of(actor: Actor) -> str:
    """The key of one who speaks: of a person the whole name, for a colonel and a mayor may share a surname."""
    return " ".join(lexicon.plain(actor.name)) if actor.kind == "person" and not (actor.known and actor.known.sure) else name_of(actor)


def name_of(actor: Actor) -> str:
    """A name that is the same in other reports: the state's code, the known actor's id, a person's last word, else all words."""
    if actor.kind == "state" and actor.country:
        return f"state:{actor.country}"
    if actor.known is not None and actor.known.sure:
        return actor.known.id
    words = lexicon.plain(actor.name)
    return words[-1] if actor.kind == "person" and words else " ".join(words)
