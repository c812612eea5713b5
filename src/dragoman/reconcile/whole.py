"""All that one reading gives to be compared with other reports."""

import msgspec

from dragoman.model.happening import Telling
from dragoman.model.reading import Reading

from .claims import claims_in
from .due import parts_of
from .tellings import news_of, tellings_of


def whole(reading: Reading) -> tuple[Telling, ...]:
    """The tellings of the reading with what it sets against them; of an announcement that promises several things, one for each; its news."""
    claims = claims_in(reading)
    told = (msgspec.structs.replace(each, claims=claims.get(each.key, ())) for each in tellings_of(reading))
    return (*(part for each in told for part in parts_of(each)), news_of(reading))
