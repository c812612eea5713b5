"""Camps of a signed network, as many as it has: the parting of greatest signed modularity (Gómez, Jensen and Arenas 2009).

Friendly lines inside a camp count for it as far as there are more than chance would put there, hostile ones against it as far as there are more.
Found by local moves and by joining what was found (Blondel et al. 2008), from several orders fixed beforehand; the greatest is not proven.
"""

import random
from collections.abc import Iterable, Sequence

from dragoman.model.assessment import Camps, Tie

from .signed import Signed, parting, signed

EFFORT = 200_000  # lines looked at in the first pass of all starts together: 20 starts for 10,000 lines, at least 3 and at most 30


def camps(ties: Iterable[Tie], *, weighted: bool = True) -> Camps:
    """Camps of two and more; who has no line, or no friend that outweighs its place among foes, is alone."""
    graph = signed(ties, weighted=weighted)
    starts = max(3, min(30, EFFORT // (len(graph.lines) or 1)))
    friendly, hostile = degrees(graph)
    best: tuple[float, tuple[tuple[str, ...], ...]] | None = None
    for start in range(starts):
        label = _moved(graph, friendly, hostile, random.Random(start))
        found = (round(modularity(graph, label), 12), parting(label, graph.actors))
        if best is None or (-found[0], found[1]) < (-best[0], best[1]):
            best = found
    assert best is not None
    return Camps(
        camps=tuple(part for part in best[1] if len(part) > 1), alone=tuple(sorted(part[0] for part in best[1] if len(part) == 1)), modularity=best[0]
    )


def degrees(graph: Signed) -> tuple[list[float], list[float]]:
    """Of each actor, the weight of its friendly and of its hostile lines."""
    friendly, hostile = [0.0] * len(graph.actors), [0.0] * len(graph.actors)
    for one, other, plus, minus in graph.lines:
        for end in (one, other):
            friendly[end] += plus
            hostile[end] += minus
    return friendly, hostile


def modularity(graph: Signed, label: Sequence[int]) -> float:
    """Signed modularity of a parting, -1 to 1; 0 for a network without lines."""
    plus_all, minus_all = sum(line[2] for line in graph.lines), sum(line[3] for line in graph.lines)
    if not plus_all + minus_all:
        return 0.0
    inside = sum(plus - minus for one, other, plus, minus in graph.lines if label[one] == label[other])
    by_chance = 0.0
    for degree, whole, sign in zip(degrees(graph), (plus_all, minus_all), (1, -1), strict=True):
        parts: dict[int, float] = {}
        for part, weight in zip(label, degree, strict=True):
            parts[part] = parts.get(part, 0.0) + weight
        by_chance += sign * sum(weight**2 for weight in parts.values()) / (4 * whole) if whole else 0.0
    return (inside - by_chance) / (plus_all + minus_all)


def _moved(graph: Signed, friendly: list[float], hostile: list[float], order: random.Random) -> list[int]:
    """Labels after single moves, joins of whole camps, and single moves again."""
    near = graph.near()
    label = list(range(len(graph.actors)))
    while True:
        before = list(label)
        _settle(near, friendly, hostile, label, order)
        number = {part: at for at, part in enumerate(dict.fromkeys(label))}
        label = [number[part] for part in label]
        joint: list[dict[int, float]] = [{} for _ in number]
        plus, minus = [0.0] * len(number), [0.0] * len(number)
        for actor, part in enumerate(label):
            plus[part] += friendly[actor]
            minus[part] += hostile[actor]
            for other, weight in near[actor].items():
                if label[other] != part:
                    joint[part][label[other]] = joint[part].get(label[other], 0.0) + weight
        whole = list(range(len(number)))
        _settle(joint, plus, minus, whole, order)
        label = [whole[part] for part in label]
        if len(set(whole)) == len(whole) or label == before:
            return label


def _settle(near: list[dict[int, float]], friendly: list[float], hostile: list[float], label: list[int], order: random.Random) -> None:
    """Moves one after the other to the label of its neighbours that gains most, until none gains."""
    whole_plus, whole_minus = sum(friendly) or 1.0, sum(hostile) or 1.0
    plus, minus = [0.0] * len(label), [0.0] * len(label)
    for at, part in enumerate(label):
        plus[part] += friendly[at]
        minus[part] += hostile[at]
    line = list(range(len(label)))
    order.shuffle(line)
    moving = True
    while moving:
        moving = False
        for at in line:
            own = label[at]
            plus[own] -= friendly[at]
            minus[own] -= hostile[at]
            gain: dict[int, float] = {own: 0.0}
            for other, weight in near[at].items():
                gain[label[other]] = gain.get(label[other], 0.0) + weight
            for part in gain:
                gain[part] += hostile[at] * minus[part] / whole_minus - friendly[at] * plus[part] / whole_plus
            best = max(gain, key=lambda part: (gain[part], -part))
            if gain[best] <= gain[own] + 1e-12:  # a move must gain, or two could change places for ever
                best = own
            label[at] = best
            plus[best] += friendly[at]
            minus[best] += hostile[at]
            moving = moving or best != own
