"""Weaves the actors of a reading into those of the case: personas are added up, judged against those that share a key, and clusters made anew.

As with events, only what the new report touches is looked at, and the outcome does not depend on the order of adding.
"""

from collections.abc import Iterable

from dragoman.keep import Case
from dragoman.model.entity import Judgement, Persona
from dragoman.reconcile import Signed, clustered, entity, judge, persona_asks, persona_keys, with_appearance, without_appearance

from .decisions import Decisions


class Casting:
    """The actors of a case with the decisions that bind them; make a new one after a decision."""

    def __init__(self, case: Case, decisions: Decisions) -> None:
        self._case = case
        self._kept = case.entities
        self._decisions = decisions

    def add(self, report: str, cast: Signed) -> None:
        """Weaves in the actors of a report that is kept already."""
        seq = self._case.seq(report)
        moved: dict[str, tuple[Persona | None, Persona | None]] = {}
        for signature, appearance in cast:
            before = moved[signature][1] if signature in moved else self._kept.persona(signature)
            first = moved[signature][0] if signature in moved else before
            moved[signature] = (first, with_appearance(before, appearance))
            self._kept.add_appearance(seq, signature, appearance)
        self._move(moved)

    def remove(self, report: str) -> None:
        """Takes out the actors of a report."""
        moved: dict[str, tuple[Persona | None, Persona | None]] = {}
        for signature, appearance in self._kept.remove_appearances(self._case.seq(report)):
            before = moved[signature][1] if signature in moved else self._kept.persona(signature)
            first = moved[signature][0] if signature in moved else before
            moved[signature] = (first, without_appearance(before, appearance) if before else None)
        self._move(moved)

    def _move(self, moved: dict[str, tuple[Persona | None, Persona | None]]) -> None:
        """Keeps what personas have become, judges them anew and clusters what that touches."""
        touched: set[str] = set()
        stale = self._kept.owners(moved)
        for before, after in moved.values():
            if after is not None:
                self._kept.set_persona(after, before, persona_keys)
            elif before is not None:
                touched |= self._kept.set_judgements(before.signature, ())
                self._kept.drop_persona(before, persona_keys)
        for _, after in moved.values():
            if after is None:
                continue
            others = self._kept.sharing(persona_asks(after))
            judged = told_of(after, (other for other in others.values() if other.signature != after.signature))
            touched |= self._kept.set_judgements(after.signature, judged) | {after.signature}
            touched |= {signature for each in judged for signature in (each.one, each.other)}
        self.cluster(touched, stale)

    def cluster(self, signatures: Iterable[str], stale: Iterable[str] = ()) -> None:
        """Makes anew the entities of these personas and of all that judgements or a person tie to them."""
        found: dict[str, Persona] = self._kept.personas(signatures)
        edge = set(found)
        bonds = self._decisions.persona_bonds
        while edge:
            near = [each for each in self._kept.judgements_around(edge) if each.verdict == "same"]
            reached = {key for each in near for key in (each.one, each.other)}
            reached |= {key for bond in bonds.must if not edge.isdisjoint(bond) for key in bond}
            fresh = self._kept.personas(reached - set(found))
            found |= fresh
            edge = set(fresh)
        judgements = self._kept.judgements_around(found)  # doubts and verdicts on others too: they may be rivals for a part of a name
        before = self._kept.owners(found) | set(stale)
        kept: set[str] = set()
        for members in clustered(found, judgements, bonds):
            names = [self._decisions.names[key] for key in members if key in self._decisions.names]
            by_hand = self._decisions.words_for(members)
            made = entity(
                [found[key] for key in members],
                reports=self._kept.count_reports(members),
                judgements=[each for each in judgements if each.one in members and each.other in members],
                rename=names[-1] if names else None,
                by_hand=by_hand,
            )
            self._kept.keep_entity(made)
            kept.add(made.id)
        self._kept.drop_entities(before - kept)


def told_of(one: Persona, others: Iterable[Persona]) -> list[Judgement]:
    """The judgements on a persona and others that are kept; that two whole names differ needs no telling."""
    found = (judge(one, other) for other in others)
    return [each for each in found if each is not None and (each.loose or each.verdict != "different")]
