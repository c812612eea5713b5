"""All that a case keeps of one reading whatever other reports say: worked out from the reading alone, in whichever process."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dragoman.model.happening import Telling
from dragoman.model.link import Ordered, Part, Seated, Stated
from dragoman.model.reading import Reading
from dragoman.model.record import Silence, Spoken
from dragoman.reconcile import (
    Signed,
    Tag,
    due_keys_of,
    endings_of,
    keys_of,
    ordered_of,
    parties_of,
    seated_of,
    signed,
    silences_of,
    spoken_of,
    stated_of,
    tag_of,
    until,
    whole,
    window_of,
)

Told = tuple[tuple[Telling, Tag], ...]


class Gleaned(NamedTuple):
    """What follows from one reading. `told`: what of it may say what became of something announced, each with its tag."""

    report: str
    tellings: tuple[Telling, ...]
    told: Told
    cast: Signed
    parts: tuple[Part, ...]
    ordered: tuple[Ordered, ...]
    stated: tuple[Stated, ...]
    seated: tuple[Seated, ...]
    spoken: tuple[Spoken, ...]
    silences: tuple[Silence, ...]


def gleaned(reading: Reading, added: Sequence[Telling] = ()) -> Gleaned:
    """What follows from this reading, with the tellings that a person added to it."""
    tellings, cast = (*whole(reading), *added), signed(reading)
    return Gleaned(
        report=reading.report.id,
        tellings=tellings,
        told=tagged(may_answer(reading, tellings)),
        cast=cast,
        parts=parties_of(tellings, cast),
        ordered=ordered_of(reading, tellings),
        stated=stated_of(reading, cast),
        seated=seated_of(reading, cast),
        spoken=tuple(spoken_of(reading)),
        silences=tuple(silences_of(reading)),
    )


def may_answer(reading: Reading, tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """What of a report may tell the outcome of something announced: its events and its sentences."""
    return (*(each for each in tellings if each.aspect == "told"), *endings_of(reading))


def tagged(told: Iterable[Telling]) -> Told:
    """Those of a report that has a day, with their tags."""
    return tuple((each, tag) for each in told if (tag := tag_of(each)) is not None)


def finders(telling: Telling) -> tuple[str, ...]:
    """The keys by which others of its kind find it."""
    return due_keys_of(telling) if telling.aspect == "ahead" else keys_of(telling)


def window(telling: Telling, slack: int = 0) -> tuple[int, int]:
    """The days within which its like is looked for; of an announcement, those on which it may be answered."""
    first, last = (telling.published or 0, until(telling)) if telling.aspect == "ahead" else window_of(telling)
    return first - slack, last + slack
