"""The lists and adding as a browser shows them: marks and steps are drawn, a job is followed, undo is a click."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import desk

from .live import Tab, served

pytestmark = pytest.mark.browser
TEXT = "Ferrymen at Tamsoke ended their strike on Tuesday, the mayor, Ulla Marrin, said. Rebels attacked a barge on Monday and killed two sailors."


@pytest.fixture(scope="module")
def base(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = Path(shutil.copy(dam, tmp_path_factory.mktemp("seen") / "lists.case"))
    with open_case(file, write=True) as case:
        corrector = Corrector(case, "ana", "told twice")
        one, other, third = case.look.happenings(Wanted(limit=3))
        corrector.merge(one.id, other.id)
        corrector.reject(third.id)
    with served(file, upload=200_000) as address:
        yield address


def test_words_are_marked_and_lead_into_the_report(browser: Any, base: str) -> None:
    tab = Tab(browser, base)
    page = tab.open("/events")
    page.keyboard.press("/")
    page.keyboard.type('"low bank guard" OR truce')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?words=*")
    marks = page.locator(".hits mark").all_inner_texts()
    assert {mark.lower() for mark in marks} == {"low bank guard", "truce"}
    page.locator(".facets a").first.click()
    assert page.locator(".hits > li").count() >= 1
    assert "outlet=" in page.url
    page.close()


def test_how_a_toll_went_is_drawn(browser: Any, base: str) -> None:
    tab = Tab(browser, base)
    page = tab.open("/disputes?kind=figure&actor=gunmen")
    figures = page.locator(".steps .figure").all_text_contents()
    assert figures[-4:] == ["12+", "17", "19", "6"]
    tops = [float(each.get_attribute("y")) for each in page.locator(".steps .figure").all()[-4:]]
    assert tops[2] < tops[1] < tops[0] < tops[3]  # the greatest stands highest
    page.close()


@pytest.mark.parametrize(("path", "chosen", "said"), [
    ("/disputes", ("Dispute", "figure"), "12+ → 17 → 19 → 6"), ("/ahead", ("Outcome", "did_not_happen"), "free the detained leaders"),
    ("/echoes", ("How", "garbled"), "garbled"), ("/reports", ("State", "damaged"), "text 50 %"), ("/silences", ("What came back", "unreachable"), "could not be reached"),
])  # fmt: skip
def test_a_filter_changes_the_list_in_place(browser: Any, base: str, path: str, chosen: tuple[str, str], said: str) -> None:
    label, value = chosen
    tab = Tab(browser, base)
    page = tab.open(path)
    page.evaluate("window.same = true")
    page.get_by_label(label).first.select_option(value)
    page.wait_for_url(f"**{path}?*={value}*")
    assert said in page.locator("#results").inner_text()
    assert page.evaluate("window.same")
    page.close()
    assert tab.wrong == []


def test_filters_without_script(browser: Any, base: str) -> None:
    tab = Tab(browser, base, java_script_enabled=False)
    page = tab.open("/sources")
    page.get_by_label("Name").fill("benedikt")
    page.get_by_role("button", name="Show").click()
    assert page.locator("tbody tr").count() >= 1
    assert "Benedikt Aurelle" in page.locator("tbody tr").first.inner_text()
    page.close()


def test_a_correction_is_undone_in_the_log(browser: Any, base: str) -> None:
    tab = Tab(browser, base)
    page = tab.open("/corrections")
    page.get_by_role("button", name="Undo correction 2").press("Enter")
    page.get_by_text("by ana").nth(0).wait_for()
    assert page.get_by_role("button", name="Undo correction 2").count() == 0
    assert page.get_by_role("button", name="Undo correction 1").count() == 1
    assert "Undone" in page.locator(".log > li").first.inner_text()
    page.close()
    assert tab.wrong == []


def test_a_job_is_looked_at_and_stopped_without_script(browser: Any, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["sleep", "60"])
    tab = Tab(browser, base, java_script_enabled=False)
    page = tab.open("/add")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Stop").click()
    for _ in range(50):
        if page.locator(".state.stopped").count():
            break
        page.get_by_role("link", name="Look again").click()
    assert "stays in the case" in page.locator("#job").inner_text()
    page.close()


def test_files_that_are_dropped(browser: Any, base: str, tmp_path: Path) -> None:
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_text(TEXT)
    large.write_bytes(b"x" * 300_000)
    tab = Tab(browser, base)
    page = tab.open("/add")
    page.get_by_label("Choose files, or drop them here").set_input_files([small, large])
    assert "too much" in page.locator(".chosen").inner_text()
    page.get_by_role("button", name="Read them").click()
    assert page.url.endswith("/add")  # not sent
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["Bread was cheap in Ivrenko on Tuesday, the baker said."], "dropped.txt", {type: "text/plain"}));
            document.querySelector(".drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    assert page.locator(".chosen").inner_text() == "dropped.txt, 1 kB"
    page.get_by_role("button", name="Read them").click()
    page.wait_for_url("**/add/*")
    page.locator(".state.done").wait_for(timeout=90_000)
    assert "1 new" in page.locator(".how").inner_text()
    page.close()
    assert tab.wrong == []


def test_too_much_is_told_by_the_server_as_well(browser: Any, base: str, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 3_000_000)
    tab = Tab(browser, base, java_script_enabled=False)
    page = tab.open("/add")
    page.get_by_label("Choose files, or drop them here").set_input_files(large)
    page.get_by_role("button", name="Read them").click()
    page.get_by_role("heading", name="Too large").wait_for(timeout=10_000)
    page.close()
