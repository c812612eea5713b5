"""Tension, coalitions and episodes as pages and JSON: what they say stands in the record, and every link of theirs leads to it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import add_sources
from dragoman.settings import Settings
from dragoman.web import Serving, site
from dragoman.web.pages import coalitions

from .conftest import HERE

ELECTION = Path(__file__).parents[2] / "examples" / "14-election.txt"
SECOND = """ARDESH, May 20, 2026 (Gazette) - The Harvest League won 28 seats after a recount in two marsh districts, the commission said.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "recount.txt").write_text(SECOND, encoding="utf-8")
    with open_case(folder / "house.case", create=True, write=True) as case:
        list(add_sources(case, [str(ELECTION), str(folder / "recount.txt")], Settings()))
    with TestClient(site(Serving(case=folder / "house.case")), base_url=HERE) as opened:
        yield opened


def data(client: TestClient, path: str) -> Any:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(client: TestClient, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def followed(client: TestClient, page: str, *paths: str) -> int:
    """How many links of the page lead to such pages, each of which there is."""
    links = {unescape(each) for each in re.findall(r'href="(/[^"]+)"', page) if each.startswith(paths)}
    for link in sorted(links):
        assert client.get(link).status_code == 200, link
    return len(links)


def test_tension_says_what_the_record_says(client: TestClient, dam: Path) -> None:
    found = data(client, "/tension?by=day&since=2025-09-10&until=2025-09-25")
    assert (found["since"], found["until"]) == ("2025-09-10", "2025-09-25")
    with open_case(dam) as case:
        some = case.look.happenings(Wanted(since="2025-09-18", until="2025-09-18", limit=1000))
    held = [
        -(each.intensity or 0) * each.certainty for each in some if each.last == 739512
    ]  # of those that may have been earlier the last day counts
    (bin_,) = [each for each in found["course"]["tension"]["bins"] if each["day"] == 739512]
    assert bin_["conflict"] == pytest.approx(sum(each for each in held if each > 0), abs=0.01)
    assert bin_["reports"] > 0


def test_what_stands_out_leads_to_its_words(client: TestClient) -> None:
    page = shown(client, "/tension?by=day")
    assert "times the usual spread above it" in page
    assert followed(client, page, "/event/") > 5
    assert followed(client, page, "/actor/", "/tension?one=") > 4
    assert 'class="usual" d="M' in page
    unusual = set(re.findall(r'href="#(s-[0-9-]+)"', page))
    assert unusual
    assert unusual & set(re.findall(r'id="(s-[0-9-]+)"', page))


def test_tension_between_two(client: TestClient) -> None:
    pair = data(client, "/tension?by=day")["pairs"][0]
    assert sum(pair["conflict"]) == pytest.approx(pair["heat"]["conflict"], abs=0.01)
    alone = data(client, f"/tension?by=day&one={pair['heat']['one']}&other={pair['heat']['other']}")
    assert [each["conflict"] for each in alone["course"]["tension"]["bins"]] == pytest.approx(pair["conflict"])
    assert alone["pairs"] == []
    assert client.get(f"/tension?one={pair['heat']['one']}").status_code == 404
    assert client.get("/tension?one=x-1&other=x-2").status_code == 404
    assert client.get("/tension?by=year").status_code == 400


def test_coalitions_without_seats(client: TestClient) -> None:
    assert data(client, "/coalitions") == {"chamber": None, "supposed": None, "words": {}, "every": 0, "left": 0}
    assert "--seats FILE" in shown(client, "/coalitions")


def test_of_many_coalitions_the_open_ones_are_shown(house: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = data(house, "/coalitions")
    assert whole["every"] == len(whole["chamber"]["every"]["found"]) > whole["left"] == len(whole["chamber"]["open"]["found"]) > 0
    monkeypatch.setattr(coalitions, "MOST", whole["left"])
    few = data(house, "/coalitions?lift=Harvest+League")
    assert (few["every"], few["left"]) == (whole["every"], whole["left"])
    assert few["chamber"]["every"]["found"] == few["chamber"]["open"]["found"] == whole["chamber"]["open"]["found"]
    assert f"{whole['left']} are shown here" in words(shown(house, "/coalitions?lift=Harvest+League"))


def test_coalitions_and_what_if(house: TestClient) -> None:
    found = data(house, "/coalitions")
    benches = {each["party"]: each["seats"] for each in found["chamber"]["benches"]}
    assert benches == {"Civic Harbour": 61, "Reform Union": 44, "Harvest League": 28, "Lantern Front": 11}  # the last figure told
    assert found["supposed"] is None
    page = shown(house, "/coalitions")
    assert "<s><bdi>Civic Harbour + Reform Union</bdi></s>" in page
    assert "Reform Union refuses Civic Harbour" in words(page)
    assert followed(house, page, "/event/", "/report/", "/actor/") > 5
    lifted = data(house, "/coalitions?lift=Reform+Union")
    assert [each["parties"] for each in lifted["chamber"]["open"]["found"]] == [each["parties"] for each in found["chamber"]["open"]["found"]]
    assert ["Civic Harbour", "Reform Union"] in [each["parties"] for each in lifted["supposed"]["open"]["found"]]
    assert "It is supposed, not told" in shown(house, "/coalitions?lift=Reform+Union")
    assert house.get("/coalitions?lift=Nobody").status_code == 400


def test_episodes_are_a_sequence_with_links(client: TestClient) -> None:
    found = data(client, "/episodes")
    came = [each for each in found["story"]["episodes"] if each["interventions"]]
    page = shown(client, "/episodes")
    assert page.count('class="card episode"') == len(came) > 0
    assert followed(client, page, "/event/", "/actor/") > 3
    assert "What followed need not follow from it" in words(page)
    alone = data(client, "/episodes?actor=Nobody+At+All")
    assert alone["story"]["episodes"] == []
    assert "Nobody is told to have stepped in" in shown(client, "/episodes?actor=Nobody+At+All")


def test_an_empty_case(tmp_path: Path) -> None:
    open_case(tmp_path / "empty.case", create=True, write=True).close()
    with TestClient(site(Serving(case=tmp_path / "empty.case")), base_url=HERE) as client:
        for path in ("/tension", "/coalitions", "/episodes"):
            shown(client, path)
            data(client, path)
