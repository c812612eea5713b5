"""The map and the bars of days as a browser draws them."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import Open

pytestmark = pytest.mark.browser

PICTURE = "const [picture] = (await import('/static/map.js')).maps.values();"


def view(tab: Any) -> list[float]:
    """How far the map is moved and zoomed."""
    found: list[float] = tab.evaluate(f"async () => {{ {PICTURE} const {{x, y, k}} = picture.drawing.transform; return [x, y, k]; }}")
    return found


def test_each_place_is_drawn_as_exactly_as_it_is_known(open_page: Open) -> None:
    tab = open_page("/map")
    assert tab.locator(".place.point circle").count() == 4
    assert tab.locator(".place.ring circle").count() == 2
    assert tab.locator(".place.tint path").count() == 2
    fill = "([part]) => [getComputedStyle(part).fillOpacity, getComputedStyle(part).strokeDasharray]"
    assert tab.locator(".place.point circle").first.evaluate(f"part => ({fill})([part])") == ["1", "none"]
    assert tab.locator(".place.ring circle").first.evaluate(f"part => ({fill})([part])") == ["0", "4px, 3px"]
    assert tab.inner_text(".note").startswith("Not on the map: 3 events only say a region; 1 event has a place that this map does not know.")


def test_what_is_told_of_a_place(open_page: Open) -> None:
    tab = open_page("/map")
    for told, quad in [
        ("Kyiv, UKR; 16 events; 10 verbal cooperation; 6 material conflict", "verbal_cooperation"),
        ("Lviv, UKR; 10 events; 5 verbal cooperation; 5 material cooperation", "material_cooperation"),
        ("Donetsk Oblast, UKR; 22 events; 22 material conflict; district or province only", "material_conflict"),
        ("Kosovo; 2 events; 2 verbal conflict; country only", "verbal_conflict"),
    ]:
        link = tab.get_by_role("link", name=told, exact=True)
        assert quad in link.get_attribute("class")
        link.focus()
        assert tab.inner_text(".tip").replace("\n", "; ") == told


def test_larger_where_more_happened(open_page: Open) -> None:
    tab = open_page("/map")
    radii = [float(tab.locator(f"a.place[aria-label^={place}] circle").get_attribute("r")) for place in ("Kharkiv", "Kyiv", "Warsaw")]
    assert radii == sorted(radii, reverse=True)


def test_no_name_covers_another_where_it_is_narrow(open_page: Open) -> None:
    tab = open_page("/map", viewport={"width": 390, "height": 844})
    tab.wait_for_selector(".names text")
    boxes = [name.bounding_box() for name in tab.locator(".names text").all()]
    assert len(boxes) > 8
    for at, a in enumerate(boxes):
        for b in boxes[at + 1 :]:
            assert a["x"] + a["width"] <= b["x"] + 1 or b["x"] + b["width"] <= a["x"] + 1 or abs(a["y"] - b["y"]) > 10


def test_a_click_and_enter_open_what_happened_there(open_page: Open) -> None:
    tab = open_page("/map")
    tab.locator("a.place[aria-label^=Kharkiv]").click()
    tab.wait_for_url("**/events?place=2")
    tab.go_back()
    tab.locator("a.place[aria-label^=Ukraine]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/events?place=7")


def test_arrows_go_from_place_to_place(open_page: Open) -> None:
    tab = open_page("/map")
    held = "document.activeElement.getAttribute('aria-label').split(/[,;]/)[0]"
    tab.get_by_role("button", name="Reset the view").focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate(held) == "Ukraine", "the places are one stop of the Tab key"
    tab.locator("a.place[aria-label^=Warsaw]").focus()
    for key, name in [("ArrowRight", "Lviv"), ("ArrowRight", "Kyiv"), ("ArrowDown", "Ukraine"), ("ArrowRight", "Kharkiv")]:
        tab.keyboard.press(key)
        assert tab.evaluate(held) == name
    tab.keyboard.press("Escape")
    assert tab.locator(".tip").is_hidden()


def test_buttons_keys_and_the_wheel_move_the_view(open_page: Open) -> None:
    tab = open_page("/map")
    tab.mouse.move(600, 400)
    tab.mouse.wheel(0, -300)
    tab.wait_for_timeout(50)
    assert view(tab) == [0, 0, 1], "the wheel scrolls the page"
    tab.get_by_role("button", name="Zoom in").click()
    tab.wait_for_function("async () => [...(await import('/static/map.js')).maps.values()][0].drawing.transform.k === 1.5")
    tab.locator("a.place").first.focus()
    tab.mouse.wheel(0, -300)
    tab.wait_for_function("async () => [...(await import('/static/map.js')).maps.values()][0].drawing.transform.k > 1.5")
    tab.keyboard.press("0")
    tab.wait_for_function("async () => [...(await import('/static/map.js')).maps.values()][0].drawing.transform.k === 1")


def test_the_whole_world_and_back(open_page: Open) -> None:
    tab = open_page("/map")
    near = tab.locator("a.place[aria-label^=Warsaw]").get_attribute("transform")
    button = tab.get_by_role("button", name="Whole world")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert tab.locator("a.place[aria-label^=Warsaw]").get_attribute("transform") != near
    button.click()
    assert tab.locator("a.place[aria-label^=Warsaw]").get_attribute("transform") == near


def test_without_places_there_is_the_world(open_page: Open) -> None:
    tab = open_page("/nowhere")
    assert tab.locator(".place").count() == 0
    assert len(tab.locator(".land").get_attribute("d")) > 10_000
    assert tab.get_by_role("button", name="Whole world").count() == 0


def drag(tab: Any, start: float, end: float) -> None:
    """Draws over the bars, from one share of their width to another."""
    box = tab.locator(".brush .overlay").bounding_box()
    middle = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + box["width"] * start, middle)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * end, middle, steps=4)
    tab.mouse.up()


@pytest.mark.parametrize("path", ["/map", "/dated"])
def test_days_are_chosen_by_drawing_over_the_bars(open_page: Open, path: str) -> None:
    tab = open_page(path)
    assert tab.locator(".bar").count() == 30
    drag(tab, 0.25, 0.5)
    tab.wait_for_url("**since=*")
    # 1 March to 28 April are 59 days: a quarter falls into 15 March, the half into 30 March.
    asked = {name: value[0] for name, value in parse_qs(urlsplit(tab.url).query).items()}
    assert asked == {"since": "2031-03-15", "until": "2031-03-30"}


def test_chosen_days_are_shown_and_can_be_given_up(open_page: Open) -> None:
    tab = open_page("/map?since=2031-03-15&until=2031-03-30&type=assault")
    whole = tab.locator(".brush .overlay").bounding_box()
    chosen = tab.locator(".brush .selection").bounding_box()
    assert chosen["x"] - whole["x"] == pytest.approx(whole["width"] * 14 / 59, abs=3)
    assert chosen["width"] == pytest.approx(whole["width"] * 16 / 59, abs=3)
    tab.mouse.click(whole["x"] + whole["width"] * 0.9, whole["y"] + 10)
    tab.wait_for_url("**/map?type=assault")


def test_the_colours_are_those_of_the_page(open_page: Open) -> None:
    tab = open_page("/map", color_scheme="dark")
    assert tab.locator("a.place[aria-label^=Kharkiv] circle").evaluate("part => getComputedStyle(part).fill") == "rgb(255, 143, 120)"
