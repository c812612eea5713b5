"""A Chromium that draws WebGL without a graphics card, and pages opened in it under the site's policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from . import made, site

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None)
SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

WATCH = """
new MutationObserver(() => {
  if (document.querySelector("figure[data-state=drawn]")) window.drawnAt ??= performance.now();
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
"""

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install it to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Any) -> Iterator[Any]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *SOFTWARE])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def blind(playwright: Any) -> Iterator[Any]:
    """A Chromium without WebGL."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-3d-apis"])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    def network(name: str) -> str:
        return f'<figure class="network" data-src="/{name}.json" data-list="#ties"></figure><p id="ties">ties</p>'

    def world(name: str) -> str:
        return f'<figure class="map" data-src="/{name}.json" data-world="/static/vendor/countries-50m.json" data-list="#events"></figure>'

    form = '<form action="/dated"><label>Since <input type="date" name="since"></label><label>Until <input type="date" name="until"></label></form>'
    config = '{"includeIndicatorStyles": false, "allowEval": false, "historyCacheSize": 0}'
    htmx = f'<meta name="htmx-config" content=\'{config}\'><script src="/static/vendor/htmx.min.js"></script>'
    swapped = '<button type="button" hx-get="/part" hx-target="#part" hx-push-url="/swapped?x=1">Filter</button><div id="part">'
    pages = {
        "/few": site.page(network("few-network")),
        "/few-network.json": made.few_actors(),
        "/many": site.page(network("many-network")),
        "/many-network.json": made.many_actors(),
        "/nobody": site.page(network("nobody")),
        "/nobody.json": {"nodes": [], "ties": []},
        "/broken": site.page(network("text")),
        "/text.json": "no JSON",
        "/swapped": site.page(f"{swapped}{network('few-network')}</div>", htmx),
        "/part": network("few-network"),
        "/map": site.page(world("places")),
        "/places.json": made.places(),
        "/dated": site.page(form + world("places")),
        "/nowhere": site.page(world("nowhere")),
        "/nowhere.json": {"places": [], "days": []},
    }
    with site.served(pages) as address:
        yield address


@pytest.fixture
def open_page(chromium: Any, base: str) -> Iterator[Open]:
    """Opens a path and waits for its picture; afterwards nothing may have been complained of, and nothing asked of another host."""
    yield from opener(chromium, base)


@pytest.fixture
def open_blind(blind: Any, base: str) -> Iterator[Open]:
    yield from opener(blind, base)


def opener(browser: Any, base: str) -> Iterator[Open]:
    complaints: list[str] = []
    requests: list[str] = []
    tabs = []

    def open_(path: str, state: str = "drawn", **options: Any) -> Any:
        tab = browser.new_page(**{"viewport": {"width": 1200, "height": 900}, "reduced_motion": "reduce", **options})
        tabs.append(tab)
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("request", lambda request: requests.append(request.url))
        tab.add_init_script(WATCH)
        tab.goto(base + path)
        tab.wait_for_selector(f"figure[data-state={state}]")
        return tab

    yield open_
    for tab in tabs:
        tab.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith((base, "data:"))] == []
