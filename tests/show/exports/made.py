"""Exports of a few events made by hand, with all that breaks files: tabs, line breaks, quotation marks, formulas, bidirectional text, mark-up."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.model.actor import StateCodes
from dragoman.model.entity import Entity, Office
from dragoman.model.exported import (
    ExportedActor,
    ExportedDue,
    ExportedEvent,
    ExportedParty,
    ExportedPlace,
    ExportedReport,
    ExportedStatement,
    ExportedTelling,
    ExportedText,
    Tally,
)
from dragoman.model.happening import Contest, Due, Figure, Happening, Origin, Side, Telling
from dragoman.model.link import Stated
from dragoman.model.record import Echo, Kept, Silence, Speaker
from dragoman.model.text import Span
from dragoman.model.wanted import Wanted
from dragoman.show.exports import FORMATS
from dragoman.show.situation import Looks

NASTY = 'Abu "Tab\there"\r\nsecond line, semi;colon \u202eright\u202c עברית 𝔘 <b>&amp;</b> | `x` [y](z)'
FORMULA = '=HYPERLINK("http://evil.example","click")'
TUESDAY = date(2025, 9, 2).toordinal()
IRAQ = StateCodes(iso2="IQ", iso_numeric="368", cow="645", gw="645", fips="IZ")
SYRIA = StateCodes(iso2="SY", iso_numeric="760", cow="652", gw="652", fips="SY")
MOSUL = ExportedPlace(
    name="Mosul", printed="Mossul", geonameid=99072, lat=36.335, lon=43.11889, country="IRQ", country_name="Iraq", precision="city",
    feature="P.PPLA", city="Mosul", province="Nineveh", codes=IRAQ,
)  # fmt: skip
ARMY = ExportedParty(id="x-0000000000a1", name="Iraqi army", kind="organization", country="IRQ", country_name="Iraq", sector="MIL", codes=IRAQ)
FRONT = ExportedParty(id="x-0000000000b2", name=NASTY, kind="organization", sector="REB", wikidata="Q42")
VILLAGERS = ExportedParty(name="villagers", kind="group", sector="CVL")
ROKE = Origin(key="roke", name="Dagny Roke", kind="named", basis="direct")
GUARD = Origin(key="unnamed:r-1:v-1", name="a guard", kind="anonymous")
PAPER = Origin(key="outlet:paper", name="the report", kind="outlet")


def report(number: int = 1, **changes: Any) -> ExportedReport:
    """A report of the day after."""
    kept = Kept(
        id=f"r-{number:012x}", source="f", url=f"https://paper.example/{number}", outlet="Paper, The", headline=f"Head {number}", added="2026-01-01",
        published="2025-09-03",
    )  # fmt: skip
    return ExportedReport(kept=kept, **{"language": "en", "length": 400, "people": ("Dagny Roke",), "locations": ("Mosul", "Tal Afar"), **changes})


COPY = report(2, echo=Echo(report="r-000000000002", of="r-000000000001", how="identical", share=1.0, reasons=()))


def event(number: int = 1, type_: str = "ASSAULT", **changes: Any) -> ExportedEvent:
    """An event with one telling a report given; what is no field of the export is one of the happening."""
    reports = changes.pop("reports", (report(),))
    outer = {name: changes.pop(name) for name in ExportedEvent.__struct_fields__ if name in changes}
    given: dict[str, Any] = {
        "first": TUESDAY, "last": TUESDAY, "intensity": -9.0, "certainty": 1.0, "figures": (), "origins": (ROKE, GUARD), "deniers": (),
        "who": "the army", "whom": "the front", **changes,
    }  # fmt: skip
    place = outer.get("place", MOSUL)
    tellings = tuple(
        Telling(
            id=f"e-{number:012x}", report=each.kept.id, type=type_, words="shelled", status="occurred", factuality="CT+", first=given["first"],
            last=given["last"], dated=changes.get("dated", True), published=TUESDAY + 1, place="mosul", geonameid=None, feature=None, actors=(),
            recipients=(), origins=given["origins"], who=given["who"], whom=given["whom"], start=120, end=127, quote=NASTY, outlet="outlet:paper",
        )
        for each in reports
    )  # fmt: skip
    given.pop("dated", None)
    happening = Happening(
        id=f"h-{number:012x}", type=type_, tellings=tellings, place="mosul" if place else None, geonameid=place and place.geonameid,
        lat=place and place.lat, lon=place and place.lon, country=place and place.country, precision=place and place.precision,
        reports=tuple(each.report for each in tellings), echoes=sum(each.is_copy for each in reports), denied=bool(given["deniers"]),
        first_told=TUESDAY + 1, last_told=TUESDAY + 3, reasons=(), **given,
    )  # fmt: skip
    return ExportedEvent(**{
        "happening": happening, "standing": "told", "actors": (ARMY,), "recipients": (FRONT,), "place": place, "contexts": ("military", "terrorism"),
        "cameo": "190", "acled": "Armed clash",
        "tellings": tuple(ExportedTelling(telling=telling, report=each, sentence=2, actor_at=110, recipient_at=130, confidence=0.874)
                          for telling, each in zip(tellings, reports, strict=True)), **outer,
    })  # fmt: skip


def killed(low: int | None, high: int | None, by: str = "roke") -> Figure:
    return Figure(kind="killed", low=low, high=high, by=by)


TEXT = ExportedText(
    report=report(),
    text="Roke said: “We saw #1 | them.” The army 𝔘 shelled Mosul.",
    statements=(
        ExportedStatement(
            id="s-1", source="Roke", actor="x-0000000000c3", kind="named", stance="asserts", manner="direct", cue="said",
            content="“We saw #1 | them.”", source_spans=(Span(0, 4),), cue_spans=(Span(5, 9),), content_spans=(Span(11, 30),),
            events=("h-000000000001",),
        ),
    ),
)  # fmt: skip
WITH_TELLING = ExportedText(
    report=TEXT.report, text=TEXT.text, statements=TEXT.statements,
    tellings=(("h-000000000001", Telling(
        id="e-1", report=TEXT.report.kept.id, type="ASSAULT", words="shelled", status="occurred", factuality="CT+", first=None, last=None, dated=False,
        place=None, geonameid=None, feature=None, actors=(), recipients=(), origins=(PAPER,), who="The army", whom="Mosul", start=42, end=49,
    )),),
)  # fmt: skip


def actor(id_: str, name: str, kind: Any, **changes: Any) -> ExportedActor:
    outer = {name: changes.pop(name) for name in ("wikidata", "codes") if name in changes}
    entity = Entity(
        id=id_, name=name, names=(name,), kind=kind, known=None, reports=2, personas=(), first=TUESDAY, last=TUESDAY,
        **{"country": None, "sector": None, "offices": (), **changes},
    )  # fmt: skip
    return ExportedActor(entity=entity, **outer)


ACTORS = (
    actor("x-0000000000a1", "Iraqi army", "organization", country="IRQ", sector="MIL", codes=IRAQ),
    actor("x-0000000000b2", NASTY, "group", sector="REB", wikidata="Q42"),
    actor("x-0000000000c3", "Dagny Roke", "person", offices=(
        Office(title="spokeswoman", organization="Front", status="current", first=TUESDAY, last=TUESDAY, left=None, since="2024"),
    )),
    actor("x-0000000000d4", "Iraq", "state", country="IRQ", codes=IRAQ),
    actor("x-0000000000e5", "Mosul", "place"),
)  # fmt: skip


def due(number: int = 1, **changes: Any) -> ExportedDue:
    told = event().tellings[0].telling
    given = {
        "what": NASTY, "type": "CONSULT", "by": "the army", "status": "scheduled", "first": TUESDAY + 10, "last": TUESDAY + 12, "outcome": "pending",
        "origins": (ROKE,), "tellings": (told,), "reports": (told.report,), **changes,
    }  # fmt: skip
    return ExportedDue(due=Due(id=f"d-{number:012x}", **given), actors=(ARMY,))


def tie(source: str, target: str, type_: Any = "fights", **changes: Any) -> Stated:
    return Stated(**{
        "id": "l-1", "report": "r-000000000001", "type": type_, "sign": -1, "source": "a", "target": "b", "first": None, "last": TUESDAY,
        "published": TUESDAY + 1, "start": 1, "end": 5, "factuality": "CT+", "odds": None, "quote": NASTY, "source_id": source, "source_name": "A",
        "target_id": target, "target_name": "B", **changes,
    })  # fmt: skip


CONTEST = Contest(
    happening="h-000000000001", kind="figure", what="killed", moved="31 → 44",
    sides=(Side(claim="31", origins=(ROKE,), reports=("r-000000000001",), first=TUESDAY, last=TUESDAY, quotes=("31 died", "31 are dead")),
           Side(claim="44", origins=(GUARD,), reports=("r-000000000001",), first=TUESDAY, last=TUESDAY)),
)  # fmt: skip


class Few:
    """An `Extract` of what it is given."""

    wanted = Wanted()

    def __init__(self, *events: ExportedEvent, **others: Any) -> None:
        self._events = events
        self._others = others

    @property
    def look(self) -> Looks:
        found: Looks = self._others["look"]
        return found

    def events(self) -> Iterator[ExportedEvent]:
        return iter(self._events)

    def reports(self) -> Iterator[ExportedText]:
        return iter(self._others.get("reports", ()))

    def actors(self) -> Iterator[ExportedActor]:
        return iter(self._others.get("actors", ()))

    def dues(self) -> Iterator[ExportedDue]:
        return iter(self._others.get("dues", ()))

    def ties(self) -> Iterator[Stated]:
        return iter(self._others.get("ties", ()))

    def silences(self) -> Iterator[Silence]:
        return iter(self._others.get("silences", ()))

    def speakers(self) -> Iterator[Speaker]:
        return iter(self._others.get("speakers", ()))


def full() -> Few:
    """Something of everything."""
    events = (
        event(
            1,
            figures=(killed(31, None), killed(44, 44, GUARD.key)),
            contests=(CONTEST,),
            reports=(report(), COPY),
            deniers=(PAPER,),
            standing="disputed",
        ),
        event(2, "CONSULT", actors=(ARMY, FRONT), recipients=(), intensity=2.5, cameo="042", acled=None, who=FORMULA, whom="", place=None),
        event(3, standing="denied", origins=(), certainty=0.0),
        event(4, recipients=(VILLAGERS,), acled="Attack", figures=(killed(3, 3),), first=TUESDAY - 5, actors=(), who="gunmen"),
    )
    silence = Silence(
        report="r-000000000001", party=FORMULA, response="declined", channel=None, published="2025-09-03", outlet="Paper", start=1, end=9, quote=NASTY
    )
    speaker = Speaker(key="roke", name="Dagny Roke", kind="named", basis="direct", reports=1, statements=2, denials=0, first=TUESDAY, last=None)
    return Few(
        *events, reports=(WITH_TELLING,), actors=ACTORS, dues=(due(), due(2, first=None, last=None)), silences=(silence,), speakers=(speaker,),
        ties=(tie("x-0000000000c3", "x-0000000000b2", "member_of", sign=1), tie("x-0000000000a1", "x-0000000000e5", id="l-2")),
    )  # fmt: skip


def written(form: str, extract: Few) -> tuple[dict[str, bytes], Tally]:
    """The files of an export by name, and its tally."""
    files: dict[str, BytesIO] = {}

    def opened(name: str) -> BinaryIO:
        return files.setdefault(name, BytesIO())

    tally = FORMATS[form].write(extract, opened)
    return {name: file.getvalue() for name, file in files.items()}, tally


def on_disk(form: str, extract: Few, folder: Path) -> Tally:
    """The same in a folder."""
    handles: list[BinaryIO] = []

    def opened(name: str) -> BinaryIO:
        handles.append((folder / name).open("wb"))
        return handles[-1]

    try:
        return FORMATS[form].write(extract, opened)
    finally:
        for each in handles:
            each.close()
