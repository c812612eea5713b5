"""Who stands between others: by place in the network, and by talk with both sides of a conflict."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import numpy as np

from dragoman.model.assessment import Broker, Mediator, Tie

from .columns import DAYS, MICRO, Deeds

TALK = ("CONSULT", "AGREE", "COOPERATE")
PIVOTS = 200  # of larger networks the shortest paths from so many actors stand for all: 5,000 actors in seconds (Brandes and Pich 2007)
SEED = 0


def brokers(ties: Iterable[Tie], limit: int = 20) -> tuple[Broker, ...]:
    """The actors with the greatest betweenness (Freeman 1977) in the undirected network of all ties, whatever their sign."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    pairs = sorted({(min(tie.source, tie.target), max(tie.source, tie.target)) for tie in ties})
    graph.add_nodes_from(sorted({actor for pair in pairs for actor in pair}))
    graph.add_edges_from(pairs)
    between = nx.betweenness_centrality(graph, k=PIVOTS if len(graph) > 2 * PIVOTS else None, seed=SEED)
    ranked = sorted(between, key=lambda actor: (-round(between[actor], 9), actor))
    return tuple(Broker(actor, round(between[actor], 6), graph.degree(actor)) for actor in ranked[:limit] if between[actor] > 0)


def mediators(
    deeds: Deeds, one: Collection[str], other: Collection[str], *, since: int | None = None, until: int | None = None, limit: int = 20
) -> tuple[Mediator, ...]:
    """Who consults, agrees or works with members of both camps: those outside both first, of these the one with the greatest score.

    A talk counts with its certainty and independent sources (`Deeds.weight`), once a side, whoever called it.
    """
    if set(one) & set(other):
        raise ValueError(f"in both camps: {', '.join(sorted(set(one) & set(other)))}")
    day = deeds.key & DAYS
    talks = np.isin(deeds.types, TALK)[deeds.what] & (day >= (since or 0)) & (day <= (DAYS if until is None else until))
    side = {code: 0 if name in one else 1 for code, name in enumerate(deeds.actors) if name in one or name in other}
    met: dict[int, tuple[dict[int, set[int]], dict[int, set[int]]]] = {}  # actor → of either side, with whom → in which happenings
    for source, target, what in zip(deeds.source[talks].tolist(), deeds.target[talks].tolist(), deeds.what[talks].tolist(), strict=True):
        for here, there in ((source, target), (target, source)):
            if there in side:
                met.setdefault(here, ({}, {}))[side[there]].setdefault(there, set()).add(what)
    found = []
    for actor, sides in met.items():
        talk = [sorted(set().union(*with_.values())) for with_ in sides]
        weight = [int(deeds.weight[each].sum()) / MICRO for each in talk]
        if all(weight):
            partners = [tuple(sorted(deeds.actors[code] for code in with_)) for with_ in sides]
            found.append(
                Mediator(
                    actor=deeds.actors[actor], camp=SIDES.get(side.get(actor, -1)), score=round(2 * weight[0] * weight[1] / sum(weight), 6),
                    one=partners[0], other=partners[1], happenings=tuple(deeds.ids[what] for what in sorted({*talk[0], *talk[1]})),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.camp is not None, -each.score, each.actor))[:limit])


SIDES: Mapping[int, Literal[0, 1]] = {0: 0, 1: 1}
