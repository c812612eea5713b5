"""What lies ahead by the report's own words: times to come, scheduled, promised and threatened things, conditions."""

from datetime import date
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Ahead, EventMention, Timex
from dragoman.model.text import Span

AheadStatus = Literal["scheduled", "expected", "promised", "threatened", "conditional"]
Clause = tuple[Token, AheadStatus, Timex | None]  # its head, what it is to the reader, and its time
SUBJECTS = ("nsubj", "nsubjpass")


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of ahead.yaml; `timed` cues count only with a time to come in their clause, `conditional` ones only with a condition."""

    form: Literal["aux", "governor", "marker", "noun"]
    words: tuple[str, ...]
    status: AheadStatus
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]
    timed: bool = False
    conditional: bool = False


@cache
def _cues(form: str) -> dict[str, Cue]:
    return {word: cue for cue in lexicon.load("ahead", Cue) if cue.form == form for word in cue.words}


def find_ahead(parse: Parse, cast: Cast, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], published: date | None) -> tuple[Ahead, ...]:
    """Clauses about the time to come, each once.

    A clause counts by a time that lies ahead; without one, by words that commit somebody of the cast ("vowed to"), by a condition, or, when it
    says no more than "will", by holding a planned or threatened event: forecasts of no one's doing are left out.
    """
    today = published.isoformat() if published else None
    coming = {}
    for timex in timexes:
        token = parse.top(timex.start, timex.end)
        if token and _lies_ahead(timex, today):
            coming[token.i] = timex
    found: dict[int, Ahead] = {}
    body = [token for token in parse.tokens if parse.sentence(token).part == "body"]
    for token in body:
        clause = _timed(parse, token, coming) if token.i in coming else None
        if clause:
            found.setdefault(clause[0].i, _ahead(parse, *clause, events))
    for token in body:
        clause = _worded(parse, cast, token)
        item = _ahead(parse, *clause, events) if clause else None
        if clause and item and (token.dep != "aux" or item.status == "conditional" or _is_coming(item, events)):
            found.setdefault(clause[0].i, item)
    return _outermost(found)


def _is_coming(item: Ahead, events: tuple[EventMention, ...]) -> bool:
    """Whether the clause holds an event that is planned or threatened."""
    return any(item.start <= event.start < item.end and event.status in ("planned", "threatened") for event in events)


def _outermost(found: dict[int, Ahead]) -> tuple[Ahead, ...]:
    """In text order, the items that stand inside no other; an item without a time takes that of one inside it."""
    kept: list[Ahead] = []
    for item in sorted(found.values(), key=lambda item: (item.start, -item.end)):
        if not kept or item.end > kept[-1].end:
            kept.append(item)
        elif kept[-1].earliest is None and kept[-1].latest is None:
            kept[-1] = msgspec.structs.replace(kept[-1], earliest=item.earliest, latest=item.latest)
    return tuple(kept)


def _lies_ahead(timex: Timex, today: str | None) -> bool:
    """Whether the time starts after publication, or is an end after it that the text gives no start ("by the end of June")."""
    if timex.value == "FUTURE_REF" or not today:
        return timex.value == "FUTURE_REF"
    return timex.earliest > today if timex.earliest else bool(timex.latest and timex.latest > today)


def _timed(parse: Parse, token: Token, coming: dict[int, Timex]) -> Clause | None:
    """The clause or noun that a time to come belongs to ("about the future" is a topic, not a time)."""
    if coming[token.i].value == "FUTURE_REF" and parse.head(token).lower in ("about", "of", "over", "for"):
        return None
    head = _governing(parse, token)
    return (head, _status(parse, head), coming[token.i]) if head else None


def _worded(parse: Parse, cast: Cast, token: Token) -> Clause | None:
    """The clause that `token` puts into the time to come: "will", "is due to", "vowed to"."""
    aux = _cues("aux").get(token.lower)
    if aux and token.dep == "aux" and token.tag == "MD" and not aux.timed:
        verb = parse.head(token)
        status = _conditional(parse, verb)
        perfect = any(part.lower == "have" for part in parse.children(verb, "aux"))
        somebody = bool(parse.children(verb, *SUBJECTS)) and _names_actor(parse, cast, verb)
        if somebody and verb.pos in ("VERB", "AUX") and not perfect and (status or not aux.conditional):
            return verb, status or aux.status, None
    governor = _cues("governor").get(token.lemma.lower())
    if governor and token.pos in ("VERB", "ADJ"):
        inner = [child for child in parse.children(token, "xcomp") if any(part.lower == "to" for part in parse.children(child, "aux"))]
        present = (
            token.pos == "ADJ"
            or token.tag in ("VBP", "VBZ", "VBG")
            or any(part.tag in ("VBP", "VBZ") for part in parse.children(token, "aux", "auxpass"))
        )
        promise = governor.status in ("promised", "threatened") and token.tag in ("VBD", "VBN", "VBP", "VBZ", "VBG")
        negated = any(child.dep == "neg" for child in parse.children(token))
        does = any(child.lemma != "be" for child in inner)
        if does and (present or promise) and not negated and _names_actor(parse, cast, token):
            return token, governor.status, None
    return None


def _names_actor(parse: Parse, cast: Cast, verb: Token) -> bool:
    """Whether the clause has a subject that is somebody of the cast; "you" and "we" are not, "it" is in "Belmora warned that it would"."""
    subjects = parse.children(verb, *SUBJECTS) or (parse.children(parse.head(verb), *SUBJECTS) if verb.dep in ("conj", "xcomp", "acomp") else [])
    if any(subject.lower == "it" for subject in subjects):
        return verb.dep == "ccomp" and any(cast.mention_at(subject.start) for subject in parse.children(parse.head(verb), *SUBJECTS))
    return any(cast.mention_at(subject.start) or subject.lower in ("he", "she", "they") for subject in subjects)


def _governing(parse: Parse, token: Token) -> Token | None:
    """The verb of the clause that a time stands in, or the noun it modifies when that is something held at a time; None in past clauses."""
    noun: Token | None = None
    for above in parse.ancestors(token):
        if above.pos == "NOUN" and above.lemma.lower() in _cues("noun") and noun is None:
            noun = above
        if above.pos in ("VERB", "AUX"):
            helpers = parse.children(above, "aux", "auxpass")
            modal = any(part.lower in _cues("aux") or part.lower == "to" for part in helpers)
            due = _cues("governor").get(above.lemma.lower()) is not None or any(
                child.lemma.lower() in _cues("governor") for child in parse.children(above, "acomp")
            )
            present = above.tag in ("VBZ", "VBP") or any(part.tag in ("VBZ", "VBP") for part in helpers)
            if noun is not None:
                return noun
            return above if modal or due or present else None
    return noun


def _conditional(parse: Parse, verb: Token) -> AheadStatus | None:
    for clause in parse.children(verb, "advcl"):
        if any(child.lower in _cues("marker") for child in parse.children(clause, "mark", "advmod")):
            return "conditional"
    return None


def _status(parse: Parse, head: Token) -> AheadStatus:
    """Scheduled unless a condition, a modal or the governing word says otherwise."""
    conditional = _conditional(parse, head)
    if conditional:
        return conditional
    for child in parse.children(head, "aux"):
        cue = _cues("aux").get(child.lower)
        if cue:
            return cue.status
    for word in (head, *parse.ancestors(head)):
        cue = _cues("governor").get(word.lemma.lower())
        if cue:
            return cue.status
    return "scheduled"


def _ahead(parse: Parse, head: Token, status: AheadStatus, timex: Timex | None, events: tuple[EventMention, ...]) -> Ahead:
    span = _clause(parse, head)
    within = [event for event in events if span.start <= event.start < span.end]
    if timex is None:
        dates = [event.date for event in within if event.date and event.date.timex and event.status in ("planned", "threatened")]
        earliest, latest = (dates[0].earliest, dates[0].latest) if dates else (None, None)
    else:
        earliest, latest = timex.earliest, timex.latest
    event = within[0].id if within else None
    return Ahead(what=parse.words(span), event=event, start=span.start, end=span.end, earliest=earliest, latest=latest, status=status)


def _clause(parse: Parse, head: Token) -> Span:
    """The words of a clause (or noun phrase) without what is coordinated before it or opens it, and without its closing mark."""
    if head.pos == "NOUN":
        return parse.phrase(head)
    first, last = head.left, head.right
    for child in parse.children(head, "conj", "cc", "ccomp", "parataxis", "advcl", "mark"):
        if child.i < head.i and child.dep in ("ccomp", "parataxis", "advcl", "mark", "cc"):
            first = max(first, child.right)
        elif child.i > head.i and child.dep in ("conj", "cc"):
            last = min(last, child.left)
    while last - 1 > head.i and parse.tokens[last - 1].pos in ("PUNCT", "CCONJ", "SPACE"):
        last -= 1
    while first < head.i and parse.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "SPACE"):
        first += 1
    return Span(parse.tokens[first].start, parse.tokens[last - 1].end)
