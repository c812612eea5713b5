"""What is told as history, an anniversary say, is linked to the happening that it recalls and never joined to it."""

from dragoman.model.happening import Telling

from .scoring import JOINED, compare, tells_alike


def recalls(recalled: Telling, told: Telling) -> bool:
    """Whether the one recalls what the other tells: dated by its own text, told later, and alike enough to be one happening."""
    if not recalled.dated or recalled.published is None or told.published is None or told.published >= recalled.published:
        return False
    verdict = compare(recalled, told)
    return verdict is not None and verdict.points >= JOINED and tells_alike(recalled, told)
