"""How a source stands to the fact, by the words that tell of it: it saw or took part (direct), it was told (briefed), or the words do not say.

Told by the noun ("a survivor"), by a phrase ("with direct knowledge of"), by what a clause says it did or underwent ("who dug in the ruins", "wounded
in the blast"), by where it was ("who was in the room"), and by what a person says of himself ("I saw"). Who has seen a document is briefed by it.
"""

import re

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Basis, SourceKind
from dragoman.model.text import Span

from .heads import naming
from .parts import Part, partitive
from .words import is_person, kind_of, pattern, words

QUOTES = frozenset("\"“„«'‘`")
FAR = 24  # tokens from where one was to what happened there
FIRST = 120  # characters of a content in which a witness says that he saw it
OPENING = 4  # tokens of a content before its subject: "that at noon he had seen"
NOT = re.compile(r"(?:\bnot|\bnever|n't|n’t|\bno|\bwithout|\bneither|\bnor)\b[\w\s]{0,12}$", re.IGNORECASE)
RELATIVES = frozenset({"who", "which", "that"})
SOLE = frozenset({"first", "last", "only", "latest"})
"""Before "to": the last to leave has left."""
MOMENT = frozenset({"when", "as", "while"})
"""Before what happened where somebody was."""
ON_BOARD = frozenset({"aboard", "inside"})
ALONG = frozenset({"past", "along", "through", "across", "under", "towards", "toward"})
DENIES = frozenset({"deny", "avoid", "consider", "discuss", "suggest", "recommend", "propose", "risk"})
"""Before "seeing": nobody says that he saw."""
NONE_OF = frozenset({"none", "neither"})
SUBJECTS = ("nsubj", "nsubjpass")
PLACED = frozenset({"in", "on", "at", "aboard", "inside", "outside", "near", "beside", "among", "behind", "by", "next"})


def basis_of(parse: Parse, part: Part, kind: SourceKind, heads: frozenset[int] = frozenset()) -> Basis:
    """The basis that the words of a source, or of a part of it, give it; a body's only where it saw, a document's or an outlet's never.

    `heads`: the tokens of the other persons of whom these words tell, too.
    """
    head, first, last = part
    if first >= last or kind in ("document", "outlet", "unspecified"):
        return "unstated"
    printed = parse.words(Span(parse.tokens[first].start, parse.tokens[last - 1].end))
    if (first <= head.i and _is_witness(parse, head)) or _said(printed, "direct"):
        return "direct"
    ids = {head.i, *heads, *(other.i for other in (partitive(parse, head), *parse.children(head, "appos")) if other is not None)}
    if kind != "collective" and any(place.lower in ON_BOARD and place.i < last and _then(parse, place) for place in parse.children(head, "prep")):
        return "direct"  # "a deckhand aboard the ferry when it sank"
    deeds = [_deed(parse, verb, kind == "collective") for verb in _verbs(parse, first, last, ids)]
    if "direct" in deeds:
        return "direct"
    return "briefed" if "briefed" in deeds or _said(printed, "briefed") or _is_close(parse, first, last) else "unstated"


def _is_close(parse: Parse, first: int, last: int) -> bool:
    """Whether the words say "close to" a matter that is no place, body or person: "a banker close to the restructuring"."""
    for to in parse.tokens[first + 1 : last - 1]:
        close = parse.tokens[to.i - 1]
        if to.lower != "to" or close.lower != "close" or NOT.search(parse.words(Span(parse.tokens[first].start, close.start))):
            continue
        noun = naming(parse, to.i + 1, last)
        if noun is None or noun.pos != "NOUN" or not (noun.tag == "NNS" or parse.children(noun, "det", "poss")):
            continue
        told = words("close").get(noun.lemma)
        endings = tuple(word for word, value in words("close").items() if value == "ending")
        if told == "briefed" or (told is None and kind_of(noun.lemma) is None and noun.lemma.endswith(endings)):
            return True
    return False


def _said(printed: str, basis: Basis) -> bool:
    return any(not NOT.search(printed, max(0, match.start() - 24), match.start()) for match in pattern("basis", basis).finditer(printed))


def _is_witness(parse: Parse, head: Token) -> bool:
    """Whether the noun itself is one who saw ("a survivor"), not one who is called in court ("a witness for the defence")."""
    if head.lemma not in words("onlooker"):
        return False
    after = parse.words(Span(head.end, parse.tokens[min(head.right, head.i + 6) - 1].end)) if head.right > head.i + 1 else ""
    before = {child.lower for child in parse.children(head, "amod", "compound", "nmod")}
    return not pattern("called", "called").search(after) and not before & set(words("called"))


def _verbs(parse: Parse, first: int, last: int, ids: set[int]) -> list[Token]:
    """The verbs of the clauses in tokens [first, last) that tell of the persons at `ids`, and those coordinated with them."""
    found: list[Token] = []
    for token in parse.tokens[first:last]:
        verb = None
        if token.lower in RELATIVES and token.dep in SUBJECTS:
            verb = parse.head(token)
            of = parse.head(verb)
        elif token.lower == "whom" and parse.head(token).lower == "of":
            some = parse.head(parse.head(token))
            if some.dep not in SUBJECTS or some.lower in NONE_OF:
                continue
            verb = parse.head(some)
            of = parse.head(verb)
        elif (token.dep == "acl" and token.tag in ("VBG", "VBN", "VB")) or (token.dep == "relcl" and token.tag == "VB"):
            verb, of = token, parse.head(token)
            if token.tag == "VB" and not {of.lower, *(child.lower for child in parse.children(of, "amod"))} & SOLE:
                continue
        if verb is None or not first <= verb.i < last:
            continue
        if of.i not in ids and (token.lower not in ("who", "whom") or _may_be_who(of)):
            continue  # another's: "a lawyer for a man who saw it"
        found += [other for other in parse.conjuncts(verb) if other.i < last and not (other.i != verb.i and parse.children(other, *SUBJECTS))]
    return found


def _may_be_who(noun: Token) -> bool:
    """Whether "who" may stand for the noun: a person, or a name that is no body's."""
    if noun.pos == "PROPN":
        return noun.ent not in ("ORG", "GPE", "FAC", "LOC") and kind_of(noun.lower) != "collective"
    return is_person(noun.lemma)


def _deed(parse: Parse, verb: Token, narrow: bool = False) -> Basis:
    """What having done this tells of the doer; `narrow`: only what one sees or suffers with one's own body."""
    if parse.children(verb, "neg") or any(child.lower in ("never", "hardly", "nearly") for child in parse.children(verb, "advmod")):
        return "unstated"
    aux = {child.lower for child in parse.children(verb, "aux", "auxpass")}
    if any(child.tag == "MD" for child in parse.children(verb, "aux")):
        return "unstated"
    if parse.children(verb, "auxpass", "nsubjpass") or (verb.dep == "acl" and verb.tag == "VBN"):
        return "direct" if verb.lemma in words("undergone") else "unstated"
    past = verb.tag == "VBD" or (verb.tag == "VBN" and aux & {"has", "have", "had", "'ve", "’ve", "'d", "’d"}) or verb.tag == "VBG"
    past = past or (verb.tag == "VB" and verb.dep in ("acl", "relcl", "xcomp") and not aux - {"to"})
    if not past:
        return "unstated"
    if not narrow and (verb.lemma == "be" or (verb.tag == "VBG" and aux & {"was", "were"})) and _was_there(parse, verb):
        return "direct"
    if verb.lemma == "be":
        return "unstated"
    if verb.lemma in ("help", "try", "manage", "go", "begin", "start"):
        further = [child for child in parse.children(verb, "xcomp", "ccomp") if not parse.children(child, *SUBJECTS)]
        return _deed(parse, further[0], narrow) if further else "unstated"
    things = parse.children(verb, "dobj", "nsubjpass")
    things += [lost for clause in parse.children(verb, "ccomp") for lost in parse.children(clause, "nsubj") if verb.lemma in words("reads")]
    if any(child.lower == "no" for thing in things for child in parse.children(thing, "det")):
        return "unstated"
    if verb.lemma in words("reads") and any(_is_paper(parse, thing) for thing in things):
        return "briefed"
    if verb.lemma == "hear" and not things and parse.children(verb, "ccomp", "prep"):
        return "unstated"  # "heard that", "heard from"
    return "direct" if verb.lemma in words("witness") or (not narrow and verb.lemma in words("deed")) else "unstated"


def _then(parse: Parse, start: Token) -> bool:
    """Whether the words after tell what happened then."""
    end = min(start.i + FAR, parse.sentence(start).last)
    return any(token.lower in MOMENT and token.dep in ("advmod", "mark") for token in parse.tokens[start.i + 1 : end])


def _is_paper(parse: Parse, thing: Token) -> bool:
    """A document that one can have read: "the contract", not "law", which one studies."""
    if thing.lemma in words("paper"):
        return True
    return kind_of(thing.lemma) in ("document", "outlet") and (thing.tag != "NN" or bool(parse.children(thing, "det", "poss", "compound")))


def _was_there(parse: Parse, verb: Token) -> bool:
    """Whether "was" is followed by a place where one can be ("in the room", "on the call"), not by an office or a state.

    A body's rooms, what one was there and what one was doing count where the words tell what happened then ("a clerk aboard the ferry when it sank").
    """
    then = _then(parse, verb)
    doing = verb.lemma != "be"
    if doing and not then:
        return False
    places = parse.children(verb, "prep")
    places += [place for what in parse.children(verb, "attr") for place in parse.children(what, "prep") if then and place.lower in ON_BOARD]
    for place in places:
        for noun in parse.children(place, "pobj"):
            if place.lower not in (PLACED | ALONG if doing else PLACED) or not parse.children(noun, "det", "poss"):
                continue
            state, kind = words("state").get(noun.lemma), kind_of(noun.lemma)
            if (then and state == "site") or (state is None and kind not in ("collective", "anonymous")):
                return True
    return False


def own_word(parse: Parse, content: list[Span], anchor: Token, head: Token) -> Basis:
    """The basis that a person gives himself in what he says: "I saw", "said she had treated nine children", "described seeing"."""
    if anchor.lemma not in DENIES and any(_deed(parse, verb, narrow=True) == "direct" for verb in _gerunds(parse, anchor)):
        return "direct"
    for piece in content[:2]:
        tokens = parse.covering(piece.start, min(piece.end, piece.start + FIRST))
        quoted = bool(tokens) and tokens[0].text[0] in QUOTES
        for at, token in enumerate(tokens):
            if token.dep not in SUBJECTS or token.lower not in (("i", "we") if quoted else ("i", "we", *_himself(head))):
                continue
            verb = parse.head(token)
            if verb.dep in ("relcl", "acl"):
                continue  # "the numbers we have seen"
            if not quoted and at >= OPENING and verb.head != anchor.i:
                continue
            if any(_deed(parse, one, narrow=not quoted or one.lemma != "be") == "direct" for one in parse.conjuncts(verb)):
                return "direct"
    return "unstated"


def _gerunds(parse: Parse, cue: Token) -> list[Token]:
    """The verbs without subject of what the cue tells: "described seeing", "spoke of being beaten"."""
    verbs = parse.children(cue, "xcomp", "pcomp")
    verbs += [verb for of in parse.children(cue, "prep") for verb in parse.children(of, "pcomp")]
    return [verb for verb in verbs if verb.i > cue.i and verb.tag in ("VBG", "VBN") and not parse.children(verb, "nsubj")]


def _himself(head: Token) -> tuple[str, ...]:
    """The pronouns by which the words of this source can speak of it."""
    if head.lower in ("he", "she", "they"):
        return (head.lower,)
    return ("they",) if head.tag in ("NNS", "NNPS") else ("he", "she")


def before_pronoun(parse: Parse, cast: Cast, head: Token) -> Basis:
    """What the sentence before a "he" tells that this person did ("A guard helped to carry out the wounded. He said …")."""
    actor = cast.actor_at(head.start)
    subject = subject_before(parse, head)
    if subject is None or (actor and cast.actor_at(subject.start) not in (actor, None)):
        return "unstated"
    return _deed(parse, parse.head(subject), narrow=True)


def subject_before(parse: Parse, head: Token) -> Token | None:
    """The subject of the sentence before that of `head`, in the same paragraph, where it agrees in number with "he", "she" or "they"."""
    at = head.sentence - 1
    if at < 0 or parse.sentences[at].paragraph != parse.sentence(head).paragraph or head.lower not in ("he", "she", "they"):
        return None
    for token in parse.in_sentence(parse.sentences[at]):
        if token.dep in SUBJECTS and parse.head(token).dep == "ROOT":
            many = token.tag in ("NNS", "NNPS") or len(parse.conjuncts(token)) > 1 or token.lower == "they"
            return token if many == (head.lower == "they") else None
    return None
