"""The brief of a case as a page to send: Markdown (tables as GitHub has them) and one HTML file that asks nothing of the network.

What reports say is text in both: no mark-up of theirs is mark-up here.
"""

import re
from collections.abc import Iterator

from dragoman.model.exported import Lost, Tally

from ..situation import situation
from ..tables import HIDDEN, Table
from .extract import Extract, Opened

MARKDOWN, HTML = "brief.md", "brief.html"
MARKED = re.compile(r"([\\`*_{}\[\]<>#|~!&])")  # what Markdown may take for mark-up inside a cell
UNBROKEN = re.compile(r"[a-z]-[0-9a-f]{12}|\d{4}-\d\d-\d\d")  # ids and days stay on one line
WHOLE = ' class="whole"'
LOSES = (Lost("all but the first eight lines of each section", "the other exports"),)


def write_markdown(extract: Extract, opened: Opened) -> Tally:
    """`brief.md`."""
    out = opened(MARKDOWN)
    sections = _sections(extract)
    out.write(f"# Brief\n\n{plain(extract.look.counts())}\n".encode())
    for head, table in sections.items():
        out.write(f"\n## {head}\n\n".encode())
        names, rows = _shown(table)
        for line in (names, ["---"] * len(names), *rows):
            out.write(f"| {' | '.join(line)} |\n".encode())
    return Tally(rows={head: len(table.rows) for head, table in sections.items()})


def write_html(extract: Extract, opened: Opened) -> Tally:
    """`brief.html`."""
    from html import escape

    out = opened(HTML)
    sections = _sections(extract)
    out.write(HEAD.encode())
    out.write(f"<h1>Brief</h1>\n<p>{escape(extract.look.counts())}</p>\n".encode())
    for head, table in sections.items():
        names, rows = _cells(table)
        out.write(f'<section><h2>{head}</h2>\n<div class="wide"><table>\n<thead><tr>'.encode())
        out.write("".join(f'<th scope="col">{escape(name)}</th>' for name in names).encode() + b"</tr></thead>\n<tbody>\n")
        for row in rows:
            cells = (f'<td dir="auto"{WHOLE if UNBROKEN.fullmatch(cell) else ""}>{escape(cell)}</td>' for cell in row)
            out.write(("<tr>" + "".join(cells) + "</tr>\n").encode())
        out.write(b"</tbody></table></div></section>\n")
    out.write(b"</body></html>\n")
    return Tally(rows={head: len(table.rows) for head, table in sections.items()})


STYLE = (
    "body{font:16px/1.45 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}"
    "h2{font-size:1.15rem;margin:2rem 0 .5rem}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{text-align:start;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d0d7de}th,.whole{white-space:nowrap}"
    "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}}"
    "@media print{body{margin:0;max-width:none}.wide{overflow:visible}}"
)
HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Brief</title><style>{STYLE}</style></head><body>
"""


def _sections(extract: Extract) -> dict[str, Table]:
    return {head: table for head, table in situation(extract.look, extract.wanted).items() if table.rows}


def _cells(table: Table) -> tuple[list[str], Iterator[list[str]]]:
    """Column names and cells, without columns that only programs want or that are empty throughout."""
    shown = [at for at, name in enumerate(table.columns) if name not in HIDDEN and any(row[at] not in (None, "") for row in table.rows)]
    return [table.columns[at] for at in shown], ([_said(row[at]) for at in shown] for row in table.rows)


def _shown(table: Table) -> tuple[list[str], Iterator[list[str]]]:
    names, rows = _cells(table)
    return names, ([plain(cell) for cell in row] for row in rows)


def _said(value: str | float | None) -> str:
    return "" if value is None else f"{value:.0%}" if isinstance(value, float) else str(value)


def plain(words: str) -> str:
    """The words as Markdown that is only text, on one line."""
    return MARKED.sub(r"\\\1", " ".join(words.split()))
