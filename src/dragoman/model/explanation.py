"""Nouns of an explanation: why a report is read as telling an event."""

import msgspec

from .reading import EventMention


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an event, the rule and the words that it rests on, and what the rule says."""

    part: str
    result: str
    words: str
    start: int
    rule: str
    note: str = ""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the report `report` with the sentence that tells it, its number, and the reasons for each of its parts."""

    report: str
    event: EventMention
    sentence: str
    number: int
    reasons: tuple[Reason, ...]
