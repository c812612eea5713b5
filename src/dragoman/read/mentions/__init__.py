"""Who and what a report names, describes and points back to: names, descriptions ("two Western diplomats"), pronouns.

Names are the parser's entities, put right by the lexicon, by titles and by what the rest of the report calls the same words. A description is a noun
phrase headed by a word for persons, groups or bodies; it may hold a name ("the office of Amundsen"). Left out on purpose: who is the same as whom.
"""

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.read.binding import THINGS, binder

from .descriptions import find_descriptions
from .names import find_names
from .stretch import Stretch

PERSONAL = frozenset({"he", "him", "himself", "his", "she", "her", "herself", "they", "them", "themselves", "their"})
BODIES = frozenset({"organization", "group", "state"})


def find_mentions(parse: Parse) -> tuple[Mention, ...]:
    """Mentions in text order, the wider first where two begin together; names never overlap, descriptions may hold names. `actor` is not yet set.

    "It" and "its" are mentions only where a body, group or state of the same sentence binds them.
    """
    tokens = parse.tokens
    names = find_names(parse)
    found = [_name(parse, name) for name in names]
    for description in find_descriptions(parse, names):
        found.append(_mention(tokens[description.first].start, tokens[description.last - 1].end, description.kind, "description"))
    bodies = {at: each.kind for each in found if each.kind in BODIES for at in (_head(parse, each),)}
    for token in tokens:
        if token.lower in THINGS and token.tag in ("PRP", "PRP$"):
            bound = binder(parse, token)
            if bound is not None and bound.i in bodies and bound.tag not in ("NNS", "NNPS"):
                found.append(_mention(token.start, token.end, bodies[bound.i], "pronoun"))
        if token.lower in PERSONAL and token.tag in ("PRP", "PRP$"):
            found.append(_mention(token.start, token.end, "group" if token.lower[:2] == "th" else "person", "pronoun"))
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _name(parse: Parse, name: Stretch) -> Mention:
    """A name; one person called by his nationality ("the Iranian") is only described."""
    first, last = parse.tokens[name.first], parse.tokens[name.last - 1]
    known = lexicon.known(parse.text[first.start : last.end]) if name.kind == "person" else None
    if known is None or known.sense != "demonym":
        return _mention(first.start, last.end, name.kind, "name")
    before = parse.tokens[first.i - 1] if first.i else None
    start = before.start if before and before.tag == "DT" and before.sentence == first.sentence else first.start
    return _mention(start, last.end, name.kind, "description")


def _head(parse: Parse, mention: Mention) -> int:
    """Number of the mention's head word; -1 where it has none."""
    top = parse.top(mention.start, mention.end)
    return top.i if top else -1


def _mention(start: int, end: int, kind: str, form: str) -> Mention:
    return Mention(id=make_id("m", start, end, kind), start=start, end=end, kind=kind, form=form)  # type: ignore[arg-type]  # plain str from two tables
