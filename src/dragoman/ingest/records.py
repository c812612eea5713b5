"""A record of JSON, or a row of a table, → the report that it holds; whose record it is, is told by its names.

Ours; those of Media Cloud and GDELT, with the texts of their addresses; NGEC's stories; ninjs (see there).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from dragoman.model.errors import SourceError

from .fragment import plain_text
from .ninjs import find_ninjs, is_ninjs
from .page import printed_day
from .reports import Found, iso_date

TEXTS = ("text", "event_text", "article_text", "story_text", "full_text", "maintext", "body", "content")
NAMES = {
    "id": ("story_id", "stories_id", "id", "guid"),
    "published": ("published", "pub_date", "publish_date", "publication_date", "date_publish", "publishedat", "date", "seendate"),
    "outlet": ("outlet", "media_name", "publisher", "source_name", "source", "domain", "source_domain"),
    "url": ("url", "link"),
    "headline": ("headline", "title", "article_title"),
}  # of several names the first that the record has; in small letters
MARKED_UP = frozenset({"body", "content"})  # names under which HTML is given as often as text
SEEN = "seendate"  # GDELT's: when its crawler saw the page, mostly within the hour

_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})(?:T?[0-9]{6}Z?)?")
_PRINTED = ("%d %B %Y", "%B %d, %Y")  # as Factiva and NGEC have it


def holds_text(names: Iterable[str]) -> bool:
    """Whether one of the names is that of a text."""
    return not {name.strip().lower() for name in names}.isdisjoint(TEXTS)


def find_record(row: Mapping[str, object], place: str, notes: tuple[str, ...] = (), replaced: str | None = None) -> Found:
    """The report of the record; fields that are not what they should be are dropped with a note, but a text there must be.

    `place` is the id of a record that has none; `notes` and `replaced` are what decoding has to say. SourceError where there is no text.
    """
    given = {name.strip().lower(): value for name, value in row.items()}
    if is_ninjs(given):
        return find_ninjs(given, place, notes, replaced)
    name = next((name for name in TEXTS if isinstance(given.get(name), str)), None)
    if name is None:
        raise SourceError('no "text", or one that is not a string; put the text of the report there (other names: docs/inputs.md)')
    text = str(given[name])
    dropped: list[str] = []
    fields = {field: _field(given, field, names, dropped) for field, names in NAMES.items()}
    return Found(
        text=plain_text(text) if name in MARKED_UP else text,
        external_id=fields["id"] or place,
        headline=fields["headline"],
        published=_published(fields["published"], given, dropped),
        outlet=fields["outlet"],
        url=fields["url"],
        notes=notes,
        dropped=tuple(dropped),
        replaced=replaced,
    )


def _field(given: Mapping[str, object], field: str, names: tuple[str, ...], dropped: list[str]) -> str | None:
    for name in names:
        value = given.get(name)
        if field == "id" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str):
            if value.strip():
                return value.strip() if field == "id" else value
        elif value is not None:
            dropped.append(f"{name} is not a string; ignored")
    return None


def _published(printed: str | None, given: Mapping[str, object], dropped: list[str]) -> str | None:
    if printed is None:
        return None
    day = day_of(printed)
    if day is None:
        dropped.append(f"published {printed.strip()[:60]!r} is not an ISO date; ignored")
    elif given.get(SEEN) == printed:
        dropped.append("published is the day on which GDELT saw the page")
    return day


def day_of(printed: str) -> str | None:
    """The day of an ISO date, a mail date, 20240501T101500Z, 1 May 2024 or May 1, 2024; None for anything else."""
    printed = printed.strip()
    if day := printed_day(printed):
        return day
    if match := _COMPACT.fullmatch(printed):
        return iso_date("-".join(match.groups()))
    for form in _PRINTED:
        try:
            return datetime.strptime(printed, form).date().isoformat()
        except ValueError:
            continue
    return None
