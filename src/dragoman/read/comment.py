"""Who was asked for comment, how, and what came back: none, declined, unreachable or given.

One request for each party of a plain coordination ("A and B declined to comment" gives two); a phrase that holds its names inside ("the offices of A
and B") is one party. An outlet that got no reply is the asker: the party is then whom its questions were for. Out: refusals of anything else.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, CommentRequest
from dragoman.model.text import Span

Response = Literal["none", "declined", "unreachable", "given"]
Field = Literal["answer", "get", "decline", "reach", "available", "offer", "matter", "sought", "asked", "channel", "outlet"]

NOBODY = frozenset({"nobody", "none", "neither", "no"})
LEADS = ("for", "to", "from", "by")
"""Before the party of an asker's question: "questions for X", "questions sent to X", "comment from X"."""
VIA = frozenset({"via", "through"})
WIDEST = 60  # tokens of one clause that are searched; keeps a text without full stops linear


class CommentWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that do one thing in asking for comment."""

    id: str
    field: Field
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _words(field: Field) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("comment", CommentWord) if entry.field == field for word in entry.words)


@cache
def _channels() -> re.Pattern[str]:
    words = sorted(_words("channel"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)


def find_comment_requests(parse: Parse, cast: Cast) -> tuple[CommentRequest, ...]:
    """The requests in text order."""
    found: dict[tuple[int, int, Response], CommentRequest] = {}
    for token in parse.tokens:
        response = _response(parse, token)
        if response is None:
            continue
        clause = _clause(parse, token)
        for party in _parties(parse, token, clause):
            phrase = _party_span(parse, party)
            start, end = min(clause.start, phrase.start), max(clause.end, phrase.end)
            request = CommentRequest(
                id=make_id("q", phrase.start, phrase.end, start, end),
                party=Argument(phrase.start, phrase.end, cast.actor_at(party.start)),
                response=response,
                channel=_channel(parse, Span(start, end)),
                start=start,
                end=end,
            )
            found.setdefault((phrase.start, phrase.end, response), request)
    return tuple(sorted(found.values(), key=lambda request: (request.start, request.party.start)))


def _response(parse: Parse, token: Token) -> Response | None:
    """What came back by the words around this one, or None where they are not about comment."""
    lemma = token.lemma.lower()
    if token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
        if lemma in _words("answer") and token.pos == "VERB" and _negated(parse, token) and _asked_for(parse, token):
            declined = lemma == "comment" and not any(aux.lower in ("did", "has", "have", "had") for aux in parse.children(token, "aux"))
            return "declined" if declined else "none"
        if lemma in _words("get") and token.pos == "VERB" and _emptied(parse, token):
            return "none"
        if lemma in _words("offer") and token.pos in ("VERB", "AUX") and _no_comment(parse, token):
            return "declined"
        if lemma in _words("decline") and token.pos == "VERB" and not _negated(parse, token) and _declines(parse, token):
            return "declined"
        if lemma in _words("reach") and token.pos == "VERB" and _unreached(parse, token):
            return "unreachable"
        if token.lower in _words("available") and _unavailable(parse, token):
            return "unreachable"
    if lemma in _words("asked") and token.tag in ("VBN", "VBD") and _gave(parse, token):
        return "given"
    return None


def _negated(parse: Parse, verb: Token) -> bool:
    if any(child.dep == "neg" or child.lower in ("not", "never", "n't") for child in parse.children(verb)):
        return True
    head = parse.head(verb)
    if verb.dep == "xcomp" and (head.lemma == "fail" or _negated_once(parse, head)):
        return True
    subject = next(iter(parse.children(verb, "nsubj")), None)
    return subject is not None and (subject.lower in NOBODY or any(child.lower in NOBODY for child in parse.children(subject, "det", "neg")))


def _negated_once(parse: Parse, verb: Token) -> bool:
    return bool(parse.children(verb, "neg")) and verb.lemma in ("be", "want", "able", "choose")


def _asked_for(parse: Parse, verb: Token) -> bool:
    """Whether the verb's object is a request, or it has none and the words speak of comment otherwise."""
    objects = [child for child in parse.children(verb, "dobj") if child.i > verb.i]
    for preposition in parse.children(verb, "prep"):
        if preposition.lower == "to":
            objects.extend(parse.children(preposition, "pobj"))
    if objects:
        return any(_is_matter(parse, item) for head in objects for item in parse.conjuncts(head))
    if verb.lemma == "comment":
        return True
    if verb.lemma in ("return", "acknowledge", "react"):
        return False
    if any(child.lower == "immediately" for child in parse.children(verb, "advmod")):
        return True
    words = parse.words(_clause(parse, verb))
    return bool(_channels().search(words)) or re.search(r"\bthis (?:article|story|report)\b|\bfor comment\b", words) is not None


def _is_matter(parse: Parse, noun: Token) -> bool:
    if noun.lemma.lower() not in _words("matter"):
        return noun.lemma in ("number", "series", "list") and any(
            _is_matter(parse, item) for of in parse.children(noun, "prep") for item in parse.children(of, "pobj")
        )
    for preposition in parse.children(noun, "prep"):
        if preposition.lower == "for" and noun.lemma in ("request", "call", "question"):
            purposes = [item for head in parse.children(preposition, "pobj") for item in parse.conjuncts(head)]
            if noun.lemma != "question" and purposes and not any(item.lemma in _words("sought") for item in purposes):
                return False
    clauses = parse.children(noun, "acl", "relcl")
    return not any(clause.tag == "VB" and clause.lemma not in _words("answer") and noun.lemma in ("call", "request") for clause in clauses)


def _emptied(parse: Parse, verb: Token) -> bool:
    """ "received no reply", "did not get an answer", "has not heard back" """
    objects = parse.children(verb, "dobj")
    if verb.lemma == "hear":
        return _negated(parse, verb) and any(child.lower == "back" for child in parse.children(verb))
    for item in objects:
        none = _negated(parse, verb) or any(child.lower in NOBODY for child in parse.children(item, "det", "neg"))
        if none and item.lemma in ("reply", "response", "answer", "comment"):
            return True
    return False


def _no_comment(parse: Parse, verb: Token) -> bool:
    for item in parse.children(verb, "dobj"):
        none = any(child.lower == "no" for child in parse.children(item, "det", "neg"))
        if none and item.lemma == "comment":
            return True
        if none and item.lemma in ("reply", "response", "answer"):
            leads = (*parse.children(item, "prep"), *parse.children(verb, "prep", "dative"))
            return any(_is_matter(parse, noun) for to in leads for noun in parse.children(to, "pobj"))
    return False


def _declines(parse: Parse, verb: Token) -> bool:
    for child in parse.children(verb, "xcomp"):
        if child.lemma in ("comment", "respond", "reply", "answer") and (child.lemma == "comment" or _declined_matter(parse, child)):
            return True
        if child.lemma in ("interview", "speak", "talk") and any(grand.lower in ("with", "to") for grand in parse.children(child, "prep")):
            return any(
                noun.lemma in _words("outlet") or noun.text in _words("outlet")
                for to in parse.children(child, "prep")
                for noun in parse.children(to, "pobj")
            )
        if child.lemma in ("give", "make", "provide", "offer"):
            return any(noun.lemma in ("comment", "interview", "statement", "reply", "response") for noun in parse.children(child, "dobj"))
        if child.lemma == "interview" and parse.children(child, "auxpass"):
            return True
    nouns = [noun for noun in parse.children(verb, "dobj", "pobj") if noun.i > verb.i]
    nouns += [noun for to in parse.children(verb, "prep") if to.lower == "to" for noun in parse.children(to, "pobj")]  # "to comment" read as a noun
    return any(noun.lemma in ("comment", "interview") or (noun.lemma == "request" and _is_interview(parse, noun)) for noun in nouns)


def _declined_matter(parse: Parse, verb: Token) -> bool:
    objects = list(parse.children(verb, "dobj"))
    objects += [noun for to in parse.children(verb, "prep") if to.lower == "to" for noun in parse.children(to, "pobj")]
    return any(_is_matter(parse, item) for item in objects)


def _is_interview(parse: Parse, noun: Token) -> bool:
    if any(child.lemma in _words("sought") for child in parse.children(noun, "compound", "amod")):
        return True
    return any(item.lemma in _words("sought") for to in parse.children(noun, "prep") for item in parse.children(to, "pobj"))


def _unreached(parse: Parse, verb: Token) -> bool:
    """ "could not be reached (for comment)", "efforts to reach X failed" """
    if parse.children(verb, "auxpass") and _negated(parse, verb):
        purposes = [noun for to in parse.children(verb, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")]
        if purposes:
            return any(noun.lemma in _words("sought") for noun in purposes)
        if verb.lemma == "contact" or _channels().search(parse.words(_clause(parse, verb))):
            return True
        subject = next(iter(parse.children(verb, "nsubjpass")), None)
        immediate = any(child.lower == "immediately" for child in parse.children(verb, "advmod"))
        return immediate or (subject is not None and subject.ent in ("PERSON", "ORG") and verb.right <= verb.i + 1)
    head = parse.head(verb)
    if verb.dep == "acl" and head.lemma in ("effort", "attempt", "bid") and parse.children(verb, "dobj"):
        governor = parse.head(head)
        words = {token.lower for token in parse.tokens[governor.i : min(governor.right, governor.i + 4)]}
        return governor.lemma == "fail" or bool(words & {"unsuccessful", "failed", "fruitless", "unavailing"})
    return False


def _unavailable(parse: Parse, word: Token) -> bool:
    purposes = [noun for to in parse.children(word, "prep") if to.lower == "for" for noun in parse.children(to, "pobj")]
    if not any(noun.lemma in _words("sought") for noun in purposes):
        return False
    return word.lower == "unavailable" or bool(parse.children(word, "neg") or parse.children(parse.head(word), "neg"))


def _gave(parse: Parse, verb: Token) -> bool:
    """ "When contacted, X said …", "Reached by phone, X said …", "Asked for comment, X said …" """
    speech = parse.head(verb)
    if (
        verb.dep != "advcl"
        or verb.i > speech.i
        or parse.children(verb, "nsubj", "dobj")
        or speech.lemma not in ("say", "tell", "add", "deny", "confirm", "reply", "respond")
    ):
        return False
    if _negated(parse, speech):
        return False
    words = parse.words(_clause(parse, verb))
    if verb.lemma == "contact":
        return True
    if verb.lemma in ("reach", "approach"):
        return bool(_channels().search(words)) or "comment" in words
    return "for comment" in words or "for a comment" in words


def _clause(parse: Parse, token: Token) -> Span:
    """The words that say so: from the subject to the end of what completes the verb, without clauses that hang on it."""
    first = last = token.i
    if token.pos == "ADJ":
        token = parse.head(token)
    for child in parse.children(token):
        if child.dep in ("advcl", "conj", "cc", "punct", "parataxis", "ccomp") or abs(child.i - token.i) > WIDEST:
            continue
        if child.i < token.i and child.dep not in ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod"):
            continue
        first = min(first, child.i if child.dep.startswith("nsubj") else child.left)
        last = max(last, min(child.right - 1, token.i + WIDEST))
    last = max(last, token.i)
    while last > first and parse.tokens[last].pos == "PUNCT":
        last -= 1
    while first < last and parse.tokens[first].pos == "PUNCT":
        first += 1
    return Span(parse.tokens[first].start, parse.tokens[last].end)


def _parties(parse: Parse, token: Token, clause: Span) -> Iterator[Token]:
    """The head of each party: the subject, or whom the questions were for."""
    head = parse.head(token)
    if token.lemma in _words("reach") and token.dep == "acl":
        for item in parse.children(token, "dobj"):
            yield from parse.conjuncts(item)
        return
    subject = _subject(parse, head if token.dep == "advcl" and token.lemma in _words("asked") and token.i < head.i else token)
    if subject is None:
        return
    if _outlet(subject):
        yield from _addressees(parse, clause)
        return
    if subject.lower in ("one", "nobody", "none", "person") and any(True for _ in parse.children(subject, "prep")):
        subject = next((noun for to in parse.children(subject, "prep") for noun in parse.children(to, "pobj")), subject)
    elif subject.lower in ("nobody", "none"):
        at = next((noun for to in parse.children(token, "prep") if to.lower in ("at", "in", "from") for noun in parse.children(to, "pobj")), None)
        subject = at or subject
    yield from parse.conjuncts(subject)


def _subject(parse: Parse, token: Token) -> Token | None:
    seen = token
    for _ in range(5):  # coordination and control seldom stack higher
        subject = next(iter(parse.children(seen, "nsubj", "nsubjpass")), None)
        head = parse.head(seen)
        if subject is not None:
            if subject.lower in ("who", "which", "that") and seen.dep == "relcl":
                return head
            return subject
        if head.i == seen.i or seen.dep not in ("conj", "xcomp", "advcl", "acl", "acomp", "relcl"):
            return None
        if seen.dep in ("acl", "relcl"):
            return head if head.pos in ("NOUN", "PROPN") else None
        seen = head
    return None


def _outlet(subject: Token) -> bool:
    return subject.text in _words("outlet") or subject.lemma in _words("outlet") or subject.lower in _words("outlet")


def _addressees(parse: Parse, clause: Span) -> Iterator[Token]:
    """Whom an asker's questions went to: the last of "for X", "to X", "from X" whose phrase is no matter itself."""
    for token in parse.covering(clause.start, clause.end):
        if token.lower not in LEADS:
            continue
        nouns = [noun for noun in parse.children(token, "pobj") if noun.lemma.lower() not in _words("matter") | _words("sought")]
        if nouns:
            yield from parse.conjuncts(nouns[0])
            return


def _party_span(parse: Parse, party: Token) -> Span:
    return parse.phrase(party)


def _channel(parse: Parse, clause: Span) -> str | None:
    """How the party was asked, as printed: "by phone", "written questions", "via the embassy"."""
    tokens = parse.covering(clause.start, clause.end)
    for token in tokens:
        if token.lower in VIA and parse.children(token, "pobj"):
            noun = parse.children(token, "pobj")[0]
            return parse.text[token.start : min(parse.phrase(noun, conjuncts=True).end, clause.end)]
    match = _channels().search(parse.text, clause.start, clause.end)
    return match.group() if match else None
