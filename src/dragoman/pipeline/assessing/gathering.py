"""The deeds and statements of a case as columns, gathered once and then kept up: after one more report only what it touched is read again."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock

import msgspec

from dragoman.assess.columns import Deeds, Statement, merged, statements_of
from dragoman.assess.joining import joined
from dragoman.keep import Case
from dragoman.keep.streams import Mark, Told
from dragoman.model.reading import Factuality

SURE: dict[Factuality, float] = {"CT+": 1.0, "PR+": 0.75, "PS+": 0.5, "Uu": 0.5}
"""What a statement weighs by how sure its report is: the scale of `reconcile/measures.py`. What is stated not to be so is no tie."""

NO_TIE = frozenset({"same_as", "located_in"})
SIDED = {"leads": 1}  # a reading gives it no sign: who leads a body is on its side
MANY = 20_000  # happenings beyond which all is gathered anew: joining whole tables is quicker then than looking each up
HELD = 2  # cases kept up at a time


class Gathered(msgspec.Struct, frozen=True, eq=False):
    """What a case holds for the assessments, as of a mark; `entities`: signature → entity."""

    deeds: Deeds
    stated: Deeds
    entities: dict[str, str]
    mark: Mark


_held: dict[Path, tuple[tuple[int, ...], Gathered]] = {}
_lock = Lock()


def gathered(case: Case) -> Gathered:
    """What the case holds now; what was gathered before is kept up, not gathered again."""
    file = case.file.resolve()
    with _lock:
        touched = case.touched()
        before = _held.get(file)
        if before is None or before[0] != touched:
            with case.at_once():
                now = _kept_up(case, before[1]) if before else _anew(case)
            _held.pop(file, None)
            _held[file] = (touched, now)
            while len(_held) > HELD:
                del _held[next(iter(_held))]
        return _held[file][1]


def _anew(case: Case) -> Gathered:
    streams = case.streams
    mark, entities = streams.mark(), streams.entities()
    deeds = joined(streams.facts(), streams.owners(), streams.parts(), entities)
    return Gathered(deeds, statements_of(_weighed(streams.stated(), entities)), entities, mark)


def _kept_up(case: Case, before: Gathered) -> Gathered:
    """What was gathered, with all that changed since; all anew where too much did, or versions were replaced, whose ties are gone."""
    streams = case.streams
    mark, entities = streams.mark(), streams.entities()
    old = before.mark
    if (mark.rebuilt, mark.replaced) != (old.rebuilt, old.replaced) or mark.change < old.change or mark.change - old.change > MANY:
        return _anew(case)
    others = [each for each, _ in before.entities.items() ^ entities.items()]  # new ones too: what was read as a place may be a body now
    changed = {each.id for each in case.corrections.changes(old.change, MANY)} | (streams.owned_by(others) if others else set())
    deeds, stated = before.deeds, before.stated
    if changed:
        deeds = merged(deeds, joined(streams.facts(changed), streams.owners(changed), streams.parts(changed), entities), gone=sorted(changed))
    reports = streams.restated(old.report, others) if others or mark.report > old.report else []
    if reports:
        stated = merged(stated, statements_of(_weighed(streams.stated(reports), entities)), gone=_of(stated, reports))
    return Gathered(deeds, stated, entities, mark)


def _of(stated: Deeds, reports: Iterable[str]) -> list[str]:
    """The statements of these reports: ids are sorted and begin with the report's."""
    ids = stated.ids
    return [id_ for report in reports for id_ in ids[bisect_left(ids, f"{report}/") : bisect_left(ids, f"{report}0")]]  # "0" comes after "/"


def _weighed(told: Iterable[Told], entities: dict[str, str]) -> Iterator[Statement]:
    """One statement for each report and tie: a report that says "the Karsia-backed militia" six times states it once, by its surest, first words."""
    best: dict[tuple[str, str, str, str], tuple[float, str]] = {}
    rest: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for report, id_, type_, sign, source, target, day, factuality in told:
        weight = SURE.get(factuality)  # type: ignore[call-overload]  # a table holds plain words
        one, other = entities.get(source), entities.get(target)
        if weight is None or type_ in NO_TIE or one is None or other is None or one == other:
            continue
        key = (report, type_, one, other)
        if key not in best or (-weight, id_) < (-best[key][0], best[key][1]):
            best[key] = (weight, id_)
            rest[key] = (day, SIDED.get(type_, sign))
    for key, (weight, id_) in best.items():
        report, type_, one, other = key
        day, sign = rest[key]
        yield one, other, day, type_, sign, weight, f"{report}/{id_}"
