"""Nouns of actors over many reports: appearances, personas, judgements on them, entities.

All of it follows from the readings and the decisions of a case and can be made again from them. Days are counted since 0001-01-01.
"""

from typing import Literal

import msgspec

from .actor import ActorKind, Standing

Verdict = Literal["same", "different", "unsure"]


class Post(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """An office, rank or function as one report gives it; `since`, `until` are ISO dates, where the text bounds it."""

    title: str
    organization: str = ""
    status: Standing = "current"
    since: str = ""
    until: str = ""


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """One actor of one report. `name` is the best one, `aliases` the others, and names that the report ties to it ("better known as").

    `anchor`: who it surely is: "known:ID" of a list of known actors, "state:IRQ"; `day` of publication; `context`: whom it stands with,
    by names that are the same in other reports.
    """

    report: str
    actor: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    posts: tuple[Post, ...] = ()
    anchor: str | None = None
    day: int | None = None
    context: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names it in a case."""
        return f"{self.report}/{self.actor}"


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A post with how often it was told on which day (0: day unknown)."""

    post: Post
    days: dict[int, int]


class Persona(msgspec.Struct, frozen=True, kw_only=True):
    """All appearances of one signature, counted; `days` as in `Held`. Dictionaries are value → number of appearances, sorted by value.

    `bare`: only a part of a name is known ("Roke", "Interior Ministry"), which by itself says little of who it is. States keep no context.
    """

    signature: str
    anchor: str | None
    bare: bool
    appearances: int
    names: dict[str, int]
    aliases: dict[str, int]
    kinds: dict[ActorKind, int]
    countries: dict[str, int]
    sectors: dict[str, int]
    days: dict[int, int]
    context: dict[str, int]
    posts: tuple[Held, ...] = ()

    @property
    def first(self) -> int | None:
        """The first day on which it was told of."""
        return min((day for day in self.days if day), default=None)

    @property
    def last(self) -> int | None:
        return max((day for day in self.days if day), default=None)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two personas are one; `one` and `other` are their signatures, the smaller first.

    `score` is what speaks for it; `loose`: one of the two has only a part of a name, so the verdict holds only if nobody else fits as well.
    """

    one: str
    other: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    loose: bool = False


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office over many reports. `first`, `last`: days between which it was told as held; `left`: the first day on which it was told as past.

    `status` is the last one told; `since`, `until` ISO dates, where a text bounds it.
    """

    title: str
    organization: str | None
    status: Standing
    first: int | None
    last: int | None
    left: int | None
    since: str | None = None
    until: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One actor over all reports; `id` is made from its first persona, so that later reports leave it as it is.

    `names`: all that were printed, the oftenest first; `known`: its id in a list of known actors; `personas` by signature; `reasons`: what speaks
    for the surest of its joins; `by_hand`: what a person decided about it, in words.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    offices: tuple[Office, ...]
    known: str | None
    reports: int
    personas: tuple[str, ...]
    first: int | None
    last: int | None
    reasons: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
