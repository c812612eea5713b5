"""What hangs together by ties, for numbers in any number: a forest in an array."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Each = TypeVar("Each")


class Ties:
    """Numbers from 0 that are tied in pairs, parted into those that hang together: eight bytes each."""

    def __init__(self, number: int) -> None:
        self._above = array("q", range(number))

    def tie(self, one: int, other: int) -> None:
        one, other = sorted((self._top(one), self._top(other)))
        self._above[other] = one

    def _top(self, number: int) -> int:
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    def parts(self) -> Iterator[list[int]]:
        """All that hang together, single numbers included, by their smallest."""
        members = sorted(range(len(self._above)), key=self._top)
        part: list[int] = []
        for number in members:
            if part and self._top(part[0]) != self._top(number):
                yield part
                part = []
            part.append(number)
        if part:
            yield part


def batches(parts: Iterable[Sequence[Each]], size: int) -> Iterator[list[Each]]:
    """Whole parts together, as many as have not many more members than `size`."""
    waiting: list[Each] = []
    for part in parts:
        waiting += part
        if len(waiting) >= size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
