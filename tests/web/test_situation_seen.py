"""The first page in a browser: a drag picks days, bars lead to events, keys do what the mouse does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .live import Tab, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def base(mapped: Path) -> Iterator[str]:
    with served(mapped) as address:
        yield address


@pytest.fixture
def page(tab: Tab) -> Any:
    return tab.open("/?since=2025-09-22&until=2025-10-21")


def middle(page: Any, number: int) -> tuple[float, float]:
    """The middle of the room of one bar."""
    box = page.locator(".timeline .bin .room").nth(number).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(("start", "end"), [(4, 12), (12, 4), (29, 20)])
def test_a_drag_picks_the_days_under_it(page: Any, start: int, end: int) -> None:
    days = page.locator(".timeline .bin").evaluate_all("bins => bins.map(bin => bin.dataset.since)")
    page.mouse.move(*middle(page, start))
    page.mouse.down()
    page.mouse.move(*middle(page, (start + end) // 2))
    page.mouse.move(*middle(page, end))
    picked = page.locator(".timeline .picked").bounding_box()
    assert picked["width"] == pytest.approx(abs(middle(page, end)[0] - middle(page, start)[0]) * (1 + 1 / abs(end - start)), rel=0.02)
    page.mouse.up()
    first, last = sorted((days[start], days[end]))
    page.wait_for_url(f"**/?since={first}&until={last}*")
    page.wait_for_selector(f".timeline .bin:first-child[data-since='{first}']")
    assert page.locator(".timeline .bin").count() == abs(end - start) + 1
    page.wait_for_selector(".timeline .read:visible")  # what came in later is alive as well


def test_a_click_opens_the_events_of_the_day(page: Any) -> None:
    page.mouse.click(*middle(page, 11))
    page.wait_for_url("**/events?since=2025-10-03&until=2025-10-03")


def test_escape_lets_go(page: Any) -> None:
    page.mouse.move(*middle(page, 4))
    page.mouse.down()
    page.mouse.move(*middle(page, 9))
    page.keyboard.press("Escape")
    page.mouse.up()
    assert not page.locator(".timeline .picked").is_visible()
    assert "since=2025-09-22" in page.url


def test_a_bar_is_read_under_the_mouse_and_by_keys(page: Any) -> None:
    read = page.locator(".timeline .read")
    page.mouse.move(*middle(page, 11))
    assert read.text_content().startswith("Friday 3 Oct 2025: ")
    page.mouse.move(0, 0)
    assert read.text_content().startswith("Point at a bar")
    page.locator(".timeline .bin[tabindex='0']").focus()
    page.keyboard.press("Home")
    assert read.text_content().startswith("Monday 22 Sep 2025: ")
    page.keyboard.press("ArrowRight")
    assert read.text_content().startswith("Tuesday 23 Sep 2025: ")
    assert page.locator(".timeline .bin[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?since=2025-09-23&until=2025-09-23")


def test_the_map_draws_the_places_of_the_window(tab: Tab) -> None:
    page = tab.open("/?since=2025-09-02&until=2025-10-21")
    page.wait_for_selector("figure.map[data-state='drawn']")
    assert page.locator("figure.map .days").is_hidden()
    assert page.locator("#places a").count() > 1
    page.click("#where .all")
    page.wait_for_url("**/map?since=2025-09-02&until=2025-10-21")


def test_without_script_the_form_does_it(browser: Any, base: str) -> None:
    page = Tab(browser, base, java_script_enabled=False).open("/")
    page.fill("#f-since", "2025-09-10")
    page.fill("#f-until", "2025-09-12")
    page.click("form.window button")
    assert page.locator(".timeline .bin").count() == 3
    page.close()
