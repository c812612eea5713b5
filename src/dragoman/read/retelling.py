"""Which events of a report are one happening told again: the first telling is kept, the later ones become its passages.

Two tellings are one when nothing speaks against it (type, mode, status, polarity, parties, dates, places, figures) and enough speaks for it: shared
parties, a headline over its story, a noun that points back ("the attack"), the same word, the same date. Speech acts (accusing, asking, threatening)
are often repeated with another content, so for them shared parties are not enough. Out: happenings across reports, which is reconcile's business.

The weights are set so that one shared party alone never joins two events; measured on ECB+'s development part within documents
(`python -m eval.score_retelling`).
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, EventMention, Place, Timex

HAPPENED = frozenset({"occurred", "ongoing", "historical"})
SPOKEN = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
AREAS = ("A.", "L.")  # GeoNames features of countries, divisions and regions: a town may lie in one
PARTY, POINTER, HEADLINE, WORD, DATE = 1.0, 1.0, 1.0, 0.5, 0.5
ENOUGH = 2.0
SPOKEN_ENOUGH = 3.0
BACK = 60  # events looked back at


class Told(NamedTuple):
    """An event with what is asked of it again and again."""

    event: EventMention
    trigger: Token | None
    headline: bool
    pointing: bool
    dates: tuple[str, str] | None  # earliest and latest by a time expression of the text
    place: Place | None


def fold_events(parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], places: tuple[Place, ...]) -> tuple[EventMention, ...]:
    """The happenings in the order of their first tellings, each with its further tellings as passages."""
    expressions = {timex.id: timex for timex in timexes}
    sites = {place.id: place for place in places}
    kept: list[Told] = []
    for event in events:
        told = _told(parse, event, expressions, sites)
        fitting = [at for at in range(len(kept) - 1, max(-1, len(kept) - 1 - BACK), -1) if _one(parse, kept[at], told)]
        same = [at for at in fitting if told.pointing and _same_word(kept[at], told)]  # "the attack" is the attack before it is the seizure
        before = next(iter(same or fitting), None)
        if before is None:
            kept.append(told)
        else:
            kept[before] = _told(parse, _joined(kept[before], told), expressions, sites)
    return tuple(told.event for told in kept)


def _told(parse: Parse, event: EventMention, timexes: dict[str, Timex], places: dict[str, Place]) -> Told:
    trigger = parse.top(event.start, event.end)
    headline = trigger is not None and parse.sentence(trigger).part == "headline"
    pointing = (
        trigger is not None and trigger.pos in ("NOUN", "PROPN") and any(each.lower in POINTING for each in parse.children(trigger, "det", "poss"))
    )
    timex = timexes.get(event.date.timex) if event.date and event.date.timex else None
    dates = (timex.earliest, timex.latest) if timex and timex.earliest and timex.latest else None
    return Told(event, trigger, headline, pointing, dates, places.get(event.place or ""))


def _one(parse: Parse, first: Told, later: Told) -> bool:
    one, two = first.event, later.event
    if one.type != two.type or (one.mode and two.mode and one.mode != two.mode) or _apart(first, later):
        return False
    if first.trigger and later.trigger and first.trigger.sentence == later.trigger.sentence:
        return False  # within a sentence the lexicon and the network have told them apart
    actors = _shared(parse, one.actors, two.actors)
    recipients = _shared(parse, one.recipients, two.recipients)
    if actors is False or recipients is False:
        return False
    if one.type == "CONSULT" and actors is None and recipients is None:
        return False
    weight = PARTY * ((actors is True) + (recipients is True)) + POINTER * later.pointing
    weight += HEADLINE * (first.headline and not later.headline)
    weight += WORD * _same_word(first, later)
    weight += DATE * (first.dates is not None and later.dates is not None)
    return weight >= (SPOKEN_ENOUGH if one.type in SPOKEN else ENOUGH) and (actors is True or recipients is True or later.pointing)


def _same_word(first: Told, later: Told) -> bool:
    return first.trigger is not None and later.trigger is not None and first.trigger.lemma.lower() == later.trigger.lemma.lower()


def _apart(first: Told, later: Told) -> bool:
    """Whether status, certainty, date, place or figures say that they are two."""
    one, two = first.event, later.event
    if one.factuality[-1] != two.factuality[-1] or (one.status != two.status and not {one.status, two.status} <= HAPPENED):
        return True
    if "historical" in (one.status, two.status) and one.status != two.status:
        return True
    if first.dates and later.dates and (first.dates[1] < later.dates[0] or later.dates[1] < first.dates[0]):
        return True
    if first.place and later.place and _elsewhere(first.place, later.place):
        return True
    figures = {(count.kind, count.low, count.high) for count in one.counts}
    kinds = {count.kind for count in one.counts}
    return any(count.kind in kinds and (count.kind, count.low, count.high) not in figures for count in two.counts)


def _elsewhere(one: Place, other: Place) -> bool:
    if one.geonameid == other.geonameid and one.name == other.name:
        return False
    if one.country and other.country and one.country != other.country:
        return True
    return not any((place.feature or "").startswith(AREAS) for place in (one, other)) and one.name != other.name


def _shared(parse: Parse, one: tuple[Argument, ...], other: tuple[Argument, ...]) -> bool | None:
    """Whether the two sides name the same party; None where one of them names nobody, False where they name different ones."""
    if not one or not other:
        return None
    actors = {each.actor for each in one if each.actor}
    if not actors.isdisjoint(each.actor for each in other if each.actor):
        return True
    heads = set(_heads(parse, one))
    return not heads.isdisjoint(_heads(parse, other))


def _heads(parse: Parse, arguments: tuple[Argument, ...]) -> Iterator[str]:
    """The head words that can tell a party again: names and nouns, no pronouns."""
    for each in arguments:
        head = parse.top(each.start, each.end)
        if head is not None and head.pos in ("NOUN", "PROPN"):
            yield head.lemma.lower()


def _finer(one: Told, other: Told) -> bool:
    """Whether the dates of the one lie within those of the other: "last month" was the 7th."""
    return (
        one.dates is not None
        and other.dates is not None
        and one.dates != other.dates
        and other.dates[0] <= one.dates[0] <= one.dates[1] <= other.dates[1]
    )


def _joined(first: Told, later: Told) -> EventMention:
    """The first telling with the later one as a passage; what the first leaves open (a party, a date, a place, a figure) the later one fills."""
    one, two = first.event, later.event
    figures = {(count.kind, count.low, count.high, count.by) for count in one.counts}
    dated = two.date if two.date and two.date.timex and (not (one.date and one.date.timex) or _finer(later, first)) else one.date
    return msgspec.structs.replace(
        one,
        mode=one.mode or two.mode,
        actors=one.actors or two.actors,
        recipients=one.recipients or two.recipients,
        date=dated,
        place=one.place or two.place,
        weapon=one.weapon or two.weapon,
        acled=one.acled or two.acled,
        counts=(*one.counts, *(count for count in two.counts if (count.kind, count.low, count.high, count.by) not in figures)),
        attributions=tuple(dict.fromkeys((*one.attributions, *two.attributions))),
        passages=(*one.passages, *two.passages),
        grounds=(*one.grounds, *(ground for ground in two.grounds if ground.part in ("actor", "recipient") and not getattr(one, f"{ground.part}s"))),
    )
