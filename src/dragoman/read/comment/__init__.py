"""Who was asked for comment, how, and what came back: none, declined, unreachable or given.

One request for each party of a plain coordination ("A and B declined to comment" gives two); a phrase that holds its names inside ("the offices of A
and B") is one party. An outlet that got no reply is the asker: the party is then whom its questions were for. Out: refusals of anything else.
"""

from collections.abc import Iterator

from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, CommentRequest
from dragoman.model.text import Span

from .response import Response, response_of
from .words import CommentWord, clause_of, phrases, words

__all__ = ["CommentWord", "find_comment_requests"]

LEADS = ("for", "to", "from", "by", "with")
"""Before the party of an asker's question: "questions for X", "questions sent to X", "comment from X"."""
VIA = frozenset({"via", "through"})


def find_comment_requests(parse: Parse, cast: Cast) -> tuple[CommentRequest, ...]:
    """The requests in text order."""
    found: dict[tuple[int, int, Response], CommentRequest] = {}
    for token in parse.tokens:
        response = response_of(parse, cast, token)
        if response is None:
            continue
        clause = clause_of(parse, token)
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


def _parties(parse: Parse, token: Token, clause: Span) -> Iterator[Token]:
    """The head of each party: the subject, or whom the questions were for."""
    head = parse.head(token)
    if token.dep == "attr":
        for lead in parse.children(token, "prep"):
            for noun in parse.children(lead, "pobj") if lead.lower == "from" else ():
                yield from parse.conjuncts(noun)
        return
    if token.lemma in words("reach") and token.dep == "acl":
        for item in parse.children(token, "dobj"):
            yield from parse.conjuncts(item)
        return
    subject = _subject(parse, head if token.dep == "advcl" and token.lemma in words("asked") and token.i < head.i else token)
    if subject is None:
        return
    if _outlet(subject) or subject.lemma in words("matter"):
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
    return subject.text in words("outlet") or subject.lemma in words("outlet") or subject.lower in words("outlet")


def _addressees(parse: Parse, clause: Span) -> Iterator[Token]:
    """Whom an asker's questions went to: the last of "for X", "to X", "from X" whose phrase is no matter itself."""
    for token in parse.covering(clause.start, clause.end):
        if token.lower not in LEADS:
            continue
        nouns = [noun for noun in parse.children(token, "pobj") if noun.lemma.lower() not in words("matter") | words("sought")]
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
    match = phrases("given").search(parse.text, clause.start, clause.end) or phrases("channel").search(parse.text, clause.start, clause.end)
    return match.group() if match else None
