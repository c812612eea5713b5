"""`variations(number)`: readings in any number, for measuring what a case costs; reading as many texts would take hours.

Each story is a group of real readings retold whole: other words of the same length, other names, figures, countries, and days (`retold.py`). Stories
begin at a steady rate, so that each day has about as many reports, from all stories that are under way. Left as they are: the words without content,
the names of months and weekdays (printed days do not follow the days of the reading), ids of events and actors, spans, scores.

`python -m bench.variations --number 1000` prints them as JSON lines.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import islice
from random import Random
from typing import NamedTuple

import msgspec

from dragoman.model.identity import make_id
from dragoman.model.reading import Reading
from eval.cases import DAM, EXAMPLES, readings_of

from .retold import filling
from .templates import Slot, Template, template
from .vocabulary import Vocabulary

SOURCES = (DAM, EXAMPLES)
START = date(2016, 1, 1).toordinal()
PAUSE = 60  # days without a report after which another story begins: the examples have one of 1974, written years before the others


class _Base(NamedTuple):
    """One group of readings as templates, in order of publication: `days` since its first for each, its slots in their order."""

    templates: tuple[Template, ...]
    days: tuple[int, ...]
    first: int  # its first day, since 0001-01-01
    slots: tuple[Slot, ...]


class _Story(NamedTuple):
    base: _Base
    start: int
    table: list[str]


def variations(
    number: int, *, seed: int = 1, per_day: int = 120, base: Sequence[Sequence[Reading]] | None = None, start: int = START
) -> Iterator[Reading]:
    """So many readings by day of publication, always the same for the same seed; fewer than `number` begin with the same readings.

    `base`: the groups that stories are made from, those of the invented cases if none is given; `start`: the first day, since 0001-01-01. Only the
    stories that are under way are held in memory.
    """
    return islice(_told(base_stories() if base is None else base, seed, per_day, start), number)


def _told(groups: Sequence[Sequence[Reading]], seed: int, per_day: int, start: int) -> Iterator[Reading]:
    vocabulary = Vocabulary([reading for group in groups for reading in group])
    bases = [_base(group, vocabulary, start) for group in groups if group]
    decoder = msgspec.json.Decoder(Reading)
    random = Random(seed)
    clock = float(start - max(base.days[-1] for base in bases))  # on the first day, too, stories are under way
    waiting: list[tuple[int, float, int, int]] = []  # day, lot, story, place in the story
    stories: dict[int, _Story] = {}
    begun = 0
    while True:
        while not waiting or clock < waiting[0][0] + 1:
            base = random.choice(bases)
            day = int(clock)
            clock += len(base.templates) / per_day
            place = next((at for at, since in enumerate(base.days) if day + since >= start), None)
            if place is not None:
                own = Random(f"{seed}-{begun}")
                stories[begun] = _Story(base, day, filling(base.slots, vocabulary, begun, day - base.first, own))
                heappush(waiting, (day + base.days[place], random.random(), begun, place))
            begun += 1
        _, _, which, place = heappop(waiting)
        story = stories[which]
        yield _named(decoder.decode(story.base.templates[place].filled(story.table)))
        if place + 1 < len(story.base.templates):
            heappush(waiting, (story.start + story.base.days[place + 1], random.random(), which, place + 1))
        else:
            del stories[which]


def _named(reading: Reading) -> Reading:
    """The reading with the id that ingest gives such a report."""
    report = reading.report
    own = make_id("r", report.outlet or "", report.url or "", report.text)
    return msgspec.structs.replace(reading, report=msgspec.structs.replace(report, id=own))


def _base(group: Sequence[Reading], vocabulary: Vocabulary, start: int) -> _Base:
    days = _days(group, start)
    order = sorted(range(len(group)), key=lambda at: (days[at], at))
    slots: dict[Slot, int] = {}
    templates = tuple(template(group[at], vocabulary, slots) for at in order)
    first = days[order[0]]
    return _Base(templates, tuple(days[at] - first for at in order), first, tuple(slots))


def _days(group: Sequence[Reading], start: int) -> list[int]:
    """The day of each; a report without one came out with the one before it, or with the first that has a day."""
    known = [date.fromisoformat(reading.report.published).toordinal() if reading.report.published else None for reading in group]
    last = next((day for day in known if day is not None), start)
    found = []
    for day in known:
        last = last if day is None else day
        found.append(last)
    return found


def base_stories() -> list[list[Reading]]:
    """The readings of the invented case and of the examples, a list for each story."""
    stories: list[list[Reading]] = []
    for source in SOURCES:
        group = readings_of(source)
        days = _days(group, START)
        last = None
        for day, at in sorted(zip(days, range(len(group)), strict=True)):
            if last is None or day - last > PAUSE:
                stories.append([])
            stories[-1].append(group[at])
            last = day
    return stories


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.variations", description="Prints readings for measuring a case, one a line.")
    options.add_argument("--number", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--per-day", type=int, default=120)
    given = options.parse_args()
    for reading in variations(given.number, seed=given.seed, per_day=given.per_day):
        sys.stdout.buffer.write(msgspec.json.encode(reading) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
