"""Who changed position."""

from typing import Literal

import pytest

from dragoman.assess.turns import turns
from dragoman.model.assessment import Position

Stance = Literal["asserts", "confirms", "agrees", "promises", "denies", "refuses", "declines"]


def said(day: int, stance: Stance, speaker: str = "roke", topic: str = "h1", report: str = "r") -> Position:
    return Position(speaker=speaker, topic=topic, stance=stance, day=day, report=f"{report}{day}", start=0, end=5)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([said(1, "denies"), said(5, "confirms")], [(1, 5)]),
        ([said(5, "agrees"), said(1, "refuses")], [(1, 5)]),  # in the order of days
        ([said(1, "denies"), said(2, "denies"), said(5, "confirms"), said(9, "denies")], [(2, 5), (5, 9)]),
        ([said(1, "denies"), said(5, "refuses")], []),
        ([said(1, "denies"), said(5, "confirms", speaker="vost"), said(5, "confirms", topic="h2")], []),
        ([said(1, "denies"), said(1, "confirms", report="s")], []),  # of one day nobody knows the order
        ([said(1, "denies"), said(3, "denies"), said(3, "confirms", report="s"), said(4, "confirms")], [(1, 4)]),
        ([said(1, "denies"), said(3, "denies"), said(3, "confirms", report="s"), said(4, "denies")], []),
    ],
)
def test_turns(told: list[Position], found: list[tuple[int, int]]) -> None:
    assert [(each.before.day, each.after.day) for each in turns(told)] == found
