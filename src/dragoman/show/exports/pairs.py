"""Events as pairs of parties, for data sets that have one actor and one target a row."""

from itertools import permutations, product

from dragoman.model.exported import ExportedEvent, ExportedParty

Pair = tuple[ExportedParty | None, ExportedParty | None]


def pairs(event: ExportedEvent) -> tuple[Pair, ...]:
    """Each actor with each recipient, null where a side is unknown.

    Who meet are all actors and nobody is a recipient (PLOVER, compound and reciprocal actors): they make a pair in either direction, as in CAMEO.
    For no other type: two who attack may as well be attacking a third.
    """
    if event.happening.type == "CONSULT" and len(event.actors) > 1 and not event.recipients:
        return tuple(permutations(event.actors, 2))
    return tuple(product(event.actors or (None,), event.recipients or (None,)))
