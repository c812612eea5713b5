"""Slow and broken clients of a real server: the others are answered meanwhile, and afterwards; its memory stays in bounds, it complains of nothing."""

import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted
from dragoman.web import Serving
from dragoman.web.desk import Desk
from dragoman.web.pages import PAGES, add
from dragoman.web.server import WAITING

pytestmark = pytest.mark.server
# The command itself, with less patience, so that the test has some.
PROGRAM = "from dragoman.web import guard, server; guard.PATIENCE, server.HEAD = 1.0, 1.5; from dragoman.cli import main; main()"
LARGE = "/static/vendor/countries-50m.json"  # more than the system takes off the hands of a server whose client reads nothing
SOON = 15.0  # seconds within which the server must have given up: ten times its patience, for a machine that does other things as well


class Running:
    """The server, and how it is spoken to."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.ask()
        began = time.monotonic()
        self.ask()
        self.quiet = time.monotonic() - began

    def ask(self, path: str = "/reports", method: str = "GET") -> bytes:
        """The answer to one who behaves, which must be there."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request(method, path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == 200
        return body

    def answers_others(self) -> None:
        """Within a second, unless the machine is so busy that it took nearly as long when nobody else asked."""
        began = time.monotonic()
        self.ask()
        assert time.monotonic() - began < max(1.0, 4 * self.quiet)

    def open(self, said: bytes = b"") -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=SOON)
        made.sendall(said)
        return made

    @property
    def memory(self) -> float:
        """What it holds, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024


@pytest.fixture(scope="module")
def running(dam: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("clients")
    file = shutil.copy(dam, folder / "dam.case")
    with (folder / "said").open("w+", encoding="utf-8") as said:
        command = [sys.executable, "-c", PROGRAM, "serve", file, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process:
            try:
                assert process.stdout is not None
                line = process.stdout.readline()
                address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
                assert address, line
                with socket.create_connection(("127.0.0.1", int(address[1])), timeout=SOON):
                    yield Running(process, int(address[1]))
                    process.send_signal(signal.SIGINT)  # with somebody still connected
                    assert process.wait(SOON) == 128 + signal.SIGINT  # as every command that is interrupted
            finally:
                process.kill()  # where it has not ended of itself, which is a failure already
        said.seek(0)
        assert "Traceback" not in said.read()


def ended(connection: socket.socket) -> bytes:
    """All that came until the server hung up, which it must."""
    found = b""
    try:
        while part := connection.recv(65_536):
            found += part
    except ConnectionError:
        pass
    connection.close()
    return found


def dribble(connection: socket.socket, words: bytes, seconds: float = SOON) -> bool:
    """Whether the server hung up while the words were sent byte by byte, again and again."""
    until = time.monotonic() + seconds
    connection.settimeout(0.05)
    with connection:
        while time.monotonic() < until:
            for at in range(len(words)):
                try:
                    connection.sendall(words[at : at + 1])
                    if not connection.recv(1000):
                        return True
                except TimeoutError:
                    pass
                except ConnectionError:
                    return True
    return False


def test_a_head_that_comes_byte_by_byte(running: Running) -> None:
    slow = running.open(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    running.answers_others()
    assert dribble(slow, b"X-Word: " + b"x" * 100)
    running.answers_others()


def test_a_head_that_comes_slowly_after_an_answer(running: Running) -> None:
    slow = running.open(b"HEAD /reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert slow.recv(1000).startswith(b"HTTP/1.1 200")
    assert dribble(slow, b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Word: " + b"x" * 300)


def test_a_head_that_comes_in_two_parts_is_answered(running: Running) -> None:
    connection = running.open(b"GET /reports HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    time.sleep(0.3)
    connection.sendall(b"Connection: close\r\n\r\n")
    assert ended(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("path", ["/correct/reject", "/add/text", "/add/files"])
@pytest.mark.parametrize("head", [b"Content-Length: 1000", b"Transfer-Encoding: chunked"])
def test_a_body_that_never_ends(running: Running, path: str, head: bytes) -> None:
    kind = b"multipart/form-data; boundary=x" if path.endswith("files") else b"application/x-www-form-urlencoded"
    begun = b"--x\r\n" if path.endswith("files") else b"event=h-1"
    slow = running.open(b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\n%s\r\n\r\n" % (path.encode(), kind, head))
    slow.sendall(b"%x\r\n%s\r\n" % (len(begun), begun) if b"chunked" in head else begun)
    running.answers_others()
    said = ended(slow)
    assert said.startswith(b"HTTP/1.1 413")
    assert b"broken off" in said


def test_a_hundred_who_say_nothing(running: Running) -> None:
    silent = [running.open() for _ in range(WAITING + 36)]
    running.answers_others()
    began = time.monotonic()
    assert ended(silent[0]) == b""  # the oldest had to go
    assert time.monotonic() - began < 1
    running.answers_others()
    assert {ended(each) for each in silent[1:]} == {b""}
    running.answers_others()


def test_who_hangs_up_in_the_middle_of_an_answer(running: Running) -> None:
    for _ in range(30):
        rude = running.open(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % LARGE.encode())
        rude.recv(100)
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # with a reset, not a farewell
        rude.close()
    running.answers_others()


def test_who_never_reads_its_answer(running: Running) -> None:
    deaf = [running.open(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % LARGE.encode()) for _ in range(30)]
    time.sleep(0.5)
    running.answers_others()
    for each in deaf:
        each.close()
    running.answers_others()


@pytest.mark.parametrize(
    "junk", [b"\x00\xff\x16\x03\x01 junk\r\n\r\n", b"GET\r\n\r\n", b"GET /events HTTP/1.1\r\nHost : x\r\n\r\n", b"\r\n" * 50 + b"?"]
)
def test_junk_after_a_request(running: Running, junk: bytes) -> None:
    said = ended(running.open(b"GET /reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + junk))
    assert said.startswith(b"HTTP/1.1 200")
    assert said.count(b"HTTP/1.1 ") == 1 + said.count(b"HTTP/1.1 400")
    running.answers_others()


def test_junk_in_a_body(running: Running) -> None:
    head = (
        b"POST /correct/reject HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert ended(running.open(head + b"zz\r\njunk\r\n")).startswith(b"HTTP/1.1 400")
    running.answers_others()


def test_a_head_of_a_hundred_kilobytes(running: Running) -> None:
    for words in (b"X-Word: " + b"x" * 100_000, b"X: y\r\n" * 16_000, b"Cookie: " + b"a=b; " * 20_000):
        large = running.open()
        try:
            large.sendall(b"GET /reports HTTP/1.1\r\nHost: 127.0.0.1\r\n" + words + b"\r\n\r\n")
        except ConnectionError:
            continue  # it had heard enough
        assert ended(large)[:12] in (b"HTTP/1.1 200", b"HTTP/1.1 400", b"HTTP/1.1 431", b"")  # one that came at once is read
    running.answers_others()


def test_only_the_head_of_each_page(running: Running, dam: Path) -> None:
    with open_case(dam) as case:
        (event,), (actor,) = case.look.happenings(Wanted(limit=1)), case.look.entities(Wanted(limit=1))
        ids = {"{id}": event.id, "/report/{id}": f"/report/{event.tellings[0].report}", "/actor/{id}": f"/actor/{actor.id}"}
    paths = [page.path for page in (*PAGES, *add.pages(Desk(Serving(case=Path("x"))))) if "{job}" not in page.path]
    connection = HTTPConnection("127.0.0.1", running.port, timeout=SOON)
    for path in (ids.get(path, path.replace("{id}", ids["{id}"])) for path in paths):
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert (path, answer.status, answer.getheader("content-type"), answer.read()) == (path, 200, "text/html; charset=utf-8", b"")
    connection.request("GET", "/reports")
    assert connection.getresponse().read().startswith(b"<!doctype html>")  # nothing of the others came after their heads
    connection.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not say what a process holds")
def test_memory_stays_in_bounds(running: Running) -> None:
    before = running.memory
    rude: list[Callable[[], socket.socket]] = [
        running.open,
        lambda: running.open(b"GET /events HTTP/1.1\r\nX: " + b"x" * 15_000),
        lambda: running.open(b"POST /add/text HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000000\r\n\r\n" + b"text=" + b"x" * 60_000),
        lambda: running.open(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % LARGE.encode()),
    ]
    for _ in range(3):
        held = [make() for make in rude for _ in range(25)]
        running.answers_others()
        assert running.memory - before < 100  # four hundred at a time would be some 130
        for each in held:
            each.close()
    running.answers_others()
    assert running.memory - before < 60  # what Python keeps for itself after such a day
