"""A chain of mentions on its way to becoming an actor."""

from collections import Counter

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.reading import ActorKind, Mention, Role


class Chain(msgspec.Struct, eq=False):
    """Mentions of one actor; `names` counts its printed names, `fixed` is a name that the lexicon prescribes (a state's)."""

    kind: ActorKind
    mentions: list[Mention] = []
    names: Counter[str] = msgspec.field(default_factory=Counter)
    fixed: str | None = None
    label: str = ""  # the words of a description that has no name
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    roles: list[Role] = []

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
        self.sector = self.sector or other.sector
        self.gender = self.gender or other.gender
        other.mentions = []


def _garbled(name: str, names: Counter[str]) -> bool:
    """True for a name with an "s" too many: a possessive that lost its apostrophe."""
    return name.endswith("s") and name[:-1] in names
