"""Actors, network and map in a browser: the pictures draw what the case has, nothing breaks at either width, and without script there is a way to all of it."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, site
from tests.keep.test_record import made, readings

from .located import located

pytestmark = pytest.mark.browser
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("seen") / "mapped.case", located(readings()))


@pytest.fixture(scope="module")
def ids(mapped: Path) -> dict[str, str]:
    with open_case(mapped) as case:
        return {each.name: each.id for each in reversed(case.look.entities(Wanted(limit=1_000)))}


@pytest.fixture(scope="module")
def address(mapped: Path) -> Iterator[str]:
    import uvicorn

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(site(Serving(case=mapped)), log_level="error", access_log=False))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install it to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page; at the end nothing may have gone wrong in it."""
    opened = chromium.new_page(viewport=WIDE, base_url=address)
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(f"{message.text} {message.location}") if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    opened.close()
    assert wrong == []


def test_the_network_draws_the_ties_of_the_case(page: Any, ids: dict[str, str]) -> None:
    page.goto("/network")
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


def test_the_map_draws_the_places_of_the_case(page: Any) -> None:
    page.goto("/map")
    page.wait_for_selector("figure.map[data-state=drawn]")
    places = page.evaluate("fetch('/map?format=json').then(answer => answer.json())")["places"]
    for form, kinds in (("point", ("point", "city")), ("ring", ("district", "province")), ("tint", ("country",))):
        assert page.locator(f"figure.map a.place.{form}").count() == len([each for each in places if each["precision"] in kinds]), form
    page.locator("figure.map a.place.point").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?place=*")


def test_filters_change_the_picture_and_the_address(page: Any) -> None:
    page.goto("/network")
    page.wait_for_selector("figure.network[data-state=drawn]")
    before = page.locator("table.network tbody tr").count()
    page.get_by_label("Sign").select_option("hostile")
    page.wait_for_url("**/network?*sign=hostile*")
    page.wait_for_selector("figure.network[data-state=drawn]")
    assert 0 < page.locator("table.network tbody tr").count() < before
    assert page.locator("table.network .sign.friendly").count() == 0


@pytest.mark.parametrize("address_", ["/actors", "/actor/{}", "/actor/{}?other={}", "/network", "/map"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_page_is_wider_than_the_screen(page: Any, ids: dict[str, str], address_: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.goto(address_.format(ids["Edric Brisk"], ids["Meskara"]))
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_tie_opens_to_its_words_by_keyboard(page: Any, ids: dict[str, str]) -> None:
    page.goto(f"/actor/{ids['Low Bank Guard']}")
    summary = page.locator("table.ties summary").first
    quote = page.locator("table.ties details q").first
    assert not quote.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert quote.is_visible()


def test_without_script_a_path_is_found_as_well(chromium: Any, address: str, ids: dict[str, str]) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=address)
    plain = context.new_page()
    plain.goto("/network")
    plain.get_by_label("Path from").select_option(ids["Mirel Ansk"])
    plain.get_by_label("to", exact=True).select_option(ids["Low Bank Guard"])
    plain.get_by_role("button", name="Find the path").click()
    assert "Meskara" in plain.locator("#way").inner_text()
    plain.goto("/actors")
    plain.get_by_label("Kind").select_option("state")
    plain.get_by_role("button", name="Show").click()
    assert plain.locator("table.actors tbody tr").first.inner_text().startswith("Orvany")
    context.close()
