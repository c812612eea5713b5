"""A case in the languages of other programs: nouns in, files out. One module a family of formats; what a target cannot hold is said in `lost`."""

from collections.abc import Callable

import msgspec

from dragoman.model.exported import Lost, Tally

from . import parquet
from .extract import Extract, Opened
from .tables import write_csv

__all__ = ["FORMATS", "Extract", "Format", "Opened"]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One target: the specification that it follows, its writer, and what it loses.

    `single`: the name of its only file, by whose ending the format is known; null where it has several, which lie in a folder.
    """

    follows: str
    write: Callable[[Extract, Opened], Tally]
    lost: tuple[Lost, ...] = ()
    single: str | None = None


FORMATS: dict[str, Format] = {
    "csv": Format(follows="RFC 4180, UTF-8; columns in dictionary.csv", write=write_csv),
    "parquet": Format(follows="Apache Parquet; columns as in the csv export's dictionary.csv", write=parquet.write_parquet),
}
"""By the name that `dragoman export --format` takes."""
