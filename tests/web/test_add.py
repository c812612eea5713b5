"""Adding from the site: a reader of its own for each job, followed to its end; what is handed in is bounded, named safely and gone afterwards."""

import asyncio
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.errors import SettingError
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, desk, site
from dragoman.web.feeds import Feeds
from dragoman.web.job import ENDED
from dragoman.web.uploads import plain_name

from .conftest import HERE

TEXT = "Ferrymen at Tamsoke ended their strike on Tuesday, the mayor, Ulla Marrin, said. Rebels attacked a barge on Monday and killed two sailors."
FEED = """<rss version="2.0"><channel><title>Gazette</title><item><guid isPermaLink="false">g-1</guid><title>The bridge is mended</title>
<description>The bridge is mended, the mayor of Tamsoke said on Tuesday. A barge lay across the river until noon.</description></item></channel></rss>"""


class At:
    """A site of which the test knows the token, and the case behind it."""

    def __init__(self, client: TestClient, serving: Serving) -> None:
        self.client = client
        self.case = serving.case
        self._token = serving.token

    def send(self, path: str, files: Any = None, **fields: str) -> Any:
        return self.client.post(path, data={**fields, "token": self._token}, files=files, headers={"accept": "application/json"})

    def started(self, path: str, files: Any = None, **fields: str) -> str:
        """The address of the job that it makes."""
        answer = self.send(path, files, **fields)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["location"])

    def ended(self, location: str) -> Any:
        """The job when it is over."""
        until = time.monotonic() + 120
        while (found := self.client.get(location, headers={"accept": "application/json"}).json()).get("job", {}).get("state") not in ENDED:
            assert time.monotonic() < until, found
            time.sleep(0.1)
        return found


@pytest.fixture
def at(dam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "given"))
    (tmp_path / "given").mkdir()
    serving = Serving(case=Path(shutil.copy(dam, tmp_path / "a.case")), upload=100_000)
    with TestClient(site(serving), base_url=HERE) as client:
        yield At(client, serving)
    assert not list((tmp_path / "given").glob("dragoman-*"))  # nothing of what was handed in stays


def events(stream: str) -> list[tuple[str, Any]]:
    """The events of a stream: kind and data."""
    found = []
    for block in stream.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if lines:
            found.append((lines.get("event", "message"), json.loads(lines["data"])))
    return found


def test_a_pasted_text_from_end_to_end(at: At) -> None:
    location = at.started(
        "/add/text", text=TEXT, headline="Ferry strike ends", outlet="Gazette", published="2025-10-22", url="https://gazette.example/1"
    )
    stream = at.client.get(f"{location}/progress")
    assert stream.headers["content-type"].startswith("text/event-stream")
    told = events(stream.text)
    states = [data["state"] for kind, data in told if kind == "message"]
    assert states == sorted(states, key=["waiting", "running", "done"].index)
    assert (states[-1], told[-1][0]) == ("done", "end")
    assert told[-2][1]["new"] == 1
    found = at.ended(location)
    (step,) = found["job"]["steps"]
    assert step["what"] == "new"
    page = at.client.get(location).text
    assert f'href="/report/{step["report"]}"' in page
    assert "Ferry strike ends" in page
    with open_case(at.case) as case:
        kept = case.report(step["report"])
        assert (kept.outlet, kept.published, kept.url, kept.headline) == ("Gazette", "2025-10-22", "https://gazette.example/1", "Ferry strike ends")
        assert case.reading(kept.id).report.text == TEXT
        assert any(kept.id in each.reports for each in case.look.happenings(Wanted(type="ASSAULT", since="2025-10-20")))
    again = at.ended(
        at.started("/add/text", text=TEXT, headline="Ferry strike ends", outlet="Gazette", published="2025-10-22", url="https://gazette.example/1")
    )
    assert [each["what"] for each in again["job"]["steps"]] == ["known"]
    changed = at.ended(
        at.started("/add/text", text=TEXT + " It was the third.", outlet="Gazette", published="2025-10-23", url="https://gazette.example/1")
    )
    assert (changed["job"]["steps"][0]["what"], changed["job"]["steps"][0]["replaces"]) == ("version", step["report"])
    assert f'In the place of <a href="/report/{step["report"]}">' in at.client.get(f"/add/{changed['job']['id']}").text


def test_several_files_of_odd_names(at: At) -> None:
    line = json.dumps({"text": TEXT, "headline": "As a line"})
    files = [
        ("files", ("../../etc/<b>first</b>.txt", b"Bread was cheap in Ivrenko on Tuesday, the baker said.", "text/plain")),
        ("files", ("first.txt", b"Salt was dear in Tamsoke on Monday, the grocer said.", "text/plain")),
        ("files", ("lines.jsonl", line.encode(), "application/octet-stream")),
        ("files", ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png")),
    ]
    found = at.ended(at.started("/add/files", files, outlet="Gazette", published="2025-10-22"))
    job = found["job"]
    assert job["given"] == ["../../etc/<b>first</b>.txt", "first.txt", "lines.jsonl", "photo.png"]
    assert (job["new"], job["failed"], job["state"]) == (3, 1, "done")
    (failed,) = (each["words"] for each in job["steps"] if each["what"] == "failed")
    assert failed.startswith("photo.png: is a PNG image")  # and no word of where it lay
    assert {kept["outlet"] for kept in found["reports"].values()} == {"Gazette"}
    assert sorted(kept["external_id"] for kept in found["reports"].values()) == ["b_.txt", "first.txt", "lines.jsonl:1"]
    page = at.client.get(f"/add/{job['id']}").text
    assert "&lt;b&gt;first" in page
    assert "<b>first" not in page


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("report.txt", "report.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("..", "file"),
        ("", "file"),
        (".hidden", "_hidden"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("-rf; rm *.html", "-rf_ rm _.html"),
        ("Отчёт № 5.warc.gz", "Отчёт _ 5.warc.gz"),
        ("x" * 500 + ".jsonl", "x" * 40 + "x" * 14 + ".jsonl"),
    ],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert len(plain_name(name).encode()) <= 255


def test_what_is_too_much_or_nothing(at: At) -> None:
    answer = at.send("/add/files", [("files", ("large.txt", b"x" * 200_000, "text/plain"))])
    assert (answer.status_code, answer.json()["error"]["what"]) == (413, "Too large")

    assert at.send("/add/files").json()["error"]["advice"].startswith("no file was chosen")
    assert at.send("/add/text", text="").status_code == 400
    assert at.send("/add/text", text="x", published="tomorrow").status_code == 400
    many = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(201)]
    assert at.send("/add/files", many).status_code == 400
    assert at.client.get("/add", headers={"accept": "application/json"}).json()["jobs"] == []


def test_what_grows_beyond_the_limit_is_told(dam: Path) -> None:
    """A body of no stated length, piece by piece."""
    serving = Serving(case=dam, upload=50_000)
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    coming = iter([head, *[b"x" * 20_000] * 5])
    said: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": next(coming), "more_body": True}

    async def send(message: Any) -> None:
        said.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"multipart/form-data; boundary=b")]
    scope = {"type": "http", "method": "POST", "path": "/add/files", "query_string": b"", "headers": headers}
    asyncio.run(site(serving)(scope, receive, send))
    assert said[0]["status"] == 413


def test_who_lacks_the_token_adds_nothing(at: At) -> None:
    for path, fields in {
        "/add/text": {"text": TEXT},
        "/add/address": {"address": "https://gazette.example"},
        "/add/feeds": {"address": "https://g.example"},
    }.items():
        assert at.client.post(path, data=fields).status_code == 403
        assert at.client.post(path, data={**fields, "token": "guessed"}).status_code == 403
    found = at.client.get("/add", headers={"accept": "application/json"}).json()
    assert (found["jobs"], found["feeds"]) == ([], [])


@pytest.mark.parametrize(
    "address", ["ftp://g.example/a", "file:///etc/passwd", "gopher://x", "//g.example", "g.example", "https://", "https://g.example/a b", "-"]
)
def test_addresses_that_are_none(at: At, address: str) -> None:
    for path in ("/add/address", "/add/feeds"):
        answer = at.send(path, address=address)
        assert answer.status_code == 400
        assert "is no address of the web" in answer.text


def test_no_address_of_the_server_s_own_network(at: At) -> None:
    job = at.ended(at.started("/add/address", address="http://127.0.0.1:8765/events"))["job"]
    assert (job["state"], job["failed"], job["new"]) == ("failed", 1, 0)
    assert "is on this machine or a network of its own" in job["steps"][0]["words"]


def test_stopped_in_the_queue_and_while_it_is_read(at: At) -> None:
    first = at.started("/add/text", text=TEXT)
    second = at.started("/add/text", text=TEXT + " Again.")
    assert "1 job comes before it" in at.client.get(second).text
    assert at.send(f"{second}/stop").status_code == 200
    assert at.ended(second)["job"]["state"] == "stopped"
    at.send(f"{first}/stop")
    stopped = at.ended(first)["job"]
    assert (stopped["state"], stopped["new"]) == ("stopped", 0)
    assert "stays in the case" in stopped["words"]
    assert at.ended(at.started("/add/text", text=TEXT))["job"]["new"] == 1  # the next has its turn
    assert at.send(f"{first}/stop").status_code == 200
    assert at.send("/add/99/stop").status_code == at.client.get("/add/99").status_code == at.client.get("/add/99/progress").status_code == 404


def test_a_reader_that_dies_is_told(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["sh", "-c", "echo noise; kill -9 $$"])
    killed = at.ended(at.started("/add/text", text=TEXT))["job"]
    assert (killed["state"], "ended from outside" in killed["words"]) == ("failed", True)
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["sh", "-c", "echo no such luck >&2; exit 3"])
    assert at.ended(at.started("/add/text", text=TEXT))["job"]["words"] == "no such luck"
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["/nowhere/at/all"])
    assert at.ended(at.started("/add/text", text=TEXT))["job"]["state"] == "failed"
    monkeypatch.setattr(desk, "LONGEST", 0.2)
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["sleep", "60"])
    late = at.ended(at.started("/add/address", address="https://gazette.example"))["job"]
    assert (late["state"], "Stopped after" in late["words"]) == ("failed", True)


def test_too_many_wait(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "_command", lambda *_: ["sleep", "60"])
    monkeypatch.setattr(desk, "WAITING", 1)
    jobs = [at.started("/add/text", text=TEXT)]
    while at.client.get(jobs[0], headers={"accept": "application/json"}).json()["job"]["state"] == "waiting":
        time.sleep(0.02)
    jobs.append(at.started("/add/text", text=TEXT))
    assert "are waiting already" in at.send("/add/text", text=TEXT).text


def test_corrections_wait_for_the_reader(at: At) -> None:
    location = at.started("/add/text", text=TEXT)
    until = time.monotonic() + 60
    while (answer := at.send("/corrections/999/undo")).status_code != 409:
        assert (answer.status_code, time.monotonic() < until) == (404, True)  # the reader has not opened the case yet
    assert "wait until that has ended, or stop it there" in answer.json()["error"]["advice"]
    at.send(f"{location}/stop")


@pytest.fixture
def gazette() -> Iterator[str]:
    """The address of a feed of a server of the test's own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = FEED.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed"
        server.shutdown()
        thread.join()


def test_a_watched_feed(dam: Path, tmp_path: Path, gazette: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PACE", 0.1)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    serving = Serving(case=Path(shutil.copy(dam, tmp_path / "f.case")), private=True)
    with TestClient(site(serving), base_url=HERE) as client:
        at = At(client, serving)
        at.send("/add/feeds", address=gazette, minutes="30")
        first = at.ended("/add/1")
        assert [kept["outlet"] for kept in first["reports"].values()] == ["Gazette"]
        (feed,) = client.get("/add", headers={"accept": "application/json"}).json()["feeds"]
        assert (feed["address"], feed["minutes"], feed["said"]) == (gazette, 30, "1 new")
        assert gazette in client.get("/add").text
    (kept,) = json.loads((tmp_path / "f.case.feeds.json").read_text())
    long_ago = (datetime.now(UTC) - timedelta(minutes=31)).isoformat(timespec="seconds")
    (tmp_path / "f.case.feeds.json").write_text(json.dumps([{**kept, "asked": long_ago}]))
    with TestClient(site(serving), base_url=HERE) as client:  # started anew, it asks again; what brings nothing is no job to look at
        at = At(client, serving)
        until = time.monotonic() + 60
        while Feeds(serving.case).all()[0].said != "1 known already":
            assert time.monotonic() < until
            time.sleep(0.1)
        assert client.get("/add", headers={"accept": "application/json"}).json()["jobs"] == []
        assert at.send("/add/feeds/stop", address=gazette).status_code == 200
        assert at.send("/add/feeds/stop", address=gazette).status_code == 409
        assert Feeds(serving.case).all() == ()


def test_feeds_beside_the_case(tmp_path: Path) -> None:
    feeds = Feeds(tmp_path / "c.case")
    feeds.watch("https://b.example/feed", 30)
    feeds.watch("https://a.example/feed", 60)
    now = datetime.now(UTC)
    assert [each.address for each in feeds.due(now)] == ["https://a.example/feed", "https://b.example/feed"]
    feeds.note("https://a.example/feed", "2 new")
    feeds.note("https://gone.example/feed", "2 new")
    assert [each.address for each in feeds.due(now)] == ["https://b.example/feed"]
    assert [each.address for each in feeds.due(now + timedelta(minutes=59))] == ["https://b.example/feed"]
    assert len(feeds.due(now + timedelta(minutes=61))) == 2
    feeds.watch("https://a.example/feed", 5)
    assert (again := Feeds(tmp_path / "c.case")).all() == feeds.all()
    assert [(each.minutes, each.said) for each in again.all()] == [(5, "2 new"), (30, "")]
    (tmp_path / "c.case.feeds.json").write_text("nonsense")
    assert Feeds(tmp_path / "c.case").all() == ()
    with pytest.raises(SettingError, match="is not watched"):
        feeds.stop("https://c.example")


def test_read_only_has_no_forms(dam: Path) -> None:
    with TestClient(site(Serving(case=dam, read_only=True)), base_url=HERE) as client:
        page = client.get("/add").text
        assert "<form method" not in page
        assert "--read-only" in page
        assert client.post("/add/text", data={"text": TEXT}).status_code == 403


def test_the_ways_stand_in_the_openapi_document(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert "multipart/form-data" in paths["/add/files"]["post"]["requestBody"]["content"]
    assert paths["/add/{job}/stop"]["post"]["parameters"][0]["name"] == "job"
    assert paths["/add/{job}"]["get"]["responses"]["200"]
