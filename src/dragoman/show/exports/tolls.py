"""The figures of an event as one: best, low and high."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from dragoman.model.happening import Figure


class Toll(msgspec.Struct, frozen=True):
    """`best`: the figure on most words, of equals the lower; `high` the highest told, `open` where that is only "at least". All null: no figure."""

    best: int | None = None
    low: int | None = None
    high: int | None = None
    open: bool = False


NONE = Toll()


def toll(figures: Iterable[Figure], kind: str) -> Toll:
    """What the figures of this kind come to. "At least 12" speaks for 12, "up to 20" for nothing but the highest."""
    some = [each for each in figures if each.kind == kind]
    if not some:
        return NONE
    if len(some) == 1:  # as in most events
        (one,) = some
        top = max(one.high or 0, one.low or 0)
        return Toll(one.low, one.low, top, one.high != top)
    said = Counter(each.low for each in some if each.low is not None)
    best = min(said, key=lambda each: (-said[each], each), default=None)
    low = min(said, default=None)
    top = max(max(each.high or 0, each.low or 0) for each in some)
    return Toll(best, low, top, all(each.high != top for each in some))
