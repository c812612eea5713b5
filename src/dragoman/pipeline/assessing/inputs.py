"""The inputs of the assess room from a case."""

from collections import defaultdict

from dragoman.assess.whatif import Inputs
from dragoman.keep import Case
from dragoman.model.assessment import Act

from .gathering import gathered
from .lens import Lens


def inputs_of(case: Case) -> Inputs:
    """Deeds and statements; what an assessment needs besides is added by it."""
    whole = gathered(case)
    return Inputs(deeds=whole.deeds, stated=whole.stated)


def acts_of(case: Case, look: Lens) -> tuple[Act, ...]:
    """What happened in the days looked at, with all parties of each happening.

    A party that only copies name is left out where other reports name somebody in its role.
    """
    whole = gathered(case)
    parties: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    for happening, role, signature, copied in case.streams.parties(look.since or 1, look.until):
        entity = whole.entities.get(signature)
        if entity is not None:
            said = parties[happening][role]
            said[entity] = said.get(entity, True) and bool(copied)
    after: dict[str, list[str]] = defaultdict(list)
    for earlier, later in case.streams.followed(look.since or 1, look.until):
        after[later].append(earlier)
    found = []
    for id_, day, type_, intensity, place, dated in case.streams.happened(look.since or 1, look.until):
        sides = {role: _heard(parties[id_][role]) if id_ in parties else () for role in ("actor", "recipient")}
        found.append(
            Act(
                id=id_, day=day, type=type_, intensity=intensity, actors=sides["actor"], recipients=sides["recipient"], place=place,
                after=tuple(sorted(after[id_])), dated=bool(dated),
            )
        )  # fmt: skip
    return tuple(found)


def _heard(said: dict[str, bool]) -> tuple[str, ...]:
    own = sorted(entity for entity, copied in said.items() if not copied)
    return tuple(own or sorted(said))
