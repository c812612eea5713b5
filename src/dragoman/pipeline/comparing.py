"""A case beside the events of another data set; nothing of these is kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dragoman.ingest.outside import read_outside
from dragoman.keep import Case
from dragoman.model.entity import Entity
from dragoman.model.errors import SourceError
from dragoman.model.happening import Due, Happening, Telling
from dragoman.model.link import Party
from dragoman.model.outside import Compared, Comparison, Counterpart, Named, OutsideEvent, Reason, Where
from dragoman.model.record import Kept
from dragoman.model.wanted import Wanted
from dragoman.reconcile import compared

BEFORE = 7  # days before the first report of which it still tells as news
LONGEST = 8  # days of a stretch within which a happening is looked for, its last
TOWNS = frozenset({"point", "city"})
STANDINGS: dict[str, Reason] = {"denied": "denied", "rejected": "rejected"}


def compare(case: Case, path: str | Path, spoilt: list[SourceError] | None = None) -> Comparison:
    """The case beside the events of the file (POLECAT, GDELT, NGEC's output, a table); SettingError or SourceError where there is none.

    Records that cannot be read are added to `spoilt`.
    """
    first, last = (date.fromisoformat(day).toordinal() if day else None for day in case.beside.span())
    outside = _noting(read_outside(path), [] if spoilt is None else spoilt)
    return compared(counterparts(case), outside, first - BEFORE if first else None, last, case.beside.report_at)


def quoted(case: Case, rows: Iterable[Compared]) -> dict[str, Kept]:
    """The reports whose words the rows quote, by id."""
    ids = {here.report for row in rows for here in (row.here, row.near) if here}
    return {each.id: each for each in case.whole.reports(ids)}


def _noting(items: Iterable[OutsideEvent | SourceError], spoilt: list[SourceError]) -> Iterator[OutsideEvent | SourceError]:
    for item in items:
        if isinstance(item, SourceError):
            spoilt.append(item)
        yield item


def counterparts(case: Case) -> Iterator[Counterpart]:
    """All that an outside event may be: what is told, denied or rejected here, what reports recall, what is announced and has not come."""
    entities: dict[str, Entity] = {}
    happenings = (some for standing in (None, "rejected") for some in case.whole.happenings(Wanted(status=standing)))
    for some in happenings:
        parties = case.links.parties(happening.id for happening, _ in some)
        for id_ in sorted({party.entity for found in parties.values() for party in found} - entities.keys()):
            entities[id_] = case.look.entity(id_)
        for happening, standing in some:
            if happening.last is not None:
                yield _happening(happening, STANDINGS.get(standing, "told"), parties.get(happening.id, ()), entities)
    for telling in case.beside.recalled():
        if telling.published is not None:
            yield _recalled(telling)
    for due in case.whole.dues(Wanted()):
        if due.type is None or due.outcome == "happened":
            continue
        if announced := [each.published for each in due.tellings if each.published is not None]:
            yield _announced(due, min(announced), max(announced))


def _happening(happening: Happening, why: Reason, parties: Iterable[Party], entities: dict[str, Entity]) -> Counterpart:
    last = happening.last or 0
    sides: dict[str, list[Named]] = {"actor": [], "recipient": []}
    for party in parties:
        entity = entities[party.entity]
        sides[party.role].append(Named(names=tuple(dict.fromkeys((entity.name, *entity.names))), country=entity.country))
    for role, words in (("actor", happening.who), ("recipient", happening.whom)):
        sides[role] = sides[role] or ([Named(names=(words,), described=True)] if words else [])
    places = dict.fromkeys(each.place for each in happening.tellings if each.place)
    attacked = (name for each in sides["recipient"] if not each.described for name in each.names)  # a town that is attacked is a place too
    first_telling = min(happening.tellings, key=lambda each: (each.published is None, each.published or 0, each.report, each.start))
    return Counterpart(
        id=happening.id, why=why, type=happening.type, first=max(happening.first or last, last - LONGEST), last=last,
        shown=_days(happening.first, last), actors=tuple(sides["actor"]), recipients=tuple(sides["recipient"]),
        spot=Where(
            names=tuple(dict.fromkeys((*([happening.place] if happening.place else []), *places, *attacked))), country=happening.country,
            geonameid=happening.geonameid, lat=happening.lat, lon=happening.lon, fine=happening.precision in TOWNS,
        ),
        sources=len(happening.origins), reports=happening.reports, words=_words(happening.who, happening.whom), quote=first_telling.quote,
        report=first_telling.report,
        by=tuple(dict.fromkeys(each.name for each in happening.deniers)),
    )  # fmt: skip


def _recalled(telling: Telling) -> Counterpart:
    day = telling.published or 0
    return Counterpart(
        id=telling.key, why="historical", type=telling.type, first=day - 1, last=day, shown=_days(telling.first, telling.last),
        actors=tuple(Named(names=(name,)) for name in telling.actors), recipients=tuple(Named(names=(name,)) for name in telling.recipients),
        spot=_spot(telling), sources=len(telling.origins), reports=(telling.report,), words=_words(telling.who, telling.whom), quote=telling.quote,
        report=telling.report,
    )  # fmt: skip


def _announced(due: Due, first: int, last: int) -> Counterpart:
    telling = due.tellings[0]
    return Counterpart(
        id=due.id, why="announced", type=due.type or "", first=first, last=last, shown=_days(due.first, due.last) if due.last else "a day unknown",
        actors=tuple(Named(names=(name,)) for each in due.tellings for name in each.actors),
        recipients=tuple(Named(names=(name,)) for each in due.tellings for name in each.recipients),
        spot=_spot(telling), sources=len(due.origins), reports=due.reports, words=_words(due.by, telling.whom), quote=telling.quote,
        report=telling.report,
    )  # fmt: skip


def _spot(telling: Telling) -> Where:
    return Where(
        names=(telling.place,) if telling.place else (), country=telling.country, geonameid=telling.geonameid, lat=telling.lat, lon=telling.lon,
        fine=telling.precision in TOWNS,
    )  # fmt: skip


def _words(who: str, whom: str) -> str:
    return f"{who or '?'} → {whom}" if whom else who


def _days(first: int | None, last: int | None) -> str:
    return " – ".join(dict.fromkeys(date.fromordinal(each).isoformat() for each in (first, last) if each)) or "a day unknown"
