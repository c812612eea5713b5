"""Every page over the demo case in a browser: at both widths and in both schemes nothing breaks, nothing is complained of, nothing comes from elsewhere."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from dragoman.keep import open_case
from dragoman.model.record import Step
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import Serving
from dragoman.web.desk import Desk
from dragoman.web.pages import PAGES, add

from .live import Tab, served

pytestmark = pytest.mark.browser
PATHS = [page.path for page in (*PAGES, *add.pages(Desk(Serving(case=Path("x")))))]
ADDRESSES = [
    *(path for path in PATHS if "{" not in path),
    "/?since=1976-01-01", "/search?words=truce", "/search?words=brigades", "/search?words=truce+AND", "/corrections?after=120",
    "/event/{attack}", "/event/{news}", "/report/{copy}?beside={original}", "/actor/{brigades}", "/actor/{brigades}?other={karsia}",
    "/network?start={brigades}&goal={halmar}", "/add/{done}", "/add/{running}", "/nowhere", "/events?since=nonsense",
]  # fmt: skip
WRONG = ("/nowhere", "/events?since=nonsense")
EARNEST = ("serious", "critical")
# Phone and desk, dark and light. Of what axe finds, contrast depends on the scheme alone and the rest on the width alone: two of the four looks show all.
LOOKS = ((390, "light", False), (390, "dark", True), (1280, "dark", False), (1280, "light", True))
UNDRAWN = "figure:is(.map, .network):not([data-state=drawn])"
SMALL = "[...document.querySelectorAll('main svg text')].filter(it => it.checkVisibility() && it.getBoundingClientRect().height < 10).length"


class Whole(msgspec.Struct, frozen=True):
    """Where the site is, and what stands for the names in its addresses."""

    base: str
    ids: dict[str, str]


@pytest.fixture(scope="module")
def whole(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """The demo case with decisions of a person, and jobs at the desk: one that has ended with every outcome, one that never ends."""
    file = Path(shutil.copy(demo, tmp_path_factory.mktemp("whole") / "demo.case"))
    with open_case(file, write=True) as case:
        corrector = Corrector(case, "ana", "told twice")
        one, other, third, fourth = case.look.happenings(Wanted(limit=4))
        corrector.merge(one.id, other.id)
        corrector.reject(third.id)
        corrector.retype(fourth.id, "PROTEST")
        corrector.undo(2)
        (attack,) = case.look.happenings(Wanted(sort="sources", limit=1))
        reports = {each.external_id: each.id for each in case.reports()}
        actors = {each.name: each.id for each in reversed(case.look.entities(Wanted(limit=1_000)))}
        ids = {
            "attack": attack.id, "news": case.look.news(Wanted(limit=1))[0].id, "done": "1", "running": "2",
            "copy": reports["03-newspaper-copy.txt"], "original": reports["01-wire-alert.txt"],
            "brigades": actors["Lantern Brigades"], "karsia": actors["Karsia"], "halmar": actors["Halmar"],
        }  # fmt: skip
    steps = [
        Step(what="new", report=ids["copy"]), Step(what="known", report=ids["original"]), Step(what="failed", words="photo.png: is a PNG image"),
        Step(what="version", report=ids["copy"], replaces=ids["original"]),
    ]  # fmt: skip
    told = tmp_path_factory.mktemp("told") / "steps"
    told.write_bytes(b"".join(msgspec.json.encode(step) + b"\n" for step in steps))
    with pytest.MonkeyPatch.context() as patch, served(file, token="known") as base:
        for command in (["cat", str(told)], ["sleep", "600"]):
            patch.setattr(Desk, "_command", lambda *_, said=command: said)
            job = httpx.post(f"{base}/add/text?format=json", data={"text": "A text", "headline": "Ferries sail again", "token": "known"}).json()[
                "location"
            ]
            while (state := httpx.get(f"{base}{job}?format=json").json()["job"]["state"]) not in ("running", "done") or (state == "done") != (
                job == "/add/1"
            ):
                pass
        httpx.post(f"{base}/add/feeds", data={"address": "https://gazette.example/feed", "minutes": "10080", "token": "known"})
        yield Whole(base, ids)


def test_no_page_is_left_out() -> None:
    def kind(address: str) -> str:
        return re.sub(r"\{\w+\}", "{}", address.partition("?")[0])

    assert {kind(path) for path in PATHS} <= {kind(address) for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_whole_and_can_be_read_by_all(browser: Any, whole: Whole, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    tab = Tab(browser, whole.base, viewport={"width": LOOKS[0][0], "height": 844}, color_scheme=LOOKS[0][1])
    page = tab.open(address.format(**whole.ids))
    page.locator(UNDRAWN).first.wait_for(state="detached")
    assert page.locator("h1").count() == 1
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    for width, scheme, searched in LOOKS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == 0
        found = axe.run(page).response["violations"] if searched else []
        assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found if each["impact"] in EARNEST] == [], (
            width,
            scheme,
        )
    page.close()
    assert [words for words in tab.wrong if address not in WRONG or "the server responded with a status of 40" not in words] == []
