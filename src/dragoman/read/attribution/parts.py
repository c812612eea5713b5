"""A source that is a list: its parts, each with the noun that names it and its own words, and how many persons they are together.

The parser hangs the parts of a list on whatever stands near, so a part is told by its look as well: after a comma or "and", a phrase of its own
("a guard", "two porters") whose noun is a person. Number follows the plainest reading: a list adds up ("two diplomats and a guard": 3), but where
a figure stands before a general word and the list after it is not larger ("four others, two diplomats and a guard": 4), or a closing comma sets off
a list of just so many, the list spells out the figure and the figure stands. Bodies, documents and outlets have no number unless a figure is printed.
"""

from typing import NamedTuple

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import SourceKind
from dragoman.model.text import Span

from .heads import DASHES, naming, paired
from .words import is_person, kind_of, words

LOOSE = frozenset({",", ";", "-", "–", "—", ":"})
JOINS = frozenset({"and", "or", "&", "plus"})
BESIDE = frozenset({"well", "also", "even", "as", "too"})
ARTICLES = frozenset({"a", "an", "the", "some", "several", "many", "few", "other", "another", "more", "at"})
UNITS = {"dozen": 12, "score": 20}
WIDE = 80  # tokens of a source: longer ones are misread and taken as one part


class Part(NamedTuple):
    """One part of a source: its naming token and its tokens [first, last)."""

    head: Token
    first: int
    last: int


class Listing(NamedTuple):
    """The parts of a source in text order; `general` is the figure's word before them, where they spell it out ("four others, two …")."""

    parts: tuple[Part, ...]
    general: Part | None = None

    def heads(self) -> list[Token]:
        return [part.head for part in self.parts]


def listing(parse: Parse, head: Token, spans: list[Span]) -> Listing:
    """The parts of the source that `head` names; one part where it is no list."""
    tokens = parse.covering(spans[0].start, spans[-1].end) if spans else ()
    if not tokens or not tokens[0].i <= head.i <= tokens[-1].i or len(tokens) > WIDE or head.pos == "VERB":
        return Listing((Part(head, head.i, head.i + 1) if not tokens else Part(head, tokens[0].i, tokens[-1].i + 1),))
    first, last = tokens[0].i, tokens[-1].i + 1
    heads, starts = _split(parse, head, first, last)
    ends = [*starts[1:], last]
    parts = [Part(one, start, _trimmed(parse, start, end)) for one, start, end in zip(heads, starts, ends, strict=True)]
    if len(parts) > 2 and _spelt_out(parse, parts):
        return Listing(tuple(parts[1:]), parts[0])
    return Listing(tuple(parts))


def _split(parse: Parse, head: Token, first: int, last: int) -> tuple[list[Token], list[int]]:
    """The naming tokens of the parts and where their words begin."""
    heads, starts = [head], [first]
    held: list[tuple[Token, int]] = []  # after a comma, waiting for the "and" that makes it a list
    whole = {head.i, *(part.i for part in _partitive(parse, head))}
    for at in range(head.i + 1, last - 1):
        token = parse.tokens[at]
        joined = token.lower in JOINS or (token.lower == "as" and parse.tokens[at - 1].lower == "well")
        hyphen = token.text in DASHES and parse.tokens[at - 1].end == token.start
        if not joined and (token.text not in LOOSE or hyphen):
            continue
        if joined and (token.ent or paired(parse, parse.tokens[at - 1], token, last)):
            continue  # "the Ways and Means Committee", "baker and author Ann Lee"
        start = at + 1
        while start < last and (parse.tokens[start].lower in BESIDE or parse.tokens[start].text in LOOSE):
            start += 1
        if start >= last or parse.tokens[start].lower in JOINS:
            continue
        named = naming(parse, start, last)
        known = {*whole, *(one.i for one in heads), *(one.i for one, _ in held)}
        if named is None or named.i in known or not _noun_phrase(parse, start, named):
            continue
        chained = named.dep == "conj" and named.head in known
        before = held[-1][0] if held else heads[-1]
        if named.pos == "PROPN" and before.tag == "NN" and before.pos == "NOUN" and not joined:
            continue  # "the mayor, Ann Lee": her name
        listed = chained and (joined or head.pos != "PROPN" or named.tag != "NN")
        if not listed and not _looks(parse, head, Part(named, start, last), known):
            continue
        if joined and _within(parse, before, named, start):
            continue
        held.append((named, start))
        if joined:
            heads += [other for other, _ in held]
            starts += [begin for _, begin in held]
            whole |= {other.i for other, _ in held}
            held = []
        elif chained:
            whole.add(named.i)
    return heads, starts


def _noun_phrase(parse: Parse, start: int, named: Token) -> bool:
    """Whether nothing but the words of one phrase stands before its noun: no clause, no relative."""
    at_least = parse.tokens[min(start + 1, named.i)].lower in ("least", "most")
    if parse.tokens[start].pos in ("ADP", "SCONJ", "VERB") and not at_least:
        return False  # "including two generals"
    within = parse.tokens[start : named.i + 1]
    return not any(token.text in LOOSE - DASHES or (token.tag in ("WP", "WDT", "WP$", "WRB", "PRP$") and token.dep != "poss") for token in within)


def _looks(parse: Parse, head: Token, phrase: Part, whole: set[int]) -> bool:
    """Whether the phrase is one more person of the list by its look, though the tree hangs it elsewhere."""
    named, start, last = phrase
    if named.pos == "NUM" or named.lower in words("part"):
        whom = partitive(parse, named)
        if whom is None or whom.pos != "NOUN":
            return False  # "two of them judges and one a diplomat"
    elif named.pos != "PROPN" and not is_person(named.lemma):
        return False
    described = named.tag == "NN" or parse.tokens[start].lower in ("a", "an")
    if head.pos == "PROPN" and described and parse.tokens[start - 1].text == ",":
        return False  # "Ann Lee, a lawyer": who she is
    opens = parse.tokens[start]
    own = opens.lower in ARTICLES or opens.pos == "NUM" or opens.lower in words("number")
    own = (own and named.pos != "PROPN") or (named.pos == "PROPN" and named.dep in ("appos", "conj") and named.head in whole)
    if not own:
        return False
    governor = parse.head(named)
    if named.dep == "conj" and governor.i not in whole and kind_of(governor.lemma) == "anonymous" and governor.pos == "NOUN":
        return False  # "an aide to the president and the ministers"
    return not (named.dep in ("nsubj", "nsubjpass") and named.i < governor.i < last)


def _within(parse: Parse, before: Token, named: Token, start: int) -> bool:
    """Whether what follows "and" belongs to the part before it: a second calling of one person ("a lawyer and activist"), or one more of those among
    whom, or of the bodies for which, it stands ("one of the officials and diplomats")."""
    own = bool(parse.children(named, "det", "poss", "nummod", "amod"))
    if not own and any(named.head == other.i for other in _partitive(parse, before)):
        return True
    if kind_of(named.lemma) == "collective" and kind_of(before.lemma) == "anonymous":
        inner = parse.tokens[start - 2]
        return inner.i > before.i and (inner.pos == "PROPN" or kind_of(inner.lemma) == "collective")  # "officials of the army and the police"
    if named.tag != "NN" or named.pos != "NOUN" or parse.tokens[start].pos in ("DET", "NUM") or before.tag != "NN":
        return False
    return bool(parse.children(before, "det", "poss", "nummod")) and not parse.children(named, "det", "poss", "nummod")


def _partitive(parse: Parse, head: Token) -> list[Token]:
    """Those of whom the head is a part ("one of the officials"), where it is one."""
    if head.lower not in words("part") and head.pos != "NUM":
        return []
    return [noun for of in parse.children(head, "prep") if of.lower == "of" for noun in parse.children(of, "pobj")]


def partitive(parse: Parse, head: Token) -> Token | None:
    return next(iter(_partitive(parse, head)), None)


def _trimmed(parse: Parse, first: int, last: int) -> int:
    """The end of a part's tokens, without the comma and the "and" before the next part."""
    while last - 1 > first and (parse.tokens[last - 1].text in LOOSE or parse.tokens[last - 1].lower in JOINS | BESIDE):
        last -= 1
    return last


def _spelt_out(parse: Parse, parts: list[Part]) -> bool:
    """Whether the parts after the first say who those are that its figure counts."""
    figure = printed(parse, parts[0].head)
    if figure == 1 or parse.tokens[parts[1].first - 1].text not in LOOSE:
        return False
    names = all(part.head.pos == "PROPN" for part in parts[1:])
    if not figure:
        return names and parts[0].head.tag == "NNS"  # "his parents, Ann and Bo Lee"
    counted = [printed(parse, part.head) or (1 if part.head.tag in ("NN", "NNP", "NNPS") else 0) for part in parts[1:]]
    if parts[0].head.lemma in words("generic"):
        return sum(counted) <= figure
    last = parts[-1].last
    closed = last < len(parse.tokens) and parse.tokens[last].text in LOOSE
    return (names or closed) and sum(counted) == figure


def shared_clause(parse: Parse, parts: list[Part]) -> int | None:
    """Where the words begin that close a list and tell of all its parts ("two diplomats and a guard who were briefed"); None where there are none.

    They tell of the last part alone where its verb is singular, where the last part is one person and no plural verb speaks against it, and where
    another part has a clause of its own.
    """
    if len(parts) < 2 or any(_clause(parse, part) is not None for part in parts[:-1]):
        return None
    token = _clause(parse, parts[-1])
    if token is None:
        return None
    if token.lower == "whom" and parse.head(token).lower == "of":
        return token.i - 2  # "two guards and a clerk, all of whom saw it"
    verb = parse.head(token) if token.tag in ("WP", "WDT") else token
    forms = {form.lower for form in (verb, *parse.children(verb, "aux", "auxpass"))}
    if verb.tag == "VBZ" or forms & {"is", "was", "has"}:
        return None
    many = parts[-1].head.tag in ("NNS", "NNPS") or verb.tag == "VBP" or bool(forms & {"are", "were", "have"})
    return token.i if many else None


def _clause(parse: Parse, part: Part) -> Token | None:
    """The first word of what follows the part's noun and may tell of its basis: a clause, "familiar with", "with knowledge of"."""
    for token in parse.tokens[part.head.i + 1 : part.last]:
        if token.tag in ("WP", "WDT") or (token.dep == "acl" and token.tag in ("VBN", "VBG")) or (token.pos == "ADJ" and token.i + 1 < part.last):
            return token if token.pos != "ADJ" or parse.tokens[token.i + 1].pos == "ADP" else None
        if token.lower == "with":
            return token
    return None


def printed(parse: Parse, head: Token) -> int | None:
    """The figure printed with the head."""
    if head.lower in ("%", "percent"):
        return None
    counts = [figure for child in parse.children(head, "amod") for figure in parse.children(child, "nummod") if figure.pos != "NUM"]
    counts += [child for child in parse.children(head, "nmod", "compound", "quantmod") if child.lower in words("number")]  # "a dozen former guards"
    counts += [child for child in parse.children(head, "nummod") if child.i < head.i]  # "Channel 4" is one
    tokens = (*parse.children(head, "det", "predet"), *counts, head)
    single = head.tag == "NN" and any(child.lower in words("article") for child in parse.children(head, "det"))
    for token in sorted(tokens, key=lambda token: token.lower in words("article")):  # "a couple of", "a dozen"
        if single and token.text.isdigit():
            continue  # "a No 10 spokesman"
        if token.pos == "NUM" or (token.lower in words("number") and (token.i != head.i or token.lower not in words("article"))):
            known, value = _value(parse, token)
            if known:
                return value
    return None


def _value(parse: Parse, token: Token) -> tuple[bool, int | None]:
    """Whether the token is a figure, and its value: of dozens with what stands before them ("two dozen"), unknown where that is "a few"."""
    after = parse.tokens[min(token.i + 1, len(parse.tokens) - 1)]
    unit = token if token.lower in UNITS else after
    if unit.lower in UNITS:
        before = [other.lower for other in parse.tokens[max(0, unit.i - 2) : unit.i]]
        if before and before[-1] in words("many"):
            return True, None
        times = int(words("number").get(before[-1], "1")) if before else 1
        return True, UNITS[unit.lower] // 2 if "half" in before else UNITS[unit.lower] * times
    if token.lower in words("number"):
        return True, int(words("number")[token.lower])
    digits = token.text.replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 7:  # longer figures count no sources
        return True, int(digits)
    return False, None


def counted(parse: Parse, head: Token, kind: SourceKind) -> int | None:
    """How many the head's words say."""
    figure = printed(parse, head)
    if kind in ("collective", "document", "outlet"):
        return figure if figure and (figure > 1 or any(child.pos == "NUM" and child.i < head.i for child in parse.children(head, "nummod"))) else None
    if figure is not None:
        return figure
    if head.lower in ("he", "she", "i") or kind == "named":
        return 1
    if kind == "unspecified" or head.lower in words("many"):
        return None
    return 1 if head.tag in ("NN", "NNP", "JJ") else None


def going_on(parse: Parse, spans: list[Span]) -> list[Span]:
    """The spans, the last drawn out over a part of the list that the parser lost to the verb ("by one official who knew, and two guards")."""
    if not spans:
        return spans
    tokens = parse.covering(spans[-1].end - 1, spans[-1].end)
    if not tokens:
        return spans
    at = tokens[-1].i + 1
    sentence = parse.sentence(tokens[-1])
    at += at < sentence.last and parse.tokens[at].text == ","
    if at >= sentence.last or parse.tokens[at].lower not in JOINS:
        return spans
    at += 1
    while at < sentence.last and parse.tokens[at].lower in BESIDE:
        at += 1
    named = naming(parse, at, sentence.last)
    if named is None or named.dep != "conj" or not is_person(named.lemma) or printed(parse, named) is None:
        return spans
    if parse.head(named).pos not in ("VERB", "AUX"):
        return spans
    last = named.right
    while last - 1 > named.i and parse.tokens[last - 1].pos == "PUNCT":
        last -= 1
    return [*spans[:-1], Span(spans[-1].start, parse.tokens[last - 1].end)]
