"""Nouns of one text before it is understood: report, span, its parts, its flags.

All offsets are code points into `Report.text`, half-open. The text is fixed at ingest; nothing later alters a character.
"""

from typing import Literal

import msgspec

FlagKind = Literal[
    "garbled_word",
    "odd_phrase",
    "cut_off",
    "repeated",
    "boilerplate",
    "table",
    "encoding",
    "excerpt",  # only a part of the report is at hand: a feed's summary, a record that an archive cut short
    "correction_notice",
    "not_english",
    "unbalanced_quotes",
    "too_long",
    "empty",
]

PartKind = Literal[
    "headline",
    "headline_repeated",
    "kicker",  # "UPDATE 2-", "EXCLUSIVE:"
    "dateline",
    "body",
    "credit",  # "Reporting by …; Editing by …"
    "correction",
    "boilerplate",
    "table",  # a line of one
]


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of the text."""

    start: int
    end: int


class Flag(msgspec.Struct, frozen=True):
    """Something wrong or odd about a stretch of the text, said to the reader in `note`."""

    kind: FlagKind
    start: int
    end: int
    note: str


class Dateline(msgspec.Struct, frozen=True):
    """Where and when the report says it was filed; `date` is ISO with the year known or inferred, else null."""

    place: str | None
    date: str | None
    start: int
    end: int


class Part(msgspec.Struct, frozen=True):
    """One stretch of the layout; a body part is one paragraph."""

    kind: PartKind
    start: int
    end: int


class Layout(msgspec.Struct, frozen=True):
    """The anatomy of a report: its parts in text order, and what headline and dateline say.

    `month` and `day` are the dateline's date as printed (the year, when printed, in `year`); `outlet` is the wire named in the dateline
    or credit line ("(Reuters)").
    """

    parts: tuple[Part, ...] = ()
    headline: str | None = None
    dateline: Span | None = None
    place: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    outlet: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it was taken in.

    `id` hashes outlet, address and text. `headline` and `published` are the metadata's at ingest; reading fills in what the text says
    where the metadata is silent. `published_assumed`: the day is one that the caller gave for reports that carry none. `repairs` are the
    flags that ingest raised (encoding guessed, bytes replaced, only a part at hand).
    """

    id: str
    external_id: str | None = None
    headline: str | None = None
    dateline: Dateline | None = None
    published: str | None = None  # ISO date, YYYY-MM-DD
    published_inferred: bool = False  # the year is worked out, not printed or given
    published_assumed: bool = False
    outlet: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1
    text: str
    repairs: tuple[Flag, ...] = ()
