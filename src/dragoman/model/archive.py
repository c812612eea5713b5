"""Nouns of an archive: readings in shards, and the manifest that says what is in them and what made them."""

from typing import Literal

import msgspec

from .reading import Versions

SCHEMA: Literal["dragoman.archive/1"] = "dragoman.archive/1"


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read, and why; `report` is null where there is no report of it."""

    report: str | None = None
    message: str


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a shard, by its name in the archive."""

    name: str
    size: int
    sha256: str


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """So many reports of the sources, one after another, as they were read; `name` is its place and a digest of the reports that it was cut from.

    `passed_over`: how many of them were not read, for a first look found sport or markets.
    """

    name: str
    reports: int
    passed_over: int = 0
    events: int
    files: tuple[Stored, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def place(self) -> int:
        return place_of(self.name)

    @property
    def given(self) -> int:
        """What was given of it: reports read, and what could not be."""
        return self.reports + len(self.failures)


def place_of(name: str) -> int:
    """The place of the shard of this name."""
    return int(name.partition("-")[0])


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive is made by: equal makings of equal sources give equal bytes. `shard`: what a shard holds at most."""

    versions: Versions
    duckdb: str
    published: str | None = None
    outlet: str | None = None
    fix_text: bool = False
    first_look: bool = False
    shard: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds, its shards by their place.

    `complete`: all sources were read to their end. `repeated`: reports that the sources gave more than once; each is read once.
    """

    schema: Literal["dragoman.archive/1"] = SCHEMA
    making: Making
    complete: bool = False
    reports: int = 0
    passed_over: int = 0
    events: int = 0
    failed: int = 0
    repeated: int = 0
    shards: tuple[Shard, ...] = ()
