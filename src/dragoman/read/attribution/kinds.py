"""What kind of source a noun phrase is: a person named or not, a body, a document, an outlet."""

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import SourceKind
from dragoman.model.text import Span

from .heads import naming
from .parts import partitive
from .words import is_person, kind_of, words

RANK: tuple[SourceKind, ...] = ("named", "anonymous", "collective", "outlet", "document", "unspecified")
"""Which kind a mixed list has: the first that one of its parts has."""
NEAR = 12  # tokens of an apposition to its noun
OLDEST = 120  # years: "Edda Wynn, 34," is a person


def known_actors(parse: Parse, cast: Cast) -> dict[str, SourceKind]:
    """Actor id → the kind of source it is by its name, or by its descriptions where the report never names it."""
    found: dict[str, SourceKind] = {}
    for mention in cast.mentions_in(0, len(parse.text)):
        if not mention.actor or mention.form == "pronoun":
            continue
        person = mention.kind == "person"
        if mention.form == "name":
            found[mention.actor] = "named" if person or found.get(mention.actor) == "named" else "collective"
        else:
            top = parse.top(mention.start, mention.end)
            told = kind_of(top.lemma) if top else None
            found.setdefault(mention.actor, "anonymous" if person else told or "collective")
    return found


def source_kind(parse: Parse, cast: Cast, head: Token, spans: list[Span], names: dict[str, SourceKind]) -> SourceKind:
    """The kind of the source that `head` names; `names` tells what each actor is elsewhere, `spans` are its words ([]: only the head's)."""
    if head.pos in ("VERB", "AUX"):
        return "collective" if head.ent == "ORG" else "unspecified"  # "Save the Children"; "it is said"
    if _outlet(parse, head):
        return "outlet"
    if head.tag == "NN" and _two_words(parse, head) == "collective":
        return "collective"  # "the coast guard"; its guards are persons
    part = partitive(parse, head)
    if part is not None and spans:  # once: "one of one of …" may go on
        kind = source_kind(parse, cast, part, [], names)
        return kind if kind not in ("unspecified", "named") else "anonymous"
    owner = next(iter(parse.children(head, "poss")), None)
    if owner is not None and spans and head.lemma in words("voice"):
        return source_kind(parse, cast, owner, [], names)
    if _hearsay(parse, head):
        return "unspecified"
    if head.pos == "PRON":
        actor = cast.actor_at(head.start)
        if actor or head.lower not in words("kind"):
            return names.get(actor, "unspecified") if actor else "unspecified"
    if name_beside(parse, cast, head, spans) is not None:
        return "named"
    if head.pos == "PROPN" and not head.text.islower():
        return _proper(parse, cast, head)
    mention = cast.mention_at(head.start)
    if mention is not None and mention.form == "name" and mention.kind == "person":
        return "named"
    told = kind_of(head.lemma) or kind_of(head.lower)
    if told:
        actor = cast.actor_at(head.start)
        if told == "anonymous" and head.tag == "NN" and actor and names.get(actor) == "named":
            return "named"
        return told
    if mention is not None and mention.form != "pronoun" and mention.kind == "person":
        return "anonymous"
    if is_person(head.lemma) or _who(parse, head):
        return "anonymous"
    if mention is not None and mention.form != "pronoun":
        return "collective"
    return "collective" if head.ent in ("ORG", "GPE", "NORP", "FAC", "LOC") else "unspecified"


def _outlet(parse: Parse, head: Token) -> bool:
    """Whether the phrase is an outlet's printed name, holds a word of such names, or calls the name one ("the weekly Zora")."""
    phrase = parse.words(parse.phrase(head))
    if phrase in words("name") or phrase.removeprefix("the ").removeprefix("The ") in words("name"):
        return True
    first = phrase.split(" ", 1)[0]
    if first.isupper() and first in words("name"):
        return True  # "CNN Turk", "BBC News"
    if _two_words(parse, head) == "outlet":
        return True
    if head.pos != "PROPN" and (not head.text[:1].isupper() or head.i == parse.sentence(head).first):
        return False
    if any("outlet" in (kind_of(noun.lemma), _two_words(parse, noun)) for noun in _callings(parse, head)):
        return True
    return head.text in words("masthead") or first.strip('“"') in words("station")


def _two_words(parse: Parse, head: Token) -> str | None:
    """What noun and noun before it are in one ("news agency", "coast guard")."""
    return words("outlet").get(f"{parse.tokens[head.i - 1].lower} {head.lemma.lower()}") if head.i else None


def _hearsay(parse: Parse, head: Token) -> bool:
    """Whether nobody is meant: "some say", "others", "unconfirmed reports"."""
    if head.lower in words("hearsay"):
        others = [child for child in parse.children(head) if child.dep not in ("punct", "cc", "conj")]
        return all(child.i < head.i and child.lower in words("unsure") for child in others)
    return False


def _who(parse: Parse, head: Token) -> bool:
    return any(token.lower in ("who", "whose", "whom") for clause in parse.children(head, "relcl") for token in parse.children(clause))


def _proper(parse: Parse, cast: Cast, head: Token) -> SourceKind:
    """A proper name: a person's, also where only its company shows that, or a body's."""
    mention = cast.mention_at(head.start)
    told = kind_of(head.lower)
    if told in ("document", "collective") and head.ent != "PERSON":
        return "collective" if told == "collective" or head.ent == "ORG" else "document"
    if (mention and mention.kind == "person" and mention.form == "name") or _personal(parse, head):
        return "named"
    if mention is None and head.ent != "PERSON" and any(kind_of(noun.lemma) == "collective" for noun in _callings(parse, head)):
        return "collective"
    if _full_name(parse, head):
        return "named"
    if head.ent == "NORP" or head.tag == "NNPS":
        return "collective"
    if (mention and mention.kind != "person") or told == "collective":
        return "collective"
    return "collective" if head.ent in ("ORG", "GPE", "FAC", "LOC") else "named"


def _full_name(parse: Parse, head: Token) -> bool:
    """Whether the name looks like a person's of a body: two capitalised words without article, and "of the …"."""
    before = parse.children(head, "compound")
    bare = len(before) == 1 and not parse.children(head, "det", "poss") and not head.text.isupper()
    return bare and any(parse.children(noun, "det") for of in parse.children(head, "prep") if of.lower == "of" for noun in parse.children(of, "pobj"))


def _callings(parse: Parse, head: Token) -> list[Token]:
    """The common nouns that say what the bearer of a name is: right before it ("the weekly Zora"), or after a comma ("Zora, a weekly")."""
    found = [child for child in parse.children(head, "compound", "nmod", "amod") if child.i < head.i and child.text.islower()]
    first = min([head.i, *(child.i for child in parse.children(head, "compound", "nmod", "det", "punct"))])
    governor = parse.head(head)
    before = parse.tokens[max(0, first - 1)]
    beside = (head.dep == "appos" and governor.i == before.i) or (before.head, before.dep) == (head.head, "nsubj")
    if beside and before.pos == "NOUN" and before.text.islower():
        found.append(before)
    if head.i + 2 < len(parse.tokens) and parse.tokens[head.i + 1].text == "," and parse.tokens[head.i + 2].pos in ("DET", "PRON", "ADJ", "NOUN"):
        after = naming(parse, head.i + 2, min(head.i + 2 + NEAR, parse.sentence(head).last))
        if after is not None and after.pos == "NOUN" and after.text.islower() and after.dep not in ("nsubj", "dobj", "nsubjpass"):
            found.append(after)
    return found


def _personal(parse: Parse, head: Token) -> bool:
    """Whether a title before the name, an age or a description after it, or "who" makes it a person's."""
    for noun in _callings(parse, head):
        if kind_of(noun.lemma) == "anonymous" and (head.ent != "ORG" or noun.i < head.i or _calling(parse, noun)):
            return True  # not "the Observatory, a war monitor"
    for child in parse.children(head):
        if (
            child.i < head.i
            and child.dep in ("compound", "nmod", "amod")
            and child.pos in ("NOUN", "PROPN")
            and kind_of(child.lemma.lower()) == "anonymous"
        ):
            return True
        if child.dep in ("appos", "nummod", "npadvmod") and child.i > head.i:
            if child.text.isascii() and child.text.isdigit() and int(child.text[:4]) < OLDEST:
                return True
            if child.pos == "NOUN" and is_person(child.lemma) and (head.ent != "ORG" or _calling(parse, child)):
                return True
        if child.dep == "relcl" and any(token.lower in ("who", "whose") for token in parse.children(child)):
            return True
    return False


def _calling(parse: Parse, noun: Token) -> bool:
    """Whether a description can only be a person's: with "who", or "former"."""
    return _who(parse, noun) or any(child.lower in words("office") for child in parse.children(noun, "amod"))


def name_beside(parse: Parse, cast: Cast, head: Token, spans: list[Span]) -> Token | None:
    """The head of the person's name beside the description that `head` heads ("her deputy, Per Lind,", "the singer Ada Berg"), or None."""
    if head.pos not in ("NOUN", "PROPN") or not spans:
        return None
    tokens = parse.covering(head.end, spans[-1].end)
    named = head.pos == "NOUN" and (kind_of(head.lemma) == "anonymous" or kind_of(head.lemma) is None)
    for child in parse.children(head, "appos"):
        mention = cast.mention_at(child.start)
        if child.pos == "PROPN" and (
            child.ent == "PERSON" or (mention and mention.kind == "person" and mention.form == "name") or _personal(parse, child)
        ):
            return child
    if named and kind_of(head.lemma) and tokens and tokens[0].pos == "PROPN" and head.tag == "NN":
        last = 0
        while last < len(tokens) and tokens[last].pos == "PROPN":
            last += 1
        if parse.head(tokens[last - 1]).i in (head.i, head.head):
            return tokens[last - 1]
    for at, token in enumerate(tokens):
        if token.text != "," or not named:
            continue
        last = at + 1
        while last < len(tokens) and tokens[last].text[:1].isupper() and tokens[last].ent not in ("NORP", "GPE", "ORG", "DATE", "FAC", "LOC"):
            last += 1
        closed = last == len(tokens) or tokens[last].text == ","
        if closed and last - at > 2 and tokens[last - 1].pos == "PROPN" and tokens[at + 1].dep not in ("conj", "cc"):
            return tokens[last - 1]
    return None
