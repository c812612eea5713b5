"""The network of the invented affair: ties that stand on words and deeds, narrowed, laid out."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.plover import QUADS
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import Serving, site

from .conftest import HERE

NODE = {"id", "name", "kind", "sector", "country", "camp", "reports", "x", "y"}
TIE = {"source", "target", "type", "types", "sign", "strength", "friendly", "hostile", "first", "last", "events", "statements", "href"}


@pytest.fixture(scope="module")
def ids(dam: Path) -> dict[str, str]:
    with open_case(dam) as case:
        return {each.name: each.id for each in reversed(case.look.entities(Wanted(limit=1_000)))}


def asked(client: TestClient, query: str = "") -> Any:
    answer = client.get(f"/network?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def pairs(network: Any) -> set[tuple[str, str]]:
    return {(each["source"], each["target"]) for each in network["ties"]}


def test_the_data_are_those_that_the_picture_draws(client: TestClient) -> None:
    network = asked(client)
    assert all(set(each) == NODE for each in network["nodes"])
    assert all(set(each) == TIE for each in network["ties"])
    assert all(-1 <= each[side] <= 1 for each in network["nodes"] for side in ("x", "y"))
    inside = {each["id"] for each in network["nodes"]}
    assert {end for pair in pairs(network) for end in pair} == inside
    assert len(network["ties"]) == network["ties_in_all"] == len(pairs(network))
    strengths = [each["strength"] for each in network["ties"]]
    assert strengths == sorted(strengths, reverse=True)
    assert {each["camp"] for each in network["nodes"]} == {None, *range(1, network["camps"] + 1)}
    assert client.get("/network?format=json").content == client.get("/network?format=json").content


def test_known_ties_have_their_signs(client: TestClient, ids: dict[str, str]) -> None:
    sign = {(each["source"], each["target"]): each["sign"] for each in asked(client)["ties"]}
    for source, target, expected in (
        ("Meskara", "Low Bank Guard", 1), ("Mirel Ansk", "Free Ulvane Movement", 1), ("Nahani Toloy", "Ennari Council", 1),
        ("Edric Brisk", "Meskara", -1), ("Edric Brisk", "Free Ulvane Movement", -1), ("Joram Tesk", "Edric Brisk", -1),
    ):  # fmt: skip
        assert sign[ids[source], ids[target]] == expected, (source, target)


def test_a_tie_stands_on_as_much_as_it_says_and_copies_count_for_nothing(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    with open_case(dam) as case:
        dyads = list(case.charts.dyads(Wanted()))
        stated = case.links.ties(limit=None)
    for each in asked(client)["ties"]:
        pair = (each["source"], each["target"])
        assert each["events"] == len({dyad.happening for dyad in dyads if (dyad.actor, dyad.recipient) == pair and dyad.certainty >= 0.01})
        own = [
            one
            for one in stated
            if (one.source_id, one.target_id) == pair and one.published and not one.echo and one.type not in ("located_in", "same_as")
        ]
        assert each["statements"] == len([one for one in own if not one.factuality.endswith("-")])
        assert each["events"] + each["statements"]
    (arms,) = [each for each in asked(client)["ties"] if (each["source"], each["target"]) == (ids["Meskara"], ids["Low Bank Guard"])]
    page = client.get(arms["href"])
    assert page.status_code == 200
    assert page.text.count("<blockquote") + page.text.count("<q") >= arms["statements"]


def test_it_is_narrowed(client: TestClient) -> None:
    whole = asked(client)
    for query, fitting in (
        ("sign=hostile", [each for each in whole["ties"] if each["sign"] < 0]),
        ("min_strength=0.5", [each for each in whole["ties"] if each["strength"] >= 0.5]),
    ):
        assert fitting
        assert pairs(asked(client, query)) == pairs({"ties": fitting}), query
    assert {each["types"][0] for each in asked(client, "kind=arms")["ties"]} == {"arms"}
    done = asked(client, "kind=verbal_conflict")["ties"]
    assert done
    assert {QUADS[name] for each in done for name in each["types"]} == {"verbal_conflict"}
    assert not any(each["statements"] for each in done)
    early = asked(client, "until=2025-09-10")
    assert early["ties"]
    assert max(date.fromisoformat(each["last"]) for each in early["ties"]) <= date(2025, 9, 10)
    assert asked(client, "since=2026-01-01")["ties"] == []
    assert client.get("/network?min_strength=2").status_code == 400


def test_around_an_actor_are_those_it_is_tied_to(client: TestClient, ids: dict[str, str]) -> None:
    own = ids["Edric Brisk"]
    whole, around = asked(client), asked(client, f"around={own}")
    near = {end for pair in pairs(whole) if own in pair for end in pair}
    assert {each["id"] for each in around["nodes"]} == near
    assert pairs(around) == {pair for pair in pairs(whole) if set(pair) <= near}
    assert asked(client, "around=x-000000000000")["ties"] == []


def test_a_way_leads_over_fewest_ties(client: TestClient, ids: dict[str, str]) -> None:
    network = asked(client, f"start={ids['Mirel Ansk']}&goal={ids['Low Bank Guard']}")
    steps = list(zip(network["way"], network["way"][1:], strict=False))
    assert network["way"][0] == ids["Mirel Ansk"]
    assert network["way"][-1] == ids["Low Bank Guard"]
    assert all((one, other) in pairs(network) or (other, one) in pairs(network) for one, other in steps)
    assert len(steps) == 3  # over the Movement and Meskara
    assert asked(client, f"start={ids['Mirel Ansk']}&goal={ids['Ada Quillon']}")["way"] == []  # nothing ties her to the rest
    page = client.get(f"/network?start={ids['Mirel Ansk']}&goal={ids['Low Bank Guard']}").text
    assert "Free Ulvane Movement" in page[page.index('id="way"') :].partition("</p>")[0]


def test_the_page_does_not_wait_for_the_picture(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.layout.laid_out", lambda *_: pytest.fail("laid out"))
    page = client.get("/network")
    assert page.status_code == 200
    (source,) = re.findall(r'<figure class="network" data-src="([^"]+)"', page.text)
    assert source.startswith("/network")
    monkeypatch.undo()
    assert pairs(client.get(source, headers={"Accept": "application/json"}).json()) == pairs(asked(client))


def test_who_cannot_see_the_picture_has_a_table(client: TestClient) -> None:
    network, page = asked(client), client.get("/network").text
    table = page[page.index('<table class="network stack"') :]
    assert table.count("<tr ") - 1 == len(network["ties"])
    for each in network["ties"]:
        assert each["href"] in table


def test_a_correction_is_seen_at_once(dam: Path, tmp_path: Path, ids: dict[str, str]) -> None:
    file = Path(shutil.copy(dam, tmp_path / "corrected.case"))
    with TestClient(site(Serving(case=file)), base_url=HERE) as client:
        assert "Mirel Ansk" in {each["name"] for each in asked(client)["nodes"]}
        with open_case(file, write=True) as case:
            Corrector(case, "tester", "so she signs").rename(ids["Mirel Ansk"], "M. Ansk")
        assert {"M. Ansk", "Mirel Ansk"} & {each["name"] for each in asked(client)["nodes"]} == {"M. Ansk"}


def test_what_is_long_ago_is_not_looked_at(client: TestClient) -> None:
    network = asked(client, "since=1990-01-01")
    assert date.fromisoformat(network["since"]) > date(2023, 1, 1)
    assert "hardly anything is left" in client.get("/network?since=1990-01-01").text
