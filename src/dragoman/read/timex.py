from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

def find_timexes(parse: Parse, published: date | None) -> tuple[Timex, ...]: return ()
def infer_published(layout: Layout, parse: Parse) -> date | None: return None
