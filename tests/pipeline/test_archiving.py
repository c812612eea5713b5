"""Archives: cut, written and read back; the same bytes whoever reads and however often it is killed."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from multiprocessing import active_children
from pathlib import Path

import msgspec
import pytest

from dragoman.keep import open_case
from dragoman.keep.archive import open_archive
from dragoman.keep.parquet import EVENTS, REPORTS, Packer, unpacked
from dragoman.model.archive import Manifest
from dragoman.model.errors import DataError, SettingError
from dragoman.model.reading import Place
from dragoman.model.record import Added
from dragoman.pipeline import Keeper, Processes, add_sources, begun, read_archive
from dragoman.pipeline.archiving import Pool, Step
from dragoman.settings import Settings
from eval.cases import DAM, readings_of
from tests.keep.test_case import contents
from tests.pipeline import light

SEED = 20261129
SHARD = 4
KILLS = 20
WORDS = ["fine"] * 30 + ["failing"] + ["fine"] * 15


def source(folder: Path, words: Iterable[str], name: str = "in.jsonl") -> str:
    (folder / name).write_text(light.lines(list(words)), encoding="utf-8")
    return str(folder / name)


def read(where: Path | str, sources: list[str], pool: Pool, settings: Settings | None = None, shard: int = SHARD) -> list[Step]:
    settings = settings or Settings()
    with begun(str(where), settings, shard) as archive:
        return list(read_archive(archive, sources, settings, pool))


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != ".writer"
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    read(folder / "a", [source(folder, WORDS)], light.Here())
    return folder


def test_a_shard_is_cut_written_and_noted(whole: Path) -> None:
    manifest = open_archive(str(whole / "a")).manifest
    assert (manifest.complete, manifest.reports, manifest.failed, len(manifest.shards)) == (True, 45, 1, 12)
    assert [shard.given for shard in manifest.shards] == [SHARD] * 11 + [2]
    assert [(failure.message, shard.place) for shard in manifest.shards for failure in shard.failures] == [("30: no", 7)]
    assert set(files(whole / "a")) == {"manifest.json", *(file.name for shard in manifest.shards for file in shard.files)}
    archive = open_archive(str(whole / "a"))
    told = [reading.report.external_id for shard in manifest.shards for reading in archive.readings(shard)]
    assert told == [str(at) for at in range(46) if at != 30]


def test_killed_at_any_moment_every_reading_is_there_once(whole: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    sources = [str(whole / "in.jsonl")]
    found = set()
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            read(tmp_path / "a", sources, light.Here())
            os._exit(0)
        time.sleep(chance.random() * 0.3)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found.add(len(list((tmp_path / "a").rglob("*.parquet"))))
    assert len(found) > 2  # it was killed at different times
    read(tmp_path / "a", sources, light.Here())
    assert files(tmp_path / "a") == files(whole / "a")


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_killed_at_any_moment_change_nothing(whole: Path, tmp_path: Path, workers: int) -> None:
    chance = random.Random(SEED)
    kills = 0
    with begun(str(tmp_path / "a"), Settings(), SHARD) as archive, Processes(workers, light.read) as pool:
        for _ in read_archive(archive, [str(whole / "in.jsonl")], Settings(), pool):
            time.sleep(chance.random() * light.PAUSE * SHARD)
            if chance.random() < 0.5 and (children := active_children()):
                chance.choice(children).kill()
                kills += 1
    assert kills > 2
    assert files(tmp_path / "a") == files(whole / "a")
    assert active_children() == []


def test_a_report_that_kills_is_named_and_the_rest_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))  # of the processes that read
    with Processes(2, light.read) as pool:
        read(tmp_path / "a", [source(tmp_path, ["fine", "fine", "killing", "fine", "fine"])], pool)
    manifest = open_archive(str(tmp_path / "a")).manifest
    assert (manifest.reports, [failure.message for shard in manifest.shards for failure in shard.failures]) == (
        4,
        ["2: ends the process that reads it, perhaps for want of memory; please report it with the text"],
    )
    assert list(work.iterdir()) == []


def test_what_is_there_is_not_read_again(whole: Path, tmp_path: Path) -> None:
    words = WORDS[:6]
    assert [step.fresh for step in read(tmp_path / "a", [source(tmp_path, words)], light.Here())] == [True, True]
    assert [step.fresh for step in read(tmp_path / "a", [source(tmp_path, words)], light.Here())] == [False, False]
    grown = read(tmp_path / "a", [source(tmp_path, WORDS)], light.Here())
    assert [step.fresh for step in grown].count(False) == 1  # the shard that was full
    assert files(tmp_path / "a") == files(whole / "a")


def test_a_lost_file_is_read_anew_and_a_damaged_one_is_told(whole: Path, tmp_path: Path) -> None:
    sources = [str(whole / "in.jsonl")]
    read(tmp_path / "a", sources, light.Here())
    shard = open_archive(str(tmp_path / "a")).manifest.shards[3]
    lost = tmp_path / "a" / shard.files[0].name
    lost.write_bytes(lost.read_bytes()[::-1])
    with pytest.raises(DataError, match="is damaged; delete it, and the command that made the archive"):
        list(open_archive(str(tmp_path / "a")).readings(shard))
    lost.unlink()
    assert sum(step.fresh for step in read(tmp_path / "a", sources, light.Here())) == 1
    assert files(tmp_path / "a") == files(whole / "a")


def test_a_report_given_twice_is_read_once(tmp_path: Path) -> None:
    one = source(tmp_path, ["fine", "fine"])
    read(tmp_path / "a", [one, one], light.Here())
    manifest = open_archive(str(tmp_path / "a")).manifest
    assert (manifest.reports, manifest.repeated) == (2, 2)


def test_what_cannot_be_taken_in_belongs_to_its_shard(tmp_path: Path) -> None:
    read(tmp_path / "a", [str(tmp_path / "none.txt"), source(tmp_path, ["fine"])], light.Here())
    manifest = open_archive(str(tmp_path / "a")).manifest
    assert (manifest.reports, manifest.failed) == (1, 1)
    assert "no such file" in manifest.shards[0].failures[0].message


def test_other_makings_sources_and_folders_are_refused(whole: Path, tmp_path: Path) -> None:
    before = files(whole / "a")
    sources = [str(whole / "in.jsonl")]
    with pytest.raises(SettingError, match=r"was made otherwise \(outlet: None there, Gazette here; shard: 4 there, 5 here\); read into another"):
        read(whole / "a", sources, light.Here(), Settings(outlet="Gazette"), shard=5)
    assert files(whole / "a") == before
    with pytest.raises(SettingError, match="shard 0 was cut from other reports"):
        read(whole / "a", [source(tmp_path, ["odd"] * 50)], light.Here())
    assert files(whole / "a") == before
    with pytest.raises(SettingError, match="shard 1 was cut from other reports"):
        read(whole / "a", [source(tmp_path, WORDS[:4])], light.Here())
    assert files(whole / "a") == before  # it is still complete
    read(whole / "a", sources, light.Here())
    assert files(whole / "a") == before
    with pytest.raises(SettingError, match="other files are there"):
        read(tmp_path, sources, light.Here())
    with pytest.raises(SettingError, match="is a file"):
        read(sources[0], sources, light.Here())
    with pytest.raises(SettingError, match="no archive is there"):
        open_archive(str(tmp_path))


def test_a_store_holds_the_same(whole: Path) -> None:
    from fsspec import filesystem

    store = filesystem("memory")
    for name, words in (("news/a/1.jsonl", WORDS[:20]), ("news/b.txt", ()), ("news/skipped.py", ()), ("news/.hidden.txt", ())):
        store.pipe_file(f"/{name}", light.lines(words).encode() or b"Rain.")
    read("memory://archive", ["memory://news"], light.Here())
    archive = open_archive("memory://archive")
    told = [reading.report.external_id for shard in archive.manifest.shards for reading in archive.readings(shard)]
    assert told == [*(str(at) for at in range(20)), "b.txt"]
    assert archive.manifest.shards[:5] == open_archive(str(whole / "a")).manifest.shards[:5]
    assert not any(step.fresh for step in read("memory://archive", ["memory://news"], light.Here()))
    read("memory://other", ["memory://news/*.txt", "memory://none"], light.Here())
    (shard,) = open_archive("memory://other").manifest.shards
    assert (shard.reports, shard.failures[0].message.partition(";")[0]) == (1, "memory://none: no report is there")


def test_without_duckdb_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SettingError, match=r"pip install 'dragoman\[parquet\]'"):
        begun(str(tmp_path / "a"), Settings())


def test_adding_an_archive_is_adding_its_reports(tmp_path: Path) -> None:
    readings = list(readings_of(DAM))
    with Packer() as packer:
        for reading in readings:
            packer.add(reading)
        packed = packer.packed()
    assert list(unpacked(packed.reports)) == readings
    with begun(str(tmp_path / "a"), Settings()) as archive:
        archive.put("00000-" + "0" * 12, packed, ())
        archive.finish(1, 0)
    with open_case(tmp_path / "one.case", create=True, write=True) as case:
        assert len([item for item in add_sources(case, [str(tmp_path / "a")], Settings()) if isinstance(item, Added)]) == len(readings)
    with open_case(tmp_path / "other.case", create=True, write=True) as case:
        keeper = Keeper(case)
        for reading in readings:
            keeper.keep(reading)
    assert contents(tmp_path / "one.case") == contents(tmp_path / "other.case")


def test_readings_of_other_versions_are_refused_unless_accepted(whole: Path, tmp_path: Path) -> None:
    manifest = msgspec.json.decode((whole / "a" / "manifest.json").read_bytes(), type=Manifest)
    making = msgspec.structs.replace(manifest.making, versions=msgspec.structs.replace(manifest.making.versions, lexicon="older"))
    other = tmp_path / "a"
    for name, data in files(whole / "a").items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(data)
    (other / "manifest.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, making=making, complete=False)))
    with open_case(tmp_path / "c.case", create=True, write=True) as case:
        with pytest.raises(SettingError, match=r"lexicon and lists: older there, \w+ here\); --accept takes its readings"):
            list(add_sources(case, [str(other)], Settings()))
        items = list(add_sources(case, [str(other)], Settings(), accept=True))
        assert case.count() == 45
    assert str(items[0]).endswith("the rest can be")


def test_the_columns_are_those_of_the_manual() -> None:
    page = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")
    for table in (REPORTS, EVENTS):
        rows = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 4]
        named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
        assert set(table) <= named


def test_a_reading_that_fits_no_row_is_refused_alone() -> None:
    readings = list(readings_of(DAM))[:3]
    place = Place(id="p", start=0, end=1, name="Tamsoke", geonameid=2**70)
    odd = msgspec.structs.replace(readings[1], places=(place,), events=(msgspec.structs.replace(readings[1].events[0], place="p"),))
    with Packer() as packer:
        for reading in (readings[0], odd, readings[2]):
            packer.add(reading)
        packed = packer.packed()
    assert list(unpacked(packed.reports)) == [readings[0], readings[2]]
    assert (packed.readings, packed.told) == (2, len(readings[0].events) + len(readings[2].events))
    assert [(failure.report, "fits no row" in failure.message) for failure in packer.refused] == [(odd.report.id, True)]


def test_no_worker_outlives_the_run() -> None:
    script = (
        "import time; from multiprocessing import active_children; from dragoman.pipeline import Processes; pool = Processes(2, time.sleep)\n"
        "pool.submit(600); pool.submit(600); print(*(each.pid for each in active_children()), flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        states = [Path("/proc", pid, "stat") for pid in run.stdout.readline().split()]
        assert len(states) == 2
        run.kill()
    until = time.monotonic() + 60
    while any(state.exists() and state.read_text(encoding="utf-8").split()[2] != "Z" for state in states):
        assert time.monotonic() < until
        time.sleep(0.1)
