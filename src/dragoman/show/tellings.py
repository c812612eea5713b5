"""Tellings of one happening brought together, so that a report that comes back to an attack five times shows one attack, told five times.

Joined are events of one type (and one mode, where both have one) whose dates and parties can be the same; what would be a guess stays apart.
Nothing is judged: a telling that denies the happening stays among its tellings. This is for showing one report; `reconcile` compares reports.
"""

from collections.abc import Sequence

from dragoman.model.reading import Argument, EventMention

from .lookup import PRONOUNS, Lookup

COMPARED = 64  # the latest happenings of a type that a telling is held against: keeps a report of thousands of events linear
TELLING_TOLL = 10  # one, two or five dead are told of many attacks of one report; the same two-digit toll twice is rarely chance

Sides = tuple[frozenset[str], frozenset[str]]


class Happening:
    """Tellings in text order, and what they say between them."""

    __slots__ = ("mode", "sides", "tellings", "windows")

    def __init__(self, event: EventMention, sides: Sides) -> None:
        self.tellings = [event]
        self.mode = event.mode
        self.sides = sides
        self.windows = {window for window in (window_of(event),) if window}

    def add(self, event: EventMention, sides: Sides) -> None:
        self.tellings.append(event)
        self.mode = self.mode or event.mode
        self.sides = (self.sides[0] or sides[0], self.sides[1] or sides[1])
        if window := window_of(event):
            self.windows.add(window)

    def may_be(self, event: EventMention, sides: Sides) -> bool:
        """Whether mode, dates and parties leave room for one happening."""
        if self.mode and event.mode and self.mode != event.mode:
            return False
        window = window_of(event)
        if window and self.windows and window not in self.windows:
            return False
        fits = [not mine or not theirs or mine <= theirs or theirs <= mine for mine, theirs in zip(self.sides, sides, strict=True)]
        return all(fits) or (fits[0] and self.has_toll(event))

    def is_told_by(self, event: EventMention, sides: Sides) -> bool:
        """Whether there is ground to take it for the same: a party in common, or the very day.

        Words (a demand, an accusation, talks) are exchanged over and over by the same people: without a common date both parties must be the same.
        """
        shared = [bool(mine & theirs) for mine, theirs in zip(self.sides, sides, strict=True)]
        if self.has_toll(event):
            return True
        window = window_of(event)
        dated = window is not None and window in self.windows
        if event.quad.startswith("verbal"):
            return all(shared) or (dated and any(shared))
        return any(shared) or (dated and window is not None and window[0] == window[1])

    def has_toll(self, event: EventMention) -> bool:
        """Whether the event has a toll that is told already: "31 people" and "a queue of passengers" are then the same."""
        return not _tolls(event).isdisjoint(toll for telling in self.tellings[:COMPARED] for toll in _tolls(telling))

    def knows(self, event: EventMention) -> bool:
        """Whether the event brings no date, mode or age of its own, so that "the attack" can only look back."""
        window = window_of(event)
        same_age = (event.status == "historical") == (self.tellings[0].status == "historical")
        return same_age and (window is None or window in self.windows) and event.mode in (None, self.mode)


def window_of(event: EventMention) -> tuple[str | None, str | None] | None:
    """The dates that the text gives the event; None where only the day of publication bounds it."""
    return (event.date.earliest, event.date.latest) if event.date and event.date.timex else None


def gather(lookup: Lookup, events: Sequence[EventMention]) -> list[list[EventMention]]:
    """The tellings of each happening in text order, happenings in the order of their first telling.

    First the events that name a party, each with the first happening it can be told of. Then those that name none ("after the attack"): with the
    one happening of the report that they can mean; where there are several, they stay alone.
    """
    all_of: dict[str, list[Happening]] = {}
    order = {event.id: at for at, event in enumerate(events)}
    sides = {event.id: (_keys(lookup, event.actors), _keys(lookup, event.recipients)) for event in events}
    for event in sorted(events, key=lambda event: (not any(sides[event.id]), order[event.id])):
        told = all_of.setdefault(event.type, [])
        near = [happening for happening in told[-COMPARED:] if happening.may_be(event, sides[event.id])]
        found = next((happening for happening in near if happening.is_told_by(event, sides[event.id])), None)
        if not found and not any(sides[event.id]) and len(near) == 1 and near[0].knows(event):
            found = near[0]
        if found:
            found.add(event, sides[event.id])
        else:
            told.append(Happening(event, sides[event.id]))
    gathered = [sorted(happening.tellings, key=lambda event: order[event.id]) for told in all_of.values() for happening in told]
    return sorted(gathered, key=lambda tellings: order[tellings[0].id])


def fullest(tellings: list[EventMention]) -> EventMention:
    """The telling that says most of who, to whom, how many, when and where; the first of several."""
    return max(tellings, key=lambda event: (_sides_told(event), len(event.counts), window_of(event) is not None, event.place is not None))


def _tolls(event: EventMention) -> set[tuple[str, int]]:
    return {(count.kind, count.low) for count in event.counts if count.low and count.low >= TELLING_TOLL}


def _sides_told(event: EventMention) -> int:
    return bool(event.actors) + bool(event.recipients)


def _keys(lookup: Lookup, arguments: tuple[Argument, ...]) -> frozenset[str]:
    """Who they are: actors by id, others by their words; a pronoun that leads to no actor is like nobody else."""
    return frozenset(argument.actor or _words(lookup, argument) for argument in arguments)


def _words(lookup: Lookup, argument: Argument) -> str:
    said = lookup.name(argument).lower()
    return f"{said} {argument.start}" if said in PRONOUNS else said
