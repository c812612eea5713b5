"""Who was asked for comment, how, and what came back: none, declined, unreachable or given.

One request for each party of a plain coordination ("A and B declined to comment" gives two); a phrase that holds its names inside ("the offices of A
and B") is one party. An outlet that got no reply is the asker: the party is then whom its questions were for. Out: refusals of anything else.
"""

from msgspec.structs import replace

from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Argument, CommentRequest, EventMention
from dragoman.model.text import Span
from dragoman.read.quotes import Quotes, find_quotes

from .asking import asking_words, channel_of, clause_root, is_asked, means_of, pieces, through_of
from .party import is_hearsay, is_same_party, parties_of, party_span
from .response import response_of
from .words import CommentWord, Response, clause_of, under, words

__all__ = ["CommentWord", "find_comment_requests", "leave_to_requests"]

ASKING = frozenset({"REQUEST", "REJECT"})


def find_comment_requests(parse: Parse, cast: Cast) -> tuple[CommentRequest, ...]:
    """The requests in text order, one a party and sentence: the first refusal or silence, which outweighs an answer that came with it."""
    quotes = find_quotes(parse)
    triggers: dict[int, Response] = {}
    for token in parse.tokens:
        response = response_of(parse, cast, token)
        if response is not None and not _is_quoted(parse, quotes, token):
            triggers[token.i] = response
    found: dict[tuple[int, int], CommentRequest] = {}
    for token in sorted((parse.tokens[i] for i in triggers), key=lambda token: (triggers[token.i] == "given", _rank(token), token.i)):
        for party in parties_of(parse, token):
            if triggers[token.i] == "none" and token.lemma not in ("comment", "do") and is_hearsay(parse, token, party):
                continue
            request = _request(parse, cast, token, party, triggers)
            key = (request.party.start, token.sentence)
            if is_same_party(parse, party, request.through):  # "his phone was off and e-mails to him bounced"
                back = 1 if party.tag == "PRP$" else 0  # "X could not be reached. His phone was off."
                near = [other for other in found if 0 <= token.sentence - other[1] <= back and other[0] < party.start]
                key = max(near, key=lambda other: other[1], default=key)
            found[key] = _joined(found[key], request) if key in found else request
    return tuple(sorted(found.values(), key=lambda request: (request.start, request.party.start)))


def leave_to_requests(events: tuple[EventMention, ...], requests: tuple[CommentRequest, ...]) -> tuple[EventMention, ...]:
    """The events without those that only tell of a request for comment or of its answer: "did not respond to a request", "declined to comment"."""
    spans = [(request.start, request.end) for request in requests]
    return tuple(event for event in events if event.type not in ASKING or not any(start <= event.start and event.end <= end for start, end in spans))


def _rank(token: Token) -> int:
    """What happened to a phone tells more of a request that other words tell of."""
    return 2 if token.lemma in words("dead") else int(token.lemma in words("asked"))


def _request(parse: Parse, cast: Cast, token: Token, party: Token, triggers: dict[int, Response]) -> CommentRequest:
    phrase, clause = party_span(parse, party, token), clause_of(parse, token)
    start, end = min(clause.start, phrase.start), max(clause.end, phrase.end)
    asking = words("asked") if token.tag == "VBN" else words("sought_out")  # "asked for comment, X said", not "X told us"
    told = triggers[token.i] in ("given", "none") and token.lemma in asking
    telling = _without_party(parse, token, party, phrase, asking_words(parse, token, frozenset(triggers)))
    asked = told or is_asked(parse, token, telling)
    return CommentRequest(
        id=make_id("q", phrase.start, phrase.end, start, end),
        party=Argument(phrase.start, phrase.end, cast.actor_at(party.start)),
        response=triggers[token.i],
        channel=channel_of(parse, Span(start, end)),
        means=means_of(parse, pieces(telling)),
        through=through_of(parse, cast, telling),
        asked="said" if asked else "implied",
        start=start,
        end=end,
    )


def _without_party(parse: Parse, token: Token, party: Token, phrase: Span, telling: tuple[Token, ...]) -> tuple[Token, ...]:
    """The telling words without those that only name the party: "a Twitter spokesman" is no means."""
    named = {word.i for word in parse.covering(phrase.start, phrase.end)}
    named.update(word.i for child in parse.children(party, "appos") for word in under(parse, child) if party.i > token.i or word.i < token.i)
    own = clause_root(parse, token)
    return tuple(word for word in telling if word.i not in named or clause_root(parse, word) != own)


def _joined(first: CommentRequest, second: CommentRequest) -> CommentRequest:
    """The first of two requests to one party, with what only the second tells of the asking."""
    return replace(
        first,
        channel=first.channel or second.channel,
        means=first.means or second.means,
        through=first.through or second.through,
        asked="said" if "said" in (first.asked, second.asked) else "implied",
    )


def _is_quoted(parse: Parse, quotes: Quotes, token: Token) -> bool:
    """Whether a source says it, subject and all; "we have no comment" is the source's own refusal and stays."""
    quote = quotes.at(token.start)
    if quote is None or token.lemma in words("offer") or (token.lower == "comment" and token.pos == "NOUN"):
        return False
    return quote.start <= clause_of(parse, token).start
