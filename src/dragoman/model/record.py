"""Nouns of many reports: what is kept of each, and how reports derive from one another.

Everything here is derived from readings and can be made again from them; only the readings themselves are kept for good.
"""

from typing import Literal

import msgspec

EchoKind = Literal["identical", "syndicated", "rewritten", "garbled", "update"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a case says of a report without its reading. `added` is the moment of adding (ISO, UTC); `replaced_by` a later version of it."""

    id: str
    source: str  # where it was taken from, as given
    external_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None
    integrity: float = 1.0
    added: str
    replaced_by: str | None = None


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report that was added. `changed`: paragraphs that the version before did not have, and those that only it had."""

    report: str
    outcome: Literal["new", "known", "version"]
    replaces: str | None = None
    changed: tuple[int, int] = (0, 0)


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """What of a report shows whether another was made from it.

    `shingles`: digests of its runs of five words, a sample (`sampled`) unless it is short; `keys`: the names and figures of its body in their order;
    `credited`: outlets that its words credit; `day`: days since 0001-01-01 of its publication, null where unknown; `length`: words of the body.
    """

    report: str
    outlet: str | None
    credited: tuple[str, ...]
    day: int | None
    length: int
    shingles: tuple[int, ...]
    sampled: bool
    keys: tuple[str, ...]
    garbled: int  # garbled words found in it


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One event of one report, as far as it is compared with those of other reports.

    `first`, `last`: days since 0001-01-01 between which it happened; `dated`: the text itself says when. `actors`, `recipients`: plain names, states
    by code. `origins`: on whose word, "outlet:…" where the outlet itself tells it, "unnamed:…" for a source without a name.
    """

    id: str
    report: str
    type: str
    words: str
    status: str
    factuality: str
    first: int | None
    last: int | None
    dated: bool
    place: str | None
    geonameid: int | None
    feature: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    killed: tuple[int | None, int | None] | None
    origins: tuple[str, ...]
    denied: bool
    who: str  # parties as printed, for showing
    whom: str


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One event over all reports that tell it; `id` is made from its first telling.

    `origins`: the independent sources behind it, echoes folded; `deniers` who denies it; `reports` all that tell it, `echoes` how many are copies.
    """

    id: str
    type: str
    tellings: tuple[Telling, ...]
    first: int | None
    last: int | None
    place: str | None
    who: str
    whom: str
    killed: tuple[tuple[int | None, int | None], ...]
    origins: tuple[str, ...]
    deniers: tuple[str, ...]
    reports: tuple[str, ...]
    echoes: int
    denied: bool
    reasons: tuple[str, ...]


class Echo(msgspec.Struct, frozen=True, kw_only=True):
    """One report derives from another. `share`: how much of `report` the original has too (0..1); `reasons` in words."""

    report: str
    of: str
    how: EchoKind
    share: float
    reasons: tuple[str, ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One report that a search found; `snippet` has the words found between "[" and "]"."""

    report: str
    headline: str | None
    outlet: str | None
    published: str | None
    snippet: str
