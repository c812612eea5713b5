"""The section "Who": persons first, then states, groups and organizations, the most mentioned first."""

from dragoman.model.actor import Actor, Role
from dragoman.model.reading import Relation
from dragoman.model.text import Span

from . import wording
from .brief import Cell, Line, Section
from .lookup import Lookup, flat

GROUPS = ("Persons", "States, groups, organizations", "Spoken of without a name")
JOINTS = ("of the", "of", "in the", "in", "for the", "for", "at the", "at", "with the", "with", "to the", "to")
JOINT = 10  # code points: the longest of them with its spaces


def who_section(lookup: Lookup) -> Section:
    """One line an actor that has a name, or that is spoken of again and acts or speaks; places are left out."""
    active = _active(lookup)
    states = _states(lookup)
    kept = [actor for actor in lookup.reading.actors if actor.kind != "place" and _is_told(lookup, actor, active)]
    ties = _ties(lookup, frozenset(actor.id for actor in kept))
    kept.sort(key=lambda actor: (GROUPS.index(_group(lookup, actor)), -len(actor.mentions), _first(lookup, actor), actor.name))
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
                    Cell("; ".join(_offices(lookup, actor))),
                    Cell("" if actor.kind == "state" else states.get(actor.country or "", actor.country or "")),
                    Cell("; ".join(ties.get(actor.id, ()))),
                    Cell(", ".join(dict.fromkeys(aliases)), "muted"),
                    Cell(str(len(actor.mentions)), "muted"),
                ),
                cites=lookup.cites(spans),
                group=_group(lookup, actor),
            )
        )
    columns = ("Name", "Office", "Country", "Ties", "Also", "Mentions")
    return Section(name="Who", columns=columns, labels=("", "", "", "", "also", "mentions"), leads=2, lines=tuple(lines))


def sides_section(lookup: Lookup) -> Section:
    """One line a camp: who is on the side, and against whom."""
    ties = {relation.id: relation for relation in lookup.reading.relations}
    lines = []
    for camp in lookup.reading.camps:
        hostile = [ties[id_] for id_ in camp.against]
        foes = dict.fromkeys(end.actor for tie in hostile for end in (tie.source, tie.target) if end.actor and end.actor not in camp.actors)
        cells = (
            Cell(", ".join(flat(lookup.actors[id_].name) for id_ in camp.actors), "strong"),
            Cell(", ".join(flat(lookup.actors[id_].name) for id_ in foes if id_ in lookup.actors), "bad"),
        )
        cues = [span for id_ in (*camp.ties, *camp.against) for span in ties[id_].cue.spans]
        lines.append(Line(cells=cells, cites=lookup.cites(cues)))
    return Section(name="Sides", columns=("Together", "Against"), labels=("", "against"), leads=1, lines=tuple(lines))


def _states(lookup: Lookup) -> dict[str, str]:
    """Country codes as the report calls the countries: by its state actors."""
    return {actor.country: flat(actor.name) for actor in reversed(lookup.reading.actors) if actor.kind == "state" and actor.country}


def _active(lookup: Lookup) -> frozenset[str]:
    """Actors that speak, are party to an event, or were asked for comment."""
    reading = lookup.reading
    sources = [*(attribution.source.actor for attribution in reading.attributions), *(voice.actor for voice in reading.voices)]
    parties = [argument.actor for event in reading.events for argument in (*event.actors, *event.recipients)]
    asked = [request.party.actor for request in reading.comment_requests]
    return frozenset(actor for actor in (*sources, *parties, *asked) if actor)


def _offices(lookup: Lookup, actor: Actor) -> list[str]:
    """Each office once, the shorter where a longer says it too ("commander" beside "commander in the Guard")."""
    said = list(dict.fromkeys(wording.role_words(role, _joined(lookup, role)) for role in actor.roles))
    lower = [office.lower() for office in said]
    name = flat(actor.name).lower()
    return [
        office
        for office, low in zip(said, lower, strict=True)
        if low not in name and not any(low != other and f" {low} " in f" {other.replace(',', ' ')} " for other in lower)
    ]


def _joined(lookup: Lookup, role: Role) -> str | None:
    """Office and body as the text joins them, "head of the Watch", "the Guard's spokesman"; None where they do not stand side by side."""
    body = flat(role.organization or "")
    if not body or role.end <= role.start:
        return None
    after = flat(lookup.text[role.end : role.end + len(body) + JOINT])
    for joint in (" ", *JOINTS):
        if after.lower().startswith(f"{joint.strip()} {body}".strip().lower()):
            return f"{lookup.words(Span(role.start, role.end))} {after[: len(joint.strip() and joint.strip() + ' ') + len(body)]}"
    before = flat(lookup.text[max(role.start - len(body) - 3, 0) : role.start])
    for close in ("", "'s", "’s", "'", "’"):
        if before.lower().endswith(f"{body}{close}".lower()):
            return f"{before[len(before) - len(body) - len(close) :]} {lookup.words(Span(role.start, role.end))}"
    return None


def _first(lookup: Lookup, actor: Actor) -> int:
    return min((lookup.mentions[mention].start for mention in actor.mentions if mention in lookup.mentions), default=0)


def _is_told(lookup: Lookup, actor: Actor, active: frozenset[str]) -> bool:
    """Named somewhere; or spoken of more than once, and acting or speaking."""
    return lookup.is_named(actor) or (actor.id in active and sum(mention in lookup.mentions for mention in actor.mentions) > 1)


def _group(lookup: Lookup, actor: Actor) -> str:
    if not lookup.is_named(actor):
        return GROUPS[2]
    return GROUPS[0] if actor.kind == "person" else GROUPS[1]


def _ties(lookup: Lookup, told: frozenset[str]) -> dict[str, list[str]]:
    """For each actor the ties that the text states to others whom the section lists, said from its side: "backed by Iran, Iraq".

    Where somebody is, is no tie; what only the model believes stays out.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for relation in lookup.reading.relations:
        if relation.source.actor == relation.target.actor or relation.type == "located_in" or relation.odds is not None:
            continue
        for mine, other, outgoing in ((relation.source, relation.target, True), (relation.target, relation.source, False)):
            if not mine.actor or other.actor not in told or _is_said(lookup, relation, outgoing=outgoing):
                continue
            found.setdefault(mine.actor, {}).setdefault(wording.tie_words(relation, outgoing=outgoing), {})[lookup.name(other)] = None
    return {actor: [f"{words} {', '.join(names)}" for words, names in said.items()] for actor, said in found.items()}


def _is_said(lookup: Lookup, relation: Relation, *, outgoing: bool) -> bool:
    """Whether the section tells the tie elsewhere: a membership in the member's line, a post among the offices."""
    if relation.type not in ("leads", "member_of"):
        return False
    if not outgoing:
        return relation.type == "member_of"
    person, body = lookup.actors.get(relation.source.actor or ""), lookup.actors.get(relation.target.actor or "")
    names = {flat(name).lower() for name in (body.name, *body.aliases)} if body else set()
    return person is not None and any(role.organization and flat(role.organization).lower() in names for role in person.roles)
