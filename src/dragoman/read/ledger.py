"""What a report leaves open: statements that clash, what is still to come, and the seats that parties hold.

Works on events, attributions and times found before. Left out: closing what lay ahead by later reports, which takes many readings.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Ahead, Argument, Attribution, Dispute, EventMention, Seats, Timex
from dragoman.model.text import Span

AheadStatus = Literal["scheduled", "expected", "promised", "threatened", "conditional"]
Clause = tuple[Token, AheadStatus, Timex | None]  # its head, what it is to the reader, and its time
SUBJECTS = ("nsubj", "nsubjpass")
SAME_WORDS = 0.5  # share of a denied content's longer words that another statement must repeat to be taken for what is denied
LONG_WORD = 4  # letters; shorter words are mostly grammar
ELLIPSIS = 3  # sentences within which "won 27" still speaks of the seats named before
LARGEST_HOUSE = 3000  # seats; the largest parliament in use has just under that


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of ahead.yaml; `timed` cues count only with a time to come in their clause, `conditional` ones only with a condition."""

    form: Literal["aux", "governor", "marker", "noun"]
    words: tuple[str, ...]
    status: AheadStatus
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]
    timed: bool = False
    conditional: bool = False


class Holding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entry of seats.yaml."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _cues(form: str) -> dict[str, Cue]:
    return {word: cue for cue in lexicon.load("ahead", Cue) if cue.form == form for word in cue.words}


@cache
def _holding() -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("seats", Holding) for word in entry.words)


def find_disputes(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> tuple[Dispute, ...]:
    """Denials with what they deny, events told as having and as not having happened, and figures that differ for one happening."""
    return (*_denials(parse, events, attributions), *_contradictions(parse, events), *_figures(parse, events))


def _denials(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> Iterator[Dispute]:
    for denial in attributions:
        if denial.stance != "denies":
            continue
        denied = [event for event in events if denial.id in event.attributions]
        kinds = {event.type for event in denied}
        asserted = [event for event in events if event.type in kinds and denial.id not in event.attributions and event.factuality.endswith("+")]
        words = _long_words(parse, denial.content.spans)
        others = [
            other
            for other in attributions
            if other.stance != "denies"
            and other.source != denial.source
            and words
            and len(words & _long_words(parse, other.content.spans)) >= SAME_WORDS * len(words)
        ]
        items = (denial.id, *(event.id for event in (*denied, *asserted)), *(other.id for other in others))
        yield Dispute(
            kind="denial", items=items, note=f"{_printed(parse, denial.source.spans) or 'someone'} denies: {_printed(parse, denial.content.spans)}"
        )


def _long_words(parse: Parse, spans: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(
        token.lemma.lower()
        for span in spans
        for token in parse.covering(span.start, span.end)
        if len(token.lemma) >= LONG_WORD and token.pos != "PRON"
    )


def _printed(parse: Parse, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(parse.words(span).split()) for span in spans)


def _contradictions(parse: Parse, events: tuple[EventMention, ...]) -> Iterator[Dispute]:
    """The same actors and type, once certain and once certainly not, on the word of different sources."""
    for at, event in enumerate(events):
        for other in events[at + 1 :]:
            if (
                {event.factuality, other.factuality} == {"CT+", "CT-"}
                and event.type == other.type
                and event.attributions != other.attributions
                and _actors(event) & _actors(other)
                and event.status == other.status == "occurred"
            ):
                note = f"told as happened and as not happened: {parse.text[event.start : event.end]} / {parse.text[other.start : other.end]}"
                yield Dispute(kind="contradiction", items=(event.id, other.id), note=note)


def _actors(event: EventMention) -> frozenset[str]:
    return frozenset(argument.actor for argument in (*event.actors, *event.recipients) if argument.actor)


def _figures(parse: Parse, events: tuple[EventMention, ...]) -> Iterator[Dispute]:
    """Figures of one kind that differ between tellings of one type of event at compatible dates, on the word of different sources."""
    told = [(event, count) for event in events for count in event.counts if count.low is not None or count.high is not None]
    for at, (event, count) in enumerate(told):
        for other, figure in told[at + 1 :]:
            if (
                event.type == other.type
                and count.kind == figure.kind != "other"
                and event.attributions != other.attributions
                and _apart(count.low, count.high, figure.low, figure.high)
                and _dates_meet(event, other)
                and _same_parties(parse, event, other)
            ):
                note = f"{count.kind}: {parse.text[count.start : count.end]} / {parse.text[figure.start : figure.end]}"
                yield Dispute(kind="different_figure", items=(event.id, other.id), note=note)


def _apart(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Whether two ranges have no number in common."""
    return (high is not None and other_low is not None and high < other_low) or (other_high is not None and low is not None and other_high < low)


def _same_parties(parse: Parse, event: EventMention, other: EventMention) -> bool:
    """Whether those acted upon can be the same: one telling names none, or both share an actor or the head word of their phrases."""

    def heads(telling: EventMention) -> frozenset[str]:
        tops = [parse.top(argument.start, argument.end) for argument in telling.recipients]
        return frozenset(top.lemma.lower() for top in tops if top) | frozenset(argument.actor for argument in telling.recipients if argument.actor)

    return not event.recipients or not other.recipients or bool(heads(event) & heads(other))


def _dates_meet(event: EventMention, other: EventMention) -> bool:
    if not event.date or not other.date:
        return True
    before = event.date.latest and other.date.earliest and event.date.latest < other.date.earliest
    after = other.date.latest and event.date.earliest and other.date.latest < event.date.earliest
    return not before and not after


def find_ahead(parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], published: date | None) -> tuple[Ahead, ...]:
    """Clauses about the time to come, each once: by a time that lies ahead, by their own words, or by an event's status."""
    today = published.isoformat() if published else None
    coming = {}
    for timex in timexes:
        token = parse.top(timex.start, timex.end)
        if token and _lies_ahead(timex, today):
            coming[token.i] = timex
    found: dict[int, Ahead] = {}
    body = [token for token in parse.tokens if parse.sentence(token).part == "body"]
    for clause in (*(_timed(parse, token, coming) for token in body if token.i in coming), *(_worded(parse, token) for token in body)):
        if clause:
            head, status, when = clause
            found.setdefault(head.i, _ahead(parse, head, status, when, events))
    return _outermost(found)


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


def _worded(parse: Parse, token: Token) -> Clause | None:
    """The clause that `token` puts into the time to come: "will", "is due to", "vowed to"."""
    aux = _cues("aux").get(token.lower)
    if aux and token.dep == "aux" and token.tag == "MD" and not aux.timed:
        verb = parse.head(token)
        status = _conditional(parse, verb)
        perfect = any(part.lower == "have" for part in parse.children(verb, "aux"))
        somebody = bool(parse.children(verb, *SUBJECTS)) and (status or _names_actor(parse, verb))
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
        if inner and (present or promise) and not negated and _names_actor(parse, token):
            return token, governor.status, None
    return None


def _names_actor(parse: Parse, verb: Token) -> bool:
    """Whether the clause has a subject that is somebody: no "it", "this", "you" or "we"."""
    subjects = parse.children(verb, *SUBJECTS) or (parse.children(parse.head(verb), *SUBJECTS) if verb.dep in ("conj", "xcomp", "acomp") else [])
    return any(subject.pos in ("NOUN", "PROPN") or subject.lower in ("he", "she", "they") for subject in subjects)


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


def find_seats(parse: Parse, cast: Cast) -> tuple[Seats, ...]:
    """Each statement that a party won or holds so many seats (of so many); just after one, a bare figure won counts as seats too."""
    found = []
    told = -ELLIPSIS  # number of the last sentence that speaks of seats
    for token in parse.tokens:
        sentence = parse.sentence(token).number
        if token.lemma.lower() == "seat" and token.pos in ("NOUN", "PROPN"):
            counted = _counted(parse, token)
        elif token.pos == "NUM" and token.dep == "dobj" and sentence - told < ELLIPSIS:
            number = _number(token)
            counted = (number, None, token) if number else None
        else:
            continue
        party = _holder(parse, counted[2]) if counted else None
        if counted and party:
            told = sentence
            number, of, top = counted
            span = parse.phrase(party)
            argument = Argument(span.start, span.end, cast.actor_at(party.start))
            found.append(Seats(party=argument, seats=number, of=of, start=min(top.start, token.start), end=token.end))
    return tuple(found)


def _counted(parse: Parse, seat: Token) -> tuple[int, int | None, Token] | None:
    """Seats, of how many, and the word that stands in the clause: "73 seats", "73 of 329 seats", "73 of the 329 seats"."""
    numbers = [value for child in parse.children(seat, "nummod") if (value := _number(child)) is not None]
    number = numbers[0] if numbers else None
    outer = parse.head(seat)
    if seat.dep == "pobj" and outer.lower in ("of", "in"):
        part = _number(parse.head(outer))
        if part is not None:
            return part, number, parse.head(outer)
    if number is None:
        return None
    of = None
    for prep in parse.children(seat, "prep"):
        for inner in parse.children(prep, "pobj"):
            of = of or next((value for child in (inner, *parse.children(inner)) if (value := _number(child)) is not None), None)
    return number, of, seat


def _number(token: Token) -> int | None:
    """The printed figure ("329", "329-seat"), None when it is none or too large for a parliament."""
    digits = token.text.replace(",", "").split("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 and 0 < int(digits) <= LARGEST_HOUSE else None


def _holder(parse: Parse, counted: Token) -> Token | None:
    """The party: the subject of a verb of holding, or what a relative clause of holding hangs on."""
    for above in parse.ancestors(counted):
        if above.pos in ("VERB", "AUX"):
            if above.lemma.lower() not in _holding():
                return None
            for subject in parse.children(above, "nsubj"):
                if subject.tag in ("WDT", "WP") and above.dep == "relcl":
                    return parse.head(above)
                return subject if subject.pos == "PROPN" or (subject.pos == "NOUN" and parse.children(subject, "compound", "amod", "poss")) else None
            return next(iter(parse.children(parse.head(above), "nsubj")), None) if above.dep in ("conj", "advcl") else None
    return None
