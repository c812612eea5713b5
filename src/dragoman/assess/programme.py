"""The least weight of lines against a parting, as a mixed-integer programme solved by HiGHS.

Two camps: one binary number an actor, after Aref and Wilson (2019). More: one an actor and camp, with the first actors bound to the first camps, as
the camps have no order. Triangles that no parting satisfies are given as rows of their own, which tightens the bounds.
"""

from collections.abc import Sequence

Bent = tuple[int, int, float]  # two actors, and the line's weight: above zero friendly, below hostile

MOST_LINES = {2: 250, 3: 100}  # of a block: some seconds, where a fifth of the lines are wrong. More camps as three
MOST_NODES = 2_000  # of branch and bound: a limit by nodes, not by seconds, gives the same on every machine
MOST_TRIANGLES = 20_000


def solved(bent: Sequence[Bent], size: int, camps: int) -> tuple[list[int] | None, float]:
    """A parting (None where none was found within the limit), and the bound that is proven; of equal partings one of them."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    each = 1 if camps == 2 else camps
    first_line = size * each
    rows: list[tuple[dict[int, float], float]] = []  # coefficients by column, at least
    for at, (one, other, weight) in enumerate(bent):
        wrong = first_line + at
        for part in range(each):
            here, there = one * each + part, other * each + part
            if weight > 0:
                rows += [({wrong: 1, here: -1, there: 1}, 0), ({wrong: 1, here: 1, there: -1}, 0)]
            else:
                rows.append(({wrong: 1, here: -1, there: -1}, -1))
                if camps == 2:
                    rows.append(({wrong: 1, here: 1, there: 1}, 1))
    rows += [({first_line + at: 1 for at in three}, 1) for three in _odd(bent, size, camps)]
    if camps > 2:
        for actor in range(size):
            rows += [({actor * each + part: sign for part in range(each)}, sign) for sign in (1, -1)]
    upper = np.ones(first_line + len(bent))
    degree = [0.0] * size
    for one, other, weight in bent:
        degree[one] += abs(weight)
        degree[other] += abs(weight)
    for rank, actor in enumerate(sorted(range(size), key=lambda actor: (-degree[actor], actor))[: camps - 1]):
        upper[actor * each + (0 if camps == 2 else rank + 1) : (actor + 1) * each] = 0
    cost = np.concatenate([np.zeros(first_line), [abs(weight) for *_, weight in bent]])
    entries = [(row, column, value) for row, (values, _) in enumerate(rows) for column, value in values.items()]
    matrix = coo_array(
        ([value for *_, value in entries], ([row for row, *_ in entries], [column for _, column, _ in entries])), shape=(len(rows), len(cost))
    )
    result = milp(
        cost, integrality=np.concatenate([np.ones(first_line), np.zeros(len(bent))]), bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix.tocsc(), lb=[least for _, least in rows]), options={"node_limit": MOST_NODES, "mip_rel_gap": 0.0},
    )  # fmt: skip
    bound = float(result.mip_dual_bound) if result.mip_dual_bound is not None else 0.0
    if result.x is None:
        return None, bound
    chosen = result.x[:first_line].reshape(size, each)
    return ([int(value > 0.5) for value in chosen[:, 0]] if camps == 2 else [int(part) for part in chosen.argmax(axis=1)]), bound


def _odd(bent: Sequence[Bent], size: int, camps: int) -> list[tuple[int, int, int]]:
    """Triangles, as numbers of their lines, of which any parting leaves one line wrong."""
    near: list[dict[int, int]] = [{} for _ in range(size)]
    for at, (one, other, _) in enumerate(bent):
        near[one][other] = near[other][one] = at
    found = []
    for at, (one, other, _) in enumerate(bent):
        for third in sorted(near[one].keys() & near[other].keys()):
            three = (at, near[one][third], near[other][third])
            hostile = sum(bent[line][2] < 0 for line in three)
            if at == min(three) and (hostile == 1 or (hostile == 3 and camps == 2)):
                found.append(three)
    return found[:MOST_TRIANGLES]
