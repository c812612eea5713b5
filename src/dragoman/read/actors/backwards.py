"""Bare definite nouns that point back to the last name of their kind: "the city", "this country", "the party" (data: `backwards.yaml`).

Only where one name of the kind stands in the sentence before the noun, else in the sentence before it, and so on a few sentences back; two are none.
"""

from functools import cache
from typing import Literal

import msgspec

from dragoman.lexicon import gazetteer, load
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse

from .chain import Chain

BACK = 2  # sentences
LOOSE = frozenset({"group", "organisation", "organization", "movement", "society", "association", "mission", "charity", "union"})
OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "JRN", "BUS", "EDU", "MED"})
BARE = frozenset({"the", "this"})
Kind = Literal["city", "state", "division", "body"]


class Backwards(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that point back to the last name of one kind."""

    id: str
    kind: Kind
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _kinds() -> dict[str, Kind]:
    return {word: entry.kind for entry in load("backwards", Backwards) for word in entry.words}


def link_backwards(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> None:
    """Adds the descriptions that point back to the chains of what they point to; a description that stood in a chain of its own leaves it."""
    chain_of = {mention.id: chain for chain in chains for mention in chain.mentions}
    named = [
        (parse.sentence(parse.covering(each.start, each.end)[0]).number, each) for each in mentions if each.form == "name" and each.id in chain_of
    ]
    for mention in mentions:
        covered = parse.covering(mention.start, mention.end)
        if mention.form != "description" or len(covered) != 2 or covered[0].lower not in BARE:
            continue
        noun = covered[1].lemma.lower()
        kind = _kinds().get(noun)
        own = chain_of.get(mention.id)
        if kind is None or (own is not None and own.names):
            continue
        owner = _owner(kind, noun, covered[1].sentence, [(at, chain_of[each.id]) for at, each in named if each.end <= mention.start])
        if owner is not None and owner is not own:
            if own is not None:
                own.mentions.remove(mention)
            owner.mentions.append(mention)
            chain_of[mention.id] = owner


def _owner(kind: Kind, noun: str, sentence: int, before: list[tuple[int, Chain]]) -> Chain | None:
    if kind == "body":
        fitting = {id(chain): chain for _, chain in before if _is(kind, noun, chain)}
        if not fitting:  # no name has the noun in it: the one body of its sector, the one following named a little before
            fitting = {id(chain): chain for at, chain in before if _is_of_sector(noun, chain) and (noun not in LOOSE or at >= sentence - BACK)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None
    for back in range(BACK + 1):
        fitting = {id(chain): chain for at, chain in before if at == sentence - back and _is(kind, noun, chain)}
        if fitting:
            return next(iter(fitting.values())) if len(fitting) == 1 else None
    return None


def _is_of_sector(noun: str, chain: Chain) -> bool:
    """Whether the noun is what one calls such a body: "the party" one of the sector of parties, "the group" one that is no state's."""
    if chain.kind not in ("organization", "group") or not chain.names:
        return False
    if noun in LOOSE:
        return chain.kind == "organization" and chain.sector not in OFFICIAL
    body = lexicon.bodies().get((noun,))
    return body is not None and body.sector is not None and body.sector == chain.sector


def _is(kind: Kind, noun: str, chain: Chain) -> bool:
    name = chain.best_name()
    if kind == "body":
        return chain.kind in ("organization", "group") and noun in lexicon.plain(name)
    if kind == "state":
        known = lexicon.known(name)
        return chain.kind == "state" or (known is not None and known.sense == "state")
    if chain.kind != "place" or chain.fixed:
        return False
    likeliest = gazetteer.lookup(name)[:2]  # a city and the province around it often share a name
    return any(place.feature.startswith("P." if kind == "city" else "A.ADM") for place in likeliest)
