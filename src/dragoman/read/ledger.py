from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def find_disputes(parse: Parse, events: tuple[EventMention, ...], attributions: tuple[Attribution, ...]) -> tuple[Dispute, ...]: return ()
def find_ahead(parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], published: date | None) -> tuple[Ahead, ...]: return ()
def find_seats(parse: Parse, cast: Cast) -> tuple[Seats, ...]: return ()
