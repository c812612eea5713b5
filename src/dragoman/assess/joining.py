"""Deeds from the tables of a case, joined here: a million rows of each cost a second or two, a join in the database ten times that."""

from array import array
from collections.abc import Iterable, Mapping

import numpy as np

from .columns import Deeds, Ints, assembled, micro, objects, weights

Fact = tuple[str, int, str, float, float, int]  # happening, day, type, intensity, certainty, sources
Side = tuple[Ints, Ints]  # numbers of tellings, sorted, and of each a number of an entity or a happening


def joined(facts: Iterable[Fact], owners: Iterable[tuple[int, str]], parts: Iterable[tuple[int, str, str]], entities: Mapping[str, str]) -> Deeds:
    """The deeds of a record: an edge for each two entities of which one telling makes the one its actor and the other its recipient.

    `owners`: number of a telling, its happening; `parts`: number of a telling, role, signature; `entities`: signature → entity. Pairs are not made
    over tellings: where one names who struck and another who was struck, nobody has said that it was these two.
    """
    ids: list[str] = []
    types: dict[str, int] = {}
    days, kinds, sources, intensities, certainties = array("q"), array("q"), array("q"), array("d"), array("d")
    for id_, day, type_, intensity, certainty, number in facts:
        ids.append(id_)
        days.append(day)
        kinds.append(types.setdefault(type_, len(types)))
        sources.append(number)
        intensities.append(intensity)
        certainties.append(certainty)
    order = np.argsort(np.array(ids, dtype=np.str_), kind="stable")
    force = (np.array(intensities) * np.array(certainties))[order]
    names = objects(ids)[order]
    place = {id_: at for at, id_ in enumerate(names)}
    actors = sorted(set(entities.values()))
    code = {actor: at for at, actor in enumerate(actors)}
    known = {signature: code[entity] for signature, entity in entities.items()}
    what, source, target = _pairs(_numbered(owners, place), _sided(parts, known))
    return assembled(
        names, days=_ints(days)[order], types=objects(types)[_ints(kinds)[order]], force=micro(force),
        weight=micro(weights(force, _ints(sources)[order])), actors=objects(actors),
        source=source, target=target, what=what,
    )  # fmt: skip


def _ints(values: "array[int]") -> Ints:
    return np.frombuffer(values, dtype=np.int64) if values else np.zeros(0, dtype=np.int64)


def _numbered(owners: Iterable[tuple[int, str]], place: Mapping[str, int]) -> tuple[Ints, Ints]:
    """Tellings by number, sorted, and the place of the happening of each."""
    numbers, places = array("q"), array("q")
    for number, owner in owners:
        at = place.get(owner)
        if at is not None:
            numbers.append(number)
            places.append(at)
    order = np.argsort(_ints(numbers))
    return _ints(numbers)[order], _ints(places)[order]


def _sided(parts: Iterable[tuple[int, str, str]], known: Mapping[str, int]) -> tuple[Side, Side]:
    """The actors and the recipients."""
    sides = {"actor": (array("q"), array("q")), "recipient": (array("q"), array("q"))}
    for number, role, signature in parts:
        who = known.get(signature)
        if who is not None:
            numbers, codes = sides[role]
            numbers.append(number)
            codes.append(who)
    actors, recipients = (_sorted(*side) for side in sides.values())
    return actors, recipients


def _sorted(numbers: "array[int]", codes: "array[int]") -> Side:
    order = np.argsort(_ints(numbers), kind="stable")
    return _ints(numbers)[order], _ints(codes)[order]


def _pairs(owners: Side, sides: tuple[Side, Side]) -> tuple[Ints, Ints, Ints]:
    """Happening, actor and recipient of every pair within a telling."""
    (n, actor), (other, recipient) = sides
    at = np.minimum(np.searchsorted(owners[0], n), max(len(owners[0]) - 1, 0))
    owned = owners[0][at] == n if len(owners[0]) else np.zeros(len(n), dtype=bool)
    n, actor, what = n[owned], actor[owned], owners[1][at[owned]]
    first, last = np.searchsorted(other, n, "left"), np.searchsorted(other, n, "right")
    times = last - first
    start = np.cumsum(times) - times
    which = np.arange(times.sum()) - np.repeat(start, times) + np.repeat(first, times)
    return np.repeat(what, times), np.repeat(actor, times), recipient[which]
