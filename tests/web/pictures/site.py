"""A site of static files and made-up JSON, under the policy of the real one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import dragoman

STATIC = Path(dragoman.__file__).parent / "web" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".html": "text/html; charset=utf-8"}

STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --ink-soft: #6b675f; --paper: #fbfaf7; --paper-2: #f1eee7; --line: #dedad1; --accent: #1d5a8a; --warn: #8a5a00;
  --quad-vc: #7fb2d6; --quad-mc: #1d5a8a; --quad-vk: #e0944f; --quad-mk: #a4201a; --camp-1: #2f6fb3; --camp-2: #c8591a; --camp-3: #6a4fa3; --camp-4: #16837a;
  --camp-5: #b03a77; --camp-6: #8a6d1d; --camp-none: #8a867d; --tie-friendly: #2c7a48; --tie-hostile: #b3341f; --tie-neutral: #8a867d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6df; --ink-soft: #a19c91; --paper: #171716; --paper-2: #232321; --line: #3a3936; --accent: #8dc0ea;
  --warn: #e2b25c; --quad-vc: #5f8fb0; --quad-mc: #8dc0ea; --quad-vk: #c98a4e; --quad-mk: #ff8f78; --camp-1: #6aa9e8; --camp-2: #f0975c; --camp-3: #a993e0;
  --camp-4: #4fbfb4; --camp-5: #e680b4; --camp-6: #cdb05a; --camp-none: #8f8b82; --tie-friendly: #7cc796; --tie-hostile: #f28b82; --tie-neutral: #8f8b82; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Liberation Sans", sans-serif; }
"""


def page(body: str, head: str = "") -> str:
    """A page that has the pictures' style and scripts."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/static/pictures.css">{head}
<script type="module" src="/static/network.js"></script><script type="module" src="/static/map.js"></script></head><body><main><h1>Pictures</h1>{body}</main></body></html>"""


@contextmanager
def served(pages: dict[str, Any]) -> Iterator[str]:
    """The address of a site that has these pages (text is HTML, all else JSON), the static files, and an empty page for every other path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            kind, data = _answer(pages, path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(pages: dict[str, Any], path: str) -> tuple[str, bytes]:
    if path == "/site.css":
        return KINDS[".css"], STYLE.encode()
    if path.startswith("/static/"):
        file = STATIC / path.removeprefix("/static/")
        return KINDS[file.suffix], file.read_bytes()
    found = pages.get(path, page(""))
    return (KINDS[".html"], found.encode()) if isinstance(found, str) else (KINDS[".json"], json.dumps(found).encode())
