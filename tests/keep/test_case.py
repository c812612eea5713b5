"""The case file: kept once, found again, versions, foreign files, two writers, and a process killed at any moment."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from dragoman.keep import Case, open_case
from dragoman.keep.search import Search, query
from dragoman.model.errors import SettingError
from dragoman.model.reading import Reading
from dragoman.model.record import Hit
from dragoman.pipeline import keep_reading
from eval.cases import DAM, readings_of
from tests.keep.test_record import RECORD
from tests.made import reading

SEED = 20261128
KILLS = 200
SECOND = """
import sys
from dragoman.keep import open_case
from dragoman.pipeline import keep_reading
from eval.cases import DAM, readings_of
from tests.keep.test_record import RECORD
from tests.made import reading
with open_case(sys.argv[1], write=True, waiting=lambda holder: print(holder, flush=True)) as case:
    keep_reading(case, reading("Two."))
"""


def keep(case: Case, *readings: Reading) -> list[str]:
    return [keep_reading(case, each).outcome for each in readings]


def test_a_report_is_kept_once(tmp_path: Path) -> None:
    one, two = reading("The harbour burned all night."), reading("The mayor slept.")
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        assert keep(case, one, two, one) == ["new", "new", "known"]
        assert case.count() == 2
        assert case.reading(one.report.id) == one
        assert [each.id for each in case.reports()] == [two.report.id, one.report.id]  # the newest first
    with open_case(tmp_path / "c.db") as case:
        assert case.has(two.report.id)
        assert case.report(one.report.id[:6]).headline == one.report.headline


def test_another_text_at_one_address_is_a_new_version(tmp_path: Path) -> None:
    before = reading("First paragraph.\nSecond paragraph.", url="https://gazette.example/1")
    after = reading("First paragraph.\nMended paragraph.\nThird.", url="https://gazette.example/1")
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keep(case, before)
        added = keep_reading(case, after)
        assert (added.outcome, added.replaces, added.changed) == ("version", before.report.id, (2, 1))
        assert [each.id for each in case.reports()] == [after.report.id]
        assert [each.replaced_by for each in case.reports(all_versions=True)] == [None, after.report.id]
        assert case.reading(before.report.id) == before  # nothing kept is lost


def test_an_older_text_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    newer = reading("Nine dead.", url="https://gazette.example/1", published="1931-05-05")
    older = reading("Three dead.", url="https://gazette.example/1", published="1931-05-03")
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        assert keep(case, newer, older) == ["new", "version"]
        assert [each.id for each in case.reports()] == [newer.report.id]


def test_a_version_is_no_copy_of_itself(tmp_path: Path) -> None:
    text = " ".join(f"word{number}" for number in range(80))
    before = reading(text + " first", url="https://gazette.example/1")
    copy = reading(text + " copied", outlet="Echo", published="1931-05-05")
    after = reading(text + " mended", url="https://gazette.example/1", published="1931-05-04")
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keep(case, before, copy, after)
        assert [(each.report, each.of) for each in case.echoes()] == [(copy.report.id, after.report.id)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cease-fire", '"cease-fire"'),
        ("O'Brien 31%", '"O\'Brien" "31%"'),
        ('envoy AND "river toll"', '"envoy" AND "river toll"'),
        ("( boat OR ship* ) NOT rain", '( "boat" OR "ship"* ) NOT "rain"'),
        ("U.S.", '"U.S."'),
        ('(boat OR ship) "f(x)" (rain)', '( "boat" OR "ship" ) AND "f(x)" AND ( "rain" )'),
        ("f(x) rain", '"f(x)" "rain"'),
    ],
)
def test_words_are_words_whatever_signs_they_have(words: str, expected: str) -> None:
    assert query(words) == expected


def marked(hit: Hit) -> str:
    for start, end in reversed(hit.marks):
        hit = msgspec.structs.replace(hit, snippet=f"{hit.snippet[:start]}[{hit.snippet[start:end]}]{hit.snippet[end:]}")
    return hit.snippet


def test_a_snippet_has_most_of_the_words(tmp_path: Path) -> None:
    far = "The council met on Monday. " * 40
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keep(case, reading(f"A [toll] was asked.\n{far}The ferrymen of Núñez would pay no toll on the river, and the ferry stopped. {far}"))
        (hit,) = case.look.search("ferry* toll nunez NOT salt")
        assert "The [ferry]men of [Núñez] would pay no [toll] on the river, and the [ferry] stopped." in marked(hit)
        assert marked(hit).startswith("…") is marked(hit).endswith("…") is True
        (text,) = Search(case._base).texts([hit.report]).values()
        assert text[hit.start : hit.end] == "ferry"
        (plain,) = case.look.search("(toll OR salt) asked")
        assert marked(plain).startswith("A [[toll]] was [asked]. The council")


def test_search(tmp_path: Path) -> None:
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keep(case, reading("The harbour burned all night."), reading("Señor Núñez slept in the harbour."), reading("Nothing here."))
        assert len(case.look.search("harbour")) == 2
        assert [marked(hit) for hit in case.look.search("nunez")] == ["Señor [Núñez] slept in the harbour."]
        assert marked(case.look.search('"harbour burned" night')[0]) == "The [harbour burned] all [night]."
        assert case.look.search("harbour's") == []
        with pytest.raises(SettingError, match="quotes"):
            case.look.search("harbour AND")


def test_what_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such case"):
        open_case(tmp_path / "none.db")
    with pytest.raises(SettingError, match="is a folder"):
        open_case(tmp_path)
    (tmp_path / "text.db").write_text("no database at all, but long enough to be read as one")
    with pytest.raises(SettingError, match="is no case"):
        open_case(tmp_path / "text.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(SettingError, match="is empty"):
        open_case(tmp_path / "empty.db")
    with pytest.raises(SettingError, match="cannot be written"):
        open_case(tmp_path / "no" / "folder.db", create=True, write=True)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(SettingError, match="another program's"):
        open_case(tmp_path / "other.db", create=True, write=True)
    with open_case(tmp_path / "c.db", create=True, write=True) as case:
        keep(case, reading("One."))
        with pytest.raises(SettingError, match="no report begins"):
            case.report("r-zz")


def test_the_second_writer_waits_and_hears_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with open_case(path, create=True, write=True) as case:
        keep(case, reading("One."))
        # a process of its own: a fork would inherit the lock
        child = subprocess.Popen([sys.executable, "-c", SECOND, str(path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline().startswith(f"process {os.getpid()}, since ")
        keep(case, reading("Three."))
        with open_case(path) as reader:  # readers never wait
            assert reader.count() == 2
    assert child.wait(timeout=60) == 0
    child.stdout.close()
    with open_case(path) as case:
        assert case.count() == 3


def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    words = ["fire", "harbour", "mayor", "guard", "night", "boat", "rain", "letter"]
    readings = [reading(f"Report {number}. " + " ".join(chance.choices(words, k=40))) for number in range(150)]
    readings += [reading(each.report.text + " Cut.", outlet="Echo") for each in readings[::3]]
    readings += readings_of(DAM)
    chance.shuffle(readings)
    path = tmp_path / "killed.db"
    with open_case(path, create=True, write=True):
        pass
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            with open_case(path, write=True) as case:
                keep(case, *(each for each in readings if not case.has(each.report.id)))
            os._exit(0)
        time.sleep(chance.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with open_case(path, write=True) as case:
        kept = case.count()
        keep(case, *readings)
    with open_case(tmp_path / "whole.db", create=True, write=True) as case:
        keep(case, *readings)
    assert kept > 0
    assert contents(path) == contents(tmp_path / "whole.db")


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the file holds but the moments of adding."""
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    queries = {
        "report": "SELECT id, source, url, outlet, headline, published, integrity, replaced_by, reading FROM report ORDER BY id",
        "shingle": "SELECT hash, id FROM shingle JOIN report USING (seq) ORDER BY 1, 2",
        "rare": "SELECT key, day, id FROM rare JOIN report USING (seq) ORDER BY 1, 2, 3",
        "trace": "SELECT id, trace FROM trace JOIN report USING (seq) ORDER BY 1",
        "ending_key": "SELECT key, day, id FROM ending_key JOIN report USING (seq) ORDER BY 1, 2, 3",
        "words": "SELECT report.id FROM words JOIN report ON report.seq = words.rowid WHERE words MATCH 'harbour' ORDER BY 1",
    }
    found = {name: base.execute(query).fetchall() for name, query in (queries | RECORD).items()}
    base.close()
    return found
