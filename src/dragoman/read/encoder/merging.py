"""One row a word out of overlapping windows: each word is read where it has most text on both sides."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def owners(bounds: Sequence[tuple[int, int]], length: int) -> npt.NDArray[np.int64]:
    """[length]: which window each word is read from. Report ends count as far away."""
    best = np.full(length, -1)
    owner = np.zeros(length, dtype=np.int64)
    for which, (first, last) in enumerate(bounds):
        place = np.arange(first, last)
        before = place - first if first else np.full(last - first, length)
        after = last - 1 - place if last < length else np.full(last - first, length)
        margin = np.minimum(before, after)
        better = margin > best[first:last]
        best[first:last][better] = margin[better]
        owner[first:last][better] = which
    return owner
