"""What the words tell of a source."""

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Source

from .finder import Found


def describe(parse: Parse, cast: Cast, found: Found) -> Source:
    return Source(spans=tuple(found.sources))
