"""Figures over time as a picture: a dot a report, a line along the latest, drawn on the server."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

import msgspec

WIDTH, HEIGHT = 560, 120
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 12, 22  # room for the labels
LEAST = 3  # figures from which a picture says more than a table


class Figure(Protocol):
    """What is drawn."""

    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...


class Dot(msgspec.Struct, frozen=True):
    """Where the figure with this number in its row stands; `top`: that of its upper bound. `open`: it has none ("at least")."""

    number: int
    x: float
    y: float
    top: float
    open: bool


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """The picture: a path, dots, and labels with their places."""

    path: str
    dots: tuple[Dot, ...]
    days: tuple[tuple[float, str, str], ...]
    values: tuple[tuple[float, int], ...]


def steps(figures: Sequence[Figure]) -> Steps | None:
    """The picture of figures of one kind, None where they are too few, of one day or all the same."""
    known = [(number, each.day, _value(each), each.high) for number, each in enumerate(figures) if each.day is not None and _value(each) is not None]
    rows = sorted(((day or 0, value or 0, high, number) for number, day, value, high in known), key=lambda row: (row[0], row[1], row[3]))
    if len(rows) < LEAST or rows[0][0] == rows[-1][0] or len({value for _, value, _, _ in rows}) == 1:
        return None
    first, last = rows[0][0], rows[-1][0]
    most = max(max(value, high or 0) for _, value, high, _ in rows)

    def x(day: int) -> float:
        return round(LEFT + (day - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y(value: int) -> float:
        return round(HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM), 1)

    path = ""
    for day, some in groupby(rows, key=lambda row: row[0]):
        top = y(max(value for _, value, _, _ in some))
        path += f"H{x(day)}V{top}" if path else f"M{x(day)} {top}"
    return Steps(
        path=path,
        dots=tuple(Dot(number, x(day), y(value), y(max(value, high or value)), figures[number].high is None) for day, value, high, number in rows),
        days=tuple((x(day), date.fromordinal(day).isoformat(), anchor) for day, anchor in ((first, "start"), (last, "end"))),
        values=tuple((y(value), value) for value in sorted({0, most})),
    )


def _value(figure: Figure) -> int | None:
    return figure.low if figure.low is not None else figure.high
