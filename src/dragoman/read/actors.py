from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def find_actors(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Actor, ...]: return ()
