"""An analyst's way through the demo case: from the situation to the words, a correction and back, a report added and found, the planted places and ties."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .live import Tab, served

pytestmark = pytest.mark.browser
PASTED = "Dockworkers in Port Velane ended their strike on Friday, the harbour union said. Masked men attacked the tug Petrel at dawn and wounded two sailors."


@pytest.fixture(scope="module")
def base(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Path(shutil.copy(demo, tmp_path_factory.mktemp("journey") / "demo.case"))) as address:
        yield address


def test_from_the_situation_to_the_words_and_back_by_a_correction(tab: Tab) -> None:
    page = tab.open("/")
    disputed = page.locator("#disputed li", has_text="Lantern Brigades").filter(has_text="denied")
    disputed.get_by_role("link").first.click()
    page.wait_for_url("**/event/h-*")
    event = page.url
    assert "Eleven independent sources" in page.locator(".lede").inner_text()
    assert "denied by Lantern Brigades" in page.locator(".lede").inner_text()
    denial = page.locator(".passage", has_text="denied by Lantern Brigades")
    assert "denied on Wednesday that their fighters had attacked" in denial.locator("blockquote").inner_text()
    assert page.locator(".contest h4").all_inner_texts()[:2] == ["happened", "denied"]
    echo = page.locator("details.repeats", has_text="echo that only repeats it").first
    assert not echo.locator("li").first.is_visible()
    echo.locator("summary").click()
    assert "Karlow Courier" in echo.locator("li").first.inner_text()

    denial.get_by_role("link", name="in its place").click()
    page.wait_for_selector(".printed .flash")
    words = page.locator(".printed .flash").all_inner_texts()
    assert "".join(words) == "attacked"
    assert "Lantern Brigades deny role" in page.locator("h1").inner_text()
    assert 0 <= page.locator(".printed .flash").first.bounding_box()["y"] <= 800
    page.go_back()
    page.wait_for_url(event)

    page.locator("summary", has_text="It is no event at all").click()
    page.locator("#reject-reason").fill("told of by the accused alone")
    page.get_by_role("button", name="Strike it out").click()
    page.locator(".overline .s-rejected").wait_for()
    assert "told of by the accused alone" in page.locator(".decisions").inner_text()
    page.goto(tab.base + "/events?type=ASSAULT&since=2026-03-03&until=2026-03-03")
    attacks = page.locator("#results li.event a").evaluate_all("all => all.map(it => it.href)")
    assert attacks
    assert event not in attacks
    page.goto(tab.base + "/corrections")
    assert "told of by the accused alone" in page.locator(".log > li").first.inner_text()
    page.get_by_role("button", name="Undo correction 1").click()
    page.locator(".log .undone").wait_for()
    page.goto(tab.base + "/events?type=ASSAULT&since=2026-03-03&until=2026-03-03")
    assert event in page.locator("#results li.event a").evaluate_all("all => all.map(it => it.href)")


def test_a_report_is_pasted_followed_and_found(tab: Tab) -> None:
    page = tab.open("/search?words=petrel")
    assert "No report has these words" in page.locator("#reports + .empty, .empty").first.inner_text()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Headline").fill("Strike ends in Port Velane")
    page.get_by_label("Outlet", exact=True).fill("Harbour Post")
    page.get_by_label("Published", exact=True).fill("2026-03-14")
    page.get_by_label("Text", exact=True).fill(PASTED)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/add/1")
    page.locator(".state.done").wait_for(timeout=120_000)
    assert "1 new" in page.locator(".counts").inner_text()
    assert "1 new" in page.locator("#said").inner_text()
    assert page.get_by_role("button", name="Stop").count() == 0
    page.get_by_role("link", name="Strike ends in Port Velane").click()
    page.wait_for_url("**/report/r-*")
    report = page.url
    assert "".join(page.locator(".printed").all_inner_texts()).endswith(PASTED)
    note = page.locator(".note.n-event", has_text="attack")
    assert "the tug Petrel" in note.first.inner_text() or "Masked men" in note.first.inner_text()
    page.keyboard.press("/")
    page.keyboard.type("petrel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=petrel")
    assert page.locator(".hits mark").all_inner_texts() == ["Petrel"]
    page.locator(".hits .told a").click()
    page.wait_for_selector(".printed .flash")
    assert page.url.startswith(report + "#")
    assert page.locator(".printed .flash").inner_text() == "Petrel"


def test_days_are_picked_on_the_timeline(tab: Tab) -> None:
    page = tab.open("/")
    everything = page.locator("#changed .brought b").first.inner_text()
    page.get_by_label("To", exact=True).fill("2026-03-06")
    page.wait_for_url("**/?since=2026-03-03&until=2026-03-06*")
    page.wait_for_selector("#changed h2:has-text('2026-03-03 to 2026-03-06')")
    assert page.locator(".timeline .bin").count() == 4
    assert int(page.locator("#changed .brought b").first.inner_text()) < int(everything)
    first = page.locator(".timeline .bin").first
    box = first.locator(".room").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/events?since=2026-03-03&until=2026-03-03")
    assert page.locator("#results li.event").count() > 3


def test_the_map_has_the_planted_places(tab: Tab) -> None:
    page = tab.open("/map")
    page.wait_for_selector("figure.map[data-state=drawn]")
    for place, happened in (("Keflavik", "protest"), ("Grimsby", "coercion"), ("London", "coercion")):
        point = page.locator(f"figure.map a.place.point[aria-label^='{place}']")
        assert point.count() == 1, place
        box, world = point.bounding_box(), page.locator("figure.map .world").bounding_box()
        assert world["x"] <= box["x"] <= world["x"] + world["width"]
        point.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/events?place={place.lower()}*")
        assert page.locator("#results .kind").first.inner_text() == happened
        page.go_back()
        page.wait_for_selector("figure.map[data-state=drawn]")


def test_the_network_has_the_planted_ties(tab: Tab) -> None:
    page = tab.open("/network")
    page.wait_for_selector("figure.network[data-state=drawn]")
    network = page.evaluate("fetch('/network?format=json').then(answer => answer.json())")
    names = {node["id"]: node["name"] for node in network["nodes"]}
    camp = {node["name"]: node["camp"] for node in network["nodes"]}
    ties = {(names[tie["source"]], names[tie["target"]]): tie for tie in network["ties"]}
    assert (ties["Karsia", "Lantern Brigades"]["sign"], ties["Karsia", "Lantern Brigades"]["types"]) == (1, ["arms", "backs"])
    assert ties["Belmora", "Lantern Brigades"]["sign"] == ties["Belmora", "Karsia"]["sign"] == -1
    assert camp["Karsia"] == camp["Lantern Brigades"] != camp["Belmora"] == camp["Mirela Oskan"]
    label = page.locator("figure.network .canvas").get_attribute("aria-label")
    assert f"{len(names)} actors and {len(ties)} ties" in label
    row = page.locator("table.network tbody tr", has_text="Karsia").filter(has_text="Lantern Brigades").first
    assert "friendly arms, backs" in " ".join(row.inner_text().split())
    row.get_by_role("link", name=f"{ties['Karsia', 'Lantern Brigades']['statements']} statements").click()
    page.wait_for_url("**/actor/*?other=*")
    page.locator("summary", has_text="the words").first.click()
    assert "a militia armed by neighbouring Karsia" in page.locator("table.ties").inner_text()
