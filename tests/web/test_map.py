"""Places of events, on the map and beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, site

from .conftest import HERE

PLACE = {"geonameid", "name", "lat", "lon", "country", "numeric", "precision", "number", "quads", "href"}


@pytest.fixture(scope="module")
def there(mapped: Path) -> Iterator[TestClient]:
    with TestClient(site(Serving(case=mapped)), base_url=HERE) as opened:
        yield opened


def asked(client: TestClient, query: str = "") -> Any:
    answer = client.get(f"/map?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_data_are_those_that_the_picture_draws(there: TestClient) -> None:
    found = asked(there)
    assert all(set(each) == PLACE for each in found["places"])
    places = {each["name"]: each for each in found["places"]}
    assert (places["Tamsoke"]["precision"], places["Tamsoke"]["numeric"], places["Tamsoke"]["lat"]) == ("city", "040", 48.04)
    assert places["Orvany"]["precision"] == "country"
    assert all(sum(each["quads"].values()) == each["number"] for each in found["places"])


def test_every_event_is_counted_once(there: TestClient, mapped: Path) -> None:
    found = asked(there)
    with open_case(mapped) as case:
        events = case.look.happenings(Wanted(limit=10_000))
    assert sum(each["number"] for each in (*found["places"], *found["named"])) + found["nowhere"] == len(events)
    assert sum(each["number"] for each in found["places"]) == sum(each.lat is not None for each in events) > 0
    assert found["nowhere"] == sum(each.place is None for each in events)
    assert sum(each["number"] for each in found["days"]) == sum(bool(each.last) for each in events)
    assert [each["day"] for each in found["days"]] == sorted(each["day"] for each in found["days"])


def test_a_place_leads_to_its_events(there: TestClient) -> None:
    found = asked(there, "since=2025-09-01&type=ASSAULT")
    for each in (*found["places"], *found["named"]):
        assert "since=2025-09-01" in each["href"]
        listed = there.get(each["href"], headers={"Accept": "application/json"}).json()["events"]
        assert len(listed) >= each["number"]
        assert all(one["happening"]["type"] == "ASSAULT" for one in listed)


def test_it_is_narrowed(there: TestClient, mapped: Path) -> None:
    whole = asked(there)
    assaults = asked(there, "type=ASSAULT")
    assert {name for each in assaults["places"] for name in each["quads"]} == {"material_conflict"}
    with open_case(mapped) as case:
        late = [each for each in case.look.happenings(Wanted(limit=10_000)) if each.last and each.last >= date(2025, 9, 10).toordinal()]
    later = asked(there, "since=2025-09-10")
    assert sum(each["number"] for each in (*later["places"], *later["named"])) + later["nowhere"] == len(late)
    assert later["days"] == whole["days"]  # the brush shows all days, whichever are chosen
    assert [each["name"] for each in asked(there, "place=tamsoke")["places"]] == ["Tamsoke"]


def test_the_list_beside_the_map_says_how_exactly_a_place_is_known(there: TestClient) -> None:
    page = there.get("/map").text
    places, names = page[page.index('id="places"') : page.index('id="named"')], page[page.index('id="named"') :]
    assert "a town or city" in places
    assert "only the country" in places
    for each in asked(there)["places"]:
        assert each["name"] in places
    assert "Maravelle" in names  # of which no gazetteer knows
    assert 'data-world="/static/vendor/countries-50m.json"' in page


def test_a_case_whose_places_nobody_knows_has_their_names(client: TestClient) -> None:
    found, page = asked(client), client.get("/map").text
    assert found["places"] == []
    assert "No event is on the map" in page
    assert '<figure class="map"' not in page
    assert "Tamsoke" in page
