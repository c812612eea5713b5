"""iCalendar (RFC 5545) of what lies ahead: an entry a thing announced, promised or threatened that was still to come in the newest report."""

from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.model.exported import ExportedDue, Lost, Tally

from .extract import Extract, Opened
from .rows import day, names_of

FILE = "ahead.ics"
QUOTES = 3
OCTETS = 75  # of a line at most, RFC 5545 3.1
LOSES = (
    Lost("what has no day", "ahead of the csv and parquet exports"),
    Lost("what is past, and what became of it", "ahead of the csv and parquet exports"),
)


def write_calendar(extract: Extract, opened: Opened) -> Tally:
    """`ahead.ics`: whole days, from the first to the last on which it is due."""
    out = opened(FILE)
    today = extract.look.today()
    stamp = f"{day(today) or date(1970, 1, 1):%Y%m%d}T000000Z"  # the newest report's: the same case gives the same file
    for line in ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dragoman//Dragoman//EN", "CALSCALE:GREGORIAN"):
        out.write(folded(line))
    count = undated = past = 0
    for exported in extract.dues():
        if exported.due.outcome != "pending":
            past += 1
        elif exported.due.first is None and exported.due.last is None:
            undated += 1
        else:
            for line in _entry(exported, stamp):
                out.write(folded(line))
            count += 1
    out.write(folded("END:VCALENDAR"))
    left_out = {"past or settled": past, "of no known day": undated}
    return Tally(rows={"ahead": count}, left_out={why: number for why, number in left_out.items() if number})


def _entry(exported: ExportedDue, stamp: str) -> Iterator[str]:
    due = exported.due
    begun, ended = day(due.first or due.last), day(due.last or due.first)
    assert begun is not None
    assert ended is not None
    head = f"{due.type.capitalize()}: {due.by}" if due.type and due.by else due.type.capitalize() if due.type else due.by or "Announced"
    said = [f"{due.status.capitalize()}: {' '.join(due.what.split())}", f"On the word of: {names_of(due.origins) or 'nobody'}"]
    said += [f"“{quote}”" for quote in dict.fromkeys(each.quote for each in due.tellings if each.quote and each.quote != due.what)][:QUOTES]
    yield "BEGIN:VEVENT"
    yield f"UID:{due.id}@dragoman"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{begun:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{max(begun, ended) + timedelta(days=1):%Y%m%d}"  # the day after: RFC 5545 3.6.1
    yield f"SUMMARY:{escaped(f'{head} ({due.status})')}"
    yield f"DESCRIPTION:{escaped(chr(10).join(said))}"
    place = next((each.place for each in due.tellings if each.place), None)
    if place:
        yield f"LOCATION:{escaped(place.title())}"
    yield f"STATUS:{'CONFIRMED' if due.status == 'scheduled' else 'TENTATIVE'}"
    yield f"CATEGORIES:{escaped(due.status.upper())}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(words: str) -> str:
    """The words as a TEXT value, RFC 5545 3.3.11; control characters, which it forbids, become spaces."""
    plain = "".join(each if each == "\n" or each.isprintable() or each > "\x9f" else " " for each in words.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line in pieces of 75 octets at most, none of which parts a character; the later ones begin with a space."""
    pieces = [b""]
    for character in line:
        octets = character.encode("utf-8")
        if len(pieces[-1]) + len(octets) > OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
