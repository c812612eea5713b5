"""On what terms a source speaks unnamed: the clause as printed, in the source's own sentence or in one after it.

"They spoke on condition of anonymity because …" says nothing of the world: it is no attribution of its own, and its words go to the nearest unnamed
source before it that agrees in number. Out: why a source may be believed.
"""

from bisect import bisect_left
from typing import Protocol

import msgspec

from dragoman.model.parse import Parse, Sentence, Token
from dragoman.model.reading import Attribution, Source
from dragoman.model.text import Span
from dragoman.read.quotes import Quotes

from .found import Found
from .words import pattern, words

REACH = 14  # tokens before and 24 after the telling words: a clause of terms is seldom longer
CLOSE = 8  # tokens before, for an opening word that opens much else
AFTER = 24
EARLY = 40  # characters: further into a content than this the telling words are not what the cue is about
BACK = 3  # sentences between a source and the sentence of its terms
LONGEST = 2000  # characters: no printed sentence is that long; keeps the search linear over a text without full stops
LOOSE = frozenset({"on", "under"})  # open the clause where nothing stronger does: "said on condition of anonymity that …"
CUES = frozenset({"decline", "talk", "ask", "urge", "propose_thing", "wish", "speak"})  # ids of entries in cues.yaml, whose words stand there
MANY = frozenset({"they", "both", "all", "their", "neither", "none", "most", "those", "these", "two", "three", "four", "five", "six", "several"})
ONE = frozenset({"he", "she", "his", "her"})
WHOSE = frozenset({"identified", "named", "known"})
"""Openers that must stand with the source: much else is "identified only by letters"."""
NEAR = 3  # characters: a comma and a space
STOPS = frozenset({",", ".", ";", "—", ")", "”", '"'})


class Speech(Protocol):
    """What is asked of an attribution found, to describe its source: the source's words and head tokens, the content, a token of the cue."""

    @property
    def sources(self) -> list[Span]: ...

    @property
    def heads(self) -> list[Token]: ...

    @property
    def content(self) -> list[Span]: ...

    @property
    def anchor(self) -> Token: ...


def is_terms(parse: Parse, found: Found) -> bool:
    """Whether the find only says on what terms the source speaks ("declined to be named"), which is no attribution of its own."""
    if found.cue.id not in CUES or not found.content:
        return False
    start = min(span.start for span in found.content)
    return pattern("terms", "terms").search(parse.text, start, min(max(span.end for span in found.content), start + EARLY)) is not None


def past_terms(parse: Parse, span: Span) -> Span:
    """The words without the terms that open them: of "said on condition of anonymity that it rained" what was said is "that it rained"."""
    match = pattern("terms", "terms").search(parse.text, span.start, min(span.end, span.start + EARLY))
    tokens = parse.covering(match.start(), span.end) if match else ()
    that = next((token for token in tokens if match and token.start >= match.end()), None)
    if that is None or that.lower != "that" or _opening(parse, tokens[0], 0) != parse.covering(span.start, span.end)[0].i:
        return span
    return Span(that.start, span.end)


def own_terms(parse: Parse, quotes: Quotes, found: Speech) -> str | None:
    """The clause of terms in the sentence of the source, outside quotations."""
    sentence = parse.sentence(found.heads[0])
    if sentence.end - sentence.start > LONGEST:
        return None
    for match in pattern("terms", "terms").finditer(parse.text, sentence.start, sentence.end):
        if quotes.at(match.start()):
            continue
        tokens = parse.covering(match.start(), match.end())
        first = _opening(parse, tokens[0], sentence.first) if tokens else None
        if first is None or (not _opens(parse, first) and any(span.start <= match.start() < span.end for span in found.content)):
            continue
        if parse.tokens[first].lower in WHOSE and not any(span.start <= parse.tokens[first].start < span.end + NEAR for span in found.sources):
            continue
        return _clause(parse, sentence, first, tokens[-1].i, found.anchor.i)
    return None


def later_terms(parse: Parse, quotes: Quotes, attributions: list[Attribution]) -> list[Attribution]:
    """The attributions, those whose source's terms a later sentence gives with them. They come in text order of their cues."""
    starts = [attribution.cue.spans[0].start for attribution in attributions]
    told = {parse.sentence_at(start) for attribution, start in zip(attributions, starts, strict=True) if attribution.source.terms}
    passed: set[Sentence] = set()
    changed = dict(enumerate(attributions))
    for match in pattern("terms", "terms").finditer(parse.text):
        sentence = parse.sentence_at(match.start())
        tokens = parse.covering(match.start(), match.end())
        if sentence is None or sentence in passed or not tokens or quotes.at(match.start()) or sentence.end - sentence.start > LONGEST:
            continue
        who = _whom(parse, sentence, tokens[0])
        if who is None or (sentence in told and who.pos != "PRON"):
            continue
        passed.add(sentence)
        terms = _clause(parse, sentence, who.right if who.pos != "PRON" or who.tag != "PRP$" else sentence.first, tokens[-1].i, None)
        at = bisect_left(starts, sentence.start) - 1
        home: int | None = None
        while at >= 0 and (place := parse.sentence_at(starts[at])) and sentence.number - place.number <= BACK:
            source = changed[at].source
            if home not in (None, place.number):
                break
            if source.kind in ("anonymous", "unspecified") and source.terms is None and source.spans and _agrees(parse, who, source):
                changed[at] = msgspec.structs.replace(changed[at], source=msgspec.structs.replace(source, kind="anonymous", terms=terms))
                home = place.number
            at -= 1
    return [changed[at] for at in range(len(attributions))]


def _clause(parse: Parse, sentence: Sentence, first: int, told: int, anchor: int | None) -> str:
    """The words from token `first` over the telling words to the end of their clause."""
    last = told + 1
    if last < sentence.last and parse.tokens[last].lower == "that":
        return parse.words(Span(parse.tokens[first].start, parse.tokens[told].end))  # the content follows
    limit = min(sentence.last, told + AFTER)
    while last < limit and last != anchor and (parse.tokens[last].text not in STOPS or _gives_reason(parse, last, sentence)):
        last += 1
    while first < last - 1 and parse.tokens[first].pos in ("PUNCT", "SPACE"):
        first += 1
    while last - 1 > told and parse.tokens[last - 1].text in STOPS:
        last -= 1
    return parse.words(Span(parse.tokens[first].start, parse.tokens[last - 1].end))


def _gives_reason(parse: Parse, at: int, sentence: Sentence) -> bool:
    """Whether the reason follows the comma at token `at` ("insisted on anonymity, citing …")."""
    return parse.tokens[at].text == "," and at + 1 < sentence.last and parse.tokens[at + 1].lower in words("reason")


def _opens(parse: Parse, first: int) -> bool:
    """Whether the token opens a clause of terms and hardly anything else: "asking to …", "on the understanding that …"."""
    pledge = any(words("opener").get(token.lower) == "pledge" for token in parse.tokens[first : first + 3])
    return parse.tokens[first].lower in words("opener") or (pledge and parse.tokens[first].lower in LOOSE)


def _opening(parse: Parse, token: Token, limit: int) -> int | None:
    """The token that opens the clause of terms, or None where none of its usual openings stands before."""
    for at in range(token.i, max(limit, token.i - REACH) - 1, -1):
        if words("opener").get(parse.tokens[at].lower) == "terms":
            before = parse.tokens[at - 1] if at > limit else None
            return at - 1 if before is not None and before.lower == "who" else at
    return next((at for at in range(token.i, max(limit, token.i - CLOSE) - 1, -1) if parse.tokens[at].lower in LOOSE), None)


def _whom(parse: Parse, sentence: Sentence, token: Token) -> Token | None:
    """Whom a sentence of terms speaks of: the subject of the verb over the telling words, or the owner of the name withheld."""
    before = parse.tokens[max(sentence.first, token.i - REACH) : min(sentence.last, token.i + CLOSE)]
    if not any(other.lower in words("hold") for other in before):
        return None
    for other in before:
        if other.tag == "PRP$" and parse.head(other).lemma in ("name", "identity"):
            return other
    found: Token | None = None
    for governor in (token, *parse.ancestors(token)):
        subject = next(iter(parse.children(governor, "nsubj", "nsubjpass")), None)
        if subject is None or subject.i >= token.i or governor.lower not in words("hold"):
            continue
        if found is not None and not (subject.pos == "PRON" or subject.lower in MANY | ONE):
            break
        found = subject  # of "all spoke on condition that they not be identified", those who spoke
    return found


def _agrees(parse: Parse, who: Token, source: Source) -> bool:
    """Whether "they", "all three", "the officials" can stand for the source."""
    told = {token.lower for token in parse.subtree(who)} | {who.lower}
    many = bool(told & MANY) or who.tag == "NNS"
    if who.pos in ("NOUN", "PROPN") and who.tag != "PRP$" and who.lower not in MANY:
        same = any(who.lemma == token.lemma for span in source.spans for token in parse.covering(span.start, span.end))
        return same and (source.plural or source.number != 1 or not many)
    if told & ONE:
        return not source.plural
    return (source.plural or (source.kind == "anonymous" and source.number is None)) if many else True
