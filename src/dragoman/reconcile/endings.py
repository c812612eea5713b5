"""Sentences of a report that may tell what became of a thing announced elsewhere, whether or not reading sees an event in them.

"Its two brigades left on Monday", "the deadline passed without a word". They are tellings without a type: for `answers` alone, never for happenings.
"""

from datetime import date

from dragoman.lexicon import names as lexicon
from dragoman.model.happening import Telling
from dragoman.model.reading import Reading

from .duewords import is_coming, said
from .tellings import Teller, name_of
from .wording import content

LONG = 7  # days of a time that says when: "this month" says little
FEWEST = 1  # telling words without which a sentence settles nothing ("Brisk confirmed it" may have one, "It was so" has none)


def endings_of(reading: Reading) -> tuple[Telling, ...]:
    """The sentences of the body, but for those that only speak of what is to come."""
    teller = Teller(reading)
    text = reading.report.text
    body = [(part.start, part.end) for part in reading.parts if part.kind == "body"]
    found = []
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        if not any(start <= sentence.start < end for start, end in body):
            continue
        settled = said(words, "broken") or said(words, "lacking") or said(words, "kept")
        if len(content(words)) < FEWEST or (is_coming(words) and not settled):
            continue
        days = [
            (first, last)
            for each in reading.timexes
            if sentence.start <= each.start < sentence.end and (first := _day(each.earliest)) and (last := _day(each.latest)) and last - first <= LONG
        ]
        past = [each for each in days if teller.published is None or each[0] <= teller.published]
        inside = [each for each in reading.mentions if sentence.start <= each.start < sentence.end and each.actor in teller.named]
        place = next((each for each in reading.places if sentence.start <= each.start < sentence.end), None)
        first, last = past[0] if past else (None, teller.published)  # the first is that of the main clause, as a rule
        sources = [each for each in reading.attributions if any(span.start <= sentence.start < span.end for span in each.content.spans)]
        origins = {origin.key: origin for each in (source.id for source in sources) for origin in (teller.origin(each),)} or {"": teller.outlet}
        found.append(
            Telling(
                id=f"end-{sentence.start}-{sentence.end}",
                report=reading.report.id,
                aspect="ending",
                type="",
                words="",
                status="occurred",
                factuality="CT+",
                first=first,
                last=last,
                dated=bool(past),
                published=teller.published,
                place=" ".join(lexicon.plain(place.name)) if place else None,
                geonameid=place.geonameid if place else None,
                feature=place.feature if place else None,
                actors=tuple(dict.fromkeys(name_of(teller.actors[each.actor]) for each in inside if each.actor in teller.actors)),
                recipients=(),
                context=teller.affair,
                **teller.wording([sentence.start], 0, 0),
                origins=tuple(origins.values()),
                who="",
                whom="",
                start=sentence.start,
                end=sentence.end,
                quote=teller.quote(sentence.start),
                outlet=teller.outlet.key,
            )
        )
    return tuple(found)


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else None
