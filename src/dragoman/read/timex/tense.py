"""Which way a time expression looks: back, or ahead, by the verb that governs it."""

from functools import cache
from typing import Literal, NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token

Direction = Literal["past", "future", "open"]

REACH = 12  # governors walked up: deeper trees are parsing accidents, and a walk must not grow with the sentence


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs and auxiliaries that turn a date."""

    kind: Literal["planned", "ahead", "telling", "awaited", "lapsed", "granting", "eve"]
    words: frozenset[str]
    examples: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


@cache
def cues() -> dict[str, frozenset[str]]:
    """The cue words by kind."""
    return {cue.kind: cue.words for cue in lexicon.load("timex_tense", Cue)}


class Outlook(NamedTuple):
    """The direction, and whether the expression hangs on the verb itself rather than on a noun."""

    direction: Direction
    direct: bool


def outlook(parse: Parse, start: int, end: int) -> Outlook:
    """Where the words [start, end) look, by their nearest governing verb with a tense; "open" without one."""
    token = parse.top(start, end)
    if token is None:
        return Outlook("open", False)
    direct = True
    limit = token.i > 0 and parse.head(token).lower in ("until", "till")
    for steps, governor in enumerate((token, *parse.ancestors(token))):
        if steps > REACH:
            break
        if governor.pos in ("VERB", "AUX"):
            direction = _direction(parse, governor, direct, limit=limit)
            if direction != "open":
                return Outlook(direction, direct)
        elif steps and governor.lemma.lower() in cues()["planned"]:
            return Outlook("future", direct)
        elif steps and governor.lemma.lower() in cues()["awaited"]:
            return Outlook("past", False) if _lapsed(parse, governor) else Outlook("future", True)
        elif steps and not direct and governor.lower in cues()["eve"] and _awaits(parse, governor):
            return Outlook("future", True)
        elif steps and governor.pos in ("NOUN", "PROPN"):
            direct = False
    return Outlook("open", direct)


def _verb(parse: Parse, token: Token) -> Token:
    """The nearest verb above, the last word above where there is none."""
    for governor in parse.ancestors(token):
        token = governor
        if token.pos in ("VERB", "AUX"):
            break
    return token


def _lapsed(parse: Parse, awaited: Token) -> bool:
    """Whether the deadline is told as over: missed, or what was done "by the Tuesday deadline" was done."""
    verb = _verb(parse, awaited)
    met = parse.head(awaited).lower in ("by", "before") and verb.tag in ("VBD", "VBN", "VBG")
    return met or verb.lemma.lower() in cues()["lapsed"]


def _awaits(parse: Parse, preposition: Token) -> bool:
    """Whether what is done "ahead of Monday's vote" is done as the report is written; "before" says so only of what is not over."""
    verb = _verb(parse, preposition)
    told = any(token.tag == "VBD" or token.lower == "had" for token in (verb, *parse.children(verb, "aux", "auxpass")))
    return preposition.lower == "ahead" or not (told or verb.lemma == "be")


def _direction(parse: Parse, verb: Token, direct: bool, *, limit: bool = False) -> Direction:
    helpers = parse.children(verb, "aux", "auxpass")
    words = {helper.lower for helper in helpers}
    if words & cues()["ahead"]:
        return "past" if "have" in words else "future"
    lemma = verb.lemma.lower()
    if lemma in cues()["granting"] and direct and limit:
        return "future"
    if lemma in cues()["planned"] and verb.tag in ("VBN", "VBZ", "VBP", "VBG", "JJ") and direct:
        return "future"
    if verb.tag == "VBD" or words & {"had", "has", "have", "was", "were", "did", "'ve", "’ve"}:
        return "past"
    if verb.tag == "VBN":
        return "past" if not words else "open"
    if verb.tag == "VB" and "to" in words:
        return _infinitive(parse, verb)
    if verb.tag == "VBG":
        return "future" if direct and words & {"is", "are", "'s", "’s", "'re", "’re", "am"} else "open"
    if verb.tag in ("VBZ", "VBP"):
        return "future" if direct and lemma not in cues()["telling"] else "past" if direct else "open"
    return "open"


def _infinitive(parse: Parse, verb: Token) -> Direction:
    """What is still "to" happen lies ahead; but what was done "to" an end, or "had been due to" happen, lies behind."""
    governor = parse.head(verb)
    for above in (governor, parse.head(governor)):
        if any(helper.lower == "had" for helper in parse.children(above, "aux")):
            return "past"
    if governor.tag in ("VBD", "VBN") and governor.lemma.lower() not in cues()["planned"]:
        return "past"
    return "future" if governor is verb or governor.pos in ("VERB", "AUX", "ADJ") else "open"
