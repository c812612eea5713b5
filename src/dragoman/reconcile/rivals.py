"""Accounts of one happening that exclude each other: "dismissed" and "asked to be relieved", "in Ivrenko" and "it does not stand in Ivrenko"."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman import lexicon
from dragoman.model.happening import Claim
from dragoman.model.reading import Attribution, EventMention

from .aim import Aim
from .culprits import Account
from .tellings import Teller
from .wording import stem, triggers

REACH = 1500  # characters between a happening and another account of it: some eight sentences
NOT_IN = re.compile(r"(?:\bnot\b|n['’]t\b)(?:\s+[\w'’-]+){0,2}\s+in\s+(?P<place>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)")


def rivals_in(teller: Teller, aim: Aim) -> Iterator[tuple[str, Claim]]:
    """Event → what another source says befell the same person instead."""
    for attribution in teller.reading.attributions:
        for span in attribution.content.spans:
            words = teller.text[span.start : span.end]
            for told, against in _pairs():
                if against.search(words):
                    for event in aim.told:
                        if abs(event.start - span.start) < REACH and _is_rival(teller, event, attribution, told):
                            yield event.id, Claim(kind="whether", by=teller.origin(attribution.id), quote=teller.quote(span.start))


def _is_rival(teller: Teller, event: EventMention, attribution: Attribution, told: frozenset[str]) -> bool:
    """Whether the event is told by one of the words, by another, and befell somebody of whom the attribution speaks."""
    if attribution.id in event.attributions or triggers(teller.text[event.start : event.end]).isdisjoint(told):
        return False
    spans = attribution.content.spans
    spoken = {each.actor for each in teller.reading.mentions if any(span.start <= each.start < span.end for span in spans)}
    return any(each.actor is not None and each.actor in spoken for each in event.recipients)


def elsewhere_in(teller: Teller, aim: Aim) -> Iterator[tuple[str, Claim]]:
    """Event → the place where the report says that it was not."""
    for sentence in aim.body:
        for match in NOT_IN.finditer(teller.text, sentence.start, sentence.end):
            for event in aim.inside(sentence):
                if event.factuality.endswith("+") and event.start < match.start():
                    by = aim.speaker(match.start()) or teller.outlet
                    yield event.id, Claim(kind="place", by=by, claim=match["place"].lower(), quote=teller.quote(sentence.start))


@cache
def _pairs() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    entries = [entry for entry in lexicon.load("accounts", Account) if entry.field == "rival"]
    return tuple((frozenset(map(stem, entry.words)), lexicon.alternation(entry.against)) for entry in entries)
