"""How a party was asked: the channel as printed, its class, through whom, and whether a request is told of."""

from collections.abc import Iterable

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, Means
from dragoman.model.text import Span

from .matter import OURS, is_matter, is_misread, is_outlet, is_participle, matter_subject, matters_of, sentence_before, tells_of_asking
from .words import WIDEST, near, phrases, under, words

VIA = frozenset({"via", "through"})
ABOUT = frozenset({"about", "regarding", "concerning"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "parataxis", "relcl", "csubj"})
SURE: tuple[Means, ...] = ("phone", "email", "message")
WEAK: tuple[Means, ...] = ("written", "visit")  # a letter may be e-mailed; a home may be called


def channel_of(parse: Parse, stretch: Span) -> str | None:
    """How the party was asked, as printed: "by phone", "written questions", "via the embassy"."""
    for token in parse.covering(stretch.start, stretch.end):
        if token.lower in VIA and parse.children(token, "pobj"):
            noun = parse.children(token, "pobj")[0]
            return parse.text[token.start : min(parse.phrase(noun, conjuncts=True).end, stretch.end)]
    match = phrases("given").search(parse.text, stretch.start, stretch.end) or phrases("channel").search(parse.text, stretch.start, stretch.end)
    return match.group() if match else None


def asking_words(parse: Parse, trigger: Token, others: frozenset[int]) -> tuple[Token, ...]:
    """The tokens that may tell how the party was asked: the trigger's clause, what hangs on its requests, and clauses that tell of asking.

    Out: clauses of other triggers, what the comment was to be about, what was said.
    """
    tokens = near(parse, trigger)
    roots = {token.i: clause_root(parse, token) for token in tokens}
    own = {roots[trigger.i], *_root_of_matter(parse, trigger)}
    taken = {root for i in others if i in roots for root in (roots[i], *_root_of_matter(parse, parse.tokens[i]))} - own
    wanted = {root: root in own or (root not in taken and _asks(parse, parse.tokens[root])) for root in set(roots.values())}
    telling = tuple(token for token in tokens if wanted[roots[token.i]] and not _is_topic(parse, token))
    return (*_told_before(parse, trigger, telling), *telling)


def _told_before(parse: Parse, trigger: Token, telling: tuple[Token, ...]) -> tuple[Token, ...]:
    """The sentence before, where it tells of questions sent and this one of no asking: "The newspaper e-mailed the mint. It did not reply." """
    before = sentence_before(parse, trigger)
    if before is None or is_asked(parse, trigger, telling) or not tells_of_asking(parse, before):
        return ()
    return parse.tokens[before.first : min(before.last, before.first + WIDEST)]


def _root_of_matter(parse: Parse, trigger: Token) -> set[int]:
    """The clause that the parser made of a trigger's own subject, where it misread it."""
    matter = matter_subject(parse, trigger)
    return {clause_root(parse, matter)} if matter is not None and is_misread(matter) else set()


def clause_root(parse: Parse, token: Token) -> int:
    """The index of the word that heads the clause of the token."""
    for _ in range(40):  # deeper than any clause that tells how somebody was asked
        verbal = token.pos in ("VERB", "AUX")
        if token.head == token.i or token.dep in CLAUSES or (token.dep == "acl" and token.tag in ("VBN", "VBG")) or (token.dep == "conj" and verbal):
            break
        token = parse.head(token)
    return token.i


def _asks(parse: Parse, root: Token) -> bool:
    """Whether a clause tells of asking: "when contacted by phone", "sent through …", "seeking comment", "when a reporter called him"."""
    head = parse.head(root)
    if root.dep in ("acl", "relcl") and (is_matter(parse, head) or head.lemma.lower() in words("container")):
        return True
    if root.tag == "VBN" and root.lemma in words("asked", "pass", "receive") and any(to.lower in VIA for to in parse.children(root)):
        return True  # "questions for X, which were sent via Y": the clause may hang on X
    if root.dep in ("acl", "relcl") and is_outlet(head):
        return root.lemma in words("asked")
    if is_misread(root) or root.lemma in words("receive") or (root.lemma in words("answer") and matters_of(parse, root)):
        return True
    subject = next(iter(parse.children(root, "nsubj", "nsubjpass")), None)
    objects = parse.children(root, "dobj")
    within = root.dep == "ccomp" and root.i > head.i  # what was said or asked, not how
    for item in (*((subject,) if subject else ()), *objects) if not within else ():
        if (is_matter(parse, item) and item.lemma not in words("sought")) or any(word.lower in OURS for word in under(parse, item)):
            return True
    return tells_of_seeking(parse, root)


def tells_of_seeking(parse: Parse, verb: Token) -> bool:
    """ "contacted by phone", "told of its contents", "when a reporter called" """
    if any(is_outlet(item) for item in parse.children(verb, "nsubj")):
        return verb.lemma in words("asked")
    if verb.dep == "relcl" and is_outlet(parse.head(verb)):
        return verb.lemma in words("asked")  # "a reporter who knocked at his door"
    told = verb.lemma == "tell" and any(of.lower in ("of", "about") for of in parse.children(verb, "prep"))
    return (told or verb.lemma in words("sought_out")) and is_participle(parse, verb)


def _is_topic(parse: Parse, token: Token) -> bool:
    """Whether the token stands in what the comment was to be about: "comment on the letter", "questions about the calls"."""
    for _ in range(8):  # a topic's phrase is seldom deeper
        head = parse.head(token)
        if token.lower in ABOUT and token.dep == "prep":
            return True
        if token.lower in ("on", "over") and token.dep == "prep" and head.lemma in {"comment", "elaborate", "respond", "say"} | words("decline"):
            return not phrases("phone").search(parse.text, token.start, parse.tokens[token.right - 1].end)
        if head.i == token.i:
            return False
        token = head
    return False


def pieces(tokens: Iterable[Token]) -> list[Span]:
    """The stretches that the tokens make up, in text order."""
    found: list[list[int]] = []
    last = -2
    for token in tokens:
        if token.i == last + 1:
            found[-1][1] = token.end
        else:
            found.append([token.start, token.end])
        last = token.i
    return [Span(start, end) for start, end in found]


def means_of(parse: Parse, stretches: list[Span]) -> Means | None:
    """The class of the first words that name a means; a call or an e-mail before a letter or a visit."""
    for group in (SURE, WEAK):
        found: list[tuple[int, Means]] = []
        for means in group:
            for stretch in stretches:
                found.extend((match.start(), means) for match in phrases(means).finditer(parse.text, stretch.start, stretch.end))
        if found:
            return min(found)[1]
    return None


def through_of(parse: Parse, cast: Cast, tokens: Iterable[Token]) -> Argument | None:
    """Through whom the questions went ("via the embassy and its press office"); None where it was a means ("via email")."""
    for token in tokens:
        noun = _go_between(parse, token)
        if noun is None or noun.ent in ("DATE", "TIME"):
            continue
        phrase = parse.phrase(noun, conjuncts=True)
        tail = next((child for child in parse.children(parse.head(token), "prep") if child.i == token.right and child.lower in ("in", "at")), None)
        if tail is not None and not any(noun.ent in ("DATE", "TIME") for noun in under(parse, tail)):
            phrase = Span(phrase.start, parse.tokens[tail.right - 1].end)  # "through its embassy in Lisbon", the place hung on the verb
        if means_of(parse, [Span(token.start, phrase.end)]) is None:
            return Argument(phrase.start, phrase.end, cast.actor_at(noun.start))
    return None


def _go_between(parse: Parse, token: Token) -> Token | None:
    """The noun after "via", "through" or, where questions are passed on, "by"."""
    head = parse.head(token)
    passed = token.lower == "by" and head.lemma in words("pass")
    if token.lower == "with" and head.lemma == "leave" and head.dep == "acl" and is_matter(parse, parse.head(head)):
        return next((noun for noun in parse.children(token, "pobj") if parse.children(noun, "poss")), None)  # "messages left with his driver"
    return next(iter(parse.children(token, "pobj")), None) if token.lower in VIA or passed else None


def is_asked(parse: Parse, trigger: Token, tokens: Iterable[Token]) -> bool:
    """Whether the words tell of a request, not only of the answer: "by phone" and "in an email" name a means, an "emailed statement" an answer."""
    if trigger.lemma in words("hang") | {"pick"} or any(item.lemma in words("line") for item in parse.children(trigger, "dobj")):
        return True  # nobody hangs up, or leaves the phone ringing, without a call
    for token in tokens:
        lead = parse.head(token) if token.dep == "conj" else token
        by = parse.head(lead).lower in ("in", "by", "on", "via", "over") and lead.dep == "pobj"
        if token.i == trigger.i or by or token.dep in ("amod", "compound"):
            continue
        noun = (is_misread(token) or token.pos not in ("VERB", "ADJ")) and {token.lemma.lower(), token.lower} & words("request")
        if noun or tells_of_seeking(parse, token):
            return True
    return False
