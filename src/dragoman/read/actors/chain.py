"""A chain of mentions on its way to becoming an actor."""

from collections import Counter

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind, GroundKind, Mention, Role

ORDER: tuple[GroundKind, ...] = ("listed", "state", "office", "body", "description", "name")
"""Which ground of a sector goes before which: the office that a person holds says more than the party that he is of."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What some words say of an actor's sector: the sector itself, or the chain of the body that has it."""

    kind: GroundKind
    start: int
    end: int
    sector: str | None = None
    of: "Chain | None" = None
    weight: int = 0  # 0 an office held, 1 a rank or calling, 2 what is past

    def found(self, seen: "tuple[Chain, ...]" = ()) -> str | None:
        """The sector, the body's where it is a body's; two bodies that are each other's have none from one another."""
        return self.sector or (self.of.sector_of(seen) if self.of is not None and not any(self.of is each for each in seen) else None)


class Chain(msgspec.Struct, eq=False):
    """Mentions of one actor; `names` counts its printed names, `fixed` is a name that the lexicon prescribes (a state's)."""

    kind: ActorKind
    mentions: list[Mention] = []
    names: Counter[str] = msgspec.field(default_factory=Counter)
    fixed: str | None = None
    label: str = ""  # the words of a description that has no name
    country: str | None = None
    claims: list[Claim] = []
    gender: str | None = None
    roles: list[Role] = []

    @property
    def sector(self) -> str | None:
        """The PLOVER sector that the claims give, or None."""
        return self.sector_of()

    def sector_of(self, seen: "tuple[Chain, ...]" = ()) -> str | None:
        """The sector, asked for by the chains `seen` on the way."""
        claim = self.ground(seen)
        return claim.found((*seen, self)) if claim else None

    def ground(self, seen: "tuple[Chain, ...]" = ()) -> Claim | None:
        """The claim that the sector rests on: by `ORDER`, what is held before what was held, the first words before later ones."""
        told = [claim for claim in self.claims if claim.found((*seen, self))]
        return min(told, key=lambda claim: (ORDER.index(claim.kind), claim.weight, claim.start, claim.end), default=None)

    def best_name(self) -> str:
        """The lexicon's name, else the fullest printed one (most words, most often printed, first in the alphabet), else the description."""
        if self.fixed or not self.names:
            return self.fixed or self.label
        return min(
            self.names,
            key=lambda name: (-len(lexicon.plain(name)), -len(name) if name.isupper() else 0, _garbled(name, self.names), -self.names[name], name),
        )

    def take(self, other: "Chain") -> None:
        """All that the other chain has; it is left empty."""
        self.mentions += other.mentions
        self.names.update(other.names)
        self.roles += other.roles
        self.fixed = self.fixed or other.fixed
        self.country = self.country or other.country
        self.claims += other.claims
        self.gender = self.gender or other.gender
        other.mentions = []


def _garbled(name: str, names: Counter[str]) -> bool:
    """True for a name with an "s" too many: a possessive that lost its apostrophe."""
    return name.endswith("s") and name[:-1] in names
