"""What slow pages answer is worked out once for the case as it is, before anybody asks."""

import asyncio
import shutil
from pathlib import Path

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from dragoman.web import Serving
from dragoman.web.pages import PAGES
from dragoman.web.ready import MOST, Ready

EPISODES = next(page for page in PAGES if page.path == "/episodes")
EVENTS = next(page for page in PAGES if page.path == "/events")


@pytest.fixture
def file(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "demo.case"))


def test_it_is_held_until_the_case_changes(file: Path) -> None:
    ready = Ready(Serving(case=file))
    with open_case(file) as case:
        first = ready.noun(EPISODES, case, EPISODES.asked(), {})
        assert ready.noun(EPISODES, case, EPISODES.asked(), {}) is first
        assert ready.noun(EPISODES, case, EPISODES.asked(since=None, actor="brigades"), {}) is not first
        (event,) = case.look.happenings(Wanted(limit=1))
    with open_case(file, write=True) as case:
        Corrector(case, "ana").reject(event.id)
    with open_case(file) as case:
        after = ready.noun(EPISODES, case, EPISODES.asked(), {})
        assert after is not first
        assert after == EPISODES.view(case, EPISODES.asked(), {})


def test_what_is_quick_is_not_held(file: Path) -> None:
    ready = Ready(Serving(case=file))
    with open_case(file) as case:
        assert ready.noun(EVENTS, case, EVENTS.asked(), {}) is not ready.noun(EVENTS, case, EVENTS.asked(), {})


def test_only_so_much_is_held(file: Path) -> None:
    ready = Ready(Serving(case=file))
    with open_case(file) as case:
        first = ready.noun(EPISODES, case, EPISODES.asked(skip=1), {})
        for number in range(2, MOST + 1):
            ready.noun(EPISODES, case, EPISODES.asked(skip=number), {})
        assert ready.noun(EPISODES, case, EPISODES.asked(skip=1), {}) is first  # looked at, it stays
        ready.noun(EPISODES, case, EPISODES.asked(skip=MOST + 1), {})
        assert ready.noun(EPISODES, case, EPISODES.asked(skip=1), {}) is first
        assert len(ready._held) == MOST


def test_it_is_worked_out_before_anybody_asks(file: Path) -> None:
    ready = Ready(Serving(case=file))

    async def a_moment() -> None:
        ahead = asyncio.ensure_future(ready.ahead(PAGES))
        while len(ready._held) < sum(page.slow for page in PAGES):
            await asyncio.sleep(0.02)
        ahead.cancel()

    asyncio.run(asyncio.wait_for(a_moment(), 30))
    with open_case(file) as case:
        held = {key[0]: noun for key, (_, noun) in ready._held.items()}
        assert {page.path: page.view(case, page.asked(), {}) for page in PAGES if page.slow} == held


def test_a_case_that_is_gone_ends_nothing(tmp_path: Path) -> None:
    ready = Ready(Serving(case=tmp_path / "none.case"))

    async def a_moment() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ready.ahead(PAGES), 0.3)

    asyncio.run(a_moment())
