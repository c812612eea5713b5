"""The network as a browser draws it."""

import re
from typing import Any

import pytest

from . import site
from .conftest import Open

pytestmark = pytest.mark.browser

PICTURE = "const [picture] = (await import('/static/network.js')).networks.values();"


def ask(tab: Any, answer: str, given: Any = None) -> Any:
    """What an expression about the picture (`picture`, `given`) is worth."""
    return tab.evaluate(f"async (given) => {{ {PICTURE} return {answer}; }}", given)


def spot(tab: Any, actor: str) -> tuple[float, float]:
    """Where an actor stands on the screen."""
    at = ask(tab, "picture.drawing.at(given)", actor)
    box = tab.locator(".canvas").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def colour(tab: Any, actor: str) -> str:
    found: str = ask(tab, "picture.drawing.sigma.getNodeDisplayData(given).color", actor)
    return found


def test_hundreds_are_drawn_at_once_and_names_stay_apart(open_page: Open) -> None:
    tab = open_page("/many")
    # From the data's arrival on: how long a browser takes to start says nothing of the picture.
    assert (
        tab.evaluate("drawnAt - performance.getEntriesByType('resource').find(entry => entry.name.endsWith('many-network.json')).responseEnd") < 2000
    )
    assert ask(tab, "[picture.network.actors.size, picture.network.shownTies]") == [300, 900]
    named = ask(tab, "picture.drawing.placed")
    assert 40 < len(named) < 300
    assert named[0] == "x-0", "the actor of most reports is named first"


def test_pointing_lights_an_actor_and_those_around_it(open_page: Open) -> None:
    tab = open_page("/few")
    calm = colour(tab, "x-alone")
    tab.mouse.move(*spot(tab, "x-nw"))
    tab.wait_for_function("document.querySelector('.told').textContent")
    assert tab.inner_text(".told") == "Edric Brisk: person, GOV, ORV, camp 1; 20 reports; friendly with 1; hostile with 1; neutral with 1"
    assert colour(tab, "x-alone") != calm, "who is not tied to it is dimmed"
    assert colour(tab, "x-se") != colour(tab, "x-sw"), "of one camp, one dimmed"
    tab.mouse.move(5, 5)
    tab.wait_for_function("!document.querySelector('.told').textContent")
    assert colour(tab, "x-alone") == calm


def test_a_click_opens_the_actor(open_page: Open) -> None:
    tab = open_page("/few")
    tab.mouse.click(*spot(tab, "x-se"))
    tab.wait_for_url("**/actor/x-se")


def test_a_finger_shows_first_and_opens_then(open_page: Open) -> None:
    tab = open_page("/few", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    tab.touchscreen.tap(*spot(tab, "x-nw"))
    tab.wait_for_function("document.querySelector('.told').textContent.startsWith('Edric Brisk')")
    tab.wait_for_timeout(400)  # two taps at once are a double tap
    tab.touchscreen.tap(*spot(tab, "x-nw"))
    tab.wait_for_url("**/actor/x-nw")


def test_keys_walk_from_neighbour_to_neighbour(open_page: Open) -> None:
    tab = open_page("/few")
    tab.get_by_role("button", name="Reset the view").focus()
    tab.keyboard.press("Tab")
    assert tab.inner_text(".told").startswith("Edric Brisk"), "the actor in most reports comes first"
    for key, name in [("ArrowRight", "Irena Vost"), ("ArrowDown", "Meskara"), ("ArrowLeft", "Low Bank Guard"), ("ArrowLeft", "Low Bank Guard")]:
        tab.keyboard.press(key)
        assert tab.inner_text(".told").startswith(name)
    tab.keyboard.press("PageDown")
    assert tab.inner_text(".told").startswith("Osk Lemm"), "who is tied to nobody can be reached as well"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/actor/x-alone")


def test_buttons_and_keys_move_the_view(open_page: Open) -> None:
    tab = open_page("/few")
    view = "(({x, y, ratio}) => [x, y, ratio])(picture.drawing.sigma.getCamera().getState())"
    assert ask(tab, view) == [0.5, 0.5, 1]
    tab.get_by_role("button", name="Zoom in").click()
    tab.get_by_role("button", name="Move right").click()
    x, _, ratio = ask(tab, view)
    assert x > 0.5
    assert ratio < 1
    tab.locator(".canvas").focus()
    tab.keyboard.press("0")
    assert ask(tab, view) == [0.5, 0.5, 1]


def find_path(tab: Any, start: str, end: str) -> str:
    tab.get_by_label("Path from actor").fill(start)
    tab.get_by_label("Path to actor").fill(end)
    tab.get_by_role("button", name="Find the path").click()
    told: str = tab.inner_text(".pathfinder output")
    return told


def test_a_path_goes_over_fewest_and_then_strongest_ties(open_page: Open) -> None:
    tab = open_page("/few")
    assert find_path(tab, "Edric Brisk", "Meskara") == "2 ties: Edric Brisk — appointed, friendly — Irena Vost — accuses, hostile — Meskara"
    assert tab.get_by_role("link", name="accuses, hostile").get_attribute("href") == "/tie/x-ne-x-se-accuses"
    assert colour(tab, "x-sw") != colour(tab, "x-se"), "what is not on the way is dimmed"
    assert find_path(tab, "Low Bank Guard", "Meskara") == "1 tie: Low Bank Guard — armed by, friendly and 1 more — Meskara"
    assert find_path(tab, "Edric Brisk", "Osk Lemm").startswith("No way leads")
    assert find_path(tab, "Edric Brisk", "Nobody") == "No actor here is called “Nobody”."


def test_the_sliders_hide_ties_and_close_ways(open_page: Open) -> None:
    tab = open_page("/few")
    output = tab.locator(".times output")
    assert output.inner_text() == "2031-03-01 to 2031-03-30: 6 ties"
    tab.get_by_label("Ties since").fill("20")
    assert output.inner_text() == "2031-03-21 to 2031-03-30: 4 ties"
    assert tab.get_by_label("Ties since").get_attribute("aria-valuetext") == "2031-03-21"
    assert find_path(tab, "Edric Brisk", "Irena Vost").startswith("No way leads")
    tab.get_by_label("Ties until").fill("4")
    assert output.inner_text() == "2031-03-05 to 2031-03-05: 3 ties", "one slider pushes the other on"


def test_light_and_dark_by_the_colours_of_the_page(open_page: Open) -> None:
    tab = open_page("/few", color_scheme="light")
    assert [colour(tab, actor) for actor in ("x-nw", "x-sw", "x-alone")] == ["#2f6fb3", "#c8591a", "#8a867d"]
    tab.emulate_media(color_scheme="dark")
    drawn = "['x-nw', 'x-sw', 'x-alone'].map(actor => picture.drawing.sigma.getNodeDisplayData(actor).color).join()"
    tab.wait_for_function(f"async () => {{ {PICTURE} return {drawn} === '#6aa9e8,#f0975c,#8f8b82'; }}")


def test_without_webgl_the_page_says_so_and_still_finds_paths(open_blind: Open) -> None:
    tab = open_blind("/few")
    assert tab.inner_text(".failure") == "This browser cannot draw the network: it has no WebGL. The list has the same."
    assert tab.locator(".failure a").get_attribute("href") == "#ties"
    assert find_path(tab, "Irena Vost", "Meskara").startswith("1 tie")


@pytest.mark.parametrize(("path", "said"), [("/nobody", "No actors are left to draw."), ("/broken", "The picture could not be loaded.")])
def test_what_cannot_be_drawn_is_said(chromium: Any, base: str, path: str, said: str) -> None:
    tab = chromium.new_page()
    tab.goto(base + path)
    assert tab.inner_text("figure[data-state=failed]") == f"{said} The list has the same."
    tab.close()


def test_what_htmx_brings_is_drawn_and_what_it_takes_is_let_go(open_page: Open) -> None:
    tab = open_page("/swapped")
    old = tab.query_selector("figure")
    tab.get_by_role("button", name="Filter").click()
    tab.wait_for_url("**/swapped?x=1")
    tab.wait_for_selector("figure[data-state=drawn] .canvas canvas")
    assert not old.evaluate("figure => figure.isConnected")
    assert tab.evaluate("async () => (await import('/static/network.js')).networks.size") == 1
    tab.go_back()  # htmx asks for the page again
    tab.wait_for_url("**/swapped")
    tab.wait_for_function("async () => [...(await import('/static/network.js')).networks.values()].every(picture => picture?.drawing.placed.length)")
    assert tab.locator(".picture").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/many", "/map"])
def test_nothing_bars_the_way(open_page: Open, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    tab = open_page(path, color_scheme=scheme)
    found = axe.Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["/many", "/map"])
def test_no_sideways_scroll_on_a_telephone(open_page: Open, path: str) -> None:
    tab = open_page(path, viewport={"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


def test_the_policy_of_these_pages_is_strict() -> None:
    assert re.findall(r"unsafe|\*|https?:", site.POLICY) == []
