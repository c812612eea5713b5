"""Grids and precisions by which data sets tell where."""

from functools import lru_cache
from math import floor

CELLS = 720  # of 0.5 degrees around the globe
ROWS = 360


@lru_cache(10_000)  # places return
def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The cell of PRIO-GRID: numbered from 1 in the south-west corner, eastwards, then northwards (Tollefsen et al. 2012)."""
    if lat is None or lon is None:
        return None
    row = min(floor((lat + 90) * 2), ROWS - 1)  # the pole belongs to the last row
    column = floor((lon + 180) * 2) % CELLS  # 180° is -180°
    return row * CELLS + column + 1
