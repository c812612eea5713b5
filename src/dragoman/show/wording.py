"""Plain words for the codes of a reading: dates, certainty, ties, flags. Presentation only; nothing is decided here."""

import calendar
from collections.abc import Sequence
from datetime import date

from dragoman.model.actor import Role
from dragoman.model.reading import (
    CommentRequest,
    Count,
    Credit,
    EventMention,
    Factuality,
    Means,
    Reading,
    Relation,
    RelationType,
    SourceKind,
    Voice,
    When,
)
from dragoman.model.text import FlagKind

from .brief import Cell, Tone
from .lookup import flat

CREDITED = 4  # names given of each kind of credit
SHORT_CHANNEL = 2  # words: "by telephone" says no more than its class, "three letters to its office" does

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
    "member_of": ("member of", "has as member"),
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
    "table": "a table, not read",
    "encoding": "wrong characters",
    "excerpt": "only a part of the report",
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

MEANS: dict[Means, str] = {"phone": "by phone", "email": "by email", "written": "in writing", "message": "by message", "visit": "in person"}

SOURCE_KINDS: dict[SourceKind, str] = {
    "named": "named",
    "anonymous": "anonymous",
    "collective": "body or group",
    "unspecified": "not said who",
    "document": "document",
    "outlet": "outlet",
}

CREDITS: dict[str, str] = {"reporting": "by", "writing": "writing by", "additional_reporting": "additional reporting by"}
"""The credits that the head gives, in this order; the others stand in the text."""

BASES: dict[str, str] = {"direct": "direct knowledge", "briefed": "briefed", "unstated": ""}


def day(value: str) -> str:
    """ "7 Nov 2021" for an ISO date; anything else as it is."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{found.day} {calendar.month_abbr[found.month]} {found.year}"


def dates(earliest: str | None, latest: str | None, *, ahead: bool = False) -> str:
    """A window of inclusive dates in words: a day, month or year as such, other ranges with "~", open ends with "before", "since"; else nothing."""
    if not earliest and not latest:
        return ""
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


def when(value: When | None) -> Cell:
    """The dates that the text gives, else nothing: a bound that only the day of publication sets is none."""
    return Cell(dates(value.earliest, value.latest) if value and value.timex else "")


def window(said: str) -> Cell:
    return Cell(said) if said else Cell("undated", "muted")


def figure(count: Count) -> str:
    """ "12", "≥ 31", "≤ 5", "10–12", "?"."""
    if count.low is None and count.high is None:
        return "?"
    if count.low is None or count.high is None:
        return f"≥ {count.low:,}" if count.low is not None else f"≤ {count.high:,}"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"


def figures(kinds: dict[str, list[str]]) -> str:
    """ "killed ≥ 31; wounded 30 or 45"; a bare figure is left out beside the same with "at least"."""
    kinds = {kind: [one for one in said if f"≥ {one}" not in said] for kind, said in kinds.items()}
    return "; ".join(" or ".join(said) if kind == "other" else f"{kind} {' or '.join(said)}" for kind, said in kinds.items())


def certainty(event: EventMention, *, denied: bool, disputed: bool = False) -> Cell:
    """Status and factuality in words; a denial outweighs both, for the reader must not miss it. `disputed`: told and contradicted."""
    words, tone = FACTUALITY[event.factuality]
    status = EVENT_STATUS[event.status]
    happened = event.status in ("occurred", "ongoing", "historical")
    if event.status in ("planned", "threatened") and event.factuality.endswith("-"):
        words, status = "", "ruled out"  # "would not boycott": a plan denied, not a doubtful one
    said = (words or status) if happened else ", ".join(part for part in (status, words) if part)
    if disputed:
        return Cell("IN DISPUTE: said to have happened — and not to have" + (", DENIED" if denied else ""), "bad")
    if denied:
        return Cell("DENIED" if event.factuality == "CT-" else f"{said} — DENIED", "bad")
    return Cell(said, "good" if happened and event.factuality == "CT+" else tone if words else "muted")


def role_words(role: Role, joined: str | None = None) -> str:
    """ "former minister of salt, Harbour Council", or `joined`: office and body as the text joins them. The status is not said twice."""
    title = " ".join(role.title.split())
    place = " ".join(role.organization.split()) if role.organization else ""
    office = joined or (f"{title}, {place}" if place and place.lower() not in title.lower() else title)
    status = role.status if role.status != "current" and role.status not in office.lower().replace("-", " ").split() else ""
    return f"{status} {office}".strip()


def tie_words(relation: Relation, *, outgoing: bool) -> str:
    """ "backed by", "not backed by", "possibly backed by"."""
    words = TIES[relation.type][0 if outgoing else 1]
    if relation.factuality == "CT-":
        return f"not {words}"
    return words if relation.factuality == "CT+" else f"{words} (not certain)"


def how_many(voice: Voice) -> str:
    """The number of people behind an unnamed source as far as the words say; of bodies only where they are several."""
    if voice.kind == "collective":
        return str(voice.number) if voice.number and voice.number > 1 else ""
    if voice.kind not in ("anonymous", "unspecified"):
        return ""
    if voice.number is not None:
        return {0: "nobody", 1: "1 person"}.get(voice.number, f"{voice.number} people")
    return "several" if voice.plural else ""


def sources_note(distinct: int, anonymous: int) -> str:
    """ "At least 5 distinct sources, 2 of them anonymous"."""
    if not distinct:
        return ""
    said = "At least 1 distinct source" if distinct == 1 else f"At least {distinct} distinct sources"
    return said + (f", {anonymous} of them anonymous" if 0 < anonymous < distinct else ", anonymous" if anonymous else "")


def listed(names: Sequence[str]) -> str:
    """ "A, B and C"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def asking(request: CommentRequest) -> str:
    """How somebody was asked: by class, or as printed where that says more or has no class."""
    printed = flat(request.channel or "")
    if request.means and len(printed.split()) <= SHORT_CHANNEL:
        return MEANS[request.means]
    return printed


def credits(found: Sequence[Credit], outlet: str | None) -> list[str]:
    """ "by Ann Lee and Omar Said", "additional reporting by Jo Roe in Port Harrow", "wire: Tidewire" where that is not the outlet."""
    said: list[str] = []
    for kind, by in CREDITS.items():
        names = [name for name in _credited(found, kind) if not any(name in earlier for earlier in said)]
        if len(names) > CREDITED:
            names[CREDITED:] = [f"{len(names) - CREDITED} more"]
        if names:
            said.append(f"{by} {listed(names)}")
    wires = dict.fromkeys(flat(credit.outlet) for credit in found if credit.kind == "wire" and credit.outlet)
    return said + [f"wire: {wire}" for wire in wires if wire.lower() != flat(outlet or "").lower()]


def _credited(found: Sequence[Credit], kind: str) -> list[str]:
    """The names that the credits of a kind give, each once, outlet and place after the last of each credit ("A", "B of Tidewire in Harrow")."""
    names: dict[str, None] = {}
    for credit in found:
        told = [flat(name) for name in credit.names]
        outlet, place = flat(credit.outlet or ""), flat(credit.place or "")
        if credit.kind != kind or not (told or outlet):
            continue
        last = " of ".join(part for part in (*told[-1:], outlet) if part)
        names |= dict.fromkeys((*told[:-1], last if not place or place in last else f"{last} in {place}"))
    return list(names)


DAMAGED = 0.8  # integrity below which a reader should look at the original


def integrity(value: float) -> Cell:
    """Integrity as percent and words. The bands only choose words and colour: nothing is dropped or kept by them."""
    share = min(max(value, 0.0), 1.0)
    if share >= 0.95:  # a slip or two in a long report
        said, tone = "reads clean", "good"
    elif share >= DAMAGED:
        said, tone = "slightly damaged", "good"
    elif share >= 0.5:
        said, tone = "damaged: check quotations against the original", "warn"
    else:
        said, tone = "badly damaged: do not quote without the original", "bad"
    return Cell(f"{int(share * 100)}% — {said}", tone, share)  # type: ignore[arg-type]  # the literals above are tones


def advice(reading: Reading) -> tuple[str, ...]:
    """What hinders the reading and what to do about it; nothing where nothing does."""
    report = reading.report
    if not report.text.strip():
        return ("There is no text to read: check that the source holds the story's words, not only a picture, a video or a page behind a login.",)
    if report.language not in (None, "en"):
        return ("Only English is read, so nothing was taken from this text: read an English version or a translation instead.",)
    if passed := reading.passed_over:
        told = ", ".join(f"“{word}”" for word in passed.words)
        return (f"A first look at its words ({told}) found nothing but {passed.subject}, so it was not read; without a first look it is.",)
    said = []
    if not (reading.events or reading.attributions or reading.actors):
        words = len(report.text.split())
        said.append(f"Nobody who does or says anything was found in {words:,} word{'' if words == 1 else 's'}: too short, or not a news report.")
    if reading.integrity < 0.5:  # the band that `integrity` calls badly damaged
        said.append("Names, figures and negations may be wrong in a text so damaged: find the original or another copy before using any of this.")
    undated = next((timex for timex in reading.timexes if timex.type in ("DATE", "TIME") and not (timex.earliest or timex.latest)), None)
    if not report.published and undated:
        words_of = " ".join(report.text[undated.start : undated.end].split())
        said.append(f"Dates such as “{words_of}” stay open without the day of publication: give it with --published YYYY-MM-DD.")
    return tuple(said)
