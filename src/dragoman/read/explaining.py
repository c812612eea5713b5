"""Why an event was read: its grounds, each with the rule that it names spelled out. Only what the reading holds is told; nothing is read again."""

from collections.abc import Iterator

from dragoman import lexicon
from dragoman.model.explanation import Explanation, Reason
from dragoman.model.reading import EventMention, Ground, Reading
from dragoman.model.text import Span

from .events.ontology import Ontology, plover
from .factuality import Sway

RULES = {
    "network": "the events' network",
    "frame": "the parse puts the party there, in the slot that the lexicon's entry names",
    "negation": "a negation turns certainty round",
    "tense": "no word sways it from plain fact; its verb's tense tells",
    "date": "it lies more than a year before publication",
    "denial": "a source denies it",
}


def explain_events(reading: Reading, event: str | None = None, ontology: Ontology | None = None) -> tuple[Explanation, ...]:
    """The event with this id (or all of them) explained; empty when the reading holds none."""
    return tuple(_explained(reading, each, ontology or plover()) for each in reading.events if event in (None, each.id))


def _explained(reading: Reading, event: EventMention, ontology: Ontology) -> Explanation:
    sentence = next((each for each in reading.sentences if each.start <= event.start < each.end), None)
    start, end = (sentence.start, sentence.end) if sentence else (event.start, event.end)
    return Explanation(
        report=reading.report.external_id or reading.report.id,
        event=event,
        sentence=reading.report.text[start:end],
        number=sentence.number if sentence else 0,
        reasons=tuple(_reasons(reading, event, ontology)),
    )


def _reasons(reading: Reading, event: EventMention, ontology: Ontology) -> Iterator[Reason]:
    text = reading.report.text
    results = {
        "type": event.type + (f" · {event.mode}" if event.mode else ""),
        "status": f"{event.status}, {event.factuality}",
        "actor": "actor",
        "recipient": "recipient",
    }

    def reason(part: str, result: str, rule: str, span: tuple[int, int], note: str = "") -> Reason:
        return Reason(part=part, result=result, words=text[span[0] : span[1]], start=span[0], rule=rule, note=note)

    for ground in event.grounds:
        yield reason(ground.part, results[ground.part], ground.rule, (ground.start, ground.end), _note(ground, event, ontology))
    for count in event.counts:
        low, high = ("…" if bound is None else str(bound) for bound in (count.low, count.high))
        figure = low if low == high else f"{low} to {high}"
        yield reason("count", f"{count.kind} {figure}", "figure on a party", (count.start, count.end), _teller(reading, count.by))
    if event.weapon:
        yield reason("weapon", event.mode or "named", "weapon tied to the trigger", (event.weapon.start, event.weapon.end))
    if event.date and event.date.timex:
        timex = next(each for each in reading.timexes if each.id == event.date.timex)
        yield reason("date", f"{event.date.earliest} to {event.date.latest}", "time expression", (timex.start, timex.end), timex.value)
    for place in reading.places:
        if place.id == event.place:
            yield reason("place", place.name, "place in the clause or passage", (place.start, place.end))
    for id_ in event.attributions:
        found = next((each for each in reading.attributions if each.id == id_), None)
        if found is None:
            continue
        span = next(iter((*found.cue.spans, *found.source.spans, *found.content.spans)), Span(event.start, event.end))
        yield reason("source", found.stance, "its words hold the trigger", (span.start, span.end), _teller(reading, id_))
    for passage in event.passages[1:]:
        yield reason("passage", "told again", "same happening", (passage.start, passage.end))


def _teller(reading: Reading, attribution: str | None) -> str:
    """The source's words, or the report itself."""
    found = next((each for each in reading.attributions if each.id == attribution), None)
    if found is None:
        return "by the report's own account"
    return "by " + (" ".join(reading.report.text[span.start : span.end] for span in found.source.spans) or "a source without words")


def _note(ground: Ground, event: EventMention, ontology: Ontology) -> str:
    """What the rule is, in words: an entry by its example, a network by its odds."""
    if ground.rule == "network" and ground.part == "type":
        return f"{RULES['network']}: probability {event.odds:.2f} of the type at this word"
    if ground.rule in RULES:
        return RULES[ground.rule]
    for sway in lexicon.load("factuality", Sway):
        if sway.id == ground.rule:
            return f"says {sway.status or 'as told'}, {sway.value}; as in: {sway.examples[0]}"
    entry = next((each for each in ontology.entries if each.id == ground.rule), None)
    return f"says {entry.type}{f' · {entry.mode}' if entry.mode else ''}; as in: {entry.examples[0]}" if entry else ""
