"""Descriptions without a name beside them: the state's government, the holder of an office, the group spoken of before."""

from dragoman.lexicon import names as lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Mention

from .chain import Chain
from .phrase import Phrase, read_phrase
from .roles import apply_phrase, setting

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
DROPPED = frozenset({"the", "a", "an", "this", "that", "these", "those", "some", "several", "many", "other", "another", "any", "both", "one", "all"})
BARE_STATES = frozenset({"country", "nation", "state", "republic", "kingdom", "superpower"})


def link_descriptions(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> list[Chain]:
    """The chains, with those of descriptions added; a description that is in a chain already stays there."""
    look = setting(parse, mentions, chains)
    states = {chain.country: chain for chain in chains if chain.kind == "state" and chain.country}
    offices: dict[str, list[Chain]] = {}
    for chain in chains:
        for role in chain.roles:
            holders = offices.setdefault(_office(role.title), [])
            if chain not in holders:
                holders.append(chain)
    last_government: set[str] = set()
    seen: dict[str, Chain] = {}
    for mention in mentions:
        if mention.form != "description" or mention.id in look.chain_of or mention.kind == "place":
            continue
        phrase = read_phrase(parse, mention, look.name_at)
        if phrase is None:
            continue
        covered = parse.covering(mention.start, mention.end)
        found: Chain | None = None
        if mention.kind == "state":
            if not phrase.body or (covered[-1].lemma in BARE_STATES and phrase.country is None):
                continue
            code = phrase.country or (
                next(iter(last_government)) if len(last_government) == 1 and covered[0].lower in DEFINITE and len(covered) == 2 else None
            )
            if code and not _of_person(phrase, covered, look.name_at):
                found = states.get(code) or states.setdefault(code, _state(code, chains))
                last_government.add(code)
        elif mention.kind == "person" and covered[0].lower in DEFINITE:
            found = _holder(phrase, mention, offices)
        if found is None:
            found = _again(parse, mention, covered, seen, chains)
            apply_phrase(found, phrase, look)
        found.mentions.append(mention)
        look.chain_of[mention.id] = found
    return chains


def _state(code: str, chains: list[Chain]) -> Chain:
    chain = Chain("state", country=code, sector="GOV", fixed=_state_names()[code])
    chains.append(chain)
    return chain


def _state_names() -> dict[str, str]:
    return {known.code: known.name for names in lexicon.known_names().values() for _, known in names if known.code and known.sense == "state"}


def _of_person(phrase: Phrase, covered: tuple[Token, ...], name_at: dict[int, Mention]) -> bool:
    """True for "the Hoover administration": a leader's, though the state's too."""
    return phrase.country is None and any(name_at.get(token.i) is not None and name_at[token.i].kind == "person" for token in covered)


def _office(title: str) -> str:
    return " ".join(lexicon.plain(title))


def _holder(phrase: Phrase, mention: Mention, offices: dict[str, list[Chain]]) -> Chain | None:
    """The one holder of this office in the report, named before or holding it in a state; another country or body makes it another office."""
    if phrase.role is None or phrase.title is None or phrase.role.status != "current":
        return None
    holders = [
        chain
        for chain in offices.get(_office(phrase.role.title), [])
        if chain.mentions
        and (phrase.title.state or chain.mentions[0].start < mention.start)
        and not (phrase.country and chain.country and phrase.country != chain.country)
    ]
    if len(holders) != 1:
        return None
    owned = phrase.role.organization
    if (
        owned
        and phrase.country is None
        and not any(role.organization and lexicon.plain(role.organization) == lexicon.plain(owned) for role in holders[0].roles)
    ):
        return None
    return holders[0]


def _again(parse: Parse, mention: Mention, covered: tuple[Token, ...], seen: dict[str, Chain], chains: list[Chain]) -> Chain:
    """The chain of the same words used before, when these point back (definite) or name a kind (bare plural); else a new one."""
    kept = [token for token in covered if token.lower not in DROPPED and token.pos != "NUM"] or list(covered)
    start = next((token.start for token in covered if token.lower not in DROPPED and token.pos not in ("PUNCT",)), mention.start)
    label = " ".join(parse.text[start : mention.end].split())
    key = " ".join(token.lower for token in kept)
    first = covered[0]
    points_back = (
        first.lower in DEFINITE
        or (mention.kind != "person" and first.pos not in ("DET", "NUM") and first.lower not in DROPPED)
        or first.tag == "PRP$"
    )
    earlier = seen.get(key)
    if earlier is not None and points_back and earlier.kind == mention.kind:
        return earlier
    chain = Chain(mention.kind, label=label)
    seen[key] = chain
    chains.append(chain)
    return chain
