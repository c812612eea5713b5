"""What a happening of a case rests on, as one noun."""

import msgspec

from .happening import Contest, Happening, Telling
from .record import Echo, Kept


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A happening with the reports that tell it, which of these are echoes, what is contested about it, and what recalls it later."""

    happening: Happening
    standing: str
    reports: dict[str, Kept]
    echoes: tuple[Echo, ...]
    contests: tuple[Contest, ...]
    recalled: tuple[Telling, ...]
