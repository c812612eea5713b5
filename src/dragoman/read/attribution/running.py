"""Quotations that go on over sentences."""

from dragoman.model.parse import Parse

from .finder import Found
from .quotes import Quotes


def run_on(parse: Parse, quotes: Quotes, found: list[Found]) -> None:
    return None
