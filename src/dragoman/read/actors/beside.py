"""Which description stands beside which name: by apposition, copula, appointment, or a comma between the two."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention
from dragoman.model.parse import Parse, Token

from .holding import Held, is_held
from .setting import Setting

SERVING = frozenset(
    [
        "serve",
        "act",
        "work",
        "resign",
        "retire",
        "step",
        "continue",
        "return",
        "quit",
        "begin",
        "start",
        "succeed",
        "reappoint",
        "confirm",
        "stand",
        "rule",
        "reign",
        "emerge",
        "replace",
        "remain",
        "dismiss",
        "sack",
        "fire",
        "oust",
        "remove",
        "depose",
        "suspend",
        "sit",
        "hold",
        "lose",
        "leave",
    ]
)
POSTS = frozenset({"post", "job", "seat", "position", "office", "role"})
APPOINTING = frozenset(
    {"name", "appoint", "elect", "re-elect", "reelect", "make", "declare", "proclaim", "install", "crown", "nominate", "choose", "swear", "promote"}
)


DEPTH = 4  # offices coordinated


class Beside(msgspec.Struct, frozen=True):
    """The name mention that a description stands beside, and whether its bearer is, or will be, what it calls him."""

    name: str
    held: Held


def beside_names(parse: Parse, mentions: tuple[Mention, ...], look: Setting) -> dict[str, Beside]:
    """Description → name mention that it stands beside, by apposition, copula, or a comma between the two; what is denied or doubted is left out."""
    heads: dict[int, Mention] = {}  # head token → description
    found: dict[str, Beside] = {}
    descriptions = [mention for mention in mentions if mention.form == "description" and mention.kind in ("person", "organization", "group")]
    ends: dict[int, Mention] = {}
    starts: dict[int, Mention] = {}
    for mention in descriptions:
        top = parse.top(mention.start, mention.end)
        if top is None:
            continue
        covered = parse.covering(mention.start, mention.end)
        if top.dep == "acomp" and covered[-1].tag == "NN" and covered[-1].head == top.head:
            top = covered[-1]  # "vice-president", whose halves the tree parts
        heads[top.i] = mention
        starts.setdefault(covered[0].i, mention)
        ends[covered[-1].i] = mention
    for index, mention in heads.items():
        token = parse.tokens[index]
        name = _named(parse, token, look) if not _listed_apart(parse, token, heads) else None
        if name is None:
            name = _across_comma(parse, mention, look) or _just_before(parse, mention, look)
        if name is not None and not _holds(mention, name):
            held = is_held(parse, token, _verb(parse, token))
            if held != "no":
                found[mention.id] = Beside(name.id, held)
    return found


def _verb(parse: Parse, noun: Token) -> Token | None:
    """The verb that says the noun of somebody; None in an apposition."""
    head = parse.head(noun)
    if noun.dep == "conj":
        return _verb(parse, head) if head.i < noun.i else None
    if noun.dep == "pobj" and head.lower == "as":
        verb = parse.head(head) if parse.head(head).lemma not in POSTS else parse.head(parse.head(head))
        return verb if verb.pos in ("VERB", "AUX") else None
    says = noun.dep == "attr" or head.lemma in APPOINTING
    return head if says and noun.dep in ("attr", "oprd", "dobj", "xcomp") and head.pos in ("VERB", "AUX") else None


def _holds(mention: Mention, name: Mention) -> bool:
    return mention.start <= name.start and name.end <= mention.end


def _listed_apart(parse: Parse, token: Token, heads: dict[int, Mention]) -> bool:
    """True for a second noun that an article makes another person: "X, the mayor, and the bishop"."""
    mention = heads[token.i]
    return token.dep == "conj" and parse.covering(mention.start, mention.end)[0].tag in ("DT", "PRP$")


def _just_before(parse: Parse, mention: Mention, look: Setting) -> Mention | None:
    """The person named directly before an office that he is given: "named X acting commander"."""
    first = parse.covering(mention.start, mention.end)[0].i
    if mention.kind != "person" or first < 2 or first - 1 not in look.name_at:
        return None
    name = look.name_at[first - 1]
    verbs = [each.lemma for each in parse.ancestors(parse.tokens[first - 1])]
    return name if name.kind == "person" and not APPOINTING.isdisjoint(verbs) else None


def _named(parse: Parse, token: Token, look: Setting, depth: int = 0) -> Mention | None:
    """The name that the tree sets beside the noun."""
    head = parse.head(token)
    if token.dep == "appos":
        return look.name_at.get(head.i)
    if token.dep == "conj" and head.pos == "NOUN" and head.tag == token.tag == "NN" and head.i < token.i and depth < DEPTH:
        return _named(parse, head, look, depth + 1)  # "X, president of the guild and honorary consul"
    if token.dep == "attr" and head.lemma in ("be", "become", "remain"):
        verb = head
        while not parse.children(verb, "nsubj") and verb.dep in ("pcomp", "xcomp", "conj", "advcl", "prep") and verb.head != verb.i:
            verb = parse.head(verb)  # "X led the guild before becoming mayor"
        for subject in parse.children(verb, "nsubj"):
            if subject.lower in ("who", "which") and head.dep == "relcl":
                return look.name_at.get(head.head) if not _is_anothers(parse, parse.head(head)) else None
            return look.name_at.get(subject.i)
    office = _installed(parse, token, look)
    if office is not None:
        return office
    for child in parse.children(token, "acl"):  # "a militia called X"
        for named in parse.children(child, "oprd"):
            return look.name_at.get(named.i)
    for child in parse.children(token, "appos"):
        return look.name_at.get(child.i)
    return None


def _is_anothers(parse: Parse, name: Token) -> bool:
    """True for the name in "a former aide to X who is now …": the clause may be about the aide."""
    prep = parse.head(name)
    return name.dep == "pobj" and prep.lower in ("to", "of", "for") and lexicon.person_noun([parse.head(prep).lemma.lower()]) is not None


def _installed(parse: Parse, noun: Token, look: Setting) -> Mention | None:
    """Who is named, elected or serves as what the noun says: "X was elected mayor", "they named X regent", "X resigned as mayor"."""
    head = parse.head(noun)
    if noun.dep == "pobj" and head.lower == "as":
        verb = parse.head(head) if parse.head(head).lemma not in POSTS else parse.head(parse.head(head))  # "lost his post as mayor"
        if verb.lemma not in APPOINTING | SERVING:
            return None  # "described as", "seen as"
        sides = ("nsubjpass", "dobj", "nsubj") if verb.lemma in APPOINTING else ("nsubjpass", "nsubj")
    elif noun.dep in ("oprd", "dobj", "attr", "xcomp") and head.lemma in APPOINTING:
        verb, sides = head, ("nsubjpass", "dobj")
    else:
        return None
    if verb.pos != "VERB":
        return None
    described = look.name_at.get(verb.head) if verb.dep == "acl" and verb.tag == "VBN" else None
    if described is not None:  # "X, named minister in May"
        return described if described.kind == "person" else None
    for side in sides:
        for child in parse.children(verb, side):
            if child.i == noun.i:
                continue
            named = [look.name_at[each.i] for each in (child, *parse.children(child, "appos")) if each.i in look.name_at]
            return named[0] if named and named[0].kind == "person" else None
    return None


def _across_comma(parse: Parse, mention: Mention, look: Setting) -> Mention | None:
    """The name next to a one-person description across a comma: "the guild chief, X," or "X, head of the guild,"."""
    if mention.kind != "person":
        return None
    covered = parse.covering(mention.start, mention.end)
    first, last = covered[0].i, covered[-1].i
    tokens = parse.tokens
    size = len(tokens)
    if last + 2 < size and tokens[last + 1].lower in ("in", "at") and last + 2 in look.name_at and look.name_at[last + 2].kind != "person":
        last = parse.covering(look.name_at[last + 2].start, look.name_at[last + 2].end)[-1].i  # "the consul in Lima, X,"
    closed = last + 1 >= size or tokens[last + 1].text in (",", ".", ";", ")", "–", "—")
    if first >= 2 and tokens[first - 1].text == "," and closed and first - 2 in look.name_at and tokens[first - 2].sentence == tokens[first].sentence:
        return look.name_at[first - 2] if look.name_at[first - 2].kind == "person" else None
    if last + 2 < size and tokens[last + 1].text == "," and last + 2 in look.name_at and tokens[first].lower not in ("a", "an"):
        name = look.name_at[last + 2]
        after = parse.covering(name.start, name.end)[-1].i + 1
        if name.kind == "person" and (after >= size or tokens[after].text in (",", ".", ";", ")")):
            return name
    return None
