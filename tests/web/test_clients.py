"""Slow and broken clients: others are answered meanwhile, and afterwards."""

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .live import served

pytestmark = pytest.mark.browser  # a connection to this machine is what is tested
HEAD = b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "
POST = b"POST /correct/reject HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na="


@pytest.fixture(scope="module")
def port(dam: Path) -> Iterator[int]:
    with served(dam) as address:
        yield urlsplit(address).port or 0


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=5)


def is_answered(port: int) -> bool:
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/events")
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status == 200 and time.monotonic() - started < 2


def test_many_that_say_nothing_or_little(port: int) -> None:
    silent = [connected(port) for _ in range(100)]
    dribbling = [connected(port) for _ in range(20)]
    for at in range(len(HEAD)):
        for each in dribbling:
            each.send(HEAD[at : at + 1])
    unfinished = connected(port)
    unfinished.send(POST)
    assert is_answered(port)
    for each in (*silent, *dribbling, unfinished):
        each.close()
    assert is_answered(port)


def test_those_who_hang_up(port: int) -> None:
    for _ in range(10):
        with connected(port) as gone:
            gone.send(b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert is_answered(port)


def test_what_is_no_request(port: int) -> None:
    with connected(port) as junk:
        junk.send(b"\x00\xffjunk\r\n\r\n")
        assert junk.recv(100).startswith(b"HTTP/1.1 400")
    assert is_answered(port)
