"""Nouns of many reports: what is kept of each, and how reports derive from one another.

Everything here is derived from readings and can be made again from them; only the readings themselves are kept for good.
"""

from typing import Literal

import msgspec

from .reading import Basis, SourceKind, Subject

EchoKind = Literal["identical", "syndicated", "rewritten", "garbled", "update"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a case says of a report without its reading. `added` is the moment of adding (ISO, UTC); `replaced_by` a later version of it;
    `passed_over`: what it is about, where it was not read for that.
    """

    id: str
    source: str  # where it was taken from, as given
    external_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None
    integrity: float = 1.0
    passed_over: Subject | None = None
    added: str
    replaced_by: str | None = None


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report that was added. `changed`: paragraphs that the version before did not have, and those that only it had.

    `current` is false of a text older than the one kept, which stays the version in force. `passed_over`: it is kept, but was not read.
    """

    report: str
    outcome: Literal["new", "known", "version"]
    replaces: str | None = None
    changed: tuple[int, int] = (0, 0)
    current: bool = True
    passed_over: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far adding has come, as one line for a program: what became of a report, as in `Added`, or that one failed; "note": what is going on.

    `words`: why it failed, what is going on, what a new version changed; empty where nothing is to be said.
    """

    what: Literal["new", "known", "version", "failed", "note"]
    report: str | None = None
    replaces: str | None = None
    current: bool = True
    words: str = ""


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


class Echo(msgspec.Struct, frozen=True, kw_only=True):
    """One report derives from another. `share`: how much of `report` the original has too (0..1); `reasons` in words."""

    report: str
    of: str
    how: EchoKind
    share: float
    reasons: tuple[str, ...]


class Copying(msgspec.Struct, frozen=True, kw_only=True):
    """How often reports of one outlet were made from those of another; "" is an outlet that nobody names."""

    outlet: str
    of: str
    number: int


class Doubtful(msgspec.Struct, frozen=True, kw_only=True):
    """One report whose text is damaged: `integrity` 0..1, as in its reading."""

    report: str
    outlet: str | None
    headline: str | None
    published: str | None
    integrity: float


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One report that a search found. `snippet`: some words of it, with those looked for between the offsets of `marks`; `in_headline`: those there.

    `start`, `end` bound the first of them in the report; both 0 where only the headline has them.
    """

    report: str
    headline: str | None
    outlet: str | None
    published: str | None
    in_headline: tuple[tuple[int, int], ...]
    snippet: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many have this value; "" is none."""

    value: str
    number: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what a search found, best first. `outlets` and `months` ("2025-09") count the first hits: `counted` of them, all if `all_counted`."""

    hits: tuple[Hit, ...]
    counted: int
    all_counted: bool
    outlets: tuple[Counted, ...]
    months: tuple[Counted, ...]


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """One source of one report: under which key it is the same in other reports, and how often it states and denies something.

    `actor`: its id in the reading, of one who speaks under a name.
    """

    key: str
    name: str
    kind: SourceKind
    basis: Basis
    statements: int
    denials: int
    actor: str | None = None


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One source over all reports of a case; `first`, `last`: days of publication since 0001-01-01."""

    key: str
    name: str
    kind: SourceKind
    basis: Basis
    reports: int
    statements: int
    denials: int
    first: int | None
    last: int | None


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """One party that one report asked for a word, and what came back; `start`, `end` bound the words that say so, `quote` is their sentence.

    `actor`: its id in the reading.
    """

    report: str
    party: str
    actor: str | None = None
    response: str
    channel: str | None
    published: str | None
    outlet: str | None
    start: int
    end: int
    quote: str
