"""One reading, looked up: nouns by id, sentences by offset, and excerpts of the text that slice at whole words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import structs

from dragoman.model.actor import Actor
from dragoman.model.reading import Argument, Attribution, EventMention, Place, Reading, SentenceSpan, Source, Voice
from dragoman.model.text import Span

from .brief import Cite, Quote

EXCERPT = 240  # code points: three lines of a terminal, enough for a clause with its arguments
CONTENT = 160  # of what a source says: a line or two, for there are many
ASIDE = 48  # of whom a source told: a name or a short description
LONG_SOURCE = 60  # code points: a source with its clauses ("X, who heads …") is marked in the text by its name alone
ARTICLES = ("the ", "a ", "an ")
PRONOUNS = frozenset(
    ("i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "us", "me", "his", "its", "their", "who", "that", "which", "this", "these")
)
CLAUSE_ENDS = frozenset(',;:—–()“”"')


def flat(text: str) -> str:
    """The words with every run of white space made one space."""
    return " ".join(text.split())


def bare_name(words: str) -> str:
    """The words without the article they begin with."""
    article = next((article for article in ARTICLES if words.lower().startswith(article)), "")
    return words[len(article) :] or words


def voice_name(voice: Voice) -> str:
    """Its name, without the terms that stand in a column of their own."""
    name, term = bare_name(flat(voice.name)), flat(voice.terms or "")
    if term and term in name:
        before, _, after = name.partition(term)
        name = f"{before.rstrip(' ,;—–-')} {after.lstrip(' ,;—–-')}".strip() or name
    return name.rstrip(" ,;—–-") or "somebody unnamed"


class Lookup:
    """Built once a brief; every question after that is a dictionary or a bisection."""

    __slots__ = ("_starts", "actors", "attributions", "events", "mentions", "places", "reading", "sentences", "text", "voices", "voices_of")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.actors: dict[str, Actor] = {actor.id: actor for actor in reading.actors}
        self.attributions: dict[str, Attribution] = {attribution.id: attribution for attribution in reading.attributions}
        self.events: dict[str, EventMention] = {event.id: event for event in reading.events}
        self.mentions = {mention.id: mention for mention in reading.mentions}
        self.places: dict[str, Place] = {place.id: place for place in reading.places}
        self.voices: dict[str, Voice] = {voice.id: voice for voice in reading.voices}
        self.voices_of: dict[str, list[Voice]] = {}  # attribution id → the voices that speak there
        for voice in reading.voices:
            for item in voice.attributions:
                self.voices_of.setdefault(item, []).append(voice)
        self.sentences: list[SentenceSpan] = sorted(reading.sentences, key=lambda sentence: sentence.start)
        self._starts = [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> SentenceSpan | None:
        """The numbered sentence over the code point, or None."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None

    def words(self, span: Span) -> str:
        return flat(self.text[span.start : span.end])

    def cite(self, *spans: Span) -> Cite:
        """One citation under the sentence in which the first span starts."""
        sentence = self.sentence_at(spans[0].start)
        return Cite(sentence.number if sentence else None, spans)

    def cites(self, spans: Iterable[Span]) -> tuple[Cite, ...]:
        """One citation a sentence, in text order."""
        grouped: dict[int, list[Span]] = {}
        for span in sorted(set(spans)):
            sentence = self.sentence_at(span.start)
            grouped.setdefault(sentence.number if sentence else -1 - span.start, []).append(span)
        return tuple(self.cite(*group) for group in grouped.values())

    def is_named(self, actor: Actor | None) -> bool:
        """Whether the text calls the actor by a name somewhere."""
        return actor is not None and any(self.mentions[mention].form == "name" for mention in actor.mentions if mention in self.mentions)

    def name(self, argument: Argument) -> str:
        """The actor's name where linked, else the words."""
        actor = self.actors.get(argument.actor or "")
        return flat(actor.name) if actor else self.argument_words(argument)

    def argument_words(self, argument: Argument | None) -> str:
        return self.words(Span(argument.start, argument.end)) if argument else ""

    def speakers(self, attribution: str | None) -> list[str]:
        """Whose word an attribution is: the names of its voices, else its source's own words; nobody where there is no such attribution."""
        found = self.attributions.get(attribution or "")
        if found is None:
            return []
        return [voice_name(voice) for voice in self.voices_of.get(found.id, ())] or [self.source_name(found.source)]

    def source_name(self, source: Source) -> str:
        """Whose word in a few of the report's words, without its article; what kind of source where it has none."""
        actor = self.actors.get(source.actor or "")
        if actor and source.kind != "anonymous":
            return flat(actor.name)
        said = bare_name(flat(" … ".join(self.words(span) for span in source.spans)))
        if said:
            return said
        return flat(actor.name) if actor else {"outlet": "the outlet itself", "document": "a document"}.get(source.kind, "somebody unnamed")

    def core(self, span: Span, actor: str | None) -> Span:
        """The span, or of a long one what names the source: the actor's own mention, else the words up to the first clause mark."""
        if span.end - span.start <= LONG_SOURCE:
            return span
        mentions = self.actors[actor].mentions if actor in self.actors else ()
        inside = [self.mentions[item] for item in mentions if item in self.mentions]
        named = next((mention for mention in inside if span.start <= mention.start and mention.end <= span.end), None)
        if named:
            return Span(named.start, named.end)
        end = next((at for at in range(span.start + 1, min(span.end, len(self.text))) if self.text[at] in CLAUSE_ENDS), span.end)
        return Span(span.start, end)

    def content(self, attribution: Attribution) -> Quote | None:
        """What an attribution's source is given to say, with its stance, whom it told and through what; None where the text gives no words."""
        quote = self.excerpt(attribution.content.spans or attribution.cue.spans)
        if quote is None:
            return None
        told = ""
        if attribution.told:
            words, cut = self._shorten(Span(attribution.told.start, attribution.told.end), ASIDE)
            told = f"to {words}{' …' if cut else ''}"
        lead = "" if attribution.stance == "asserts" else attribution.stance
        return structs.replace(quote, lead=lead, aside=", ".join(part for part in (told, flat(attribution.medium or "")) if part))

    def excerpt(self, spans: Sequence[Span]) -> Quote | None:
        """Words in several pieces, cut to an excerpt together; None where there are none."""
        if not spans:
            return None
        pieces: list[str] = []
        room = CONTENT
        for span in spans:
            piece, cut = self._shorten(span, room)
            pieces.append(piece + (" …" if cut else ""))
            room -= len(piece)
            if cut or room <= 0:
                break
        return Quote(" … ".join(pieces), self.cite(*spans))

    def event_quote(self, event: EventMention) -> Quote:
        """The clause around the trigger: the whole sentence when short, else as much as holds trigger and arguments."""
        trigger = Span(event.start, event.end)
        sentence = self.sentence_at(event.start)
        if sentence is None:
            return self.quote(trigger)
        return self._around(trigger, Span(sentence.start, sentence.end), [(a.start, a.end) for a in (*event.actors, *event.recipients)])

    def quote(self, span: Span, lead: str = "") -> Quote:
        """The words of a span, cut to an excerpt."""
        words, cut = self._shorten(span, EXCERPT)
        return Quote(words + (" …" if cut else ""), self.cite(span), lead)

    def _shorten(self, span: Span, room: int) -> tuple[str, bool]:
        """The span's words up to the last whole word within `room`, and whether something was cut."""
        last = min(span.end, len(self.text))
        end = min(last, span.start + max(room, 1))
        if end < last and not self.text[end].isspace():
            space = self.text.rfind(" ", span.start, end)
            end = space if space > span.start else end
        return flat(self.text[span.start : end]), end < last

    def _around(self, trigger: Span, sentence: Span, arguments: list[tuple[int, int]]) -> Quote:
        start, end = sentence.start, sentence.end
        if end - start > EXCERPT:
            start, end = trigger.start, trigger.end
            for first, last in sorted(arguments, key=lambda pair: abs(pair[0] - trigger.start)):
                hull = min(start, first), max(end, last)
                if sentence.start <= hull[0] and hull[1] <= sentence.end and hull[1] - hull[0] <= EXCERPT:
                    start, end = hull
            start, end = self._to_clause(start, end, sentence)
        before, told, after = (flat(self.text[a:b]) for a, b in ((start, trigger.start), (trigger.start, trigger.end), (trigger.end, end)))
        glue_left = " " if before and self.text[trigger.start - 1].isspace() else ""
        glue_right = " " if after and self.text[trigger.end].isspace() else ""
        opening = "… " if start > sentence.start else ""
        closing = " …" if end < sentence.end else ""
        focus = len(opening + before + glue_left)
        return Quote(f"{opening}{before}{glue_left}{told}{glue_right}{after}{closing}", self.cite(trigger), "", focus, focus + len(told))

    def _to_clause(self, start: int, end: int, sentence: Span) -> tuple[int, int]:
        """The stretch widened to the next clause marks on both sides, or to the last whole words that the room allows."""
        room = max(EXCERPT - (end - start), 0) // 2
        floor, ceiling = max(sentence.start, start - room), min(sentence.end, end + room)
        left = next((at + 1 for at in range(start - 1, floor - 1, -1) if self.text[at] in CLAUSE_ENDS), floor)
        right = next((at for at in range(end, ceiling) if self.text[at] in CLAUSE_ENDS), ceiling)
        while left > sentence.start and left < start and not self.text[left - 1].isspace() and self.text[left - 1] not in CLAUSE_ENDS:
            left += 1
        while right < sentence.end and right > end and not self.text[right].isspace() and self.text[right] not in CLAUSE_ENDS:
            right -= 1
        while left < start and self.text[left].isspace():
            left += 1
        while right > end and self.text[right - 1].isspace():
            right -= 1
        return left, right
