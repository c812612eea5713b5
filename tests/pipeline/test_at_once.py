"""Archives into a new case all at once: what adding their reports one by one gives."""

import os
import random
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from bench.variations import variations
from dragoman.keep import blocks, open_case
from dragoman.keep.parquet import Packer
from dragoman.model.archive import Failure
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.reading import Reading
from dragoman.model.wanted import Wanted
from dragoman.pipeline import add_at_once, atonce, begun
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


def cases() -> list[Reading]:
    """The invented case and the examples; and two reports of the next year that tell as history what the first of the case told."""
    found = [*readings_of(DAM), *readings_of(EXAMPLES)]
    for reading in found[:2]:
        report = msgspec.structs.replace(reading.report, id=reading.report.id + "-recalled", url=None, published="2026-09-01")
        events = tuple(msgspec.structs.replace(event, status="historical") for event in reading.events)
        found.append(msgspec.structs.replace(reading, report=report, events=events))
    return found


def versions() -> list[Reading]:
    """Reports of the dam as texts at few addresses, one after another: all but the last of each are replaced."""
    found = []
    for at, reading in enumerate(readings_of(DAM)[:12]):
        found.append(msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, url=f"https://gazette.example/{at % 4}")))
    return found


def same(found: Path, expected: Path) -> None:
    one, other = record(found), record(expected)
    assert len(other["happening"]) > 5
    for name, rows in other.items():
        assert one[name] == rows, name


@pytest.mark.parametrize(
    "readings",
    [cases, lambda: shuffled(cases()), lambda: shuffled(list(variations(VARIED))), versions],
    ids=["cases", "shuffled", "varied", "versions"],
)
def test_it_is_what_adding_one_by_one_gives(tmp_path: Path, readings: Callable[[], list[Reading]]) -> None:
    some = readings()
    items = list(add_at_once(tmp_path / "once.case", [archive(tmp_path / "a", some)], Settings()))
    assert len(items) == len(some)
    same(tmp_path / "once.case", made(tmp_path / "one.case", some))
    assert (readings is not cases) or record(tmp_path / "one.case")["recall"]
    assert {file.name for file in tmp_path.iterdir()} == {"a", "once.case", "once.case.writer", "one.case", "one.case.writer"}


def test_more_can_be_added(tmp_path: Path) -> None:
    some = shuffled(cases())
    half = len(some) // 2
    items = list(add_at_once(tmp_path / "once.case", [archive(tmp_path / "a", some[:half])], Settings()))
    assert len(items) == half
    made(tmp_path / "once.case", some[half:])
    same(tmp_path / "once.case", made(tmp_path / "one.case", some))


def test_few_keys_at_a_time_several_processes_and_batches_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of days, batches of parts and what is remembered are cut small."""
    some = shuffled(cases())
    monkeypatch.setattr(blocks, "STRETCH", 500)
    monkeypatch.setattr(blocks, "FETCHED", 7)
    for name in ("READ", "TOGETHER", "COPIES", "AT_HAND"):
        monkeypatch.setattr(atonce, name, 5)
    items = list(add_at_once(tmp_path / "once.case", [archive(tmp_path / "a", some)], Settings(), workers=2))
    assert len(items) == len(some)
    same(tmp_path / "once.case", made(tmp_path / "one.case", some))


def test_the_feed_names_each_happening_once(tmp_path: Path) -> None:
    list(add_at_once(tmp_path / "once.case", [archive(tmp_path / "a", readings_of(DAM))], Settings()))
    with open_case(tmp_path / "once.case") as case:
        changes = case.corrections.changes(limit=10**6)
        assert {each.what for each in changes} == {"new"}
        assert sorted(each.id for each in changes) == sorted(each.id for each in case.look.happenings(Wanted(limit=10**4)))


def test_broken_off_there_is_no_case(tmp_path: Path) -> None:
    where = archive(tmp_path / "a", readings_of(DAM)[:5])
    work = add_at_once(tmp_path / "c.case", [where], Settings())
    next(work)
    work.close()
    assert {file.name for file in tmp_path.iterdir()} == {"a", "c.case.writer"}
    child = os.fork()
    if child == 0:
        for _ in add_at_once(tmp_path / "c.case", [where], Settings(), say=lambda _: os.kill(os.getpid(), signal.SIGKILL)):
            pass
    os.waitpid(child, 0)
    assert {file.name for file in tmp_path.iterdir()} > {"c.case.partial", "c.case.work"}
    assert not (tmp_path / "c.case").exists()
    assert len(list(add_at_once(tmp_path / "c.case", [where], Settings()))) == 5
    same(tmp_path / "c.case", made(tmp_path / "one.case", readings_of(DAM)[:5]))
    assert {file.name for file in tmp_path.glob("c.case*")} == {"c.case", "c.case.writer"}


def test_failures_are_told_and_no_case_is_changed(tmp_path: Path) -> None:
    where = archive(tmp_path / "a", readings_of(DAM)[:2], (Failure(report=None, message="line 3: not JSON"),))
    items = list(add_at_once(tmp_path / "c.case", [where, where], Settings()))
    told = [str(each) if isinstance(each, SourceError) else each.outcome for each in items]
    assert told == ["line 3: not JSON", "new", "new", "line 3: not JSON", "known", "known"]
    with pytest.raises(SettingError, match="is there already"):
        list(add_at_once(tmp_path / "c.case", [where], Settings()))
    with pytest.raises(SettingError, match="no archive is there"):
        list(add_at_once(tmp_path / "d.case", [str(tmp_path)], Settings()))
