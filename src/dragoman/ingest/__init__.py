"""The ingest room: files, folders, pages, feeds, JSONL, web archives, addresses and standard input → Report.

The text of a report is fixed here, once; every later offset counts its code points. The network is asked only for an address that the user gives, and
for what a feed there links to.
"""

from collections.abc import Iterator, Sequence

from dragoman.model.errors import SettingError, SourceError
from dragoman.model.text import Report

from .files import take_source
from .reports import Defaults, iso_date


def take_in(
    sources: Sequence[str], *, published: str | None = None, outlet: str | None = None, fix_text: bool = False, public_only: bool = False
) -> Iterator[Report | SourceError]:
    """The reports of all sources, in order, each read when its turn comes; a SourceError stands in the place of one that could not be taken in.

    A source is a file, a folder, an http(s) address, or `-` for standard input. `published` and `outlet` fill only what a report does not say itself.
    `public_only`: no address of this machine or its network is fetched, whoever names it. SettingError, at once, when `published` is no ISO date.
    """
    date = None
    if published:
        date = iso_date(published)
        if date is None:
            raise SettingError(f"published: {published!r} is not an ISO date; write it as 2024-05-01")
    defaults = Defaults(published=date, outlet=outlet, fix_text=fix_text, public_only=public_only)
    return (report for source in sources for report in take_source(source, defaults))
