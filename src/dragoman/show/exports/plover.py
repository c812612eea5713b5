"""PLOVER 2.0 (draft manual) as JSON lines, one record an event, with all that Dragoman has beyond it under `dragoman`: nothing is lost.

Several actors of one side are a list in one record, as the manual has it. An event that is only denied has the auxiliary mode "negation".
"""

from collections.abc import Iterable

import msgspec

from dragoman.model.exported import CODEBOOK, ExportedEvent, ExportedParty, ExportedPlace, Lost, Tally
from dragoman.model.plover import QUADS, in_plover

from ..corroboration import corroboration
from . import columns
from .extract import Extract, Opened
from .rows import day
from .tables import Held, of_event
from .tolls import toll

FILE = "events.jsonl"
CLASSES = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
RESOLUTIONS = {"point": 5, "city": 4, "district": 3, "province": 2, "country": 1}
LOSES = (
    Lost("on whose word, who denies it, each telling at its words: PLOVER has no field for them", "the object `dragoman` of each record"),
    Lost("ages, genders, religions and ethnicities: not read", "nowhere"),
)


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor object; `dragoman_id` is ours."""

    code: str | None = None
    sector: str | None = None
    entity_text: str | None = None
    identifier_id: str | None = None  # Wikidata
    identifier_text: str | None = None
    office: str | None = None
    dragoman_id: str | None = None


class Location(msgspec.Struct, frozen=True, omit_defaults=True):
    extracted_place: str | None = None
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    resolution: int | None = None


class TextInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    sequence: int | None = None
    start: int | None = None
    end: int | None = None


class CiteInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    corpus: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    publication: str | None = None
    coder: str | None = None
    codebook: str | None = None


class Size(msgspec.Struct, frozen=True, omit_defaults=True):
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class Beyond(msgspec.Struct, frozen=True):
    """Our tables' rows of the event, as in the csv and parquet exports."""

    events: tuple[columns.Event, ...] = ()
    parties: tuple[columns.Party, ...] = ()
    words: tuple[columns.Word, ...] = ()
    figures: tuple[columns.Figure, ...] = ()
    tellings: tuple[columns.Telling, ...] = ()
    disputes: tuple[columns.Side, ...] = ()


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record, its keys in the manual's order; what is not known is left out."""

    id: str
    has_event: bool | None = None
    date: str | None = None
    enddate: str | None = None
    actor: tuple[Entity, ...] = ()
    recipient: tuple[Entity, ...] = ()
    event: tuple[str, ...] = ()
    event_loc: Location | None = None
    event_text: tuple[str, ...] = ()
    quad_code: int | None = None
    event_scale: float | None = None
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    size: Size | None = None
    text_info: TextInfo | None = None
    cite_info: CiteInfo | None = None
    coder: str | None = None
    comment: str | None = None
    dragoman: Beyond = Beyond()


def write_plover(extract: Extract, opened: Opened) -> Tally:
    """`events.jsonl`."""
    out = opened(FILE)
    encoder = msgspec.json.Encoder()
    buffer = bytearray()
    count = 0
    for event in extract.events():
        encoder.encode_into(record(event), buffer)
        out.write(buffer + b"\n")
        count += 1
    return Tally(rows={"events": count})


def record(event: ExportedEvent) -> Record:
    """The record of an event."""
    it, first = event.happening, event.tellings[0]
    begun, ended = day(it.first or it.last or it.first_told), day(it.last)
    kept = first.report.kept
    return Record(
        id=it.id,
        has_event=True,
        date=begun.isoformat() if begun else None,
        enddate=ended.isoformat() if ended and ended != begun else None,
        actor=_side(event.actors),
        recipient=_side(event.recipients),
        event=(it.type,),
        event_loc=_location(event.place) if event.place else None,
        event_text=tuple(dict.fromkeys(each.telling.words for each in event.tellings)),
        quad_code=CLASSES[QUADS[it.type]] if in_plover(it.type) else None,
        event_scale=it.intensity,
        mode=(*((it.mode,) if it.mode else ()), *(("negation",) if event.standing == "denied" else ())),
        context=event.contexts,
        size=_size(event),
        text_info=TextInfo(first.sentence, first.telling.start, first.telling.end),
        cite_info=CiteInfo(kept.id, kept.url, kept.headline, first.report.language, kept.outlet, "dragoman", CODEBOOK),
        coder="dragoman",
        comment=corroboration(it),
        dragoman=_beyond(event),
    )


def _side(parties: Iterable[ExportedParty]) -> tuple[Entity, ...]:
    return tuple(
        Entity(each.country, each.sector, each.name, each.wikidata, each.name if each.wikidata else None, each.office, each.id) for each in parties
    )


def _location(place: ExportedPlace) -> Location:
    feature_class, _, feature_code = (place.feature or "").partition(".")
    return Location(
        place.printed, place.name if place.geonameid else None, place.geonameid, place.lat, place.lon, place.city, place.district, place.province,
        place.country_name, place.country, feature_class or None, feature_code or None, RESOLUTIONS.get(place.precision or ""),
    )  # fmt: skip


def _size(event: ExportedEvent) -> Size | None:
    dead, injured, arrested = (toll(event.happening.figures, kind).best for kind in ("killed", "wounded", "arrested"))
    return Size(dead, injured, arrested) if (dead, injured, arrested) != (None, None, None) else None


def _beyond(event: ExportedEvent) -> Beyond:
    found: Held = {name: [] for name in Beyond.__struct_fields__}
    of_event(event, found)
    return Beyond(**{name: tuple(some) for name, some in found.items()})  # type: ignore[arg-type]  # of each field its own kind
