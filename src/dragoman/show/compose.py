"""Reading → Brief: the head, the tally, and the sections in their order; and the overview of several readings."""

from collections.abc import Iterable, Sequence

from dragoman.model.reading import Reading
from dragoman.model.text import Span

from . import wording
from .brief import Brief, Cell, Head, Line, Section, Tally
from .happenings import ahead_section, disputes_section, events_section, seats_section
from .lookup import Lookup, flat
from .timeline import timeline_section
from .voices import count_anonymous, silences_section, sources_section
from .who import sides_section, who_section

QUOTED_FLAGS = 8  # words shown of each kind of damage: enough to see its nature


def brief(reading: Reading) -> Brief:
    """The brief of one reading. Total: a reading with nothing in it gives a head alone."""
    lookup = Lookup(reading)
    sections = (
        who_section(lookup),
        sides_section(lookup),
        events_section(lookup),
        sources_section(lookup),
        silences_section(lookup),
        disputes_section(lookup),
        ahead := ahead_section(lookup),
        timeline_section(lookup),
        seats_section(lookup),
    )
    return Brief(
        report=reading.report.id,
        head=_head(lookup),
        sections=tuple(section for section in sections if section.count),
        tally=_tally(lookup, ahead),
    )


def overview(readings: Sequence[Reading]) -> Section:
    """One line a report: what it is, its state, and how much it holds."""
    return overview_of((reading, brief(reading)) for reading in readings)


def overview_of(pairs: Iterable[tuple[Reading, Brief]]) -> Section:
    """The overview where the briefs are at hand already."""
    columns = ("Report", "Date", "Text", "Events", "Sources", "Anonymous", "Denials", "Silences", "Ahead", "Outlet")
    labels = ("", "", "text", "events", "sources", "anonymous", "denials", "silences", "ahead", "")
    return Section(name="Reports", columns=columns, labels=labels, leads=1, lines=tuple(_overview_line(*pair) for pair in pairs))


def _overview_line(reading: Reading, done: Brief) -> Line:
    tally = done.tally
    published = reading.report.published
    inferred = "year inferred" if published and reading.report.published_inferred else ""
    share = done.head.integrity.share
    numbers = (
        (tally.events, "plain"), (tally.sources, "plain"), (tally.anonymous, "plain"), (tally.denials, "bad"), (tally.silences, "warn"),
        (tally.ahead, "plain"),
    )  # fmt: skip
    return Line(
        cells=(
            Cell(report_name(reading), "strong"),
            Cell(wording.day(published) if published else "?", "plain" if published else "muted", aside=inferred),
            Cell("—" if share is None else f"{int(share * 100)}%", done.head.integrity.tone, share),
            *(Cell(str(number), tone if number else "muted") for number, tone in numbers),  # type: ignore[arg-type]  # the literals above are tones
            Cell(flat(reading.report.outlet or "")),
        ),
        anchor=done.report,
    )


def report_name(reading: Reading) -> str:
    """What a reader knows the report by: its file or caller's id, else its headline, else its own id."""
    report = reading.report
    return flat(report.external_id or "") or flat(report.headline or "") or report.id


def _tally(lookup: Lookup, ahead: Section) -> Tally:
    reading = lookup.reading
    denials = sum(1 for attribution in reading.attributions if attribution.stance == "denies")
    return Tally(
        events=len(reading.events),
        sources=reading.distinct_sources,
        anonymous=count_anonymous(lookup),
        denials=denials or sum(1 for dispute in reading.disputes if dispute.kind == "denial"),
        silences=sum(1 for request in reading.comment_requests if request.response != "given"),
        ahead=len(ahead.lines),
    )


def _head(lookup: Lookup) -> Head:
    reading = lookup.reading
    report = reading.report
    headline = flat(report.headline or "") or "(no headline)"
    origin: list[Cell] = [Cell(flat(report.outlet), "strong")] if report.outlet else []
    origin.extend(Cell(said) for said in wording.credits(reading.credits, report.outlet))
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
    if reading.passed_over:
        origin.append(Cell(f"about {reading.passed_over.subject} — not read further", "warn"))
    if any(part.kind == "headline_repeated" for part in reading.parts):
        origin.append(Cell("headline repeated", "muted"))
    return Head(
        name=report_name(reading),
        headline=headline,
        origin=tuple(origin),
        url=report.url,
        # Damage is judged by English words, and only where they are read.
        integrity=Cell("not judged", "muted") if reading.passed_over or report.language not in (None, "en") else wording.integrity(reading.integrity),
        flags=_flags(lookup),
        advice=tuple(Cell(said) for said in wording.advice(reading)),
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
