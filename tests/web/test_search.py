"""Search: what is found, what is marked, how it is counted, and what is said of words that cannot be asked for."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.keep.search import MOST
from dragoman.pipeline import keep_reading
from dragoman.web import Serving, site
from tests.made import reading

from .conftest import HERE

MARKED = re.compile(r"<mark>(.*?)</mark>")


def asked(client: TestClient, **query: Any) -> Any:
    answer = client.get("/search", params={**query, "format": "json"})
    assert answer.status_code == 200
    return answer.json()


def test_words_are_marked_where_they_stand(client: TestClient, dam: Path) -> None:
    page = client.get("/search", params={"words": "truce OR CEASEFIRE"}).text
    assert {word.lower() for word in MARKED.findall(page)} == {"truce", "ceasefire"}
    with open_case(dam) as case:
        for hit in asked(client, words="truce OR CEASEFIRE")["found"]["hits"]:
            text = case.reading(hit["report"]).report.text
            words = [hit["snippet"][start:end].lower() for start, end in hit["marks"]] + [
                hit["headline"][start:end].lower() for start, end in hit["in_headline"]
            ]
            assert words
            assert {*words} <= {"truce", "ceasefire"}
            if hit["marks"]:
                assert text[hit["start"] : hit["end"]].lower() == words[0]
                assert f'href="/report/{hit["report"]}#{hit["start"]}-{hit["end"]}"' in page


def test_counts_are_those_of_the_hits(client: TestClient) -> None:
    found = asked(client, words="truce")["found"]
    assert found["all_counted"]
    assert found["counted"] == len(found["hits"])
    assert {each["value"]: each["number"] for each in found["outlets"]} == Counter(hit["outlet"] for hit in found["hits"])
    assert {each["value"]: each["number"] for each in found["months"]} == Counter(hit["published"][:7] for hit in found["hits"])
    for outlet in found["outlets"]:
        narrowed = asked(client, words="truce", outlet=outlet["value"])["found"]
        assert narrowed["counted"] == outlet["number"]
        assert {hit["outlet"] for hit in narrowed["hits"]} == {outlet["value"]}
    for month in found["months"]:
        assert asked(client, words="truce", month=month["value"])["found"]["counted"] == month["number"]


def test_parts_of_the_hits(client: TestClient) -> None:
    whole = asked(client, words="said")["found"]
    assert whole["counted"] > 20
    rest = asked(client, words="said", skip=20)["found"]
    ids = [hit["report"] for hit in whole["hits"] + rest["hits"]]
    assert len({*ids}) == len(ids) == min(40, whole["counted"])
    assert 'rel="next"' in client.get("/search?words=said").text


def test_names(client: TestClient) -> None:
    found = asked(client, words="brisk")
    assert found["actors"][0]["name"] == "Edric Brisk"
    assert all("Brisk" in actor["name"] for actor in found["actors"])
    assert found["events"]
    assert all("brisk" in str(event["happening"]["tellings"]).lower() for event in found["events"])
    assert "happening" in asked(client, words="brisk", kind="events")["events"][0]
    assert asked(client, words="brisk", kind="events")["found"] is None
    assert asked(client, words="brisk", kind="actors")["events"] == []
    assert asked(client, words="brisk", kind="reports")["actors"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("truce AND", "after AND a word is missing"),
        ("OR truce", "before OR a word is missing"),
        ("truce AND OR dam", "after AND a word is missing"),
        ("(truce", "a bracket is not closed"),
        ("truce)", "a bracket is not opened"),
        ("()", "cannot be asked for"),
    ],
)
def test_what_cannot_be_asked_is_explained_on_the_page(client: TestClient, words: str, said: str) -> None:
    answer = client.get("/search", params={"words": words})
    assert answer.status_code == 200
    assert said in answer.text
    assert "How to ask" in answer.text
    assert said in asked(client, words=words)["trouble"]


@pytest.mark.parametrize(
    "words", ["", " ", '"', '""', "*", "'; DROP TABLE words; --", "%", "x" * 200, "headline:truce", "^truce", "{a b}: c", "\x00", "−", "a\nb"]
)
def test_odd_words_find_nothing_worse_than_nothing(client: TestClient, words: str) -> None:
    assert client.get("/search", params={"words": words}).status_code == 200


def test_nothing_of_a_report_is_markup(tmp_path: Path) -> None:
    text = 'The <script>alert("ferry")</script> ferry [stopped] at <mark>noon</mark> & \u202eback\u202c.'
    hostile = reading(text, outlet="<b>Out</b>", url="https://gazette.example/1")
    with open_case(tmp_path / "h.case", create=True, write=True) as case:
        keep_reading(case, hostile)
    with TestClient(site(Serving(case=tmp_path / "h.case")), base_url=HERE) as client:
        page = client.get("/search", params={"words": "ferry stopped noon"}).text
        assert "<script>alert" not in page
        assert "<b>Out" not in page
        assert "\u202e" not in page
        assert [*Counter(MARKED.findall(page.partition('class="told"')[2])).elements()] == ["ferry", "ferry", "stopped", "noon"]
        assert "&lt;mark&gt;<mark>noon</mark>&lt;/mark&gt;" in page


def test_more_than_can_be_counted(tmp_path: Path) -> None:
    with open_case(tmp_path / "m.case", create=True, write=True) as case, case.writing():
        rows = [(f"r-{n:012x}", "Gazette" if n % 2 else "Wire", f"1931-0{1 + n % 9}-01") for n in range(MOST + 5)]
        query = "INSERT INTO report (id, outlet, published, source, integrity, added, reading) VALUES (?, ?, ?, '', 1, '', '')"
        case._base.executemany(query, rows)
        case._base.execute("INSERT INTO words (rowid, headline, body) SELECT seq, '', 'harbour' FROM report")
        found = case.find.reports("harbour", limit=0)
        assert (found.counted, found.all_counted) == (MOST, False)
        assert sum(each.number for each in found.outlets) == MOST
        one = case.find.reports("harbour", outlet="Wire", month="1931-03", limit=0)
        assert one.counted == sum(n % 2 == 0 and n % 9 == 2 for n in range(MOST + 5))
        assert one.all_counted
