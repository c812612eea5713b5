"""Who is answered, and what an answer lets a browser do."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.model.errors import SettingError
from dragoman.web import Serving, site
from dragoman.web.guard import Guard

from .conftest import HERE


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765", "LOCALHOST"])
def test_this_machine_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8765", "[::2]"])
def test_another_name_for_it_is_not(client: TestClient, host: str) -> None:
    answer = client.get("/events", headers={"host": host})
    assert answer.status_code == 421
    assert "dragoman serve" in answer.text


@pytest.mark.parametrize("path", ["/events", "/events?since=nonsense", "/nowhere", "/static/site.css", "/openapi.json"])
def test_every_answer_says_what_may_run(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_others_need_a_password() -> None:
    with pytest.raises(SettingError, match="DRAGOMAN_PASSWORD"):
        Serving(case=Path("x"), host="0.0.0.0")


def test_a_password_is_asked(dam: Path) -> None:
    with TestClient(site(Serving(case=dam, host="0.0.0.0", password="søvn")), base_url="http://case.example") as client:
        assert client.get("/events").status_code == 401
        assert client.get("/events", auth=("any", "sovn")).status_code == 401
        assert client.get("/events", headers={"authorization": "Basic %%%"}).status_code == 401
        assert client.get("/events", auth=("any", "søvn".encode())).status_code == 200
        assert client.get("/static/site.css").status_code == 401


def test_nobody_else_may_write(client: TestClient) -> None:
    assert client.post("/events", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/events", headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert client.post("/events").status_code == 405


def test_read_only(dam: Path) -> None:
    with TestClient(site(Serving(case=dam, read_only=True)), base_url=HERE) as client:
        answer = client.post("/correct/reject", data={"event": "h-1"})
        assert answer.status_code == 403
        assert "--read-only" in answer.text


def test_too_much_is_refused(dam: Path) -> None:
    with TestClient(site(Serving(case=dam, upload=1000)), base_url=HERE) as client:
        assert client.post("/correct/reject", content=b"x" * 1001).status_code == 413
        assert client.post("/correct/reject", headers={"content-length": "-5"}).status_code == 413


def _passed(messages: list[dict[str, Any]], serving: Serving) -> list[dict[str, Any]]:
    """What the application behind the guard gets to see of a request."""
    seen: list[dict[str, Any]] = []

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            seen.append(message)
            if message["type"] == "http.disconnect" or not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def run() -> None:
        coming = iter(messages)

        async def receive() -> Any:
            return next(coming)

        async def send(_message: Any) -> None: ...

        scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [(b"host", b"localhost")]}
        await Guard(app, serving)(scope, receive, send)

    asyncio.run(run())
    return seen


def test_what_grows_beyond_its_length_is_cut_off() -> None:
    part = {"type": "http.request", "body": b"x" * 600, "more_body": True}
    seen = _passed([part, part, part], Serving(case=Path("x"), upload=1000))
    assert [each["type"] for each in seen] == ["http.request", "http.disconnect"]


def test_asked_as_json(client: TestClient) -> None:
    by_query, by_header = client.get("/events?format=json"), client.get("/events", headers={"accept": "application/json"})
    assert by_query.content == by_header.content
    assert client.get("/events", headers={"accept": "text/html,application/json"}).headers["content-type"].startswith("text/html")
    wrong = client.get("/events?since=2025-13-01&format=json")
    assert wrong.status_code == 400
    assert "since" in wrong.json()["error"]["advice"]


@pytest.mark.parametrize("query", ["since=2025-02-30", "type=NONE", "skip=-1", "skip=99999999999999999999", "min_sources=x", "actor=" + "x" * 201])
def test_what_cannot_be_asked_is_said(client: TestClient, query: str) -> None:
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 400
    assert query.split("=", maxsplit=1)[0] in answer.text


def test_controls_are_not_printed(client: TestClient) -> None:
    answer = client.get("/events", params={"actor": "a\u202eb\x1b"})
    assert answer.status_code == 200
    assert "\u202e" not in answer.text
    assert "\x1b" not in answer.text


def test_no_case(tmp_path: Path) -> None:
    with TestClient(site(Serving(case=tmp_path / "none.case")), base_url=HERE) as client:
        answer = client.get("/events?format=json")
        assert answer.status_code == 400
        assert "no such case" in answer.json()["error"]["advice"]


def test_the_document_names_every_page(client: TestClient) -> None:
    from dragoman.web.desk import Desk
    from dragoman.web.pages import PAGES, WRITES, add

    desk = Desk(Serving(case=Path("x")))
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {page.path for page in (*PAGES, *add.pages(desk))} | {form.path for form in WRITES} | {
        way.path for way in add.ways(desk)
    }
    assert all(reference in msgspec.json.encode(document).decode() for reference in ("Happening", "Failure"))
