"""A case to look at, and a client that asks for its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.web import Serving, site
from tests.keep.test_record import made, readings

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the invented affair; nobody changes it: who corrects works on a copy."""
    file = tmp_path_factory.mktemp("web") / "dam.case"
    made(file, readings())
    return file


@pytest.fixture(scope="session")
def client(dam: Path) -> Iterator[TestClient]:
    with TestClient(site(Serving(case=dam)), base_url=HERE) as opened:
        yield opened
