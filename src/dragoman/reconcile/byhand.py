"""A telling that a person adds, because reading missed it."""

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.model.happening import Telling
from dragoman.model.identity import make_id
from dragoman.model.reading import EventType, Place, Reading

from .tellings import name_of, spot, telling_at


def telling_by_hand(
    reading: Reading, start: int, end: int, kind: EventType, *, who: str = "", whom: str = "", day: int | None = None, place: str | None = None
) -> Telling:
    """What the report tells at this place, as the person says; without a day, on that of publication. Its word is the outlet's.

    A place that the report names is that one, with its coordinates.
    """
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
        **spot(_named(reading, place) if place else None),
        actors=(names.get(who) or " ".join(lexicon.plain(who)),) if who else (),
        recipients=(names.get(whom) or " ".join(lexicon.plain(whom)),) if whom else (),
        who=who,
        whom=whom,
        quote=" ".join(reading.report.text[start:end].split()),
    )


def _named(reading: Reading, name: str) -> Place:
    """The place of the report that is called so, one with coordinates first."""
    same = [each for each in reading.places if lexicon.plain(each.name) == lexicon.plain(name)]
    return min(same, key=lambda each: (each.lat is None, each.start), default=Place(id="", start=0, end=0, name=name))
