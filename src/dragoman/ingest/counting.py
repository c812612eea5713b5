"""About how many reports there are to come, so that a long work can say how long it will take."""

import os
from collections.abc import Sequence

from .single import PAGES, TEXTS
from .streams import LINES, TAKEN, suffix_of

SAMPLE = 64 << 20  # bytes of a file of lines that are counted; the rest is taken to be alike


def count(sources: Sequence[str]) -> int | None:
    """About how many reports the files and folders hold; None where only reading them tells: standard input, addresses, feeds, web archives."""
    total = 0
    for source in sources:
        if os.path.isdir(source):
            paths = [os.path.join(place, name) for place, _, names in os.walk(source) for name in names if suffix_of(name) in TAKEN]
        else:
            paths = [source]
        for path in paths:
            found = _count(path)
            if found is None:
                return None
            total += found
    return total


def _count(path: str) -> int | None:
    suffix = suffix_of(path)
    if suffix in LINES:
        try:
            with open(path, "rb") as stream:
                sample = stream.read(SAMPLE)
            return round((sample.count(b"\n") + (not sample.endswith(b"\n"))) * max(1.0, os.path.getsize(path) / SAMPLE)) if sample else 0
        except OSError:
            return None
    return 1 if suffix in TEXTS | PAGES else None
