"""The sections "What happened", "Disputed", "Ahead" and "Seats"."""

from collections.abc import Iterable

from msgspec import structs

from dragoman.model.reading import Argument, EventMention
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Quote, Section
from .lookup import Lookup, flat

QUOTED_TELLINGS = 3  # of an event told again and again
TO_COME = ("planned", "threatened")
GROUPS = {"demanded": "Demanded or supposed", "hypothetical": "Demanded or supposed", "historical": "Background"}
ORDER = ("", "Demanded or supposed", "Background")


def events_section(lookup: Lookup) -> Section:
    """One line an event in text order, the past apart under "Background"; what is still to come is left to "Ahead"."""
    denied = _denied(lookup)
    events = [event for event in lookup.reading.events if not _is_ahead(lookup, event)]
    events.sort(key=lambda event: ORDER.index(GROUPS.get(event.status, "")))
    return Section(
        name="What happened",
        columns=("Date", "Event", "Who → whom", "Where", "Certainty", "On the word of"),
        leads=3,
        lines=_fold(_event_line(lookup, event, denied=event.id in denied) for event in events),
    )


def _is_ahead(lookup: Lookup, event: EventMention) -> bool:
    """Planned or threatened, and not for a time that had passed when the report came out."""
    published, latest = lookup.reading.report.published, event.date.latest if event.date else None
    return event.status in TO_COME and not (published and latest and latest < published)


def _fold(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Tellings that agree in every cell as one line: across sentences where it says who did it to whom, else within one sentence."""
    folded: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        whole = "→" in line.cells[2].text and line.cells[0].text != "?"
        folded.setdefault((line.cells, None if whole else line.cites[0].label, line.group), []).append(line)
    return tuple(_one_of(alike) for alike in folded.values())


def _one_of(alike: list[Line]) -> Line:
    """The first of the lines, with one quotation a sentence from all of them."""
    quotes = list({quote.cite.label: quote for line in reversed(alike) for quote in line.quotes}.values())[::-1]
    return structs.replace(
        alike[0],
        quotes=tuple(quotes[:QUOTED_TELLINGS]),
        rest=tuple(quote.cite for quote in quotes[QUOTED_TELLINGS:]),
        cites=tuple(cite for line in alike for cite in line.cites),
    )


def _denied(lookup: Lookup) -> frozenset[str]:
    """The events that somebody denies by the report's own words."""
    disputed = {item for dispute in lookup.reading.disputes if dispute.kind == "denial" for item in dispute.items}
    denials = {attribution.id for attribution in lookup.reading.attributions if attribution.stance == "denies"}
    return frozenset(event.id for event in lookup.reading.events if event.id in disputed or denials.intersection(event.attributions))


def _event_line(lookup: Lookup, event: EventMention, *, denied: bool) -> Line:
    quote = lookup.event_quote(event)
    return Line(
        cells=(
            Cell(wording.when(event.date), "muted" if wording.when(event.date) == "?" else "plain"),
            Cell(wording.event_name(event), "strong"),
            Cell(who_to_whom(lookup, event)),
            Cell(_place(lookup, event)),
            wording.certainty(event, denied=denied),
            Cell(_sources(lookup, event)),
        ),
        quotes=(quote,),
        cites=(quote.cite,),
        group=GROUPS.get(event.status, ""),
    )


def who_to_whom(lookup: Lookup, event: EventMention) -> str:
    """ "Salt Guard → Harbour Council", "? → …" where the text does not say who did it."""
    actors, recipients = _names(lookup, event.actors), _names(lookup, event.recipients)
    if not recipients:
        return actors
    return f"{actors or '?'} → {recipients}"


def _names(lookup: Lookup, arguments: tuple[Argument, ...]) -> str:
    return ", ".join(dict.fromkeys(lookup.name(argument) for argument in arguments))


def _place(lookup: Lookup, event: EventMention) -> str:
    place = lookup.places.get(event.place or "")
    return flat(place.name) if place else ""


def _sources(lookup: Lookup, event: EventMention) -> str:
    found = [lookup.attributions[item] for item in event.attributions if item in lookup.attributions]
    said = dict.fromkeys(
        lookup.source_name(attribution.source) + (f" ({attribution.stance})" if attribution.stance in ("denies", "hedges") else "")
        for attribution in found
    )
    return "; ".join(said) if said else "the outlet itself"


def disputes_section(lookup: Lookup) -> Section:
    """One line a dispute with the words of each side."""
    lines = []
    for dispute in lookup.reading.disputes:
        quotes = tuple(quote for item in dispute.items if (quote := _item_quote(lookup, item)))
        lines.append(
            Line(
                cells=(Cell(wording.DISPUTES[dispute.kind], "bad"), Cell(flat(dispute.note))),
                quotes=quotes,
                cites=lookup.cites(span for quote in quotes for span in quote.cite.spans),
            )
        )
    return Section(name="Disputed", columns=("How", "What"), leads=2, lines=tuple(lines))


def _item_quote(lookup: Lookup, item: str) -> Quote | None:
    if event := lookup.events.get(item):
        return lookup.event_quote(event)
    if attribution := lookup.attributions.get(item):
        quote = lookup.content(attribution)
        source = lookup.source_name(attribution.source)
        return Quote(quote.text, quote.cite, f"{source} {quote.lead or 'asserts'}") if quote else None
    return None


def ahead_section(lookup: Lookup) -> Section:
    """What is still to come: the report's own items, then the planned and threatened events that none of them covers."""
    told: list[tuple[int, Line]] = []
    for item in lookup.reading.ahead:
        quote = lookup.quote(Span(item.start, item.end))
        event = lookup.events.get(item.event or "")
        told.append((item.start, _ahead_line(lookup, wording.dates(item.earliest, item.latest, ahead=True), item.status, event, quote)))
    covered = {item.event for item in lookup.reading.ahead}
    for event in lookup.reading.events:
        if _is_ahead(lookup, event) and event.id not in covered:
            window = wording.dates(event.date.earliest, event.date.latest, ahead=True) if event.date else "?"
            told.append((event.start, _ahead_line(lookup, window, event.status, event, lookup.event_quote(event))))
    lines = tuple(line for _, line in sorted(told, key=lambda pair: pair[0]))
    return Section(name="Ahead", columns=("When", "Status", "Event", "Who → whom"), leads=4, lines=lines)


def _ahead_line(lookup: Lookup, window: str, status: str, event: EventMention | None, quote: Quote) -> Line:
    return Line(
        cells=(
            Cell(window, "muted" if window == "?" else "plain"),
            Cell(status, "bad" if status == "threatened" else "plain"),
            Cell(wording.event_name(event) if event else "", "strong"),
            Cell(who_to_whom(lookup, event) if event else ""),
        ),
        quotes=(quote,),
        cites=(quote.cite,),
    )


def seats_section(lookup: Lookup) -> Section:
    """One line a party with the seats it won or holds."""
    lines = []
    for seats in lookup.reading.seats:
        share = seats.seats / seats.of if seats.of and 0 <= seats.seats <= seats.of else None
        said = f"{seats.seats} of {seats.of}" if seats.of else str(seats.seats)
        quote = lookup.quote(Span(seats.start, seats.end))
        lines.append(Line(cells=(Cell(lookup.name(seats.party), "strong"), Cell(said, share=share)), quotes=(quote,), cites=(quote.cite,)))
    return Section(name="Seats", columns=("Party", "Seats"), leads=2, lines=tuple(lines))
