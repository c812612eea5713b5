"""Where actors stand in the picture of a network."""

import random
import subprocess
import sys
import time
from itertools import combinations
from statistics import mean

from dragoman.web.layout import Tie, laid_out

Network = tuple[tuple[int | None, ...], tuple[Tie, ...]]


def network(actors: int, ties: int, camps: int) -> Network:
    """Friends mostly in the own camp, foes mostly in others."""
    chance = random.Random(3)
    camp = tuple(chance.randrange(camps) for _ in range(actors))
    found: dict[tuple[int, int], Tie] = {}
    while len(found) < ties:
        one, other = sorted(chance.sample(range(actors), 2))
        same = camp[one] == camp[other]
        if chance.random() < (0.8 if same else 0.2):
            found[one, other] = (one, other, 1 if same else -1, chance.random())
    return camp, tuple(found.values())


def test_the_same_network_always_looks_the_same() -> None:
    code = "from tests.web.test_layout import *; print(hash(laid_out(*network(40, 90, 3))))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{hash(laid_out(*network(40, 90, 3)))}\n".encode()}


def test_everybody_is_in_the_picture() -> None:
    for camps, ties in (((), ()), ((None,), ()), ((None, None), ((0, 1, -1, 0.5),)), network(60, 120, 4)):
        points = laid_out(camps, ties)
        assert len(points) == len(camps)
        assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in points)
        assert len(set(points)) == len(points)


def test_camps_stand_apart() -> None:
    camps, ties = network(120, 360, 4)
    points = laid_out(camps, ties)
    apart: dict[bool, list[float]] = {True: [], False: []}
    for one, other in combinations(range(len(camps)), 2):
        (x, y), (u, v) = points[one], points[other]
        apart[camps[one] == camps[other]].append(((x - u) ** 2 + (y - v) ** 2) ** 0.5)
    assert mean(apart[False]) > 2 * mean(apart[True])


def test_as_many_as_a_picture_has_are_laid_out_while_nobody_waits() -> None:
    given = network(300, 900, 5)
    laid_out(*network(10, 12, 2))  # networkx is loaded
    started = time.process_time()
    laid_out(*given)
    assert time.process_time() - started < 0.3  # 0.1 s on a machine that does nothing else
    started = time.process_time()
    laid_out(*given)
    assert time.process_time() - started < 0.005
