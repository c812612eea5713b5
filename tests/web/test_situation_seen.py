"""The first page in a browser: a drag picks days, bars lead to events, keys do what the mouse does, nothing breaks at either width."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.web import Serving, site
from tests.keep.test_record import made, readings

from .located import located

pytestmark = pytest.mark.browser
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on a port of its own, with the places of the invented affair on the map."""
    import uvicorn

    mapped = made(tmp_path_factory.mktemp("seen") / "mapped.case", located(readings()))

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
    opened = chromium.new_page(viewport=WIDE, base_url=address)
    opened.goto("/?since=2025-09-22&until=2025-10-21")
    yield opened
    opened.close()


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
    assert read.text_content().startswith("Monday 22 Sept 2025: ")
    page.keyboard.press("ArrowRight")
    assert read.text_content().startswith("Tuesday 23 Sept 2025: ")
    assert page.locator(".timeline .bin[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?since=2025-09-23&until=2025-09-23")


def test_the_map_draws_the_places_of_the_window(page: Any) -> None:
    page.goto("/?since=2025-09-02&until=2025-10-21")
    page.wait_for_selector("figure.map[data-state='drawn']")
    assert page.locator("figure.map .days").is_hidden()
    assert page.locator("#places a").count() > 1
    page.click("#where .all")
    page.wait_for_url("**/map?since=2025-09-02&until=2025-10-21")


def test_without_script_the_form_does_it(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=address, viewport=WIDE)
    page = context.new_page()
    page.goto("/")
    page.fill("#f-since", "2025-09-10")
    page.fill("#f-until", "2025-09-12")
    page.click("form.window button")
    assert page.locator(".timeline .bin").count() == 3
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", ["/", "/?since=2025-09-02&by=week", "/news"])
def test_it_is_whole_and_can_be_read_by_all(chromium: Any, address: str, path: str, size: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = chromium.new_page(viewport=size, color_scheme=scheme, base_url=address)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found if each["impact"] in ("serious", "critical")] == []
    sizes = page.locator(".timeline text:visible").evaluate_all("words => words.map(word => word.getBoundingClientRect().height)")
    assert all(each >= 10 for each in sizes)
    page.close()
