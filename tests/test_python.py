"""The package as who works in Python meets it: a case, its look-ups as nouns and as tables, its manual and its notebook."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import dragoman
from dragoman.frames import Results, columns, kinds_of
from dragoman.model.errors import SettingError, SourceError
from dragoman.model.happening import Contest, Happening
from dragoman.model.record import Kept, Speaker
from eval.cases import DAM, readings_of
from tests.keep.test_record import made
from tools import build_api, notebook


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("python") / "dam.case", readings_of(DAM))


@pytest.fixture
def case(file: Path) -> Iterator[dragoman.Case]:
    with dragoman.open_case(file) as opened:
        yield opened


def test_every_look_up_gives_its_noun(case: dragoman.Case) -> None:
    best = case.events(sort="sources", limit=1)[0]
    assert case.event(best.id[:10]) == best == case.why(best.id).happening
    actor = case.actors("Brisk")[0]
    assert case.actor(actor.id) == actor
    assert {party.entity for party in case.parties(best.id)[best.id]} <= {each.id for each in case.actors(limit=10_000)}
    assert all(actor.id in {party.entity for party in case.parties(each.id)[each.id]} for each in case.deeds(actor.id, limit=5))
    found = [
        case.news(limit=3), case.disputes(limit=3), case.ahead(status="happened"), case.sources("Brisk"), case.silences(limit=3), case.heard(actor.id),
        case.stated(limit=3), case.reports(limit=3), case.echoes(limit=3), case.search("truce", limit=3), case.changes(limit=3),
    ]  # fmt: skip
    for results in found:
        assert results
        assert all(type(each) is results.noun for each in results)
    report = case.reports(limit=1)[0]
    assert case.reading(report.id).report.id == case.report(report.id).id
    assert len(case.corrections()) == 0


def test_filters_are_days_and_words(case: dragoman.Case) -> None:
    by_words = case.events(type="assault", since="2025-10-01", until="2025-10-10", place="Norrigat", limit=100)
    assert by_words == case.events(type="ASSAULT", since=date(2025, 10, 1), until=date(2025, 10, 10), place="norrigat", limit=100)
    assert all(each.type == "ASSAULT" for each in by_words)
    with pytest.raises(SettingError, match="'soon' is not a date"):
        case.events(since="soon")


def test_what_it_implies(case: dragoman.Case, tmp_path: Path) -> None:
    assert case.ties(limit=5).ties
    assert case.sides().camps.camps
    assert case.tension().tension.bins
    assert case.what_if(("remove_actor", "Edric Brisk"), until="2025-10-01") != case.what_if(("remove_actor", "Irena Vost"), until="2025-10-01")
    assert case.episodes("Orvany", since="2025-09-01").episodes
    assert case.turns("Orvany").names is not None
    seats = tmp_path / "seats.yaml"
    seats.write_text("parties: {Norrigat League: 40, Commons Union: 35, Harbour List: 25}\n")
    chamber = case.coalitions(seats, lift=["Commons Union"])
    assert chamber is not None
    assert len(chamber.every.found) == 3


def test_exports_and_comparisons(case: dragoman.Case, tmp_path: Path) -> None:
    manifest = case.export("plover", tmp_path / "x.jsonl", type="assault", limit=5)
    assert manifest.files[0].name == "x.jsonl"
    with pytest.raises(SettingError, match="no such format"):
        case.export("excel", tmp_path / "x")
    (tmp_path / "t.csv").write_text("day,plover,actor,place\n2025-09-02,ASSAULT,Gunmen,Tamsoke\n")
    assert case.compare(tmp_path / "t.csv").counts["both"] == 1


def test_adding_and_correcting(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "c.case"
    copy.write_bytes(file.read_bytes())
    told: list[object] = []
    done = dragoman.add(copy, DAM, tmp_path / "gone.txt", seen=told.append)
    assert told == list(done)
    assert sorted({type(each).__name__ if isinstance(each, SourceError) else each.outcome for each in done}) == ["SourceError", "known"]
    with dragoman.open_case(copy, write=True) as case:
        best = case.events(sort="sources", limit=1)[0]
        case.correct("ana", "a rumour").reject(best.id)
        assert case.corrections()[0].author == "ana"
        assert best.id not in {each.id for each in case.events(limit=1000)}
    with pytest.raises(SettingError, match="no such case"):
        dragoman.open_case(tmp_path / "none.case")


def test_days_are_dates_and_nouns_within_are_dictionaries(case: dragoman.Case) -> None:
    best = case.events(sort="sources", limit=1)
    table = best.columns()
    assert list(table) == list(Happening.__struct_fields__)
    assert table["first"] == [date(2025, 9, 2)]
    assert table["tellings"][0][0]["published"] == date.fromordinal(best[0].tellings[0].published or 0)
    assert table["reports"][0] == list(best[0].reports)
    assert columns(Contest, ()) == {name: [] for name in Contest.__struct_fields__}
    kinds = kinds_of(Kept)
    assert (kinds["published"], kinds["integrity"], kinds_of(Speaker)["first"], kinds_of(Happening)["tellings"]) == (str, float, date, object)


def test_pandas(case: dragoman.Case) -> None:
    frame = case.events(limit=100).df()
    assert list(frame.columns) == list(Happening.__struct_fields__)
    assert len(frame) == 100
    assert str(frame["last"].dtype).startswith("datetime64")
    assert frame["last"].max().date() == max(date.fromordinal(each.last) for each in case.events(limit=100) if each.last)
    assert str(frame["echoes"].dtype) == "Int64"
    empty = case.events(actor="nobody of this name").df()
    assert (len(empty), list(empty.columns), str(empty["last"].dtype)) == (0, list(frame.columns), str(frame["last"].dtype))


def test_arrow(case: dragoman.Case) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = case.events(limit=100).arrow()
    assert table.schema.field("last").type == pyarrow.date32()
    assert table.to_pylist()[0]["id"] == case.events(limit=1)[0].id
    assert case.events(actor="nobody of this name").arrow().schema.field("last").type == pyarrow.date32()


def test_polars(case: dragoman.Case) -> None:
    polars = pytest.importorskip("polars")
    frame = case.events(limit=100).pl()
    assert (frame.height, frame.schema["last"], frame["id"][0]) == (100, polars.Date, case.events(limit=1)[0].id)
    assert case.events(actor="nobody of this name").pl().schema["last"] == polars.Date


@pytest.mark.parametrize(("package", "method"), [("pandas", "df"), ("polars", "pl"), ("pyarrow", "arrow")])
def test_a_package_that_is_missing(monkeypatch: pytest.MonkeyPatch, package: str, method: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SettingError, match=f"{package} is not installed, .*: pip install {package}"):
        getattr(Results(Kept, ()), method)()


def test_the_manual_is_what_the_package_says() -> None:
    assert build_api.PAGE.read_text(encoding="utf-8") == build_api.page(), "run: python -m tools.build_api"


def test_the_notebook_runs(file: Path, tmp_path: Path) -> None:
    page = json.loads(notebook.PAGE.read_text(encoding="utf-8"))
    printed = notebook.run(page, notebook.workplace(file, tmp_path))
    for cell, text in zip(notebook.cells(page), printed, strict=True):
        assert bool(cell["outputs"]) == bool(text), "run: python -m tools.notebook CASE"
    shown = "".join(printed)
    assert "Gunmen → Tamsoke 12 sources" in shown
    assert "(True, True)" in shown
