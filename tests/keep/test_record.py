"""The record follows from readings and decisions alone: any order of adding, undoing, rebuilding give the same."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec
import pytest

from dragoman.keep import Case, open_case
from dragoman.model.entity import Entity
from dragoman.model.errors import SettingError
from dragoman.model.happening import Happening
from dragoman.model.reading import Reading
from dragoman.model.record import Echo
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector, Keeper, rebuild, why
from dragoman.reconcile import joined, whole
from dragoman.reconcile.due import dues
from dragoman.reconcile.endings import endings_of
from dragoman.reconcile.entities import entities_of
from dragoman.show.corroboration import corroboration
from eval.cases import DAM, readings_of

SEEDS = (1, 2, 3)
RECORD = {
    "telling": "SELECT key, aspect, shadow, core, owner, telling FROM telling ORDER BY key",
    "pair": "SELECT * FROM pair ORDER BY one, other",
    "happening": "SELECT id, type, day, first, standing, sources, told, intensity, certainty, place, geonameid, lat, lon, country, precision, happening "
    "FROM happening ORDER BY id",
    "happening_words": "SELECT id, parties, places FROM happening JOIN happening_words ON happening_words.rowid = happening.n ORDER BY id",
    "happening_origin": "SELECT * FROM happening_origin ORDER BY key, id",
    "contest": "SELECT * FROM contest ORDER BY id, kind, what",
    "recall": "SELECT * FROM recall ORDER BY telling, of",
    "answer": "SELECT * FROM answer ORDER BY ahead, told",
    "due": "SELECT id, type, day, outcome, closed, due FROM due ORDER BY id",
    "persona": "SELECT signature, entity, persona FROM persona ORDER BY signature",
    "judgement": "SELECT * FROM judgement ORDER BY one, other",
    "entity": "SELECT id, name, kind, country, sector, reports, last, entity FROM entity ORDER BY id",
    "speaker": "SELECT key, name, kind, basis, reports, statements, denials, first, last FROM speaker ORDER BY key",
    "said": "SELECT key, id, day, name, kind, basis, statements, denials, signature FROM said JOIN report USING (seq) ORDER BY key, id",
    "silence": "SELECT id, start, party, day, response, signature, silence FROM silence JOIN report USING (seq) ORDER BY id, start",
    "appearance": "SELECT id, actor, signature FROM appearance JOIN report USING (seq) ORDER BY id, actor",
    "party": "SELECT key, role, signature FROM party LEFT JOIN telling USING (n) ORDER BY key, role, signature",
    "tie": 'SELECT report.id, tie.id, type, sign, tie.source, target, first, last, day, start, "end", factuality, odds, quote, shown FROM tie JOIN report USING (seq) ORDER BY report.id, tie.id',
    "seat": 'SELECT report.id, name, party, head, seats, "of", day, start, "end", quote FROM seat JOIN report USING (seq) ORDER BY report.id, start, name',
    "follow": 'SELECT report.id, earlier, later, start, "end" FROM follow JOIN report USING (seq) ORDER BY report.id, earlier, later',
    "echo": "SELECT * FROM echo ORDER BY report, of",
}


@cache
def readings() -> tuple[Reading, ...]:
    """The invented case: copies, updates, new versions of one happening, denials, announcements and their outcomes."""
    return tuple(readings_of(DAM))


def record(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that follows from the readings of a case, without the numbers that the order of adding gives."""
    base = sqlite3.connect(path)
    found = {name: base.execute(query).fetchall() for name, query in RECORD.items()}
    base.close()
    return found


def made(path: Path, some: Iterable[Reading]) -> Path:
    with open_case(path, create=True, write=True) as case:
        keeper = Keeper(case)
        for each in some:
            keeper.keep(each)
    return path


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("record") / "c.db", readings())


@pytest.fixture(scope="module")
def expected(pristine: Path) -> dict[str, list[tuple[object, ...]]]:
    return record(pristine)


@pytest.fixture
def case(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(pristine, tmp_path / "c.db"))


def test_the_case_has_something_of_everything(expected: dict[str, list[tuple[object, ...]]]) -> None:
    assert {name for name, rows in expected.items() if not rows} <= {"recall", "seat"}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_gives_the_same(tmp_path: Path, expected: dict[str, list[tuple[object, ...]]], seed: int) -> None:
    some = list(readings())
    random.Random(seed).shuffle(some)
    found = record(made(tmp_path / "c.db", some))
    for name, rows in expected.items():
        assert found[name] == rows, name


def test_rebuilt_it_is_the_same(case: Path, expected: dict[str, list[tuple[object, ...]]]) -> None:
    with open_case(case, write=True) as opened:
        before = opened.corrections.last_change()
        assert len(list(rebuild(opened))) == len(readings())
        assert opened.corrections.last_change() == before
    assert record(case) == expected


def test_a_rebuild_broken_off_leaves_the_case_as_it_was(case: Path, expected: dict[str, list[tuple[object, ...]]]) -> None:
    with open_case(case, write=True) as opened:
        work = rebuild(opened)
        next(work)
        work.close()
    assert record(case) == expected


def test_woven_one_by_one_it_is_what_all_at_once_gives(case: Path) -> None:
    tellings = [telling for reading in readings() for telling in whole(reading)]
    with open_case(case) as opened:
        echoes = opened.echoes()
        happenings = joined([each for each in tellings if each.aspect == "told"], echoes)
        assert {each.id: each for each in opened.look.happenings(Wanted(limit=10**4))} == {each.id: each for each in happenings}
        found = joined([each for each in tellings if each.aspect == "news"], echoes)
        assert {each.id: each for each in opened.look.news(Wanted(limit=10**4))} == {each.id: each for each in found if len(each.reports) > 1}
        owner = {telling.key: each.id for each in happenings for telling in each.tellings}
        endings = [each for reading in readings() for each in endings_of(reading)]
        assert {each.id: each for each in opened.look.dues(Wanted(limit=10**4))} == {
            each.id: each for each in dues(tellings, endings, echoes, opened.look.today(), owner)
        }
        assert by_id(opened.look.entities(Wanted(limit=10**4))) == by_id(entities_of(readings()))


def by_id(entities: Iterable[Entity]) -> dict[str, Entity]:
    return {each.id: each for each in entities}


def test_an_echo_never_raises_a_count(case: Path) -> None:
    """Each original is copied once more; every happening has as many independent sources as before."""
    with open_case(case, write=True) as opened:
        before = counted(opened)
        keeper = Keeper(opened)
        for each in readings()[::3]:
            later = (date.fromisoformat(each.report.published or "2025-09-01") + timedelta(days=3)).isoformat()
            report = msgspec.structs.replace(each.report, id=each.report.id + "-copy", outlet="Copyist", url=None, published=later)
            assert keeper.keep(msgspec.structs.replace(each, report=report)).outcome == "new"
        after = counted(opened)
        assert {key: after[key] for key in before} == before
        assert len(after) > len(before)


def counted(case: Case) -> dict[str, int]:
    """Telling → how many independent sources its happening has."""
    return {telling.key: len(each.origins) for each in case.look.happenings(Wanted(limit=10**4)) for telling in each.tellings}


def test_a_new_version_replaces_all_that_the_old_one_told(tmp_path: Path) -> None:
    """What remains is what the newer version alone would have given."""
    old, new = readings()[0], readings()[1]
    url = "https://gazette.example/1"
    old = msgspec.structs.replace(old, report=msgspec.structs.replace(old.report, url=url, published="2025-01-01"))
    new = msgspec.structs.replace(new, report=msgspec.structs.replace(new.report, url=url, published="2025-01-02"))
    rest = readings()[2:12]
    made(tmp_path / "both.db", [old, *rest, new])
    made(tmp_path / "new.db", [*rest, new])
    found, alone = record(tmp_path / "both.db"), record(tmp_path / "new.db")
    for name in alone:
        assert found[name] == alone[name], name


def first_two(case: Case) -> tuple[Happening, Happening]:
    """Two happenings of one type that several reports tell, and more than one."""
    some = [each for each in case.look.happenings(Wanted(limit=10**4)) if len(each.reports) > 1]
    return some[0], some[1]


def merge(by: Corrector, case: Case) -> list[int]:
    one, other = first_two(case)
    return [by.merge(one.id, other.id).number]


def split(by: Corrector, case: Case) -> list[int]:
    one, _ = first_two(case)
    return [each.number for each in by.split(one.id, one.reports[-1])]


def reject(by: Corrector, case: Case) -> list[int]:
    return [by.reject(first_two(case)[0].id).number]


def retype(by: Corrector, case: Case) -> list[int]:
    return [by.retype(first_two(case)[0].id, "aid").number]


def add(by: Corrector, _: Case) -> list[int]:
    report = readings()[0].report
    return [by.add(report.id, report.text[10:40], "consult", who="Free Ulvane Movement", day="2025-09-01", place="Velane").number]


def rename(by: Corrector, case: Case) -> list[int]:
    return [by.rename(case.look.entities(Wanted())[0].id, "Somebody Else").number]


def merge_actors(by: Corrector, case: Case) -> list[int]:
    one, other, *_ = case.look.entities(Wanted())
    return [by.merge_actors(one.id, other.id).number]


def split_actors(by: Corrector, case: Case) -> list[int]:
    whole_one = next(each for each in case.look.entities(Wanted()) if len(each.personas) > 1)
    return [by.split_actors(whole_one.id, whole_one.personas[-1]).number]


def distrust(by: Corrector, case: Case) -> list[int]:
    return [by.distrust(case.look.happenings(Wanted(min_sources=2))[0].origins[0].key).number]


def distrust_outlet(by: Corrector, _: Case) -> list[int]:
    return [by.distrust(readings()[0].report.outlet or "").number]


DECISIONS = (merge, split, reject, retype, add, rename, merge_actors, split_actors, distrust, distrust_outlet)


@pytest.mark.parametrize("decide", DECISIONS, ids=lambda decide: decide.__name__)
def test_a_decision_changes_something_stays_through_a_rebuild_and_undone_was_never_made(
    case: Path, expected: dict[str, list[tuple[object, ...]]], decide: Callable[[Corrector, Case], list[int]]
) -> None:
    with open_case(case, write=True) as opened:
        numbers = decide(Corrector(opened, "ana", "because"), opened)
        decided = record(case)
        assert decided != expected
        list(rebuild(opened))
        assert record(case) == decided
        for number in numbers:
            Corrector(opened, "otto").undo(number)
        assert record(case) == expected
        assert [(each.author, each.undone_by) for each in opened.corrections.log()] == [("ana", "otto")] * len(numbers)
        with pytest.raises(SettingError, match="undone already"):
            Corrector(opened, "otto").undo(numbers[0])


@pytest.mark.parametrize("decide", DECISIONS, ids=lambda decide: decide.__name__)
def test_a_decision_holds_for_what_comes_later(tmp_path: Path, decide: Callable[[Corrector, Case], list[int]]) -> None:
    """Deciding and then adding gives what adding and then deciding gives, where both mean the same."""
    first, later = readings()[:16], readings()[16:20]
    paths = (tmp_path / "a.db", tmp_path / "b.db")
    subjects = []
    with open_case(made(paths[0], first), write=True) as case:
        decide(Corrector(case, "ana"), case)
        subjects = case.corrections.log()
        keeper = Keeper(case)
        for each in later:
            keeper.keep(each)
    with open_case(made(paths[1], (*first, *later)), write=True) as case:
        for made_before in subjects:
            case.corrections.add(made_before.what, made_before.subject, author="ana", value=made_before.value)
        list(rebuild(case))
    assert record(paths[0]) == record(paths[1])


def test_what_decisions_say(case: Path) -> None:
    with open_case(case, write=True) as opened:
        one, other = first_two(opened)
        by = Corrector(opened, "ana", "same night")
        by.merge(one.id, other.id)
        found = [each for each in opened.look.happenings(Wanted(limit=10**4)) if each.id in {one.id, other.id}]
        assert {*one.reports, *other.reports} == set(found[0].reports)
        assert [each.by_hand for each in found] == [("merge by ana: same night",)]
        by.reject(found[0].id)
        assert found[0].id not in {each.id for each in opened.look.happenings(Wanted(limit=10**4))}
        assert [each.id for each in opened.look.happenings(Wanted(status="rejected"))] == [found[0].id]
        best = opened.look.happenings(Wanted(min_sources=2, sort="sources"))[0]
        by.distrust(best.origins[0].key)
        assert "more that you trust less" in corroboration(opened.look.happening(best.id))


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda by, one: by.merge(one.id, one.id), "are one event already"),
        (lambda by, one: by.split(one.id, next(each.report.id for each in readings() if each.report.id not in one.reports)), "nothing to split"),
        (lambda by, one: by.retype(one.id, "PARTY"), "is no event type"),
        (lambda by, one: by.add(one.reports[0], "no such words at all", "AID"), "does not have the words"),
        (lambda by, _: by.distrust("Nobody Known"), "no source and no outlet is called so"),
        (lambda by, _: by.undo(7), "there is none"),
    ],
)
def test_decisions_that_cannot_be(case: Path, act: Callable[[Corrector, Happening], object], message: str) -> None:
    with open_case(case, write=True) as opened, pytest.raises(SettingError, match=message):
        act(Corrector(opened, "ana"), first_two(opened)[0])


def test_the_feed_says_what_went_into_what(case: Path) -> None:
    with open_case(case, write=True) as opened:
        one, other = first_two(opened)
        before = opened.corrections.last_change()
        Corrector(opened, "ana").merge(one.id, other.id)
        changes = opened.corrections.changes(before)
        assert [each.what for each in changes if each.id in {one.id, other.id}] in (["changed", "gone"], ["gone", "changed"])
        assert next(each.into for each in changes if each.what == "gone") in {one.id, other.id}


def test_the_feed_alone_gives_the_ids_in_force(case: Path) -> None:
    """Who follows the feed knows which happenings there are."""
    with open_case(case) as opened:
        there: set[str] = set()
        for each in opened.corrections.changes(limit=10**6):
            assert (each.id in there) == (each.what != "new")
            (there.discard if each.what == "gone" else there.add)(each.id)
        assert there == {each.id for each in opened.look.happenings(Wanted(limit=10**4))}


def test_why(case: Path) -> None:
    with open_case(case) as opened:
        best = opened.look.happenings(Wanted(sort="sources"))[0]
        found = why(opened, best.id[:9])
        assert found.happening == best
        assert set(found.reports) == set(best.reports)
        assert all(isinstance(each, Echo) and each.report in best.reports for each in found.echoes)
        assert found.standing in ("told", "disputed", "denied")
