"""Plain words for the codes of a reading: dates, certainty, ties, flags. Presentation only; nothing is decided here."""

import calendar
from datetime import date

from dragoman.model.reading import EventMention, Factuality, Relation, RelationType, Role, Source, When
from dragoman.model.text import FlagKind

from .brief import Cell, Tone

EVENT_STATUS: dict[str, str] = {
    "occurred": "occurred",
    "ongoing": "ongoing",
    "planned": "planned",
    "threatened": "threatened",
    "demanded": "demanded",
    "hypothetical": "supposed",
    "historical": "occurred",
}

FACTUALITY: dict[Factuality, tuple[str, Tone]] = {
    "CT+": ("", "plain"),
    "CT-": ("did not happen", "bad"),
    "PR+": ("probable", "warn"),
    "PR-": ("improbable", "warn"),
    "PS+": ("possible", "warn"),
    "PS-": ("possibly not", "warn"),
    "Uu": ("not certain", "warn"),
}

TIES: dict[RelationType, tuple[str, str]] = {
    "leads": ("leads", "led by"),
    "member_of": ("member of", "counts among its members"),
    "backs": ("backs", "backed by"),
    "arms": ("arms", "armed by"),
    "allied_with": ("allied with", "allied with"),
    "opposes": ("opposes", "opposed by"),
    "fights": ("fights", "fought by"),
    "in_contact_with": ("in contact with", "in contact with"),
    "succeeded": ("succeeded", "succeeded by"),
    "kin_of": ("kin of", "kin of"),
    "located_in": ("in", "home to"),
    "same_as": ("the same as", "the same as"),
}
"""What a tie is called from its source's side and from its target's."""

FLAGS: dict[FlagKind, str] = {
    "garbled_word": "garbled words",
    "odd_phrase": "odd phrases",
    "cut_off": "cut off",
    "repeated": "repeated",
    "boilerplate": "not part of the story",
    "encoding": "wrong characters",
    "correction_notice": "correction notice",
    "not_english": "not English",
    "unbalanced_quotes": "quotation marks that do not pair",
    "too_long": "longer than what was read",
    "empty": "empty",
}

RESPONSES: dict[str, tuple[str, Tone]] = {
    "none": ("no answer", "warn"),
    "declined": ("declined", "bad"),
    "unreachable": ("could not be reached", "muted"),
    "given": ("answered", "good"),
}

DISPUTES: dict[str, str] = {"denial": "denied", "contradiction": "contradicted", "different_figure": "figures differ"}

BASES: dict[str, str] = {"direct": "direct knowledge", "briefed": "was briefed", "unstated": ""}


def day(value: str) -> str:
    """ "7 Nov 2021" for an ISO date; anything else as it is."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{found.day} {calendar.month_abbr[found.month]} {found.year}"


def dates(earliest: str | None, latest: str | None, *, ahead: bool = False) -> str:
    """A window of inclusive dates in words: a day, month or year as such, other ranges with "~", open ends with "before", "since"; else "?"."""
    if not earliest and not latest:
        return "?"
    if not earliest:
        return f"{'by' if ahead else 'before'} {day(latest or '')}"
    if not latest:
        return f"{'from' if ahead else 'since'} {day(earliest)}"
    try:
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    except ValueError:
        return f"{earliest} – {latest}"
    if first == last:
        return day(earliest)
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{calendar.month_abbr[first.month]} {first.year}"
    if whole and first.year == last.year:
        return f"~ {calendar.month_abbr[first.month]}–{calendar.month_abbr[last.month]} {last.year}"
    if whole and (first.month, last.month) == (1, 12):
        return f"~ {first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"~ {first.day}–{day(latest)}"
    if first.year == last.year:
        return f"~ {first.day} {calendar.month_abbr[first.month]} – {day(latest)}"
    return f"~ {day(earliest)} – {day(latest)}"


def when(value: When | None) -> str:
    return dates(value.earliest, value.latest) if value else "?"


def event_name(event: EventMention) -> str:
    """ "ASSAULT · drone": the codebook's own type and mode."""
    return f"{event.type} · {event.mode.replace('_', ' ')}" if event.mode else event.type


def certainty(event: EventMention, *, denied: bool) -> Cell:
    """Status and factuality in words; a denial outweighs both, for the reader must not miss it."""
    words, tone = FACTUALITY[event.factuality]
    status = EVENT_STATUS[event.status]
    happened = event.status in ("occurred", "ongoing", "historical")
    said = (words or status) if happened else ", ".join(part for part in (status, words) if part)
    if denied:
        return Cell("DENIED" if event.factuality == "CT-" else f"{said} — DENIED", "bad")
    return Cell(said, "good" if happened and event.factuality == "CT+" else tone if words else "muted")


def role_words(role: Role) -> str:
    """ "former minister of salt, Harbour Council"; the status is not said twice."""
    title = " ".join(role.title.split())
    status = role.status if role.status != "current" and role.status not in title.lower().replace("-", " ").split() else ""
    place = " ".join(role.organization.split()) if role.organization else ""
    office = f"{status} {title}".strip()
    return f"{office}, {place}" if place and place.lower() not in title.lower() else office


def tie_words(relation: Relation, *, outgoing: bool) -> str:
    """ "backed by", "not backed by", "possibly backed by"."""
    words = TIES[relation.type][0 if outgoing else 1]
    if relation.factuality == "CT-":
        return f"not {words}"
    return words if relation.factuality == "CT+" else f"{words} (not certain)"


def how_many(source: Source) -> str:
    """The number of people behind a source as far as the words say."""
    if source.number is not None:
        return str(source.number)
    return "several" if source.plural else ""


def integrity(value: float) -> Cell:
    """Integrity as percent and words. The bands only choose words and colour: nothing is dropped or kept by them."""
    share = min(max(value, 0.0), 1.0)
    if share >= 0.95:  # a slip or two in a long report
        said, tone = "reads clean", "good"
    elif share >= 0.8:
        said, tone = "slightly damaged", "good"
    elif share >= 0.5:
        said, tone = "damaged: check quotations against the original", "warn"
    else:
        said, tone = "badly damaged: do not quote without the original", "bad"
    return Cell(f"{int(share * 100)}% — {said}", tone, share)  # type: ignore[arg-type]  # the literals above are tones
