"""Actors: the list, and one of them with names, offices, ties, deeds and words, over the invented affair."""

import html
import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import Serving, site

from .conftest import HERE

LINK = re.compile(r'href="/report/(r-[0-9a-f]+)#(\d+)-(\d+)"')


@pytest.fixture(scope="module")
def ids(dam: Path) -> dict[str, str]:
    """Name → id."""
    with open_case(dam) as case:
        return {each.name: each.id for each in reversed(case.look.entities(Wanted(limit=1_000)))}


def shown(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_the_list_has_names_offices_and_reports(client: TestClient, ids: dict[str, str]) -> None:
    page = shown(client, "/actors?actor=brisk")
    row = page[page.index("<tbody") : page.index("</tbody>")]
    row = row[: row.index("</tr>")]
    assert f'href="/actor/{ids["Edric Brisk"]}"' in row
    for words in ("former interior minister, Orvany", "person, <", "government", ">20<", "2025-09-02 – 2025-10-21", "<bdi>Brisk</bdi>"):
        assert words in row, words


def test_the_list_is_narrowed(client: TestClient, dam: Path) -> None:
    with open_case(dam) as case:
        every = case.look.entities(Wanted(limit=1_000))
    for query, expected in (
        ("kind=state", [each.id for each in every if each.kind == "state"]),
        ("sector=REB", [each.id for each in every if each.sector == "REB"]),
        ("min_reports=15", [each.id for each in every if each.reports >= 15]),
    ):
        assert expected
        assert [each["id"] for each in client.get(f"/actors?format=json&{query}").json()["actors"]] == expected, query
    first, second = (client.get(f"/actors?format=json&skip={skip}").json() for skip in (0, 50))
    assert [each["id"] for each in (*first["actors"], *second["actors"])] == [each.id for each in every[:100]]
    assert first["more"]
    assert client.get("/actors?kind=ghost").status_code == 400


def test_an_actor_has_all_its_names_counted_and_its_offices(client: TestClient, ids: dict[str, str]) -> None:
    portrait = client.get(f"/actor/{ids['Edric Brisk']}?format=json").json()
    assert portrait["names"] == [{"name": "Edric Brisk", "reports": 20}, {"name": "Brisk", "reports": 4}]
    assert sum(each["reports"] for each in portrait["outlets"]) == portrait["entity"]["reports"] == 20
    (office,) = portrait["entity"]["offices"]
    assert (office["title"], office["status"]) == ("interior minister", "former")
    page = shown(client, f"/actor/{ids['Edric Brisk']}")
    assert "told 2025-09-02 – 2025-09-18; told as past on 2025-09-19" in page
    assert re.search(r'<svg class="term s-former"', page)
    assert '<rect class="told"' in page
    assert '<line class="left"' in page
    assert "both ‘Edric Brisk’" in page


def test_ties_stand_on_words(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    portrait = client.get(f"/actor/{ids['Low Bank Guard']}?format=json").json()
    (meskara,) = [each for each in portrait["counterparts"] if each["id"] == ids["Meskara"]]
    assert {(each["type"], each["sign"], each["outgoing"]) for each in meskara["bonds"]} == {("arms", 1, False), ("backs", 1, False)}
    assert meskara["had"] == {"material_cooperation": 1}
    with open_case(dam) as case:
        for bond in meskara["bonds"]:
            for each in bond["stated"]:
                words = case.reading(each["report"]).report.text[each["start"] : each["end"]]
                assert words.strip()
                assert " ".join(words.split()) in each["quote"]
    page = shown(client, f"/actor/{ids['Low Bank Guard']}")
    assert "armed by" in page
    assert "stated not to be so" in page  # Meskara denied it


def test_copies_do_not_count_as_statements(client: TestClient, ids: dict[str, str]) -> None:
    for name in ("Edric Brisk", "Ennari Council", "Meskara"):
        for each in client.get(f"/actor/{ids[name]}?format=json").json()["counterparts"]:
            for bond in each["bonds"]:
                assert len({one["echo"] for one in bond["stated"]}) == 1


def test_between_two_there_is_only_what_both_have_a_part_in(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    own, other = ids["Edric Brisk"], ids["Meskara"]
    portrait = client.get(f"/actor/{own}?other={other}&format=json").json()
    assert [each["id"] for each in portrait["counterparts"]] == [other]
    found = [each["happening"]["id"] for each in portrait["deeds"]]
    with open_case(dam) as case:
        parties = case.links.parties(found)
        expected = {each.id for _, each in case.links.deeds(own, Wanted(limit=1_000))} & {
            each.id for _, each in case.links.deeds(other, Wanted(limit=1_000))
        }
    assert set(found) == expected
    assert found
    assert all({own, other} <= {party.entity for party in parties[each]} for each in found)


def test_deeds_are_told_by_role(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    own = ids["Meskara"]
    with open_case(dam) as case:
        every = case.links.deeds(own, Wanted(limit=1_000))
    for role in ("actor", "recipient"):
        portrait = client.get(f"/actor/{own}?role={role}&format=json").json()
        expected = [each.id for told, each in every if told == role]
        assert [each["happening"]["id"] for each in portrait["deeds"]] == expected[:15]
        assert portrait["more"] == (len(expected) > 15)
    bins = client.get(f"/actor/{own}?format=json").json()["timeline"]["bins"]
    assert sum(sum(each["numbers"].values()) for each in bins) == len({each.id for _, each in every if each.last})
    page = shown(client, f"/actor/{own}")
    for since, until in re.findall(r'href="/actor/[^"?]+\?since=([\d-]+)&until=([\d-]+)#deeds"', page):
        days = client.get(f"/actor/{own}?since={since}&until={until}&format=json").json()["deeds"]
        assert len(days) >= sum(sum(each["numbers"].values()) for each in bins if each["since"] == since) > 0
    assert page.count('#deeds"><title>') == sum(bool(each["numbers"]) for each in bins)


def test_what_it_said_denied_and_would_not_say(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    brisk = client.get(f"/actor/{ids['Edric Brisk']}?format=json").json()
    assert any("health of a mule" in each["quote"] for each in brisk["said"])
    assert [each["response"] for each in brisk["silences"]] == ["none"]
    denying = [
        each
        for name in ids
        for each in client.get(f"/actor/{ids[name]}?format=json").json()["denied"]
        if name in ("Meskara", "Anselm Pyke", "Mirel Ansk")
    ]
    assert denying
    assert {each["stance"] for each in denying} == {"denies"}
    with open_case(dam) as case:
        for each in (*brisk["said"], *denying):
            text = case.reading(each["report"]).report.text
            assert " ".join(text[each["start"] : each["end"]].split())[:40] in " ".join(text.split())
            assert not [echo for echo in case.echoes(each["report"]) if echo.report == each["report"] and echo.how != "update"]


def test_every_link_into_a_report_leads_to_words_of_it(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    seen = 0
    with open_case(dam) as case:
        for name in ("Edric Brisk", "Low Bank Guard", "Ennari Council", "Irena Vost"):
            for report, start, end in LINK.findall(shown(client, f"/actor/{ids[name]}")):
                assert case.reading(report).report.text[int(start) : int(end)].strip()
                seen += 1
    assert seen > 40


def test_forms_to_correct_are_there_where_one_may(client: TestClient, dam: Path, ids: dict[str, str]) -> None:
    own = ids["Edric Brisk"]
    page = shown(client, f"/actor/{own}")
    for action in ("rename", "merge_actors", "split_actors"):
        assert f'<form method="post" action="/correct/{action}"><input type="hidden" name="token"' in page
    assert '<option value="person|edric brisk|">' in page
    with TestClient(site(Serving(case=dam, read_only=True)), base_url=HERE) as reader:
        assert "/correct/" not in shown(reader, f"/actor/{own}")
    assert "/correct/split_actors" not in shown(client, f"/actor/{ids['Irena Vost']}")  # one persona alone


def test_an_actor_that_there_is_not(client: TestClient) -> None:
    assert client.get("/actor/x-000000000000").status_code == 404
    assert client.get("/actor/x").status_code == 404  # several begin so


def test_a_hostile_name_is_only_words(dam: Path, tmp_path: Path, ids: dict[str, str]) -> None:
    file = Path(shutil.copy(dam, tmp_path / "hostile.case"))
    name = '<script>alert(1)</script>\u202e" onmouseover="alert(2)'
    with open_case(file, write=True) as case:
        Corrector(case, "tester", "<b>why</b>").rename(ids["Edric Brisk"], name)
        new = case.look.entities(Wanted(actor="alert"))[0].id
    with TestClient(site(Serving(case=file)), base_url=HERE) as client:
        for address in ("/actors", f"/actor/{new}", f"/network?around={new}"):
            page = client.get(address).text
            assert "<script>alert" not in page
            assert ' onmouseover="' not in page
            assert "\u202e" not in page
            assert "&lt;script&gt;alert(1)" in page


def test_an_actor_is_corrected_by_its_forms(dam: Path, tmp_path: Path, ids: dict[str, str]) -> None:
    file = Path(shutil.copy(dam, tmp_path / "corrected.case"))

    def send(client: TestClient, own: str, action: str, **filled: str) -> str:
        """Sends a form of the actor's page as it stands there, filled in; where it leads to."""
        page = client.get(f"/actor/{own}").text
        form = page[page.index(f'action="/correct/{action}"') :].partition("</form>")[0]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
        assert set(filled) <= set(re.findall(r' name="(\w+)"', form))
        answer = client.post(f"/correct/{action}", data={**hidden, **filled}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    with TestClient(site(Serving(case=file)), base_url=HERE) as client:
        own = ids["Edric Brisk"]
        there = send(client, own, "rename", name="E. Brisk", reason="so he signs")
        assert "<h1><bdi>E. Brisk</bdi></h1>" in shown(client, there)
        assert "so he signs" in shown(client, there)
        there = send(client, own, "split_actors", persona="body|edric brisk|", reason="a namesake")
        apart = client.get(there, headers={"Accept": "application/json"}).json()
        assert [each["signature"] for each in apart["personas"]] == ["body|edric brisk|"]
        there = send(client, ids["Ennari Council"], "merge_actors", other=ids["Nahani Toloy"], reason="she is meant")
        both = client.get(there, headers={"Accept": "application/json"}).json()
        assert {"Nahani Toloy", "Ennari Council"} <= {each["name"] for each in both["names"]}
