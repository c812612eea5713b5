"""Where actors stand in the picture of a network: friends near each other, camps apart, foes facing each other over the gap.

The springs of Fruchterman and Reingold (1991) as networkx has them, from a fixed beginning; each camp has a hub that nobody sees, to which its
members are tied, and all are loosely tied to the middle, so that who has no ties to the rest does not drift away.
"""

from collections.abc import Sequence
from functools import lru_cache

SEED = 7
STEPS = 40  # after which hardly anything moves at 300 actors
NEAREST = 0.1  # how far apart springs keep two actors, of a square of side 1: more, and camps run into each other
HUB, MIDDLE = 0.3, 0.05  # pull towards the own camp, and towards the middle, beside a friend's pull of at most 1
FOE = 0.05  # of a tie's strength: foes are drawn together hardly at all, yet not put out of sight of each other
LOOSE = 0.1  # the pull of a tie of neither sign, which has no strength
KEPT = 64  # networks laid out that are kept, each some 10 kB

Tie = tuple[int, int, int, float]  # two actors by number, sign, strength


@lru_cache(maxsize=KEPT)
def laid_out(camps: tuple[int | None, ...], ties: tuple[Tie, ...]) -> tuple[tuple[float, float], ...]:
    """For each actor, given by its camp, where it stands: x and y from -1 to 1. Same input, same output."""
    if len(camps) < 2:
        return ((0.0, 0.0),) * len(camps)
    import networkx as nx

    graph: nx.Graph[int | str] = nx.Graph()
    graph.add_nodes_from(range(len(camps)))
    for number, camp in enumerate(camps):
        graph.add_edge("middle", number, weight=MIDDLE)
        if camp is not None:
            graph.add_edge(f"camp {camp}", number, weight=HUB)
            graph.add_edge("middle", f"camp {camp}", weight=MIDDLE)
    for one, other, sign, strength in ties:
        if one != other:
            before = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            pull = strength * FOE if sign < 0 else max(strength, LOOSE)
            graph.add_edge(one, other, weight=before + pull)
    found = nx.spring_layout(graph, k=max(NEAREST, len(camps) ** -0.5), seed=SEED, iterations=STEPS, method="force")
    return _filling([(float(found[number][0]), float(found[number][1])) for number in range(len(camps))])


def _filling(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points stretched to fill the square; each side by itself, for a picture is wider than high anyway."""
    sides = []
    for side in zip(*points, strict=True):
        low, high = min(side), max(side)
        sides.append([round(2 * (each - low) / (high - low) - 1, 4) if high > low else 0.0 for each in side])
    return tuple(zip(*sides, strict=True))
