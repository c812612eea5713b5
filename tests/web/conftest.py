"""Cases to look at, and a client that asks for their pages. Nobody changes them: who corrects or adds works on a copy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.web import Serving, site
from eval.cases import DEMO_DAY, EXAMPLES, readings_of
from tests.keep.test_record import made, readings

from .live import Tab, chromium
from .located import located

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the invented affair."""
    return made(tmp_path_factory.mktemp("web") / "dam.case", readings())


@pytest.fixture(scope="session")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with places that a map knows."""
    return made(tmp_path_factory.mktemp("web") / "mapped.case", located(readings()))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case that `make demo` makes."""
    return made(tmp_path_factory.mktemp("web") / "demo.case", readings_of(EXAMPLES, DEMO_DAY))


@pytest.fixture(scope="session")
def client(dam: Path) -> Iterator[TestClient]:
    with TestClient(site(Serving(case=dam)), base_url=HERE) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium for each file of tests: while one is open, no other test may run a loop of its own."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def tab(browser: Any, base: str) -> Iterator[Tab]:
    """A page at the address that the file calls `base`; at the end nothing may have gone wrong in it."""
    opened = Tab(browser, base)
    yield opened
    opened.page.close()
    assert opened.wrong == []
