"""Cases to look at, and a client that asks for their pages. Nobody changes them: who corrects or adds works on a copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.web import Serving, site
from eval.cases import EXAMPLES, readings_of
from tests.keep.test_record import made, readings

from .located import located

HERE = "http://127.0.0.1"
DAY = "2026-03-03"  # what `make demo` gives for the reports that print none


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
    return made(tmp_path_factory.mktemp("web") / "demo.case", readings_of(EXAMPLES, DAY))


@pytest.fixture(scope="session")
def client(dam: Path) -> Iterator[TestClient]:
    with TestClient(site(Serving(case=dam)), base_url=HERE) as opened:
        yield opened
