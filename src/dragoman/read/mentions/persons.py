"""Persons whom the parser's labels miss: names cut in two, second names, names that share a word with a full one."""

from itertools import pairwise

from dragoman.lexicon import names as lexicon
from dragoman.model.parse import Parse

from .stretch import Stretch, covered

CALLING = frozenset({"as", "alias", "aka", "is", "called", "nicknamed"})
NAMING = frozenset({"known", "alias", "aka", "nicknamed", "name", "called"})
FILIAL = frozenset({"bin", "binti", "bint", "ben", "ibn", "ould"})  # before a father's name: what stands around it is a person's
CALLED_REACH = 7  # tokens between a name and what its bearer is called: "X, better known along the coast as Y"


def join_names(parse: Parse, names: list[Stretch]) -> list[Stretch]:
    """The names, with a person's name that the parser cut put together: "Nurul Huda | binti | Salim", "Siti | Khadijah Ramli"."""
    tokens = parse.tokens
    joined: list[Stretch] = []
    for name in names:
        before = joined[-1] if joined else None
        between = tokens[before.last : name.first] if before else ()
        one = (
            before is not None
            and before.kind == "person"
            and (name.kind == "person" or (between and not name.sure))
            and len(between) <= 1
            and tokens[before.last - 1].sentence == tokens[name.first].sentence
            and all(token.lower in lexicon.particles() and token.text.islower() for token in between)
            and (between or _continues(parse, before, name))
        )
        if before is not None and one:
            joined[-1] = Stretch(before.first, name.last, "person", before.sure or name.sure)
        else:
            joined.append(name)
    return joined


def extend_names(parse: Parse, names: list[Stretch]) -> None:
    """Takes into a name the capitalised words before it that the parser left out.

    Those that belong to its head, and the one before a particle: "Iskandar | Muzaffar", "Rosnah binti | Yaakub".
    """
    tokens = parse.tokens
    taken = covered(names, len(tokens))
    for name in names:
        if name.kind not in ("person", "organization") or name.last - name.first > 2:
            continue
        first = name.first
        while first and not taken[first - 1] and (size := _belongs(parse, first - 1, name)):
            first -= size
        filial = first > 1 and tokens[first - 1].lower in FILIAL and tokens[first - 1].text.islower()
        if filial and not name.sure:
            name.kind = "person"
        if name.kind == "person" and first > 1 and tokens[first - 1].lower in lexicon.particles() and tokens[first - 1].text.islower():
            given = tokens[first - 2]
            if given.text[0].isupper() and given.text.isalpha() and not taken[first - 2] and given.sentence == tokens[first].sentence:
                first -= 2
        name.first = first


def _belongs(parse: Parse, at: int, name: Stretch) -> int:
    """How many tokens before the name are its own: the capitalised word that hangs on its head, the first half of "Fasanya-Cole"."""
    token = parse.tokens[at]
    if token.text == "-" and at and token.start == parse.tokens[at - 1].end and token.end == parse.tokens[at + 1].start:
        half = parse.tokens[at - 1]
        return 2 if half.text[0].isupper() and half.text.isalpha() and half.pos == "PROPN" and lexicon.known(half.text) is None else 0
    return int(
        token.pos == "PROPN"
        and token.ent == ""
        and token.text[0].isupper()
        and token.text.isalpha()
        and name.first <= token.head < name.last
        and token.dep == "compound"
        and lexicon.known(token.text) is None
        and (token.lower,) not in lexicon.titles()
        and token.lower not in lexicon.honorifics()
        and token.lower not in lexicon.statuses()
        and token.sentence == parse.tokens[name.first].sentence
    )


def _continues(parse: Parse, before: Stretch, name: Stretch) -> bool:
    """Whether two persons' names without a word between are one: the tree makes the first a part of the second."""
    head = parse.tokens[name.last - 1]
    return all(name.first <= token.head < name.last for token in parse.tokens[before.first : before.last] if token.head >= before.last) and any(
        token.head == head.i for token in parse.tokens[before.first : before.last]
    )


def name_persons(parse: Parse, names: list[Stretch]) -> None:
    """Gives the kind person to unsure names: one that a person is called by, and one that is a word of a full name of the report."""
    tokens = parse.tokens
    for name in names:
        if not name.sure and name.kind in ("organization", "place", "group") and _has_title_behind(parse, name):
            name.kind = "person"
    for before, name in pairwise(names):
        between = tokens[before.last : name.first]
        if name.sure or before.kind != "person" or name.kind not in ("organization", "place", "group") or not 1 <= len(between) <= CALLED_REACH:
            continue
        words = [token.lower for token in between]
        if words[-1] in CALLING and not NAMING.isdisjoint(words) and tokens[before.first].sentence == tokens[name.first].sentence:
            name.kind = "person"
    parts = {
        token.text
        for name in names
        if name.kind == "person" and name.last - name.first > 1
        for token in tokens[name.first : name.last]
        if token.text[0].isupper() and len(token.text) > 1
    }
    for name in names:
        word = tokens[name.first].text
        lone = name.last - name.first == 1 and not name.sure and name.kind in ("organization", "group")
        if lone and word in parts and not word.isupper() and lexicon.known(word) is None:
            name.kind = "person"


def _has_title_behind(parse: Parse, name: Stretch) -> bool:
    """True before a comma and an office without an article: "X, president of the chamber"."""
    tokens = parse.tokens
    if name.last + 2 >= len(tokens) or tokens[name.last].text != ",":
        return False
    for size in (3, 2, 1):
        words = tuple(token.lower for token in tokens[name.last + 1 : name.last + 1 + size])
        title = lexicon.titles().get(words)
        follows = tokens[min(name.last + 1 + size, len(tokens) - 1)].lower
        if title is not None and title.kind != "honorific" and follows in ("of", "for", "in", "at", "and"):
            return True
    return False
