"""Who else in a report stands behind its first happening: those who tell a part of it, and those who say what they themselves saw.

Reading has a source for each event; witnesses often tell a part ("the attackers shot their way past a guard post") or no event at all ("they came in
by the coal door"). Only the happening with which a report opens gets them; comment, accusation, denial and what is still to come add nobody.
"""

import re
from collections.abc import Iterator

from dragoman.model.reading import Attribution, EventMention, Reading, When

from .scoring import VIOLENT
from .wording import is_past

HEAD = 2  # sentences within which the first happening is told
TOLD = frozenset({"occurred", "ongoing"})
TELLING = frozenset({"asserts", "confirms"})
VERBAL = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "CONSULT", "AGREE"}
)  # what is said in answer to a happening is no part of it
PAST = re.compile(r"\b(?:had|was|were|came|saw|heard|went|took|told|left|fell|broke|drove|ran|[a-z]{2,}ed)\b")
NOT_PAST = re.compile(r"\b(?:will|would|should|must|can|could|may|might|shall|if)\b|n['’]t\b", re.IGNORECASE)

KNOWN = re.compile(r"(?:\b(?:the|this|that|these|those|its|his|her|their|our)|['’]s)(?:\s+[\w'’-]+){0,1}\s+$", re.IGNORECASE)  # before a noun


def witnesses(reading: Reading, event: EventMention) -> tuple[str, ...]:
    """Ids of attributions, beside the event's own, on whose word it stands as well; nothing where the event does not open the report."""
    return tuple(dict.fromkeys(_witnesses(reading, event))) if event is _first(reading) else ()


def is_presupposed(text: str, start: int, end: int) -> bool:
    """Whether the trigger is a noun that the words take for known ("the attack", "Tuesday's raid") rather than tell."""
    word = text[start:end].split()[-1:]
    return bool(word) and not is_past(word[0]) and bool(KNOWN.search(text[max(0, start - 60) : start]))


def _first(reading: Reading) -> EventMention | None:
    """The first event told in the head; of several that begin there the first that is an act and not words."""
    head = reading.sentences[HEAD - 1].end if len(reading.sentences) >= HEAD else len(reading.report.text)
    inside = [each for each in reading.events if each.start < head and each.status in TOLD and each.type not in VERBAL]
    return min(inside, key=lambda each: each.start, default=None)


def _witnesses(reading: Reading, event: EventMention) -> Iterator[str]:
    stances = {each.id: each for each in reading.attributions}
    for part in reading.events:
        if part.id != event.id and _is_part(reading.report.text, part, event):
            for each in part.attributions:
                if each in stances and stances[each].stance in TELLING:
                    yield each
    direct = {each for voice in reading.voices if voice.basis == "direct" for each in voice.attributions}
    for attribution in reading.attributions:
        if attribution.id in direct and attribution.stance in TELLING and _tells(reading, attribution):
            yield attribution.id


def _is_part(text: str, part: EventMention, event: EventMention) -> bool:
    """Whether it is an act of the same kind on the same day and at the same place, as far as both are said."""
    same = part.type == event.type or {part.type, event.type} <= VIOLENT
    day = part.date is None or part.date.timex is None or (event.date is not None and _days(part.date) == _days(event.date))
    place = part.place is None or part.place == event.place
    if is_presupposed(text, part.start, part.end):
        return False
    return same and part.status in TOLD and part.factuality.endswith("+") and part.start > event.start and day and place


def _days(when: When) -> tuple[str | None, str | None]:
    return when.earliest, when.latest


def _tells(reading: Reading, attribution: Attribution) -> bool:
    """Whether the content tells what happened: in the past, without condition, and no happening of another kind."""
    text = " ".join(reading.report.text[span.start : span.end] for span in attribution.content.spans)
    return bool(PAST.search(text)) and not NOT_PAST.search(text)
