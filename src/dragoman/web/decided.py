"""Which decisions of a person touch what a page shows, and to which event or actor a decision leads."""

from collections.abc import Sequence

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Correction
from dragoman.model.happening import Happening, Telling

ACTORS = ("rename", "merge_actors", "split_actors")


def about_report(case: Case, report: str) -> tuple[Correction, ...]:
    """What was decided about tellings of a report, the latest first."""
    return tuple(each for each in reversed(case.corrections.log()) if any(_report(subject) == report for subject in _tellings(each)))


def about_event(case: Case, event: Happening) -> tuple[Correction, ...]:
    """What was decided about an event, or about one on whose word it stands, the latest first."""
    keys = {each.key for each in event.tellings}
    words = {origin.key for origin in (*event.origins, *event.distrusted)} | {each.outlet for each in event.tellings}
    log = case.corrections.log()
    near = {subject: _key(subject) for each in log for subject in _tellings(each) if _report(subject) in event.reports}
    known = case.record.placed(near.values())
    # A report that was read anew since may tell it under another key, but at the same place.
    ours = {subject for subject, key in near.items() if key in keys or (key not in known and _is_there(subject, event))}
    return tuple(
        each for each in reversed(log) if (not words.isdisjoint(each.subject) if each.what == "distrust" else not ours.isdisjoint(_tellings(each)))
    )


def added(made: Correction) -> Telling:
    """The telling that a person added."""
    return msgspec.json.decode(made.value or "", type=Telling)


def shown_at(case: Case, made: Correction) -> str:
    """The address that shows what a decision made, or taken back, left: the event or actor as it is now."""
    if made.what in ACTORS:
        entity = min(case.entities.owners(made.subject[:1]), default=None)
        return f"/actor/{entity}" if entity else "/actors"
    if made.what == "distrust":
        return "/sources"
    subject = _tellings(made)[1 if made.what == "split" else 0]  # of a split the part that the event keeps
    owner = case.record.placed([_key(subject)]).get(_key(subject), (None, None))[1]
    return f"/event/{owner}" if owner else f"/report/{_report(subject)}"


def _tellings(made: Correction) -> Sequence[str]:
    """The tellings that a decision is about, each by key and place."""
    if made.what == "add":
        telling = added(made)
        return (f"{telling.key}@{telling.start}-{telling.end}",)
    return () if made.what in (*ACTORS, "distrust") else made.subject


def _key(subject: str) -> str:
    return subject.rpartition("@")[0]


def _report(subject: str) -> str:
    return subject.partition("/")[0]


def _is_there(subject: str, event: Happening) -> bool:
    start, end = (int(each) for each in subject.rpartition("@")[2].split("-"))
    return any(each.report == _report(subject) and each.start < end and start < each.end for each in event.tellings)
