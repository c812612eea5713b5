"""`python -m bench.exports [NUMBER]`: what it takes to write so many generated events, by format, beside a plain dump of the same rows.

The events are nouns made on the way, so that no case of a million events is needed; making them alone is timed first and is part of every figure.
Each format runs in a process of its own: its memory is the peak of that process.
"""

import argparse
import csv
import json
import resource
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec

from dragoman.model.actor import StateCodes
from dragoman.model.exported import (
    ExportedActor,
    ExportedDue,
    ExportedEvent,
    ExportedParty,
    ExportedPlace,
    ExportedReport,
    ExportedTelling,
    ExportedText,
)
from dragoman.model.happening import Figure, Happening, Origin, Telling
from dragoman.model.link import Stated
from dragoman.model.plover import MODES, QUADS, SCORES
from dragoman.model.record import Kept, Silence, Speaker
from dragoman.model.wanted import Wanted
from dragoman.show.exports import FORMATS
from dragoman.show.exports.rows import event_row
from dragoman.show.situation import Looks

NUMBER = 1_000_000
FIRST_DAY = 730_000  # 1999-09-06
PER_DAY = 100
TIMED = ("parquet", "polecat", "csv", "plover", "gdelt", "geojson")
IRAQ = StateCodes(iso2="IQ", iso_numeric="368", cow="645", gw="645", fips="IZ")


class Made:
    """So many events and nothing else; an `Extract`."""

    wanted = Wanted()

    def __init__(self, number: int) -> None:
        self._number = number

    @property
    def look(self) -> Looks:
        raise NotImplementedError

    def events(self) -> Iterator[ExportedEvent]:
        types = tuple(QUADS)
        actors = [_party(number) for number in range(997)]
        places = [_place(number) for number in range(499)]
        origins = [Origin(key=f"source {number}", name=f"Source {number}", kind="named") for number in range(211)]
        for number in range(self._number):
            yield _event(number, types[number % 16], actors, places, origins)

    def reports(self) -> Iterator[ExportedText]:
        return iter(())

    def actors(self) -> Iterator[ExportedActor]:
        return iter(())

    def dues(self) -> Iterator[ExportedDue]:
        return iter(())

    def ties(self) -> Iterator[Stated]:
        return iter(())

    def silences(self) -> Iterator[Silence]:
        return iter(())

    def speakers(self) -> Iterator[Speaker]:
        return iter(())


def _party(number: int) -> ExportedParty:
    return ExportedParty(
        id=f"x-{number:012x}", name=f"Front for the Liberation of Province {number}", kind="organization", country="IRQ", country_name="Iraq",
        sector=("MIL", "REB", "GOV", "CVL")[number % 4], codes=IRAQ,
    )  # fmt: skip


def _place(number: int) -> ExportedPlace:
    return ExportedPlace(
        name=f"Town {number}", printed=f"Town {number}", geonameid=number + 1, lat=30 + number / 100, lon=40 + number / 100, country="IRQ",
        country_name="Iraq", precision="city", feature="P.PPL", city=f"Town {number}", province=f"Province {number % 18}", codes=IRAQ,
    )  # fmt: skip


def _event(number: int, type_: str, actors: list[ExportedParty], places: list[ExportedPlace], origins: list[Origin]) -> ExportedEvent:
    """An event with two parties, two tellings by two sources and, every fourth one, a figure."""
    day = FIRST_DAY + number // PER_DAY
    modes = tuple(MODES[type_])  # type: ignore[index]
    mode = modes[number % len(modes)] if modes else None
    actor, recipient, place = actors[number % 997], actors[number * 7 % 997], places[number % 499]
    words = f"fired on {number}"
    two = (origins[number % 211], origins[number * 3 % 211])
    figures = (Figure(kind="killed", low=number % 40, high=number % 40, by=two[0].key),) if number % 4 == 0 else ()
    tellings = tuple(
        ExportedTelling(
            telling=Telling(
                id=f"e-{number:012x}", report=f"r-{number * 2 + which:012x}", type=type_, words=words, status="occurred", factuality="CT+", first=day,
                last=day, dated=True, published=day + 1, place=place.name, geonameid=place.geonameid, feature=place.feature, actors=(actor.name,),
                recipients=(recipient.name,), origins=(two[which],), who=actor.name, whom=recipient.name, start=120, end=130, figures=figures,
                quote=f"{actor.name} {words} in {place.name} on Tuesday, two residents and an official of the province said.", outlet="outlet:wire",
            ),
            report=ExportedReport(
                kept=Kept(
                    id=f"r-{number * 2 + which:012x}", source="wire", url=f"https://wire.example/{number}/{which}", outlet="Wire",
                    headline=f"{actor.name} {words}", published="2025-09-02", added="",
                ),
                language="en", length=2400, people=("Dagny Roke", "Edric Brisk"), organizations=(actor.name,), locations=(place.name,),
            ),
            sentence=2, actor_at=100, recipient_at=140, confidence=0.9,
        )
        for which in (0, 1)
    )  # fmt: skip
    happening = Happening(
        id=f"h-{number:012x}", type=type_, tellings=tuple(each.telling for each in tellings), first=day, last=day, mode=mode,
        intensity=SCORES[type_], certainty=1.0, place=place.name, geonameid=place.geonameid, lat=place.lat, lon=place.lon, country="IRQ",  # type: ignore[index]
        precision="city", who=actor.name, whom=recipient.name, figures=figures, origins=two, deniers=(),
        reports=tuple(each.telling.report for each in tellings), echoes=0, denied=False, first_told=day + 1, last_told=day + 2, reasons=(),
    )  # fmt: skip
    return ExportedEvent(
        happening=happening, standing="told", actors=(actor,), recipients=(recipient,), place=place, contexts=("military",), cameo="190",
        acled="Armed clash", tellings=tellings,
    )  # fmt: skip


def nothing(number: int, _: Path) -> None:
    """Makes the events and drops them."""
    deque(Made(number).events(), maxlen=0)


def plain_csv(number: int, folder: Path) -> None:
    """The yardstick for sheets: the rows of the table of events by the csv module."""
    with (folder / "plain.csv").open("w", newline="", encoding="utf-8") as out:
        sheet = csv.writer(out)
        for event in Made(number).events():
            sheet.writerow(msgspec.structs.astuple(event_row(event)))


def plain_json(number: int, folder: Path) -> None:
    """The yardstick for lines of JSON: the same rows by the json module."""
    with (folder / "plain.jsonl").open("w", encoding="utf-8") as out:
        for event in Made(number).events():
            out.write(json.dumps(msgspec.to_builtins(event_row(event)), ensure_ascii=False) + "\n")


def written(form: str) -> Callable[[int, Path], None]:
    """What writes the format."""

    def write(number: int, folder: Path) -> None:
        with ExitStack() as stack:

            def opened(name: str) -> BinaryIO:
                return stack.enter_context((folder / name).open("wb"))

            FORMATS[form].write(Made(number), opened)

    return write


TASKS: dict[str, Callable[[int, Path], None]] = {"events made": nothing, "plain csv": plain_csv, "plain json": plain_json}


def measured(name: str, number: int) -> dict[str, float | str]:
    """Seconds, CPU seconds, peak memory in MB and size in MB."""
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        begun, spent = time.perf_counter(), time.process_time()
        (TASKS.get(name) or written(name))(number, Path(folder))
        took, cpu = time.perf_counter() - begun, time.process_time() - spent
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"what": name, "seconds": round(took, 1), "cpu": round(cpu, 1), "peak_mb": round(peak), "mb": round(size / 1e6)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=NUMBER)
    parser.add_argument("--only", nargs="*", help="Only these, of: " + ", ".join((*TASKS, *TIMED)))
    chosen = parser.parse_args()
    free = shutil.disk_usage(Path.cwd()).free
    if free < chosen.number * 4_000:
        sys.exit("a million events want 4 GB of the disk while they are written")
    print(f"{'':12} {'seconds':>8} {'cpu':>7} {'peak MB':>8} {'MB':>6}")
    for name in chosen.only or (*TASKS, *TIMED):
        with get_context("spawn").Pool(1) as pool:
            found = pool.apply(measured, (name, chosen.number))
        print(f"{found['what']:12} {found['seconds']:8} {found['cpu']:7} {found['peak_mb']:8} {found['mb']:6}", flush=True)


if __name__ == "__main__":
    main()
