"""What a person corrects: each decision a form, carried out by the `Corrector`, answered by the event or actor as it is then."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from dragoman.keep import Case
from dragoman.model.correction import Correction
from dragoman.model.reading import EventType
from dragoman.pipeline.correcting import Corrector
from dragoman.web.answers import UNPRINTED, MissingError
from dragoman.web.decided import shown_at
from dragoman.web.write import Done, Write

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]
Offset = Annotated[int, msgspec.Meta(ge=0, le=10**9)]

SAID = {
    "merge": "both are one event now",
    "split": "what the report tells is no longer this event",
    "reject": "the event is struck out",
    "retype": "the event has another type",
    "add": "the event is added",
    "rename": "the actor has another name",
    "merge_actors": "both are one actor now",
    "split_actors": "the name stands for somebody else now",
    "distrust": "that source counts as nobody's word any more",
}


class Reasoned(msgspec.Struct, frozen=True, kw_only=True):
    """Why it is decided; kept in the log."""

    reason: Annotated[str, msgspec.Meta(max_length=1_000)] = ""


class Merging(Reasoned, frozen=True, kw_only=True):
    """Two events."""

    event: Id
    other: Id


class Splitting(Reasoned, frozen=True, kw_only=True):
    """An event, and the report whose tellings are something else."""

    event: Id
    report: Id


class Rejecting(Reasoned, frozen=True, kw_only=True):
    event: Id


class Retyping(Reasoned, frozen=True, kw_only=True):
    event: Id
    type: EventType


class Adding(Reasoned, frozen=True, kw_only=True):
    """An event at words of a report exactly as printed; `start`: where they begin, which counts where they stand in it more than once."""

    report: Id
    words: Words
    type: EventType
    start: Offset = 0
    who: Annotated[str, msgspec.Meta(max_length=300)] = ""
    whom: Annotated[str, msgspec.Meta(max_length=300)] = ""
    day: date | None = None
    place: Annotated[str, msgspec.Meta(max_length=300)] | None = None


class Renaming(Reasoned, frozen=True, kw_only=True):
    actor: Id
    name: Name


class MergingActors(Reasoned, frozen=True, kw_only=True):
    """Two actors."""

    one: Id
    other: Id


class SplittingActors(Reasoned, frozen=True, kw_only=True):
    """An actor, and the persona (by signature) that is somebody else."""

    actor: Id
    persona: Id


class Distrusting(Reasoned, frozen=True, kw_only=True):
    """An outlet or a source, by name or key; `event`: where to look at what that changes."""

    source: Id
    event: Id | None = None


class Undoing(msgspec.Struct, frozen=True, kw_only=True):
    """`to`: where to look next, at what the decision was about or at the log."""

    to: Literal["subject", "log"] = "subject"


def merge(case: Case, asked: Merging, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).merge(asked.event, asked.other)])


def split(case: Case, asked: Splitting, _: Mapping[str, str], author: str) -> Done:
    return _done(case, Corrector(case, author, asked.reason).split(asked.event, asked.report))


def reject(case: Case, asked: Rejecting, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).reject(asked.event)])


def retype(case: Case, asked: Retyping, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).retype(asked.event, asked.type)])


def add(case: Case, asked: Adding, _: Mapping[str, str], author: str) -> Done:
    report = case.report(asked.report).id
    text = case.reading(report).report.text
    words = asked.words.replace("\r\n", "\n").strip()  # as forms send the ends of lines
    at = text.translate(UNPRINTED).find(words, asked.start)  # a page shows one sign for each character that it does not print
    made = Corrector(case, author, asked.reason).add(
        report,
        text[at : at + len(words)] if at >= 0 else words,
        asked.type,
        at=max(at, 0),
        who=asked.who.strip(),
        whom=asked.whom.strip(),
        day=asked.day.isoformat() if asked.day else None,
        place=asked.place,
    )
    return _done(case, [made])


def rename(case: Case, asked: Renaming, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).rename(asked.actor, asked.name.strip())])


def merge_actors(case: Case, asked: MergingActors, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).merge_actors(asked.one, asked.other)])


def split_actors(case: Case, asked: SplittingActors, _: Mapping[str, str], author: str) -> Done:
    return _done(case, [Corrector(case, author, asked.reason).split_actors(asked.actor, asked.persona)])


def distrust(case: Case, asked: Distrusting, _: Mapping[str, str], author: str) -> Done:
    made = Corrector(case, author, asked.reason).distrust(asked.source)
    return _done(case, [made], f"/event/{case.look.happening(asked.event).id}" if asked.event else None)


def undo(case: Case, asked: Undoing, params: Mapping[str, str], author: str) -> Done:
    if not params["number"].isdecimal() or len(params["number"]) > 9:
        raise MissingError(f"correction {params['number']}: is no number; /corrections lists them")
    undone = Corrector(case, author).undo(int(params["number"]))
    said = f"correction {undone.number} ({undone.what.replace('_', ' ')}) is taken back"
    return Done(said=said, location="/corrections" if asked.to == "log" else shown_at(case, undone))


def _done(case: Case, made: list[Correction], location: str | None = None) -> Done:
    numbers = ", ".join(str(each.number) for each in made)
    return Done(said=f"{SAID[made[0].what]} (correction {numbers})", location=location or shown_at(case, made[0]))


WRITES: tuple[Write[Any], ...] = (
    Write(path="/correct/merge", name="Merge", asked=Merging, act=merge, says="Two events are one"),
    Write(path="/correct/split", name="Split", asked=Splitting, act=split, says="What a report tells is not this event"),
    Write(path="/correct/reject", name="Reject", asked=Rejecting, act=reject, says="The event is none"),
    Write(path="/correct/retype", name="Retype", asked=Retyping, act=retype, says="The event is of another type"),
    Write(path="/correct/add", name="Add missed", asked=Adding, act=add, says="An event that reading missed, at its words in a report"),
    Write(path="/correct/rename", name="Rename", asked=Renaming, act=rename, says="The actor gets another name"),
    Write(path="/correct/merge_actors", name="Merge actors", asked=MergingActors, act=merge_actors, says="Two actors are one"),
    Write(
        path="/correct/split_actors", name="Split actors", asked=SplittingActors, act=split_actors, says="One persona of an actor is somebody else"
    ),
    Write(path="/correct/distrust", name="Distrust", asked=Distrusting, act=distrust, says="A source counts as nobody's word any more"),
    Write(path="/corrections/{number}/undo", name="Undo", asked=Undoing, act=undo, says="A correction is taken back, as if it had never been made"),
)
