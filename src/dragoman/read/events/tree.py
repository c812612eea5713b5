"""What the tree says of a happening's parties where the network says nothing, or something else: "talks between X and Y", "an attack by X".

A hand check of events in real articles (eval/hand_check.csv) showed these as the commonest faults of parties that were chosen word by word.
"""

from typing import NamedTuple

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument
from dragoman.model.text import Span

from .classes import PERSONAL
from .frame import Frame

WHERE = frozenset({"in", "near", "around", "over", "outside", "inside", "at", "across", "along", "from", "throughout", "within", "off"})
"""Prepositions after which a place says where, not to whom."""
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
BY, BETWEEN = frozenset({"by"}), frozenset({"between"})
TOWARDS = frozenset({"with", "against"})


class Sides(NamedTuple):
    """The heads that the tree puts on either side of a trigger; `sure` where they outweigh the network."""

    actors: list[Token]
    recipients: list[Token]
    sure: bool = False


def sides_of(frame: Frame, trigger: Token) -> Sides:
    """ "between X and Y": both, for sure; else "by X" as actor where X can act (no bomb does), or a pronoun that is the verb's subject; "with X" and
    "against X" as recipient."""
    parse = frame.parse
    for inner in _under(parse, trigger, BETWEEN):
        both = parse.conjuncts(inner)
        if len(both) > 1:
            return Sides(both[:1], both[1:], sure=True)
    spoken = [] if trigger.pos != "VERB" else [each for each in parse.children(trigger, "nsubj") if each.lower in PERSONAL]
    return Sides([each for each in _under(parse, trigger, BY)[:1] if frame.can_act(each)] or spoken, _under(parse, trigger, TOWARDS)[:1])


def _under(parse: Parse, trigger: Token, words: frozenset[str]) -> list[Token]:
    """The nouns and names that hang on the trigger by one of the prepositions."""
    return [
        inner
        for child in parse.children(trigger, "prep", "agent")
        if child.lower in words
        for inner in parse.children(child, "pobj")
        if inner.pos in ("NOUN", "PROPN") and inner.ent not in TIMES
    ]


def apart(parse: Parse, span: Span, trigger: Token) -> Span | None:
    """The span without the trigger that it covers: what modifies it ("the embassy" of "the embassy siege"); None where nothing is left."""
    if not span.start <= trigger.start < span.end:
        return span
    before = [child for child in parse.children(trigger, "compound", "poss", "amod", "nmod") if span.start <= child.start < trigger.start]
    named = [child for child in before if child.pos in ("NOUN", "PROPN") or (child.text[0].isupper() and child.pos == "ADJ")]
    if not named:
        return None
    phrase = parse.phrase(named[0])
    return Span(max(phrase.start, span.start), min(phrase.end, trigger.start - 1)) if phrase.start < trigger.start else None


def only_where(parse: Parse, cast: Cast, argument: Argument) -> bool:
    """True for a place that only says where it happened: "killed in Idlib"."""
    top = parse.top(argument.start, argument.end)
    if top is None or top.dep != "pobj" or parse.head(top).lower not in WHERE:
        return False
    mention = cast.mention_at(top.start)
    return (mention is not None and mention.kind in ("place", "state")) or top.ent in ("GPE", "LOC", "FAC")
