"""Structural balance: how many ties stand against the best parting into k camps (Harary 1959 for two, Davis 1967 for more).

The network is cut into blocks that share single actors: the labels of a block can be exchanged so that they agree in that actor, so that the
figures of the blocks add up. A block is solved to proof as a mixed-integer programme where it is small enough. Else its figure is bounded from above
by the best of many partings that are moved as long as they gain, and from below by triangles without a line in common, of which each has a line that
stands against any parting. A pair that is friend and foe at once stands against every parting by the lesser weight.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import chain

from dragoman.model.assessment import Balance, Tie

from .programme import MOST_LINES, Bent, solved
from .signed import Signed, against, parting, signed

EFFORT = 400_000  # lines looked at in the first pass of all starts together, for one block: at least 4 starts and at most 100


def balance(ties: Iterable[Tie], camps: int = 2, *, weighted: bool = False, most: int | None = None) -> Balance:
    """The frustration of the network for so many camps, of which some may be empty; blocks of up to `most` lines are solved to proof."""
    graph = signed(ties, weighted=weighted)
    label: dict[str, int] = {}
    lower = 0.0
    for block in _blocks(graph):
        found, bound = _block(block, camps, MOST_LINES.get(camps, min(MOST_LINES.values())) if most is None else most)
        lower += bound
        _agree(label, found)
    labels = [label.get(actor, 0) for actor in graph.actors]
    upper, total = against(graph, labels), sum(line[2] + line[3] for line in graph.lines)
    exact = upper - lower < 1e-6
    wrong = (line for line in graph.lines if (line[3] if labels[line[0]] == labels[line[1]] else line[2]) > 0)
    return Balance(
        frustration=round(upper, 6), exact=exact, lower=round(upper if exact else lower, 6), upper=round(upper, 6), total=round(total, 6),
        balance=round(1 - 2 * upper / total, 6) if total else 1.0, camps=parting(labels, graph.actors), frustrated=tuple(map(graph.pair, wrong)),
    )  # fmt: skip


def _blocks(graph: Signed) -> Iterator[Signed]:
    """The biconnected blocks; each but the first of its component shares one actor with those before."""
    import networkx as nx

    lines = {line[:2]: line for line in graph.lines}
    whole: nx.Graph[int] = nx.Graph(list(lines))
    parts = sorted(sorted((min(edge), max(edge)) for edge in part) for part in nx.biconnected_component_edges(whole))
    holding: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        for actor in sorted(set(chain.from_iterable(part))):
            holding.setdefault(actor, []).append(number)
    seen: set[int] = set()
    for first in range(len(parts)):
        waiting = [first] if first not in seen else []
        seen.add(first)
        for number in waiting:  # grows while it is gone through
            members = sorted(set(chain.from_iterable(parts[number])))
            place = {actor: at for at, actor in enumerate(members)}
            yield Signed(
                tuple(graph.actors[actor] for actor in members),
                tuple((place[line[0]], place[line[1]], line[2], line[3]) for line in (lines[edge] for edge in parts[number])),
            )
            beside = sorted({other for actor in members for other in holding[actor]} - seen)
            seen.update(beside)
            waiting += beside


def _agree(label: dict[str, int], found: dict[str, int]) -> None:
    """Takes the block's labels over, two of them exchanged so that the actor that it shares keeps its own."""
    shared = next((actor for actor in found if actor in label), None)
    old, new = (found[shared], label[shared]) if shared else (0, 0)
    exchanged = {old: new, new: old}
    label.update({actor: exchanged.get(part, part) for actor, part in found.items()})


def _block(block: Signed, camps: int, most: int) -> tuple[dict[str, int], float]:
    """A parting of the block, and a bound that no parting can go below."""
    bent = [(one, other, friendly - hostile) for one, other, friendly, hostile in block.lines if friendly != hostile]
    floor = sum(min(line[2], line[3]) for line in block.lines)
    whole = all(weight == int(weight) for *_, weight in bent)
    size = len(block.actors)
    if camps == 1:
        return dict.fromkeys(block.actors, 0), sum(line[3] for line in block.lines)
    label = _searched(block, camps)
    lower = floor + _apart(bent, size, camps)
    if against(block, label) - lower > 1e-6 and len(bent) <= most:
        better, bound = solved(bent, size, camps)
        lower = max(lower, floor + (float(-(-(bound - 1e-6) // 1)) if whole else bound))  # a number of lines is whole
        label = min(label, better, key=lambda each: against(block, each)) if better else label
    return dict(zip(block.actors, label, strict=True)), lower


def _searched(block: Signed, camps: int) -> list[int]:
    """The best of many partings, each moved by one actor at a time as long as that gains."""
    near = block.near()
    best: tuple[float, list[int]] | None = None
    for start in range(max(4, min(100, EFFORT // len(block.lines)))):
        order = random.Random(start)
        label = [order.randrange(camps) for _ in block.actors]
        line = list(range(len(label)))
        order.shuffle(line)
        moving = True
        while moving:
            moving = False
            for at in line:
                inside = [0.0] * camps
                for other, weight in near[at].items():
                    inside[label[other]] += weight
                part = max(range(camps), key=lambda each: (inside[each], -each))
                if inside[part] > inside[label[at]] + 1e-12:
                    label[at], moving = part, True
        if best is None or against(block, label) < best[0]:
            best = (against(block, label), label)
    assert best is not None
    return best[1]


def _apart(bent: Iterable[Bent], size: int, camps: int) -> float:
    """Weight of triangles without a line in common that no parting satisfies: two friendly lines and a hostile one; for two camps also three hostile.

    Of a triangle the least weight counts and is taken from its lines; what is left of them may serve again.
    """
    left: list[dict[int, float]] = [{} for _ in range(size)]
    for one, other, weight in bent:
        left[one][other] = left[other][one] = weight
    found = 0.0
    for one in range(size):
        for other in sorted(each for each in left[one] if each > one):
            for third in sorted(each for each in left[one].keys() & left[other].keys() if each > other):
                sides = [(one, other), (one, third), (other, third)]
                weights = [left[first][second] for first, second in sides]
                hostile = sum(weight < 0 for weight in weights)
                least = min(map(abs, weights))
                if least and (hostile == 1 or (hostile == 3 and camps == 2)):
                    found += least
                    for (first, second), weight in zip(sides, weights, strict=True):
                        left[first][second] = left[second][first] = weight - least if weight > 0 else weight + least
    return found
