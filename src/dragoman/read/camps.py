"""Which actors the text puts on one side: actors joined by friendly ties, as long as no hostile tie parts them, against somebody.

Persons who are only described ("a spokesman") take no side. A camp needs a member with a name, and a hostile tie to somebody outside: friends
without a foe are no side. Denied and possible ties join and part nobody. Pairs with more friendly ties go first; two actors whom the report shows
as enemies never come into one camp, however many friends they share.
"""

from collections import Counter

from dragoman.model.actor import Actor, Mention
from dragoman.model.reading import Camp, Factuality, Relation

SURE: frozenset[Factuality] = frozenset({"CT+", "PR+"})
JOINING = frozenset({"backs", "arms", "allied_with", "member_of", "leads"})
Pair = tuple[str, str]


def find_camps(actors: tuple[Actor, ...], mentions: tuple[Mention, ...], relations: tuple[Relation, ...]) -> tuple[Camp, ...]:
    """The camps in the order of their first actors; actors within one in the report's order."""
    named = {mention.actor for mention in mentions if mention.form == "name"}
    order = {actor.id: at for at, actor in enumerate(actors) if actor.kind not in ("place", "person") or actor.id in named}
    friendly, hostile = _pairs(relations, order, friends=True), _pairs(relations, order, friends=False)
    camp: dict[str, frozenset[str]] = {id_: frozenset({id_}) for pair in friendly for id_ in pair}
    for one, other in sorted(friendly, key=lambda pair: (-friendly[pair], order[pair[0]], order[pair[1]])):
        joined = camp[one] | camp[other]
        if not any(set(pair) <= joined for pair in hostile):
            camp.update(dict.fromkeys(joined, joined))
    found = []
    for members in sorted(set(camp.values()), key=lambda each: min(order[id_] for id_ in each)):
        inside = [tie for tie in relations if _joins(tie) and {tie.source.actor, tie.target.actor} <= members]
        against = [tie for tie in relations if _parts(tie) and len({tie.source.actor, tie.target.actor} & members) == 1]
        against = [tie for tie in against if {tie.source.actor, tie.target.actor} <= order.keys()]
        if len(members) > 1 and against and not members.isdisjoint(named):
            found.append(
                Camp(
                    actors=tuple(sorted(members, key=order.__getitem__)),
                    ties=tuple(tie.id for tie in inside),
                    against=tuple(tie.id for tie in against),
                )
            )
    return tuple(found)


def _joins(tie: Relation) -> bool:
    return tie.type in JOINING and tie.factuality in SURE and tie.odds is None


def _parts(tie: Relation) -> bool:
    return tie.sign < 0 and tie.factuality in SURE and tie.odds is None


def _pairs(relations: tuple[Relation, ...], order: dict[str, int], *, friends: bool) -> Counter[Pair]:
    """Pairs of actors, the one mentioned first first, with the number of their ties of the sort."""
    found: Counter[Pair] = Counter()
    for tie in relations:
        one, other = tie.source.actor, tie.target.actor
        if one in order and other in order and one != other and (_joins(tie) if friends else _parts(tie)):
            assert one is not None
            assert other is not None
            found[(one, other) if order[one] < order[other] else (other, one)] += 1
    return found
