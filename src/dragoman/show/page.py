"""Briefs as one self-contained page: the brief beside the report's text, every citation a link to the words; and how such pages are made.

No request leaves the page: style and script are inlined and pinned by hash in its content security policy. Everything that comes from a
report is escaped. The same readings give the same bytes.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from dragoman.model.reading import Reading

from .brief import Cite
from .compose import brief, overview_of
from .layers import LAYERS, find_segments

SHOWN_CITES = 8
_PRINTABLE = dict.fromkeys((0, *range(0xD800, 0xE000)), 0xFFFD)  # what UTF-8 or HTML cannot hold


def html_page(readings: Iterable[Reading]) -> str:
    """The page; an index of the reports stands first where there are several."""
    pairs = [(reading, brief(reading)) for reading in readings]
    return rendered(
        "page",
        title=pairs[0][1].head.headline if len(pairs) == 1 else f"{len(pairs)} reports",
        index=overview_of(pairs) if len(pairs) > 1 else None,
        # Reports are numbered on the page: two copies of one report share an id and must not share an anchor.
        reports=[(number, done, find_segments(reading, done), reading.versions) for number, (reading, done) in enumerate(pairs, 1)],
        layers=LAYERS,
        address=_address,
        spans=spans,
        shown_cites=SHOWN_CITES,
    )


def rendered(name: str, **values: object) -> str:
    """The template of this name as a page, with its style and script in it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    style, script = _asset("paper.css") + "\n" + _asset(f"{name}.css"), _asset(f"{name}.js")
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= values
    page = environment.get_template(f"{name}.html.j2").render(
        style=Markup(style),  # our own file
        script=Markup(script),
        style_hash=_digest(style),
        script_hash=_digest(script),
        link=_link,
    )
    return page.translate(_PRINTABLE)


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text("utf-8").strip()


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _link(url: str | None) -> str | None:
    """The address where it is one for a browser to follow: a report must not bring a script in."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _address(number: int, cites: Sequence[Cite], *, rest: bool = False) -> str:
    """Where a citation leads without a script: to its sentence, else to the text."""
    sentence = None if rest else cites[0].sentence
    return f"#r{number}t" if sentence is None else f"#r{number}s{sentence}"


def spans(cites: Sequence[Cite]) -> str:
    """ "12-40 50-60": what the script reads."""
    return " ".join(f"{span.start}-{span.end}" for cite in cites for span in cite.spans)
