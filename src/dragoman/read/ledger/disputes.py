"""Disputes inside one report: denials with what they deny, contradictions, figures that differ.

What a denial denies is looked for in this order: statements that say the same in much the same words, wherever they stand; statements whose events
are denied; for a denial that points ("denied it", "denied the allegations") or that nothing else matches, the nearest statement by another source
before it, an accusation that names the denier first. Out: which side is right.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, Dispute, EventMention, Stance
from dragoman.model.text import Span

SAME_WORDS = 0.5  # share of a denied content's longer words that another statement must repeat to be taken for what is denied
LONG_WORD = 4  # letters; shorter words are mostly grammar
KIN = 4  # first letters that "bombed" and "bombing" share
ROOT = 5  # of a statement that says it in other words
REACH = 3  # sentences back to what is denied; one where nothing but a pronoun ("denied that he had left") ties the two
WIDEST = 200  # attributions on either side of a denial that are looked at: keeps the search linear; few reports have as many
SAYS: frozenset[Stance] = frozenset({"asserts", "accuses", "confirms", "hedges"})
"""Stances of a statement that can be denied: one that asks, promises or declines says nothing to be true."""

Field = Literal["pointer", "claim", "matter", "light"]


class DenialWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which a denial points; denials.yaml says what each field means."""

    id: str
    field: Field
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


def find_disputes(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> tuple[Dispute, ...]:
    """Denials with what they deny, events told as having and as not having happened, and figures that differ for one happening."""
    return (*_denials(parse, events, attributions), *_contradictions(parse, events), *_figures(parse, events))


class Told(NamedTuple):
    """An attribution with what is asked of it again and again."""

    attribution: Attribution
    place: int  # where its cue stands, or its first words where it has none
    source: str
    words: frozenset[str]  # of its content


def _denials(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> Iterator[Dispute]:
    told = [_told(parse, attribution) for attribution in attributions]
    names = _names(parse, attributions)
    for at, denial in enumerate(told):
        if denial.attribution.stance != "denies":
            continue
        others = [other for other in told[max(0, at - WIDEST) : at + WIDEST] if _deniable(denial, other)]
        pointing = _pointing(parse, denial.attribution)
        own = denial.words
        same = [other for other in others if own and not pointing and len(own & other.words) >= SAME_WORDS * len(own)]
        denied = [event for event in events if denial.attribution.id in event.attributions and event.factuality.endswith("-")]
        asserted = _asserted(parse, denial, denied, events)
        carriers = {name for event in asserted for name in event.attributions}
        same += [other for other in others if other.attribution.id in carriers and other not in same]
        if not same and (pointing or not asserted):
            same = _nearest(parse, denial, others, names, pointing)
            charges = _charges(parse, denial, events, same, REACH if pointing else 1)
            asserted, same = (charges, []) if charges else (asserted, same)
        items = (*(event.id for event in (*denied, *asserted)), *(other.attribution.id for other in same))
        note = f"denied by {_printed(parse, denial.attribution.source.spans) or 'someone'}: {_printed(parse, denial.attribution.content.spans)}"
        yield Dispute(kind="denial", items=(denial.attribution.id, *items), note=note)


def _told(parse: Parse, attribution: Attribution) -> Told:
    spans = attribution.cue.spans or attribution.source.spans or attribution.content.spans
    source = _printed(parse, attribution.source.spans).casefold()
    return Told(attribution, spans[0].start if spans else 0, source, _long_words(parse, attribution.content.spans))


def _deniable(denial: Told, other: Told) -> bool:
    """Whether the other is a statement of another source, neither inside the denial nor around it."""
    if other.attribution.stance not in SAYS:
        return False
    actors = denial.attribution.source.actor, other.attribution.source.actor
    if actors[0] == actors[1] if all(actors) else denial.source == other.source:
        return False
    around = any(span.start <= denial.place < span.end for span in other.attribution.content.spans)
    return not around and not any(span.start <= other.place < span.end for span in denial.attribution.content.spans)


def _pointing(parse: Parse, denial: Attribution) -> Literal["one", "many"] | None:
    """Whether the denied words only point at what was said, and at one statement or several; None where they say it themselves."""
    for span in denial.content.spans[:1]:
        tokens = [token for token in parse.covering(span.start, span.end) if token.pos not in ("PUNCT", "SPACE")]
        top = parse.top(span.start, span.end)
        if not tokens or top is None:
            return None
        first = tokens[0]
        opens = first.dep in ("nsubj", "nsubjpass") and first.pos == "PRON" and (first.lower != "it" or first.start > span.start)
        if first.lower in _words("pointer") and (len(tokens) == 1 or opens):  # "denied it", "“That is a lie”"; not "denied it was there"
            return "many" if first.lower in ("them", "these", "those", "all", "both", "everything") else "one"
        clause = [child for child in parse.children(top) if child.dep in ("acl", "relcl", "ccomp", "prep") and child.i > top.i]
        if top.lemma in _words("claim") and not clause:
            return "many" if top.tag == "NNS" else "one"
        if top.lemma in _words("matter") and not clause:
            return "one"
    return None


def _asserted(parse: Parse, denial: Told, denied: Sequence[EventMention], events: Sequence[EventMention]) -> list[EventMention]:
    """Events told as true that the denial denies: of the type and trigger or parties of a denied one, else of a trigger that the denial names."""
    inside = denial.attribution.content.spans
    told = [
        event
        for event in events
        if event.factuality.endswith("+")
        and denial.attribution.id not in event.attributions
        and not any(span.start <= event.start < span.end for span in inside)
    ]
    if denied:
        return [event for event in told if any(event.type == other.type and _alike(parse, event, other) for other in denied)]
    named = {token.lower[:KIN] for span in denial.attribution.content.spans for token in parse.covering(span.start, span.end) if _telling(token)}
    sentence = parse.sentence_at(denial.place)
    near = [
        event
        for event in told
        if (top := parse.top(event.start, event.end))
        and top.lower[:KIN] in named
        and sentence
        and 0 <= sentence.number - parse.sentence(top).number <= REACH
        and event.start < denial.place
    ]
    return near[-1:]


def _alike(parse: Parse, event: EventMention, other: EventMention) -> bool:
    """Whether two tellings of one type may be one happening: triggers of one root, or an actor or a recipient in common."""
    first, second = parse.top(event.start, event.end), parse.top(other.start, other.end)
    kin = first is not None and second is not None and first.lower[:KIN] == second.lower[:KIN]
    parties = [{argument.actor for argument in arguments if argument.actor} for arguments in (event.actors, other.actors)]
    if parties[0] and parties[1] and not parties[0] & parties[1]:
        return False
    return (kin or bool(parties[0] & parties[1])) and _same_parties(parse, event, other)


def _nearest(
    parse: Parse, denial: Told, others: Sequence[Told], names: dict[str, frozenset[str]], pointing: Literal["one", "many"] | None
) -> list[Told]:
    """The nearest statements before the denial: those of one sentence, or of all within reach where it points at several."""
    home = parse.sentence_at(denial.place)
    before = [other for other in others if other.place < denial.place]
    accusing = [other for other in before if other.attribution.stance == "accuses" and _accused(parse, denial, other, names)]
    if accusing or home is None:
        return accusing[-1:]
    goes_on = _goes_on(parse, denial.attribution)
    near: dict[int, list[Told]] = {}
    for other in before:
        ends = [span.end - 1 for span in other.attribution.content.spans if span.end - 1 < denial.place]
        last = parse.sentence_at(max(ends)) if ends else None
        apart = home.number - last.number if last else REACH + 1
        if apart <= REACH and (pointing or (goes_on and apart <= 1) or _akin(denial.words, other.words)):
            near.setdefault(-apart, []).append(other)
    if not near:
        return []
    chosen = [other for apart in sorted(near) for other in near[apart]] if pointing == "many" else near[max(near)]
    held = {other.attribution.id for other in chosen}
    return [other for other in chosen if other.attribution.parent not in held]


def _akin(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the two have a telling word of one root in common ("affiliated", "affiliation")."""
    return bool({word[:ROOT] for word in words} & {word[:ROOT] for word in others})


def _goes_on(parse: Parse, denial: Attribution) -> bool:
    """Whether the denied clause has a pronoun for its subject, or is itself called a claim ("rejected accusations that …")."""
    for span in denial.content.spans[:1]:
        top = parse.top(span.start, span.end)
        subjects = parse.children(top, "nsubj", "nsubjpass") if top else []
        return top is not None and (top.lemma in _words("claim") or any(child.tag == "PRP" for child in subjects))
    return False


def _charges(parse: Parse, denial: Told, events: Sequence[EventMention], same: Sequence[Told], reach: int) -> list[EventMention]:
    """The accusation told as an event that stands nearer before the denial than the statements found ("alleged fraud. … rejected the charge")."""
    home = parse.sentence_at(denial.place)
    limit = max((span.end for other in same for span in other.attribution.content.spans if span.end <= denial.place), default=0)
    near = [
        event for event in events if event.type == "ACCUSE" and limit < event.start < denial.place and denial.attribution.id not in event.attributions
    ]
    place = parse.sentence_at(near[-1].start) if near else None
    return near[-1:] if home and place and home.number - place.number <= reach else []


def _accused(parse: Parse, denial: Told, other: Told, names: dict[str, frozenset[str]]) -> bool:
    """Whether the accusation names the denier."""
    own = names.get(denial.attribution.source.actor or "", frozenset()) | _proper(parse, denial.attribution.source.spans)
    return bool(own & _proper(parse, other.attribution.content.spans))


def _names(parse: Parse, attributions: Sequence[Attribution]) -> dict[str, frozenset[str]]:
    """Actor → the proper nouns by which it speaks anywhere."""
    found: dict[str, frozenset[str]] = {}
    for attribution in attributions:
        if attribution.source.actor:
            found[attribution.source.actor] = found.get(attribution.source.actor, frozenset()) | _proper(parse, attribution.source.spans)
    return found


def _proper(parse: Parse, spans: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(
        token.lower for span in spans for token in parse.covering(span.start, span.end) if token.pos == "PROPN" and len(token.text) >= LONG_WORD
    )


def _telling(token: Token) -> bool:
    """Whether the word tells of a matter: no grammar, no word that any sentence may have."""
    lemma = token.lemma.lower()
    return len(lemma) >= LONG_WORD and token.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and lemma not in _words("light")


def _long_words(parse: Parse, spans: tuple[Span, ...]) -> frozenset[str]:
    return frozenset(token.lemma.lower() for span in spans for token in parse.covering(span.start, span.end) if _telling(token))


def _printed(parse: Parse, spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(parse.words(span).split()) for span in spans)


@cache
def _words(field: Field) -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("denials", DenialWord) if entry.field == field for word in entry.words)


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
