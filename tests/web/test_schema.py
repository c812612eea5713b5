"""Whatever the OpenAPI document lets one ask is answered as it says, and nothing ends the server."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.web import Serving, site
from dragoman.web.pages import PAGES, WRITES

from .conftest import HERE

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
TRIES = 15
OPERATIONS = sorted([("GET", page.path) for page in PAGES] + [("POST", write.path) for write in WRITES])


@pytest.fixture(scope="module")
def api(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A copy of the case, which may be changed."""
    file = shutil.copy(dam, tmp_path_factory.mktemp("schema") / "dam.case")
    return schemathesis.openapi.from_asgi("/openapi.json", site(Serving(case=Path(file))), headers={"host": "127.0.0.1"})


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_the_document_says(api: Any, method: str, path: str) -> None:
    @given(case=api[path][method].as_strategy())
    @settings(max_examples=TRIES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    def tried(case: Any) -> None:
        case.call_and_validate(base_url=HERE, headers={"accept": "application/json"})

    tried()
