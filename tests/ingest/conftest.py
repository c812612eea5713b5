"""A site of the test's own, on this machine alone; the network stays shut."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

CONNECT = socket.socket.connect  # before any test shuts it


class Site:
    """What a server says for each path, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []

    def put(self, path: str, body: str | bytes, kind: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str) -> str:
        """The address at which the site shows the body from now on; an underscore in a header's name stands for a hyphen."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": kind, **named} if kind else named, data)
        return self.address + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, _no_network: None) -> Iterator[Site]:
    def connect(self: socket.socket, place: Any) -> None:
        assert place[0] == "127.0.0.1", "a test tried to open a network connection"
        CONNECT(self, place)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where.asked.append((self.path, self.headers["User-Agent"]))
            status, headers, body = where.pages.get(self.path, (404, {}, b"none"))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        where = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield where
        server.shutdown()
        thread.join()
