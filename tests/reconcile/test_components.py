"""What hangs together by ties."""

import pytest

from dragoman.reconcile import Ties, batches


@pytest.mark.parametrize(
    ("number", "pairs", "parts"),
    [
        (0, [], []),
        (3, [], [[0], [1], [2]]),
        (5, [(3, 1), (4, 3)], [[0], [1, 3, 4], [2]]),
        (6, [(4, 5), (2, 4), (0, 1), (5, 2)], [[0, 1], [2, 4, 5], [3]]),
        (6, [(5, 4), (3, 2), (1, 0), (5, 0), (2, 4)], [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_parts(number: int, pairs: list[tuple[int, int]], parts: list[list[int]]) -> None:
    ties = Ties(number)
    for one, other in pairs:
        ties.tie(one, other)
    assert list(ties.parts()) == parts


def test_batches_hold_whole_parts() -> None:
    assert list(batches([[1, 2], [3, 4], [5], [6, 7, 8, 9]], 3)) == [[1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert list(batches([], 3)) == []
