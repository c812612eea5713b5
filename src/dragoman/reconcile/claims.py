"""What a report sets against its own tellings without telling it of the same event: denials by what they point at, other figures, other accounts.

The disputes of a reading hold ids of events and attributions; here each goes to the events that it is about.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from dragoman import lexicon
from dragoman.model.happening import Claim, Figure
from dragoman.model.reading import Attribution, Dispute, EventMention, Reading

from .aim import Aim
from .culprits import culprits_in
from .duewords import meanings
from .rivals import elsewhere_in, rivals_in
from .tellings import WEEK, Teller
from .tolls import tolls_in
from .witnesses import is_presupposed
from .wording import content, triggers

CHARGES = 600  # characters before a denied "charge" within which the accusation stands: some three sentences
REACH = 1500  # characters back to what a negative statement speaks of: some eight sentences
NO = re.compile(r"\b(?:no|not|never|nobody|none|nothing)\b(?! (?:more|less|fewer|only|longer|doubt|matter|yet)\b)|n['’]t\b", re.IGNORECASE)
OPEN = re.compile(r"\b(?:will|would|can|could|ca|wo|shall|should|may|might|must|do|does|to|if|whether)\s*$", re.IGNORECASE)  # denies nothing that was
BEEN = r"(?:has|have|had|was|were|is|are)\s+(?:been\s+|being\s+)?"
FIRST = re.compile(rf"\s+(?:(?:a|an|any|single|ever|been|have|had|one|of|the|his|her|its|our|their)\s+)*(?:{BEEN})?(?P<word>[\w'’-]+)", re.IGNORECASE)
PASSIVE = re.compile(rf"\s+(?:[\w'’-]+\s+){{1,3}}?{BEEN}(?P<word>[\w'’-]+)", re.IGNORECASE)
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
    aim = Aim(teller)
    found: dict[str, dict[tuple[str, str, str], Claim]] = {}
    disputed = (row for dispute in reading.disputes for row in _disputed(teller, dispute))
    accounts = (rivals_in, elsewhere_in, tolls_in, culprits_in)
    for event, claim in (*disputed, *_negative(teller), *(row for each in accounts for row in each(teller, aim))):
        said = f"{claim.figure.low}-{claim.figure.high}" if claim.figure else claim.claim
        found.setdefault(f"{reading.report.id}/{event}", {}).setdefault((claim.kind, claim.by.key, said), claim)
    return {key: tuple(claims[each] for each in sorted(claims)) for key, claims in sorted(found.items())}


def _disputed(teller: Teller, dispute: Dispute) -> Iterator[tuple[str, Claim]]:
    if dispute.kind == "denial":
        yield from _denials(teller, dispute)
    elif dispute.kind == "different_figure":
        yield from _figures(teller, dispute)


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
            at, said = _denied(teller.text[span.start : span.end])
            before = [each for each in events if 0 < span.start - each.end < REACH and attribution.id not in each.attributions] if said else []
            for event in before:
                if triggers(teller.text[event.start : event.end]) & said:
                    yield event.id, Claim(kind="whether", by=by, quote=teller.quote(span.start + at))


def _denied(words: str) -> tuple[int, frozenset[str]]:
    """Where the first no of the words stands, and what it denies to have been: its verb ("did not fire") or noun, and what the noun "has been"."""
    no = NO.search(words)
    if no is None or OPEN.search(words[: no.start()]):
        return 0, frozenset()
    behind = words[no.end() : no.end() + NEAR]
    found = (FIRST.match(behind), PASSIVE.match(behind))
    return no.start(), frozenset(each for match in found if match for each in meanings(match["word"]))


def _parted(teller: Teller, one: EventMention, other: EventMention) -> bool:
    """Whether the tolls are of two happenings: the text dates both, or puts another happening of the kind between them, with its day or place."""
    days = [_days(each, teller.published) for each in (one, other)]
    if not _meet(*days):
        return True
    first, last = sorted((one.start, other.start))
    between = [each for each in teller.reading.events if first < each.start < last and each.type == other.type and each.status in TOLD]
    return any((each.place or _dated(each)) and not is_presupposed(teller.text, each.start, each.end) for each in between)


def _dated(event: EventMention) -> bool:
    return event.date is not None and event.date.timex is not None


def _days(event: EventMention, published: int | None) -> tuple[int, int] | None:
    """The days on which it happened; without any in the text those of the news."""
    if event.date is not None and _dated(event) and event.date.earliest and event.date.latest:
        return date.fromisoformat(event.date.earliest).toordinal(), date.fromisoformat(event.date.latest).toordinal()
    return None if published is None else (published - WEEK, published)


def _meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _figures(teller: Teller, dispute: Dispute) -> Iterator[tuple[str, Claim]]:
    events = [teller.events[item] for item in dispute.items if item in teller.events]
    for event in events:
        for other in (each for each in events if each is not event and not _parted(teller, event, each)):
            for count in other.counts:
                if count.kind == "other" or not any(mine.kind == count.kind for mine in event.counts):
                    continue
                by = teller.origin(count.by)
                figure = Figure(kind=count.kind, low=count.low, high=count.high, by=by.key)
                of = f"{teller.reading.report.id}/{other.id}"
                yield event.id, Claim(kind="figure", by=by, figure=figure, of=of, quote=teller.quote(count.start))
