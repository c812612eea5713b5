"""Who changed position: denied and then confirmed, refused and then agreed."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from dragoman.model.assessment import Position, Turn

SIDE: Mapping[str, int] = {"asserts": 1, "confirms": 1, "agrees": 1, "promises": 1, "denies": -1, "refuses": -1, "declines": -1, "undone": -1}


def turns(positions: Iterable[Position]) -> tuple[Turn, ...]:
    """Each change of side of a speaker on a topic, the earliest first.

    Statements are in the order of their days. Of one day the order is unknown, so a day with both sides is no turn by itself; the next day that has
    one side alone is compared with the last that had.
    """
    found = []
    ordered = sorted(positions, key=lambda each: (each.speaker, each.topic, each.day, each.report, each.start))
    for _, told in groupby(ordered, key=lambda each: (each.speaker, each.topic)):
        last: Position | None = None
        for _, of_day in groupby(told, key=lambda each: each.day):
            day = list(of_day)
            if len({SIDE[each.stance] for each in day}) > 1:
                continue
            if last is not None and SIDE[last.stance] != SIDE[day[0].stance]:
                found.append(Turn(last, day[0]))
            last = day[-1]
    return tuple(sorted(found, key=lambda each: (each.after.day, each.after.speaker, each.after.topic)))
