from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def find_relations(parse: Parse, cast: Cast, actors: tuple[Actor, ...], attributions: tuple[Attribution, ...]) -> tuple[Relation, ...]: return ()
