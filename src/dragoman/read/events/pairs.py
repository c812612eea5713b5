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
DEPTHS = 8
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "csubj", "csubjpass", "parataxis", "pcomp", "nsubj", "nsubjpass", "dobj", "mark"})
"""Links below which another clause begins."""
DEEPER = frozenset({"prep", "agent", "appos", "dative"})
BESIDE = frozenset({"pobj", "conj"})  # links that lead to a head of the same rank
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


def depths(parse: Parse, trigger: Token, first: int, last: int) -> Ints:
    """[last - first]: how deep in its branch each word lies, 0 … DEPTHS - 1.

    0 the branch's head or a head coordinated with it, 1 a word of its noun phrase; 2 and 3 the same one preposition or apposition further down, 4 and
    5 two or more; 6 in a clause of its own; 7 in no branch of the trigger's.
    """
    anchors = [trigger.i]
    while len(anchors) < CLIMBS and parse.tokens[anchors[-1]].head != anchors[-1]:
        anchors.append(parse.tokens[anchors[-1]].head)
    found = np.full(last - first, DEPTHS - 1, dtype=np.int64)
    for at in range(first, last):
        token, below, inner = parse.tokens[at], 0, 0
        while token.i not in anchors and token.head != token.i and token.head not in anchors:
            if token.dep in CLAUSES:
                below = 3
            elif token.dep in DEEPER:
                below = min(below + 1, 2) if below < 3 else 3
            elif token.dep not in BESIDE and not below:
                inner = 1
            token = parse.head(token)
        if token.i in anchors or token.head in anchors:
            found[at - first] = 6 if below == 3 else 2 * below + inner
    return found


def buckets(trigger: int, first: int, last: int) -> Ints:
    """[last - first]: signed logarithmic bucket of each word's distance from the trigger, 0 … NEAR - 1, two a doubling."""
    distance = np.arange(first, last) - trigger
    size = np.minimum((2 * np.log2(np.maximum(np.abs(distance), 1))).astype(np.int64) + 1, NEAR // 2)
    return np.where(distance == 0, NEAR // 2, NEAR // 2 + np.sign(distance) * size)
