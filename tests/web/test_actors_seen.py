"""Actors, network and map in a browser: the pictures draw what the case has, and without script there is a way to all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted

from .live import Tab, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ids(mapped: Path) -> dict[str, str]:
    with open_case(mapped) as case:
        return {each.name: each.id for each in reversed(case.look.entities(Wanted(limit=1_000)))}


@pytest.fixture(scope="module")
def base(mapped: Path) -> Iterator[str]:
    with served(mapped) as address:
        yield address


def test_the_network_draws_the_ties_of_the_case(tab: Tab, ids: dict[str, str]) -> None:
    page = tab.open("/network")
    page.wait_for_selector("figure.network[data-state=drawn]")
    network = page.evaluate("fetch('/network?format=json').then(answer => answer.json())")
    label = page.locator("figure.network .canvas").get_attribute("aria-label")
    assert f"{len(network['nodes'])} actors" in label
    page.get_by_label("Path from actor").fill("Mirel Ansk")
    page.get_by_label("Path to actor").fill("Low Bank Guard")
    page.get_by_role("button", name="Find the path").click()
    told = page.locator(".pathfinder output")
    told.get_by_text("Meskara").wait_for()
    told.get_by_role("link", name="Low Bank Guard").last.click()
    page.wait_for_url(f"**/actor/{ids['Low Bank Guard']}")


def test_a_path_that_is_asked_for_is_lit_and_stands_in_the_form(tab: Tab, ids: dict[str, str]) -> None:
    page = tab.open(f"/network?start={ids['Mirel Ansk']}&goal={ids['Low Bank Guard']}")
    page.wait_for_selector("figure.network[data-state=drawn]")
    assert page.get_by_label("Path from actor").input_value() == "Mirel Ansk"
    assert page.get_by_label("Path to actor").input_value() == "Low Bank Guard"
    lit = page.evaluate(
        """async () => {
             const { networks } = await import('/static/network.js');
             const { sigma } = [...networks.values()][0].drawing;
             return sigma.getGraph().nodes().filter((id) => sigma.getNodeDisplayData(id).forceLabel).length;
           }"""
    )
    assert lit > 2  # both, and who is between
    assert lit < 10


def test_the_map_draws_the_places_of_the_case(tab: Tab) -> None:
    page = tab.open("/map")
    page.wait_for_selector("figure.map[data-state=drawn]")
    places = page.evaluate("fetch('/map?format=json').then(answer => answer.json())")["places"]
    for form, kinds in (("point", ("point", "city")), ("ring", ("district", "province")), ("tint", ("country",))):
        assert page.locator(f"figure.map a.place.{form}").count() == len([each for each in places if each["precision"] in kinds]), form
    page.locator("figure.map a.place.point").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?place=*")


def test_filters_change_the_picture_and_the_address(tab: Tab) -> None:
    page = tab.open("/network")
    page.wait_for_selector("figure.network[data-state=drawn]")
    before = page.locator("table.network tbody tr").count()
    page.get_by_label("Sign").select_option("hostile")
    page.wait_for_url("**/network?*sign=hostile*")
    page.wait_for_selector("figure.network[data-state=drawn]")
    assert 0 < page.locator("table.network tbody tr").count() < before
    assert page.locator("table.network .sign.friendly").count() == 0


def test_a_tie_opens_to_its_words_by_keyboard(tab: Tab, ids: dict[str, str]) -> None:
    page = tab.open(f"/actor/{ids['Low Bank Guard']}")
    summary = page.locator("table.ties summary").first
    quote = page.locator("table.ties details q").first
    assert not quote.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()


def test_without_script_a_path_is_found_as_well(browser: Any, base: str, ids: dict[str, str]) -> None:
    plain = Tab(browser, base, java_script_enabled=False)
    page = plain.open("/network")
    page.get_by_label("Path from").select_option(ids["Mirel Ansk"])
    page.get_by_label("to", exact=True).select_option(ids["Low Bank Guard"])
    page.get_by_role("button", name="Find the path").click()
    assert "Meskara" in page.locator("#way").inner_text()
    plain.open("/actors")
    page.get_by_label("Kind").select_option("state")
    page.get_by_role("button", name="Show").click()
    assert page.locator("table.actors tbody tr").first.inner_text().startswith("Orvany")
    page.close()
