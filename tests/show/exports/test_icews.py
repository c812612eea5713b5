"""ICEWS: twenty columns, a row a pair, the event's number in each."""

import io

import pandas as pd

from .made import ARMY, FRONT, Few, event, full, written

COLUMNS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]


def frame(extract: Few) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(written("icews", extract)[0]["events.tsv"]), sep="\t", dtype={"CAMEO Code": str})


def test_columns() -> None:
    assert list(frame(full()).columns) == COLUMNS
    assert len(COLUMNS) == 20


def test_a_row() -> None:
    row = frame(Few(event(17))).iloc[0]
    assert (row["Event ID"], row["Event Date"], row["Source Name"], row["Source Sectors"], row["Source Country"]) == (
        17, "2025-09-02", "Iraqi army", "MIL", "Iraq",
    )  # fmt: skip
    assert (row["Event Text"], row["CAMEO Code"], row["Intensity"]) == ("Assault: shelled", "190", -10.0)
    assert (row["Sentence Number"], row["Publisher"], row["City"], row["Province"]) == (2, "Paper, The", "Mosul", "Nineveh")


def test_pairs_share_the_number() -> None:
    found = frame(Few(event(recipients=(FRONT, ARMY)), event(2, cameo="0831")))
    assert list(found["Event ID"]) == [1, 1, 2]
    assert list(found["CAMEO Code"]) == ["190", "190", "0831"]


def test_without_a_day_it_is_left_out() -> None:
    bare = event(first=None, last=None)
    undated = type(bare)(
        **{name: getattr(bare, name) for name in bare.__struct_fields__ if name != "happening"},
        happening=type(bare.happening)(
            **{name: getattr(bare.happening, name) for name in bare.happening.__struct_fields__ if name != "first_told"}, first_told=None
        ),
    )
    _, tally = written("icews", Few(undated))
    assert tally.left_out == {"of no known day": 1}
