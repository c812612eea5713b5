"""The actors of one report: mentions of one person, body, group or state gathered under its best name, with its roles, country and sector.

Names are chained by spelling, surname and acronym; a state, its government and its capital where that acts are one. Descriptions join a name only by
apposition, copula, or an office that one person of the report holds; he and she only a person that the sentence makes plain.
Left out on purpose: who an actor is outside this report.
"""

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor, Mention, Role, SectorGround
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse

from .backwards import link_backwards
from .chain import Chain
from .descriptions import link_descriptions
from .names import chain_names
from .pronouns import link_pronouns
from .roles import find_roles


def find_actors(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Actor, ...]:
    """Actors in the order of their first mention; each mention belongs to one actor at most."""
    chains = chain_names(parse, mentions)
    find_roles(parse, mentions, chains)
    chains = link_descriptions(parse, mentions, chains)
    link_backwards(parse, mentions, chains)
    link_pronouns(parse, mentions, chains)
    actors = [_actor(chain) for chain in chains if chain.mentions]
    order = {mention.id: at for at, mention in enumerate(mentions)}
    return tuple(sorted(actors, key=lambda actor: (order[actor.mentions[0]], actor.name)))


def _actor(chain: Chain) -> Actor:
    members = sorted(chain.mentions, key=lambda mention: (mention.start, -mention.end))
    name = chain.best_name()
    aliases = sorted({other for other in chain.names if lexicon.plain(other) != lexicon.plain(name) and not _garbled(other, chain)})
    roles = _roles(chain)
    return Actor(
        id=make_id("a", name, chain.kind, members[0].id),
        name=name,
        kind=chain.kind,
        aliases=tuple(aliases),
        country=chain.country,
        sector=chain.sector,
        sector_ground=SectorGround(kind=ground.kind, start=ground.start, end=ground.end) if (ground := chain.ground()) else None,
        roles=tuple(roles),
        mentions=tuple(mention.id for mention in members),
    )


def _roles(chain: Chain) -> list[Role]:
    """Each office once, those with their body printed first, a bare word such as "official" last, else in text order."""
    found: dict[tuple[object, ...], Role] = {}
    housed = {(lexicon.plain(role.title), role.status) for role in chain.roles if role.organization}
    for role in sorted(chain.roles, key=lambda role: (role.start, role.end)):
        title = lexicon.plain(role.title)
        if role.organization or (title, role.status) not in housed:
            found.setdefault((title, role.status, lexicon.plain(role.organization or "")), role)
    return sorted(found.values(), key=lambda role: (_is_vague(role), role.organization is None, role.start, role.end))


def _is_vague(role: Role) -> bool:
    title = lexicon.titles().get(lexicon.split(role.title.lower()))
    return role.organization is None and title is not None and title.kind == "person"


def _garbled(name: str, chain: Chain) -> bool:
    """True for a name with an "s" too many, a possessive that lost its apostrophe."""
    if not name.endswith("s"):
        return False
    last = lexicon.plain(name)[-1][:-1]
    return any(lexicon.plain(other)[-1] == last for other in chain.names if other != name)
