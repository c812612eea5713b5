"""Which sources the report says agree, and on what: "all of these sources gave similar accounts", "their accounts were confirmed by a guard".

The sources are those whose words the agreeing phrase holds or points back to, by their attributions in the same and the two preceding
paragraphs. What they share is what the sentence goes on to say ("saying …"), else what the nearest of these attributions before it say.
Out: agreement that nobody states.
"""

from typing import NamedTuple

from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Sentence, Token
from dragoman.model.reading import Attribution, SharedAccount, Voice, Words
from dragoman.model.text import Span

from .phrase import silent
from .words import canonical, words

REACH = 2  # paragraphs back that "all of these sources" reaches
FAR = 12  # sentences, where paragraphs are long
WIDEST = 60  # tokens of a clause that are looked at
BACK = 60  # attributions looked back over
SINGLE = frozenset({"his", "her", "he", "she"})
POINTING = frozenset({"their", "they", "these", "those", "all", "both", "them", "it", "that", "this", "its"})


class _Agreement(NamedTuple):
    """One saying so: its verb, its account noun, and the heads of the phrases that agree."""

    verb: Token
    account: Token
    who: list[Token]


def find_shared_accounts(parse: Parse, attributions: tuple[Attribution, ...], voices: tuple[Voice, ...]) -> tuple[SharedAccount, ...]:
    """The shared accounts in text order."""
    found: list[SharedAccount] = []
    taken: set[int] = set()
    told: dict[int, list[Attribution]] = {}  # number of the sentence → the attributions whose cue it holds
    for attribution in attributions:
        place = parse.sentence_at(attribution.cue.spans[0].start) if attribution.cue.spans and attribution.source.spans else None
        if place is not None:
            told.setdefault(place.number, []).append(attribution)
    owners: dict[str, set[str]] = {}
    for voice in voices:
        for name in voice.attributions:
            owners.setdefault(name, set()).add(voice.id)
    for token in parse.tokens:
        if token.lemma not in words("account") or token.pos != "NOUN":
            continue
        agreement = _agreement(parse, token)
        if agreement is None or agreement.verb.i in taken:
            continue
        taken.add(agreement.verb.i)
        account = _shared(parse, agreement, _near(parse, parse.sentence(token), told), owners)
        if account is not None:
            found.append(account)
    return tuple(found)


def _agreement(parse: Parse, account: Token) -> _Agreement | None:
    """What is said of this account: given alike by several, alike among themselves, or borne out by another source."""
    modifiers = parse.children(account, "amod", "compound", "nmod", "det", "neg")
    if any(child.lower in words("money") for child in modifiers):
        return None
    alike = any(child.lower in words("alike") for child in modifiers)
    verb = parse.head(account)
    for _ in range(2):  # "gave much the same account", "were of the same opinion": a preposition or a noun between at most
        if verb.pos in ("VERB", "AUX"):
            break
        verb = parse.head(verb)
    subjects = _subjects(parse, verb)
    if verb.pos not in ("VERB", "AUX") or _negated(parse, verb, subjects):
        return None
    owners = [*parse.children(account, "poss"), *(noun for of in parse.children(account, "prep") if of.lower in ("of", "by", "from")
              for noun in parse.children(of, "pobj"))]  # fmt: skip
    if account.dep == "dobj":
        if verb.lemma in words("give") and alike and subjects:
            return _Agreement(verb, account, subjects)
        pointing = owners or any(child.lower in ("the", "this", "that", "these", "those") for child in modifiers)
        if verb.lemma in words("back") and subjects and pointing and not parse.children(account, "acl", "relcl"):
            return _Agreement(verb, account, [*subjects, *(owners or [account])])
        return None
    if account.dep == "nsubjpass" and verb.lemma in words("back"):
        agents = [noun for by in parse.children(verb, "agent", "prep") if by.lower == "by" for noun in parse.children(by, "pobj")]
        return _Agreement(verb, account, [*(owners or [account]), *agents]) if agents else None
    matching = [verb.lemma, *(child.lower for child in parse.children(verb, "acomp", "attr"))]
    if account.dep == "nsubj" and not words("match").keys().isdisjoint(matching):
        others = [noun for of in parse.children(verb, "dobj", "prep") for noun in ([of] if of.dep == "dobj" else parse.children(of, "pobj"))]
        owned = [owner for other in others if other.lemma in words("account") for owner in parse.children(other, "poss")]
        return _Agreement(verb, account, [*(owners or [account]), *owned])
    return None


def _subjects(parse: Parse, verb: Token) -> list[Token]:
    """The subjects of the verb or of the verb that it is coordinated with."""
    for _ in range(3):
        found = parse.children(verb, "nsubj")
        if found or verb.dep != "conj":
            return found
        verb = parse.head(verb)
    return []


def _negated(parse: Parse, verb: Token, subjects: list[Token]) -> bool:
    around = [*parse.children(verb, "neg", "aux", "advmod"), *subjects]
    around.extend(child for subject in subjects for child in parse.children(subject, "det", "neg"))
    return any(token.lower in words("nobody") for token in around)


def _shared(parse: Parse, agreement: _Agreement, near: list[Attribution], owners: dict[str, set[str]]) -> SharedAccount | None:
    before = [attribution for attribution in near if _told_before(attribution, agreement) and not silent(parse, attribution)]
    if not before:
        return None
    linked: set[str] = set()
    for head in (noun for first in agreement.who for noun in parse.conjuncts(first)):
        own = [attribution for attribution in near if any(span.start <= head.start < span.end for span in attribution.source.spans)]
        earlier = [attribution for attribution in before if attribution not in own]
        linked.update(attribution.id for attribution in [*own, *_meant(parse, head, agreement, earlier, owners)])
    if not linked & {attribution.id for attribution in before}:  # "a cook gave the same version": as the one told last
        linked.update(attribution.id for attribution in _of_voices(before, before[-1:], owners))
    span = _clause(parse, agreement)
    further = _further(parse, agreement, span, near)
    ordered = [attribution for attribution in near if attribution.id in linked or attribution is further]
    content = further.content if further is not None else _content(parse, agreement, ordered)
    if content is None:
        return None
    ids = tuple(attribution.id for attribution in ordered)
    return SharedAccount(id=make_id("h", span.start, span.end, *ids), attributions=ids, content=content, start=span.start, end=span.end)


def _near(parse: Parse, sentence: Sentence, told: dict[int, list[Attribution]]) -> list[Attribution]:
    """The attributions of the sentence itself and of those before it within reach."""
    found: list[Attribution] = []
    for number in range(sentence.number - FAR, sentence.number + 1):
        for attribution in told.get(number, ()):
            place = parse.sentence_at(attribution.cue.spans[0].start)
            if place and place.part == sentence.part and sentence.paragraph - place.paragraph <= REACH:
                found.append(attribution)
    return found[-BACK:]


def _told_before(attribution: Attribution, agreement: _Agreement) -> bool:
    """Whether the report told it before the agreement."""
    return attribution.parent is None and bool(attribution.cue.spans) and attribution.cue.spans[-1].end <= agreement.verb.start


def _meant(parse: Parse, head: Token, agreement: _Agreement, before: list[Attribution], owners: dict[str, set[str]]) -> list[Attribution]:
    """The attributions before of those to whom one phrase points back."""
    told = {token.lower for token in parse.subtree(head)[:WIDEST]} | {head.lower}
    if head.lower in SINGLE or head.i == agreement.account.i or (told & {"its"}):
        last = [attribution for attribution in before if head.lower not in SINGLE or not attribution.source.plural][-1:]
        return _of_voices(before, last, owners)
    heads = {canonical(token.lemma.lower()) for token in _nouns(parse, head)}
    same = [attribution for attribution in before if heads & _heads(parse, attribution)]
    if head.pos == "PROPN" or same:
        definite = head.pos == "PROPN" or bool(told & ({"the"} | POINTING))
        return _of_voices(before, same, owners) if definite else []
    if told & POINTING or (heads & words("generic").keys() and "the" in told):
        people = [attribution for attribution in before if attribution.source.kind == "anonymous"]
        return people or before
    return []


def _nouns(parse: Parse, head: Token) -> list[Token]:
    """The head, and of whom it is some."""
    inner = [noun for of in parse.children(head, "prep") if of.lower == "of" for noun in parse.children(of, "pobj")]
    return [head, *inner] if head.lower in words("quantifier") else [head]


def _heads(parse: Parse, attribution: Attribution) -> set[str]:
    """The nouns of the source's words."""
    tokens = [token for span in attribution.source.spans for token in parse.covering(span.start, span.end)[:WIDEST]]
    return {canonical(token.lemma.lower()) for token in tokens if token.pos in ("NOUN", "PROPN")}


def _of_voices(before: list[Attribution], some: list[Attribution], owners: dict[str, set[str]]) -> list[Attribution]:
    """All attributions before of the voices that these are of."""
    wanted = {voice for attribution in some for voice in owners.get(attribution.id, ())}
    return [attribution for attribution in before if attribution in some or wanted & owners.get(attribution.id, set())]


def _clause(parse: Parse, agreement: _Agreement) -> Span:
    """From the first of those who agree to the end of what is said of them, without "saying …"."""
    tokens = [agreement.verb, agreement.account, *(noun for head in agreement.who for noun in parse.conjuncts(head))]
    tokens = [token for token in tokens if token.sentence == agreement.verb.sentence]
    first = min(agreement.verb.i, *(token.left for token in tokens if token.i != agreement.verb.i))
    last = max(token.i for token in tokens)
    ends = [parse.tokens[last].end, parse.phrase(agreement.account).end]
    for child in parse.children(agreement.verb, "prt", "acomp", "prep", "agent"):
        nouns = parse.children(child, "pobj")
        ends.append(max((parse.phrase(noun, conjuncts=True).end for noun in nouns), default=child.end))
    return Span(parse.tokens[first].start, max(ends))


def _further(parse: Parse, agreement: _Agreement, span: Span, near: list[Attribution]) -> Attribution | None:
    """What the sentence goes on to say of the matter ("…, saying that it rained")."""
    sentence = parse.sentence(agreement.verb)
    on = [attribution for attribution in near if attribution.cue.spans and span.end <= attribution.cue.spans[0].start < sentence.end]
    for attribution in on:
        cue = parse.top(attribution.cue.spans[0].start, attribution.cue.spans[-1].end)
        if cue is not None and cue.tag == "VBG" and attribution.content.spans:
            return attribution
    return None


def _content(parse: Parse, agreement: _Agreement, linked: list[Attribution]) -> Words | None:
    """What the nearest of them before say."""
    before = [attribution for attribution in linked if attribution.content.spans and _told_before(attribution, agreement)]
    if not before:
        return None
    last = parse.sentence_at(before[-1].cue.spans[0].start)
    pieces = {piece for attribution in before if parse.sentence_at(attribution.cue.spans[0].start) == last for piece in attribution.content.spans}
    return Words(tuple(sorted(pieces)))
