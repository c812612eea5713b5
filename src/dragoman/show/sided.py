"""Ties and what they make, in sections: camps, patrons, mediators, brokers, and what moved."""

from collections.abc import Iterable

from dragoman.model.assessment import Tie
from dragoman.model.implied import Moved, Names, Sides, Ties

from .sections import Row, Section, day, section
from .tables import days

SIGNS = {1: "for", -1: "against", 0: "both"}
LARGE = 3  # actors of a camp that is shown though nobody is against it: two friends are a tie
FADES = "Ties fade: what is 90 days old counts half. A tie that nobody reports is none."


def tied(found: Ties) -> Section:
    """The strongest ties."""
    rows = [(_tie(each, found.names), (*each.deeds, *each.stated)) for each in found.ties]
    lines = [f"As of {day(found.day)}; {found.in_all:,} ties."] if found.ties else []
    return section(
        "Ties", ("who", "tie", "whom", "strength", "types", "told"), rows, empty="no tie between two who have a name", lines=lines, caveat=FADES
    )


def _tie(each: Tie, names: Names) -> Row:
    return (
        names.get(each.source, each.source), sign(each), names.get(each.target, each.target), each.strength, ", ".join(each.types).lower(),
        days(each.first, each.last),
    )  # fmt: skip


def sign(tie: Tie) -> str:
    """Whether the tie is for or against, both, or of neither kind."""
    return SIGNS[tie.sign] if tie.friendly + tie.hostile else "neither"


def sides(found: Sides) -> tuple[Section, ...]:
    """Camps, patrons, brokers and mediators."""
    return (camps(found), patrons(found), mediators(found), brokers(found))


def camps(found: Sides) -> Section:
    """Camps that somebody is against, and large ones."""
    against: dict[int, list[int]] = {}
    ties: dict[int, list[str]] = {}
    for each in found.opposed:
        for one, other in ((each.one, each.other), (each.other, each.one)):
            against.setdefault(one, []).append(other + 1)
            ties.setdefault(one, []).extend(id_ for tie in each.ties for id_ in (*tie.deeds, *tie.stated))
    inside: dict[int, list[str]] = {}
    of = found.camps.of
    for tie in found.ties:
        if tie.sign > 0 and of.get(tie.source, -1) == of.get(tie.target, -2):
            inside.setdefault(of[tie.source], []).extend((*tie.deeds, *tie.stated))
    shown = [at for at, camp in enumerate(found.camps.camps) if at in against or len(camp) >= LARGE]
    rows = [
        (
            (
                at + 1, ", ".join(found.names.get(each, each) for each in found.camps.camps[at]),
                ", ".join(map(str, sorted(against.get(at, ())))) or None,
            ),
            (*ties.get(at, ()), *inside.get(at, ())),
        )
        for at in shown
    ]  # fmt: skip
    rest = len(found.camps.camps) - len(shown)
    more = f" {rest} smaller {'camp' if rest == 1 else 'camps'} without a foe {'is' if rest == 1 else 'are'} left out." if rest else ""
    return section(
        "Camps", ("camp", "members", "against"), rows, empty="no camps", lines=[balanced(found) + more] if found.ties else [],
        caveat="Camps are the best parting found, not what anybody joined. Balance says nothing of peace.",
    )  # fmt: skip


def balanced(found: Sides) -> str:
    """How far the ties part into two camps, in a sentence."""
    about = found.balance
    bound = "" if about.exact else f" at most (at least {about.lower:g})"
    pairs = f"{about.total:g} pairs of friends or foes, {about.frustration:g}"
    return f"As of {day(found.day)}: of {pairs}{bound} stand against the best parting into two camps (balance {about.balance:.0%})."


def patrons(found: Sides) -> Section:
    """Chains from patron to client."""
    rows = [
        (
            (
                " → ".join(found.names.get(each, each) for each in chain.actors),
                "; ".join(", ".join(tie.types).replace("_", " ") for tie in chain.ties), min(tie.strength for tie in chain.ties),
            ),
            tuple(id_ for tie in chain.ties for id_ in tie.stated),
        )
        for chain in found.chains
    ]  # fmt: skip
    return section(
        "Patrons",
        ("chain", "by", "strength"),
        rows,
        empty="nobody is said to back, arm or lead another",
        caveat="Who backs another need not command him.",
    )


def mediators(found: Sides) -> Section:
    """Who talks with both of the two largest camps."""

    def called(some: Iterable[str]) -> str:
        return ", ".join(found.names.get(each, each) for each in some)

    rows = [
        ((called([each.actor]), None if each.camp is None else each.camp + 1, called(each.one), called(each.other)), each.happenings)
        for each in found.mediators
    ]
    return section(
        "Between the camps", ("actor", "of camp", "talks with one", "with the other"), rows, empty="nobody is told to talk with both camps",
        caveat="A visit is no success.",
    )  # fmt: skip


def brokers(found: Sides) -> Section:
    """Who lies on the shortest ways."""
    rows: list[tuple[Row, tuple[str, ...]]] = [((found.names.get(each.actor, each.actor), each.betweenness, each.ties), ()) for each in found.brokers]
    return section(
        "Brokers", ("actor", "betweenness", "ties"), rows, empty="nobody stands between others",
        caveat="The share of shortest ways between others that lead through an actor. Place in a network is no influence.",
    )  # fmt: skip


def moved(found: Moved) -> Section:
    """What came, went, turned, grew or faded."""
    rows = []
    for each in found.shifts:
        tie = each.after or each.before
        assert tie is not None
        was, now = (f"{sign(side)} {side.strength:.0%}" if side else None for side in (each.before, each.after))
        rows.append(
            ((each.kind, found.names.get(tie.source, tie.source), found.names.get(tie.target, tie.target), was, now), (*tie.deeds, *tie.stated))
        )
    return section(
        "Moved", ("tie", "who", "whom", "before", "after"), rows, empty="no tie moved", lines=[f"From {day(found.before)} to {day(found.after)}."],
        caveat=FADES,
    )  # fmt: skip
