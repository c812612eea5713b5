"""The head token of a source, from its printed words.

The first noun phrase of the words names the source; what follows it (a phrase, a clause, an apposition) only tells more. So the head is the last noun
before the first of these, wherever the parser hung it: of its tree only the links between neighbours are trusted, those of a modifier to its noun.
"""

from dragoman.model.parse import Parse, Token
from dragoman.model.text import Span

from .words import kind_of

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MODIFIES = frozenset({"amod", "compound", "nmod", "nummod", "det", "predet", "poss", "quantmod", "advmod", "punct", "npadvmod", "intj", "conj", "cc"})
"""Links of a token to a noun on its right that make it part of that noun's own phrase."""
CLOSES = frozenset({"WDT", "WP", "WP$", "WRB", "MD", "VBD", "VBZ", "VBP", "TO"})
DASHES = frozenset({"-", "‑"})
LONGEST = 40  # tokens of a noun phrase up to its noun: none is longer
OF_NAMES = frozenset({"de", "del", "della", "di", "da", "do", "dos", "von", "van", "der", "bin", "ibn", "al", "el", "la", "le", "y"})
"""Small words that stand inside names."""


def source_heads(parse: Parse, spans: list[Span]) -> list[Token]:
    """The head of the source that these spans print, and those of further spans that add another ("and …"), in text order."""
    found: list[Token] = []
    for span in spans:
        tokens = parse.covering(span.start, span.end)
        if not tokens or (found and not adds(parse, span)):
            continue
        head = naming(parse, tokens[0].i, tokens[-1].i + 1) or parse.top(span.start, span.end)
        if head is not None:
            found.append(head)
    return found


def adds(parse: Parse, span: Span) -> bool:
    """Whether a further piece of a source adds another source ("and two guards"), rather than telling more of the same."""
    tokens = parse.covering(span.start, span.end)
    return bool(tokens) and tokens[0].pos == "CCONJ"


def naming(parse: Parse, first: int, last: int) -> Token | None:
    """The noun that the first noun phrase of tokens [first, last) ends in; None where it has none."""
    head: Token | None = None
    last = min(last, first + LONGEST)
    at = first
    while at < last:
        token = parse.tokens[at]
        if token.tag == "POS" and at + 1 < last:
            head = None  # so far only the owner
        elif head is None and token.lower in ("at", "more", "less", "fewer", "up", "between", "than", "about"):
            pass
        elif _nominal(token):
            if head is not None and head.pos == "PRON":
                break
            head = token
        elif head is None:
            if token.tag in CLOSES and at > first:
                break
            if token.tag in ("WP", "WDT"):
                return token
        elif not _goes_on(parse, token, head, last):
            break
        at += 1
    if head is not None and head.i + 1 == parse.head(head).i < last and head.dep in ("compound", "nmod"):
        return parse.head(head)  # a noun that the tagger took for a verb
    return head or _stand_in(parse, first, min(at + 1, last))


def _nominal(token: Token) -> bool:
    """Whether the token can name: also "official" where the tagger took it for an adjective."""
    if token.pos == "ADJ":
        return token.dep in ("nsubj", "nsubjpass", "pobj", "dobj") and kind_of(token.lower) is not None
    return token.pos in NOMINAL and token.tag not in CLOSES and token.tag != "PRP$"


def _goes_on(parse: Parse, token: Token, head: Token, last: int) -> bool:
    """Whether the phrase goes on over `token` to a noun behind it ("a state-owned refinery", "army and police officials", "Faro de Valmora")."""
    if token.lower in OF_NAMES or (token.text in DASHES and parse.tokens[token.i - 1].end == token.start):
        return True
    if token.i + 1 < last and parse.tokens[token.i + 1].text in DASHES and token.end == parse.tokens[token.i + 1].start:
        return token.pos not in ("ADP", "CCONJ") and token.tag not in CLOSES
    if token.pos == "CCONJ":
        return paired(parse, head, token, last)
    if token.pos in ("ADP", "PUNCT", "SCONJ") or token.tag in CLOSES:
        return False
    if token.lower in ("a", "an", "the"):
        return False
    link = token
    while link.dep == "conj" and link.pos == "ADJ" and link.head != link.i:
        link = parse.head(link)  # "current and former"
    governor = parse.head(link)
    return token.i < governor.i < last and link.dep in MODIFIES and governor.pos in NOMINAL and governor.right > token.i


def paired(parse: Parse, head: Token, joins: Token, last: int) -> bool:
    """Whether "and" stands within the phrase: between modifiers of one noun, or two callings of one name ("journalist and author Ann Lee")."""
    if joins.i + 1 < last and parse.tokens[joins.i - 1].pos == "ADJ" and parse.tokens[joins.i + 1].pos == "ADJ":
        return True
    governor = parse.head(head)
    if head.dep in ("compound", "nmod", "amod", "nummod") and joins.i < governor.i < last:
        return True
    if head.tag != "NN" or parse.children(head, "det", "poss", "nummod"):
        return False
    after = naming(parse, joins.i + 1, last)
    bare = after is not None and not parse.children(after, "det", "poss", "nummod")
    return bare and after is not None and after.pos == "PROPN" and after.i - joins.i > 2 and parse.tokens[joins.i + 1].tag == "NN"


def _stand_in(parse: Parse, first: int, last: int) -> Token | None:
    """What stands for a noun where there is none: "some", "the second", "many"."""
    found = [token for token in parse.tokens[first:last] if token.pos in ("ADJ", "DET") and token.lower not in ("the", "a", "an")]
    return found[-1] if found else None
