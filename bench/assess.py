"""`python -m bench.assess`: what the assessments cost over a million deeds from SQLite, what is proven in which time, what noise does.

Times are CPU seconds of this process, the best of three where a call is short: machines are noisy. Peak memory is that of the whole process.
"""

import argparse
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from dragoman.assess.balance import balance
from dragoman.assess.brokers import brokers, mediators
from dragoman.assess.camps import camps
from dragoman.assess.coalitions import power
from dragoman.assess.columns import Row, columns_of, merged
from dragoman.assess.episodes import episodes
from dragoman.assess.jumps import ASIDE, jumps, steps
from dragoman.assess.tension import OUTLIER, hottest, running, tension
from dragoman.assess.ties import change, ties
from dragoman.model.assessment import Act, Assembly, Party, Tie
from dragoman.model.plover import SCORES

DAY = 735_000
HOT = np.array([-score for score in SCORES.values() if score < 0])


def rows(number: int, actors: int) -> Iterator[Row]:
    """Deeds over ten years; some pairs meet often, most seldom."""
    draw = random.Random(0)
    types = sorted(SCORES.items())
    for at in range(number):
        type_, score = draw.choice(types)
        source, target = (int(actors * draw.random() ** 2) for _ in range(2))
        yield (
            f"x-{source:012x}",
            f"x-{target:012x}",
            DAY + draw.randrange(3650),
            type_,
            score,
            draw.choice((0.5, 0.75, 1.0)),
            draw.randint(1, 5),
            f"h-{at:012x}",
        )


def timed(name: str, call: Callable[[], Any], times: int = 1) -> Any:
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        found = call()
        best = min(best, time.process_time() - started)
    print(f"{name:<58}{best:>9.3f} s", flush=True)
    return found


def large(number: int, actors: int) -> None:
    with TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "deeds.db")
        base.execute("CREATE TABLE deed (actor, recipient, day, type, intensity, certainty, sources, happening)")
        base.executemany("INSERT INTO deed VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows(number, actors))
        base.commit()
        deeds = timed(f"{number:,} deeds from SQLite into columns", lambda: columns_of(base.execute("SELECT * FROM deed")))
        base.close()
    network = timed("ties", lambda: ties(deeds), 3)
    print(f"  {len(network):,} ties among {len(deeds.actors):,} actors")
    timed("tension by day, whole record", lambda: tension(deeds), 3)
    timed(
        "tension by week, between two halves of the actors",
        lambda: tension(deeds, "week", (deeds.actors[::2].tolist(), deeds.actors[1::2].tolist())),
        3,
    )
    timed("jumps by week", lambda: jumps(deeds, "week"), 3)
    timed("hottest pairs", lambda: hottest(deeds), 3)
    timed("what moved in a year", lambda: change(ties(deeds, at=DAY + 3000), ties(deeds, at=DAY + 3365)))
    timed("mediators between two camps of 100", lambda: mediators(deeds, deeds.actors[:100].tolist(), deeds.actors[100:200].tolist()))
    some = timed("the 60,000 strongest ties as nouns", lambda: network.strongest(60_000))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    again = [(*row[:5], 1.0, 9, row[7]) for row, _ in zip(rows(20, actors), range(10), strict=False)]
    fresh = columns_of([*again, *((f"x-new{at}", "x-000000000001", DAY + 3650, "AID", 10.0, 1.0, 1, f"h-new{at}") for at in range(20))])
    grown = timed("one report of 30 happenings taken in", lambda: merged(deeds, fresh), 3)
    timed("  and the ties after it", lambda: ties(grown), 3)
    timed("camps of these 60,000 ties", lambda: camps(some))
    found = timed("balance of these 60,000 ties, bounds only", lambda: balance(some))
    print(f"  {found.lower:g} to {found.upper:g} of {found.total:g}")
    timed("brokers of these 60,000 ties", lambda: brokers(some))
    acts = [
        Act(id=id_, day=day, type=type_, intensity=score, actors=(actor or "",), recipients=(recipient or "",))
        for actor, recipient, day, type_, score, _, _, id_ in rows(100_000, actors)
    ]
    timed("episodes of 100,000 acts", lambda: episodes(acts))
    parties = tuple(Party(f"p{at}", 1 + at % 23) for at in range(60))
    timed("power of 60 parties", lambda: power(Assembly(parties=parties)))


def proven() -> None:
    print("\nbalance to proof: random networks, a fifth of the lines against the planted camps")
    for number, sizes in ((2, ((30, 100), (60, 200), (80, 250))), (3, ((20, 60), (30, 80), (30, 100)))):
        for size, lines in sizes:
            network = planted(size, lines, number)
            found = timed(f"{number} camps, {size} actors, {lines} lines", lambda network=network, number=number: balance(network, number))  # type: ignore[misc]
            print(f"  {found.lower:g} to {found.upper:g}")


def planted(size: int, lines: int, number: int) -> list[Tie]:
    draw = random.Random(1)
    camp = [draw.randrange(number) for _ in range(size)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < lines:
        pairs.add((min(pair := draw.sample(range(size), 2)), max(pair)))
    found = []
    for one, other in sorted(pairs):
        friendly = float((camp[one] == camp[other]) != (draw.random() < 0.2))
        found.append(
            Tie(
                source=str(one), target=str(other), sign=1 if friendly else -1, strength=0.5,
                friendly=friendly, hostile=1 - friendly, first=DAY, last=DAY,
            )
        )  # fmt: skip
    return found


def noise(times: int = 100) -> None:
    """Series of acts that come by chance, with the scores of conflict: what is taken for more than chance, and which steps are found."""
    draw = np.random.default_rng(0)

    def series(mean: float, length: int) -> Any:
        return np.array([draw.choice(HOT, number).sum() for number in draw.poisson(mean, length)])

    print(f"\n{'acts a day':<12}{'unit':<6}{'unusual bins':>14}{'false steps a year':>20}{'steps found: twice':>20}{'3 times':>9}{'5 times':>9}")
    for mean in (0.1, 0.5, 1.0, 2.0, 5.0):
        for unit, per, length in (("day", 1, 365), ("week", 7, 104)):
            width = ASIDE["day" if unit == "day" else "week"]
            nothing = [series(mean * per, length) for _ in range(times)]
            unusual = np.mean([np.mean(np.nan_to_num(running(each, 28 if unit == "day" else 12)[1]) > OUTLIER) for each in nothing])
            false = np.mean([len(steps(each, width)) for each in nothing]) * (365 / per) / length
            hits = []
            for factor in (2, 3, 5):
                stepped = [np.concatenate([series(mean * per, length // 2), series(mean * per * factor, length // 2)]) for _ in range(times)]
                hits.append(np.mean([any(abs(at - length // 2) <= width // 2 for at, *_ in steps(each, width)) for each in stepped]))
            print(f"{mean:<12}{unit:<6}{unusual:>14.1%}{false:>20.2f}{hits[0]:>20.0%}{hits[1]:>9.0%}{hits[2]:>9.0%}")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.assess", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--number", type=int, default=1_000_000)
    options.add_argument("--actors", type=int, default=5_000)
    given = options.parse_args()
    large(given.number, given.actors)
    proven()
    noise()
    return 0


if __name__ == "__main__":
    sys.exit(main())
