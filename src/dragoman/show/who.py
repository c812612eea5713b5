"""The section "Who": persons first, then states, groups and organizations, the most mentioned first."""

from dragoman.model.reading import Actor
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Section
from .lookup import Lookup, flat


def who_section(lookup: Lookup) -> Section:
    """One line an actor; places and descriptions that occur once and name nobody are left out."""
    ties = _ties(lookup)
    kept = [actor for actor in lookup.reading.actors if actor.kind != "place" and _is_known(lookup, actor)]
    kept.sort(key=lambda actor: (actor.kind != "person", -len(actor.mentions), _first(lookup, actor), actor.name))
    lines = []
    for actor in kept:
        mentions = [lookup.mentions[mention] for mention in actor.mentions if mention in lookup.mentions]
        spans = [Span(mention.start, mention.end) for mention in mentions]
        spans += [Span(role.start, role.end) for role in actor.roles if role.end > role.start]
        aliases = [flat(alias) for alias in actor.aliases if flat(alias).lower() != flat(actor.name).lower()]
        lines.append(
            Line(
                cells=(
                    Cell(flat(actor.name), "strong"),
                    Cell("; ".join(dict.fromkeys(wording.role_words(role) for role in actor.roles))),
                    Cell(actor.country or ""),
                    Cell("; ".join(ties.get(actor.id, ()))),
                    Cell(", ".join(dict.fromkeys(aliases)), "muted"),
                    Cell(str(len(actor.mentions)), "muted"),
                ),
                cites=lookup.cites(spans),
                group="Persons" if actor.kind == "person" else "States, groups, organizations",
            )
        )
    return Section(name="Who", columns=("Name", "Office", "Country", "Ties", "Also", "Mentions"), leads=2, lines=tuple(lines))


def _first(lookup: Lookup, actor: Actor) -> int:
    return min((lookup.mentions[mention].start for mention in actor.mentions if mention in lookup.mentions), default=0)


def _is_known(lookup: Lookup, actor: Actor) -> bool:
    """Named somewhere, or spoken of more than once."""
    forms = [lookup.mentions[mention].form for mention in actor.mentions if mention in lookup.mentions]
    return "name" in forms or len(forms) > 1


def _ties(lookup: Lookup) -> dict[str, tuple[str, ...]]:
    """For each actor the ties that the text states, said from its side: "backed by Iran"."""
    found: dict[str, dict[str, None]] = {}
    for relation in lookup.reading.relations:
        if relation.source.actor == relation.target.actor:
            continue
        for mine, other, outgoing in ((relation.source, relation.target, True), (relation.target, relation.source, False)):
            if mine.actor:
                said = f"{wording.tie_words(relation, outgoing=outgoing)} {lookup.name(other)}"
                found.setdefault(mine.actor, {})[said] = None
    return {actor: tuple(said) for actor, said in found.items()}
