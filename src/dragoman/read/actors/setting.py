"""What the linking of one report looks up: the chain of a mention, and the name at a word."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse

from .chain import Chain


class Setting(msgspec.Struct):
    """What the linking looks up: the chain of a name mention, and the mention that covers a token."""

    chain_of: dict[str, Chain]
    name_at: dict[int, Mention]
    peoples: dict[str, Chain]  # demonyms of states that the lexicon does not know


def setting(parse: Parse, mentions: tuple[Mention, ...], chains: list[Chain]) -> Setting:
    """Chains by mention id, name mentions by the index of each of their tokens."""
    chain_of = {mention.id: chain for chain in chains for mention in chain.mentions}
    name_at = {token.i: mention for mention in mentions if mention.form == "name" for token in parse.covering(mention.start, mention.end)}
    peoples = {
        form: chain
        for chain in chains
        if chain.kind == "state" and not chain.country and chain.mentions
        for form in lexicon.regular_demonyms(chain.best_name())
    }
    return Setting(chain_of, name_at, peoples)
