"""The English words that a spelling can be checked against (SCOWL, made by tools/build_words.py)."""

import gzip
from functools import cache
from importlib.resources import files

from dragoman.model.errors import DataError


@cache
def words() -> frozenset[str]:
    """All spellings, case kept: "attack", "Iraqi"; DataError when the package data is missing."""
    try:
        raw = (files("dragoman.lexicon") / "data" / "words.txt.gz").read_bytes()
    except OSError as error:
        raise DataError(f"lexicon words.txt.gz cannot be read ({error}); reinstall dragoman") from error
    return frozenset(gzip.decompress(raw).decode("utf-8").split("\n"))
