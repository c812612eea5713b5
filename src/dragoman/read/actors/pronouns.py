"""He and she: the person that the same or the previous sentence makes plain. It and they: the body, group or state that binds them."""

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse, Token
from dragoman.read.binding import THINGS, binder

from .chain import Chain

GENDERS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "themselves"})
BACK = 2  # sentences: farther off there is mostly another person in between
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def link_pronouns(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> None:
    """Adds singular personal pronouns to chains: the last person who was a subject, else the only person in sight; otherwise none."""
    for chain in chains:
        if chain.kind == "person" and chain.names and chain.gender is None:
            chain.gender = lexicon.gender_of(chain.best_name())
    chain_of = {mention.id: chain for chain in chains for mention in chain.mentions}
    heads: dict[int, Chain] = {}
    for mention in mentions:
        top = parse.top(mention.start, mention.end)
        if mention.form != "pronoun" and mention.id in chain_of and top is not None:
            heads[top.i] = chain_of[mention.id]
    spans = [(mention.start, mention.end, chain_of[mention.id]) for mention in mentions if mention.form == "description" and mention.id in chain_of]
    recent: list[tuple[int, bool, Chain]] = []  # sentence, subject, chain
    for mention in mentions:
        token = next(iter(parse.covering(mention.start, mention.end)), None)
        if token is None:
            continue
        if mention.form != "pronoun":
            found = chain_of.get(mention.id)
            top = parse.top(mention.start, mention.end)
            if found and found.kind == "person" and top:
                recent = [row for row in recent if row[0] >= top.sentence - BACK]
                recent.append((top.sentence, _leads(parse, top), found))
            continue
        gender = GENDERS.get(token.lower)
        if gender is None:
            bound = binder(parse, token)
            owner = heads.get(bound.i) if bound is not None else None
            if bound is not None and owner is not None and _agree(token, bound, owner):
                owner.mentions.append(mention)
            continue
        barred = _barred(parse, token, heads, spans)
        candidates = [row for row in recent if row[0] >= token.sentence - BACK and row[2].gender in (None, gender) and id(row[2]) not in barred]
        chosen = _choose(candidates, token.sentence)
        if chosen is not None:
            chosen.mentions.append(mention)
            chosen.gender = chosen.gender or gender
            recent.append((token.sentence, _leads(parse, token), chosen))


def _leads(parse: Parse, token: Token) -> bool:
    """Whether the word is a subject or owns one: "her government fell"."""
    return token.dep in SUBJECTS or (token.dep == "poss" and parse.head(token).dep in SUBJECTS)


def _barred(parse: Parse, pronoun: Token, heads: dict[int, Chain], spans: list[tuple[int, int, Chain]]) -> set[int]:
    """The chains that the pronoun cannot mean: who is described or owned with it ("his successor, X"), and the subject beside an object."""
    barred = {id(chain) for start, end, chain in spans if start <= pronoun.start and pronoun.end <= end}
    above = parse.head(pronoun)
    if pronoun.dep == "poss":
        owned = [above, *parse.children(above, "appos"), *([parse.head(above)] if above.dep == "appos" else [])]
        barred |= {id(heads[each.i]) for each in owned if each.i in heads}
    elif pronoun.dep in ("dobj", "pobj", "dative") and not pronoun.lower.endswith("self"):
        verb = above if pronoun.dep != "pobj" else parse.head(above)
        barred |= {id(heads[each.i]) for each in parse.children(verb, *SUBJECTS) if each.i in heads}
    return barred


def _agree(pronoun: Token, bound: Token, owner: Chain) -> bool:
    """Whether the pronoun can stand for the body, group or state: "they" for a plural or for people, "it" for one thing."""
    if owner.kind in ("person", "place"):
        return False
    plural = bound.tag in ("NNS", "NNPS")
    return pronoun.lower in THINGS if not plural and owner.kind != "group" else pronoun.lower in PLURAL


def _choose(candidates: list[tuple[int, bool, Chain]], sentence: int) -> Chain | None:
    for number in (sentence, sentence - 1):
        for where, subject, chain in reversed(candidates):
            if where == number and subject:
                return chain
    for back in range(1, BACK + 1):
        people = {id(chain): chain for where, _, chain in candidates if where >= sentence - back}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
    return None
