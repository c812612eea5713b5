"""POLECAT: the weekly files of the NGEC coder, 40 columns, tab-separated, one row an event; several values of a cell are joined by ";"."""

from collections.abc import Iterable

from dragoman.model.exported import ExportedEvent, ExportedParty, ExportedPlace, Lost, Tally
from dragoman.model.plover import CODEBOOK, QUADS, in_plover

from .beside import LOST, NAME, WhoseWord, told_day
from .extract import Extract, Opened
from .sheets import Tabs

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
MISSING = "None"  # what POLECAT writes for null
LOSES = (
    *LOST,
    Lost("figures, and the words of the text", NAME),
    Lost("Wikidata ids (the columns are for Wikipedia's)", "the csv and parquet exports"),
)
NOWHERE = ExportedPlace(name="", printed="")


def write_polecat(extract: Extract, opened: Opened) -> Tally:
    """`events.tsv`, with a header, and whose word each event is beside it. What has no source at all is left out."""
    sheet = Tabs(opened("events.tsv"), COLUMNS, MISSING)
    beside = WhoseWord(opened)
    for event in extract.events():
        if beside.stands(event):
            sheet.add(row(event))
            beside.add(event, event.happening.id)
    sheet.flush()
    rows, left_out = beside.done()
    return Tally(rows={"events": sheet.count, **rows}, left_out=left_out, altered={"cells with a tab or line break": sheet.altered})


def row(event: ExportedEvent) -> tuple[object, ...]:
    """The 40 cells of an event."""
    it, place, report = event.happening, event.place or NOWHERE, event.tellings[0].report
    return (
        it.id, told_day(event), it.type, it.mode, it.intensity, QUADS[it.type].replace("_", " ").upper() if in_plover(it.type) else None,
        _list(event.contexts), *_side(event.actors, it.who), *_side(event.recipients, it.whom),
        place.name or None, place.city, place.district, place.province, place.country_name or place.country, place.lat, place.lon, place.geonameid,
        place.printed or None, place.feature, report.kept.outlet, report.kept.published, _list(report.people), _list(report.organizations),
        _list(report.locations), report.language, CODEBOOK,
    )  # fmt: skip


def _side(parties: tuple[ExportedParty, ...], printed: str) -> tuple[object, ...]:
    """Name, country, COW, first sector, all sectors, title, raw name, Wikipedia id of a side."""
    if not parties:
        return (printed or None, None, None, None, None, None, printed or None, None)
    sectors = [each.sector for each in parties if each.sector]
    return (
        _list(each.name for each in parties), _list(each.country for each in parties), _list(each.codes.cow for each in parties),
        sectors[0] if sectors else None, _list(sectors), _list(each.office for each in parties), printed or None, None,
    )  # fmt: skip


def _list(values: Iterable[str | None]) -> str | None:
    return ";".join(dict.fromkeys(each.replace(";", ",") for each in values if each)) or None
