"""Tellings of happenings within one sentence, and which of them tell the same one."""

from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .predicates import Entry

Basis = Literal["lexicon", "network", "both"]
DEEDS = frozenset({"ASSAULT", "COERCE", "CONSULT", "AID", "PROTEST", "RETREAT", "MOBILIZE", "COOPERATE", "AGREE", "SANCTION"})
JOINED = frozenset({"advcl", "conj", "xcomp", "relcl", "acl", "nsubj", "nsubjpass", "dobj", "prep", "pobj", "pcomp", "agent"})
SAME_TIME = frozenset({"in", "by", "with", "during", "for", "of", "at", "on"})  # "killed in an attack", and not "killed after an attack"
CROWDED = 60  # tellings in a sentence: more is a list or noise, and comparing all with all would cost too much
REACH = 6  # steps up the tree at which a verb still restates its governor's happening ("stormed a base … , killing five and wounding two")


@dataclass(slots=True)
class Telling:
    """A trigger under an entry, with the head words of its parties; `parts` restate it.

    The network adds its odds for the type, how much the sentence is about it, and the parties' words where it chose them (None: the frame's).
    """

    token: Token
    entry: Entry
    actors: list[Token]
    recipients: list[Token]
    depth: float
    objects: list[Token]
    parts: list["Telling"] = field(default_factory=list)
    odds: float | None = None
    main: float = 0.0
    listed: bool = True  # the lexicon proposes it
    actor_spans: list[Span] | None = None
    recipient_spans: list[Span] | None = None

    @property
    def basis(self) -> Basis:
        """Who sees it: the lexicon, the network, or both."""
        return "network" if not self.listed else "lexicon" if self.odds is None else "both"

    @property
    def mode(self) -> str | None:
        """Its own, else the first that a restatement gives."""
        return self.entry.mode or next((part.entry.mode for part in self.parts if part.entry.mode), None)

    def span(self, parse: Parse) -> tuple[int, int]:
        """The trigger's words: with its particle or preposition when they follow at once, with its modifiers when the entry rests on one."""
        first = last = self.token
        entry = self.entry
        following = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else None
        if following is not None and following.lower in (entry.particle, *entry.prep) and self.token.pos == "VERB":
            last = following
        if entry.modifier:
            for token in parse.tokens[max(self.token.left, self.token.i - 4) : self.token.i]:
                if token.lemma.lower() in entry.modifier or token.lower in entry.modifier:
                    first = token
                    break
        return first.start, last.end


def merged(parse: Parse, told: list[Telling]) -> list[Telling]:
    """One telling each happening: nouns that an entry's verb uses up go, restatements join what they restate."""
    used = {each.i for telling in told for each in telling.objects if telling.entry.object and each.lemma.lower() in telling.entry.object}
    told = [telling for telling in told if telling.token.i not in used]
    if len(told) <= CROWDED:
        _inherit(parse, told)
    told = [telling for telling in told if telling.actors or telling.recipients or telling.entry.alone or telling.entry.object]
    by_token = {telling.token.i: telling for telling in told}
    if len(told) > CROWDED:
        return told
    gone: dict[int, int] = {}
    for telling in sorted(told, key=lambda each: (each.depth, each.token.i), reverse=True):
        other = _restated(parse, telling, by_token)
        if other is None:
            continue
        kept, lost = other, telling
        if telling.token.dep in ("nsubj", "nsubjpass") and telling.token.pos == "NOUN":  # "the attack killed …": the noun names it
            kept, lost = telling, other
            kept.depth = min(kept.depth, lost.depth)
        kept.parts += [lost, *lost.parts]
        kept.actors = kept.actors or [each for each in lost.actors if each.i != kept.token.i]
        kept.recipients = kept.recipients or [each for each in lost.recipients if each.i != kept.token.i]
        gone[lost.token.i] = kept.token.i
        del by_token[lost.token.i]
    return sorted(by_token.values(), key=lambda each: each.token.i)


def _restated(parse: Parse, telling: Telling, by_token: dict[int, Telling]) -> Telling | None:
    """The telling above in the tree that tells the same happening, or None."""
    if telling.token.i not in by_token or (telling.entry.in_plover and telling.entry.type not in DEEDS):
        return None
    step = telling.token
    for _ in range(REACH):
        if step.dep not in JOINED or step.head == step.i or (step.dep == "prep" and step.lower not in SAME_TIME):
            break
        step = parse.head(step)
        other = by_token.get(step.i)
        if other is None:
            if step.pos in ("VERB", "AUX") and step.lemma not in ("carry", "launch", "have", "be", "leave", "hold", "stage", "claim", "take"):
                break  # another deed lies between
            continue
        if other.entry.type == telling.entry.type and _compatible(telling, other):
            return other
        break
    same = [
        other
        for other in by_token.values()
        if other.token.i < telling.token.i and other.token.lemma == telling.token.lemma and other.entry.id == telling.entry.id
    ]
    if same and telling.token.pos == "NOUN" and not telling.actors and not telling.recipients:
        return same[0]
    return None


def _compatible(one: Telling, other: Telling) -> bool:
    """Whether the actors of both can be the same: one has none, or they share one, or one is named by the other's trigger."""
    mine, theirs = {each.i for each in one.actors}, {each.i for each in other.actors}
    if one.entry.mode and other.entry.mode and one.entry.mode != other.entry.mode and one.entry.type in ("COERCE", "RETREAT"):
        return False
    return not mine or not theirs or not mine.isdisjoint(theirs) or one.token.i in theirs or other.token.i in mine


def _inherit(parse: Parse, told: list[Telling]) -> None:
    """Fills `complement` slots: who agrees to release someone agrees to it toward whoever the release is for."""
    for telling in told:
        if telling.recipients or "complement" not in telling.entry.recipient:
            continue
        for child in parse.children(telling.token, "xcomp", "ccomp", "prep", "advcl", "dobj"):
            inside = [other for other in told if other is not telling and child.left <= other.token.i < child.right and other.recipients]
            if inside:
                telling.recipients = min(inside, key=lambda other: (other.depth, other.token.i)).recipients
                break
