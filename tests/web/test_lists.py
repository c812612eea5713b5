"""Sources, silences, disputes, what is ahead, echoes, reports, corrections: what the pages show is what the record has, filtered, and leads to the words."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from dragoman.keep import Case, open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import Serving, site

from .conftest import HERE

SPAN = re.compile(r'href="/report/(r-[0-9a-f]+)#(\d+)-(\d+)"')


@pytest.fixture(scope="module")
def case(dam: Path) -> Iterator[Case]:
    with open_case(dam) as opened:
        yield opened


def asked(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params={**query, "format": "json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(client: TestClient, path: str, **query: Any) -> str:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


PATHS = ("/sources", "/silences", "/disputes", "/ahead", "/echoes", "/reports", "/search?words=truce", "/corrections")


@pytest.mark.parametrize("path", PATHS)
def test_every_link_into_a_report_leads_to_words_of_it(client: TestClient, case: Case, path: str) -> None:
    for report, start, end in SPAN.findall(shown(client, path)):
        text = case.reading(report).report.text
        assert 0 <= int(start) < int(end) <= len(text)
        assert text[int(start) : int(end)].strip()


def test_sources(client: TestClient, case: Case) -> None:
    found = asked(client, "/sources")["sources"]
    (brisk,) = (each for each in found if each["source"]["key"] == "edric brisk")
    assert (brisk["source"]["reports"], brisk["source"]["statements"]) == (13, 29)
    assert case.look.entity(brisk["entity"]).name == "Edric Brisk"
    reports = asked(client, "/reports", source="edric brisk")
    assert len(reports["reports"]) == 13
    assert reports["heard"] == "Edric Brisk"
    assert all("Brisk" in case.reading(each["id"]).report.text for each in reports["reports"])
    assert {each["source"]["kind"] for each in asked(client, "/sources", kind="document")["sources"]} == {"document"}
    named = asked(client, "/sources", actor="benedikt aur")["sources"]
    assert named[0]["source"]["key"] == "benedikt aurelle"
    assert all("Benedikt Aurelle" in each["source"]["name"] for each in named)
    assert all(each["source"]["last"] >= 739540 for each in asked(client, "/sources", since="2025-10-15")["sources"])
    assert "/actor/" + brisk["entity"] in shown(client, "/sources")


def test_a_source_trusted_less(dam: Path, tmp_path: Path) -> None:
    file = shutil.copy(dam, tmp_path / "d.case")
    serving = Serving(case=Path(file), author="ana")
    with TestClient(site(serving), base_url=HERE) as client:
        form = 'name="source" value="benedikt aurelle"'
        assert form in shown(client, "/sources", actor="benedikt aurelle")
        said = client.post("/correct/distrust", data={"source": "benedikt aurelle", "reason": "of one mind with it", "token": serving.token})
        assert said.status_code == 200
        after = shown(client, "/sources", actor="benedikt aurelle")
        assert "trusted less" in after
        assert form not in after
        (decision,) = asked(client, "/corrections")["decisions"]
        assert (decision["about"][0]["said"], decision["about"][0]["address"]) == ("Benedikt Aurelle", "/reports?source=benedikt+aurelle")
    with TestClient(site(Serving(case=Path(file), read_only=True)), base_url=HERE) as client:
        assert "<form method=" not in shown(client, "/sources") + shown(client, "/corrections")


def test_silences(client: TestClient, case: Case) -> None:
    everyone = asked(client, "/silences")["silences"]
    assert [each["silence"]["start"] for each in everyone] == [each.start for each in case.look.silences(Wanted())]
    for each in everyone:
        silence = each["silence"]
        text = case.reading(silence["report"]).report.text
        assert text[silence["start"] : silence["end"]].split()[0] in silence["quote"]
    assert {each["silence"]["response"] for each in asked(client, "/silences", response="declined")["silences"]} == {"declined"}
    ministries = asked(client, "/silences", actor="interior ministry", response="declined")["silences"]
    assert ministries
    assert all("interior ministry" in each["silence"]["party"] for each in ministries)
    assert "declined to say anything" in shown(client, "/silences", actor="interior ministry")
    (brisk,) = asked(client, "/silences", actor="edric")["silences"]
    assert case.look.entity(brisk["entity"]).name == "Edric Brisk"
    assert f'href="/actor/{brisk["entity"]}"' in shown(client, "/silences", actor="edric")


def test_disputes(client: TestClient, case: Case) -> None:
    found = asked(client, "/disputes")["disputes"] + asked(client, "/disputes", skip=20)["disputes"]
    assert [(each["event"], each["kind"], each["what"]) for each in found] == [
        (each.happening, each.kind, each.what) for _, each in case.look.contests(Wanted())
    ]
    for dispute in found:
        assert all(side["origins"] and side["quotes"] for side in dispute["sides"])
        for quote in (quote for side in dispute["sides"] for quote in side["quotes"]):
            assert quote["end"], quote  # every sentence of the invented case is found again
            text = case.reading(quote["report"]).report.text
            place = " ".join(text[quote["start"] : quote["end"]].split())
            assert place in quote["words"] or quote["words"].removesuffix(" …") in place
    (toll,) = (each for each in found if each["moved"] == "12+ → 17 → 19 → 6")
    assert [side["value"] for side in toll["sides"]] == [12, 17, 19, 6]
    page = shown(client, "/disputes", kind="figure", actor="gunmen")
    assert 'aria-label="killed as told, one after another: 12+ → 17 → 19 → 6"' in page
    assert {each["kind"] for each in asked(client, "/disputes", kind="perpetrator")["disputes"]} == {"perpetrator"}
    assert {each["type"] for each in asked(client, "/disputes", type="PROTEST")["disputes"]} == {"PROTEST"}
    assert asked(client, "/disputes", since="2026-01-01")["disputes"] == []
    assert "Nothing is disputed" in shown(client, "/disputes", since="2026-01-01")
    few = {each["event"] for each in asked(client, "/disputes", min_sources=5)["disputes"]}
    assert few < {each["event"] for each in found}
    assert all(len(case.look.happening(each).origins) >= 5 for each in few)


def test_ahead(client: TestClient, case: Case) -> None:
    groups = {each["outcome"]: each["dues"] for each in asked(client, "/ahead")["outcomes"]}
    assert list(groups) == ["pending", "overdue", "happened", "did_not_happen", "unknown"]
    for outcome, dues in groups.items():
        assert [each["id"] for each in dues] == [each.id for each in case.look.dues(Wanted(status=outcome, limit=len(dues)))]
        assert {each["outcome"] for each in dues} == {outcome}
    assert [each["last"] for each in groups["pending"]] == sorted(each["last"] for each in groups["pending"])
    (freed,) = (each for each in groups["did_not_happen"] if "free the detained leaders" in each["what"])
    closing = freed["closing"]
    text = case.reading(closing["report"]).report.text
    assert " ".join(text[closing["start"] : closing["end"]].split()).startswith(closing["words"].removesuffix(" …")[:40])
    assert f'href="/report/{closing["report"]}#{closing["start"]}-{closing["end"]}"' in shown(client, "/ahead")
    assert f'href="/event/{freed["event"]}"' in shown(client, "/ahead")
    assert all(each["closing"] is None for each in groups["pending"] + groups["overdue"])
    only = asked(client, "/ahead", outcome="overdue", until="2025-10-15")["outcomes"]
    assert [each["outcome"] for each in only] == ["overdue"]
    assert all(each["last"] <= 739539 for each in only[0]["dues"])
    assert "None, as far as these filters go" in shown(client, "/ahead", outcome="unknown", actor="nobody at all")


def test_echoes(client: TestClient, case: Case) -> None:
    found = asked(client, "/echoes")
    assert [each["echo"]["report"] for each in found["echoes"]] == [each.report for each in case.echoes()]
    for each in found["echoes"]:
        assert (each["report"]["id"], each["of"]["id"]) == (each["echo"]["report"], each["echo"]["of"])
    pairs = {(each["outlet"], each["of"]): each["number"] for each in found["copying"]}
    assert sum(pairs.values()) == sum(each["echo"]["how"] != "update" for each in found["echoes"])
    assert pairs["Inland Mail", "Halyard"] == 2
    assert {each["echo"]["how"] for each in asked(client, "/echoes", how="garbled")["echoes"]} == {"garbled"}
    inland = asked(client, "/echoes", outlet="Inland Mail")["echoes"]
    assert len(inland) == 2
    assert {each["report"]["outlet"] for each in inland} == {"Inland Mail"}


def test_reports(client: TestClient, case: Case) -> None:
    every = [each.id for each in case.reports()]
    assert [each["id"] for each in asked(client, "/reports")["reports"]] == every[:50]
    by_outlet = asked(client, "/reports", outlet="Halyard")["reports"]
    assert [each["id"] for each in by_outlet] == [each.id for each in case.reports() if each.outlet == "Halyard"]
    copies = {each.report for each in case.echoes()}
    assert {each["id"] for each in asked(client, "/reports", state="echo")["reports"]} == copies
    assert {each["id"] for each in asked(client, "/reports", state="own")["reports"]} == {*every} - copies
    assert {each["id"] for each in asked(client, "/reports", state="damaged")["reports"]} == {each.report for each in case.look.doubtful(0.8)}
    days = [each["published"] for each in asked(client, "/reports", since="2025-09-10", until="2025-09-12")["reports"]]
    assert days == sorted(days, reverse=True)
    assert {*days} <= {"2025-09-10", "2025-09-11", "2025-09-12"}
    assert days
    every_version = asked(client, "/reports", versions="all")["reports"]
    assert {each["id"] for each in every_version} == {each.id for each in case.reports(all_versions=True)}


@pytest.mark.parametrize(
    "query", ["/sources?kind=x", "/silences?response=given", "/disputes?type=WAR", "/ahead?outcome=maybe", "/echoes?skip=x", "/reports?state=good"]
)
def test_what_no_list_knows_is_said(client: TestClient, query: str) -> None:
    answer = client.get(query)
    assert answer.status_code == 400
    assert re.split(r"[?=]", query)[1] in answer.text


@pytest.fixture(scope="module")
def corrected(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(shutil.copy(dam, tmp_path_factory.mktemp("corrected") / "c.case"))
    with open_case(file, write=True) as case:
        corrector = Corrector(case, "ana", "seen in <b>two</b> places")
        newest = case.look.happenings(Wanted(limit=4))
        corrector.merge(newest[0].id, newest[1].id)
        corrector.retype(newest[2].id, "PROTEST")
        corrector.reject(newest[3].id)
        first, second = case.look.entities(Wanted(limit=2))
        corrector.rename(first.id, "The Republic")
        corrector.merge_actors(first.id, second.id)
        corrector.distrust("WorldBrief24")
        report = case.current()[0]
        corrector.add(report, case.reading(report).report.text[100:140].split("\n")[0], "AID")
        corrector.undo(3)
    return file


def test_the_log(corrected: Path) -> None:
    with TestClient(site(Serving(case=corrected)), base_url=HERE) as client, open_case(corrected) as case:
        found = asked(client, "/corrections")
        page = shown(client, "/corrections")
        log = {each.number: each for each in case.corrections.log()}
        assert [each["correction"]["number"] for each in found["decisions"]] == sorted(log, reverse=True)
        for each in found["decisions"]:
            for about in each["about"]:
                assert about["address"], about
                assert f'href="{about["address"]}"'.replace("&", "&amp;") in page
        by_number = {each["correction"]["number"]: each for each in found["decisions"]}
        merged = by_number[1]
        assert case.look.happening(merged["event"].removeprefix("/event/")).by_hand
        report, _, place = merged["about"][0]["address"].removeprefix("/report/").partition("#")
        start, end = map(int, place.split("-"))
        assert case.reading(report).report.text[start:end] == merged["about"][0]["said"]
        assert by_number[6]["about"][0]["said"] == "WorldBrief24"
        assert "seen in &lt;b&gt;two&lt;/b&gt; places" in page
        assert page.count('/undo"') == len(log) - 1
        assert [each["number"] for each in found["changes"]] == list(range(found["last"], max(0, found["last"] - 50), -1))
        assert len(found["names"]) > 5
        assert all(f'<a href="/event/{id_}"><bdi>{escape(name)}</bdi></a> <code' in page for id_, name in found["names"].items())
        after = asked(client, "/corrections", after=found["last"] - 2)["changes"]
        assert [each["number"] for each in after] == [found["last"], found["last"] - 1]


def test_undone_in_the_log(corrected: Path, tmp_path: Path) -> None:
    serving = Serving(case=Path(shutil.copy(corrected, tmp_path / "u.case")), author="bea")
    with TestClient(site(serving), base_url=HERE) as client:
        assert client.post("/corrections/2/undo", data={"to": "log"}).status_code == 403  # without the token
        answer = client.post("/corrections/2/undo", data={"to": "log", "token": serving.token})
        assert answer.url.path == "/corrections"
        assert "by <bdi>bea</bdi>" in answer.text
        assert 'action="/corrections/2/undo"' not in answer.text
        again = client.post("/corrections/2/undo", data={"token": serving.token})
        assert "is undone already" in again.text


def test_who_corrects_while_another_writes_is_told(corrected: Path, tmp_path: Path) -> None:
    serving = Serving(case=Path(shutil.copy(corrected, tmp_path / "h.case")))
    with TestClient(site(serving), base_url=HERE) as client, open_case(serving.case, write=True):
        answer = client.post("/corrections/2/undo", data={"token": serving.token})
        assert answer.status_code == 409
        assert "as a job of /add does while it reads" in answer.text
