"""Since when and until when an office is held, where the text says so beside it: "mayor since 1929", "who was minister until last May"."""

import msgspec

from dragoman.model.actor import Actor, Role
from dragoman.model.parse import Parse
from dragoman.model.reading import Timex

REACH = 60  # code points from the office to its date, over the body it is held in
SINCE = frozenset({"since", "from"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # beyond one of them the date is that of another clause
UNTIL = frozenset({"until", "till", "to"})


def date_roles(parse: Parse, actors: tuple[Actor, ...], timexes: tuple[Timex, ...]) -> tuple[Actor, ...]:
    """The actors, their roles with `since` and `until` as ISO dates: the first day that the words allow, and the last."""
    bounded = [(timex, word) for timex in timexes if (word := _before(parse, timex)) in SINCE | UNTIL]
    if not bounded:
        return actors
    starts = sorted(role.start for actor in actors for role in actor.roles)
    return tuple(
        msgspec.structs.replace(actor, roles=tuple(_dated(parse, role, bounded, starts) for role in actor.roles)) if actor.roles else actor
        for actor in actors
    )


def _before(parse: Parse, timex: Timex) -> str:
    """The word before the time expression, in lower case."""
    covered = parse.covering(timex.start, timex.end)
    return parse.tokens[covered[0].i - 1].lower if covered and covered[0].i else ""


def _dated(parse: Parse, role: Role, bounded: list[tuple[Timex, str]], starts: list[int]) -> Role:
    sentence = parse.sentence_at(role.start)
    following = min((start for start in starts if start > role.end), default=len(parse.text))  # another office begins: its dates are its own
    for timex, word in bounded:
        inside = sentence is not None and timex.end <= sentence.end and role.end < timex.start < min(role.end + REACH, following)
        inside = inside and not any(token.tag in FINITE for token in parse.covering(role.end, timex.start))
        if inside and word in SINCE:
            role = msgspec.structs.replace(role, since=timex.earliest)
        elif inside and word in UNTIL and (word != "to" or role.since):
            role = msgspec.structs.replace(role, until=timex.latest)
    return role
