"""ACLED: 31 columns, codes of its codebook, and no direction."""

import io
from typing import Any

import pandas as pd
import pytest

from dragoman.model.exported import ExportedParty

from .made import ARMY, FRONT, MOSUL, SYRIA, TUESDAY, VILLAGERS, Few, event, full, killed, written

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
POLICE = ExportedParty(id="x-p", name="Police", kind="organization", sector="COP", country="IRQ")
MILITIA = ExportedParty(id="x-m", name="A Militia", kind="group", sector="PRM")
MARCHERS = ExportedParty(name="marchers", kind="group")
JUDGE = ExportedParty(name="judge", kind="person", sector="JUD")
SYRIANS = ExportedParty(id="x-s", name="Syrian army", kind="organization", sector="MIL", country="SYR", codes=SYRIA)


def frame(*events: Any) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(written("acled", Few(*events))[0]["events.csv"]))


def test_columns() -> None:
    assert list(pd.read_csv(io.BytesIO(written("acled", full())[0]["events.csv"])).columns) == COLUMNS
    assert len(COLUMNS) == 31


def test_a_row() -> None:
    row = frame(event(17, figures=(killed(31, None), killed(44, 44, "b"), killed(31, 31, "c")))).iloc[0]
    assert (row.event_id_cnty, row.event_date, row.year, row.time_precision) == ("IRQ17", "2025-09-02", 2025, 1)
    assert (row.disorder_type, row.event_type, row.sub_event_type) == ("Political violence", "Battles", "Armed clash")
    assert (row.iso, row.country, row.admin1, row.location, row.geo_precision) == (368, "Iraq", "Nineveh", "Mosul", 1)
    assert (row.fatalities, row.source, row.timestamp) == (31, "Paper, The", 1757030400)
    assert pd.isna(row.region)


@pytest.mark.parametrize(
    ("sub_event", "type_", "sides", "codes", "disorder"),
    [
        ("Armed clash", "ASSAULT", ((ARMY,), (FRONT,)), (*(1, 2), 12), "Political violence"),
        ("Armed clash", "ASSAULT", ((FRONT,), (ARMY,)), (*(1, 2), 12), "Political violence"),
        ("Armed clash", "ASSAULT", ((MILITIA,), (FRONT,)), (*(2, 3), 23), "Political violence"),
        ("Air/drone strike", "ASSAULT", ((SYRIANS,), (FRONT,)), (*(2, 8), 28), "Political violence"),
        ("Attack", "ASSAULT", ((FRONT,), (VILLAGERS,)), (*(2, 7), 27), "Political violence"),
        ("Attack", "ASSAULT", ((FRONT,), (JUDGE,)), (*(2, 7), 27), "Political violence"),
        ("Peaceful protest", "PROTEST", ((MARCHERS,), ()), (*(6, None), 60), "Demonstrations"),
        ("Protest with intervention", "ASSAULT", ((POLICE,), (MARCHERS,)), (*(6, 1), 16), "Demonstrations"),
        ("Excessive force against protesters", "ASSAULT", ((POLICE,), (MARCHERS,)), (*(6, 1), 16), "Political violence; Demonstrations"),
        ("Violent demonstration", "PROTEST", ((MARCHERS,), ()), (*(5, None), 50), "Demonstrations"),
        ("Mob violence", "ASSAULT", ((MARCHERS,), (VILLAGERS,)), (*(5, 7), 57), "Political violence"),
        ("Arrests", "COERCE", ((POLICE,), (JUDGE,)), (*(1, None), None), "Strategic developments"),
    ],
)
def test_who_they_are(sub_event: str, type_: str, sides: Any, codes: tuple[int | None, ...], disorder: str) -> None:
    """Codes: inter1, inter2, interaction."""
    row = frame(event(1, type_, acled=sub_event, actors=sides[0], recipients=sides[1], who="", whom="")).iloc[0]
    assert [None if pd.isna(each) else int(each) for each in (row.inter1, row.inter2, row.interaction)] == list(codes)
    assert row.disorder_type == disorder


def test_the_order_of_actors_says_nothing_of_who_acted() -> None:
    one, other = frame(event(actors=(ARMY,), recipients=(SYRIANS,))), frame(event(actors=(SYRIANS,), recipients=(ARMY,)))
    assert (one.actor1[0], one.actor2[0]) == (other.actor1[0], other.actor2[0])
    beside = pd.read_csv(io.BytesIO(written("acled", Few(event()))[0]["whose_word.csv"]))
    assert (beside.who[0], beside.whom[0]) == ("the army", "the front")


@pytest.mark.parametrize(("days", "dated", "expected"), [(0, True, 1), (6, True, 2), (30, True, 3), (0, False, None)])
def test_time_precision(days: int, dated: bool, expected: int | None) -> None:
    found = frame(event(last=TUESDAY + days, dated=dated)).time_precision[0]
    assert (None if pd.isna(found) else int(found)) == expected


def test_others_are_left_out_and_counted() -> None:
    _, tally = written("acled", Few(event(1), event(2, acled=None), event(3, standing="denied"), event(4, acled=None)))
    assert tally.rows["events"] == 1
    assert tally.left_out == {"denied or struck out: only in whose_word.csv": 1, "without an ACLED sub-event type": 2}


def test_a_province_is_vague() -> None:
    province = type(MOSUL)(name="Nineveh", printed="Nineveh", lat=36.0, lon=42.0, precision="province", country="IRQ")
    assert frame(event(place=province)).geo_precision[0] == 3
