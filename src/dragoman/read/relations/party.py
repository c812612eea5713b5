"""Who stands at a word: the mention that it heads and its actor."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor, ActorKind, Mention
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument
from dragoman.model.text import Span

NESTED = 3  # "the village of the district of X": deeper nesting is rare, and the walk stays bounded


class Party(msgspec.Struct, frozen=True):
    """One side of a tie; `actor` is None only for a place without a name."""

    start: int
    end: int
    actor: str | None
    kind: ActorKind  # the actor's, the mention's where there is no actor
    place: bool  # the mention stands for a place here
    form: str  # of the mention; "demonym" where only the adjective of a state stands there
    plural: bool
    people: bool = False  # described as persons ("two politicians"), not as a body

    @property
    def argument(self) -> Argument:
        return Argument(self.start, self.end, self.actor)


class Parties:
    """The lookups of one report."""

    def __init__(self, parse: Parse, cast: Cast, actors: tuple[Actor, ...]) -> None:
        self.parse = parse
        self.cast = cast
        self.kind = {actor.id: actor.kind for actor in actors}
        self.states = {actor.country: actor.id for actor in actors if actor.kind == "state" and actor.country}
        self.peoples = {
            form: actor.id for actor in actors if actor.kind == "state" and not actor.country for form in lexicon.regular_demonyms(actor.name)
        }
        self.sector = {actor.id: actor.sector for actor in actors}
        self.owner = {mention: actor.id for actor in actors for mention in actor.mentions}
        self.all = cast.mentions_in(0, len(parse.text))
        self.spans = {mention.id: Span(mention.start, mention.end) for mention in self.all}
        self.names = {mention.id for mention in self.all if mention.form == "name"}
        self.named = {self.owner[mention] for mention in self.names if mention in self.owner}
        self.bodies = _bodies(actors)

    def at(self, token: Token) -> Party | None:
        """The mention that the token heads, or the state whose demonym it is; None without an actor, except for a place."""
        over = self.cast.mentions_in(token.start, token.end)
        if over:
            mention = min(over, key=lambda one: (one.end - one.start, one.start))
            if mention.form != "description" or self.parse.top(mention.start, mention.end) == token:
                return self.of(mention, token)
        known = lexicon.known(token.text) if token.text[0].isupper() else None
        actor = self.states.get(known.code or "") if known and known.sense in ("demonym", "capital", "state") else self.peoples.get(token.text)
        return Party(token.start, token.end, actor, "state", False, "demonym", False) if actor else None

    def of(self, mention: Mention, token: Token | None = None) -> Party | None:
        actor = self._own(mention, token) or mention.actor or self.owner.get(mention.id)
        if actor is None and mention.kind == "place" and token is not None:
            for _ in range(NESTED):  # "the village of X" is X
                inner = [thing for of in self.parse.children(token, "prep") if of.lower == "of" for thing in self.parse.children(of, "pobj")]
                if not inner:
                    break
                token = inner[0]
                named = self.cast.mention_at(token.start)
                if named and named.form == "name" and named.kind in ("place", "state"):
                    mention, actor = named, named.actor or self.owner.get(named.id)
                    break
        if actor is None and mention.kind != "place":
            return None
        plural = token is not None and token.tag in ("NNS", "NNPS")
        people = token is not None and mention.form == "description" and lexicon.person_noun([token.lemma]) is not None
        kind = self.kind.get(actor or "", mention.kind)
        return Party(mention.start, mention.end, actor, kind, mention.kind == "place", mention.form, plural, people)

    def _own(self, mention: Mention, token: Token | None) -> str | None:
        """The body meant by "her party": the one in which she holds an office, where it is the only one."""
        if mention.form != "description" or token is None or lexicon.body_noun([token.lemma]) is None:
            return None
        whose = [self.cast.actor_at(each.start) for each in self.parse.children(token, "poss") if each.pos == "PRON"]
        return self.bodies.get(whose[0] or "") if whose else None


def _bodies(actors: tuple[Actor, ...]) -> dict[str, str]:
    """Person → the only body of the report in which it holds an office."""
    by_name = {lexicon.plain(name): actor.id for actor in actors if actor.kind == "organization" for name in (actor.name, *actor.aliases)}
    found: dict[str, str] = {}
    for actor in actors:
        offices = [role for role in actor.roles if role.organization and role.status != "former"]
        held = {by_name[plain] for role in offices if (plain := lexicon.plain(role.organization or "")) in by_name}
        if actor.kind == "person" and len(held) == 1:
            found[actor.id] = held.pop()
    return found
