"""What a look-up asks for: one noun for all look-ups, each of which heeds what applies to it."""

import msgspec


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Filters, all of which must hold; null asks nothing. `actor`, `place`: words of a name, the last may be cut short; `since`, `until`: ISO days.

    `told_since`, `told_until`: days of publication between which a happening was told for the first time.

    `status`: told, disputed, denied or rejected of happenings, the outcome of what was due, the response of the silent, the kind of a dispute.
    `sort`: "day", the newest first, or "sources", the best founded first. `skip`: rows before the first that is given.
    """

    actor: str | None = None
    type: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    told_since: str | None = None
    told_until: str | None = None
    min_sources: int = 0
    status: str | None = None
    sort: str = "day"
    limit: int = 50
    skip: int = 0
