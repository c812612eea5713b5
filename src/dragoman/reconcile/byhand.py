"""A telling that a person adds, because reading missed it."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.happening import Telling
from dragoman.model.identity import make_id
from dragoman.model.reading import EventType, Reading

from .tellings import name_of, telling_at


def telling_by_hand(
    reading: Reading, start: int, end: int, kind: EventType, *, who: str = "", whom: str = "", day: int | None = None, place: str | None = None
) -> Telling:
    """What the report tells at this place, as the person says; without a day, on that of publication. Its word is the outlet's."""
    told = telling_at(reading, start, end)
    names = {name: name_of(actor) for actor in reading.actors for name in (actor.name, *actor.aliases)}
    when = day if day is not None else told.published
    return msgspec.structs.replace(
        told,
        id=make_id("hand", start, end, kind),
        type=kind,
        first=when,
        last=when,
        dated=day is not None,
        place=" ".join(lexicon.plain(place)) if place else None,
        actors=(names.get(who) or " ".join(lexicon.plain(who)),) if who else (),
        recipients=(names.get(whom) or " ".join(lexicon.plain(whom)),) if whom else (),
        who=who,
        whom=whom,
        quote=" ".join(reading.report.text[start:end].split()),
    )
