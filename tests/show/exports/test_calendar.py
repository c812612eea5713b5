"""What lies ahead, read by the icalendar library."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from dragoman.show.exports.calendar import escaped, folded

from .made import FORMULA, NASTY, TUESDAY, Few, due, written


class Today:
    """A case whose newest report is of that Tuesday."""

    def today(self) -> int:
        return TUESDAY


def read(*dues: Any) -> Any:
    return Calendar.from_ical(written("ics", Few(dues=dues, look=Today()))[0]["ahead.ics"])


def test_an_entry() -> None:
    (entry,) = read(due()).walk("VEVENT")
    assert entry["UID"] == "d-000000000001@dragoman"
    assert entry["SUMMARY"] == "Consult: the army (scheduled)"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2025, 9, 12), date(2025, 9, 15))
    assert entry["STATUS"] == "CONFIRMED"
    lines = str(entry["DESCRIPTION"]).split("\n")
    assert lines[0] == f"Scheduled: {' '.join(NASTY.split())}"
    assert lines[1] == "On the word of: Dagny Roke"


def test_one_bound_is_a_day() -> None:
    for entry in read(due(first=None), due(2, last=None)).walk("VEVENT"):
        assert (entry.decoded("DTEND") - entry.decoded("DTSTART")).days == 1


def test_what_is_past_settled_or_without_a_day_is_counted() -> None:
    _, tally = written("ics", Few(dues=(due(), due(2, outcome="happened"), due(3, outcome="overdue"), due(4, first=None, last=None)), look=Today()))
    assert (tally.rows, tally.left_out) == ({"ahead": 1}, {"past or settled": 2, "of no known day": 1})


def test_no_line_is_too_long_and_all_end_alike() -> None:
    raw = written("ics", Few(dues=(due(what="ü𝔘\u202e" * 200),), look=Today()))[0]["ahead.ics"]
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    (entry,) = read(due(what="ü𝔘\u202e" * 200)).walk("VEVENT")
    assert "ü𝔘\u202e" * 200 in entry["DESCRIPTION"]


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 400])
def test_folding(length: int) -> None:
    line = "x" * (length - 2) + "é"
    assert folded(line).replace(b"\r\n ", b"").decode() == line + "\r\n"


def test_escapes() -> None:
    assert escaped('a,b;c\\d\ne"\x00\x0b') == 'a\\,b\\;c\\\\d\\ne"  '
    (entry,) = read(due(by=FORMULA, what="x\r\nBEGIN:VEVENT")).walk("VEVENT")
    assert entry["SUMMARY"] == f"Consult: {FORMULA} (scheduled)"
    assert "BEGIN:VEVENT" in entry["DESCRIPTION"]
