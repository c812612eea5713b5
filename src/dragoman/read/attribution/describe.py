"""What the words tell of a source: its kind, how many it is, how it stands to the fact, on what terms it speaks.

Number follows the plainest reading: a list adds up ("two diplomats and a guard": 3), but where a figure stands before a general word and a list not
larger than it follows ("four others, two diplomats and a guard"), the list spells out the figure and the figure stands. A list with a part of unknown
size has no number. Bodies, documents and outlets have none unless a figure is printed.
"""

from typing import Literal

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Source, SourceKind
from dragoman.model.text import Span

from .finder import Found
from .quotes import Quotes
from .terms import own_terms
from .words import kind_of, pattern, words

RANK: tuple[SourceKind, ...] = ("named", "anonymous", "collective", "outlet", "document", "unspecified")
"""Which kind a mixed list has: the first that one of its parts has."""
PARTS = frozenset(
    {
        "one",
        "all",
        "both",
        "some",
        "many",
        "most",
        "several",
        "each",
        "few",
        "any",
        "either",
        "neither",
        "none",
        "half",
        "dozens",
        "hundreds",
        "%",
        "percent",
    }
)
"""Before "of": a part of whom or what follows."""
QUOTES = frozenset("\"“„«'‘`")
FIRST = 120  # characters of a content in which a witness says that he saw it
OLDEST = 120  # years: "Edda Wynn, 34," is a person


def describe(parse: Parse, cast: Cast, quotes: Quotes, found: Found, names: dict[str, SourceKind]) -> Source:
    """The source of `found`; `names` tells what kind of source each actor is elsewhere."""
    if not found.heads:
        return Source()
    heads = [head for first in found.heads for head in _listed(parse, _antecedent(parse, first), found.sources)]
    kinds = [_kind(parse, cast, head, found.sources, names) for head in heads]
    kind = min(kinds, key=RANK.index)
    number = _number(parse, heads, kinds)
    head = heads[0]
    name = _name_beside(parse, cast, head, found.sources) if kinds[0] == "named" and len(heads) == 1 else None
    return Source(
        spans=tuple(found.sources),
        actor=cast.actor_at((name or head).start) or cast.actor_at(head.start),
        kind=kind,
        number=number,
        plural=number > 1
        if number is not None
        else len(heads) > 1 or head.tag in ("NNS", "NNPS") or head.lower in ("they", "we", "many", "some", "several", "few", "both", "all"),
        basis=_basis(parse, found),
        terms=own_terms(parse, quotes, found) if kind in ("anonymous", "unspecified") else None,
    )


def known_actors(parse: Parse, cast: Cast) -> dict[str, SourceKind]:
    """Actor id → the kind of source it is by its name, or by its descriptions where the report never names it."""
    found: dict[str, SourceKind] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if not mention.actor or mention.form == "pronoun":
            continue
        person = mention.kind == "person"
        if mention.form == "name":
            found[mention.actor] = "named" if person or found.get(mention.actor) == "named" else "collective"
        else:
            top = parse.top(mention.start, mention.end)
            told = kind_of(top.lemma) if top else None
            found.setdefault(mention.actor, "anonymous" if person else told if told in ("document", "outlet") else "collective")  # type: ignore[arg-type]  # a source kind
    return found


def _antecedent(parse: Parse, head: Token) -> Token:
    """Whom "who" or "which" stands for; any other head itself."""
    verb = parse.head(head)
    if head.tag in ("WP", "WDT") or (head.lower == "that" and verb.dep == "relcl"):
        while verb.dep == "conj":
            verb = parse.head(verb)
        if verb.dep == "relcl" and verb.head != verb.i:
            return parse.head(verb)
    return head


def _listed(parse: Parse, head: Token, spans: list[Span]) -> list[Token]:
    """The head and what is coordinated with it, also where the parser hung the list elsewhere.

    On a modifier ("two army officers and two judges"), on an inner noun ("a guard with knowledge of the raid and two porters") or as an apposition
    ("two officials, a guard and a nurse").
    """
    found = parse.conjuncts(head)
    if head.pos not in ("NOUN", "PROPN") or not spans:
        return found
    inside = [token for token in parse.covering(spans[0].start, spans[-1].end) if token.i > head.i and token.dep == "conj"]
    for modifier in parse.children(head, "nmod", "compound", "amod"):
        found.extend(token for token in inside if token in parse.conjuncts(modifier)[1:] and token not in found)
    for child in parse.children(head, "appos"):
        listed = parse.conjuncts(child)
        counted = head.pos == "NOUN" and len(listed) > 1 and all(_printed(parse, other) for other in (head, *listed))
        if counted and len(found) == 1 and head.lemma not in words("generic"):
            found.extend(listed)
    if kind_of(head.lemma) == "anonymous":
        for token in inside:
            stray = kind_of(token.lemma) == "anonymous" and kind_of(parse.head(token).lemma) != "anonymous" and parse.head(token).pos == "NOUN"
            if stray and token not in found and _printed(parse, token):
                found.extend(other for other in parse.conjuncts(token) if other not in found)
    return found


def _kind(parse: Parse, cast: Cast, head: Token, spans: list[Span], names: dict[str, SourceKind]) -> SourceKind:
    phrase = parse.words(parse.phrase(head))
    if phrase in words("name") or phrase.removeprefix("the ").removeprefix("The ") in words("name"):
        return "outlet"
    first = phrase.split(" ", 1)[0]
    if first.isupper() and first in words("name"):
        return "outlet"  # "CNN Turk", "BBC News"
    part = next((noun for of in parse.children(head, "prep") if of.lower == "of" for noun in parse.children(of, "pobj")), None)
    if part is not None and spans and (head.lower in PARTS or head.pos == "NUM"):  # once: "one of one of …" may go on
        kind = _kind(parse, cast, part, [], names)
        return kind if kind not in ("unspecified", "named") else "anonymous"
    owner = next(iter(parse.children(head, "poss")), None)
    if owner is not None and spans and head.lemma in words("voice"):
        return _kind(parse, cast, owner, [], names)
    if head.pos == "PRON":
        actor = cast.actor_at(head.start)
        if actor or head.lower not in words("kind"):
            return names.get(actor, "unspecified") if actor else "unspecified"
    if _name_beside(parse, cast, head, spans) is not None:
        return "named"
    if head.pos == "PROPN" and not head.text.islower():
        return _proper(parse, cast, head)
    mention = cast.mention_at(head.start)
    if mention is not None and mention.form == "name" and mention.kind == "person":
        return "named"
    told = kind_of(head.lemma) or kind_of(head.lower)
    if told:
        actor = cast.actor_at(head.start)
        if told == "anonymous" and head.tag == "NN" and actor and names.get(actor) == "named":
            return "named"
        return told  # type: ignore[return-value]  # the lexicon's values are source kinds, which a test checks
    if mention is not None and mention.form != "pronoun":
        return "collective" if mention.kind != "person" else "anonymous"
    return "collective" if head.ent in ("ORG", "GPE", "NORP", "FAC", "LOC") else "unspecified"


def _proper(parse: Parse, cast: Cast, head: Token) -> SourceKind:
    """A proper name: a person's, also where only its company shows that, or a body's."""
    mention = cast.mention_at(head.start)
    if (mention and mention.kind == "person" and mention.form == "name") or _personal(parse, head):
        return "named"
    if head.ent == "NORP" or head.tag == "NNPS":
        return "collective"
    if (mention and mention.kind != "person") or kind_of(head.lower) == "collective":
        return "collective"
    return "collective" if head.ent in ("ORG", "GPE", "FAC", "LOC") else "named"


def _personal(parse: Parse, head: Token) -> bool:
    """Whether a title before the name, an age or a description after it, or "who" makes it a person's."""
    for child in parse.children(head):
        if (
            child.i < head.i
            and child.dep in ("compound", "nmod", "amod")
            and child.pos in ("NOUN", "PROPN")
            and kind_of(child.lemma.lower()) == "anonymous"
        ):
            return True
        if child.dep in ("appos", "nummod", "npadvmod") and child.i > head.i:
            if child.text.isascii() and child.text.isdigit() and int(child.text[:4]) < OLDEST:
                return True
            if child.pos == "NOUN" and head.ent != "ORG" and kind_of(child.lemma) == "anonymous":
                return True  # not "the Observatory, a war monitor"
        if child.dep == "relcl" and any(token.lower in ("who", "whose") for token in parse.children(child)):
            return True
    return False


def _name_beside(parse: Parse, cast: Cast, head: Token, spans: list[Span]) -> Token | None:
    """The head of the person's name set off by commas from the description that `head` heads ("her deputy, Per Lind,"), or None."""
    if head.pos not in ("NOUN", "PROPN") or not spans:
        return None
    tokens = parse.covering(head.end, spans[-1].end)
    named = head.pos == "NOUN" and kind_of(head.lemma) in ("anonymous", None)
    for child in parse.children(head, "appos"):
        mention = cast.mention_at(child.start)
        if child.pos == "PROPN" and (
            child.ent == "PERSON" or (mention and mention.kind == "person" and mention.form == "name") or _personal(parse, child)
        ):
            return child
    for at, token in enumerate(tokens):
        if token.text != "," or not named:
            continue
        last = at + 1
        while last < len(tokens) and tokens[last].text[:1].isupper() and tokens[last].ent not in ("NORP", "GPE", "ORG", "DATE", "FAC", "LOC"):
            last += 1
        closed = last == len(tokens) or tokens[last].text == ","
        if closed and last - at > 2 and tokens[last - 1].pos == "PROPN" and tokens[at + 1].dep not in ("conj", "cc"):
            return tokens[last - 1]
    return None


def _number(parse: Parse, heads: list[Token], kinds: list[SourceKind]) -> int | None:
    counts = [_count(parse, head, kind) for head, kind in zip(heads, kinds, strict=True)]
    if len(heads) > 1 and kinds[0] == "named":
        counts[0] = 1  # "both" before a list counts the list
    first = counts[0]
    listed = counts[1:] if len(counts) > 1 else [
        _count(parse, other, "anonymous") for head in parse.children(heads[0], "appos") for other in parse.conjuncts(head)
    ]  # fmt: skip
    added = len(heads) > 1 and any(child.i < heads[1].i for child in parse.children(heads[0], "cc"))
    if first and first > 1 and listed and not added and heads[0].lemma in words("generic") and _printed(parse, heads[0]):
        total = sum(count or 0 for count in listed)
        if total <= first:
            return first
    if any(count is None for count in counts):
        return None
    return sum(count or 0 for count in counts)


def _printed(parse: Parse, head: Token) -> int | None:
    """The figure printed with the head."""
    if head.lower in ("%", "percent"):
        return None
    for token in (*parse.children(head, "nummod", "det", "predet"), head):
        if token.pos == "NUM" or (token.lower in words("number") and (token.i != head.i or token.lower in ("one", "another", "both"))):
            word = words("number").get(token.lower)
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
    if head.lower in ("he", "she", "i"):
        return 1
    if kind == "named":
        return 1
    if kind in ("collective", "document", "outlet", "unspecified"):
        return None
    return 1 if head.tag in ("NN", "NNP") else None


def _basis(parse: Parse, found: Found) -> Literal["direct", "briefed", "unstated"]:
    printed = " ".join(parse.words(span) for span in found.sources)
    if pattern("basis", "direct").search(printed):
        return "direct"
    for piece in found.content[:1]:
        told = parse.words(piece)
        seen = pattern("witness", "direct")
        if seen.search(told, 0, FIRST) if told[0] in QUOTES else seen.match(told.removeprefix("that ")):
            return "direct"
    return "briefed" if pattern("basis", "briefed").search(printed) else "unstated"
