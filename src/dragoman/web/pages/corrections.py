"""What persons decided, and what changed in the record: the log of corrections and the feed of changes."""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Change, Correction
from dragoman.model.happening import Telling
from dragoman.web.answers import query
from dragoman.web.marks import headed
from dragoman.web.page import Page

from .asking import STEP, Part

MOST = 3  # of what one decision is about; the log of the command line has all
AROUND = 90  # characters before and after the words that tell it
LINES = 200  # of the feed that are given after a number; without one, the last STEP


class CorrectionsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`after`: the lines of the feed after the one of this number, as many as fit, instead of the last."""

    skip: Part = 0
    after: Annotated[int, msgspec.Meta(ge=0, le=2**62)] | None = None


class About(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a decision is about: its name, or its words in a report, and the address that shows it, where there is one now.

    `before`, `after`: of words, what stands around them.
    """

    said: str
    address: str | None
    before: str = ""
    after: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A correction with what it is about; `more`: how many more things that is; `event`: the event or actor that it is part of now, by address."""

    correction: Correction
    about: tuple[About, ...]
    more: int
    event: str | None


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the log, the newest first; lines of the feed of changes, the newest first; `last`: the number of its last line.

    `names`: of the events in these lines that there are still, by id.
    """

    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]
    names: dict[str, str]
    last: int
    more: bool


def corrections(case: Case, asked: CorrectionsAsked, _: Mapping[str, str]) -> Corrections:
    """The log and the feed."""
    log = case.corrections.log()[::-1][asked.skip : asked.skip + STEP + 1]
    last = case.corrections.last_change()
    changes = case.corrections.changes(last - STEP if asked.after is None else asked.after, limit=STEP if asked.after is None else LINES)
    events = case.look.known(sorted({id_ for each in changes for id_ in (each.id, each.into) if id_}))
    return Corrections(
        decisions=tuple(_decisions(case, log[:STEP])),
        changes=tuple(reversed(changes)),
        names={id_: headed(event) for id_, event in events.items()},
        last=last,
        more=len(log) > STEP,
    )


def _decisions(case: Case, log: list[Correction]) -> Iterable[Decision]:
    subjects = {each.number: _tellings(each) for each in log}
    shown = [subject for each in subjects.values() for subject in each[:MOST]]
    texts = case.find.texts(sorted({subject.partition("/")[0] for subject in shown}))
    owners = case.record.placed(sorted({_key(subject) for subject in shown}))
    for each in log:
        tellings = subjects[each.number]
        if tellings:
            about = [_words(subject, texts) for subject in tellings[:MOST]]
            owner = next((owner for subject in tellings if (owner := owners.get(_key(subject), (None, None))[1])), None)
            yield Decision(correction=each, about=tuple(about), more=len(tellings) - len(about), event=f"/event/{owner}" if owner else None)
        elif each.what == "distrust":
            yield Decision(correction=each, about=(_source(case, each.subject[0]),), more=0, event=None)
        else:
            named = case.shelf.personas(each.subject[:MOST])
            about = [About(said=name, address=f"/actor/{entity}" if entity else None) for name, entity in named]
            yield Decision(correction=each, about=tuple(about), more=len(each.subject) - len(about), event=None)


def _tellings(made: Correction) -> tuple[str, ...]:
    """The tellings that a decision is about, each by key and place ("REPORT/EVENT@start-end")."""
    if made.what == "add":
        telling = msgspec.json.decode(made.value or "", type=Telling)
        return (f"{telling.key}@{telling.start}-{telling.end}",)
    return made.subject if made.what in ("merge", "split", "reject", "retype") else ()


def _key(subject: str) -> str:
    return subject.rpartition("@")[0]


def _words(subject: str, texts: Mapping[str, str]) -> About:
    """The words of a telling with some around, as far as its report is kept."""
    report, place = subject.partition("/")[0], subject.rpartition("@")[2]
    start, end = (int(each) for each in place.split("-"))
    text = texts.get(report)
    if text is None:
        return About(said=report, address=None)
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = min(found if (found := text.find("\n", end)) >= 0 else len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    if first and text[first - 1] != "\n":
        before = "…" + before.partition(" ")[2]
    if last < len(text) and text[last] != "\n":
        after = after.rpartition(" ")[0] + " …"
    return About(said=text[start:end], address=f"/report/{report}#{start}-{end}", before=before, after=after)


def _source(case: Case, key: str) -> About:
    name = case.shelf.source(key)
    asked = {"outlet": name} if key.startswith("outlet:") else {"source": key}
    return About(said=name, address=f"/reports?{query(asked)}")


PAGES = (
    Page(
        path="/corrections", name="Corrections", asked=CorrectionsAsked, noun=Corrections, view=corrections,
        says="What persons decided, and what changed in the record",
    ),
)  # fmt: skip
