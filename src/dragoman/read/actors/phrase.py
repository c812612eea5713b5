"""One description taken apart: title, body, how the office stands, country, sector."""

from typing import Literal

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Mention, Role
from dragoman.model.parse import Parse, Token
from dragoman.read.binding import binder

from .beside import POSTS
from .chain import Claim
from .sectors import sector_of_name
from .setting import Setting

TITLE_WORDS = 6  # the longest title of the lexicon
IN_BODY = frozenset({"of", "in", "at", "for", "with", "to"})
LEAVING = frozenset({"resign", "quit", "retire", "oust", "remove", "dismiss", "sack", "fire", "step", "replace", "depose", "topple"})
LOSING = frozenset({"lose", "leave", "vacate", "quit", "resign"})
UNTIL = frozenset({"until", "till"})


class Phrase(msgspec.Struct, kw_only=True):
    """What a description says."""

    role: Role | None = None
    title: lexicon.Title | None = None
    body: lexicon.Body | None = None
    owner: Mention | None = None
    country: str | None = None
    people: str | None = None  # the land, in plain words, whose demonym stands before the office and that no list has
    house: str | None = None  # the body printed before the office, where it has no name: "the garrison commander"
    claims: tuple[Claim, ...] = ()
    gender: str | None = None


def read_phrase(parse: Parse, mention: Mention, look: Setting) -> Phrase | None:
    """The description's parts; `owner` is the named body or state that it belongs to. None where it has no head noun."""
    name_at = look.name_at
    covered = parse.covering(mention.start, mention.end)
    head = _head(parse, covered)
    if head is None:
        return None
    behind = head  # what "of" hangs on
    later = lexicon.statuses().get(head.lower)
    if later and later.after and head.i > 1 and parse.tokens[head.i - 1].text == "-":  # "the president-elect"
        head = parse.tokens[head.i - 2]
    else:
        later = None
    words = [token.lower for token in covered if token.i < head.i]
    lemma = head.lemma.lower() if head.tag != "NNPS" else head.lower.removesuffix("s")
    title, after = _title_on(covered, head)
    title = title or lexicon.person_noun([*words, lemma]) or lexicon.person_noun([*words, head.lower])
    body = None if title else lexicon.body_noun([*words, lemma]) or lexicon.body_noun([*words, head.lower])
    phrase = Phrase(title=title, body=body, gender=title.gender if title else None)
    first, status = _front(parse, covered, head, look, phrase)
    organization = parse.text[phrase.owner.start : phrase.owner.end] if phrase.owner else phrase.house
    last = head
    to = _accredited(parse, behind, name_at) if organization is not None and title is not None and title.kind == "office" else None
    if to is not None:
        last = to
    elif organization is None or (phrase.owner is not None and phrase.owner.kind == "state"):
        organization, last = _back(parse, behind, name_at, phrase, organization)
        last = head if last.i == behind.i else last
    last = after if after is not None and after.i > last.i else last
    if title is not None and mention.kind == "person" and _is_role(title):
        phrase.role = Role(
            title=" ".join(parse.text[parse.tokens[first].start : last.end].split()),
            organization=" ".join(organization.split()) if organization else None,
            status=later.status if later else _past(parse, head) or status,
            start=parse.tokens[first].start,
            end=last.end,
        )
    start, end = parse.tokens[first].start, last.end
    if title is not None and not (title.kind == "person" and phrase.owner):  # an official's sector is his body's
        phrase.claims += claim_of_title(title, start, end, phrase.role.status if phrase.role else "current")
    elif body is not None:
        phrase.claims += (Claim(kind="description", start=start, end=head.end, sector=body.sector or _called(parse, covered, head)),)
    return phrase


def _called(parse: Parse, covered: tuple[Token, ...], head: Token) -> str | None:
    """The sector that the words before the noun tell ("the dockers' union"), else the people after its "of" ("a band of pirates")."""
    people = covered[-1] if covered[-1].i > head.i and covered[-1].tag == "NNS" else None
    title = lexicon.person_noun([people.lemma.lower()]) if people is not None else None
    start = next((token.start for token in covered if token.tag not in ("DT", "PRP$")), head.start)
    return sector_of_name(parse.text[start : head.end]) or (title.sector if title else None)


def claim_of_title(title: lexicon.Title, start: int, end: int, status: lexicon.Standing) -> tuple[Claim, ...]:
    """What a title says of its holder's sector: an office before a rank or a calling, what is held before what was."""
    if title.kind in ("person", "relation"):
        return (Claim(kind="description", start=start, end=end, sector=title.sector),)
    return (Claim(kind="office", start=start, end=end, sector=title.sector, weight=(title.kind != "office") + 2 * (status == "former")),)


def _title_on(covered: tuple[Token, ...], head: Token) -> tuple[lexicon.Title | None, Token | None]:
    """The entry of a title that goes on after its head noun ("secretary of state"), and its last token."""
    rest = [token for token in covered if token.i >= head.i][:TITLE_WORDS]
    for size in range(len(rest), 2, -1):
        title = lexicon.titles().get(tuple(token.lower for token in rest[:size]))
        if title:
            return title, rest[size - 1]
    return None, None


def _is_role(title: lexicon.Title) -> bool:
    """True for offices, ranks and callings, and for words such as "official"; not for "woman", "resident", "brother"."""
    return title.kind in ("office", "rank", "calling") or (title.kind == "person" and title.sector is None and title.gender is None)


def _front(parse: Parse, covered: tuple[Token, ...], head: Token, look: Setting, phrase: Phrase) -> tuple[int, lexicon.Standing]:
    """The first token of the title, and how the office stands; the body and the country before it go into `phrase`."""
    name_at, peoples = look.name_at, look.peoples
    first, closed = head.i, False
    status: lexicon.Standing = "current"
    for token in reversed([token for token in covered if token.i < head.i]):
        name = name_at.get(token.i)
        known = lexicon.known(token.text)
        state = lexicon.statuses().get(token.lower)
        if _of_tie(parse.tokens, token):
            closed = True
        elif token.lower in ("its", "their", "whose"):
            closed = True
            owner = parse.head(parse.head(parse.head(token))) if token.lower == "whose" else binder(parse, token)
            owned_by = name_at.get(owner.i) if owner is not None else None
            if owner is None and token.lower == "its":
                owned_by = _last_body(parse, token, name_at)
            phrase.owner = phrase.owner or (owned_by if owned_by is not None and owned_by.kind != "person" else None)
        elif token.dep == "poss" and token.pos == "NOUN" and token.head == head.i and name is None:
            closed = True
            phrase.house = phrase.house or _owning(parse, covered, token, phrase)
        elif name is not None:
            closed = True
            if name.kind != "person":
                phrase.owner = phrase.owner or name
                owned = lexicon.known(parse.text[name.start : name.end])
                phrase.country = phrase.country or (owned.code if owned else None)
        elif known and known.sense == "demonym":
            closed = True
            phrase.country = phrase.country or known.code
        elif token.text in peoples:
            closed = True
            phrase.people = " ".join(lexicon.plain(peoples[token.text].best_name()))
        elif state:
            closed, status = True, state.status
        elif (token.lower in lexicon.qualities() and token.pos in ("ADJ", "NOUN")) or (token.tag == "VBN" and token.dep == "amod"):
            closed = True  # "a kidnapped bishop"
        elif (
            not closed
            and first == token.i + 1
            and token.pos in ("NOUN", "PROPN")
            and (housed := _house(parse, covered, (token, *parse.tokens[first : head.i + 1]), phrase))
        ):
            closed, phrase.house = True, housed
        elif token.ent and token.text[0].isupper() and head.text[0].islower():
            closed = True  # "the Karsian prime minister", "a Catholic priest": whose or whence, not what
        elif (
            not closed and first == token.i + 1 and token.pos in ("NOUN", "ADJ", "PROPN") and token.dep != "poss" and token.tag not in ("PRP$", "DT")
        ):
            first = token.i
    return first, status


def _last_body(parse: Parse, pronoun: Token, name_at: dict[int, Mention]) -> Mention | None:
    """The only body named in the sentence before, for "its" at the beginning of a sentence."""
    sentence = parse.sentence(pronoun)
    if sentence.first != pronoun.i or pronoun.sentence == 0:
        return None
    before = parse.in_sentence(parse.sentences[pronoun.sentence - 1])
    found = {name.id: name for token in before if (name := name_at.get(token.i)) is not None and name.kind == "organization"}
    return next(iter(found.values())) if len(found) == 1 else None


def _owning(parse: Parse, covered: tuple[Token, ...], token: Token, phrase: Phrase) -> str | None:
    """The words for the body that owns the office: "the losing party" before "'s treasurer"."""
    before = [each for each in covered if each.i <= token.i and each.tag not in ("DT", "PRP$", "POS")]
    body = lexicon.body_noun([each.lemma.lower() if each is token else each.lower for each in before])
    if body is None or body.kind not in ("organization", "group"):
        return None
    phrase.claims += (Claim(kind="body", start=before[0].start, end=token.end, sector=body.sector),)
    return parse.text[before[0].start : token.end]


def _accredited(parse: Parse, head: Token, name_at: dict[int, Mention]) -> Token | None:
    """The last word of where an envoy is sent, which is part of his title: "Peru's ambassador to Chile"."""
    for prep in parse.children(head, "prep"):
        for inner in parse.children(prep, "pobj"):
            if prep.lower == "to" and prep.i == head.i + 1 and inner.i in name_at:
                return parse.covering(name_at[inner.i].start, name_at[inner.i].end)[-1]
    return None


def _house(parse: Parse, covered: tuple[Token, ...], office: tuple[Token, ...], phrase: Phrase) -> str | None:
    """The words for a body before an office that no list has as one title: "central bank" before "governor", not "army" before "chief"."""
    token = office[0]
    if phrase.title is None or token.dep not in ("compound", "nmod") or tuple(each.lower for each in office) in lexicon.titles():
        return None
    before = [each for each in covered if each.i <= token.i and each.pos in ("NOUN", "ADJ", "PROPN") and each.tag not in ("PRP$", "POS")]
    body = lexicon.body_noun([each.lower for each in before])
    if body is None or body.kind not in ("organization", "group"):
        return None
    size = next(size for size in range(len(before), 0, -1) if tuple(each.lower for each in before[-size:]) in lexicon.bodies())
    phrase.claims += (Claim(kind="body", start=before[-size].start, end=token.end, sector=body.sector),)
    return parse.text[before[-size].start : token.end]


def _back(parse: Parse, head: Token, name_at: dict[int, Mention], phrase: Phrase, organization: str | None) -> tuple[str | None, Token]:
    """The body after the head noun as printed, and the last token of the title ("head of operations" where no body is named)."""
    for child in parse.children(head, "prep"):
        if child.lower not in IN_BODY:
            break
        for inner in parse.children(child, "pobj"):
            name = name_at.get(inner.i)
            span = parse.phrase(inner)
            inside = parse.covering(span.start, span.end)
            office = phrase.title is not None and phrase.title.kind in ("office", "rank") and child.lower == "of"
            if office and inner.text[0].isupper() and inner.tag in ("NNP", "NNPS") and (name is None or name.kind == "person"):  # a town on no list
                return parse.text[next((token.start for token in inside if token.pos not in ("DET", "PRON")), span.start) : inner.end], head
            if name is not None and name.kind != "person" and not (name.kind == "place" and child.lower != "of"):
                phrase.owner = name
                owned = lexicon.known(parse.text[name.start : name.end])
                phrase.country = phrase.country or (owned.code if owned and child.lower == "of" else None)
                return parse.text[name.start : name.end], head
            if child.lower != "of" or child.i != head.i + 1 or inner.pos != "NOUN":
                continue
            for token in inside:
                known = lexicon.known(token.text)
                phrase.country = phrase.country or (known.code if known and known.sense in ("demonym", "state") else None)
            noun = lexicon.body_noun([*(each.lower for each in inside if each.i < inner.i), inner.lemma])
            if noun and noun.kind != "place":
                return parse.text[next((token.start for token in inside if token.pos not in ("DET", "PRON")), span.start) : span.end], head
            if name is None:
                return organization, inner
    if organization is None and phrase.title is not None and phrase.title.kind == "office":
        for other in parse.children(head, "conj"):  # "both prime minister and finance minister of Peru"
            if other.tag == "NN" and lexicon.person_noun([other.lemma.lower()]):
                return _back(parse, other, name_at, phrase, None)[0], head
    return organization, head


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


def _past(parse: Parse, head: Token) -> Literal["former", "elect"] | None:
    """`former` when the office is lost or a past copula bounded ("was mayor until 1990", "was mayor and is now rich"); `elect` when it is to come."""
    verb = parse.head(head)
    if head.dep == "pobj" and verb.lower == "as":
        above = parse.head(verb)
        lost = above.lemma in POSTS and parse.head(above).lemma in LOSING
        if above.lemma in LEAVING or lost:
            return "former"
        if any(aux.lower in ("will", "shall", "to") for aux in parse.children(above, "aux")):
            return "elect"
    if head.dep == "attr" and verb.tag == "VBD":
        if any(later.lemma == "be" and later.tag == "VBZ" for later in parse.children(verb, "conj")):
            return "former"
        for child in (*parse.children(head, "prep"), *parse.children(verb, "prep", "mark")):
            if child.lower in UNTIL or (child.lower == "before" and parse.children(child, "pcomp")):
                return "former"
    return None
