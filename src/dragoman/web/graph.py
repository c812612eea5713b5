"""The network of a case: the ties between actors in a window of days, as the assess room sums them up, with camps; and laid out for its picture."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.actor import ActorKind
from dragoman.model.assessment import Tie
from dragoman.model.link import Dyad, Tied
from dragoman.model.plover import QUADS, Quad, in_plover
from dragoman.model.reading import Factuality, RelationType
from dragoman.model.wanted import Wanted

from .actorwords import NO_TIE, deed_or_tie

if TYPE_CHECKING:
    from dragoman.assess.columns import Statement
    from dragoman.assess.ties import Network as Summed

MOST_ACTORS = 300  # as many as a screen shows with names that can be read
KEPT = 16  # networks, each some 300 kB
CAMP = 3  # actors of a camp at least: two friends are a tie
COLOURS = 6  # camps that can be told apart by colour
MOST_TIES = 1_200  # four for each: more would be one blot
SURE: dict[Factuality, float] = {"CT+": 1.0, "PR+": 0.75, "PS+": 0.5, "Uu": 0.5, "PS-": 0.0, "PR-": 0.0, "CT-": 0.0}
"""What a statement weighs by how sure it is; what is stated not to be so is no tie."""

LEAST = 0.01  # certainty below which something is as good as denied

Kind = RelationType | Quad


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor. `camp` from 1, the largest first, null for who is in none of the six largest; `x`, `y` from -1 to 1 where the network is laid out."""

    id: str
    name: str
    kind: ActorKind
    sector: str | None
    country: str | None
    camp: int | None
    reports: int
    x: float | None = None
    y: float | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Id and name, as a list to choose from wants them."""
        return self.id, self.name


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor is to another: `type` what it is called by most of its grounds, `types` the codes of all.

    `events` and `statements` say on how much it stands.
    `strength` 0..1 and `friendly`, `hostile` are faded with time (docs/assessments.md). `href` leads to the words.
    """

    source: str
    target: str
    type: str
    types: tuple[str, ...]
    sign: Literal[-1, 0, 1]
    strength: float
    friendly: float
    hostile: float
    first: date
    last: date
    events: int
    statements: int
    href: str


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The strongest ties between `since` and `until`, and the actors that they tie; `actors_in_all`, `ties_in_all` count what is left out as well.

    `way`: actors from one to the other over fewest ties, empty where no way leads there, null where none was asked for.
    """

    nodes: tuple[Node, ...]
    ties: tuple[Line, ...]
    since: date | None
    until: date | None
    camps: int
    actors_in_all: int
    ties_in_all: int
    way: tuple[str, ...] | None = None

    @property
    def names(self) -> dict[str, str]:
        """Actor → its name."""
        return {node.id: node.name for node in self.nodes}

    def between(self, one: str, other: str) -> Line:
        """The strongest tie between two who have one."""
        return next(each for each in self.ties if {each.source, each.target} == {one, other})


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which ties: of which days, of which type or quad class, of which sign, how sure the grounds and how strong the tie at least; `around` whom."""

    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    sign: Literal["friendly", "hostile"] | None = None
    min_certainty: float = 0.0
    min_strength: float = 0.0
    around: str | None = None


def network(case: Case, sought: Sought) -> Network:
    """The network, the strongest ties first; kept as long as nothing is written to the case, for a page and its picture ask for the same."""
    key = (*_stamp(case.file), sought)
    found = _KEPT.get(key) or _network(case, sought)
    _KEPT[key] = found
    for old in list(_KEPT)[:-KEPT]:
        _KEPT.pop(old, None)
    return found


_KEPT: dict[tuple[object, ...], Network] = {}


def _stamp(file: Path) -> tuple[object, ...]:
    """What is another after whatever is written to the case."""
    found: list[object] = [file]
    for part in (file, file.with_name(f"{file.name}-wal")):
        try:
            status = part.stat()
        except OSError:  # no log, where nobody has the case open
            continue
        found += [status.st_mtime_ns, status.st_size]
    return tuple(found)


def _network(case: Case, sought: Sought) -> Network:
    from dragoman.assess.columns import columns_of, statements_of
    from dragoman.assess.ties import ties as summed

    since, until = (day.isoformat() if day else None for day in (sought.since, sought.until))
    done = [each for each in case.charts.dyads(Wanted(since=since, until=until)) if _counts(each, sought)]
    said = list(_stated(case.links.tied(since=since, until=until), sought))
    rows = ((each.actor, each.recipient, each.day, each.type, each.intensity or 0.0, each.certainty, each.sources, each.happening) for each in done)
    whole = summed(columns_of(rows), statements_of(said), at=sought.until.toordinal() if sought.until else None)
    chosen, actors_in_all = _chosen(whole, sought)
    ties = _first(whole, chosen, sought.around)
    kinds = {each.happening: each.type for each in done} | {id_: type_ for *_, type_, _, _, id_ in said}
    actors = sorted({end for each in ties for end in (each.source, each.target)})
    parts = camps_of(ties)
    camps = {actor: number for number, camp in enumerate(parts[:COLOURS], start=1) for actor in camp}
    return Network(
        nodes=tuple(sorted((_node(case, each, camps) for each in actors), key=lambda node: (-node.reports, node.id))),
        ties=tuple(_line(each, kinds) for each in ties),
        since=sought.since,
        until=sought.until,
        camps=len(parts),
        actors_in_all=actors_in_all,
        ties_in_all=len(chosen),
    )


def camps_of(ties: tuple[Tie, ...]) -> tuple[tuple[str, ...], ...]:
    """The camps, the largest first."""
    from dragoman.assess.camps import camps

    return tuple(each for each in camps(ties).camps if len(each) >= CAMP)


def placed(of: Network) -> Network:
    """The same with a place for every actor."""
    from .layout import laid_out

    number = {node.id: at for at, node in enumerate(of.nodes)}
    ties = tuple((number[each.source], number[each.target], each.sign, each.strength) for each in of.ties)
    points = laid_out(tuple(node.camp for node in of.nodes), ties)
    nodes = tuple(msgspec.structs.replace(node, x=x, y=y) for node, (x, y) in zip(of.nodes, points, strict=True))
    return msgspec.structs.replace(of, nodes=nodes)


def way(of: Network, start: str, goal: str) -> tuple[str, ...]:
    """From one actor to another over fewest ties, of those over the strongest; empty where no way leads there."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for each in of.ties:  # the strongest first: a pair's first tie is its strongest
        if not graph.has_edge(each.source, each.target):
            graph.add_edge(each.source, each.target, length=1 + (1 - each.strength) / len(of.nodes))  # strength never outweighs one tie more
    try:
        return tuple(nx.dijkstra_path(graph, start, goal, weight="length"))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return ()


def _counts(each: Dyad, sought: Sought) -> bool:
    """Whether what was done is asked for: of the quad class, and sure enough."""
    if each.certainty < max(sought.min_certainty, LEAST):
        return False
    return sought.kind is None or (in_plover(each.type) and QUADS[each.type] == sought.kind)


def _stated(told: Iterable[Tied], sought: Sought) -> "Iterator[Statement]":
    """What is stated; on the day of the report, for on that it holds."""
    for each in told:
        weight = SURE[each.factuality] * (1.0 if each.odds is None else each.odds)
        asked = each.type == sought.kind if sought.kind else each.type not in NO_TIE
        if asked and weight >= max(sought.min_certainty, LEAST):
            yield each.source, each.target, each.day, each.type, each.sign, weight, f"{each.report}/{each.id}"


def _chosen(whole: "Summed", sought: Sought) -> tuple[Sequence[int], int]:
    """The numbers of the ties that are asked for, the strongest first, and how many actors they have."""
    import numpy as np

    fits = whole.strength >= sought.min_strength
    if sought.sign:
        fits &= whole.sign == (1 if sought.sign == "friendly" else -1)
    if sought.around:
        middle = whole.actors == sought.around
        touching = fits & (middle[whole.source] | middle[whole.target])
        near = np.zeros(len(whole.actors), dtype=bool)
        near[whole.source[touching]] = near[whole.target[touching]] = True
        fits &= near[whole.source] & near[whole.target]
    found = np.flatnonzero(fits)
    rank = np.argsort(np.argsort(whole.actors))
    order = np.lexsort((rank[whole.target[found]], rank[whole.source[found]], -whole.strength[found]))
    ends = np.concatenate([whole.source[found], whole.target[found]])
    return found[order].tolist(), len(np.unique(ends))


def _first(whole: "Summed", chosen: Sequence[int], around: str | None) -> tuple[Tie, ...]:
    """As many of the ties as a picture can show, in their order; those of the actor in the middle before others."""
    first = sorted(chosen, key=lambda at: around not in (whole.actors[whole.source[at]], whole.actors[whole.target[at]])) if around else chosen
    inside: set[int] = set()
    found: list[Tie] = []
    for at in first:
        new = {int(whole.source[at]), int(whole.target[at])} - inside
        if len(inside) + len(new) <= MOST_ACTORS:
            inside |= new
            found.append(whole.tie(at))
        if len(found) == MOST_TIES:
            break
    return tuple(found)


def _node(case: Case, id_: str, camps: dict[str, int]) -> Node:
    entity = case.look.entity(id_)
    return Node(
        id=id_, name=entity.name, kind=entity.kind, sector=entity.sector, country=entity.country, reports=entity.reports,
        camp=camps.get(id_),
    )  # fmt: skip


def _line(tie: Tie, kinds: dict[str, str]) -> Line:
    often = Counter(kinds[each] for each in (*tie.stated, *tie.deeds))
    return Line(
        source=tie.source, target=tie.target, type=deed_or_tie(min(often, key=lambda each: (-often[each], each))), types=tie.types, sign=tie.sign,
        strength=tie.strength, friendly=tie.friendly, hostile=tie.hostile, first=date.fromordinal(tie.first), last=date.fromordinal(tie.last),
        events=len(tie.deeds), statements=len(tie.stated), href=f"/actor/{tie.source}?other={tie.target}#ties",
    )  # fmt: skip
