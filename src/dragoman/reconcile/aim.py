"""Which event of its report a sentence speaks of that tells none itself: one that it names, else that of its paragraph, else the report's first."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date

from dragoman.model.happening import Origin
from dragoman.model.reading import EventMention, SentenceSpan

from .tellings import FRESH, Teller
from .witnesses import is_presupposed
from .wording import triggers

TOLD = frozenset({"occurred", "ongoing"})


class Aim:
    """The told events of one reading by their sentences."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.text = teller.text
        body = [(part.start, part.end) for part in teller.reading.parts if part.kind == "body"] or [(0, len(self.text))]
        self.body = [each for each in teller.reading.sentences if any(start <= each.start < end for start, end in body)]
        self.told = sorted((each for each in teller.reading.events if each.status in TOLD), key=lambda each: (each.start, each.end, each.id))
        self._starts = [each.start for each in self.told]
        self._firsts = [each.start for each in self.body]
        self._spans = [(span.start, span.end, each.id) for each in teller.reading.attributions for span in each.content.spans]

    def inside(self, sentence: SentenceSpan) -> list[EventMention]:
        """The told events whose triggers stand in the sentence."""
        return self.told[bisect_right(self._starts, sentence.start - 1) : bisect_right(self._starts, sentence.end - 1)]

    def at(self, sentence: SentenceSpan, at: int, types: Collection[str], kin: Collection[str] = (), until: int | None = None) -> EventMention | None:
        """The event of one of the types of which the words at this place speak; with `kin`, one whose trigger shares a word or a kindred one.

        `until`: what the sentence says behind it is of something else.
        """
        span = self._said(sentence, at, until)
        end = until or sentence.end
        fit = [each for each in self.inside(sentence) if each.type in types and not each.factuality.endswith("-") and each.start < end]
        own = [each for each in fit if each.place or self._day(each) or not is_presupposed(self.text, each.start, each.end)]
        if own:
            return min(own, key=lambda each: (abs(each.start - at), each.start))
        before = [
            each
            for each in self.told[: bisect_right(self._starts, sentence.start - 1)]
            if each.type in types and not each.factuality.endswith("-") and self._may(each, span) and self._kin(each, kin)
        ]  # fmt: skip
        before = [each for each in before if not is_presupposed(self.text, each.start, each.end)] or before
        near = [each for each in before if "\n\n" not in self.text[each.end : sentence.start]]
        return near[-1] if near else before[0] if before else fit[0] if fit else None

    def speaker(self, at: int) -> Origin | None:
        """On whose word the text at this place stands, by the innermost attribution; None where the report itself says it."""
        holding = [(end - start, attribution) for start, end, attribution in self._spans if start <= at < end]
        return self.teller.origin(min(holding)[1]) if holding else None

    def sentence(self, at: int) -> SentenceSpan | None:
        """The sentence of the body around the place."""
        number = bisect_right(self._firsts, at) - 1
        return self.body[number] if number >= 0 and at < self.body[number].end else None

    def _kin(self, event: EventMention, kin: Collection[str]) -> bool:
        return not kin or not triggers(self.text[event.start : event.end]).isdisjoint(kin)

    def _said(self, sentence: SentenceSpan, at: int, until: int | None) -> tuple[int, int]:
        """The words that say which event is meant: who says it, and when, is no matter of the event's."""
        holding = ((end - start, start, end) for start, end, _ in self._spans if start <= at < end)
        start, end = min(holding, default=(0, sentence.start, sentence.end))[1:]
        return max(start, sentence.start), min(end, until or end, sentence.end)

    def _may(self, event: EventMention, span: tuple[int, int]) -> bool:
        """Whether neither a place nor a day that the words name is another than the event's."""
        teller = self.teller
        places = {each.name for each in teller.reading.places if span[0] <= each.start < span[1]}
        own = teller.places.get(event.place or "")
        if places and (own.name not in places if own else not any(each in teller.quote(event.start) for each in places)):
            return False
        last = _ordinal(event.date.latest if event.date else None) or teller.published
        first = _ordinal(event.date.earliest if event.date else None) or last
        days = [each for each in teller.reading.timexes if span[0] <= each.start < span[1] and each.type in ("DATE", "TIME")]
        if first is None or last is None:
            return not days
        first = max(first, last - FRESH)  # what goes on for years has no days by which another is told from it
        return not any(
            ((latest := _ordinal(each.latest)) and latest < first - 1) or ((earliest := _ordinal(each.earliest)) and earliest < first - FRESH)
            for each in days
        )

    @staticmethod
    def _day(event: EventMention) -> bool:
        return event.date is not None and event.date.timex is not None


def _ordinal(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None
