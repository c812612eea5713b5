"""Whether a country's or a capital's name stands for a place or for the government that acts from there."""

from functools import cache
from typing import Literal

import msgspec

from dragoman.lexicon import load
from dragoman.model.parse import Parse, Token

DEPTH = 8  # coordinated names followed to the first: a list of more countries is rare, and the walk stays bounded


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Words around a name. `sense`: what they tell; a *_verb stands before "to", a place_noun is owned by a place, a stance is "pro-" or "anti-",
    a state_office is had by states
    alone, a state_noun follows a state's name or demonym, a state_deed is done by them (and by persons)."""

    sense: Literal[
        "place_preposition",
        "state_preposition",
        "place_verb",
        "state_verb",
        "place_noun",
        "stance",
        "inside",
        "state_office",
        "state_noun",
        "state_deed",
    ]
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def settings(sense: str) -> frozenset[str]:
    """The words of one sense."""
    return frozenset(word for setting in load("metonymy", Setting) if setting.sense == sense for word in setting.words)


def is_place(parse: Parse, token: Token, *, capital: bool) -> bool:
    """True where the name headed by `token` is a place here; a capital needs a sign that it acts, a country a sign that it is a place."""
    if token.i > 1 and parse.tokens[token.i - 1].text == "-" and parse.tokens[token.i - 2].lower in settings("stance"):
        return False  # "pro-Peru"
    for _ in range(DEPTH):
        if token.dep != "conj":
            break
        token = parse.head(token)
    head = parse.head(token)
    if token.dep in ("nsubj", "nsubjpass"):
        return capital and (
            head.lemma in settings("place_verb")
            or head.pos not in ("VERB", "AUX")
            or (token.dep == "nsubjpass" and head.lemma not in settings("state_verb"))
        )
    if token.dep == "pobj":
        return _after_preposition(parse, head, capital=capital)
    if token.dep == "poss":
        return capital and head.lemma in settings("place_noun")
    if token.dep in ("npadvmod", "amod") and head.pos in ("VERB", "ADJ"):
        return False  # "Peru-backed"
    return capital


def _after_preposition(parse: Parse, preposition: Token, *, capital: bool) -> bool:
    if preposition.lower in settings("place_preposition"):
        return True
    if preposition.dep == "agent" or preposition.lower in settings("state_preposition"):
        return False
    if preposition.lower == "to":
        governor = parse.head(preposition)
        return governor.lemma in settings("place_verb") or (capital and governor.lemma not in settings("state_verb"))
    return capital
