"""ICEWS: 20 columns, tab-separated with header, one row a pair of source and target; the event id is the same in all rows of one event."""

from dragoman.model.cameo import goldstein
from dragoman.model.exported import ExportedEvent, ExportedParty, ExportedPlace, Lost, Tally

from .beside import LOST, WhoseWord, number_of, told_day
from .extract import Extract, Opened
from .pairs import pairs
from .sheets import Tabs

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
NO_DAY = "of no known day"
LOSES = (
    *LOST,
    Lost("CAMEO's name of the code: Event Text is the PLOVER type and the words that told it", "CAMEO Code"),
    Lost("ICEWS's own sectors: PLOVER's stand in their place", "nowhere"),
)
NOWHERE = ExportedPlace(name="", printed="")


def write_icews(extract: Extract, opened: Opened) -> Tally:
    """`events.tsv`, and whose word each event is."""
    sheet = Tabs(opened("events.tsv"), COLUMNS)
    beside = WhoseWord(opened)
    undated = 0
    for event in extract.events():
        if not beside.stands(event):
            continue
        if told_day(event) is None:
            undated += 1
            beside.add(event, None)
            continue
        for source, target in pairs(event):
            sheet.add(row(event, source, target))
        beside.add(event, str(number_of(event.happening.id)))
    sheet.flush()
    rows, left_out = beside.done()
    return Tally(
        rows={"events": sheet.count, **rows},
        left_out=left_out | ({NO_DAY: undated} if undated else {}),
        altered={"cells with a tab or line break": sheet.altered},
    )


def row(event: ExportedEvent, source: ExportedParty | None, target: ExportedParty | None) -> tuple[object, ...]:
    """The 20 cells of a pair."""
    it, place, first = event.happening, event.place or NOWHERE, event.tellings[0]
    return (
        number_of(it.id), told_day(event), *_side(source), f"{it.type.capitalize()}: {' '.join(first.telling.words.split())}", event.cameo,
        goldstein(event.cameo) if event.cameo else None, *_side(target), number_of(first.report.kept.id), first.sentence, first.report.kept.outlet,
        place.city, place.district, place.province, place.country_name, place.lat, place.lon,
    )  # fmt: skip


def _side(party: ExportedParty | None) -> tuple[object, ...]:
    return (party.name, party.sector, party.country_name) if party else (None, None, None)
