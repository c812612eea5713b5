"""What the words tell of a source: its kind, how many it is, how it stands to the fact, on what terms it speaks.

Number follows the plainest reading: a list adds up ("two diplomats and a guard": 3), but where a figure stands before a general word and a list not
larger than it follows ("four others, two diplomats and a guard"), the list spells out the figure and the figure stands. A list with a part of unknown
size has no number. Bodies, documents and outlets have none unless a figure is printed.
"""

import re
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Source, SourceKind
from dragoman.model.text import Span

from .finder import Found
from .quotes import Quotes

RANK: tuple[SourceKind, ...] = ("named", "anonymous", "collective", "outlet", "document", "unspecified")
"""Which kind a mixed list has: the first that one of its parts has."""
REACH = 8  # tokens before and 24 after the telling words: a clause of terms is seldom longer


class SourceWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell one thing of a source."""

    id: str
    field: Literal["kind", "name", "basis", "terms", "number", "generic"]
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _words(field: str) -> dict[str, str]:
    return {word: entry.value for entry in lexicon.load("source_kinds", SourceWord) if entry.field == field for word in entry.words}


@cache
def _pattern(field: str, value: str) -> re.Pattern[str]:
    words = sorted((word for word, of in _words(field).items() if of == value), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)


def describe(parse: Parse, cast: Cast, quotes: Quotes, found: Found, names: dict[str, SourceKind]) -> Source:
    """The source of `found`; `names` tells what kind of source each actor is elsewhere."""
    if not found.heads:
        return Source()
    heads = [head for first in found.heads for head in _listed(parse, _antecedent(parse, first), found.sources)]
    kinds = [_kind(parse, cast, head, names) for head in heads]
    kind = min(kinds, key=RANK.index)
    number = _number(parse, heads, kinds)
    head = heads[0]
    return Source(
        spans=tuple(found.sources),
        actor=cast.actor_at(head.start),
        kind=kind,
        number=number,
        plural=number > 1
        if number is not None
        else len(heads) > 1 or head.tag in ("NNS", "NNPS") or head.lower in ("they", "we", "many", "some", "several", "few", "both"),
        basis=_basis(parse, found),
        terms=_terms(parse, quotes, found) if kind in ("anonymous", "unspecified") else None,
    )


def is_terms(parse: Parse, found: Found) -> bool:
    """Whether the find only says on what terms the source speaks ("declined to be named"), which is no attribution of its own."""
    return found.cue.id in ("decline", "talk", "ask", "urge", "propose_thing") and all(
        span.end - span.start < 60 and _pattern("terms", "terms").search(parse.text, span.start, span.end) for span in found.content
    )


def known_actors(parse: Parse, cast: Cast) -> dict[str, SourceKind]:
    """Actor id → the kind of source it is by its name, or by its descriptions where the report never names it."""
    found: dict[str, SourceKind] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if mention.actor and mention.form == "name":
            found[mention.actor] = "named" if mention.kind == "person" else "collective"
        elif mention.actor and mention.form == "description":
            found.setdefault(mention.actor, "anonymous" if mention.kind == "person" else "collective")
    return found


def _antecedent(parse: Parse, head: Token) -> Token:
    """Whom "who" or "which" stands for; any other head itself."""
    verb = parse.head(head)
    if head.tag in ("WP", "WDT") and verb.dep == "relcl" and verb.head != verb.i:
        return parse.head(verb)
    return head


def _listed(parse: Parse, head: Token, spans: list[Span]) -> list[Token]:
    """The head and what is coordinated with it, also where the parser hung the list on a modifier ("two army officers and two judges")."""
    found = parse.conjuncts(head)
    if len(found) == 1 and head.tag in ("NNS", "NNP", "NN"):
        for modifier in parse.children(head, "nmod", "compound", "amod"):
            found.extend(
                token for token in parse.conjuncts(modifier)[1:] if token.i > head.i and any(span.start <= token.start < span.end for span in spans)
            )
    return found


def _kind(parse: Parse, cast: Cast, head: Token, names: dict[str, SourceKind]) -> SourceKind:
    phrase = parse.words(parse.phrase(head))
    bare = phrase.removeprefix("the ").removeprefix("The ")
    if phrase in _words("name") or bare in _words("name"):
        return "outlet"
    if head.ent == "NORP" or head.tag == "NNPS":
        return "collective"
    if head.pos == "PROPN" or head.ent in ("PERSON", "ORG", "GPE", "NORP"):
        mention = cast.mention_at(head.start)
        if (mention and mention.kind == "person" and mention.form == "name") or head.ent == "PERSON":
            return "named"
    apposed = [child for child in parse.children(head, "appos") if child.ent == "PERSON"]
    if apposed:
        return "named"
    word = _words("kind").get(head.lemma) or _words("kind").get(head.lower)
    if word and head.pos != "PROPN":
        actor = cast.actor_at(head.start)
        if word == "anonymous" and head.tag == "NN" and actor and names.get(actor) == "named":
            return "named"
        return word  # type: ignore[return-value]  # the lexicon's values are source kinds, which a test checks
    if head.pos == "PRON":
        actor = cast.actor_at(head.start)
        return names.get(actor, "unspecified") if actor else "unspecified"
    mention = cast.mention_at(head.start)
    if mention is not None and mention.form != "pronoun":
        return "collective" if mention.kind != "person" else "anonymous"
    if head.ent in ("ORG", "GPE", "NORP", "FAC", "LOC"):
        return "collective"
    return "named" if head.pos == "PROPN" else "unspecified"


def _number(parse: Parse, heads: list[Token], kinds: list[SourceKind]) -> int | None:
    counts = [_count(parse, head, kind) for head, kind in zip(heads, kinds, strict=True)]
    first = counts[0]
    listed = counts[1:] if len(counts) > 1 else [
        _count(parse, other, "anonymous") for head in parse.children(heads[0], "appos") for other in parse.conjuncts(head)
    ]  # fmt: skip
    added = len(heads) > 1 and any(child.i < heads[1].i for child in parse.children(heads[0], "cc"))
    if first and first > 1 and listed and not added and heads[0].lemma in _words("generic") and _printed(parse, heads[0]):
        total = sum(count or 0 for count in listed)
        if total <= first:
            return first
    if any(count is None for count in counts):
        return None
    return sum(count or 0 for count in counts)


def _printed(parse: Parse, head: Token) -> int | None:
    """The figure printed with the head."""
    for token in (*parse.children(head, "nummod", "det", "predet"), head):
        if token.pos == "NUM" or (token.lower in _words("number") and (token.i != head.i or token.lower in ("one", "another", "both"))):
            word = _words("number").get(token.lower)
            digits = token.text.replace(",", "")
            if word:
                return int(word)
            if digits.isascii() and digits.isdigit() and len(digits) < 7:  # longer figures count no sources
                return int(digits)
    return None


def _count(parse: Parse, head: Token, kind: SourceKind) -> int | None:
    printed = _printed(parse, head)
    if printed is not None:
        return printed
    if kind in ("collective", "document", "outlet", "unspecified"):
        return None
    return 1 if head.tag in ("NN", "NNP") or head.lower in ("he", "she") else None


def _basis(parse: Parse, found: Found) -> Literal["direct", "briefed", "unstated"]:
    words = " ".join(parse.words(span) for span in found.sources)
    if _pattern("basis", "direct").search(words):
        return "direct"
    return "briefed" if _pattern("basis", "briefed").search(words) else "unstated"


def _terms(parse: Parse, quotes: Quotes, found: Found) -> str | None:
    """The clause that says why the source is unnamed: in its own phrase or elsewhere in its sentence, outside quotations."""
    sentence = parse.sentence(found.heads[0])
    if sentence.end - sentence.start > 2000:  # no printed sentence is that long; keeps the search linear over a text without full stops
        return None
    matter = {range(span.start, span.end) for span in found.content}
    for match in _pattern("terms", "terms").finditer(parse.text, sentence.start, sentence.end):
        if quotes.at(match.start()):
            continue
        tokens = parse.covering(match.start(), match.end())
        if not tokens:
            continue
        first = _opening(parse, tokens[0], sentence.first)
        inside = any(match.start() in stretch for stretch in matter)
        if first is None or (inside and parse.tokens[first].lower not in OPENERS):
            continue
        last = tokens[-1].i + 1
        while (
            last < min(sentence.last, tokens[-1].i + 24)
            and parse.tokens[last].text not in (",", ".", ";", "—", ")", "”", '"')
            and last != found.anchor.i
        ):
            last += 1
        return parse.words(Span(parse.tokens[first].start, parse.tokens[last - 1].end))
    return None


OPENERS = frozenset({"who", "speaking", "asking", "requesting", "insisting", "citing", "declining", "whose", "spoke", "asked", "requested"})


def _opening(parse: Parse, token: Token, limit: int) -> int | None:
    """The token that opens the clause of terms, or None where none of its usual openings stands before."""
    for at in range(token.i, max(limit, token.i - REACH) - 1, -1):
        if parse.tokens[at].lower in OPENERS:
            before = parse.tokens[at - 1] if at > limit else None
            return at - 1 if before is not None and before.lower == "who" else at
    return None
