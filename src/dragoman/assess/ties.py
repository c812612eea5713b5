"""The signed and dated network of a record, from its deeds and from the relations that its reports state.

A deed adds to a tie by its intensity, certainty and independent sources (`columns.weights`), a statement by its weight; a deed of intensity 0 and a
relation of neither sign show that there is a tie, of neither kind. All fades with time: what is a half-life old counts half.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.model.assessment import Shift, Tie

from .columns import ACTOR_BITS, ACTORS, DAY_BITS, DAYS, MICRO, Deeds, Floats, Ints, Objects, key_of, objects, starts_of, statements_of

HALF_LIFE = 90.0  # days. A choice, not a measurement: what was done a quarter ago counts half. Callers offer it as a parameter
CLEAR = 1 / 3  # (friendly - hostile) / (friendly + hostile) from which a tie has a sign: one is at least twice the other
SLIGHT = 0.1  # strength below which a tie is as good as none, and the least growth worth telling: an accusation by one source, seven weeks ago


class Network(msgspec.Struct, frozen=True, eq=False):
    """Ties as columns named as in `Tie`, each made into a noun when it is asked for. `begin`, `end` bound a tie's rows in `what`."""

    actors: Objects
    source: Ints
    target: Ints
    sign: Ints
    strength: Floats
    friendly: Floats
    hostile: Floats
    first: Ints
    last: Ints
    begin: Ints
    end: Ints
    what: Ints  # row → its happening in `deeds`, or its statement: -1 is the first
    deeds: Deeds
    stated: Deeds

    def __len__(self) -> int:
        return len(self.source)

    def __iter__(self) -> Iterator[Tie]:
        """All ties by the ids of their actors."""
        rank = np.argsort(np.argsort(self.actors))
        return (self.tie(int(at)) for at in np.lexsort((rank[self.target], rank[self.source])))

    def chosen(self, *, of: Collection[str] | None = None, sign: int | None = None, least: float = 0.0) -> Ints:
        """The numbers of the ties that one of these actors has, of this sign, of this strength at least."""
        fits = self.strength >= least
        if sign is not None:
            fits &= self.sign == sign
        if of is not None:
            asked = np.isin(self.actors, list(of))
            fits &= asked[self.source] | asked[self.target]
        return np.flatnonzero(fits)

    def strongest(self, limit: int, among: Ints | None = None) -> tuple[Tie, ...]:
        """So many of the ties, or of those with these numbers, the strongest first."""
        some = np.arange(len(self)) if among is None else among
        bound = np.partition(self.strength[some], -limit)[-limit] if 0 < limit < len(some) else 0.0
        named = ((-self.strength[at], self.actors[self.source[at]], self.actors[self.target[at]], at) for at in some[self.strength[some] >= bound])
        return tuple(self.tie(int(at)) for *_, at in sorted(named)[:limit])

    def tie(self, at: int) -> Tie:
        """The tie of this number as a noun."""
        rows = self.what[self.begin[at] : self.end[at]].tolist()
        done = sorted((int(self.deeds.days[row]), self.deeds.ids[row], self.deeds.types[row]) for row in rows if row >= 0)
        said = sorted((int(self.stated.days[-1 - row]), self.stated.ids[-1 - row], self.stated.types[-1 - row]) for row in rows if row < 0)
        return Tie(
            source=self.actors[self.source[at]], target=self.actors[self.target[at]], sign=SIGNS[int(self.sign[at])],
            strength=round(float(self.strength[at]), 6), friendly=round(float(self.friendly[at]), 6), hostile=round(float(self.hostile[at]), 6),
            first=int(self.first[at]), last=int(self.last[at]), types=tuple(sorted({each[2] for each in (*done, *said)})),
            deeds=tuple(each[1] for each in done), stated=tuple(each[1] for each in said),
        )  # fmt: skip


SIGNS: Mapping[int, Literal[-1, 0, 1]] = {-1: -1, 0: 0, 1: 1}


def ties(deeds: Deeds, stated: Deeds | None = None, *, at: int | None = None, half_life: float = HALF_LIFE) -> Network:
    """The network as it stands on the day `at`, by all that is done and stated until then; without it, on the last day of all."""
    told = stated if stated is not None else statements_of(())
    actors, key, what, weight = _rows(deeds, told)
    if at is not None:
        known = (key & DAYS) <= at
        key, what, weight = key[known], what[known], weight[known]
    now = at if at is not None else int((key & DAYS).max(initial=0))
    cells = starts_of(key)  # a pair on a day
    friendly = _sums(np.maximum(weight, 0), cells)
    hostile = _sums(np.maximum(-weight, 0), cells)
    pair, day = key[cells] >> DAY_BITS, key[cells] & DAYS
    begin = starts_of(pair)
    end = np.append(begin[1:], len(pair))
    last = day[end - 1] if len(pair) else day
    # faded first to the pair's own last day: so a new day of the record changes a pair without new deeds by one factor
    faded = np.exp2((day - np.repeat(last, end - begin)) / half_life)
    since = np.exp2((last - now) / half_life)
    plus, minus = (_sums(each * faded, begin) * since / MICRO for each in (friendly, hostile))
    whole = plus + minus
    lean = np.divide(plus - minus, whole, out=np.zeros_like(whole), where=whole > 0)
    rows = np.append(cells, len(key))
    return Network(
        actors=actors, source=pair[begin] >> ACTOR_BITS, target=pair[begin] & ACTORS,
        sign=(lean >= CLEAR).astype(np.int64) - (lean <= -CLEAR), strength=whole / (1 + whole), friendly=plus, hostile=minus,
        first=day[begin], last=last, begin=rows[begin], end=rows[end], what=what, deeds=deeds, stated=told,
    )  # fmt: skip


def _rows(deeds: Deeds, told: Deeds) -> tuple[Objects, Ints, Ints, Ints]:
    """Deeds and statements as one table sorted by key: the actors, and of each row its key, what it is and its weight in millionths."""
    weight = deeds.weight[deeds.what]
    if not len(told.key):
        return deeds.actors, deeds.key, deeds.what, weight
    code = {name: number for number, name in enumerate(deeds.actors)}
    place = np.array([code.setdefault(name, len(code)) for name in told.actors], dtype=np.int64)
    key = key_of(place[told.source], place[told.target], told.key & DAYS)
    order = np.argsort(key, kind="stable")
    into, what = np.searchsorted(deeds.key, key[order]), told.what[order]
    return objects(code), np.insert(deeds.key, into, key[order]), np.insert(deeds.what, into, -1 - what), np.insert(weight, into, told.weight[what])


def _sums(values: npt.NDArray[Any], starts: Ints) -> npt.NDArray[Any]:
    return np.add.reduceat(values, starts) if len(starts) else values[:0]


def change(before: Network, after: Network, *, slight: float = SLIGHT, limit: int = 100) -> tuple[Shift, ...]:
    """What moved between two dates, the greatest difference first.

    A tie is there from the strength `slight`: it came or went; it turned where its sign is the opposite; it grew or faded where its strength moved by
    as much. A loss of sign alone is no turn.
    """
    names = np.unique(np.concatenate([before.actors, after.actors]))
    (pairs, old), (fresh, new) = (_paired(each, names) for each in (before, after))
    every = np.union1d(pairs, fresh)
    one, other = (_found(every, each) for each in (pairs, fresh))
    was = np.where(one >= 0, before.strength[old][one], 0.0) if len(pairs) else np.zeros(len(every))
    now = np.where(other >= 0, after.strength[new][other], 0.0) if len(fresh) else np.zeros(len(every))
    sign_was, sign_now = (
        np.where(found >= 0, network.sign[order][found], 0) if len(order) else np.zeros(len(every), dtype=np.int64)
        for found, network, order in ((one, before, old), (other, after, new))
    )
    turned = (was >= slight) & (now >= slight) & (sign_was * sign_now < 0)
    moved = np.where(turned, was + now, np.abs(now - was))
    some = np.flatnonzero(turned | ((np.maximum(was, now) >= slight) & ((was < slight) | (now < slight) | (np.abs(now - was) >= slight))))
    found = []
    for at in some[np.lexsort((some, -moved[some]))][:limit].tolist():
        earlier = before.tie(int(old[one[at]])) if one[at] >= 0 else None
        later = after.tie(int(new[other[at]])) if other[at] >= 0 else None
        found.append(Shift(_kind(bool(turned[at]), float(was[at]), float(now[at]), slight), earlier, later))
    return tuple(found)


def _kind(turned: bool, was: float, now: float, slight: float) -> Literal["came", "went", "turned", "grew", "faded"]:
    if turned:
        return "turned"
    if was < slight:
        return "came"
    return "went" if now < slight else ("grew" if now > was else "faded")


def _paired(network: Network, names: Objects) -> tuple[Ints, Ints]:
    """The pairs as numbers that are the same for both networks, sorted, and the tie of each."""
    code = np.searchsorted(names, network.actors)
    pairs = code[network.source] * len(names) + code[network.target]
    order = np.argsort(pairs)
    return pairs[order], order


def _found(every: Ints, pairs: Ints) -> Ints:
    """Where each of every pair stands among the pairs, -1 where it does not."""
    if not len(pairs):
        return np.full(len(every), -1)
    at = np.minimum(np.searchsorted(pairs, every), len(pairs) - 1)
    return np.where(pairs[at] == every, at, -1)
