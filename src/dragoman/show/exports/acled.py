"""ACLED-like CSV: 31 columns, codebook since 2019, of the events whose words settle an ACLED sub-event type. Actors have no direction, as there."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from dragoman.model.exported import ExportedEvent, ExportedParty, ExportedPlace, Lost, Tally

from .beside import DIRECTION, LOST, WhoseWord, number_of, told_day
from .extract import Extract, Opened
from .rows import day, joined
from .sheets import Sheet
from .sides import side_of
from .tolls import toll

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
BATTLES, EXPLOSIONS, PROTESTS, RIOTS, STRATEGIC, CIVILIANS = (
    "Battles", "Explosions/Remote violence", "Protests", "Riots", "Strategic developments", "Violence against civilians"
)  # fmt: skip
SUB_EVENTS = {
    BATTLES: ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    EXPLOSIONS: (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    ),
    PROTESTS: ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    RIOTS: ("Violent demonstration", "Mob violence"),
    STRATEGIC: (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
    CIVILIANS: ("Sexual violence", "Attack", "Abduction/forced disappearance"),
}  # fmt: skip
EVENT_TYPE = {sub_event: event_type for event_type, some in SUB_EVENTS.items() for sub_event in some}
DISORDER = {BATTLES: "Political violence", EXPLOSIONS: "Political violence", CIVILIANS: "Political violence", STRATEGIC: "Strategic developments"}
DEMONSTRATIONS = {
    "Excessive force against protesters": "Political violence; Demonstrations", "Mob violence": "Political violence",
}  # fmt: skip
"""Of protests and riots, which are more than demonstrations."""
INTER = {"state": 1, "rebel": 2, "militia": 3, "civilian": 7}
RIOTERS, PROTESTERS, CIVILIAN, OTHER = 5, 6, 7, 8
Cells = tuple[str | None, str | None, int | None]
NOBODY: Cells = (None, None, None)
GEO = {"point": 1, "city": 1, "district": 2, "province": 3}
LOSES = (
    *LOST,
    DIRECTION,
    Lost("events that have no ACLED sub-event type (visits, statements, sanctions)", "the csv, parquet and plover exports"),
    Lost(
        "ranges of figures: fatalities is the figure on most words, of equals the lower; empty where none is told (ACLED writes 0)", "whose_word.csv"
    ),
    Lost("identity militias (inter 4), region, admin3, source_scale: not read", "nowhere"),
)


def write_acled(extract: Extract, opened: Opened) -> Tally:
    """`events.csv`, and whose word each event is."""
    sheet = Sheet(opened("events.csv"), COLUMNS)
    beside = WhoseWord(opened)
    other = undated = 0
    for event in extract.events():
        if event.acled is None:
            other += 1
        elif beside.stands(event):
            if told_day(event) is None:
                undated += 1
                beside.add(event, None)
                continue
            cells = row(event)
            sheet.add(cells)
            beside.add(event, str(cells[0]))
    sheet.flush()
    rows, left_out = beside.done()
    for why, number in (("without an ACLED sub-event type", other), ("of no known day", undated)):
        left_out |= {why: number} if number else {}
    return Tally(rows={"events": sheet.count, **rows}, left_out=left_out, altered={"cells guarded with '": sheet.guarded} if sheet.guarded else {})


def row(event: ExportedEvent) -> tuple[object, ...]:
    """The 31 cells of an event that has a sub-event type and a day."""
    it, place, sub = event.happening, event.place or ExportedPlace(name="", printed=""), event.acled
    assert sub is not None
    kind = EVENT_TYPE[sub]
    when, told = told_day(event), day(it.last_told)
    assert when is not None
    one, other, whole = _both(event, kind)
    inters = sorted(each for each in (one[2], other[2]) if each)
    crowd = toll(it.figures, "participants").best
    outlets = joined([each.report.kept.outlet or each.report.kept.id for each in event.tellings])
    targeted = kind == CIVILIANS or (CIVILIAN in inters and kind in (EXPLOSIONS, RIOTS))
    return (
        f"{place.country or ''}{number_of(it.id)}", when, when.year, _time_precision(event),
        DISORDER.get(kind) or DEMONSTRATIONS.get(sub, "Demonstrations"), kind, sub, one[0], one[1], one[2], other[0], other[1], other[2],
        int("".join(map(str, inters)).ljust(2, "0")) if inters and whole else None, "Civilian targeting" if targeted else None,
        int(place.codes.iso_numeric) if place.codes.iso_numeric else None, None, place.country_name, place.province, place.district, None,
        place.name or None, place.lat, place.lon, GEO.get(place.precision or ""), outlets, None, event.tellings[0].telling.quote,
        toll(it.figures, "killed").best, f"crowd size={crowd}" if crowd is not None else None,
        int(datetime.combine(told, time(), UTC).timestamp()) if told else None,
    )  # fmt: skip


def _both(event: ExportedEvent, kind: str) -> tuple[Cells, Cells, bool]:
    """The two sides by who they are, so that their order says nothing of who acted; whether the codes of all are known."""
    found = [
        _side(event, event.actors, event.happening.who, kind, acts=True), _side(event, event.recipients, event.happening.whom, kind, acts=False)
    ]  # fmt: skip
    sides = sorted(
        (side for side in found if side[0]),
        key=lambda side: (kind in (PROTESTS, RIOTS) and side[2] not in (RIOTERS, PROTESTERS), side[2] or 9, side[0]),
    )
    one, other = (*sides, NOBODY, NOBODY)[:2]
    return one, other, all(side[2] for side in sides)


def _time_precision(event: ExportedEvent) -> int | None:
    """1 the day, 2 within a week, 3 within a month or longer; null where no report says when."""
    it = event.happening
    if it.first is None or it.last is None or not any(each.telling.dated for each in event.tellings):
        return None
    days = it.last - it.first + 1
    return 1 if days == 1 else 2 if days <= 7 else 3


def _side(event: ExportedEvent, parties: Sequence[ExportedParty], printed: str, kind: str, *, acts: bool) -> Cells:
    """First party, the others, and the inter code."""
    name = parties[0].name if parties else printed
    return name or None, joined([each.name for each in parties[1:]]), _inter(event, parties, kind, acts=acts) if name else None


def _inter(event: ExportedEvent, parties: Sequence[ExportedParty], kind: str, *, acts: bool) -> int | None:
    """The code; the sub-event type itself says who demonstrates and that the victims are civilians."""
    demonstrates = acts if event.happening.type == "PROTEST" else not acts
    if kind == PROTESTS and demonstrates:
        return PROTESTERS
    if kind == RIOTS and (demonstrates if event.acled == "Violent demonstration" else acts):
        return RIOTERS if event.happening.type == "PROTEST" or event.acled == "Mob violence" else None
    side = side_of(parties[0]) if parties else None
    if kind == CIVILIANS and not acts:
        return CIVILIAN
    if side is None:
        return None
    home, at = parties[0].country, event.place.country if event.place else None
    return OTHER if side == "state" and home and at and home != at else INTER[side]
