"""To whom something was said and through what: "told [the agency]", "said [in a statement]".

The hearer is a noun phrase: the object of a telling verb, or what "to" or "with" leads to beside the cue or beside the medium ("in an interview with
…"). The medium is one stretch as printed. A parser often hangs such a phrase on the wrong word; one that touches the cue, the source or the hearer
counts wherever it hangs. Out: whether the hearer is a source itself, and what the medium says of the statement's weight.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument
from dragoman.model.text import Span

from .found import Found
from .words import kind_of, words

REACH = 60  # tokens on either side of the cue in which medium and hearer are looked for: keeps a text without full stops linear
CLIMB = 6  # links from a preposition to the cue: "in a statement posted on its Telegram channel" has four
LONGEST = 14  # tokens of a hearer or a medium; a longer phrase is a misread list
STOPS = frozenset(
    {"after", "before", "during", "amid", "following", "through", "via", "by", "despite", "when", "as", "while", "over", "since", "until", "ahead"}
)
"""Prepositions that open no part of a hearer's phrase."""
WHERE = frozenset({"in", "at", "near", "outside", "inside", "on"})
"""After a bare plural these tell where it was said ("told reporters in Aldra")."""
NOUN_LEADS = ("to", "with", "before")
"""From a cue that is a noun to the hearer ("his promise to voters that …")."""
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
PERSONS = frozenset({"me", "him", "her", "us", "them", "you"})
WHEN = ("DATE", "TIME")


class MediaWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do one thing in telling; media.yaml says what each field means."""

    id: str
    field: Literal["medium", "told", "hearer", "speaking", "carrying"]
    words: tuple[str, ...]
    by: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Medium(NamedTuple):
    """A phrase that names a medium: tokens [first, last), its noun, and the prepositions that lead from it to the hearer."""

    first: int
    last: int
    noun: Token
    leads: tuple[str, ...]


def medium(parse: Parse, found: Found) -> str | None:
    """Through what it was said, as printed; phrases that follow one another are one ("in a post on X")."""
    stretch: Span | None = None
    for one in _media(parse, found):
        span = Span(parse.tokens[one.first].start, parse.tokens[one.last - 1].end)
        if stretch is None:
            stretch = span
        elif not parse.text[stretch.end : span.start].strip():
            stretch = Span(stretch.start, span.end)
    return " ".join(parse.words(stretch).split()) if stretch else None


def told(parse: Parse, cast: Cast, found: Found) -> Argument | None:
    """To whom it was said, or None."""
    for head in _hearers(parse, cast, found):
        first, last = _phrase(parse, head)
        span = Span(parse.tokens[first].start, parse.tokens[last - 1].end)
        if not any(span.start < source.end and source.start < span.end for source in found.sources):
            return Argument(span.start, span.end, cast.actor_at(head.start))
    return None


# --- through what --------------------------------------------------------------------------------------------------------------------


def _media(parse: Parse, found: Found) -> Iterator[Medium]:
    """The media of the cue in text order."""
    if _prepositional(found):
        return  # "according to a post": the post is the source
    edges = _edges(parse, found)
    last = 0
    for token in _around(parse, found):
        if token.pos not in ("ADP", "SCONJ", "ADV") or token.i < last or _said(found, token):
            continue
        one = _named(parse, token)
        if one is not None and (_hangs(parse, found, token) or token.i in edges):
            last = one.last
            edges.add(last)
            yield one


def _prepositional(found: Found) -> bool:
    """Whether the cue is no word of saying but one that leads to the source ("according to"), or a colon."""
    return found.anchor.dep == "prep" or found.anchor.pos in ("ADP", "SCONJ", "PART", "PUNCT")


def _around(parse: Parse, found: Found) -> tuple[Token, ...]:
    """The tokens of the cue's sentence near the cue."""
    sentence = parse.sentence(found.anchor)
    return parse.tokens[max(sentence.first, found.anchor.i - REACH) : min(sentence.last, found.anchor.i + REACH)]


def _said(found: Found, token: Token) -> bool:
    """Whether the token is part of what was said."""
    return any(span.start <= token.start < span.end for span in found.content)


def _edges(parse: Parse, found: Found) -> set[int]:
    """Where a phrase of medium may begin whatever it hangs on: right after cue, source or a bare hearer, a comma or a time skipped."""
    ends = {found.cue_span.end, *(source.end for source in found.sources)}
    starts: set[int] = set()
    for token in _around(parse, found):
        if token.end in ends:
            after = token.i + 1
            while after < len(parse.tokens) and (parse.tokens[after].text == "," or _when(parse, parse.tokens[after])):
                after += 1
            starts.update(range(token.i + 1, after + 1))
    return starts


def _when(parse: Parse, token: Token) -> bool:
    """Whether the token is of a time or the preposition before one."""
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
    return token.ent in WHEN or (token.pos in ("ADP", "SCONJ") and token.lower != "of" and after.ent in WHEN)


def _hangs(parse: Parse, found: Found, token: Token) -> bool:
    """Whether the phrase under this preposition belongs to the cue: on the cue, its source or its hearer, straight or over "speaking"."""
    own = {found.anchor.i, *(head.i for head in found.heads)}
    if found.anchor.pos == "NOUN" and found.anchor.dep in ("dobj", "nsubjpass"):
        own.add(found.anchor.head)  # "made the claim in a speech"
    link = token
    for _ in range(CLIMB):
        head = parse.head(link)
        if head.i in own:
            # A document's own prepositions name its place: "a notice on the website said".
            # "The candidates at the debate" are not said to have spoken there.
            return head.i in (found.anchor.i, found.anchor.head) or (kind_of(head.lemma) not in ("document", "outlet") and token.lower != "at")
        if head.i == link.i or (head.pos == "VERB" and (head.tag not in ("VBG", "VBN") or head.lemma not in _words("speaking"))):
            return False
        link = head
    return False


def _named(parse: Parse, preposition: Token) -> Medium | None:
    """The phrase of a medium that this preposition opens, or None."""
    noun = next((child for child in parse.children(preposition, "pobj", "pcomp", "npadvmod", "amod") if child.i > preposition.i), None)
    noun = _close(parse, preposition) if noun is None or noun.i - preposition.i > LONGEST else noun
    if noun is None or noun.i - preposition.i > LONGEST:
        return None
    entry = _entry(parse, preposition, noun)
    after = parse.tokens[noun.i + 1].lower if noun.i + 1 < len(parse.tokens) else ""
    if entry is None:
        return Medium(preposition.i, noun.i + 1, noun, ()) if _aired(parse, preposition, noun) else None
    if after in entry.bars:
        return None
    return Medium(preposition.i, _end(parse, noun, entry.leads), noun, entry.leads)


def _close(parse: Parse, preposition: Token) -> Token | None:
    """The noun that ends the stretch of plain words right after the preposition, where the parser gives it none."""
    last: Token | None = None
    for token in parse.tokens[preposition.i + 1 : preposition.i + 6]:
        if token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "SYM", "X"):
            break
        last = token
    return last if last is not None and last.pos in ("NOUN", "PROPN", "SYM", "X") else None


def _entry(parse: Parse, preposition: Token, noun: Token) -> MediaWord | None:
    """The entry whose word the noun is, two words ("news conference") before one."""
    before = parse.tokens[noun.i - 1]
    plain = noun.lemma.lower() if noun.pos == "NOUN" or noun.text.islower() else noun.text
    for word in (f"{before.lower} {plain}", f"{before.text} {noun.text}", plain, noun.text):
        for entry in _lexicon().get(word, ()):
            if preposition.lower in entry.by:
                return entry
    return None


def _aired(parse: Parse, preposition: Token, noun: Token) -> bool:
    """Whether the phrase is "on" an outlet: "on Fox News", "on NBC's Meet the Press"."""
    if preposition.lower != "on" or (noun.pos != "PROPN" and noun.ent not in ("ORG", "WORK_OF_ART")):
        return False
    phrase = parse.words(parse.phrase(noun)).removeprefix("the ")
    owner = next((parse.words(parse.phrase(child)) for child in parse.children(noun, "poss")), "")
    return phrase in words("name") or owner.removeprefix("the ") in words("name")


def _end(parse: Parse, noun: Token, leads: tuple[str, ...]) -> int:
    """Token after the phrase: what the noun takes, without times; whom it leads to and a participle of publication go with it."""
    last = _phrase(parse, noun, hearer=False)[1]
    after = parse.tokens[last] if last < len(parse.tokens) else noun
    goal = next(iter(parse.children(after, "pobj")), None)
    if after.pos == "ADP" and after.lower in leads and goal is not None and goal.i > after.i:
        return _phrase(parse, goal, hearer=False)[1]
    if after.tag in ("VBN", "VBD") and after.lemma in _words("carrying") and after.dep in ("acl", "relcl", "amod", "advcl") and after.head == noun.i:
        inner = next((child for child in parse.children(after, "prep", "agent", "dative") if child.i == after.i + 1), None)
        goal = next(iter(parse.children(inner, "pobj")), None) if inner else None
        if inner and goal and goal.ent not in WHEN and goal.pos in ("NOUN", "PROPN"):
            return max(last, _phrase(parse, goal, hearer=False)[1])
    return last


# --- to whom -------------------------------------------------------------------------------------------------------------------------


def _hearers(parse: Parse, cast: Cast, found: Found) -> Iterator[Token]:
    """Heads of the phrases that may name the hearer, the likeliest first."""
    anchor = found.anchor
    if _prepositional(found):
        return
    verb = anchor if anchor.pos != "NOUN" else None
    if verb is not None:
        yield from _objects(parse, cast, found, verb)
    carrier = parse.head(anchor) if verb is None and anchor.dep == "dobj" else None
    for token in _around(parse, found):
        if (
            token.pos != "ADP"
            or _said(found, token)
            or token.head not in (anchor.i, carrier.i if carrier else anchor.i, *(head.i for head in found.heads))
        ):
            continue
        if token.lower in (NOUN_LEADS if verb is None else _told().get(verb.lemma, {})):
            yield from _led(parse, cast, found, token)
    edges = _edges(parse, found)
    for at in sorted(edges):
        token = parse.tokens[at] if at < len(parse.tokens) else anchor
        if verb is not None and token.lower == "to" and token.pos == "ADP" and "to" in _told().get(verb.lemma, {}) and not _said(found, token):
            yield from _led(parse, cast, found, token)
    for one in _media(parse, found):
        for token in parse.tokens[one.noun.i + 1 : one.last]:
            if token.lower in one.leads and token.pos == "ADP":
                yield from _led(parse, cast, found, token)


def _objects(parse: Parse, cast: Cast, found: Found, verb: Token) -> Iterator[Token]:
    """The bare object of a telling verb; under a passive its subject ("residents were told that …")."""
    entry = _told().get(verb.lemma, {}).get("")
    if entry is None:
        return
    passive = parse.children(verb, "auxpass")
    near = parse.children(verb, "nsubjpass") if passive else [child for child in parse.children(verb, "dative", "dobj") if child.i > verb.i]
    bidden = [clause for clause in parse.children(verb, "ccomp", "xcomp") if any(aux.lower == "to" for aux in parse.children(clause, "aux"))]
    if not passive and not near:  # the parser makes the crowd of "urged the crowd to go" the subject of "go"
        near = [child for clause in bidden for child in parse.children(clause, "nsubj") if child.left == verb.i + 1]
        near = near or [head for head in _right_after(parse, found) if not bidden]
    if any(parse.children(clause, "auxpass") for clause in bidden):
        return  # "ordered the house to be sold"
    for head in near:
        if _said(found, head) and not bidden:
            continue
        if bidden and head.tag == "NN" and not _hears(parse, cast, head):
            continue  # "ordered a pause to begin on Tuesday"
        thing = head.dep == "dobj" and head.pos == "NOUN" and kind_of(head.lemma) == "document"
        barred = bool({head.lower, head.lemma.lower()} & {"it", *entry.bars})
        if head.pos in NOMINAL and head.ent not in WHEN and not thing and not barred:
            yield head


def _right_after(parse: Parse, found: Found) -> list[Token]:
    """The head of the phrase that touches the cue on the right, where the parser hung it elsewhere."""
    after = parse.covering(found.cue_span.end, found.cue_span.end + 2)
    if not after or _said(found, after[0]):
        return []
    token = after[0]
    limit = min((span.start for span in found.content if span.start > token.start), default=parse.sentence(token).end)
    while parse.head(token).left == after[0].i and token.head != token.i and parse.head(token).end <= limit:
        token = parse.head(token)
    return [token] if token.pos in ("NOUN", "PROPN", "PRON") and token.i - after[0].i < LONGEST else []


def _led(parse: Parse, cast: Cast, found: Found, preposition: Token) -> Iterator[Token]:
    """What the preposition leads to, where it can hear."""
    for head in parse.children(preposition, "pobj"):
        if head.i > preposition.i and not _said(found, head) and _hears(parse, cast, head):
            yield head


def _hears(parse: Parse, cast: Cast, head: Token) -> bool:
    if head.pos == "PRON":
        return head.lower in PERSONS or head.lower in _words("hearer")
    if head.ent in WHEN:
        return False
    mention = cast.mention_at(head.start)
    if head.ent in ("PERSON", "ORG", "NORP", "GPE") or (mention is not None and mention.kind != "place"):
        return True
    return head.lemma in _words("hearer") or kind_of(head.lemma) in ("anonymous", "collective", "outlet") or _aired_name(parse, head)


def _aired_name(parse: Parse, head: Token) -> bool:
    return parse.words(parse.phrase(head)).removeprefix("the ") in words("name")


def _phrase(parse: Parse, head: Token, *, hearer: bool = True) -> tuple[int, int]:
    """Token bounds of the noun phrase, cut before a time, a quotation, and (for a hearer) what tells of the saying, not of who heard it."""
    span = parse.phrase(head, conjuncts=True)
    inside = parse.covering(span.start, span.end)
    first, last = inside[0].i, head.i + 1
    bare = head.tag in ("NNS", "NNPS", "PRP") and not parse.children(head, "det", "poss", "nummod")
    for token in parse.tokens[head.i + 1 : min(inside[-1].i + 1, head.i + LONGEST)]:
        after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
        if _when(parse, token) or token.text in "\"“”''``—–;:(" or (token.text == "," and after.pos not in ("NOUN", "PROPN", "DET", "CCONJ", "ADJ")):
            break
        if token.pos in ("VERB", "AUX") and token.dep not in ("amod", "compound"):
            break
        if hearer and token.pos in ("ADP", "SCONJ") and (token.lower in STOPS or _named(parse, token) or (bare and token.lower in WHERE)):
            break
        last = token.i + 1
    last = _owned(parse, last)
    while last - 1 > head.i and parse.tokens[last - 1].pos in ("PUNCT", "CCONJ", "ADP", "DET", "PART", "SPACE"):
        last -= 1
    return max(first, head.i - LONGEST), last


def _owned(parse: Parse, last: int) -> int:
    """Token after the phrase that goes on behind a possessive which the parser cut off ("BBC Radio 4's Today programme")."""
    tail = parse.tokens[last : last + 6]
    mark = next((token.i for token in tail[:2] if token.tag == "POS"), None)
    if mark is None or any(token.pos != "NUM" for token in parse.tokens[last:mark]):
        return last
    while mark + 1 < len(parse.tokens) and parse.tokens[mark + 1].pos in ("PROPN", "NOUN") and mark + 1 < last + 6:
        mark += 1
    return mark + 1 if parse.tokens[mark].tag != "POS" else last


# --- words ---------------------------------------------------------------------------------------------------------------------------


@cache
def _lexicon() -> dict[str, list[MediaWord]]:
    """Word → the media entries that hold it, in file order."""
    found: dict[str, list[MediaWord]] = {}
    for entry in lexicon.load("media", MediaWord):
        if entry.field == "medium":
            for word in entry.words:
                found.setdefault(word, []).append(entry)
    return found


@cache
def _told() -> dict[str, dict[str, MediaWord]]:
    """Verb → preposition before the hearer ("" for none) → entry."""
    found: dict[str, dict[str, MediaWord]] = {}
    for entry in lexicon.load("media", MediaWord):
        if entry.field == "told":
            for word in entry.words:
                for by in entry.by:
                    found.setdefault(word, {})[by] = entry
    return found


@cache
def _words(field: str) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("media", MediaWord) if entry.field == field for word in entry.words)
