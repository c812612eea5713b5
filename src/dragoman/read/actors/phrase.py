"""One description taken apart: title, body, how the office stands, country, sector."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Mention, Role

IN_BODY = frozenset({"of", "in", "at", "for", "with", "to"})
PLAIN_SECTORS = frozenset({"CVL"})  # "a lawyer" says little of what its person is in politics: a body beside it says more
UNTIL = frozenset({"until", "till"})


class Phrase(msgspec.Struct, kw_only=True):
    """What a description says."""

    role: Role | None = None
    title: lexicon.Title | None = None
    body: lexicon.Body | None = None
    owner: Mention | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None


def read_phrase(parse: Parse, mention: Mention, name_at: dict[int, Mention]) -> Phrase | None:
    """The description's parts; `owner` is the named body or state that it belongs to."""
    covered = parse.covering(mention.start, mention.end)
    head = _head(parse, covered)
    if head is None:
        return None
    tokens = parse.tokens
    before = [token for token in covered if token.i < head.i]
    words = [token.lower for token in before]
    lemma = head.lemma.lower() if head.tag != "NNPS" else head.lower.removesuffix("s")
    title = lexicon.person_noun([*words, lemma]) or lexicon.person_noun([*words, head.lower]) or lexicon.titles().get(tuple(token.lower for token in covered if token.i >= head.i))
    body = None if title else lexicon.body_noun([*words, lemma]) or lexicon.body_noun([*words, head.lower])
    country, owner, start, status = None, None, head.i, "current"
    for token in reversed(before):
        name = name_at.get(token.i)
        known = lexicon.known(token.text) if token.text[0].isupper() or token.tag.startswith("NNP") else None
        state = lexicon.statuses().get(token.lower)
        if _of_tie(tokens, token):
            start = -1
            continue
        if name is not None:
            if name.kind != "person":
                owner = owner or name
                owned = lexicon.known(parse.text[name.start : name.end])
                country = country or (owned.code if owned else None)
            start = -1 if start != head.i else start
        elif known and known.sense == "demonym":
            country = country or known.code
        elif state:
            status = state.status
        elif start == token.i + 1 and token.pos in ("NOUN", "ADJ", "PROPN") and token.dep != "poss" and token.tag not in ("PRP$", "DT", "CD"):
            start = token.i
    start = head.i if start < 0 else start
    last = head
    organization = parse.text[owner.start : owner.end] if owner else None
    for child in parse.children(head, "prep"):
        if child.lower not in IN_BODY or (owner and owner.kind != "state"):
            break
        for inner in parse.children(child, "pobj"):
            name = name_at.get(inner.i)
            if name is not None and name.kind != "person":
                owner, organization = name, parse.text[name.start : name.end]
                owned = lexicon.known(organization)
                country = country or (owned.code if owned and child.lower == "of" else None)
            elif child.lower == "of" and child.i == last.i + 1 and inner.pos == "NOUN":
                noun = lexicon.body_noun([inner.lemma])
                span = parse.phrase(inner)
                inside = parse.covering(span.start, span.end)
                if noun and noun.kind != "place":
                    organization = " ".join(token.text for token in inside if token.pos != "DET").strip()
                    organization = parse.text[next((token.start for token in inside if token.pos not in ("DET", "PRON")), span.start) : span.end]
                elif name is None:
                    last = inner
                for token in inside:
                    known = lexicon.known(token.text) if token.text[0].isupper() else None
                    country = country or (known.code if known and known.sense in ("demonym", "state") else None)
        if last is not head or organization:
            break
    first = start
    status = _past(parse, head) or status
    role = None
    if title is not None and title.kind in ("office", "rank", "calling", "person") and mention.kind == "person" and not title.gender:
        role = Role(
            title=" ".join(parse.text[tokens[first].start : last.end].split()),
            organization=" ".join(organization.split()) if organization else None,
            status=status,  # type: ignore[arg-type]  # the lexicon's values
            start=tokens[first].start,
            end=last.end,
        )
    sector = title.sector if title and not (title.kind == "person" and owner) else body.sector if body else None
    return Phrase(role=role, title=title, body=body, owner=owner, country=country, sector=sector, gender=title.gender if title else None)


def _head(parse: Parse, covered: tuple[Token, ...]) -> Token | None:
    """The head noun: the token before the first preposition that the others hang on."""
    if not covered:
        return None
    top = parse.top(covered[0].start, covered[-1].end)
    if top is None:
        return None
    for token in covered:
        if token.lower == "of" and token.i > covered[0].i and top.i > token.i:
            return parse.tokens[token.i - 1]
    return top


def _of_tie(tokens: tuple[Token, ...], token: Token) -> bool:
    """True for the words of "Peru-backed" and "pro-Peruvian": they say whose side, not whence."""
    after = tokens[token.i + 1].text if token.i + 1 < len(tokens) else ""
    before = tokens[token.i - 1].text if token.i else ""
    return (after == "-" and token.ent != "") or before == "-" or token.text == "-" or (after == "-" and token.lower in ("pro", "anti"))


def _past(parse: Parse, head: Token) -> str | None:
    """`former` when a past copula is bounded by "until" ("was president until 1990")."""
    verb = parse.head(head)
    if head.dep == "attr" and verb.tag == "VBD":
        for child in (*parse.children(head, "prep"), *parse.children(verb, "prep", "mark")):
            if child.lower in UNTIL:
                return "former"
    return None
