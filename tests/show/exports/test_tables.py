"""CSV and Parquet hold every row, in the columns of the dictionary, and give each cell back as it was."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest

from dragoman.model.errors import SettingError
from dragoman.show.exports.columns import TABLES
from dragoman.show.exports.geography import priogrid
from dragoman.show.exports.tables import dictionary, each_table
from dragoman.show.exports.tolls import Toll, toll

from .made import FORMULA, IRAQ, NASTY, Few, event, full, killed, on_disk, written

GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def rows_of(extract: Few) -> dict[str, list[msgspec.Struct]]:
    """What the tables hold, as rows."""
    found: dict[str, list[msgspec.Struct]] = {name: [] for name in TABLES}
    each_table(extract, lambda name, some: found[name].extend(some))
    return found


def test_the_example_has_something_of_everything() -> None:
    assert [name for name, some in rows_of(full()).items() if not some] == []


def test_csv_gives_every_cell_back() -> None:
    files, tally = written("csv", full())
    for name, some in rows_of(full()).items():
        read = list(csv.reader(io.StringIO(files[f"{name}.csv"].decode("utf-8"), newline="")))
        assert tuple(read[0]) == TABLES[name].__struct_fields__
        for line, row in zip(read[1:], some, strict=True):
            cells = ["" if cell is None else str(cell) for cell in msgspec.structs.astuple(row)]
            assert [cell[1:] if GUARDED.match(cell) else cell for cell in line] == cells
        assert tally.rows[name] == len(some)


def test_a_spreadsheet_finds_no_formula() -> None:
    some = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1")
    files, tally = written("csv", Few(*(event(who=each) for each in some), event(who="plain"), event(who="'tis")))
    read = [row["who"] for row in csv.DictReader(io.StringIO(files["events.csv"].decode("utf-8"), newline=""))]
    assert read == [*(f"'{each}" for each in some), "plain", "'tis"]
    assert not any(each.startswith(("=", "+", "-", "@")) for each in read)
    assert tally.altered["cells guarded with '"] >= len(some)


def test_numbers_below_zero_are_no_formulas() -> None:
    files, _ = written("csv", Few(event()))
    frame = pd.read_csv(io.BytesIO(files["events.csv"]))
    assert frame.intensity[0] == -9.0
    assert frame.goldstein[0] == -10.0


def test_pandas_reads_types_and_text() -> None:
    files, _ = written("csv", full())
    frame = pd.read_csv(io.BytesIO(files["parties.csv"]), dtype={"cow": str})
    front = frame[frame.actor == "x-0000000000b2"].iloc[0]
    assert front["name"] == NASTY
    assert frame[frame.actor == "x-0000000000a1"].iloc[0].cow == IRAQ.cow


def test_the_dictionary_names_every_column() -> None:
    files, _ = written("csv", Few())
    told = list(csv.DictReader(io.StringIO(files["dictionary.csv"].decode("utf-8"))))
    assert [(row["table"], row["column"]) for row in told] == [(name, field) for name, kind in TABLES.items() for field in kind.__struct_fields__]
    assert all(row["meaning"] and row["type"] in ("text", "integer", "number", "truth", "day") for row in told)
    assert list(dictionary()) == [tuple(row.values()) for row in told]


def test_parquet_loses_nothing(tmp_path: Path) -> None:
    tally = on_disk("parquet", full(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(f"{name}.parquet" for name in TABLES)
    for name, some in rows_of(full()).items():
        read = duckdb.connect().execute(f"SELECT * FROM '{tmp_path}/{name}.parquet'")
        assert tuple(column[0] for column in read.description or ()) == TABLES[name].__struct_fields__
        assert read.fetchall() == [msgspec.structs.astuple(row) for row in some], name
        assert tally.rows[name] == len(some)


def test_parquet_has_types(tmp_path: Path) -> None:
    on_disk("parquet", Few(), tmp_path)
    types = dict(duckdb.connect().execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{tmp_path}/events.parquet')").fetchall())
    assert (types["first"], types["sources"], types["lat"], types["dated"], types["cameo"]) == ("DATE", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR")


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    some = [event(number) for number in range(2_000)]
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        on_disk("parquet", Few(*some), tmp_path / name)
    assert (tmp_path / "one" / "events.parquet").read_bytes() == (tmp_path / "other" / "events.parquet").read_bytes()


def test_without_duckdb_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(SettingError, match=r"pip install 'dragoman\[parquet\]'"):
        on_disk("parquet", Few(), tmp_path)


def test_an_event_in_its_columns() -> None:
    (row, *_) = rows_of(Few(event(who=FORMULA, deniers=()), event(2)))["events"]
    found = msgspec.structs.asdict(row)
    assert (found["event"], found["first"], found["quad"], found["goldstein"]) == ("h-000000000001", date(2025, 9, 2), "material_conflict", -10.0)
    assert (found["sources"], found["source_names"], found["unnamed"], found["direct"]) == (2, "Dagny Roke; a guard", 1, 1)
    assert (found["country_cow"], found["country_gw"], found["country_fips"], found["contexts"]) == ("645", "645", "IZ", "military; terrorism")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((), Toll()),
        ((killed(12, None),), Toll(12, 12, 12, True)),
        ((killed(12, None), killed(19, 19, "b"), killed(19, 19, "c")), Toll(19, 12, 19, False)),
        ((killed(5, 5), killed(7, 7, "b")), Toll(5, 5, 7, False)),
        ((killed(5, 5), killed(9, None, "b")), Toll(5, 5, 9, True)),
        ((killed(None, 20),), Toll(None, None, 20, False)),
        ((killed(0, 0),), Toll(0, 0, 0, False)),
    ],
)
def test_figures_come_to_one(figures: tuple[object, ...], expected: Toll) -> None:
    assert toll(figures, "killed") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (-90, -180, 1), (-89.75, -179.75, 1), (-89.75, 179.75, 720), (-89.5, -180, 721), (90, -180, 359 * 720 + 1), (-90, 180, 1),
        (0.25, 0.25, 180 * 720 + 361), (-55.75, -69.25, 49182), (None, 3.0, None),
    ],
)  # fmt: skip
def test_cells_of_the_prio_grid(lat: float | None, lon: float | None, cell: int | None) -> None:
    """49182 is the southernmost cell with land, off Cape Horn, in PRIO's own list."""
    assert priogrid(lat, lon) == cell
