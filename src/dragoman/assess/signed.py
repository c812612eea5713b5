"""Ties as an undirected signed graph: both directions of a pair are one line, friendly, hostile or both."""

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.model.assessment import Pair, Tie

from .ties import CLEAR

Line = tuple[int, int, float, float]  # two actors by number, the smaller first; the weight for and against them


class Signed(msgspec.Struct, frozen=True):
    """Actors by id, sorted, and lines, sorted; every line has some weight."""

    actors: tuple[str, ...]
    lines: tuple[Line, ...]

    def pair(self, line: Line) -> Pair:
        return self.actors[line[0]], self.actors[line[1]]

    def near(self) -> list[dict[int, float]]:
        """Actor → those it has a line with → how much more friendly than hostile the line is."""
        found: list[dict[int, float]] = [{} for _ in self.actors]
        for one, other, friendly, hostile in self.lines:
            found[one][other] = found[other][one] = friendly - hostile
        return found


def signed(ties: Iterable[Tie], *, weighted: bool = False) -> Signed:
    """The graph of the ties. Unweighted each line is 1, of the sign that both directions have together; lines of no sign are left out."""
    weight: dict[Pair, tuple[float, float]] = {}
    for tie in ties:
        pair = (min(tie.source, tie.target), max(tie.source, tie.target))
        friendly, hostile = weight.get(pair, (0.0, 0.0))
        weight[pair] = (friendly + tie.friendly, hostile + tie.hostile)
    actors = tuple(sorted({actor for pair in weight for actor in pair}))
    number = {actor: at for at, actor in enumerate(actors)}
    lines = []
    for (one, other), both in sorted(weight.items()):
        friendly, hostile = both if weighted else _plain(*both)
        if friendly + hostile > 0 and one != other:
            lines.append((number[one], number[other], friendly, hostile))
    return Signed(actors, tuple(lines))


def _plain(friendly: float, hostile: float) -> tuple[float, float]:
    """1 for the sign of the line."""
    lean = (friendly - hostile) / (friendly + hostile) if friendly + hostile > 0 else 0.0
    return float(lean >= CLEAR), float(lean <= -CLEAR)


def parting(label: Sequence[int], actors: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The actors by label, the largest part first."""
    parts: dict[int, list[str]] = {}
    for actor, part in zip(actors, label, strict=True):
        parts.setdefault(part, []).append(actor)
    return tuple(sorted((tuple(sorted(part)) for part in parts.values()), key=lambda part: (-len(part), part)))


def against(graph: Signed, label: Sequence[int]) -> float:
    """The weight of lines that stand against the parting: hostile ones inside a part, friendly ones between two."""
    return sum(hostile if label[one] == label[other] else friendly for one, other, friendly, hostile in graph.lines)
