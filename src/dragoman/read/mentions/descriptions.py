"""Description mentions: noun phrases headed by a word for persons, groups, bodies or places."""

from functools import cache

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import ActorKind
from dragoman.model.parse import Parse, Token

from .stretch import Stretch

BEFORE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "predet",
        "advmod",
        "npadvmod",
        "punct",
        "case",
        "conj",
        "cc",
        "neg",
        "prep",
        "pobj",
        "appos",
    }
)
LONGEST = 14  # tokens before the head; a longer run is a misparse, and the printed phrase would be a sentence
OF_LIMIT = 3  # "the leaders of the parties of the coalition of …": deeper nesting is no longer one description
NOT_HEADS = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "quantmod"})


def find_descriptions(parse: Parse, names: list[Stretch]) -> list[Stretch]:
    """Description stretches in text order of their head words."""
    tokens = parse.tokens
    named = bytearray(len(tokens))
    starts: dict[int, Stretch] = {}
    ends = {name.last: name for name in names if name.kind == "person"}
    for name in names:
        named[name.first : name.last] = b"\1" * (name.last - name.first)
        starts[name.first] = name
    found: list[Stretch] = []
    for token in tokens:
        if token.pos not in ("NOUN", "PROPN") or named[token.i]:
            continue
        kind = _kind(parse, token)
        if kind is None or _titles(parse, token, starts) or not _heads(parse, token):
            continue
        first, last = _bounds(parse, token, named)
        first = _before_hyphen(parse, _after_person(parse, first, token.i, ends))
        if first < last:
            found.append(Stretch(first, last, kind))
    return found


def _kind(parse: Parse, token: Token) -> ActorKind | None:
    """What the noun is a word for, with the nouns before it ("spy agency") and "of" after it ("chief of police"); None for other nouns."""
    tokens = parse.tokens
    lemma = token.lemma.lower()
    plural = token.tag in ("NNS", "NNPS")
    if token.pos == "PROPN" and plural:
        lemma = token.lower.removesuffix("s")
    later = lexicon.statuses().get(token.lower)
    if later and later.after and token.i > 1 and tokens[token.i - 1].text == "-":
        return "person" if (tokens[token.i - 2].lower,) in lexicon.titles() else None  # "the president-elect"
    if not (lemma in _heads_of() or token.lower in _heads_of()):
        return None
    if token.i > 1 and tokens[token.i - 1].lower == "of" and (tokens[token.i - 2].lower, tokens[token.i - 1].lower, token.lower) in lexicon.titles():
        return None  # the state of "secretary of state" is no state
    start = max(parse.sentence(token).first, token.i - 3)
    before = [word.lower for word in tokens[start : token.i] if word.text != "-" or word.i > start]
    if lexicon.person_noun([*before, lemma]) or lexicon.person_noun([*before, token.lower]):
        return "group" if plural else "person"
    body = lexicon.body_noun([*before, lemma]) or lexicon.body_noun([*before, token.lower])
    return body.kind if body else None


@cache
def _heads_of() -> frozenset[str]:
    """The last words of all person and body nouns, and the words before their "of"."""
    phrases = (*lexicon.titles(), *lexicon.bodies())
    return frozenset({words[-1] for words in phrases} | {words[words.index("of") - 1] for words in phrases if "of" in words})


def _titles(parse: Parse, token: Token, starts: dict[int, Stretch]) -> bool:
    """True where the noun is the title of the person named next ("Foreign Minister Molotov")."""
    following = starts.get(token.i + 1)
    if following is None or following.kind != "person" or parse.tokens[token.i + 1].sentence != token.sentence:
        return False
    return token.tag in ("NN", "NNP", "JJ") and (
        parse.tokens[following.last - 1].head == token.i or token.head == following.last - 1 or token.dep in NOT_HEADS or token.text[0].isupper()
    )


def _heads(parse: Parse, token: Token) -> bool:
    if token.dep not in NOT_HEADS:
        return True
    following = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    # a misparse: a noun before a comma or at the end of its clause modifies nothing
    return following is None or (following.pos in ("PUNCT", "VERB", "AUX", "CCONJ") and following.text not in ("-", "–", "/", "'", '"'))


def _before_hyphen(parse: Parse, first: int) -> int:
    """Where the description begins: "vice-president" is one title, whatever the tree makes of its halves."""
    tokens = parse.tokens
    hyphened = first > 1 and tokens[first - 1].text == "-" and tuple(token.lower for token in tokens[first - 2 : first + 1]) in lexicon.titles()
    return first - 2 if hyphened else first


def _after_person(parse: Parse, first: int, head: int, ends: dict[int, Stretch]) -> int:
    """Where the description begins: behind a person named before an office that is being filled ("named X acting commander")."""
    for last in range(head, first, -1):
        if last in ends and parse.tokens[last].lower in lexicon.statuses():
            return last
    return first


def _bounds(parse: Parse, token: Token, named: bytearray) -> tuple[int, int]:
    """Determiner to head noun, and a following "of" phrase."""
    tokens = parse.tokens
    first = token.i
    floor = max(parse.sentence(token).first, token.i - LONGEST)
    for child in reversed(parse.children(token)):
        if child.i > token.i:
            continue
        if child.dep not in BEFORE or child.left < floor or child.dep in ("prep", "appos", "cc", "conj"):
            break
        if child.right != first or (child.dep == "punct" and child.text not in ("-", "–")):
            break
        first = child.left
    while first < token.i and tokens[first].pos in ("PUNCT", "CCONJ", "ADP", "ADV", "SCONJ") and not named[first]:
        first += 1
    if named[first] and first and named[first - 1]:  # never begin inside a name
        while first < token.i and named[first]:
            first += 1
        while first < token.i and tokens[first].pos in ("PUNCT", "PART", "CCONJ"):
            first += 1
    return first, _last(parse, token, OF_LIMIT)


def _last(parse: Parse, token: Token, deeper: int) -> int:
    """The end of the phrase: after the head, or after its "of" phrase, without clauses."""
    tokens = parse.tokens
    hyphened = tuple(each.lower for each in tokens[token.i : token.i + 3])
    if len(hyphened) == 3 and hyphened[1] == "-" and hyphened in lexicon.titles():
        return token.i + 3  # "secretary-general"
    for child in parse.children(token, "prep"):
        if child.lower != "of" or child.i != token.i + 1 or not deeper:
            break
        for inner in parse.children(child, "pobj"):
            if inner.pos in ("NOUN", "PROPN") and inner.i - token.i <= LONGEST and inner.sentence == token.sentence:
                last = _last(parse, inner, deeper - 1)
                for link in parse.conjuncts(inner)[1:]:  # "the offices of Amundsen and Nansen"
                    if link.pos == "PROPN" and link.i - token.i <= LONGEST and inner.pos == "PROPN":
                        last = max(last, link.i + 1)
                return last
    return token.i + 1
