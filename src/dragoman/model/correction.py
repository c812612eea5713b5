"""Nouns of what a person decides: corrections of the record, and the feed of what changed in it."""

from typing import Literal

import msgspec

CorrectionKind = Literal["merge", "split", "reject", "retype", "add", "rename", "merge_actors", "split_actors", "distrust"]
ChangeKind = Literal["new", "changed", "gone"]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. It is never deleted: undone, it stays in the log and counts no more.

    `subject`: what it is about, by keys that hold through every rebuild: tellings ("REPORT/EVENT@start-end") for merge, split, reject and retype, the
    report for add, signatures of actors for rename and their merge and split, the key of an origin for distrust. `value`: the type, the name, or for
    add the telling as JSON. `at`, `undone`: moments (ISO, UTC).
    """

    number: int
    at: str
    author: str
    what: CorrectionKind
    subject: tuple[str, ...]
    value: str | None = None
    reason: str = ""
    undone: str | None = None
    undone_by: str | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the feed for those who use the record elsewhere: a happening came, changed, or went (`into` another, where it was joined to it)."""

    number: int
    at: str
    what: ChangeKind
    id: str
    into: str | None = None
