"""What a source does with the content: the cue's stance, turned by negation, by what it rejects and by words that call the matter untrue."""

import re
from functools import cache

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Stance
from dragoman.model.text import Span

from .cues import Cue
from .finder import Found

OBJECTS = frozenset({"me", "him", "her", "us", "them"})
EARLY = 100  # characters: a denial comes with the main clause of what is said; later words deny something inside it


def stance_of(parse: Parse, found: Found) -> Stance:
    """The stance that cue and content lend the source."""
    cue = found.cue
    if found.negated:
        return cue.negated or cue.stance
    if cue.stance == "denies" and _to_somebody(parse, found):
        return "declines"  # to deny somebody a thing is to refuse it
    if cue.claims and _claim(parse, found) in cue.claims:
        return "denies"
    if cue.stance in ("asserts", "accuses") and _denied(parse, found.content):
        return "denies"
    return cue.stance


def _to_somebody(parse: Parse, found: Found) -> bool:
    """Whether the verb has somebody as its indirect object; the parser often misses a pronoun there ("denied them the right")."""
    first = parse.covering(found.content[0].start, found.content[0].start + 1) if found.content else ()
    return bool(parse.children(found.anchor, "dative")) or any(token.tag == "PRP" and token.lower in OBJECTS for token in first)


def _claim(parse: Parse, found: Found) -> str | None:
    """The lemma of what the verb takes: the object's head, or the noun cue under the verb."""
    if found.anchor.pos == "NOUN":
        return found.anchor.lemma
    objects: list[Token] = [child for child in parse.children(found.anchor, "dobj", "oprd") if child.i > found.anchor.i]
    return objects[0].lemma if objects else None


def _denied(parse: Parse, content: list[Span]) -> bool:
    return any(_denials().search(parse.text, span.start, min(span.end, span.start + EARLY)) for span in content[:1])


@cache
def _denials() -> re.Pattern[str]:
    found = sorted((word for cue in lexicon.load("cues", Cue) if cue.pos == "denial" for word in cue.words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in found) + r")(?!\w)", re.IGNORECASE)
