"""A site that a browser can open, and what the browser complained of."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dragoman.web import Serving
from dragoman.web.server import server

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(path).exists()), None)
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@contextmanager
def served(case: Path, **chosen: Any) -> Iterator[str]:
    """The address of the case's site while it is served, on a free port."""
    serving = server(Serving(case=case, author="ana", **chosen), port=0)
    thread = threading.Thread(target=serving.run, daemon=True)
    thread.start()
    while not serving.started:
        thread.join(0.02)
    port = serving.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    serving.should_exit = True
    thread.join()


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install it to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Tab:
    """A page of the browser, with what went wrong on it."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.base = base
        self.wrong: list[str] = []
        self.page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options})
        self.page.on("console", lambda message: self._note(message.text if message.type in ("error", "warning") else ""))
        self.page.on("dialog", self._refuse)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda request: self._note("" if request.url.startswith((base, "data:")) else request.url))

    def _refuse(self, dialog: Any) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, words: str) -> None:
        if words:
            self.wrong.append(words)

    def open(self, path: str) -> Any:
        """The page at this address of the site."""
        self.page.goto(self.base + path, wait_until="load")
        return self.page
