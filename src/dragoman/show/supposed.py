"""What would be otherwise: the record's own figures and the supposed ones, side by side."""

from collections.abc import Iterable

from dragoman.model.assessment import Change
from dragoman.model.implied import Implied, Names, Supposed

from .sections import Row, Section, day, section
from .sided import LARGE

CAVEAT = "It says what the figures would be, not what the world would be: who would have acted in another's place is in no record."
MOST = 5  # rows of one kind


def supposed(found: Supposed, names: Names) -> Section:
    """One row a figure or line, in the record's own column, the supposed one, or both."""
    own, other = (list(_lines(each)) for each in (found.own, found.supposed))
    theirs = dict(other)
    rows: list[Row] = [(what, here, theirs.get(what), None if here == theirs.get(what) else "yes") for what, here in own]
    mine = dict(own)
    rows += [(what, None, there, "yes") for what, there in other if what not in mine]
    lines = tuple(f"Supposed: {said(each, names)}." for each in found.changes)
    nothing: tuple[str, ...] = ()
    told = [(row, nothing) for row in rows]
    return section("What if", ("figure", "record", "supposed", "differs"), told, empty="nothing to compare", lines=lines, caveat=CAVEAT)


def said(change: Change, names: Names) -> str:
    """A change in words."""
    of = [names.get(each, each) for each in change.of]
    match change.kind:
        case "remove_actor":
            return f"{of[0]} is not there"
        case "flip_tie":
            return f"{of[0]} and {of[1]} are foes where they were friends, and friends where they were foes"
        case "lift_refusal":
            return f"{of[0]} and {of[1]} no longer refuse each other"
        case "drop_event":
            return f"{of[0]} did not happen"


def _lines(each: Implied) -> Iterable[tuple[str, str]]:
    names = each.sides.names

    def called(some: Iterable[str]) -> str:
        return ", ".join(names.get(actor, actor) for actor in some)

    sides = each.sides
    yield "as of", day(sides.day)
    yield "ties", str(len(sides.ties))
    yield "balance", f"{sides.balance.balance:.0%} ({sides.balance.frustration:g} of {sides.balance.total:g} pairs against it)"
    shown = [camp for at, camp in enumerate(sides.camps.camps) if len(camp) >= LARGE or any(at in (pair.one, pair.other) for pair in sides.opposed)]
    for at, camp in enumerate(shown[:MOST], start=1):
        yield f"camp {at}", called(camp)
    for at, chain in enumerate(sides.chains[:MOST], start=1):
        yield f"chain {at}", " → ".join(names.get(actor, actor) for actor in chain.actors)
    for at, broker in enumerate(sides.brokers[:MOST], start=1):
        yield f"broker {at}", called([broker.actor])
    bins = each.course.tension.bins
    yield "conflict in all", f"{sum(bin_.conflict for bin_ in bins):.1f}"
    yield "cooperation in all", f"{sum(bin_.cooperation for bin_ in bins):.1f}"
    yield f"unusual {each.course.tension.unit}s", ", ".join(day(number) for number in each.course.tension.unusual[-MOST:]) or "none"
    for at, heat in enumerate(each.course.hottest[:MOST], start=1):
        yield f"hottest pair {at}", f"{called([heat.one])} and {called([heat.other])} ({heat.conflict:.1f})"
    if each.chamber is not None:
        yield "coalitions that win", str(len(each.chamber.every.found))
        yield "open coalitions", "; ".join(" + ".join(coalition.parties) for coalition in each.chamber.open.found[:MOST]) or "none"
    yield "crises", str(len(each.story.episodes))
    yield "interventions", str(sum(len(episode.interventions) for episode in each.story.episodes))
    for at, record in enumerate(each.story.mediators[:MOST], start=1):
        yield f"mediator {at}", f"{called([record.actor])} ({record.episodes} {'episode' if record.episodes == 1 else 'episodes'})"
