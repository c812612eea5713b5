"""Common nouns that only a sentence's first capital made a name ("Turnout was low")."""

from dragoman.lexicon.words import words
from dragoman.model.parse import Parse

from .stretch import Stretch


def drop_common(parse: Parse, names: list[Stretch]) -> list[Stretch]:
    """The names without single dictionary words that stand capitalised nowhere but at the beginning of sentences."""
    tokens = parse.tokens
    begins = {sentence.first for sentence in parse.sentences}
    doubtful = [
        name for name in names if name.last - name.first == 1 and name.first in begins and name.kind in ("person", "organization") and not name.sure
    ]
    if not doubtful:
        return names
    capitalised = {token.text for token in tokens if token.i not in begins and token.text[0].isupper()}
    dropped = {
        id(name)
        for name in doubtful
        if tokens[name.first].text.istitle() and tokens[name.first].lower in words() and tokens[name.first].text not in capitalised
    }
    return [name for name in names if id(name) not in dropped]
