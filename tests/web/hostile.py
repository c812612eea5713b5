"""Readings that want to break the pages: script in every field that holds words, words that run backwards, controls, an endless line."""

import json
from pathlib import Path

import msgspec

from dragoman.model.reading import Reading
from eval.cases import readings_of
from tests.show.made import bare, made

BACKWARDS = "שלום"
EVIL = f"</title><script>window.owned = 1; alert(1)</script>\u202e\u2066\x00\x1b\"'><img src=x onerror=alert(1)>{{{{ 7 * 7 }}}} {BACKWARDS}"
ADDRESSES = (
    "javascript:window.owned = 1",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://x.example/"><script>alert(1)</script>',
)
LINE = "word " * 400_000  # the longest text that is taken in
MADE, COPY, LONG, EMPTY = ("r-" + letter * 12 for letter in "ecfb")


def invented() -> list[Reading]:
    """A reading made by hand with something in every section, a copy of it, one endless line, and nothing at all."""
    reading = made()
    text = f"{reading.report.text}\n\n{EVIL}"
    report = msgspec.structs.replace(reading.report, id=MADE, headline=EVIL, outlet=EVIL, external_id=EVIL, url=ADDRESSES[0] + EVIL, text=text)
    evil = msgspec.structs.replace(
        reading,
        report=report,
        actors=tuple(msgspec.structs.replace(each, name=EVIL + each.name, aliases=(EVIL,)) for each in reading.actors),
        places=tuple(
            msgspec.structs.replace(each, name=EVIL, geonameid=1, precision="city", country="GBR", lat=51.5, lon=0.1) for each in reading.places
        ),
        flags=tuple(msgspec.structs.replace(each, note=EVIL) for each in reading.flags),
        disputes=tuple(msgspec.structs.replace(each, note=EVIL) for each in reading.disputes),
        voices=tuple(msgspec.structs.replace(each, name=EVIL, terms=EVIL) for each in reading.voices),
    )
    copy = msgspec.structs.replace(evil, report=msgspec.structs.replace(report, id=COPY, outlet="Copy", url=None))
    return [
        evil,
        copy,
        *(
            msgspec.structs.replace(each, report=msgspec.structs.replace(each.report, id=id_))
            for each, id_ in ((bare(LINE), LONG), (bare(""), EMPTY))
        ),
    ]


def read(folder: Path) -> list[Reading]:
    """What the reader makes of a file of such reports."""
    words = (
        f'Rebels of {EVIL} attacked the port of Grimsby on Monday and killed 12 people, {EVIL} said. "{EVIL}", said Anna {EVIL} Lund. '
        f"The mayor of Grimsby, {EVIL}, declined to comment. Chad backs the {EVIL} Brigades. The Brigades of {EVIL} will attack London on Friday."
    )
    rows = [
        {"id": f"{EVIL}{number}", "headline": f"{EVIL} rebels attack port", "outlet": f"{EVIL}{number}", "url": url, "published": f"2026-03-0{number}", "text": words}
        for number, url in enumerate(ADDRESSES, 1)
    ]  # fmt: skip
    halves = {
        "id": "half \ud800",
        "headline": "half \udfff head",
        "outlet": "\ud83d",
        "text": "Rebels \ud800 attacked the port of Grimsby on Monday, the mayor said.",
    }
    file = folder / "hostile.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in (*rows, halves)), encoding="ascii")
    return readings_of(file)
