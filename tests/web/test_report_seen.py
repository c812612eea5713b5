"""The pages of a report and of an event as a browser shows them: lit words, addresses of words, notes in the margin, corrections by clicking."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.keep import open_case
from tests.keep.test_record import readings

from .live import Tab, served

pytestmark = pytest.mark.browser

REPORT = next(each.report for each in readings() if each.report.external_id == "r41")
EVENT = "/event/h-828b03d964e7"


@pytest.fixture(scope="module")
def base(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = Path(shutil.copy(dam, tmp_path_factory.mktemp("seen") / "dam.case"))
    with served(file) as address:
        yield address


def span(words: str) -> tuple[int, int]:
    start = REPORT.text.index(words)
    return start, start + len(words)


def flashed(page: Any) -> str:
    found: str = page.eval_on_selector_all(".printed .flash", "all => all.map(it => it.textContent).join('')")
    return found


def lit(page: Any, layer: str) -> str:
    found: str = page.eval_on_selector_all(f".printed .lit.{layer}", "all => all.map(it => it.textContent).join('')")
    return found


def tab(browser: Any, base: str, **options: Any) -> Tab:
    return Tab(browser, base, **options)


def test_hovering_what_is_said_lights_who_says_it_and_the_cue(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}")
    page.locator(".printed .content", has_text="shook hands only when").first.hover()
    assert lit(page, "source") == "a member of the mediator's staff"
    assert lit(page, "cue") == "said"
    assert page.locator(".note.lit b").all_inner_texts() == ["member of the mediator's staff, who asked not to be named"]
    page.locator(".printed .source", has_text="staff").first.hover()
    assert "They shook hands only when the photographers had gone" in lit(page, "content")
    page.locator("h1").hover()
    assert page.locator(".lit").count() == 0
    assert opened.wrong == []
    page.close()


def test_a_focused_note_lights_its_words_and_leads_to_them(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}")
    note = page.locator(".note.n-voice a", has_text="Benedikt Aurelle")
    note.focus()
    assert lit(page, "cue") == "said"
    assert "It is a fence" in lit(page, "content")
    page.keyboard.press("Enter")
    page.wait_for_selector(".printed .flash")
    assert flashed(page) in ("the mediator", "Benedikt Aurelle")
    assert page.evaluate("document.activeElement.matches('.printed .flash')")
    assert lit(page, "cue") == "said"
    page.keyboard.press("Escape")
    assert flashed(page) == ""
    assert page.evaluate("document.activeElement.closest('.note') !== null")
    assert opened.wrong == []
    page.close()


def test_an_address_of_words_shows_exactly_these(browser: Any, base: str) -> None:
    start, end = span("hook hands only when the photo")
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}#{start}-{end}")
    assert flashed(page) == "hook hands only when the photo"
    box = page.locator(".printed .flash").first.bounding_box()
    assert 0 <= box["y"] <= 800
    assert page.eval_on_selector_all(".printed", "all => all.map(it => it.textContent).join('')") == REPORT.text.replace("\n", "")
    other = span("customs house")
    page.evaluate(f"location.hash = '#{other[0]}-{other[1]}'")
    page.wait_for_selector(".printed .flash:has-text('customs')")
    assert flashed(page) == "customs house"
    assert opened.wrong == []
    page.close()


def test_a_click_on_a_citation_goes_to_the_words_and_changes_the_address(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}")
    cite = page.locator("details.part", has_text="What happened").locator("li", has_text="refusal").locator(".cite").first
    cite.click()
    page.wait_for_selector(".printed .flash")
    start, end = (int(each) for each in page.evaluate("location.hash").removeprefix("#").split("-"))
    assert flashed(page) == REPORT.text[start:end] == "rejected"
    page.locator(".legend input").first.focus()
    cite.click()
    assert page.evaluate("document.activeElement.matches('.flash')")
    page.close()


@pytest.mark.parametrize(("width", "reports"), [(1280, 8), (1024, 2), (1600, 2)])
def test_notes_stand_level_with_their_words_and_never_on_each_other(browser: Any, base: str, width: int, reports: int) -> None:
    opened = tab(browser, base, viewport={"width": width, "height": 800})
    for report in readings()[:reports]:
        page = opened.open(f"/report/{report.report.id}")
        page.wait_for_selector(".text.placed")
        notes = page.evaluate(
            """() => [...document.querySelectorAll('.note')].map(it => {
                 const words = [...document.querySelectorAll('.printed [data-at]')].findLast(each => Number(each.dataset.at) <= Number(it.dataset.start));
                 const { top, bottom, left, right } = it.getBoundingClientRect();
                 return { top, bottom, left, right, want: words.getClientRects()[0].top };
               })"""
        )
        text = page.locator(".printed").first.bounding_box()
        left = [each for each in notes if each["right"] <= text["x"] + 1]
        right = [each for each in notes if each["left"] >= text["x"] + text["width"] - 1]
        assert len(left) + len(right) == len(notes)
        for side in (left, right):
            stacked = sorted(side, key=lambda each: each["top"])
            assert all(above["bottom"] <= below["top"] + 0.6 for above, below in pairwise(stacked))
            for number, each in enumerate(stacked):
                around = [*stacked[max(0, number - 1) : number], *stacked[number + 1 : number + 2]]
                if all(abs(each["want"] - one["want"]) > 260 for one in around):  # nobody is near enough to move it
                    assert abs(each["top"] - each["want"]) < 30
    page.close()


def test_notes_that_crowd_are_one_line_near_their_words_and_open_under_the_pointer(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{next(each.report.id for each in readings() if each.report.external_id == 'r02')}")
    page.wait_for_selector(".text.placed")
    short = page.locator(".note.brief:has(.how)").first
    line = short.bounding_box()["height"]
    assert line < 24
    away = page.evaluate(
        """() => [...document.querySelectorAll('.note')].map(it => {
             const words = [...document.querySelectorAll('.printed [data-at]')].findLast(each => Number(each.dataset.at) <= Number(it.dataset.start));
             return Math.abs(it.getBoundingClientRect().top - words.getClientRects()[0].top);
           })"""
    )
    assert sorted(away)[len(away) // 2] < 12
    assert max(away) < 90
    short.hover()
    assert short.bounding_box()["height"] > line
    page.close()


def test_on_a_narrow_screen_notes_stand_below_their_paragraph(browser: Any, base: str) -> None:
    opened = tab(browser, base, viewport={"width": 390, "height": 800})
    page = opened.open(f"/report/{REPORT.id}")
    first = page.locator(".para").first
    words, note = first.locator(".printed").bounding_box(), first.locator(".note").first.bounding_box()
    assert note["y"] >= words["y"] + words["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_without_a_script_words_and_notes_are_there(browser: Any, base: str) -> None:
    opened = tab(browser, base, java_script_enabled=False)
    trigger = span("rejected")
    page = opened.open(f"/report/{REPORT.id}#{trigger[0]}-{trigger[1]}")
    assert page.locator(f'[id="{trigger[0]}-{trigger[1]}"]').bounding_box()["y"] < 800
    words, note = page.locator(".printed").first.bounding_box(), page.locator(".note.n-event").first.bounding_box()
    assert note["x"] >= words["x"] + words["width"]
    page.close()


def test_the_legend_switches_layers(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}")
    weight = "getComputedStyle(document.querySelector('.printed .event')).fontWeight"
    assert page.evaluate(weight) == "700"
    page.locator('[data-layer="event"]').uncheck()
    assert page.evaluate(weight) == "400"
    page.locator('[data-layer="notes"]').uncheck()
    assert not page.locator(".note").first.is_visible()
    page.close()


def select(page: Any, words: str) -> None:
    """Selects words that stand in one segment."""
    page.evaluate(
        """words => {
             for (const piece of document.querySelectorAll('.printed [data-at]')) {
               const at = piece.textContent.indexOf(words);
               if (at < 0) continue;
               getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + words.length);
               return;
             }
           }""",
        words,
    )
    page.wait_for_selector("#picked:not([hidden])")


def test_selected_words_become_an_event_and_it_is_taken_back(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(f"/report/{REPORT.id}")
    select(page, "shook hands only when")
    start, end = span("shook hands only when")
    assert page.evaluate("location.hash") == f"#{start}-{end}"
    assert page.locator("#picked .copy").get_attribute("data-copy") == (
        f"“shook hands only when”, Halyard, {REPORT.published}, {REPORT.url}, {REPORT.id}#{start}-{end}"
    )
    page.locator("#picked a").click()
    assert page.locator("#add-words").input_value() == "shook hands only when"
    page.locator("#add-type").select_option("CONSULT")
    page.locator("#add-who").fill("Pavo Ardoy")
    page.locator("#add-reason").fill("they met")
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/h-*")
    assert page.locator("blockquote b").inner_text() == "shook hands only when"
    assert "added, because reading missed it" in page.locator(".decisions").inner_text()
    page.locator("blockquote .cite").click()
    page.wait_for_url(f"**/report/{REPORT.id}#{start}-{end}")
    assert flashed(page) == "shook hands only when"
    page.go_back()
    page.locator(".decisions button").click()
    page.wait_for_url(f"**/report/{REPORT.id}")
    assert page.locator(".decisions .undone").count() == 1
    assert opened.wrong == []
    page.close()


def test_correcting_by_the_keyboard_and_taking_it_back(browser: Any, base: str) -> None:
    opened = tab(browser, base)
    page = opened.open(EVENT)
    page.locator("summary", has_text="It is of another type").focus()
    page.keyboard.press("Enter")
    page.locator("#retype-type").select_option("COERCE")
    page.locator("#retype-reason").focus()
    page.keyboard.type("they took hostages")
    page.keyboard.press("Enter")
    page.wait_for_selector(".overline .tag")
    assert page.locator(".overline .kind").get_attribute("title").startswith("COERCE")
    assert "they took hostages" in page.locator(".decisions").inner_text()
    page.locator(".decisions button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".decisions .undone")
    assert page.locator(".overline .kind").get_attribute("title").startswith("ASSAULT")
    assert opened.wrong == []
    page.close()


def test_merging_with_a_near_event(browser: Any, base: str, dam: Path) -> None:
    opened = tab(browser, base)
    page = opened.open("/event/h-b27079e80d91")
    with open_case(dam) as case:
        before = case.look.happening("h-b27079e80d91").reports
    page.locator("summary", has_text="It is the same as another event").click()
    near = page.locator(".near input").first
    other = near.get_attribute("value")
    near.check()
    page.locator("button", has_text="Both are one").first.click()
    page.wait_for_selector(".decisions")
    with open_case(dam) as case:
        expected = len({*before, *case.look.happening(other).reports})
    assert f"in {expected} reports" in page.locator(".facts").inner_text()
    page.locator(".decisions button").first.click()
    page.wait_for_selector(".decisions .undone")
    page.close()
