"""What a report sets against its own tellings without telling it of the same event: denials by what they point at, other figures.

The disputes of a reading hold ids of events and attributions; here each goes to the events that it is about.
"""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from dragoman import lexicon
from dragoman.model.happening import Claim, Figure
from dragoman.model.reading import Attribution, Dispute, EventMention, Reading

from .duewords import meanings
from .tellings import Teller
from .wording import content, triggers

CHARGES = 600  # characters before a denied "charge" within which the accusation stands: some three sentences
REACH = 1500  # characters back to what a negative statement speaks of: some eight sentences
NO = re.compile(r"\b(?:no|not|never|nobody|none|nothing)\b|n['’]t\b", re.IGNORECASE)
NEAR = 60  # characters behind "no" that it denies
TOLD = frozenset({"occurred", "ongoing"})
VERBAL = frozenset({"REJECT", "ACCUSE", "REQUEST", "CONSULT"})  # the saying itself, not what was said


class DenialWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of denials.yaml."""

    id: str
    field: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


def claims_in(reading: Reading) -> dict[str, tuple[Claim, ...]]:
    """Event → what the report sets against it, by the keys of tellings."""
    teller = Teller(reading)
    found: dict[str, dict[tuple[str, str, str], Claim]] = {}
    for dispute in reading.disputes:
        rows = _denials(teller, dispute) if dispute.kind == "denial" else _figures(teller, dispute) if dispute.kind == "different_figure" else ()
        for event, claim in rows:
            figure = f"{claim.figure.low}-{claim.figure.high}" if claim.figure else ""
            found.setdefault(f"{reading.report.id}/{event}", {}).setdefault((claim.kind, claim.by.key, figure), claim)
    for event, claim in _negative(teller):
        found.setdefault(f"{reading.report.id}/{event}", {}).setdefault((claim.kind, claim.by.key, ""), claim)
    return {key: tuple(claims[each] for each in sorted(claims)) for key, claims in sorted(found.items())}


def _denials(teller: Teller, dispute: Dispute) -> Iterator[tuple[str, Claim]]:
    attributions = {each.id: each for each in teller.reading.attributions}
    denial = next((attributions[item] for item in dispute.items if item in attributions and attributions[item].stance == "denies"), None)
    if denial is None:
        return
    spans = denial.content.spans
    at = (denial.cue.spans or denial.source.spans or spans)[0].start if (denial.cue.spans or denial.source.spans or spans) else 0
    events = [teller.events[item] for item in dispute.items if item in teller.events]
    inside = [each for each in teller.reading.events if any(span.start <= each.start < span.end for span in spans) and each.type not in VERBAL]
    events += [each for each in inside if each not in events]
    if not events:
        denied = [attributions[item] for item in dispute.items if item in attributions and item != denial.id]
        events = _charged(teller, denial, at) or [first for each in denied for first in _first_inside(teller, each)][:1]
    claim = Claim(kind="denial", by=teller.origin(denial.id), quote=teller.quote(at))
    for event in events:
        yield event.id, claim


def _charged(teller: Teller, denial: Attribution, at: int) -> list[EventMention]:
    """The accusation before a denial of a "charge", however that goes on ("the charge that …")."""
    words = [word.strip(".,;:“”\"'").lower() for span in denial.content.spans[:1] for word in teller.text[span.start : span.end].split()[:3]]
    if not any(word.removesuffix("s") in _claims() for word in words):
        return []
    near = [each for each in teller.reading.events if each.type == "ACCUSE" and at - CHARGES < each.start < at]
    denied = {stem for span in denial.content.spans for stem in content(teller.text[span.start : span.end])}
    return sorted(near, key=lambda each: (len(denied.intersection(content(teller.quote(each.start)))), each.start))[-1:]


def _first_inside(teller: Teller, attribution: Attribution) -> list[EventMention]:
    """The first event that a denied statement tells, which is what it is about."""
    inside = [each for each in teller.reading.events if any(span.start <= each.start < span.end for span in attribution.content.spans)]
    return inside[:1]


@cache
def _claims() -> frozenset[str]:
    return frozenset(word for entry in lexicon.load("denials", DenialWord) if entry.field == "claim" for word in entry.words)


def _negative(teller: Teller) -> Iterator[tuple[str, Claim]]:
    """Statements that say no ("No unit has been redeployed") of what another source or the report itself tells before by a kindred word."""
    events = [each for each in teller.reading.events if each.factuality.endswith("+") and each.status in TOLD and each.type not in VERBAL]
    for attribution in teller.reading.attributions:
        if attribution.stance not in ("asserts", "denies", "confirms"):
            continue
        by = teller.origin(attribution.id)
        for span in attribution.content.spans:
            words = teller.text[span.start : span.end]
            no = NO.search(words)
            if no is None:
                continue
            said = meanings(words[no.start() : no.start() + NEAR])
            before = [each for each in events if 0 < span.start - each.end < REACH and attribution.id not in each.attributions]
            for event in before:
                if triggers(teller.text[event.start : event.end]) & said:
                    yield event.id, Claim(kind="whether", by=by, quote=teller.quote(span.start))


def _figures(teller: Teller, dispute: Dispute) -> Iterator[tuple[str, Claim]]:
    events = [teller.events[item] for item in dispute.items if item in teller.events]
    for event in events:
        for other in events:
            for count in other.counts if other is not event else ():
                if count.kind == "other" or not any(mine.kind == count.kind for mine in event.counts):
                    continue
                by = teller.origin(count.by)
                figure = Figure(kind=count.kind, low=count.low, high=count.high, by=by.key)
                of = f"{teller.reading.report.id}/{other.id}"
                yield event.id, Claim(kind="figure", by=by, figure=figure, of=of, quote=teller.quote(count.start))
