"""Archives into a new case all at once: what adding their reports one by one gives, without looking at the whole case for each.

Reports, tellings and actors are kept first. Then those that may have to do with one another are found by joins over all of them (`keep/blocks.py`)
and judged as the weaver judges them; at the end each happening is made once. Nothing is held in memory but what is at hand, and some numbers.
"""

import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import groupby, islice
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path

import msgspec

from dragoman.keep import Case
from dragoman.keep.anew import new_case
from dragoman.keep.archive import Archive, open_archive
from dragoman.keep.blocks import Blocks, Row, Table
from dragoman.keep.case import NEAR
from dragoman.model.entity import Appearance, Persona
from dragoman.model.errors import SourceError
from dragoman.model.happening import Telling
from dragoman.model.reading import Reading
from dragoman.model.record import Added
from dragoman.reconcile import (
    SHARED,
    SLACK,
    Ties,
    ancestors,
    answers,
    batches,
    direct,
    due_keys,
    enough,
    enough_due,
    persona,
    persona_asks,
    persona_keys,
    summed,
    trace_of,
)
from dragoman.reconcile.scoring import EVER
from dragoman.settings import Settings

from .adding import check_versions, keep_said
from .casting import Casting, told_of
from .gleaning import Gleaned, finders, gleaned, window
from .processes import end_with_parent
from .weaving import Reach, Weaver

WORK = ".work"  # how the name of the folder ends where what is at hand lies
MEMORY = "1GB"  # of DuckDB
READ = 50  # readings that a process is given at a time
TOGETHER = 1_000  # tellings or personas that are parted and made at a time
COPIES = 200  # reports at a time
AT_HAND = 20_000  # tellings, traces, personas that are remembered: those of some weeks meet again and again
TABLE: dict[str, Table] = {"told": "telling", "recalled": "telling", "news": "news", "ahead": "due"}


def add_at_once(
    path: Path,
    archives: Sequence[str],
    settings: Settings,
    *,
    workers: int = 1,
    accept: bool = False,
    memory: str = MEMORY,
    waiting: Callable[[str], None] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Generator[Added | SourceError]:
    """Makes a new case of archives; yields what is taken in, and stands there when it is told out. Broken off, there is none.

    It equals the case that `add_sources` makes of them but for the order of some numbers and the feed, where each happening comes once, as it is.
    SettingError as there, or where the case is there already. `say` is told what is done.
    """
    opened = [open_archive(each) for each in archives]
    if not accept:
        for archive in opened:
            check_versions(archive, settings)
    with new_case(path, waiting) as case, Blocks(path.with_name(path.name + WORK), memory) as blocks:
        for archive in opened:
            yield from _taken(case, archive)
        made = _Making(case, blocks)
        for what, step in made.steps(workers):
            say(f"works out {what}")
            step()


def _taken(case: Case, archive: Archive) -> Iterator[Added | SourceError]:
    for item in archive.items():
        yield item if isinstance(item, SourceError) else case.add(item, item.report.external_id or "", trace_of(item))


class _Making:
    """The record of a case that holds readings alone and no decisions."""

    def __init__(self, case: Case, blocks: Blocks) -> None:
        self._case, self._blocks = case, blocks
        self._weaver = Weaver(case)
        self._casting = Casting(case, self._weaver.decisions)
        self._endings = blocks.heap(Telling)
        self._personas = blocks.heap(Persona)
        self._telling = lru_cache(AT_HAND)(case.record.numbered)
        self._trace = lru_cache(AT_HAND)(case.numbered_trace)
        self._ending = lru_cache(AT_HAND)(self._endings.get)
        self._persona = lru_cache(AT_HAND)(self._personas.get)

    def steps(self, workers: int) -> Iterator[tuple[str, Callable[[], None]]]:
        """What is to be done, in words, and how, one after another."""
        yield "what each report tells", lambda: self._glean(workers)
        yield "which report was made from which", self._echoes
        yield "what copies only repeat", self._shadows
        yield "which tellings speak of one happening", self._pairs
        yield "what became of what was announced", self._answers
        yield "happenings", self._happenings
        yield "actors", self._actors
        yield "who is who", self._entities

    # what each report tells

    def _glean(self, workers: int) -> None:
        if workers == 1:
            for seq, blob in self._readings():
                self._keep(seq, _gleaned([blob])[0])
            return
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
            readings = self._readings()
            under_way: list[tuple[list[int], Future[list[Gleaned]]]] = []
            while some := list(islice(readings, READ)):
                under_way.append(([seq for seq, _ in some], pool.submit(_gleaned, [blob for _, blob in some])))
                if len(under_way) > 2 * workers:
                    self._keep_all(*under_way.pop(0))
            for each in under_way:
                self._keep_all(*each)

    def _keep_all(self, numbers: Sequence[int], future: Future[list[Gleaned]]) -> None:
        for seq, found in zip(numbers, future.result(), strict=True):
            self._keep(seq, found)

    def _readings(self) -> Iterator[tuple[int, bytes]]:
        after = 0
        while some := self._case.in_force(after, READ):
            yield from some
            after = some[-1][0]

    def _keep(self, seq: int, found: Gleaned) -> None:
        """Keeps what follows from one report alone, and by what others find it."""
        trace = self._trace(seq)
        first, last = (0, EVER) if trace.day is None else (trace.day, trace.day)
        self._blocks.add("run", Row(seq, first, last, trace.shingles))
        self._blocks.add("name", Row(seq, first, last, sorted(set(trace.keys))))
        numbers = dict(zip((each.key for each in found.tellings), self._weaver.keep(found), strict=True))
        for telling in found.tellings:
            self._add(TABLE[telling.aspect], numbers[telling.key], *window(telling), finders(telling))
        for telling, tag in found.told:
            number = numbers[telling.key] if telling.key in numbers else -1 - self._endings.put(telling)
            self._add("told", number, first, last, due_keys(tag))
        for signature, appearance in found.cast:
            self._case.entities.add_appearance(seq, signature, appearance)
        keep_said(self._case, found, trace.day)

    def _add(self, table: Table, number: int, first: int, last: int, keys: Sequence[str]) -> None:
        judged = enough_due if table in ("due", "told") else enough
        sole = {key for key in keys if judged((key,))}
        for alone, some in ((True, sorted(sole)), (False, [key for key in keys if key not in sole])):
            if some:
                self._blocks.add(table, Row(number, first, last, some, alone))

    # copies

    def _echoes(self) -> None:
        best: dict[int, int] = {}
        for table in ("run", "name"):
            for pair in self._blocks.sharing(table, SHARED, NEAR):
                for one, other in (pair, pair[::-1]):
                    if direct(self._trace(one), (self._trace(other),)):
                        of = {best.get(one, other), other}  # the best of two is the best of all, in whatever order they come
                        (echo,) = direct(self._trace(one), map(self._trace, of))
                        best[one] = next(each for each in of if self._trace(each).report == echo.of)
        for one in sorted(best):
            self._case.set_echoes(self._trace(one).report, direct(self._trace(one), (self._trace(best[one]),)))

    def _shadows(self) -> None:
        lines = ancestors(self._case.echoes())
        copies = iter(sorted(lines, key=lambda each: (len(lines[each]), each)))
        while some := list(islice(copies, COPIES)):
            self._weaver.shadowed(some, ())
        gone = self._case.record.repeating()
        for table in ("telling", "news", "due"):
            self._blocks.drop(table, gone)

    # events

    def _pairs(self) -> None:
        for table in ("telling", "news"):
            for one, pairs in groupby(self._blocks.sharing(table, 2, SLACK), itemgetter(0)):
                self._weaver.judge(self._telling(one), [self._telling(other) for _, other in pairs])

    def _answers(self) -> None:
        for one, pairs in groupby(self._blocks.sharing("due", 2), itemgetter(0)):
            self._weaver.judge_announced(self._telling(one), [self._telling(other) for _, other in pairs])
        for one, pairs in groupby(self._blocks.meeting("told", "due", 2), itemgetter(0)):
            told = self._telling(one) if one > 0 else self._ending(-1 - one)
            found = (answers(self._telling(ahead), told) for _, ahead in pairs)
            self._case.record.set_answers(each for each in found if each is not None)

    def _happenings(self) -> None:
        record = self._case.record
        ties = Ties(record.most() + 1)
        for one, other in record.tied():
            ties.tie(one, other)
        for numbers in batches((part for part in ties.parts() if len(part) > 1), TOGETHER):
            self._weaver.part(self._telling(number).key for number in numbers)
        waiting: dict[str, list[str]] = {}
        after = 0
        while some := record.lone(after, TOGETHER):
            after = some[-1][0]
            near, pairs = self._weaver.beside([key for _, key in some])
            for key, beside in near.items():
                if len(beside) == 1:
                    waiting.setdefault(next(iter(beside)), []).append(key)
            self._weaver.build(Reach({}, {key: beside for key, beside in near.items() if len(beside) != 1}, pairs, set()))
        core = ""
        while cores := record.cores(core, TOGETHER // 4):
            core = cores[-1]
            near, pairs = self._weaver.beside([key for each in cores for key in waiting.get(each, ())])
            self._weaver.build(Reach(record.in_cores(cores), near, pairs, set()))

    # actors

    def _actors(self) -> None:
        """Adds appearances up to personas."""
        for signature, some in groupby(self._case.entities.by_signature(), itemgetter(0)):
            appearances = (appearance for _, appearance in some)
            made = _added_up(signature, appearances)
            self._case.entities.set_persona(made, None, persona_keys)
            number = self._personas.put(made)
            self._blocks.add("persona", Row(number, 0, number, persona_keys(made)))
            self._blocks.add("asked", Row(number, 0, number, persona_asks(made)))

    def _entities(self) -> None:
        ties = Ties(len(self._personas))
        for one, pairs in groupby(self._blocks.asking("asked", "persona"), itemgetter(0)):
            near = {self._persona(number).signature: number for _, number in pairs}
            judged = told_of(self._persona(one), map(self._persona, near.values()))
            self._case.entities.add_judgements(judged)
            for each in judged:
                if each.verdict == "same":
                    ties.tie(one, next(near[signature] for signature in (each.one, each.other) if signature in near))
        for numbers in batches(ties.parts(), TOGETHER):
            self._casting.cluster([self._persona(number).signature for number in numbers])


def _added_up(signature: str, appearances: Iterator[Appearance]) -> Persona:
    made: Persona | None = None
    while some := list(islice(appearances, TOGETHER)):
        more = persona(signature, some)
        made = more if made is None else summed(made, more)
    assert made is not None
    return made


def _gleaned(blobs: Sequence[bytes]) -> list[Gleaned]:
    """What a process does with packed readings."""
    return [gleaned(msgspec.json.decode(zlib.decompress(blob), type=Reading)) for blob in blobs]
