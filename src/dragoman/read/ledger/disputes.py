"""Disputes inside one report: denials, contradictions, figures that differ."""

from collections.abc import Iterator

from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, Dispute, EventMention
from dragoman.model.text import Span

SAME_WORDS = 0.5  # share of a denied content's longer words that another statement must repeat to be taken for what is denied
LONG_WORD = 4  # letters; shorter words are mostly grammar


def find_disputes(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> tuple[Dispute, ...]:
    """Denials with what they deny, events told as having and as not having happened, and figures that differ for one happening."""
    return (*_denials(parse, events, attributions), *_contradictions(parse, events), *_figures(parse, events))


def _denials(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> Iterator[Dispute]:
    for denial in attributions:
        if denial.stance != "denies":
            continue
        denied = [event for event in events if denial.id in event.attributions]
        kinds = {event.type for event in denied}
        asserted = [event for event in events if event.type in kinds and denial.id not in event.attributions and event.factuality.endswith("+")]
        words = _long_words(parse, denial.content.spans)
        others = [
            other
            for other in attributions
            if other.stance != "denies"
            and other.source != denial.source
            and words
            and len(words & _long_words(parse, other.content.spans)) >= SAME_WORDS * len(words)
        ]
        items = (denial.id, *(event.id for event in (*denied, *asserted)), *(other.id for other in others))
        yield Dispute(
            kind="denial", items=items, note=f"denied by {_printed(parse, denial.source.spans) or 'someone'}: {_printed(parse, denial.content.spans)}"
        )


def _long_words(parse: Parse, spans: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(
        token.lemma.lower()
        for span in spans
        for token in parse.covering(span.start, span.end)
        if len(token.lemma) >= LONG_WORD and token.pos != "PRON"
    )


def _printed(parse: Parse, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(parse.words(span).split()) for span in spans)


def _contradictions(parse: Parse, events: tuple[EventMention, ...]) -> Iterator[Dispute]:
    """The same actors and type, once certain and once certainly not, on the word of different sources."""
    for at, event in enumerate(events):
        for other in events[at + 1 :]:
            if (
                {event.factuality, other.factuality} == {"CT+", "CT-"}
                and event.type == other.type
                and event.attributions != other.attributions
                and _actors(event) & _actors(other)
                and event.status == other.status == "occurred"
            ):
                note = f"told as happened and as not happened: {parse.text[event.start : event.end]} / {parse.text[other.start : other.end]}"
                yield Dispute(kind="contradiction", items=(event.id, other.id), note=note)


def _actors(event: EventMention) -> frozenset[str]:
    return frozenset(argument.actor for argument in (*event.actors, *event.recipients) if argument.actor)


def _figures(parse: Parse, events: tuple[EventMention, ...]) -> Iterator[Dispute]:
    """Figures of one kind that differ between tellings of one type of event at compatible dates, on the word of different sources."""
    told = [(event, count) for event in events for count in event.counts if count.low is not None or count.high is not None]
    for at, (event, count) in enumerate(told):
        for other, figure in told[at + 1 :]:
            if (
                event.type == other.type
                and count.kind == figure.kind != "other"
                and event.attributions != other.attributions
                and _apart(count.low, count.high, figure.low, figure.high)
                and _dates_meet(event, other)
                and _same_parties(parse, event, other)
            ):
                note = f"{count.kind}: {parse.text[count.start : count.end]} / {parse.text[figure.start : figure.end]}"
                yield Dispute(kind="different_figure", items=(event.id, other.id), note=note)


def _apart(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Whether two ranges have no number in common."""
    return (high is not None and other_low is not None and high < other_low) or (other_high is not None and low is not None and other_high < low)


def _same_parties(parse: Parse, event: EventMention, other: EventMention) -> bool:
    """Whether those acted upon can be the same: one telling names none, or both share an actor or the head word of their phrases."""

    def heads(telling: EventMention) -> frozenset[str]:
        tops = [parse.top(argument.start, argument.end) for argument in telling.recipients]
        return frozenset(top.lemma.lower() for top in tops if top) | frozenset(argument.actor for argument in telling.recipients if argument.actor)

    return not event.recipients or not other.recipients or bool(heads(event) & heads(other))


def _dates_meet(event: EventMention, other: EventMention) -> bool:
    if not event.date or not other.date:
        return True
    before = event.date.latest and other.date.earliest and event.date.latest < other.date.earliest
    after = other.date.latest and event.date.earliest and other.date.latest < event.date.earliest
    return not before and not after
