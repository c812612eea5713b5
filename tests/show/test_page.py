"""The page as bytes, and as a browser opens it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.model.reading import Reading
from dragoman.show import html_page

from .made import STRIKE, TEXT, at, bare, made

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None)


def test_hostile_words_are_text() -> None:
    page = html_page([made()])
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(&#39;owned&#39;)&lt;/script&gt;" in page
    assert "<b>talks</b>" not in page
    assert 'href="javascript:' not in page


def test_a_web_address_is_a_link() -> None:
    import msgspec

    reading = made()
    linked = msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, url='https://example.org/a?"b'))
    assert 'href="https://example.org/a?&#34;b"' in html_page([linked])


def test_same_readings_same_bytes() -> None:
    assert html_page([made(), bare("x")]) == html_page([made(), bare("x")])


def test_nothing_is_fetched() -> None:
    page = html_page([made()])
    assert not re.search(r"<(?:img|link|script|iframe|object)[^>]*\b(?:src|href)=\"(?!data:)", page)
    assert not re.search(r"url\(|@import", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_text_that_utf8_cannot_hold() -> None:
    html_page([bare("a\ud800b\x00c")]).encode("utf-8")


def test_index_only_for_several() -> None:
    assert 'id="index"' not in html_page([made()])
    assert 'id="index"' in html_page([made(), bare("x")])
    assert "0 reports" in html_page([])


pages = pytest.mark.browser


class Seen:
    """What the browser complained of and asked for."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install it to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: Any, folder: Path, readings: list[Reading], **options: Any) -> tuple[Any, Seen]:
    file = folder / "brief.html"
    file.write_text(html_page(readings), "utf-8")
    seen = Seen()
    tab = chromium.new_page(**{"viewport": {"width": 1300, "height": 700}, "reduced_motion": "reduce", **options})
    tab.on("console", lambda message: seen.messages.append(message.text))
    tab.on("pageerror", lambda error: seen.messages.append(str(error)))
    tab.on("dialog", lambda dialog: seen.messages.append(dialog.message))
    tab.on("request", lambda request: seen.requests.append(request.url))
    tab.goto(file.as_uri())
    return tab, seen


def flashed(tab: Any) -> str:
    found: str = tab.eval_on_selector_all(".printed .flash", "all => all.map(it => it.textContent).join('')")
    return found


@pages
def test_the_text_stands_as_printed(chromium: Any, tmp_path: Path) -> None:
    tab, seen = opened(chromium, tmp_path, [made()])
    assert tab.text_content(".printed") == TEXT
    assert seen.messages == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    tab.close()


@pages
def test_a_citation_leads_to_its_words_and_back(chromium: Any, tmp_path: Path) -> None:
    tab, seen = opened(chromium, tmp_path, [made()])
    line = tab.locator(".section", has_text="Ahead").locator("li", has_text="2 Apr 2031")
    cite = line.locator(".cite")
    assert cite.inner_text() == "s.\u00a010"
    cite.click()
    assert flashed(tab) == "The council will vote on April 2"
    assert tab.evaluate("document.activeElement.closest('.printed') !== null")
    box = tab.locator(".printed .flash").first.bounding_box()
    assert 0 <= box["y"] <= 700
    tab.keyboard.press("Escape")
    assert flashed(tab) == ""
    assert tab.evaluate("document.activeElement.className") == "cite"
    assert seen.messages == []
    tab.close()


@pages
def test_citations_work_from_the_keyboard_and_stay_in_their_report(chromium: Any, tmp_path: Path) -> None:
    tab, _ = opened(chromium, tmp_path, [bare("other words"), made(), made()])
    cite = tab.locator("#r3 .section", has_text="Seats").locator(".cite").first
    cite.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#r3 .printed .flash").count() > 0
    assert tab.locator("#r2 .printed .flash").count() == 0
    assert flashed(tab) == "17 of 31 seats"
    tab.close()


@pages
def test_words_lead_back_to_a_line(chromium: Any, tmp_path: Path) -> None:
    tab, _ = opened(chromium, tmp_path, [made()])
    tab.locator(f'.printed [data-at="{at("struck").start}"]').click()
    assert tab.locator(".brief li.flash", has_text="struck").count() == 1
    tab.close()


@pages
@pytest.mark.parametrize("lead", [f'.printed [data-at="{at("struck").start}"]', '.contents a:has-text("What")'])
def test_a_folded_section_opens_when_something_leads_to_it(chromium: Any, tmp_path: Path, lead: str) -> None:
    tab, _ = opened(chromium, tmp_path, [made()])
    section = tab.locator(".section", has_text="What happened")
    section.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert section.get_attribute("open") is None
    tab.locator(lead).click()
    tab.wait_for_function("document.querySelectorAll('.section')[1].open")
    tab.close()


def test_the_page_says_what_the_terminal_says() -> None:
    import msgspec

    plain = msgspec.structs.replace(STRIKE, id="e-bare", mode=None, actors=(), recipients=(), date=None, place=None, counts=(), attributions=())
    page = html_page([msgspec.structs.replace(made(), events=(STRIKE, msgspec.structs.replace(plain, type="CONSULT")), integrity=0.2)])
    assert "<bdi>killed ≥ 12</bdi>" in page
    assert '<bdi>talks</bdi> <span class="aside">(CONSULT)</span>' in page
    assert '<p class="advice">' in page


def test_the_page_says_what_the_sources_come_to_and_how_they_spoke() -> None:
    page = html_page([made()])
    assert '<p class="note">At least 6 distinct sources, 3 of them anonymous</p>' in page
    assert '<b><bdi>denies</bdi></b>, <span class="how"><bdi>to The council, in a letter</bdi></span>:' in page
    assert page.count('class="note"') == 1


def test_contents_of_each_report_of_several() -> None:
    page = html_page([made(), made()])
    assert page.count('<nav class="contents"') == 2
    targets = re.findall(r'<nav class="contents".*?</nav>', page)
    for target in re.findall(r'href="#([^"]+)"', "".join(targets)):
        assert f'id="{target}"' in page


@pages
def test_the_legend_switches_layers(chromium: Any, tmp_path: Path) -> None:
    tab, _ = opened(chromium, tmp_path, [made()])
    weight = f"getComputedStyle(document.querySelector('.printed [data-at=\"{at('struck').start}\"]')).fontWeight"
    assert tab.evaluate(weight) == "700"
    tab.locator('[data-layer="event"]').uncheck()
    assert tab.evaluate(weight) == "400"
    tab.locator('[data-layer="event"]').check()
    assert tab.evaluate(weight) == "700"
    tab.close()


@pages
@pytest.mark.parametrize("width", [360, 900, 1300])
def test_no_sideways_scroll(chromium: Any, tmp_path: Path, width: int) -> None:
    tab, _ = opened(chromium, tmp_path, [made(), bare("x")], viewport={"width": width, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


@pages
def test_dark_follows_the_reader(chromium: Any, tmp_path: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        tab, _ = opened(chromium, tmp_path, [made()], color_scheme=scheme)
        colours.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        tab.close()
    assert colours[0] != colours[1]
