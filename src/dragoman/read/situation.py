from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def situate_events(parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], places: tuple[Place, ...], published: date | None) -> tuple[EventMention, ...]: return events
