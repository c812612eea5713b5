"""Nouns of adding from the site: a job, a watched feed."""

from typing import Literal

import msgspec

from dragoman.model.record import Step

State = Literal["waiting", "running", "done", "failed", "stopped"]
ENDED = ("done", "failed", "stopped")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Reports on their way into the case. `given`: what was given, as a person knows it: names of files, an address, "a pasted text".

    `asked`, `begun`, `ended`: moments (ISO, UTC). `new`, `known`, `versions`, `failed`: how many reports so far; `steps`: what became of each, the
    last of them where `more` came before. `words`: what is going on, or why it ended so.
    """

    id: int
    kind: Literal["text", "files", "address", "feed"]
    given: tuple[str, ...]
    state: State = "waiting"
    asked: str
    begun: str | None = None
    ended: str | None = None
    new: int = 0
    known: int = 0
    versions: int = 0
    failed: int = 0
    steps: tuple[Step, ...] = ()
    more: int = 0
    words: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """An address that is asked again every so many `minutes` while the site runs; `asked`: when last (ISO, UTC), and what came of it in `said`."""

    address: str
    minutes: int
    asked: str | None = None
    said: str = ""
