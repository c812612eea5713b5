"""How far each told happening is a fact: its status, and FactBank's certainty and polarity according to whoever tells it.

CT certain, PR probable, PS possible, each + or -; Uu where the words leave it open. The value is that of the teller, the innermost source: "X said Y
attacked" is CT+, "X denied attacking" CT-. The rules' verdict (`verdict`) is weighed by the events' network, then denials and dates are asked.
"""

from datetime import date, timedelta
from math import exp
from typing import get_args

import msgspec

from dragoman.model.parse import Parse
from dragoman.model.reading import Attribution, EventMention, EventStatus, Factuality, Timex
from dragoman.read.encoder import EventScores, EventTables, Floats

from .sways import Sway
from .verdict import clause_of, ground, verdict

__all__ = ["Sway", "judge_events", "verdict"]

STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
FACTS: tuple[Factuality, ...] = get_args(Factuality)
HAPPENED: frozenset[EventStatus] = frozenset({"occurred", "ongoing", "historical"})  # what ACLED codes
POSITIVE: frozenset[Factuality] = frozenset({"CT+", "PR+"})
SURE = 0.84  # training/events/README.md shows what each value costs
BACKGROUND = timedelta(days=365)  # a happening more than a year before publication is told as history, not as news


def judge_events(
    parse: Parse,
    events: tuple[EventMention, ...],
    timexes: tuple[Timex, ...],
    attributions: tuple[Attribution, ...],
    published: date | None,
    *,
    scores: EventScores | None = None,
) -> tuple[EventMention, ...]:
    """The events with status and factuality filled, in the same order. Without the network's scores: by the rules alone."""
    denied = {attribution.id: _tops(parse, attribution) for attribution in attributions if attribution.stance == "denies"}
    latest = {timex.id: timex.latest for timex in timexes}
    judged = []
    for event in events:
        trigger = parse.top(event.start, event.end)
        if trigger is None:
            judged.append(event)
            continue
        ruled = verdict(parse, trigger)
        status, factuality, grounds = ruled
        if scores is not None:
            status, factuality = _weighed(scores.emissions[trigger.i], scores.tables, status, factuality)
        old = _long_ago(event, latest, published)
        if status == "historical" and old is False:
            status = ruled.status
        if (status, factuality) != ruled[:2]:
            grounds = (*grounds, ground("network", trigger))
        denials = [id_ for id_ in event.attributions if id_ in denied and not denied[id_].isdisjoint((trigger.i, clause_of(parse, trigger).i))]
        if denials:
            factuality = "CT-"
            grounds = (*grounds, ground("denial", trigger))
        if status in ("occurred", "ongoing", "planned", "demanded", "threatened") and old:
            status = "historical"
            grounds = (*grounds, ground("date", trigger))
        told = status in HAPPENED and factuality in POSITIVE
        judged.append(
            msgspec.structs.replace(
                event, status=status, factuality=factuality, acled=event.acled if told else None, grounds=(*event.grounds, *grounds)
            )
        )
    return tuple(judged)


def _weighed(outputs: Floats, tables: EventTables, status: EventStatus, factuality: Factuality) -> tuple[EventStatus, Factuality]:
    """The network's choice, given what the rules make of the words.

    To code what did not happen as a fact is worse than to leave it open: an occurrence is coded only where it has at least `SURE`; below, it is left
    open, in the likeliest way.
    """
    statuses = dict(zip(STATUSES, _shares(outputs[-len(STATUSES) - len(FACTS) : -len(FACTS)] + tables.status[STATUSES.index(status)]), strict=True))
    facts = dict(zip(FACTS, _shares(outputs[-len(FACTS) :] + tables.fact[FACTS.index(factuality)]), strict=True))
    one, other = max(STATUSES, key=statuses.__getitem__), max(FACTS, key=facts.__getitem__)
    sure = sum(statuses[each] for each in HAPPENED) * sum(facts[each] for each in POSITIVE)
    if one == "occurred" and other in POSITIVE and sure < SURE:
        open_status = max((each for each in STATUSES if each not in HAPPENED), key=statuses.__getitem__)
        open_fact = max((each for each in FACTS if each not in POSITIVE and not each.endswith("-")), key=facts.__getitem__)
        return (open_status, open_fact) if statuses[open_status] > facts[open_fact] else (one, open_fact)
    return one, other


def _shares(logits: Floats) -> list[float]:
    """The logits as probabilities."""
    powers = [exp(each) for each in (logits - logits.max()).tolist()]
    return [power / sum(powers) for power in powers]


def _tops(parse: Parse, attribution: Attribution) -> frozenset[int]:
    """The words that head what an attribution says: a denial denies these, not all that its words mention."""
    found: set[int] = set()
    for span in attribution.content.spans:
        top = parse.top(span.start, span.end)
        if top is not None:
            found.update(each.i for each in parse.conjuncts(top))
            found.update(each.i for each in parse.children(top, "pcomp", "xcomp", "ccomp"))
    return frozenset(found)


def _long_ago(event: EventMention, latest: dict[str, str | None], published: date | None) -> bool | None:
    """Whether a date in the text puts it long before publication; None where no date tells."""
    if published is None or event.date is None:
        return None
    last = event.date.latest or (latest.get(event.date.timex) if event.date.timex else None)
    border = (published - BACKGROUND).isoformat() if published - date.min > BACKGROUND else date.min.isoformat()
    if last is None or (event.date.timex is None and last >= border):
        return None
    return last < border  # ISO dates compare as text
