"""Reports that want to break the pages, in a browser: nothing runs, nothing is complained of, and words that run backwards turn nothing else around."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web.pages import PAGES
from tests.keep.test_record import made

from . import hostile
from .live import Tab, served

pytestmark = pytest.mark.browser
LISTS = [path for path in (page.path for page in PAGES) if "{" not in path]
UNDRAWN = "figure:is(.map, .network):not(:is([data-state=drawn], [data-state=failed]))"

# Words of a report that run backwards stand in an isolate of their own: without one they take the figures and words that follow along.
LOOSE = """rtl => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node; (node = walk.nextNode()); ) {
    if (!node.data.includes(rtl) || node.parentElement.closest("svg, option, textarea, noscript")) continue;
    let around = node.parentElement;
    while (getComputedStyle(around).unicodeBidi === "normal") around = around.parentElement;
    const alone = around.matches("bdi, .printed, .pairs p") || around.textContent.trim() === node.data.trim();
    if (!alone) found.push(`${around.outerHTML.slice(0, 90)} … ${node.parentElement.outerHTML.slice(0, 60)}`);
  }
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the hostile readings in one case, with hostile decisions on it."""
    folder = tmp_path_factory.mktemp("hostile")
    file = made(folder / "wild.case", [*hostile.read(folder), *hostile.invented()])
    with open_case(file, write=True) as case:
        corrector = Corrector(case, hostile.EVIL, hostile.EVIL)
        first, second, third = case.look.happenings(Wanted(limit=3))
        corrector.merge(first.id, second.id)
        corrector.reject(third.id)
        corrector.rename(case.look.entities(Wanted(limit=1))[0].id, hostile.EVIL)
        corrector.distrust(case.look.speakers(Wanted(limit=1))[0].name)
        corrector.add(hostile.MADE, "blockade", "COERCE", who=hostile.EVIL, whom=hostile.EVIL, place=hostile.EVIL)
        corrector.undo(2)
    return file


@pytest.fixture(scope="module")
def base(wild: Path) -> Iterator[str]:
    with served(wild) as address:
        yield address


def addresses(file: Path) -> list[str]:
    """All lists, all reports but the endless one, and events and actors by whose names they want to break out."""
    with open_case(file) as case:
        reports = [f"/report/{each.id}" for each in case.reports() if each.id != hostile.LONG]
        events = [f"/event/{each.id}" for each in (*case.look.happenings(Wanted(limit=5)), *case.look.news(Wanted(limit=1)))]
        actors = [f"/actor/{each.id}" for each in case.look.entities(Wanted(limit=100)) if "script" in " ".join(each.names)]
    assert len(reports) > 5
    assert len(actors) > 2
    asked = [
        "/search?words=rebels",
        "/search?words=%3Cscript%3E%00%E2%80%AE",
        "/events?actor=%3Cscript%3E%22%27",
        "/reports?outlet=%00%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    ]
    return [*LISTS, *asked, *reports, *events, *actors, f"{reports[-1]}?beside={hostile.MADE}"]


def harmless(tab: Tab) -> list[str]:
    """What stands loose on the page that is open; nothing on it may have run or be markup."""
    page = tab.page
    page.locator(UNDRAWN).first.wait_for(state="detached")
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    assert page.evaluate("window.owned") is None, page.url
    assert (
        page.locator("img, iframe, object, embed, script:not([src]), [href^='javascript:' i], [href^='data:' i], [onerror], [onload]").count() == 0
    ), page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280, page.url
    assert not re.search("[\u0000\u001b\u202a-\u202e\u2066-\u2069]", page.content()), page.url
    return [f"{page.url}: {each}" for each in page.evaluate(LOOSE, hostile.BACKWARDS)]


def test_nothing_of_a_report_runs_or_turns_the_page_around(tab: Tab, wild: Path) -> None:
    loose, shown = [], 0
    for address in addresses(wild):
        page = tab.open(address)
        loose += harmless(tab)
        shown += "alert(1)" in page.inner_text("main")
    assert loose == []
    assert shown > 20  # as words


def test_a_link_of_a_report_leads_to_the_web_or_nowhere(tab: Tab, wild: Path) -> None:
    with open_case(wild) as case:
        links = {each.url: each.id for each in case.reports() if each.url}
    for url, report in links.items():
        led = tab.open(f"/report/{report}").locator(".origin a").evaluate_all("all => all.map(it => it.protocol)")
        assert led == (["https:"] if url.startswith("https") else []), url


def test_the_longest_line_is_shown_and_a_longer_one_refused_in_words(tab: Tab) -> None:
    page = tab.open(f"/report/{hostile.LONG}#1000000-1000004")
    page.wait_for_selector(".printed .flash")
    assert page.locator(".printed .flash").inner_text() == hostile.LINE[1_000_000:1_000_004]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page = tab.open("/add")
    page.get_by_label("Headline").fill(re.sub("[\0\x1b]", "", hostile.EVIL))
    page.get_by_label("Text", exact=True).fill("x" * 5_000_000)
    page.get_by_role("button", name="Read it").click()
    page.locator(".state.failed").wait_for(timeout=60_000)
    assert "is too long (5,000,000 characters, at most 2,000,000)" in page.locator(".steps").inner_text()
    assert harmless(tab) == []
    tab.open("/add")
    assert harmless(tab) == []
