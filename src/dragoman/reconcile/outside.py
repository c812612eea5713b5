"""The events of another data set beside those of a case: which both have, which only one has, and why. Nothing is merged.

Several records that fit one event here are one event told several times. What fits nothing is looked at once more, one question left out: what is
nearest says why.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from dragoman.model.errors import SourceError
from dragoman.model.outside import Compared, Comparison, Counterpart, OutsideEvent, Reason

from .beside import Fit, Index, marked
from .scoring import SLACK

JOINED = 3.0  # points from which the two are one event: one type and one party by name give 3.5, a kindred type and one name 2.5
STRONG = 4.0  # the same without the day: more than a type and a name, for of one party much is told in a fortnight
HELD_OTHERWISE = ("denied", "rejected", "historical", "announced")


def compared(
    here: Iterable[Counterpart],
    outside: Iterable[OutsideEvent | SourceError],
    first: int | None,
    last: int | None,
    report_of: Callable[[str], str | None] = lambda _: None,
) -> Comparison:
    """The comparison; `first`, `last`: the days of which the case's reports tell; `report_of` gives the case's report of a story, by its address."""
    known = Index(here)
    records = elsewhere = spoilt = 0
    days: list[int] = []
    told: dict[str, list[tuple[OutsideEvent, Fit]]] = defaultdict(list)
    alone: dict[object, list[OutsideEvent]] = defaultdict(list)
    nearest: dict[object, tuple[Reason, Counterpart, Fit]] = {}
    for event in outside:
        if isinstance(event, SourceError):
            spoilt += 1
            continue
        records += 1
        if first is None or last is None or event.last < first or event.first > last:
            elsewhere += 1
            continue
        days += (event.first, event.last)
        fits = known.near(event)
        best = _best(((each, fit) for each, fit in fits if each.why == "told" and _one(fit)), told)
        if best:
            told[best[0].id].append((event, best[1]))
            continue
        key = _key(event)
        alone[key].append(event)
        if key not in nearest and (miss := _nearest(fits)):
            nearest[key] = miss
    rows = [*_both(known, told), *_only_outside(alone, nearest, report_of), *_only_here(known, told, alone, nearest, days)]
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.verdict] += 1
        counts[f"{row.verdict}: {row.why}"] += 1
    repeats = sum(len(row.records) - 1 for row in rows if row.records)
    return Comparison(
        rows=tuple(rows),
        records=records,
        elsewhere=elsewhere,
        spoilt=spoilt,
        repeats=repeats,
        first=first,
        last=last,
        counts=dict(sorted(counts.items())),
    )


def _one(fit: Fit) -> bool:
    return fit.off <= SLACK and fit.typed and not fit.apart and fit.points >= JOINED


def _best(fits: Iterable[tuple[Counterpart, Fit]], taken: Container[str] = ()) -> tuple[Counterpart, Fit] | None:
    """The best fit; of such the nearest day, what no record has taken yet, the best founded."""
    return min(fits, key=lambda each: (-each[1].points, each[1].off, each[0].id in taken, -each[0].sources, each[0].id), default=None)


def _nearest(fits: Sequence[tuple[Counterpart, Fit]]) -> tuple[Reason, Counterpart, Fit] | None:
    """What an event that nothing fits may be: held otherwise here, else told with another place, type or day."""
    best = _best((each, fit) for each, fit in fits if each.why in HELD_OTHERWISE and _one(fit))
    if best:
        return best[0].why, *best
    told = [(each, fit) for each, fit in fits if each.why == "told"]
    misses: tuple[tuple[Reason, Callable[[Fit], bool]], ...] = (
        ("other place", lambda fit: fit.off <= SLACK and fit.typed and fit.apart and fit.unplaced >= JOINED),
        ("other type", lambda fit: fit.off <= SLACK and not fit.apart and not fit.typed and fit.untyped >= JOINED),
        ("other day", lambda fit: fit.off > SLACK and fit.typed and not fit.apart and fit.points >= STRONG),
    )
    for why, misses_by in misses:
        if best := _best((each, fit) for each, fit in told if misses_by(fit)):
            return why, *best
    return None


def _both(known: Index, told: dict[str, list[tuple[OutsideEvent, Fit]]]) -> Iterator[Compared]:
    for each in known.all:
        found = told.get(each.id)
        if found:
            yield Compared(
                verdict="both", why="told", records=tuple(event for event, _ in found), here=each, points=found[0][1].points,
                reasons=(*found[0][1].reasons, *_again([event for event, _ in found])),
            )  # fmt: skip


def _only_outside(
    alone: dict[object, list[OutsideEvent]], nearest: dict[object, tuple[Reason, Counterpart, Fit]], report_of: Callable[[str], str | None]
) -> Iterator[Compared]:
    for key, events in alone.items():
        why: Reason = "not here"
        near, points = None, 0.0
        reasons: tuple[str, ...] = ("no report here tells it",)
        if miss := nearest.get(key):
            why, near, points = miss[0], miss[1], miss[2].points
            reasons = (_said(miss[0], near, events[0]), *miss[2].reasons)
        elif report := next((found for event in events if event.story and (found := report_of(event.story))), None):
            why, reasons = "not read", (f"its report is here ({report}), and no such event is read in it",)
        yield Compared(verdict="only outside", why=why, records=tuple(events), near=near, points=points, reasons=(*reasons, *_again(events)))


def _only_here(
    known: Index,
    told: dict[str, list[tuple[OutsideEvent, Fit]]],
    alone: dict[object, list[OutsideEvent]],
    nearest: dict[object, tuple[Reason, Counterpart, Fit]],
    days: Sequence[int],
) -> Iterator[Compared]:
    """What is told here within the days of the other data set and fits none of its records."""
    misses: dict[str, tuple[Reason, OutsideEvent]] = {miss[1].id: (miss[0], alone[key][0]) for key, miss in reversed(nearest.items())}
    for here in known.all:
        if here.why != "told" or here.id in told or not days or here.last < min(days) or here.first > max(days):
            continue
        why: Reason
        why, record = misses.get(here.id, ("not there", None))
        reason = f"nearest there: {record.id}" if record else "no record there tells it"
        yield Compared(verdict="only here", why=why, here=here, near_record=record, reasons=(reason,))


def _again(events: Sequence[OutsideEvent]) -> tuple[str, ...]:
    """That the other data set has it more than once."""
    if len(events) < 2:
        return ()
    stories = len({event.story for event in events if event.story})
    return (f"there it is {len(events)} records" + (f" of {stories} stories" if stories > 1 else " of one story" if stories else ""),)


def _said(why: Reason, near: Counterpart, event: OutsideEvent) -> str:
    match why:
        case "denied":
            return f"here only told as denied{', by ' + ', '.join(near.by) if near.by else ''}"
        case "rejected":
            return "here struck out by a person"
        case "historical":
            return f"here told as history, of {near.shown}"
        case "announced":
            return f"here only announced, for {near.shown}"
        case "other place":
            return f"here at {near.spot.names[0] if near.spot.names else near.spot.country}"
        case "other type":
            return f"here {near.type}, there {event.code}"
        case _:
            return f"here on {near.shown}"


def _key(event: OutsideEvent) -> object:
    """What records that tell one thing again have in common."""
    known = marked(event)
    sides = [side.names or side.countries for side in (known.actors, known.recipients)]
    said = (*sides, known.places or known.country)
    return (event.first, event.last, event.types or event.code, *(said if any(said) else (event.story or event.id,)))
