"""A voice while the report is read: what its phrases have told of it so far, and whether two of them can be one."""

from collections.abc import Iterable

from dragoman.lexicon import names
from dragoman.model.reading import Basis, SourceKind
from dragoman.model.text import Span

from .phrase import STEM, Mod, Phrase
from .words import covered, words

PERSONS: frozenset[SourceKind] = frozenset({"named", "anonymous", "unspecified"})
BASES: tuple[Basis, ...] = ("unstated", "briefed", "direct")
SOON = 5  # sentences within which a bare name may be that of one who spoke unnamed


class Draft:
    """One voice in the making.

    `spoken`: some attribution of it stands in no other one; `heard`: when it spoke last; `since`, `sentence`: the sentences where it spoke first and
    last; `paragraph`: where it spoke last; `lead`: it speaks in the first sentence of the body; `met`: the sentence that names it first.
    """

    __slots__ = (
        "actor",
        "attributions",
        "basis",
        "form",
        "fresh",
        "gender",
        "generic",
        "heads",
        "heard",
        "kind",
        "lead",
        "met",
        "mods",
        "names",
        "number",
        "owners",
        "paragraph",
        "part_of",
        "phrases",
        "plural",
        "sentence",
        "since",
        "spoken",
        "terms",
    )

    def __init__(self, phrase: Phrase) -> None:
        self.form = phrase.form
        self.fresh = phrase.fresh
        self.generic = phrase.generic and phrase.form != "name"
        self.heads: frozenset[str] = frozenset()
        self.mods: frozenset[Mod] = frozenset()
        self.names: frozenset[str] = frozenset()
        self.owners = phrase.owners
        self.gender: str | None = None
        self.kind = phrase.kind
        self.actor = phrase.actor
        self.number: int | None = None
        self.plural = phrase.plural
        self.basis: Basis = "unstated"
        self.terms: str | None = None
        self.phrases: list[Span] = []
        self.attributions: list[str] = []
        self.part_of: list[Draft] = []
        self.spoken = False
        self.paragraph = 0
        self.sentence = 0
        self.since = 0
        self.lead = False
        self.met = 0
        self.heard = 0
        self.learn(phrase)

    def learn(self, phrase: Phrase) -> None:
        """Takes in what one more phrase for the same voice tells."""
        if phrase.form not in ("pronoun", "whole"):
            if not (phrase.generic and self.heads):
                self.heads |= phrase.heads
            self.generic = self.generic and phrase.generic
            self.mods |= phrase.mods
            self.names |= phrase.names
            self.phrases.append(phrase.span)
        elif not self.phrases:
            self.heads |= phrase.heads
            self.phrases.append(phrase.span)
        if self.kind == "unspecified":
            self.kind = phrase.kind
        self.gender = self.gender or phrase.gender
        self.actor = self.actor or phrase.actor
        self.number = 1 if self.kind == "named" and self.names else max(self.number or 0, phrase.number or 0) or None
        self.basis = max(self.basis, phrase.basis, key=BASES.index)
        self.terms = self.terms or phrase.terms

    @property
    def size(self) -> int:
        """How many it is at least."""
        return self.number or 1

    @property
    def several(self) -> bool:
        return self.plural or self.size > 1

    @property
    def vague(self) -> bool:
        """A plural of nobody knows how many ("officials", "the officials"), which may be any of those told of more closely."""
        return self.plural and self.number is None and self.form != "indefinite"

    @property
    def unknown(self) -> bool:
        """A pronoun before anybody whom it could stand for."""
        return self.form == "pronoun" and self.actor is None

    @property
    def closeness(self) -> tuple[int, bool, bool, int]:
        """How closely it is told of; the closer of two that may be one is the one that counts."""
        named = len(self.names) if self.kind == "named" else 0
        return named, not (self.generic or self.unknown), not (self.plural and self.number is None), len(self.mods)

    def wholes(self) -> set[int]:
        """Identities of all voices that it is part of, over steps."""
        found: set[int] = set()
        waiting = list(self.part_of)
        while waiting:
            whole = waiting.pop()
            if id(whole) not in found:
                found.add(id(whole))
                waiting.extend(whole.part_of)
        return found


def clash(one: Draft | Phrase, other: Draft | Phrase) -> bool:
    """Whether modifiers, nations or gender keep the two apart."""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    for of in ("nation", "status"):
        first, second = ({mod for mod in whose.mods if mod[0] == of} for whose in (one, other))
        if first and second and not first & second:
            return True
    mine, theirs = kinds(one.mods), kinds(other.mods)
    if one.generic != other.generic:  # "a diplomatic source" may be "a diplomat", no guard
        told, by, heads = (mine, theirs, other.heads) if one.generic else (theirs, mine, one.heads)
        return bool(told) and not told & (by | stems(heads))
    return bool(mine) and bool(theirs) and not mine & theirs


def kinds(mods: Iterable[Mod]) -> frozenset[str]:
    """The stems of modifiers that are neither nations nor former, current and the like."""
    return frozenset(stem for of, stem in mods if of == "kind")


def stems(heads: Iterable[str]) -> frozenset[str]:
    return frozenset(head[:STEM] for head in heads)


def likeness(draft: Draft, phrase: Phrase) -> int:
    """How well the head of a phrase that points back fits: 0 not at all, 4 the same word."""
    if draft.heads & phrase.heads:
        return 4
    if draft.kind not in ("named", "anonymous") or phrase.kind not in ("named", "anonymous", "unspecified"):
        return 0
    if any(covered(head) & draft.heads for head in phrase.heads):
        return 3
    if phrase.generic:  # "the captured man" is no "source" told of before
        known = kinds(phrase.mods) <= kinds(draft.mods) | stems(draft.heads)
        return 2 if known and (draft.kind == "anonymous" or phrase.gender) else 0
    if stems(draft.heads) & kinds(phrase.mods):  # "the deputy minister" of "her deputy"
        return 2
    if draft.generic and draft.kind == "anonymous" and not draft.gender:  # "a woman" is seldom "the president" told of next
        return 2
    return 1 if draft.kind == "anonymous" and any(covered(head) & phrase.heads for head in draft.heads) else 0


def may_be(earlier: Draft, later: Draft) -> bool:
    """Whether the later voice may be the earlier one, or among them, by words that do not point back."""
    if _speaks_for(earlier, later) or _speaks_for(later, earlier):
        return True
    if earlier.unknown and later.kind in PERSONS:
        return not (earlier.gender and later.gender and earlier.gender != later.gender)
    if later.actor and (later.actor == earlier.actor or (earlier.several and later.actor in earlier.owners)):
        return True  # "senators such as Anna Keller", and then she herself
    if later.kind == "named" and later.names and not earlier.several and _unnamed_before(earlier, later):
        return True
    if later.form == "definite" and later.kind == "anonymous" and not later.several and _named_before(earlier, later):
        return True
    if clash(earlier, later):
        return False
    if "named" in (earlier.kind, later.kind):
        if earlier.names and later.names:
            return earlier.names <= later.names or later.names <= earlier.names
        return bool(earlier.heads & later.heads) and (earlier.vague or later.vague)
    if earlier.heads & later.heads:
        return True
    return (earlier.generic or later.generic) and earlier.kind in PERSONS and later.kind in PERSONS


def _unnamed_before(earlier: Draft, later: Draft) -> bool:
    """Whether a name may be that of one who spoke unnamed: the same office, the first sentence's, or the last before a name not introduced."""
    if earlier.names or earlier.kind not in PERSONS or (earlier.gender and later.gender and earlier.gender != later.gender):
        return False
    soon = earlier.since <= later.since <= earlier.sentence + SOON
    if earlier.lead and soon and later.met > earlier.since:
        return True  # news names last whom it puts first
    if earlier.fresh:
        return False
    if later.heads & earlier.heads:
        return earlier.form == "definite" and not clash(earlier, later)
    return soon and not _titled(later) and (later.met > earlier.since or earlier.form == "definite")


def _titled(draft: Draft) -> bool:
    """Whether the report says what the named person is."""
    return any(names.person_noun((head,)) for head in draft.heads)


def _named_before(earlier: Draft, later: Draft) -> bool:
    """Whether an office that nobody was told to hold may be that of a name that nothing introduced just before."""
    if earlier.kind != "named" or not earlier.names or (earlier.gender and later.gender and earlier.gender != later.gender):
        return False
    return not _titled(earlier) and earlier.since <= later.since <= earlier.sentence + SOON


def _speaks_for(mouth: Draft, owner: Draft) -> bool:
    """Whether one is the spokesman, the statement, the office of the other."""
    if mouth.names or not mouth.heads & words("mouthpiece").keys():
        return False
    if owner.actor and owner.actor in mouth.owners:
        return True
    return owner.kind == "collective" and bool(stems(owner.heads) & kinds(mouth.mods)) and owner.mods <= mouth.mods
