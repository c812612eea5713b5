"""The sections "What happened", "Disputed", "Ahead" and "Seats"."""

from typing import Literal

from msgspec import structs

from dragoman.model.reading import Argument, EventMention, Passage
from dragoman.model.text import Span

from . import eventnames, wording
from .brief import Cell, Line, Quote, Section, once
from .lookup import Lookup, flat
from .tellings import fullest, gather, window_of

TO_COME = ("planned", "threatened")
REAL = ("occurred", "ongoing", "historical")
SUPPOSED, BACKGROUND, BRIEFLY = "Demanded or supposed", "Background", "Also mentioned"
ORDER = ("", SUPPOSED, BACKGROUND)


def events_section(lookup: Lookup) -> Section:
    """One line a happening in the order of its first telling, the past apart under "Background"; what is still to come is left to "Ahead".

    Happenings of which the text gives neither a party nor a figure, day or place run on at the end.
    """
    denied = denied_events(lookup)
    events = [event for event in lookup.reading.events if not _is_ahead(lookup, event)]
    classes: dict[str, list[EventMention]] = {}
    for event in events:
        classes.setdefault("real" if event.status in REAL else event.status, []).append(event)
    gathered = [tellings for found in classes.values() for tellings in gather(lookup, found)]
    gathered.sort(key=lambda tellings: (ORDER.index(_group(tellings)), tellings[0].start))
    return Section(
        name="What happened",
        columns=("Date", "Event", "Who → whom", "Figures", "Where", "Certainty", "On the word of"),
        labels=("", "", "", "", "in", "", "on the word of"),
        leads=3,
        lines=once(_event_line(lookup, tellings, denied) for tellings in gathered if not _is_bare(tellings, denied)),
        run_on=_run_on(lookup, [tellings for tellings in gathered if _is_bare(tellings, denied)]),
    )


def told(event: EventMention) -> tuple[Passage, ...]:
    """The tellings of the event; an event made by hand may name only its trigger."""
    return event.passages or (Passage(start=event.start, end=event.end, attributions=event.attributions),)


def _is_ahead(lookup: Lookup, event: EventMention) -> bool:
    """Planned or threatened, not ruled out, and not for a time that had passed when the report came out."""
    published, latest = lookup.reading.report.published, event.date.latest if event.date else None
    return event.status in TO_COME and not event.factuality.endswith("-") and not (published and latest and latest < published)


def _group(tellings: list[EventMention]) -> str:
    if any(event.status in ("demanded", "hypothetical") for event in tellings):
        return SUPPOSED
    return BACKGROUND if all(event.status == "historical" for event in tellings) else ""


def _is_bare(tellings: list[EventMention], denied: frozenset[str]) -> bool:
    """Nothing told but the type, and nobody denies it."""
    return not any(
        event.actors or event.recipients or event.counts or event.place or window_of(event) or event.id in denied or event.factuality == "CT-"
        for event in tellings
    )


def _run_on(lookup: Lookup, bare: list[list[EventMention]]) -> tuple[Line, ...]:
    """One line a type and mode with all the sentences that mention it."""
    kinds: dict[str, list[EventMention]] = {}
    for tellings in bare:
        for event in tellings:
            kinds.setdefault(eventnames.code(event), []).append(event)
    return tuple(
        Line(
            cells=(Cell(eventnames.plain(found[0]), aside=code),),
            cites=lookup.cites(Span(passage.start, passage.end) for event in found for passage in told(event)),
            group=BRIEFLY,
        )
        for code, found in kinds.items()
    )


def denied_events(lookup: Lookup) -> frozenset[str]:
    """The events that somebody denies by the report's own words."""
    disputed = {item for dispute in lookup.reading.disputes if dispute.kind == "denial" for item in dispute.items}
    denials = {attribution.id for attribution in lookup.reading.attributions if attribution.stance == "denies"}
    return frozenset(event.id for event in lookup.reading.events if event.id in disputed or denials.intersection(event.attributions))


def _event_line(lookup: Lookup, tellings: list[EventMention], denied: frozenset[str]) -> Line:
    """The fullest telling with what the others add; beside it a telling that contradicts it is quoted too."""
    full = fullest(tellings)
    dated = next((event for event in (full, *tellings) if window_of(event)), full)
    placed = next((event for event in (full, *tellings) if event.place), full)
    moded = next((event for event in (full, *tellings) if event.mode), full)
    disputed = [event for event in tellings if (event.factuality == "CT-") != (full.factuality == "CT-")]
    quotes = {quote.cite.label: quote for quote in (lookup.event_quote(event) for event in (full, *disputed[:1]))}
    cites = lookup.cites(Span(passage.start, passage.end) for event in tellings for passage in told(event))
    times = len(cites)
    return Line(
        cells=(
            wording.when(dated.date),
            Cell(eventnames.plain(moded), "strong", aside=eventnames.code(moded)),
            Cell(_between(_side(lookup, full, tellings, "actors"), _side(lookup, full, tellings, "recipients"))),
            Cell(wording.figures(count_words(lookup, tellings)), "strong"),
            Cell(_place(lookup, placed)),
            wording.certainty(full, denied=any(event.id in denied for event in tellings), disputed=bool(disputed)),
            _sources(lookup, tellings),
        ),
        quotes=tuple(quotes.values()),
        cites=cites,
        rest=cites if times > len(quotes) else (),
        more=f"told {times} times" if times > len(quotes) else "",
        group=_group(tellings),
    )


def count_words(lookup: Lookup, tellings: list[EventMention]) -> dict[str, list[str]]:
    """The figures of each kind as the tellings give them, in text order; "other" ones as printed."""
    found: dict[str, list[str]] = {}
    for event in tellings:
        for count in event.counts:
            said = wording.figure(count) if count.kind != "other" else lookup.words(Span(count.start, count.end))
            if said not in found.setdefault(count.kind, []):
                found[count.kind].append(said)
    return found


def _side(lookup: Lookup, full: EventMention, tellings: list[EventMention], side: Literal["actors", "recipients"]) -> str:
    """Who stands on one side: as the fullest telling says, else as the first that does."""
    return next((_names(lookup, found) for event in (full, *tellings) if (found := getattr(event, side))), "")


def who_to_whom(lookup: Lookup, event: EventMention) -> str:
    return _between(_names(lookup, event.actors), _names(lookup, event.recipients))


def _between(actors: str, recipients: str) -> str:
    """ "Salt Guard → Harbour Council", "? → …" where the text does not say who did it."""
    return f"{actors or '?'} → {recipients}" if recipients else actors


def _names(lookup: Lookup, arguments: tuple[Argument, ...]) -> str:
    return ", ".join(dict.fromkeys(lookup.name(argument) for argument in arguments))


def _place(lookup: Lookup, event: EventMention) -> str:
    place = lookup.places.get(event.place or "")
    return flat(place.name) if place else ""


def _sources(lookup: Lookup, tellings: list[EventMention]) -> Cell:
    """All on whose word it is told; the outlet's own word last."""
    found = [lookup.attributions[item] for event in tellings for item in event.attributions if item in lookup.attributions]
    said = dict.fromkeys(
        name + (f" ({attribution.stance})" if attribution.stance in ("denies", "hedges") else "")
        for attribution in found
        for name in lookup.speakers(attribution.id)
    )
    own = any(not passage.attributions for event in tellings for passage in told(event))
    return Cell("; ".join((*said, *(("the outlet itself",) if own else ())))) if said else Cell("the outlet itself", "muted")


def disputes_section(lookup: Lookup) -> Section:
    """One line a dispute with the words of each side."""
    lines = []
    for dispute in lookup.reading.disputes:
        found = [quote for item in dispute.items if (quote := _item_quote(lookup, item))]
        # One quotation a sentence, one that names its speaker before others.
        quotes = tuple({quote.cite.label: quote for quote in sorted(found, key=lambda quote: bool(quote.lead))}.values())
        lines.append(
            Line(
                # A denial is told by its quotations, speaker by speaker; its note would only repeat them.
                cells=(Cell(wording.DISPUTES[dispute.kind], "bad"), Cell("" if dispute.kind == "denial" and quotes else flat(dispute.note))),
                quotes=tuple(sorted(quotes, key=found.index)),
                cites=lookup.cites(span for quote in quotes for span in quote.cite.spans),
            )
        )
    return Section(name="Disputed", columns=("How", "What"), leads=2, lines=tuple(lines))


def _item_quote(lookup: Lookup, item: str) -> Quote | None:
    if event := lookup.events.get(item):
        return lookup.event_quote(event)
    if attribution := lookup.attributions.get(item):
        quote = lookup.content(attribution)
        names = wording.listed(lookup.speakers(item))
        return structs.replace(quote, lead=f"{names} {quote.lead or 'asserts'}") if quote else None
    return None


def ahead_section(lookup: Lookup) -> Section:
    """What is still to come: the report's own items, then the planned and threatened events that none of them covers."""
    told: list[tuple[int, Line]] = []
    for item in lookup.reading.ahead:
        quote = lookup.quote(Span(item.start, item.end))
        event = lookup.events.get(item.event or "")
        line = _ahead_line(lookup, wording.dates(item.earliest, item.latest, ahead=True), item.status, event, quote)
        if item.by and not line.cells[-1].text:
            line = structs.replace(line, cells=(*line.cells[:-1], Cell(lookup.name(item.by))))
        told.append((item.start, line))
    covered = {item.event for item in lookup.reading.ahead}
    for event in lookup.reading.events:
        if _is_ahead(lookup, event) and event.id not in covered:
            window = wording.dates(event.date.earliest, event.date.latest, ahead=True) if event.date else ""
            told.append((event.start, _ahead_line(lookup, window, event.status, event, lookup.event_quote(event))))
    lines = tuple(line for _, line in sorted(told, key=lambda pair: pair[0]))
    return Section(name="Ahead", columns=("When", "Status", "Event", "Who → whom"), leads=4, lines=lines)


def _ahead_line(lookup: Lookup, window: str, status: str, event: EventMention | None, quote: Quote) -> Line:
    return Line(
        cells=(
            wording.window(window),
            Cell(status, "bad" if status == "threatened" else "plain"),
            Cell(eventnames.plain(event), "strong", aside=eventnames.code(event)) if event else Cell(""),
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
