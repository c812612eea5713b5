"""Reading → Brief: the head, the tally, and the sections in their order; and the overview of several readings."""

from collections.abc import Iterable, Sequence

from dragoman.model.reading import Reading
from dragoman.model.text import Span

from . import wording
from .brief import Brief, Cell, Head, Line, Section, Tally
from .happenings import ahead_section, disputes_section, events_section, seats_section
from .lookup import Lookup, flat
from .voices import silences_section, sources_section
from .who import who_section

QUOTED_FLAGS = 8  # words shown of each kind of damage: enough to see its nature


def brief(reading: Reading) -> Brief:
    """The brief of one reading. Total: a reading with nothing in it gives a head alone."""
    lookup = Lookup(reading)
    sections = (
        who_section(lookup),
        events_section(lookup),
        sources_section(lookup),
        silences_section(lookup),
        disputes_section(lookup),
        ahead_section(lookup),
        seats_section(lookup),
    )
    return Brief(
        report=reading.report.id,
        head=_head(lookup),
        sections=tuple(section for section in sections if section.lines),
        tally=_tally(reading, sections[2], sections[5]),
    )


def overview(readings: Sequence[Reading]) -> Section:
    """One line a report: what it is, its state, and how much it holds."""
    columns = ("Report", "Outlet", "Date", "Integrity", "Events", "Sources", "Denials", "Silences", "Ahead")
    return Section(name="Reports", columns=columns, leads=1, lines=tuple(_overview_line(reading, brief(reading)) for reading in readings))


def overview_of(pairs: Iterable[tuple[Reading, Brief]]) -> Section:
    """The overview where the briefs are at hand already."""
    blank = overview(())
    return Section(name=blank.name, columns=blank.columns, leads=blank.leads, lines=tuple(_overview_line(*pair) for pair in pairs))


def _overview_line(reading: Reading, done: Brief) -> Line:
    tally = done.tally
    published = reading.report.published
    date = wording.day(published) + (" (inferred)" if reading.report.published_inferred else "") if published else "?"
    share = done.head.integrity.share or 0.0
    return Line(
        cells=(
            Cell(report_name(reading), "strong"),
            Cell(flat(reading.report.outlet or "?")),
            Cell(date),
            Cell(f"{int(share * 100)}%", done.head.integrity.tone, share),
            Cell(str(tally.events)),
            Cell(f"{tally.named} named, {tally.anonymous} unnamed"),
            Cell(str(tally.denials), "bad" if tally.denials else "muted"),
            Cell(str(tally.silences), "warn" if tally.silences else "muted"),
            Cell(str(tally.ahead), "plain" if tally.ahead else "muted"),
        ),
        anchor=done.report,
    )


def report_name(reading: Reading) -> str:
    """What a reader knows the report by: its file or caller's id, else its headline, else its own id."""
    report = reading.report
    return flat(report.external_id or "") or flat(report.headline or "") or report.id


def _tally(reading: Reading, sources: Section, ahead: Section) -> Tally:
    groups = [line.group for line in sources.lines]
    denials = sum(1 for attribution in reading.attributions if attribution.stance == "denies")
    return Tally(
        events=len(reading.events),
        named=groups.count("Named"),
        anonymous=groups.count("Unnamed"),
        denials=denials or sum(1 for dispute in reading.disputes if dispute.kind == "denial"),
        silences=sum(1 for request in reading.comment_requests if request.response != "given"),
        ahead=len(ahead.lines),
    )


def _head(lookup: Lookup) -> Head:
    reading = lookup.reading
    report = reading.report
    headline = flat(report.headline or "") or "(no headline)"
    origin: list[Cell] = [Cell(flat(report.outlet), "strong")] if report.outlet else []
    if report.dateline:
        filed = wording.day(report.dateline.date) if report.dateline.date else ""
        said = ", ".join(part for part in (flat(report.dateline.place or ""), filed) if part)
        origin.append(Cell(f"filed {said or lookup.words(Span(report.dateline.start, report.dateline.end))}"))
    if report.published:
        origin.append(Cell(f"published {wording.day(report.published)}" + (" (year inferred)" if report.published_inferred else "")))
    else:
        origin.append(Cell("publication date unknown", "warn"))
    if report.language and report.language != "en":
        origin.append(Cell(f"language: {report.language} — not read further", "warn"))
    elif report.language:
        origin.append(Cell("in English", "muted"))
    if any(part.kind == "headline_repeated" for part in reading.parts):
        origin.append(Cell("headline repeated", "muted"))
    if report.external_id:
        origin.append(Cell(flat(report.external_id), "muted"))
    return Head(
        headline=headline,
        origin=tuple(origin),
        url=report.url,
        integrity=wording.integrity(reading.integrity),
        flags=_flags(lookup),
    )


def _flags(lookup: Lookup) -> Section:
    """One line a kind of damage, in the order of first appearance, with its words."""
    kinds: dict[str, list[Line]] = {}
    for flag in sorted((*lookup.reading.report.repairs, *lookup.reading.flags), key=lambda flag: (flag.start, flag.end, flag.kind)):
        span = Span(flag.start, flag.end)
        quotes = (lookup.quote(span),) if lookup.words(span) else ()
        kinds.setdefault(flag.kind, []).append(Line(cells=(Cell(wording.FLAGS[flag.kind], "warn"), Cell(flat(flag.note))), quotes=quotes))
    lines = []
    for found in kinds.values():
        notes = dict.fromkeys(line.cells[1].text for line in found)
        words = [quote for line in found for quote in line.quotes]
        lines.append(
            Line(
                cells=(
                    Cell(found[0].cells[0].text + (f" ({len(found)})" if len(found) > 1 else ""), "warn"),
                    Cell(next(iter(notes)) if len(notes) == 1 else "", "muted"),
                ),
                quotes=tuple(words[:QUOTED_FLAGS]),
                rest=tuple(quote.cite for quote in words[QUOTED_FLAGS:]),
                cites=lookup.cites(span for quote in words for span in quote.cite.spans),
            )
        )
    return Section(name="State of the text", columns=("Damage", "Note"), leads=1, lines=tuple(lines))
