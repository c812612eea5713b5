"""Readings as two Parquet tables, by DuckDB: `reports`, a row a report with its reading as JSON, and `events`, a row an event with its parties.

On one thread DuckDB writes the same rows as the same bytes. The columns are explained in docs/archive.md.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec

from dragoman.model.actor import Actor
from dragoman.model.archive import Failure
from dragoman.model.errors import SettingError
from dragoman.model.reading import Argument, EventMention, Place, Reading, When

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "512MB"  # of DuckDB's own; what is more goes to files beside
TEXT, TEXTS, DAY, WHOLE, REAL = "VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "DOUBLE"
LARGEST = 2**63
TOGETHER = 50  # readings a statement: one costs some 5 ms, however many it takes
HEAVY = 16 << 20  # bytes of readings that wait


class Packed(NamedTuple):
    """The two files of a shard, how many rows they have, and how many reports were passed over."""

    reports: bytes
    events: bytes
    readings: int
    passed_over: int
    told: int


class Told(NamedTuple):
    """An event with the nouns of its reading that it names."""

    reading: Reading
    event: EventMention
    actors: list[Actor | None]
    recipients: list[Actor | None]
    place: Place | None
    when: When

    def words(self, start: int, end: int) -> str:
        return self.reading.report.text[start:end]

    def names(self, arguments: Iterable[Argument], actors: Iterable[Actor | None]) -> list[str]:
        """The parties under their best names, or as printed where they have none."""
        return [actor.name if actor else self.words(each.start, each.end) for each, actor in zip(arguments, actors, strict=True)]

    @property
    def sources(self) -> list[str]:
        """On whose word it is told, each once; empty where the report tells it itself."""
        own = set(self.event.attributions)
        return [voice.name for voice in self.reading.voices if own.intersection(voice.attributions)]

    @property
    def sentence(self) -> str | None:
        at = bisect_right(self.reading.sentences, self.event.start, key=lambda sentence: sentence.start) - 1
        return self.words(self.reading.sentences[at].start, self.reading.sentences[at].end) if at >= 0 else None

    def figure(self, kind: str) -> int | None:
        """The greatest number of this kind that the report gives for the event; null where a column cannot hold it."""
        return max((each.low for each in self.event.counts if each.kind == kind and each.low is not None and each.low < LARGEST), default=None)


REPORTS: dict[str, tuple[str, Callable[[Reading], object]]] = {
    "report": (TEXT, lambda reading: reading.report.id),
    "external_id": (TEXT, lambda reading: reading.report.external_id),
    "published": (DAY, lambda reading: reading.report.published),
    "outlet": (TEXT, lambda reading: reading.report.outlet),
    "url": (TEXT, lambda reading: reading.report.url),
    "headline": (TEXT, lambda reading: reading.report.headline),
    "language": (TEXT, lambda reading: reading.report.language),
    "passed_over": (TEXT, lambda reading: reading.passed_over and reading.passed_over.subject),
    "integrity": (REAL, lambda reading: None if reading.passed_over else reading.integrity),
    "flags": (TEXTS, lambda reading: sorted({flag.kind for flag in reading.flags})),
    "words": (WHOLE, lambda reading: len(reading.report.text.split())),
    "sentences": (WHOLE, lambda reading: len(reading.sentences)),
    "events": (WHOLE, lambda reading: len(reading.events)),
    "actors": (WHOLE, lambda reading: len(reading.actors)),
    "places": (WHOLE, lambda reading: len(reading.places)),
    "attributions": (WHOLE, lambda reading: len(reading.attributions)),
    "sources": (WHOLE, lambda reading: reading.distinct_sources),
    "relations": (WHOLE, lambda reading: len(reading.relations)),
    "disputes": (WHOLE, lambda reading: len(reading.disputes)),
    "ahead": (WHOLE, lambda reading: len(reading.ahead)),
    "reading": (TEXT, lambda reading: msgspec.json.encode(reading).decode()),
}
EVENTS: dict[str, tuple[str, Callable[[Told], object]]] = {
    "report": (TEXT, lambda told: told.reading.report.id),
    "event": (TEXT, lambda told: told.event.id),
    "published": (DAY, lambda told: told.reading.report.published),
    "outlet": (TEXT, lambda told: told.reading.report.outlet),
    "type": (TEXT, lambda told: told.event.type),
    "mode": (TEXT, lambda told: told.event.mode),
    "contexts": (TEXTS, lambda told: list(told.event.contexts)),
    "quad": (TEXT, lambda told: told.event.quad),
    "intensity": (REAL, lambda told: told.event.intensity),
    "cameo": (TEXT, lambda told: told.event.cameo),
    "acled": (TEXT, lambda told: told.event.acled),
    "status": (TEXT, lambda told: told.event.status),
    "factuality": (TEXT, lambda told: told.event.factuality),
    "confidence": (REAL, lambda told: told.event.confidence),
    "earliest": (DAY, lambda told: told.when.earliest),
    "latest": (DAY, lambda told: told.when.latest),
    "actors": (TEXTS, lambda told: told.names(told.event.actors, told.actors)),
    "actor_countries": (TEXTS, lambda told: [each and each.country for each in told.actors]),
    "actor_sectors": (TEXTS, lambda told: [each and each.sector for each in told.actors]),
    "recipients": (TEXTS, lambda told: told.names(told.event.recipients, told.recipients)),
    "recipient_countries": (TEXTS, lambda told: [each and each.country for each in told.recipients]),
    "recipient_sectors": (TEXTS, lambda told: [each and each.sector for each in told.recipients]),
    "place": (TEXT, lambda told: told.place and told.place.name),
    "geonameid": (WHOLE, lambda told: told.place and told.place.geonameid),
    "country": (TEXT, lambda told: told.place and told.place.country),
    "lat": (REAL, lambda told: told.place and told.place.lat),
    "lon": (REAL, lambda told: told.place and told.place.lon),
    "killed": (WHOLE, lambda told: told.figure("killed")),
    "wounded": (WHOLE, lambda told: told.figure("wounded")),
    "arrested": (WHOLE, lambda told: told.figure("arrested")),
    "sources": (TEXTS, lambda told: told.sources),
    "trigger": (TEXT, lambda told: told.words(told.event.start, told.event.end)),
    "sentence": (TEXT, lambda told: told.sentence),
    "start": (WHOLE, lambda told: told.event.start),
    "end": (WHOLE, lambda told: told.event.end),
}

TABLES: dict[str, dict[str, tuple[str, Callable[[Any], object]]]] = {"reports": {**REPORTS}, "events": {**EVENTS}}


class Packer:
    """Takes readings and gives the two files of them all; those that fit no row are `refused`. A context manager.

    SettingError where DuckDB is not installed.
    """

    def __init__(self) -> None:
        self.refused: list[Failure] = []
        self._base = _connected()
        self._waiting: list[tuple[bytes, list[bytes]]] = []  # a row of `reports`, and the rows of its events
        self._size = self._readings = self._told = 0
        for table, columns in TABLES.items():
            declared = ", ".join(f'"{name}" {kind}' for name, (kind, _) in columns.items())
            self._base.execute(f"CREATE TABLE {table} ({declared})")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def add(self, reading: Reading) -> None:
        row = msgspec.json.encode({name: value(reading) for name, (_, value) in REPORTS.items()})
        events = [msgspec.json.encode({name: value(told) for name, (_, value) in EVENTS.items()}) for told in _told(reading)]
        self._waiting.append((row, events))
        self._size += len(row)
        if len(self._waiting) == TOGETHER or self._size > HEAVY:
            self._insert()

    def packed(self) -> Packed:
        self._insert()
        passed = self._base.execute("SELECT count(passed_over) FROM reports").fetchone()
        return Packed(self._written("reports"), self._written("events"), self._readings, passed[0] if passed else 0, self._told)

    def _insert(self) -> None:
        """Puts what waits into the tables; where that fails, reading by reading, so that one alone is refused."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        if waiting and not self._inserted(waiting):
            for one in waiting:
                self._inserted([one], alone=True)

    def _inserted(self, some: list[tuple[bytes, list[bytes]]], *, alone: bool = False) -> bool:
        import duckdb

        told = [event for _, events in some for event in events]
        self._base.begin()
        try:
            for table, rows in (("reports", [row for row, _ in some]), ("events", told)):
                if rows:
                    query = f"INSERT INTO {table} SELECT row.* FROM (SELECT unnest(from_json_strict(?, '{_shape(table)}')) AS row)"
                    self._base.execute(query, [(b"[" + b",".join(rows) + b"]").decode()])
        except duckdb.Error as error:
            self._base.rollback()
            if alone:
                report = str(msgspec.json.decode(some[0][0])["report"])
                self.refused.append(Failure(report=report, message=f"{report}: fits no row ({error}); please report it with the text"))
            return False
        self._base.commit()
        self._readings += len(some)
        self._told += len(told)
        return True

    def _written(self, table: str) -> bytes:
        with TemporaryDirectory(prefix="dragoman-") as folder:  # no longer than it is needed: of a process that is killed it would stay
            file = Path(folder, f"{table}.parquet")
            self._base.execute(f"COPY {table} TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)")
            return file.read_bytes()


def unpacked(data: bytes) -> Iterator[Reading]:
    """The readings of a file of the table `reports`, in order."""
    with TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder, "reports.parquet")
        file.write_bytes(data)
        with _connected() as base:
            rows = base.execute(f"SELECT reading FROM '{_quoted(file)}'")
            while row := rows.fetchone():
                yield msgspec.json.decode(row[0], type=Reading)


def writer() -> str:
    """The version of DuckDB, on which the bytes of a file hang; SettingError where it is not installed."""
    return str(engine().__version__)


def _told(reading: Reading) -> Iterator[Told]:
    actors = {actor.id: actor for actor in reading.actors}
    places = {place.id: place for place in reading.places}
    for event in reading.events:
        doers = [actors.get(each.actor or "") for each in event.actors]
        recipients = [actors.get(each.actor or "") for each in event.recipients]
        yield Told(reading, event, doers, recipients, places.get(event.place or ""), event.date or When())


@cache
def _shape(table: str) -> str:
    """The columns of a table as DuckDB wants them told of JSON."""
    return msgspec.json.encode([{name: ["VARCHAR"] if kind == TEXTS else kind for name, (kind, _) in TABLES[table].items()}]).decode()


def _connected() -> "DuckDBPyConnection":
    """A database of its own in memory; for what does not fit DuckDB makes a folder, which it removes."""
    folder = Path(gettempdir(), f"dragoman-{token_hex(8)}")
    made: DuckDBPyConnection = engine().connect(config={"threads": 1, "memory_limit": MEMORY, "temp_directory": str(folder)})
    return made


def engine() -> Any:
    """DuckDB; SettingError where it is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise SettingError("an archive is written and read with DuckDB; run: pip install 'dragoman[parquet]'") from error
    return duckdb


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
