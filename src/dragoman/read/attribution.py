from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def find_attributions(parse: Parse, cast: Cast) -> tuple[Attribution, ...]: return ()
