"""What a case implies: from its record to the inputs of the assess room, one function an assessment.

Each gives a noun of `model/implied.py` with the ids of the events and statements on which its lines stand; `words_of` gives their words. What is
added up over the whole record is gathered once (`gathering`) and kept up while the case grows.
"""

from .chamber import coalitions_of
from .course import courses_between, tension_of
from .houses import read_house
from .sides import moved_of, sides_of, ties_of
from .story import episodes_of, turns_of
from .supposing import change, supposed_of
from .words import words_of

__all__ = [
    "change", "coalitions_of", "courses_between", "episodes_of", "moved_of", "read_house", "sides_of", "supposed_of", "tension_of", "ties_of",
    "turns_of", "words_of",
]  # fmt: skip
