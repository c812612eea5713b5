"""UCDP GED-like CSV: 49 columns, of the events in which somebody is said to have died. `source_original` says whom the outlets cite."""

from collections.abc import Callable

from dragoman.model.exported import ExportedEvent, ExportedParty, ExportedPlace, Lost, Tally

from .beside import DIRECTION, LOST, WhoseWord, number_of, told_day
from .extract import Extract, Opened
from .geography import priogrid
from .rows import day, joined, names_of
from .sheets import Sheet
from .sides import side_of
from .tolls import toll

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
    "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip
ARMED = ("state", "rebel", "militia")
WHERE = {"point": 1, "city": 1, "district": 3, "province": 4, "area": 5, "country": 6}
LOSES = (
    *LOST,
    DIRECTION,
    Lost("events in which nobody is said to have died", "the csv, parquet and plover exports"),
    Lost("ids of conflicts, dyads and sides, active years, regions, whose dead they are: not read", "nowhere"),
    Lost("how many articles there are: number_of_sources counts independent sources, so that a copy never raises it", "reports in whose_word.csv"),
)


def write_ucdp(extract: Extract, opened: Opened) -> Tally:
    """`events.csv`, and whose word each event is."""
    sheet = Sheet(opened("events.csv"), COLUMNS)
    beside = WhoseWord(opened)
    bloodless = undated = 0
    for event in extract.events():
        if event.happening.type != "ASSAULT" or not toll(event.happening.figures, "killed").high:
            bloodless += 1
        elif beside.stands(event):
            if told_day(event) is None:
                undated += 1
                beside.add(event, None)
                continue
            sheet.add(row(event))
            beside.add(event, str(number_of(event.happening.id)))
    sheet.flush()
    rows, left_out = beside.done()
    for why, number in (("in which nobody is said to have died by violence", bloodless), ("of no known day", undated)):
        left_out |= {why: number} if number else {}
    return Tally(rows={"events": sheet.count, **rows}, left_out=left_out, altered={"cells guarded with '": sheet.guarded} if sheet.guarded else {})


def row(event: ExportedEvent) -> tuple[object, ...]:
    """The 49 cells of an event with a day and a toll."""
    it, place = event.happening, event.place or ExportedPlace(name="", printed="")
    killed = toll(it.figures, "killed")
    begun, ended = day(it.first) or told_day(event), told_day(event)
    assert ended is not None
    kind, one, other = sides(event)
    exact = precision(event) == 1
    return (
        number_of(it.id), it.id, ended.year, None, None, kind, None, None, None, None, None,
        f"{one.name} - {other.name}" if one and other else None, None, None, one.name if one else None, None, None, other.name if other else None,
        len(it.origins), _originals(event, lambda kept: f"{kept[0]}, {kept[1]}, {kept[2]}"), _originals(event, lambda kept: kept[0]),
        _originals(event, lambda kept: kept[1]), _originals(event, lambda kept: kept[2]), names_of(it.origins),
        WHERE.get(place.precision or ""), place.name or None, place.printed or None, place.province, place.district, place.lat, place.lon,
        f"POINT ({place.lon} {place.lat})" if place.lat is not None else None, priogrid(place.lat, place.lon), place.country_name, place.codes.gw,
        None, 1 if exact else None, precision(event), begun, ended, None, None, None, killed.best, killed.best, killed.high, killed.low,
        _state(one), _state(other),
    )  # fmt: skip


def sides(event: ExportedEvent) -> tuple[int | None, ExportedParty | None, ExportedParty | None]:
    """Type of violence (1 state-based, 2 non-state, 3 one-sided; null where a side is not known), side a, side b.

    Side a is the state's in type 1 and who kills in type 3; in type 2 the sides go by name.
    """
    one, other = (parties[0] if parties else None for parties in (event.actors, event.recipients))
    first, second = (side_of(party) if party else None for party in (one, other))
    if one is None or other is None or first not in ARMED or second is None:
        return None, one, other
    if second not in ARMED:
        return 3, one, other
    if "state" in (first, second):
        return (1, one, other) if first == "state" else (1, other, one)
    return (2, one, other) if one.name <= other.name else (2, other, one)


def precision(event: ExportedEvent) -> int | None:
    """UCDP's date_prec: 1 the day, 2 within two to six days, 3 within a week, 4 within a month, 5 longer; null where no report says when."""
    it = event.happening
    if it.first is None or it.last is None or not any(each.telling.dated for each in event.tellings):
        return None
    days = it.last - it.first + 1
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def _originals(event: ExportedEvent, chosen: Callable[[tuple[str, str, str]], str]) -> str | None:
    """Something of each report that is no copy: outlet, day, headline."""
    reports = {each.report.kept.id: each.report for each in event.tellings if not each.report.is_copy} or {
        each.report.kept.id: each.report for each in event.tellings
    }
    return joined([chosen((each.kept.outlet or "", each.kept.published or "", each.kept.headline or "")) for each in reports.values()])


def _state(party: ExportedParty | None) -> str | None:
    """The number of a state that is a side."""
    return party.codes.gw if party is not None and side_of(party) == "state" else None
