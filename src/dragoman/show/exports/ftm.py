"""FollowTheMoney as lines of JSON: `entities.ftm.json` in published schemata alone, which every Aleph takes, and beside it what these cannot hold.

`claims.ftm.json` says who acted on whom and who says so, in two schemata of ours (`Deed.yaml`, `Claim.yaml`) that refer to the entities.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO

import msgspec

from dragoman.model.exported import ExportedActor, ExportedEvent, ExportedReport, ExportedText, Lost, Tally
from dragoman.model.identity import make_id
from dragoman.model.link import Stated

from ..corroboration import corroboration
from .extract import Extract, Opened
from .pairs import pairs
from .rows import day

ENTITIES, CLAIMS = "entities.ftm.json", "claims.ftm.json"
SCHEMATA = ("Deed.yaml", "Claim.yaml")
KINDS = {"person": "Person", "organization": "Organization", "group": "Organization", "state": "PublicBody", "place": "Address"}
LEGAL = ("Person", "Organization", "PublicBody")
LOSES = (
    Lost("who acted on whom, who says so and who denies it: FollowTheMoney has no schema for them", f"{CLAIMS}, by {' and '.join(SCHEMATA)}"),
    Lost("certainty, independent sources, disputes", "the event's summary in words; the csv and parquet exports"),
    Lost("coordinates of events", "the csv, parquet and geojson exports"),
)
LANGUAGES = dict(
    each.split("-")
    for each in [
        "ar-ara",
        "az-aze",
        "bg-bul",
        "bn-ben",
        "ca-cat",
        "cs-ces",
        "da-dan",
        "de-deu",
        "el-ell",
        "en-eng",
        "es-spa",
        "et-est",
        "fa-fas",
        "fi-fin",
        "fr-fra",
        "ha-hau",
        "he-heb",
        "hi-hin",
        "hr-hrv",
        "hu-hun",
        "hy-hye",
        "id-ind",
        "it-ita",
        "ja-jpn",
        "ka-kat",
        "kk-kaz",
        "ko-kor",
        "ku-kur",
        "lt-lit",
        "lv-lav",
        "mk-mkd",
        "ms-msa",
        "my-mya",
        "nl-nld",
        "no-nor",
        "pl-pol",
        "ps-pus",
        "pt-por",
        "ro-ron",
        "ru-rus",
        "sk-slk",
        "sl-slv",
        "so-som",
        "sq-sqi",
        "sr-srp",
        "sv-swe",
        "sw-swa",
        "ta-tam",
        "th-tha",
        "tr-tur",
        "uk-ukr",
        "ur-urd",
        "uz-uzb",
        "vi-vie",
        "zh-zho",
    ]
)
"""ISO 639-1 → 639-3, which FollowTheMoney wants; a language that is not here is left out."""
Values = dict[str, list[str]]


class Entity(msgspec.Struct, frozen=True):
    """An entity as FollowTheMoney has it; every property is a list of strings."""

    id: str
    schema: str
    properties: Values


def write_ftm(extract: Extract, opened: Opened) -> Tally:
    """The two files and the two schemata."""
    entities, claims = _Lines(opened(ENTITIES)), _Lines(opened(CLAIMS))
    for name in SCHEMATA:
        opened(name).write((files("dragoman") / "data" / "ftm" / name).read_bytes())
    schemata: dict[str, str] = {}
    for actor in extract.actors():
        made = actor_entity(actor)
        schemata[made.id] = made.schema
        entities.add(made)
        for each in offices(actor, made.schema):
            entities.add(each)
    for text in extract.reports():
        entities.add(article(text.report))
        for each in claims_of(text, schemata):
            claims.add(each)
    for event in extract.events():
        entities.add(event_entity(event, schemata))
        for each in deeds(event, schemata):
            claims.add(each)
    for tie in extract.ties():
        if tie.source_id in schemata and tie.target_id in schemata:
            entities.add(link(tie, schemata))
    return Tally(rows={**entities.counts, **claims.counts})


def actor_entity(actor: ExportedActor) -> Entity:
    """Person, Organization, PublicBody (a state) or Address (a place)."""
    it, schema = actor.entity, KINDS[actor.entity.kind]
    values = _values(
        name=it.name, alias=[each for each in it.names if each != it.name], country=_country(actor), wikidataId=actor.wikidata, keywords=it.sector
    )
    if schema == "Address":
        values |= _values(full=it.name)
    return Entity(it.id, schema, values)


def offices(actor: ExportedActor, schema: str) -> Iterator[Entity]:
    """Position and Occupancy of each office of a person."""
    if schema != "Person":
        return
    for each in actor.entity.offices:
        title = f"{each.title}, {each.organization}" if each.organization else each.title
        post = make_id("post", title, actor.entity.country)
        yield Entity(post, "Position", _values(name=title, country=_country(actor)))
        bounds = _values(
            holder=actor.entity.id, post=post, status=each.status, startDate=each.since, endDate=each.until, date=_day(each.last or each.left)
        )
        yield Entity(make_id("held", actor.entity.id, post, each.status), "Occupancy", bounds)


def article(report: ExportedReport) -> Entity:
    """The report as an Article, without its text."""
    kept = report.kept
    about = f"A copy of {report.echo.of} ({report.echo.how})" if report.echo and report.is_copy else None
    return Entity(
        kept.id,
        "Article",
        _values(
            fileName=kept.external_id or kept.id, title=kept.headline, publishedAt=kept.published, sourceUrl=_url(kept.url), publisher=kept.outlet,
            language=LANGUAGES.get(report.language or ""), notes=about,
        ),
    )  # fmt: skip


def event_entity(event: ExportedEvent, schemata: dict[str, str]) -> Entity:
    """The event, with all who took part as `involved`."""
    it = event.happening
    parties = " → ".join(each for each in (it.who, it.whom) if each)
    involved = [each.id for each in (*event.actors, *event.recipients) if each.id and schemata.get(each.id) in LEGAL]
    place = event.place
    return Entity(
        it.id,
        "Event",
        _values(
            name=f"{it.type}: {parties}" if parties else it.type, startDate=_day(it.first), endDate=_day(it.last),
            date=_day(it.last or it.first or it.first_told), summary=f"{event.standing.capitalize()}. {corroboration(it)}.",
            description=event.tellings[0].telling.quote, location=place.name if place else None,
            country=place.codes.iso2.lower() if place and place.codes.iso2 else None, involved=involved, keywords=[it.type, it.mode, *event.contexts],
            proof=it.reports, recordId=it.id,
        ),
    )  # fmt: skip


def deeds(event: ExportedEvent, schemata: dict[str, str]) -> Iterator[Entity]:
    """One Deed a pair of parties that are actors of the case."""
    it = event.happening
    for actor, recipient in pairs(event):
        if actor and actor.id in schemata:
            target = recipient.id if recipient and recipient.id in schemata else None
            values = _values(
                initiator=actor.id, target=target, event=it.id, type=it.type, mode=it.mode, certainty=str(it.certainty), standing=event.standing,
                intensity=None if it.intensity is None else str(it.intensity), startDate=_day(it.first), endDate=_day(it.last),
            )  # fmt: skip
            yield Entity(make_id("deed", it.id, actor.id, target), "Deed", values)


def claims_of(text: ExportedText, schemata: dict[str, str]) -> Iterator[Entity]:
    """One Claim a statement of a report that is no copy: what a copy says, its original does."""
    if text.report.is_copy:
        return
    kept = text.report.kept
    for each in text.statements:
        spans = each.content_spans
        values = _values(
            document=kept.id, source=each.actor if each.actor in schemata else None, sourceName=each.source, sourceKind=each.kind, basis=each.basis,
            stance=each.stance, manner=each.manner, quote=each.content, cue=each.cue, about=each.events, date=kept.published,
            start=str(spans[0].start) if spans else None, end=str(spans[-1].end) if spans else None,
        )  # fmt: skip
        yield Entity(make_id("claim", kept.id, each.id), "Claim", values)


def link(tie: Stated, schemata: dict[str, str]) -> Entity:
    """Membership or Family where the ends are what these ask for, else UnknownLink with the type as its role."""
    ends = schemata[tie.source_id], schemata[tie.target_id]
    common = _values(startDate=_day(tie.first), endDate=_day(tie.last), date=_day(tie.published), recordId=tie.report, description=tie.quote)
    id_ = make_id("link", tie.report, tie.id)
    if tie.type == "member_of" and ends[0] in LEGAL and ends[1] in ("Organization", "PublicBody"):
        return Entity(id_, "Membership", _values(member=tie.source_id, organization=tie.target_id) | common)
    if tie.type == "kin_of" and ends == ("Person", "Person"):
        return Entity(id_, "Family", _values(person=tie.source_id, relative=tie.target_id) | common)
    return Entity(id_, "UnknownLink", _values(subject=tie.source_id, object=tie.target_id, role=tie.type.replace("_", " ")) | common)


def _country(actor: ExportedActor) -> str | None:
    return actor.codes.iso2.lower() if actor.codes.iso2 else None


def _day(number: int | None) -> str | None:
    found = day(number)
    return found.isoformat() if found else None


def _url(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _values(**given: object) -> Values:
    """The properties that have a value, each as a list of different strings, white space as FollowTheMoney itself has it."""
    found: Values = {}
    for name, value in given.items():
        some = [" ".join(str(each).split()) for each in (value if isinstance(value, (list, tuple)) else (value,)) if each]
        if some:
            found[name] = list(dict.fromkeys(some))
    return found


class _Lines:
    """Entities, each once, counted by schema."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._posts: set[str] = set()  # positions, which several people hold
        self.counts: dict[str, int] = {}

    def add(self, entity: Entity) -> None:
        if entity.schema in ("Position", "Occupancy"):
            if entity.id in self._posts:
                return
            self._posts.add(entity.id)
        self._out.write(msgspec.json.encode(entity) + b"\n")
        self.counts[entity.schema] = self.counts.get(entity.schema, 0) + 1
