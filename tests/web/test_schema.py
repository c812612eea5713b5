"""Whatever the OpenAPI document lets one ask or send is answered as it says, and nothing ends the server."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, desk, site
from dragoman.web.pages import PAGES, WRITES, add
from dragoman.web.write import TOKEN

from .conftest import HERE

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytest.importorskip("schemathesis.specs.openapi.schemas")  # here and not within a test, where pytest's rewriting of so many modules goes too deep
TRIES = 12
FEW = 3  # decisions that are carried out: each weaves the record anew
DESK = desk.Desk(Serving(case=Path("x")))
LOOKING = sorted([*(page.path for page in PAGES), *(page.path for page in add.pages(DESK))])
SENDING = sorted([*(form.path for form in WRITES), *(way.path for way in add.ways(DESK))])
DECIDING = sorted(write.path for write in WRITES if "{" not in write.path)


class Api(msgspec.Struct, frozen=True):
    """The site by its document, its token, and what there is of each that a form may name."""

    schema: Any
    token: str
    known: dict[str, str]

    def tried(self, method: str, path: str, tries: int = TRIES, **fields: str) -> None:
        """So many things that the document lets one ask; forms with these fields as well."""

        @given(case=self.schema[path][method].as_strategy())
        @settings(max_examples=tries, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
        def asked(case: Any) -> None:
            if fields and isinstance(case.body, dict):
                case.body = {**case.body, **{name: value for name, value in fields.items() if name == TOKEN or name in case.body}}
            case.call_and_validate(base_url=HERE, headers={"accept": "application/json"})

        asked()


@pytest.fixture(scope="module")
def api(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A copy of the case, which may be changed; what is handed in is not read, and any number may wait."""
    folder = tmp_path_factory.mktemp("schema")
    file = Path(shutil.copy(dam, folder / "dam.case"))
    with open_case(file) as case:
        event, other = case.look.happenings(Wanted(limit=2))
        actor, another = case.look.entities(Wanted(limit=2))
        known = {
            "event": event.id, "other": other.id, "report": event.tellings[0].report, "actor": actor.id, "one": actor.id, "another": another.id,
            "persona": actor.personas[0], "words": event.tellings[0].words, "source": "edric brisk",
        }  # fmt: skip
    serving = Serving(case=file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        patch.setattr(desk, "WAITING", 10_000)
        schema = schemathesis.openapi.from_asgi("/openapi.json", site(serving), headers={"host": "127.0.0.1"})
        yield Api(schema, serving.token, known)


@pytest.mark.parametrize("path", LOOKING)
def test_every_page_is_as_the_document_says(api: Api, path: str) -> None:
    api.tried("GET", path)


@pytest.mark.parametrize("path", SENDING)
def test_every_form_is_as_the_document_says(api: Api, path: str) -> None:
    api.tried("POST", path, FEW)
    api.tried("POST", path, token=api.token)


@pytest.mark.parametrize("path", DECIDING)
def test_every_decision_about_what_there_is_too(api: Api, path: str) -> None:
    other = {"other": api.known["another"]} if path == "/correct/merge_actors" else {}
    api.tried("POST", path, FEW, token=api.token, **{**api.known, **other})


def test_another_method_is_told_of_those_that_there_are(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, operations in paths.items():
        there = path.replace("{number}", "1").replace("{job}", "1").replace("{id}", "x")
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"} - {each.upper() for each in operations}:
            answer = client.request(method, there)
            if (method, answer.status_code) == ("GET", 404):
                continue  # "/add/text" is the address of a job that there is not
            assert answer.status_code == 405, (method, path)
            assert {each.upper() for each in operations} == {each.strip() for each in answer.headers["allow"].split(",")} - {"HEAD"}, (method, path)
