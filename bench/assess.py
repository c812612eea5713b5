"""`python -m bench.assess`: what the assessments cost over a case of a million events, what is proven in which time, what noise does.

Times are CPU seconds of this process, the best of three where a call is short: machines are noisy. Peak memory is that of the whole process.
"""

import argparse
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from dragoman.assess.balance import balance
from dragoman.assess.brokers import brokers, mediators
from dragoman.assess.camps import camps
from dragoman.assess.coalitions import power
from dragoman.assess.columns import Deeds, Row
from dragoman.assess.episodes import episodes
from dragoman.assess.jumps import ASIDE, jumps, steps
from dragoman.assess.patrons import chains
from dragoman.assess.tension import OUTLIER, hottest, running, tension
from dragoman.assess.ties import Network, change, ties
from dragoman.keep import open_case
from dragoman.model.assessment import Act, Assembly, Party, Tie
from dragoman.model.plover import SCORES
from dragoman.model.wanted import Wanted
from dragoman.pipeline.assessing import ties_of
from dragoman.pipeline.assessing.course import course
from dragoman.pipeline.assessing.gathering import gathered
from dragoman.pipeline.assessing.inputs import inputs_of
from dragoman.pipeline.assessing.lens import lens

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


def filled(path: Path, number: int, actors: int) -> None:
    """A case with so many happenings of two parties each, every other told twice, and a stated tie for every fourth; without readings."""
    open_case(path, create=True, write=True).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        blob = random.Random(0).randbytes(600)  # the size of a telling
        some = range(number // 4)
        base.executemany(
            "INSERT INTO report (seq, id, source, published, integrity, added, reading) VALUES (?, ?, '', ?, 1, '', x'')",
            ((at + 1, f"r-{at:012x}", date.fromordinal(DAY + at * 3650 // len(some)).isoformat()) for at in some),
        )
        _told(base, rows(number, actors), blob)
        names = [f"x-{at:012x}" for at in range(actors)]
        base.executemany("INSERT INTO entity (id, name, kind, reports, entity) VALUES (?, ?, 'person', 1, x'')", ((name, name) for name in names))
        base.executemany("INSERT INTO persona VALUES (?, ?, x'')", ((f"person|{name}", name) for name in names))
        draw = random.Random(1)
        base.executemany(
            f"INSERT INTO tie VALUES ({', '.join('?' * 15)})",
            (
                (at + 1, f"l-{at:012x}", draw.choice(("backs", "opposes", "member_of")), draw.choice((-1, 1)), f"person|{draw.choice(names)}",
                 f"person|{draw.choice(names)}", None, None, DAY + at * 3650 // len(some), 10, 20, "CT+", None, "A sentence of some length.", 0)
                for at in some
            ),
        )  # fmt: skip
        base.execute("COMMIT")


def _told(base: sqlite3.Connection, deeds: Iterable[Row], blob: bytes) -> None:
    """Writes happenings with their tellings and parties."""
    first = base.execute("SELECT coalesce(max(n), 0) FROM telling").fetchone()[0]
    for at, (actor, recipient, day, type_, intensity, certainty, sources, id_) in enumerate(deeds):
        base.execute(
            "INSERT INTO happening (id, type, day, standing, sources, intensity, certainty, happening) VALUES (?, ?, ?, 'told', ?, ?, ?, x'')",
            (id_, type_, day, sources, intensity, certainty),
        )
        for _ in range(1 + at % 2):
            first += 1
            base.execute(
                "INSERT INTO telling (n, key, seq, aspect, type, outlet, owner, telling) VALUES (?, ?, ?, 'told', ?, '', ?, ?)",
                (first, f"{id_}/{first}", at // 4 + 1, type_, id_, blob),
            )
            base.executemany("INSERT INTO party VALUES (?, ?, ?)", [(first, "actor", f"person|{actor}"), (first, "recipient", f"person|{recipient}")])


def large(number: int, actors: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.case"
        filled(path, number, actors)
        with open_case(path) as case:
            whole = timed(f"a case of {number:,} events gathered from SQLite", lambda: gathered(case))
            deeds, stated = whole.deeds, whole.stated
            network = timed(f"ties, with {len(stated):,} statements", lambda: ties(deeds, stated), 3)
            print(f"  {len(network):,} ties among {len(deeds.actors):,} actors")
            timed("tension by day, whole record", lambda: tension(deeds), 3)
            print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
            _grown(path, actors)
            timed("one report of 30 events kept up with", lambda: gathered(case))
            timed("  nobody having written: asked again", lambda: gathered(case), 3)
            timed("strongest ties and their names, as the command gives them", lambda: ties_of(case, Wanted()))
            inputs, look = inputs_of(case), lens(case, Wanted())
            timed("the course of tension over the last year, as the page has it", lambda: course(inputs, look))
    methods(deeds, stated, network, actors)


def _grown(path: Path, actors: int) -> None:
    """One report more: 30 new happenings, 10 that it changes, 5 ties."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("BEGIN")
        seq = base.execute("SELECT max(seq) + 1 FROM report").fetchone()[0]
        published = date.fromordinal(DAY + 3650).isoformat()
        base.execute(
            "INSERT INTO report (seq, id, source, published, integrity, added, reading) VALUES (?, 'r-new', '', ?, 1, '', x'')", (seq, published)
        )
        new = [(*row[:7], f"h-new{at}") for at, row in enumerate(rows(30, actors))]
        _told(base, new, b"")
        known = [row[0] for row in base.execute("SELECT id FROM happening LIMIT 10")]
        base.execute("UPDATE happening SET sources = 9 WHERE n <= 10")
        base.executemany("INSERT INTO change (at, what, id) VALUES ('', 'changed', ?)", [(id_,) for id_ in (*known, *(row[7] for row in new))])
        base.executemany(
            f"INSERT INTO tie VALUES ({', '.join('?' * 15)})",
            [
                (seq, f"l-{at}", "backs", 1, "person|x-000000000001", f"person|x-{at + 2:012x}", None, None, DAY + 3650, 1, 2, "CT+", None, "", 0)
                for at in range(5)
            ],
        )
        base.execute("COMMIT")


def methods(deeds: Deeds, stated: Deeds, network: Network, actors: int) -> None:
    timed(
        "tension by week, between two halves of the actors",
        lambda: tension(deeds, "week", (deeds.actors[::2].tolist(), deeds.actors[1::2].tolist())),
        3,
    )
    timed("jumps by week", lambda: jumps(deeds, "week"), 3)
    timed("hottest pairs", lambda: hottest(deeds), 3)
    timed("what moved in a year", lambda: change(ties(deeds, stated, at=DAY + 3000), ties(deeds, stated, at=DAY + 3365)))
    timed("mediators between two camps of 100", lambda: mediators(deeds, deeds.actors[:100].tolist(), deeds.actors[100:200].tolist()))
    timed("chains of patrons", lambda: chains(stated, slight=0.0))
    some = timed("the 60,000 strongest ties as nouns", lambda: network.strongest(60_000))
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
