"""Time expressions with TIMEX3 values and calendar bounds, and the day of publication where only the text tells it.

Follows the TimeML annotation guidelines 1.2.1 in what is a time expression and how it is valued, except that the past year and the like are
durations throughout. Left out: what is a time only by its place in the story ("after the election"); ages as bare numbers.
"""

from .filed import filed_on, infer_published, told_on
from .find import find_timexes

__all__ = ["filed_on", "find_timexes", "infer_published", "told_on"]
