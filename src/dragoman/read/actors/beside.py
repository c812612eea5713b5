"""Which description stands beside which name: by apposition, copula, appointment, or a comma between the two."""

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Mention

from .setting import Setting

APPOINTING = frozenset(
    {"name", "appoint", "elect", "re-elect", "reelect", "make", "declare", "proclaim", "install", "crown", "nominate", "choose", "swear", "promote"}
)


def beside_names(parse: Parse, mentions: tuple[Mention, ...], look: Setting) -> dict[str, str]:
    """Description → name mention that it stands beside, by apposition, copula, or a comma between the two."""
    heads: dict[int, Mention] = {}  # head token → description
    found: dict[str, str] = {}
    descriptions = [mention for mention in mentions if mention.form == "description" and mention.kind in ("person", "organization", "group")]
    ends: dict[int, Mention] = {}
    starts: dict[int, Mention] = {}
    for mention in descriptions:
        top = parse.top(mention.start, mention.end)
        if top is None:
            continue
        heads[top.i] = mention
        covered = parse.covering(mention.start, mention.end)
        starts.setdefault(covered[0].i, mention)
        ends[covered[-1].i] = mention
    for index, mention in heads.items():
        token = parse.tokens[index]
        name = _named(parse, token, look)
        if name is None:
            name = _across_comma(parse, mention, look)
        if name is not None and not _holds(mention, name):
            found[mention.id] = name.id
    return found


def _holds(mention: Mention, name: Mention) -> bool:
    return mention.start <= name.start and name.end <= mention.end


def _named(parse: Parse, token: Token, look: Setting) -> Mention | None:
    """The name that the tree sets beside the noun."""
    head = parse.head(token)
    if token.dep == "appos":
        return look.name_at.get(head.i)
    if token.dep == "attr" and head.lemma in ("be", "become", "remain"):
        verb = head
        while not parse.children(verb, "nsubj") and verb.dep in ("pcomp", "xcomp", "conj", "advcl", "prep") and verb.head != verb.i:
            verb = parse.head(verb)  # "X led the guild before becoming mayor"
        for subject in parse.children(verb, "nsubj"):
            if subject.lower in ("who", "which") and head.dep == "relcl":
                return look.name_at.get(head.head)
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


def _installed(parse: Parse, noun: Token, look: Setting) -> Mention | None:
    """Who is named, elected or serves as what the noun says: "X was elected mayor", "they named X regent", "X resigned as mayor"."""
    head = parse.head(noun)
    if noun.dep == "pobj" and head.lower == "as":
        verb = parse.head(head)
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
    closed = last + 1 >= size or tokens[last + 1].text in (",", ".", ";", ")", "–", "—")
    if first >= 2 and tokens[first - 1].text == "," and closed and first - 2 in look.name_at and tokens[first - 2].sentence == tokens[first].sentence:
        return look.name_at[first - 2] if look.name_at[first - 2].kind == "person" else None
    if last + 2 < size and tokens[last + 1].text == "," and last + 2 in look.name_at and tokens[first].lower not in ("a", "an"):
        name = look.name_at[last + 2]
        after = parse.covering(name.start, name.end)[-1].i + 1
        if name.kind == "person" and (after >= size or tokens[after].text in (",", ".", ";", ")")):
            return name
    return None
