from dragoman.model.parse import Parse
from dragoman.model.cast import Cast
from dragoman.model.reading import *
from dragoman.model.text import *
from datetime import date

from dragoman.model.text import Report
def find_language(text: str) -> str | None: return 'en'
def find_flags(report: Report, layout: Layout, parse: Parse) -> tuple[Flag, ...]: return ()
def score_integrity(report: Report, parse: Parse, flags: tuple[Flag, ...]) -> float: return 1.0
