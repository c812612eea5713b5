"""Who stands behind whom: chains of patrons and clients, by what reports state.

A patron backs, arms or leads its client. Ties that would close a circle are left out, the weakest first, so that a chain never comes back.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from dragoman.model.assessment import Chain, Tie

from .columns import Deeds, columns
from .ties import HALF_LIFE, SLIGHT, ties

PATRON = ("leads", "backs", "arms")


def chains(stated: Deeds, *, at: int | None = None, half_life: float = HALF_LIFE, slight: float = SLIGHT) -> tuple[Chain, ...]:
    """The longest chain from each patron that has no patron itself over each of its clients, the longest first, then that of the strongest ties.

    Of chains of one length over the same client the one with the strongest ties counts. A body and its own head are no chain: somebody must back or
    arm another.
    """
    patrons = (np.isin(stated.types, PATRON) & (stated.weight > 0))[stated.what]
    network = ties(columns(()), msgspec.structs.replace(stated, key=stated.key[patrons], what=stated.what[patrons]), at=at, half_life=half_life)
    behind = _uncircled([tie for tie in network if tie.sign > 0 and tie.strength >= slight])
    clients: dict[str, list[Tie]] = {}
    for tie in behind:
        clients.setdefault(tie.source, []).append(tie)
    longest: dict[str, tuple[Tie, ...]] = {}
    for actor in reversed(_in_order(behind)):  # clients before their patrons
        longest[actor] = max(((tie, *longest[tie.target]) for tie in clients.get(actor, ())), key=_length, default=())
    roots = [(tie, *longest[tie.target]) for actor in sorted(clients.keys() - {tie.target for tie in behind}) for tie in clients[actor]]
    roots = [chain for chain in roots if any(set(tie.types) != {"leads"} for tie in chain)]
    ranked = sorted(roots, key=lambda chain: (-len(chain), -min(tie.strength for tie in chain), tuple(tie.target for tie in chain), chain[0].source))
    return tuple(Chain((chain[0].source, *(tie.target for tie in chain)), chain) for chain in ranked)


def _length(chain: Sequence[Tie]) -> tuple[int, float, tuple[str, ...]]:
    return len(chain), sum(tie.strength for tie in chain), tuple(tie.target for tie in chain)


def _uncircled(found: Sequence[Tie]) -> list[Tie]:
    """The ties without those that close a circle of stronger ones."""
    import networkx as nx

    whole: nx.DiGraph[str] = nx.DiGraph((tie.source, tie.target) for tie in found)
    circle = {actor: number for number, part in enumerate(nx.strongly_connected_components(whole)) for actor in part}
    kept: nx.DiGraph[str] = nx.DiGraph()
    free = [tie for tie in found if circle[tie.source] != circle[tie.target]]
    for tie in sorted(set(found).difference(free), key=lambda tie: (-tie.strength, tie.source, tie.target)):
        if not (tie.source in kept and tie.target in kept and nx.has_path(kept, tie.target, tie.source)):
            kept.add_edge(tie.source, tie.target)
            free.append(tie)
    return free


def _in_order(behind: Sequence[Tie]) -> list[str]:
    """All actors, patrons before their clients."""
    import networkx as nx

    return list(nx.lexicographical_topological_sort(nx.DiGraph((tie.source, tie.target) for tie in behind)))
