from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def judge_events(parse: Parse, events: tuple[EventMention, ...], timexes: tuple[Timex, ...], attributions: tuple[Attribution, ...], published: date | None) -> tuple[EventMention, ...]: return events
