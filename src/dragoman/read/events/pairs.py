"""How every word of a sentence stands to a trigger on the tree: the network's and the rules' common ground when parties are chosen.

Training and reading share this file, so that the network's tables never meet other relations than they learned from.
"""

import numpy as np
import numpy.typing as npt

from dragoman.model.parse import Parse, Token
from dragoman.read.encoder.words import DEPS

Ints = npt.NDArray[np.int64]

NEAR = 33  # buckets of signed word distance
CLIMBS = 3  # the trigger, its governor and that one's: farther up another clause begins
SELF = 1
RELATIONS = 2 + CLIMBS * (len(DEPS) + 1)
_DEP = {dep: at for at, dep in enumerate(DEPS)}


def relations(parse: Parse, trigger: Token, first: int, last: int) -> Ints:
    """[last - first]: for each word of [first, last) the branch of the tree that it lies in, seen from the trigger; 0: none near.

    A branch is a dependency label under the trigger, under its governor or under that one's governor.
    """
    found = np.zeros(last - first, dtype=np.int64)
    anchor = trigger
    for step in range(CLIMBS):
        base = 2 + step * (len(DEPS) + 1)
        for child in parse.children(anchor):
            part = found[max(child.left - first, 0) : max(child.right - first, 0)]
            part[part == 0] = base + 1 + _DEP.get(child.dep, 0)
        if first <= anchor.i < last and found[anchor.i - first] == 0:
            found[anchor.i - first] = base if step else SELF
        if anchor.head == anchor.i:
            break
        anchor = parse.head(anchor)
    return found


def buckets(trigger: int, first: int, last: int) -> Ints:
    """[last - first]: signed logarithmic bucket of each word's distance from the trigger, 0 … NEAR - 1, two a doubling."""
    distance = np.arange(first, last) - trigger
    size = np.minimum((2 * np.log2(np.maximum(np.abs(distance), 1))).astype(np.int64) + 1, NEAR // 2)
    return np.where(distance == 0, NEAR // 2, NEAR // 2 + np.sign(distance) * size)
