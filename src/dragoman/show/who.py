"""The section "Who": persons first, then states, groups and organizations, the most mentioned first."""

from dragoman.model.reading import Actor, Relation
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Section
from .lookup import Lookup, flat

GROUPS = ("Persons", "States, groups, organizations", "Spoken of without a name")


def who_section(lookup: Lookup) -> Section:
    """One line an actor; places and descriptions that occur once and name nobody are left out."""
    ties = _ties(lookup)
    kept = [actor for actor in lookup.reading.actors if actor.kind != "place" and _is_known(lookup, actor)]
    kept.sort(key=lambda actor: (GROUPS.index(_group(lookup, actor)), -len(actor.mentions), _first(lookup, actor), actor.name))
    lines = []
    for actor in kept:
        mentions = [lookup.mentions[mention] for mention in actor.mentions if mention in lookup.mentions]
        spans = [Span(mention.start, mention.end) for mention in mentions]
        spans += [Span(role.start, role.end) for role in actor.roles if role.end > role.start]
        aliases = [flat(alias) for alias in actor.aliases if flat(alias).lower() != flat(actor.name).lower()]
        offices = dict.fromkeys(wording.role_words(role) for role in actor.roles)
        lines.append(
            Line(
                cells=(
                    Cell(flat(actor.name), "strong"),
                    Cell("; ".join(office for office in offices if office.lower() not in flat(actor.name).lower())),
                    Cell(actor.country or ""),
                    Cell("; ".join(ties.get(actor.id, ()))),
                    Cell(", ".join(dict.fromkeys(aliases)), "muted"),
                    Cell(str(len(actor.mentions)), "muted"),
                ),
                cites=lookup.cites(spans),
                group=_group(lookup, actor),
            )
        )
    return Section(name="Who", columns=("Name", "Office", "Country", "Ties", "Also", "Mentions"), leads=2, lines=tuple(lines))


def _first(lookup: Lookup, actor: Actor) -> int:
    return min((lookup.mentions[mention].start for mention in actor.mentions if mention in lookup.mentions), default=0)


def _is_known(lookup: Lookup, actor: Actor) -> bool:
    """Named somewhere, or spoken of more than once."""
    return lookup.is_named(actor) or sum(mention in lookup.mentions for mention in actor.mentions) > 1


def _group(lookup: Lookup, actor: Actor) -> str:
    if not lookup.is_named(actor):
        return GROUPS[2]
    return GROUPS[0] if actor.kind == "person" else GROUPS[1]


def _ties(lookup: Lookup) -> dict[str, tuple[str, ...]]:
    """For each actor the ties that the text states, said from its side: "backed by Iran"; only to those whom the section lists or places."""
    known = {actor.id for actor in lookup.reading.actors if _is_known(lookup, actor)}
    found: dict[str, dict[str, None]] = {}
    for relation in lookup.reading.relations:
        if relation.source.actor == relation.target.actor:
            continue
        for mine, other, outgoing in ((relation.source, relation.target, True), (relation.target, relation.source, False)):
            if not mine.actor or other.actor not in known or _is_said(lookup, relation, outgoing=outgoing):
                continue
            found.setdefault(mine.actor, {})[f"{wording.tie_words(relation, outgoing=outgoing)} {lookup.name(other)}"] = None
    return {actor: tuple(said) for actor, said in found.items()}


def _is_said(lookup: Lookup, relation: Relation, *, outgoing: bool) -> bool:
    """Whether the section tells the tie elsewhere: a membership in the member's line, a post among the offices."""
    if relation.type not in ("leads", "member_of"):
        return False
    if not outgoing:
        return relation.type == "member_of"
    person, body = lookup.actors.get(relation.source.actor or ""), lookup.actors.get(relation.target.actor or "")
    names = {flat(name).lower() for name in (body.name, *body.aliases)} if body else set()
    return person is not None and any(role.organization and flat(role.organization).lower() in names for role in person.roles)
