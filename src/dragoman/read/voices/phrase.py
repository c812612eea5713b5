"""The words of one source, read for telling whether it is one that spoke before: head, modifiers, what the article says."""

from typing import Literal, NamedTuple

import msgspec

from dragoman.lexicon import names
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, Basis, Member, Source, SourceKind
from dragoman.model.text import Span

from .words import canonical, words

Form = Literal["name", "pronoun", "definite", "owned", "indefinite", "bare", "part", "whole"]
"""owned: with a possessive, which as often brings in somebody new ("her deputy"); bare: without article;
part: some of a group named with it ("one of the guards"); whole: a word for a group ("both")."""
Mod = tuple[Literal["nation", "status", "kind"], str]
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
LEFT = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "advmod"})
OF = frozenset({"of", "at", "in", "from", "for", "with", "inside", "within", "to"})  # "aide to the mayor"
STEM = 6  # letters by which "diplomat" and "diplomatic" agree, "militia" and "military" do not
WIDEST = 40  # tokens of a source that are looked at
NESTED = 4  # "one of a handful of the guards"


class Phrase(NamedTuple):
    """One source by its words. `heads`: its head noun first of all, for a name its titles too; `mods`: stems of what modifies it, by
    class; `names`: the words of a proper name; `fresh`: the word that marks it as another one ("first": as the earliest); `owners`: actors that its
    words mention beside itself."""

    span: Span
    form: Form
    heads: frozenset[str]
    mods: frozenset[Mod]
    names: frozenset[str]
    fresh: str | None
    owners: frozenset[str]
    gender: str | None
    pronoun: str | None
    actor: str | None
    kind: SourceKind
    number: int | None
    plural: bool
    basis: Basis
    terms: str | None

    @property
    def generic(self) -> bool:
        return bool(self.heads & words("generic").keys())

    @property
    def size(self) -> int:
        """How many it is at least."""
        return self.number or 1

    @property
    def nobody(self) -> bool:
        """Words that name nobody who could speak ("the size of the bill")."""
        return self.kind == "unspecified" and self.actor is None and self.form in ("definite", "indefinite", "bare") and not self.generic

    @property
    def several(self) -> bool:
        return self.plural or self.size > 1


def read_phrase(parse: Parse, cast: Cast, source: Source | Member, span: Span) -> Phrase | None:
    """The phrase over `span`; None where it holds no word."""
    tokens = parse.covering(span.start, span.end)[:WIDEST]
    if source.kind in ("unspecified", "anonymous", "collective") and not (isinstance(source, Source) and source.members):
        source, span = _person(parse, cast, source, span)
    head = _head(parse, span)
    if head is None:
        return None
    outer, head, of_group = _group(parse, head, span)
    before = [token for token in tokens if min(outer.left, head.left) <= token.i < head.i]
    definite = _definite(parse, head)
    fresh = _fresh(parse, outer if of_group else head, source.plural)
    form = _form(parse, head, source.kind, definite, fresh)
    if of_group:
        form = "whole" if head.pos == "PRON" else "part"
    if form == "bare" and (outer.i != head.i or fresh or any(token.pos in ("DET", "NUM") for token in parse.children(head, "det", "nummod"))):
        form = "indefinite"
    heads, mods = _content(parse, head, span, named=form == "name")
    one = any(token.lower in ("a", "an", "another") for token in before) and head.tag in ("NN", "NNP", "JJ")
    kind = source.kind
    known = names.known(head.text)
    if (one or fresh) and known and known.sense == "demonym" and not source.plural:  # "a second Briton"
        kind, heads, mods = "anonymous", frozenset({"person"}), mods | {("nation", known.code or known.name)}
    owners = {cast.actor_at(token.start) for token in tokens if token.pos in ("NOUN", "PROPN") or token.tag == "PRP$"}
    first = form == "definite" and any(token.lower == "first" for token in before)
    return Phrase(
        span=span,
        form=form,
        heads=heads,
        mods=mods,
        names=_names(parse, cast, head, source.actor) if form == "name" else frozenset(),
        fresh="first" if first else fresh if form != "part" else None,
        owners=frozenset(actor for actor in owners if actor and actor != source.actor),
        gender=next((words("gender")[token.lower] for token in (head, *before) if token.lower in words("gender")), None),
        pronoun=head.lower if form == "pronoun" else None,
        actor=source.actor,
        kind=kind,
        number=1 if one else source.number,  # "a No 10 spokesman" is one
        plural=not one and (source.plural or (source.number is None and head.tag in ("NNS", "NNPS"))),
        basis=source.basis,
        terms=source.terms if isinstance(source, Source) else None,
    )


def antecedent(parse: Parse, phrase: Phrase) -> Span | None:
    """The noun phrase before the clause that "who" or "which" opens, or None; "guards on the quay who saw it" are the guards."""
    verb = parse.top(phrase.span.start, phrase.span.end)
    for _ in range(NESTED):
        if verb is None or verb.dep == "relcl":
            break
        verb = parse.head(verb)
    if verb is None or verb.dep != "relcl" or verb.head == verb.i:
        return None
    noun = parse.head(verb)
    for _ in range(NESTED):
        above = parse.head(parse.head(noun))
        if phrase.pronoun != "who" or noun.dep != "pobj" or noun.pos == "PROPN" or above.pos != "NOUN" or names.person_noun((noun.lemma,)):
            break
        noun = above
    return parse.phrase(noun)


def _person(parse: Parse, cast: Cast, source: Source | Member, span: Span) -> tuple[Source | Member, Span]:
    """The person whose name opens or ends words of which nobody was made ("the mill's board director Anna Keller", "Anna Keller, a cook")."""
    tokens = parse.covering(span.start, span.end)[:WIDEST]
    last = 0
    while last < len(tokens) and tokens[last].pos == "PROPN":
        last += 1
    if 1 < last < len(tokens) and tokens[last].text == "," and source.kind == "anonymous" and tokens[0].ent in ("PERSON", ""):
        return msgspec.structs.replace(source, kind="named", number=1, plural=False), Span(tokens[0].start, tokens[last - 1].end)
    for mention in cast.mentions_in(span.end - 1, span.end) if source.kind != "anonymous" else ():
        before = parse.covering(max(span.start, mention.start - 2), mention.start)
        titled = any(token.text == "," or (token.pos in ("NOUN", "PROPN") and source.kind == "unspecified") for token in before)
        if titled and mention.kind == "person" and mention.form == "name" and mention.end == span.end:
            return msgspec.structs.replace(source, kind="named", actor=mention.actor, number=1), Span(mention.start, mention.end)
    return source, span


def _head(parse: Parse, span: Span) -> Token | None:
    top = parse.top(span.start, span.end)
    if top is None or top.pos in NOMINAL:
        return top
    inside = parse.covering(span.start, span.end)[:WIDEST]
    return next((token for token in inside if token.pos in ("NOUN", "PROPN", "PRON") and token.dep not in ("compound", "poss")), top)


def _group(parse: Parse, head: Token, span: Span) -> tuple[Token, Token, bool]:
    """The outer head, the head of whom it is some, and whether those are a group known already ("one of the guards", not "dozens of guards")."""
    outer = head
    for _ in range(NESTED):
        if head.lower not in words("quantifier"):
            break
        inner = next((noun for of in parse.children(head, "prep") if of.lower == "of" for noun in parse.children(of, "pobj")), None)
        if inner is None or inner.start >= span.end:
            break
        head = inner
        if _definite(parse, head) or head.pos == "PRON":
            return outer, head, outer.lower not in ("all", "both", "group") or head.pos == "PRON"
    return outer, head, False


def _form(parse: Parse, head: Token, kind: SourceKind, definite: bool, fresh: str | None) -> Form:
    """What article or pronoun makes of the phrase; "bare" where neither does."""
    if definite and fresh in ("other", "others"):
        return "whole" if head.lemma == "other" else "part"
    if head.lower in words("whole") and (definite or head.pos in ("PRON", "DET", "NUM", "ADJ", "ADV")):
        return "bare" if parse.children(head, "prep") else "whole"  # "few in the port" are no group told of
    if head.tag in ("PRP", "WP", "WDT") or (head.pos == "PRON" and head.lower in ("that", "which", "this")):
        return "pronoun"
    if kind == "named" and (head.pos == "PROPN" or any(child.pos == "PROPN" for child in parse.children(head, "appos"))):
        return "name"
    if definite:
        return "owned" if parse.children(head, "poss") else "definite"
    return "name" if head.pos == "PROPN" else "bare"


def _definite(parse: Parse, head: Token) -> bool:
    return any(child.lower in words("definite") or child.dep == "poss" for child in parse.children(head, "det", "predet", "poss", "nsubj", "amod"))


def _fresh(parse: Parse, head: Token, plural: bool) -> str | None:
    """The word that marks another one than before; "two separate guards" are apart from one another only."""
    for token in (head, *parse.children(head, "amod", "det", "nummod", "nmod", "compound")):
        value = words("fresh").get(token.lower)
        if value and token.i <= head.i and (value == "any" or not plural):
            return token.lower
    return None


def _content(parse: Parse, head: Token, span: Span, named: bool) -> tuple[frozenset[str], frozenset[Mod]]:
    """Heads and modifiers."""
    heads = {canonical(head.lemma.lower()), canonical(head.lower)}
    around: list[Token] = []
    if named:
        around = [token for token in parse.covering(span.start, span.end)[:WIDEST] if token.pos in ("NOUN", "PROPN", "ADJ")]
        told = [other for child in parse.children(head, "appos", "compound", "nmod") for other in parse.conjuncts(child)]
        heads.update(canonical(token.lemma.lower()) for token in told if token.pos in ("NOUN", "PROPN") and token.end <= span.end)
    else:
        for child in parse.children(head, *LEFT):
            if child.i < head.i:
                around.extend(token for token in parse.subtree(child) if token.start >= span.start)
        for lead in parse.children(head, "prep"):
            for noun in parse.children(lead, "pobj") if lead.lower in OF and lead.i > head.i else ():
                if noun.end <= span.end and noun.lemma not in words("knowing"):
                    around.extend(token for token in parse.subtree(noun) if token.i <= noun.i)
    mods: set[Mod] = set()
    printed = [token.text for token in around]
    beyond = 0  # the first token after the state's name found last
    for at, token in enumerate(around):
        if at < beyond:
            continue
        lemma = token.lemma.lower()
        known = names.match(printed, at)
        if known and known[1].sense in ("state", "demonym", "capital", "seat"):
            mods.add(("nation", known[1].code or known[1].name))
            beyond = at + known[0]
        elif token.ent in ("NORP", "GPE") and not named:
            mods.add(("nation", lemma))
        elif lemma in words("status"):
            mods.add(("status", lemma))
        elif token.pos in ("NOUN", "PROPN", "ADJ", "VERB") and not ({lemma, token.lower} & (words("soft").keys() | words("fresh").keys())):
            mods.add(("kind", canonical(lemma)[:STEM]))
    return frozenset(heads), frozenset(mods)


def _names(parse: Parse, cast: Cast, head: Token, actor: str | None) -> frozenset[str]:
    """The words of a name without titles: those of the actor's name where it stands, else the proper nouns at the head or set beside it."""
    inside = cast.mentions_in(parse.tokens[head.left].start, parse.tokens[head.right - 1].end)
    printed = [parse.text[m.start : m.end] for m in inside if m.actor == actor and m.form == "name"] if actor else []
    if printed:
        found = max(printed, key=len).lower().split()
    else:
        top = head if head.pos == "PROPN" else next((child for child in parse.children(head, "appos") if child.pos == "PROPN"), head)
        found = [token.lower for token in (*parse.children(top, "compound"), top) if token.pos == "PROPN"]
    return frozenset(word for word in found if word not in names.honorifics() and not names.person_noun((word,))) or frozenset(found)


def silent(parse: Parse, attribution: Attribution) -> bool:
    """Whether the cue tells of no words spoken ("refused to comment", "met to discuss")."""
    cue = parse.covering(attribution.cue.spans[0].start, attribution.cue.spans[-1].end) if attribution.cue.spans else ()
    purpose = len(cue) > 1 and cue[0].lower == "to" and cue[1].tag == "VB" and cue[1].pos == "VERB"
    return purpose or any(token.lemma.lower() in words("silent") and token.pos in ("VERB", "NOUN") for token in cue)
