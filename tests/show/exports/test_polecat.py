"""POLECAT: forty columns, one row an event, "None" for what is not known."""

import csv
import io

import pandas as pd

from .made import ARMY, FRONT, NASTY, Few, event, full, report, written

COLUMNS = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]


def frame(extract: Few) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(written("polecat", extract)[0]["events.tsv"]), sep="\t", na_values=["None"], keep_default_na=False, dtype=str)


def test_columns() -> None:
    assert len(COLUMNS) == 40
    assert list(frame(Few()).columns) == COLUMNS


def test_a_row() -> None:
    row = frame(Few(event(actors=(ARMY, FRONT), mode="aerial"))).iloc[0]
    assert row["Event Date"] == "2025-09-02"
    assert row["Quad Code"] == "MATERIAL CONFLICT"
    assert (row["Actor Name"].count(";"), row["Actor Sectors"], row["Primary Actor Sector"]) == (1, "MIL;REB", "MIL")
    assert (row["Actor COW"], row["Contexts"], row["Event Mode"]) == ("645", "military;terrorism", "aerial")
    assert (row["Placename"], row["Raw Placename"], row["Country"], row["GeoNames ID"]) == ("Mosul", "Mossul", "Iraq", "99072")
    assert (row["Source"], row["Publication Date"], row["Story Locations"]) == ("Paper, The", "2025-09-03", "Mosul;Tal Afar")
    assert pd.isna(row["Wikipedia Actor ID"])


def test_any_reader_finds_forty_cells() -> None:
    """Those of the field split at tabs without looking at quotation marks."""
    text = written("polecat", full())[0]["events.tsv"].decode("utf-8")
    assert {len(line.split("\t")) for line in text.rstrip("\n").split("\n")} == {40}
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert rows[1][15] == " ".join(NASTY.replace(";", ",").split())


def test_what_nobody_stands_for_is_left_out_and_told_beside() -> None:
    files, tally = written(
        "polecat", Few(event(1), event(2, standing="denied", origins=()), event(3, standing="disputed"), event(4, standing="rejected"))
    )
    beside = pd.read_csv(io.BytesIO(files["whose_word.csv"]))
    assert list(beside.event) == [f"h-{number:012x}" for number in (1, 2, 3, 4)]
    assert list(beside.row.fillna("")) == ["h-000000000001", "", "h-000000000003", ""]
    assert list(beside.sources) == [2, 0, 2, 2]
    assert list(frame(Few(event(2, standing="denied"))).index) == []
    assert tally.left_out == {"denied or struck out: only in whose_word.csv": 2}


def test_an_event_without_anything() -> None:
    row = frame(Few(event(actors=(), recipients=(), who="", whom="", place=None, first=None, last=None, intensity=None, contexts=()))).iloc[0]
    assert row[["Actor Name", "Recipient Name", "Placename", "Latitude", "Intensity", "Contexts", "Country"]].isna().all()
    assert row["Event Date"] == "2025-09-03"  # that of the first report: the day under which the event stands in the case


def test_a_report_without_outlet() -> None:
    bare = report()
    row = frame(Few(event(reports=(type(bare)(kept=bare.kept),)))).iloc[0]
    assert pd.isna(row["Language"])
