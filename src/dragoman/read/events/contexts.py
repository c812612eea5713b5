"""PLOVER contexts of a sentence by its words: what the happening is about, beside what it is."""

from functools import cache

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Sentence
from dragoman.model.plover import CONTEXTS


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One PLOVER context and the lemmas that bring it up."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for context in lexicon.load("contexts", Context):
        for word in context.words:
            found.setdefault(word, []).append(context.id)
    return {word: tuple(ids) for word, ids in found.items()}


def contexts_of(parse: Parse, sentence: Sentence) -> tuple[str, ...]:
    """The contexts that the sentence's words bring up, in the codebook's order."""
    by_word = _by_word()
    found = {context for token in parse.in_sentence(sentence) for context in by_word.get(token.lemma.lower(), ())}
    return tuple(context for context in CONTEXTS if context in found)
