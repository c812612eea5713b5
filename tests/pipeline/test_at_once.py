"""Archives into a new case all at once: what adding their reports one by one gives."""

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from bench.variations import variations
from dragoman.keep import open_case
from dragoman.keep.parquet import Packer
from dragoman.model.archive import Failure
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.reading import Reading
from dragoman.model.record import Added
from dragoman.pipeline import add_at_once, begun
from dragoman.settings import Settings
from eval.cases import DAM, EXAMPLES, readings_of
from tests.keep.test_record import made, record

SEED = 20261129
VARIED = 400


def archive(where: Path, readings: Sequence[Reading], failures: Sequence[Failure] = ()) -> str:
    """An archive of these readings."""
    with Packer() as packer:
        for reading in readings:
            packer.add(reading)
        packed = packer.packed()
    with begun(str(where), Settings()) as opened:
        opened.put("00000-" + "0" * 12, packed, failures)
        opened.finish(1, 0)
    return str(where)


def shuffled(readings: Sequence[Reading]) -> list[Reading]:
    some = list(readings)
    random.Random(SEED).shuffle(some)
    return some


def versions() -> list[Reading]:
    """Reports of the dam as texts at few addresses, one after another: all but the last of each are replaced."""
    found = []
    for at, reading in enumerate(readings_of(DAM)[:12]):
        found.append(msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, url=f"https://gazette.example/{at % 4}")))
    return found


@pytest.mark.parametrize(
    "readings",
    [
        lambda: [*readings_of(DAM), *readings_of(EXAMPLES)],
        lambda: shuffled([*readings_of(DAM), *readings_of(EXAMPLES)]),
        lambda: shuffled(list(variations(VARIED))),
        versions,
    ],
    ids=["cases", "shuffled", "varied", "versions"],
)
def test_all_at_once_is_one_by_one(tmp_path: Path, readings) -> None:
    some = readings()
    items = list(add_at_once(tmp_path / "once.case", [archive(tmp_path / "a", some)], Settings()))
    assert len(items) == len(some)
    expected, found = record(made(tmp_path / "one.case", some)), record(tmp_path / "once.case")
    assert len(expected["happening"]) > 5
    for name, rows in expected.items():
        assert found[name] == rows, name
