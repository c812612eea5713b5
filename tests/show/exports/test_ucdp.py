"""UCDP: 49 columns, sides, precisions, and whom the outlets cite."""

import io
from typing import Any

import pandas as pd
import pytest

from .made import ARMY, COPY, FRONT, MOSUL, TUESDAY, VILLAGERS, Few, event, full, killed, report, written
from .test_acled import JUDGE, MILITIA, SYRIANS

COLUMNS = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
DEAD = (killed(31, None), killed(44, 44, "b"), killed(31, 31, "c"))


def frame(*events: Any) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(written("ucdp", Few(*events))[0]["events.csv"]))


def test_columns() -> None:
    assert list(pd.read_csv(io.BytesIO(written("ucdp", full())[0]["events.csv"])).columns) == COLUMNS
    assert len(COLUMNS) == 49


def test_a_row() -> None:
    row = frame(event(17, figures=DEAD, reports=(report(), COPY))).iloc[0]
    assert (row.id, row.relid, row.year) == (17, "h-000000000011", 2025)
    assert (row.best, row.low, row.high, row.deaths_unknown) == (31, 31, 44, 31)
    assert (row.number_of_sources, row.source_original) == (2, "Dagny Roke; a guard")
    assert (row.source_office, row.source_date, row.source_headline) == ("Paper, The", "2025-09-03", "Head 1")  # not the copy's
    assert (row.where_prec, row.where_coordinates, row.where_description, row.adm_1) == (1, "Mosul", "Mossul", "Nineveh")
    assert row.geom_wkt == "POINT (43.11889 36.335)"
    assert (row.priogrid_gid, row.country_id, row.gwnoa) == (252 * 720 + 446 + 1, 645, 645)
    assert (row.date_prec, row.event_clarity, row.date_start, row.date_end) == (1, 1, "2025-09-02", "2025-09-02")


@pytest.mark.parametrize(
    ("actors", "recipients", "kind", "side_a"),
    [
        ((ARMY,), (FRONT,), 1, "Iraqi army"),
        ((MILITIA,), (ARMY,), 1, "Iraqi army"),
        ((ARMY,), (SYRIANS,), 1, "Iraqi army"),
        ((MILITIA,), (FRONT,), 2, "A Militia"),
        ((FRONT,), (MILITIA,), 2, "A Militia"),
        ((MILITIA,), (VILLAGERS,), 3, "A Militia"),
        ((ARMY,), (JUDGE,), None, "Iraqi army"),
        ((VILLAGERS,), (ARMY,), None, "villagers"),
        ((), (ARMY,), None, None),
    ],
)
def test_types_of_violence(actors: Any, recipients: Any, kind: int | None, side_a: str | None) -> None:
    row = frame(event(figures=DEAD, actors=actors, recipients=recipients)).iloc[0]
    assert (None if pd.isna(row.type_of_violence) else int(row.type_of_violence)) == kind
    assert (None if pd.isna(row.side_a) else row.side_a) == side_a


@pytest.mark.parametrize(("days", "expected"), [(0, 1), (1, 2), (5, 2), (6, 3), (20, 4), (90, 5)])
def test_date_precision(days: int, expected: int) -> None:
    assert frame(event(figures=DEAD, last=TUESDAY + days)).date_prec[0] == expected


@pytest.mark.parametrize(("precision", "expected"), [("point", 1), ("city", 1), ("district", 3), ("province", 4), ("area", 5), ("country", 6)])
def test_place_precision(precision: Any, expected: int) -> None:
    place = type(MOSUL)(name="X", printed="X", lat=1.0, lon=1.0, precision=precision)
    assert frame(event(figures=DEAD, place=place)).where_prec[0] == expected


def test_only_the_deadly() -> None:
    _, tally = written("ucdp", Few(event(1), event(2, figures=(killed(0, 0),)), event(3, "COERCE", figures=DEAD), event(4, figures=DEAD)))
    assert tally.rows["events"] == 1
    assert tally.left_out == {"in which nobody is said to have died by violence": 3}
