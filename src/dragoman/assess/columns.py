"""Deeds as columns, so that a million of them fit and are added up in a moment.

Weights are whole millionths: sums of whole numbers are the same in any order, so that adding one by one gives to the last bit what adding all
at once gives.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.model.assessment import Deed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]
Row = tuple[str | None, str | None, int, str, float, float, int, str]
Statement = tuple[str, str, int, str, int, float, str]  # source, target, day, type, sign, how sure the report is of it (0..1), id

MICRO = 1_000_000
DAY_BITS = 22  # days up to the year 11,000
ACTOR_BITS = 20  # a million actors
DAYS = (1 << DAY_BITS) - 1
ACTORS = (1 << ACTOR_BITS) - 1
BATCH = 10_000  # rows turned into columns at a time


class Deeds(msgspec.Struct, frozen=True, eq=False):
    """Happenings by id, each once, and edges between actors, sorted by `key` (actor, recipient, day); or statements of ties, in the same columns.

    `force`: intensity times certainty; `weight`: what a happening adds to a tie (see `weights`); both in millionths, with the sign of the intensity.
    A statement has no force, and its weight is its sign times how sure the report is of it.
    """

    ids: Objects
    days: Ints
    types: Objects
    force: Ints
    weight: Ints
    actors: Objects
    key: Ints
    what: Ints  # edge → its happening

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def source(self) -> Ints:
        """Edge → its actor."""
        return self.key >> (ACTOR_BITS + DAY_BITS)

    @property
    def target(self) -> Ints:
        """Edge → its recipient."""
        return (self.key >> DAY_BITS) & ACTORS


def columns(deeds: Iterable[Deed]) -> Deeds:
    """The deeds as columns, the same for any order of them."""
    return columns_of(msgspec.structs.astuple(deed) for deed in deeds)


def columns_of(rows: Iterable[Row]) -> Deeds:
    """The same from rows with the fields of a `Deed` in its order, as a database gives them.

    What a happening's rows tell of it should be the same in all of them; where it is not, the greatest counts.
    """
    actors, happenings, types = _Codes([""]), _Codes(), _Codes()
    parts: list[Ints] = []
    told: list[Floats] = []
    coming = iter(rows)
    while batch := list(islice(coming, BATCH)):
        actor, recipient, day, type_, intensity, certainty, source_number, happening = zip(*batch, strict=True)
        parts.append(np.array([actors(actor), actors(recipient), happenings(happening), day, types(type_), source_number], dtype=np.int64))
        told.append(np.array([intensity, certainty], dtype=np.float64))
    source, target, what, day_, kind, sources = np.concatenate([np.zeros((6, 0), dtype=np.int64), *parts], axis=1)
    score, sure = np.concatenate([np.zeros((2, 0)), *told], axis=1)
    names, code = actors.ordered()
    ids, place = happenings.ordered()
    kinds, rank = types.ordered()
    source, target, what, kind = code[source] - 1, code[target] - 1, place[what], rank[kind]  # "", no actor, is the first of all names
    fact = _greatest(what, (sources, sure, score, kind, day_))
    force = score[fact] * sure[fact]
    return assembled(
        ids, days=day_[fact], types=kinds[kind[fact]], force=micro(force), weight=micro(weights(force, sources[fact])), actors=names[1:],
        source=source, target=target, what=what,
    )  # fmt: skip


def statements_of(rows: Iterable[Statement]) -> Deeds:
    """What reports state of ties as columns, the same for any order of the rows, each of an id of its own."""
    actors, types = _Codes(), _Codes()
    told = sorted(rows, key=lambda row: row[6])
    day, kind, source, target = np.array([(row[2], *types((row[3],)), *actors(row[:2])) for row in told], dtype=np.int64).reshape(-1, 4).T
    weight = micro(np.array([row[4] * row[5] for row in told], dtype=np.float64))
    names, code = actors.ordered()
    kinds, rank = types.ordered()
    ids = objects(row[6] for row in told)
    return assembled(
        ids, days=day, types=kinds[rank[kind]], force=np.zeros_like(weight), weight=weight, actors=names,
        source=code[source], target=code[target], what=np.arange(len(ids)),
    )  # fmt: skip


def assembled(
    ids: Objects, *, days: Ints, types: Objects, force: Ints, weight: Ints, actors: Objects, source: Ints, target: Ints, what: Ints
) -> Deeds:
    """The columns with the edges sorted, each once; `ids` are sorted, `source`, `target`, `what` number actors and ids, below zero is none."""
    if len(actors) > ACTORS:
        raise ValueError(f"{len(actors)} actors are more than the {ACTORS} that fit")
    both = (source >= 0) & (target >= 0) & (source != target)
    key, what = key_of(source[both], target[both], days[what[both]]), what[both]
    order = np.lexsort((what, key))
    key, what = key[order], what[order]
    once = np.ones(len(key), dtype=bool)
    once[1:] = (np.diff(key) != 0) | (np.diff(what) != 0)
    return Deeds(ids=ids, days=days, types=types, force=force, weight=weight, actors=actors, key=key[once], what=what[once])


class _Codes:
    """Numbers for names in the order in which they come; none and "" are one name."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = {name: at for at, name in enumerate(names)}

    def __call__(self, given: Iterable[str | None]) -> list[int]:
        names = self.names
        return [names.setdefault(name or "", len(names)) for name in given]

    def ordered(self) -> tuple[Objects, Ints]:
        """The names sorted, and the place of each number among them."""
        ordered = sorted(self.names)
        place = np.empty(len(ordered), dtype=np.int64)
        place[[self.names[name] for name in ordered]] = np.arange(len(ordered))
        return objects(ordered), place


def _greatest(what: Ints, facts: Sequence[Ints | Floats]) -> Ints:
    """Of each happening the row with the greatest facts, the last of them weighing most."""
    first = np.unique(what, return_index=True)[1]
    if all(np.array_equal(each, each[first][what]) for each in facts):
        return first
    order = np.lexsort((*facts, what))
    return order[np.append(starts_of(what[order])[1:], len(order)) - 1] if len(order) else first


def since(deeds: Deeds, day: int | None) -> Deeds:
    """The same with the edges from this day on; all happenings stay, for what was usual before them."""
    later = (deeds.key & DAYS) >= (day or 0)
    return msgspec.structs.replace(deeds, key=deeds.key[later], what=deeds.what[later])


def weights(force: Floats, sources: Ints) -> Floats:
    """What a happening adds to a tie: a tenth of its intensity times its certainty times 1 - 1/2**sources: each source halves the doubt."""
    trust: Floats = 1 - np.exp2(-sources.astype(np.float64))
    return force / 10 * trust


def merged(deeds: Deeds, fresh: Deeds, gone: Iterable[str] = ()) -> Deeds:
    """The deeds with the fresh ones instead of all that they have of the same happenings, and without those that are gone.

    What it gives is what `columns` would give for the result, but that actors without deeds may be left in the table. It costs a few copies of the
    columns and no sorting.
    """
    out = np.union1d(fresh.ids, objects(gone)) if gone else fresh.ids
    at = np.searchsorted(deeds.ids, out)
    inside = at < len(deeds.ids)
    at = at[inside][deeds.ids[at[inside]] == out[inside]]
    keep = np.ones(len(deeds.ids), dtype=bool)
    keep[at] = False
    kept = deeds.ids[keep]
    into = np.searchsorted(kept, fresh.ids)
    number = np.full(len(keep), -1)
    number[keep] = np.arange(len(kept)) + np.cumsum(np.bincount(into, minlength=len(kept) + 1))[: len(kept)]
    known = {name: code for code, name in enumerate(deeds.actors)}
    new = [name for name in fresh.actors if name not in known]
    known |= {name: len(known) + place for place, name in enumerate(new)}
    code = np.array([known[name] for name in fresh.actors], dtype=np.int64)
    key = key_of(code[fresh.source], code[fresh.target], fresh.key & DAYS) if len(code) else fresh.key
    what = (into + np.arange(len(into)))[fresh.what] if len(into) else fresh.what
    order = np.lexsort((what, key))
    left = keep[deeds.what]
    old_key = deeds.key[left]
    where = np.searchsorted(old_key, key[order])
    return Deeds(
        ids=np.insert(kept, into, fresh.ids), days=np.insert(deeds.days[keep], into, fresh.days),
        types=np.insert(deeds.types[keep], into, fresh.types), force=np.insert(deeds.force[keep], into, fresh.force),
        weight=np.insert(deeds.weight[keep], into, fresh.weight),
        actors=np.concatenate([deeds.actors, objects(new)]) if new else deeds.actors,
        key=np.insert(old_key, where, key[order]), what=np.insert(number[deeds.what[left]], where, what[order]),
    )  # fmt: skip


def key_of(source: Ints, target: Ints, day: Ints) -> Ints:
    """One whole number for an edge's ends and day, in the order of all three."""
    return (source << (ACTOR_BITS + DAY_BITS)) | (target << DAY_BITS) | day


def micro(values: Floats) -> Ints:
    return np.rint(values * MICRO).astype(np.int64)


def objects(values: Iterable[Any]) -> Objects:
    listed = list(values)
    found = np.empty(len(listed), dtype=object)
    found[:] = listed
    return found


def starts_of(sorted_: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.concatenate([[True], sorted_[1:] != sorted_[:-1]])) if len(sorted_) else np.zeros(0, dtype=np.int64)
