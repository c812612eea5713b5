"""Who tells an event: each report with its passages, those of copies folded under the words that they repeat, and why each was read so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from dragoman.keep import Case
from dragoman.model.explanation import Explanation
from dragoman.model.happening import Happening, Telling
from dragoman.model.reading import Reading
from dragoman.model.record import Echo, Kept
from dragoman.read.explaining import explain_events


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that only repeats what its original tells."""

    report: Kept
    echo: Echo | None
    telling: Telling


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One telling with those that only repeat it; the trigger stands at `focus` in its quotation. `explanation`: why it was read so."""

    telling: Telling
    focus: tuple[int, int]
    repeats: tuple[Repeat, ...]
    explanation: Explanation | None


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells it, with what it was made from, and its passages in text order."""

    report: Kept
    made_from: Echo | None
    passages: tuple[Passage, ...]


class Readings:
    """Readings as they are asked for, each decoded once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._known: dict[str, Reading] = {}

    def __getitem__(self, report: str) -> Reading:
        if report not in self._known:
            self._known[report] = self._case.reading(report)
        return self._known[report]


def carriers_of(case: Case, about: Happening, reports: Mapping[str, Kept], echoes: Iterable[Echo]) -> list[Carrier]:
    """The reports that tell it in words of their own, the first published first."""
    shadows = case.record.shadowing(each.key for each in about.tellings)
    by_key = {each.key: each for each in about.tellings}
    made_from: dict[str, Echo] = {}
    for echo in sorted(echoes, key=lambda each: each.share):
        made_from[echo.report] = echo
    repeats: dict[str, list[Repeat]] = defaultdict(list)
    own: dict[str, list[Telling]] = defaultdict(list)
    for telling in about.tellings:
        first = _original(telling.key, shadows)
        if first != telling.key and first in by_key:
            repeats[first].append(Repeat(report=reports[telling.report], echo=made_from.get(telling.report), telling=telling))
        else:
            own[telling.report].append(telling)
    carriers = [
        Carrier(
            report=reports[id_],
            made_from=made_from.get(id_),
            passages=tuple(
                Passage(telling=each, focus=(0, 0), repeats=tuple(sorted(repeats[each.key], key=lambda one: _when(one.report))), explanation=None)
                for each in sorted(told, key=lambda each: (each.start, each.id))
            ),
        )
        for id_, told in own.items()
    ]
    return sorted(carriers, key=lambda each: _when(each.report))


def _original(key: str, shadows: Mapping[str, str]) -> str:
    seen = {key}
    while (of := shadows.get(key)) is not None and of not in seen:
        seen.add(of)
        key = of
    return key


def _when(report: Kept) -> tuple[bool, str, str]:
    return report.published is None, report.published or "", report.id


def explained(carrier: Carrier, readings: Readings) -> Carrier:
    reading = readings[carrier.report.id]
    passages = tuple(
        msgspec.structs.replace(each, focus=_focus(each.telling, reading), explanation=next(iter(explain_events(reading, each.telling.id)), None))
        for each in carrier.passages
    )
    return msgspec.structs.replace(carrier, passages=passages)


def _focus(telling: Telling, reading: Reading) -> tuple[int, int]:
    """Where the trigger stands in the quotation, whose white space is evened out: of equal words that nearest to where it must be."""
    words = " ".join(telling.words.split())
    sentence = next((each.start for each in reading.sentences if each.start <= telling.start < each.end), telling.start)
    expected = len(" ".join(reading.report.text[sentence : telling.start].split()))
    places = [at for at in range(len(telling.quote)) if telling.quote.startswith(words, at)] if words else []
    at = min(places, key=lambda place: abs(place - expected), default=0)
    return (at, at + len(words)) if places else (0, 0)
