"""`python -m bench.site CASE`: how long each page of the site takes over a case, and how much memory the server needs.

The server runs in a process of its own. First byte and last byte are taken for each page, over fresh connections, after one round that is thrown
away; the yardstick is a static file of the same run. With Chromium, how long the situation takes until it is fully drawn.
"""

import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dragoman.keep import open_case
from dragoman.model.wanted import Wanted

ROUNDS = 5
YARDSTICK = "/static/site.css"
CHROMIUM = Path("/usr/bin/chromium")


class Took(NamedTuple):
    """Milliseconds until the first and the last byte, and how many bytes came."""

    first: float
    last: float
    size: int


def main() -> int:
    file = Path(sys.argv[1])
    server = subprocess.Popen([sys.executable, "-m", "dragoman.cli", "serve", str(file), "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline().split("http://127.0.0.1:")[1].split("/")[0])
        print(f"{'page':<64}{'first byte':>12}{'last byte':>12}{'kB':>8}")
        for path in [YARDSTICK, *paths(file)]:
            cold = asked(port, path)
            rounds = [asked(port, path) for _ in range(ROUNDS)]
            first, last = (statistics.median(each[at] for each in rounds) for at in (0, 1))
            print(f"{path[:62]:<64}{first:>9.0f} ms{last:>9.0f} ms{cold.size / 1000:>8.0f}   (the first time {cold.first:.0f} ms)")
        print(f"memory of the server: {memory(server.pid):.0f} MB")
        if CHROMIUM.exists():
            print(f"the situation fully drawn in Chromium: {drawn(port):.0f} ms")
    finally:
        server.terminate()
        server.wait(10)
    return 0


def paths(file: Path) -> list[str]:
    """Every page that needs no id, and those of the busiest event, report and actor."""
    from dragoman.web.pages import PAGES

    with open_case(file) as case:
        event = case.look.happenings(Wanted(limit=1, sort="sources"))[0]
        report, actor = event.reports[0], case.look.entities(Wanted(limit=1))[0].id
        words = quote(event.tellings[0].words)
    ids = {"/event/{id}": f"/event/{event.id}", "/report/{id}": f"/report/{report}", "/actor/{id}": f"/actor/{actor}"}
    found = [ids.get(page.path, page.path) for page in PAGES]
    pictures = ["/network?format=json", "/map?format=json"]
    return [f"{path}?words={words}" if path == "/search" else path for path in found] + pictures


def asked(port: int, path: str) -> Took:
    """One request over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    first = time.perf_counter() - started
    size = len(response.read())
    last = time.perf_counter() - started
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}")
    return Took(1000 * first, 1000 * last, size)


def memory(process: int) -> float:
    """MB that the process has resident now."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def drawn(port: int) -> float:
    """Milliseconds until nothing is fetched or drawn any more, the median of three."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        rounds = []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
            page.wait_for_selector("figure[data-src][data-state=loading]", state="detached")  # a function to wait for would need eval
            rounds.append(float(page.evaluate("performance.now()")))
            page.close()
        browser.close()
    return statistics.median(rounds)


if __name__ == "__main__":
    sys.exit(main())
