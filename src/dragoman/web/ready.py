"""Answers that take a while: worked out before anybody asks, and held until the case changes."""

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec
from anyio import to_thread

from dragoman.keep import Case, open_case

from .serving import Serving

if TYPE_CHECKING:
    from .page import Page

MOST = 32  # answers held: the pages that take a while, each with a few filters
LOOK = 2.0  # seconds between two looks at the case; while it changes between them, a job is adding reports, and nothing is worked out ahead

Touched = tuple[int, ...]
Key = tuple[str, bytes]
LOG = logging.getLogger("dragoman.web")


class Ready:
    """What is held for one site."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._lock = Lock()
        self._busy: dict[str, Lock] = defaultdict(Lock)
        self._held: OrderedDict[Key, tuple[Touched, msgspec.Struct]] = OrderedDict()

    def noun(self, page: "Page[Any, Any]", case: Case, asked: msgspec.Struct, params: Mapping[str, str]) -> Any:
        """The page's noun of the case as it is now."""
        if not page.slow:
            return page.view(case, asked, params)
        key, touched = (page.path, msgspec.json.encode((asked, params))), case.touched()
        with self._busy[page.path]:  # what another works out already is waited for
            with self._lock:
                then, held = self._held.get(key, ((), None))
            if held is None or then != touched:
                held = page.view(case, asked, params)
            with self._lock:
                self._held[key] = (touched, held)
                self._held.move_to_end(key)
                if len(self._held) > MOST:
                    self._held.popitem(last=False)
        return held

    async def ahead(self, pages: Sequence["Page[Any, Any]"]) -> None:
        """Works out what slow pages answer where nothing more is asked, now and whenever the case has changed and come to rest. It never ends."""
        before: Touched | None = None
        done: Touched | None = None
        while True:
            now = await to_thread.run_sync(self._touched, abandon_on_cancel=True)
            if now is not None and now != done and (now == before or done is None):
                await to_thread.run_sync(self._work_out, [page for page in pages if page.slow], abandon_on_cancel=True)
                done = now
            before = now
            await asyncio.sleep(LOOK)

    def _touched(self) -> Touched | None:
        try:
            with open_case(self._serving.case) as case:
                return case.touched()
        except Exception as error:  # noqa: BLE001  # whoever asks for a page is told what is wrong with the case
            LOG.debug("%s cannot be looked at: %s", self._serving.case, error)
            return None

    def _work_out(self, pages: Sequence["Page[Any, Any]"]) -> None:
        for page in pages:
            try:
                with open_case(self._serving.case) as case:
                    self.noun(page, case, page.asked(), {})
            except Exception as error:  # noqa: BLE001  # as above: the page itself will say it
                LOG.debug("%s could not be worked out ahead: %s", page.path, error)
