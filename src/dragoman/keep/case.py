"""A case file: open, create, add, look up. One process writes at a time; any number read meanwhile."""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from dragoman.model.errors import SettingError
from dragoman.model.happening import Happening
from dragoman.model.reading import Reading
from dragoman.model.record import Added, Echo, EchoKind, Kept, Trace

from .beside import Beside
from .charts import Charts
from .corrections import Corrections
from .entities import Entities
from .fresh import Fresh
from .happenings import Happenings
from .links import Links
from .lookups import LookUps
from .migrations import STEPS
from .record import KEPT, Record, kept, listed, unpacked
from .search import Search
from .shelf import Shelf
from .speakers import Speakers
from .streams import Streams
from .whole import Whole
from .writer import Writer

HEADER = b"SQLite format 3\0"
MAGIC = 0x44524147  # "DRAG": SQLite's application id, so that another program's database is told apart
NEAR = 45  # days between publications beyond which a report is not looked at as a copy of another
UNDATED = -1  # in the place of a day that nobody knows
DERIVED = (
    "echo", "telling", "telling_key", "due_key", "ending", "ending_key", "pair", "answer", "recall", "happening", "happening_words",
    "happening_origin",
    "contest", "due", "due_words", "party", "tie", "seat", "follow",
    "appearance", "persona", "persona_key", "judgement", "entity", "entity_words", "said", "speaker",
    "speaker_words", "silence",
)  # fmt: skip
CACHE = 65_536  # KiB of pages that the writer keeps at hand
LOGGED = 16_384  # pages of 4 KiB in the log before they go into the file: a page that many reports touch is written there once
BUSY = 30.0  # seconds that a reader waits for the writer's checkpoint


def open_case(path: str | Path, *, create: bool = False, write: bool = False, waiting: Callable[[str], None] | None = None) -> "Case":
    """The case in the file; SettingError where there is none, or something else.

    With `write` the process holds the case until it is closed; where another holds it, `waiting` is told by whom, once, and the call waits.
    """
    file = Path(path)
    if not file.exists() and not create:
        raise SettingError(f"{file}: no such case; `dragoman add {file} SOURCE…` makes one")
    if file.is_dir():
        raise SettingError(f"{file}: is a folder; a case is one file, for example {file / 'case.db'}")
    try:
        if file.exists() and file.stat().st_size and not _begins_rightly(file):
            raise SettingError(f"{file}: is no case; give the file that `dragoman add` made")
        writer = Writer(file, waiting) if write else None
    except OSError as error:
        raise SettingError(f"{file}: cannot be {'written' if write else 'read'} ({error.strerror}); check the folder and who owns it") from error
    try:
        return Case(file, writer)
    except (sqlite3.DatabaseError, SettingError) as error:
        if writer is not None:
            writer.release()
        if isinstance(error, SettingError):
            raise
        wrong = "cannot be opened" if isinstance(error, sqlite3.OperationalError) else "is no case"
        raise SettingError(f"{file}: {wrong} ({error}); give a file that `dragoman add` made, in a folder that you may use") from error


class Case:
    """An open case; a context manager. All that it returns is nouns."""

    def __init__(self, file: Path, writer: Writer | None) -> None:
        self._writer = writer
        self.file = file
        self._base = _connected(file, writer is not None)
        try:
            known = self._base.execute("PRAGMA application_id").fetchone()[0]
            steps = self._base.execute("PRAGMA user_version").fetchone()[0]
            if known not in (MAGIC, 0) or (known == 0 and self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]):
                raise sqlite3.DatabaseError("another program's database")
            if steps > len(STEPS):
                raise SettingError(f"{file}: made by a newer dragoman; update this one")
            if steps < len(STEPS):
                self._migrate(steps)
            self.record = Record(self._base)
            self.happenings = Happenings(self._base)
            self.entities = Entities(self._base)
            self.speakers = Speakers(self._base)
            self.corrections = Corrections(self._base)
            self.look = LookUps(self._base)
            self.fresh = Fresh(self._base, self.look)
            self.links = Links(self._base, self.look)
            self.find = Search(self._base)
            self.shelf = Shelf(self._base)
            self.charts = Charts(self._base)
            self.beside = Beside(self._base)
            self.streams = Streams(self._base)
            self.whole = Whole(self._base)
        except BaseException:
            self._base.close()
            raise

    def _migrate(self, steps: int) -> None:
        """Brings the file to the newest form; only who writes may, so that no two do at once."""
        if self._writer is None:
            raise SettingError(
                f"{self.file}: {'is empty' if not steps else 'has an older form'}; `dragoman add {self.file} SOURCE…` brings it up to date"
            )
        self._base.execute("PRAGMA journal_mode = WAL")
        for number, (_, script) in enumerate(STEPS[steps:], start=steps + 1):
            self._base.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA application_id = {MAGIC}; PRAGMA user_version = {number}; COMMIT;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the case free."""
        self._base.close()
        if self._writer is not None:
            self._writer.release()

    # adding

    def has(self, report: str) -> bool:
        """Whether a report of this id is kept."""
        return self._base.execute("SELECT 1 FROM report WHERE id = ?", (report,)).fetchone() is not None

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """One transaction: what is done inside is kept whole or not at all; `durable` through a power cut as well, for what cannot be added again."""
        self._base.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """One transaction without a journal: quick, and broken off the file is worth nothing; for one that nobody else has yet."""
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute(f"PRAGMA cache_size = -{4 * CACHE}")
        self._base.execute("BEGIN IMMEDIATE")
        yield
        self._base.execute("COMMIT")
        self._base.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Several look-ups of the case as it is at one moment, whoever writes meanwhile."""
        self._base.execute("BEGIN")
        try:
            yield
        finally:
            self._base.execute("ROLLBACK")

    def add(self, reading: Reading, source: str, trace: Trace) -> Added:
        """Keeps a reading; call it while `writing`. What follows from it is not its business."""
        if self.has(reading.report.id):
            return Added(report=reading.report.id, outcome="known")
        report = reading.report
        before = self._other_version(reading)
        older = before is not None and (report.published or "") < (before.published or "")  # an older text of what is kept already
        row = (report.id, source, report.external_id, report.url, report.outlet, report.headline, report.published, reading.integrity)
        passed = reading.passed_over.subject if reading.passed_over else None
        added = datetime.now(UTC).isoformat(timespec="seconds")
        replaced = before.id if before is not None and older else None
        packed = zlib.compress(msgspec.json.encode(reading), 6)
        cursor = self._base.execute(
            f"INSERT INTO report ({KEPT}, reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, passed, added, replaced, packed)
        )
        seq = cursor.lastrowid
        assert seq is not None
        self._base.execute("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", (seq, report.headline or "", report.text))
        self._add_trace(seq, trace)
        if before is None:
            return Added(report=report.id, outcome="new", passed_over=passed is not None)
        if not older:
            self._base.execute("UPDATE report SET replaced_by = ? WHERE id = ?", (report.id, before.id))
        changed = _changed(self.reading(before.id), reading)
        return Added(report=report.id, outcome="version", replaces=before.id, changed=changed, current=not older, passed_over=passed is not None)

    def _add_trace(self, seq: int, trace: Trace) -> None:
        self._base.execute("INSERT INTO trace VALUES (?, ?, ?)", (seq, trace.day, zlib.compress(msgspec.json.encode(trace))))
        self._base.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", [(each, seq) for each in trace.shingles])
        day = UNDATED if trace.day is None else trace.day
        self._base.executemany("INSERT OR IGNORE INTO rare VALUES (?, ?, ?)", [(key, day, seq) for key in sorted(set(trace.keys))])

    def _drop_trace(self, seq: int, trace: Trace) -> None:
        day = UNDATED if trace.day is None else trace.day
        self._base.executemany("DELETE FROM shingle WHERE hash = ? AND seq = ?", [(each, seq) for each in trace.shingles])
        self._base.executemany("DELETE FROM rare WHERE key = ? AND day = ? AND seq = ?", [(key, day, seq) for key in sorted(set(trace.keys))])
        self._base.execute("DELETE FROM trace WHERE seq = ?", (seq,))

    def _other_version(self, reading: Reading) -> Kept | None:
        """The report kept at the same address, with another text."""
        if not reading.report.url:
            return None
        row = self._base.execute(f"SELECT {KEPT} FROM report WHERE url = ? AND replaced_by IS NULL", (reading.report.url,)).fetchone()
        return kept(row) if row else None

    # copies

    def near(self, trace: Trace, fewest: int) -> list[Trace]:
        """Traces of other reports that share at least so many shingles or keys with it, published within `NEAR` days."""
        days = "(:day IS NULL OR day IS NULL OR day BETWEEN :day - :near AND :day + :near)"
        ranged = "(:day IS NULL OR day BETWEEN :day - :near AND :day + :near OR day = :undated)"
        values = {
            "day": trace.day,
            "near": NEAR,
            "undated": UNDATED,
            "fewest": fewest,
            "hashes": json.dumps(trace.shingles),
            "keys": json.dumps(sorted(set(trace.keys))),
        }
        by_words = f"""SELECT s.seq FROM shingle s JOIN trace t USING (seq) WHERE s.hash IN (SELECT value FROM json_each(:hashes)) AND {days}
                       GROUP BY s.seq HAVING count(*) >= :fewest"""
        by_keys = f"""SELECT seq FROM rare WHERE key IN (SELECT value FROM json_each(:keys)) AND {ranged} GROUP BY seq HAVING count(*) >= :fewest"""
        current = "SELECT trace FROM trace JOIN report USING (seq) WHERE replaced_by IS NULL"
        rows = self._base.execute(f"{current} AND seq IN ({by_words} UNION {by_keys}) ORDER BY seq", values)
        found = [msgspec.json.decode(zlib.decompress(row[0]), type=Trace) for row in rows]
        return [other for other in found if other.report != trace.report]

    def set_echoes(self, report: str, echoes: Iterable[Echo]) -> None:
        """Says anew which reports this one derives from; call it while `writing`."""
        self._base.execute("DELETE FROM echo WHERE report = ?", (report,))
        rows = [(each.report, each.of, each.how, each.share, json.dumps(each.reasons)) for each in echoes]
        self._base.executemany("INSERT INTO echo VALUES (?, ?, ?, ?, ?)", rows)

    def echoes(self, report: str | None = None, limit: int = -1) -> list[Echo]:
        """Which report derives from which, those of one report (as copy or original) or all, the last added first."""
        query = "SELECT report, of, how, share, reasons FROM echo JOIN report r ON r.id = echo.report"
        where, values = (" WHERE echo.report = ? OR echo.of = ?", (report, report)) if report else ("", ())
        rows = self._base.execute(f"{query}{where} ORDER BY r.seq DESC, of LIMIT ?", (*values, limit))
        return [_echo(row) for row in rows]

    def drop_echoes(self, report: str) -> list[str]:
        """Forgets what a replaced report was made from and what was made from it; returns the latter."""
        made = [row[0] for row in self._base.execute("SELECT report FROM echo WHERE of = ? ORDER BY report", (report,))]
        self._base.execute("DELETE FROM echo WHERE report = ? OR of = ?", (report, report))
        return made

    def echo_chain(self, reports: Iterable[str]) -> list[Echo]:
        """The echoes by which these reports go back to the first of their kind."""
        query = """WITH RECURSIVE up(id) AS (SELECT value FROM json_each(?) UNION SELECT echo.of FROM echo JOIN up ON echo.report = up.id)
                    SELECT report, of, how, share, reasons FROM echo WHERE report IN up ORDER BY report, of"""
        return [_echo(row) for row in self._base.execute(query, (listed(reports),))]

    def made_from(self, reports: Iterable[str]) -> set[str]:
        """These reports and all that were made from them, however far down."""
        query = """WITH RECURSIVE down(id) AS (SELECT value FROM json_each(?) UNION SELECT echo.report FROM echo JOIN down ON echo.of = down.id)
                   SELECT id FROM down"""
        return {row[0] for row in self._base.execute(query, (listed(reports),))}

    @staticmethod
    def as_happening(blob: bytes) -> Happening:
        """A happening as it was kept."""
        return unpacked(blob, Happening)

    # looking up

    def touched(self) -> tuple[int, ...]:
        """Other figures than before whenever anybody has written since: sizes and times of the file and its log."""
        files = (self.file, self.file.with_name(self.file.name + "-wal"))
        return tuple(figure for file in files if file.exists() for figure in (file.stat().st_mtime_ns, file.stat().st_size))

    def count(self, *, all_versions: bool = True) -> int:
        """How many reports are kept."""
        where = "" if all_versions else "WHERE replaced_by IS NULL"
        return int(self._base.execute(f"SELECT count(*) FROM report {where}").fetchone()[0])

    def reports(self, *, all_versions: bool = False, limit: int = -1) -> Iterator[Kept]:
        """The reports kept, the newest first by publication, then by adding; without those that a later version has replaced."""
        where = "" if all_versions else "WHERE replaced_by IS NULL"
        query = f"SELECT {KEPT} FROM report {where} ORDER BY published DESC, seq DESC LIMIT ?"
        with closing(self._base.execute(query, (limit,))) as rows:
            for row in rows:
                yield kept(row)

    def report(self, report: str) -> Kept:
        """One report by its id, or the beginning of it; SettingError where none or several begin so."""
        rows = self._base.execute(f"SELECT {KEPT} FROM report WHERE id = ?", (report,)).fetchall()
        rows = rows or self._base.execute(f"SELECT {KEPT} FROM report WHERE id GLOB ? LIMIT 2", (report + "*",)).fetchall()
        if len(rows) != 1:
            raise SettingError(f"{report}: {'several reports begin' if rows else 'no report begins'} so; `dragoman reports {self.file}` lists them")
        return kept(rows[0])

    def reading(self, report: str) -> Reading:
        """The reading of the report with this id."""
        row = self._base.execute("SELECT reading FROM report WHERE id = ?", (report,)).fetchone()
        if row is None:
            raise SettingError(f"{report}: no such report; `dragoman reports {self.file}` lists them")
        return msgspec.json.decode(zlib.decompress(row[0]), type=Reading)

    def version_in_force(self, report: str) -> str:
        """The id of the report, or of the later version that replaces it."""
        while (row := self._base.execute("SELECT replaced_by FROM report WHERE id = ?", (report,)).fetchone()) and row[0]:
            report = row[0]
        return report

    def versions(self, report: str) -> list[Kept]:
        """The report with all that were kept at its address, the oldest first."""
        query = f"SELECT {KEPT} FROM report WHERE id = :id OR url = (SELECT url FROM report WHERE id = :id) ORDER BY published, seq"
        return [kept(row) for row in self._base.execute(query, {"id": report})]

    def trace(self, report: str) -> Trace:
        """The trace of the report with this id."""
        row = self._base.execute("SELECT trace FROM trace JOIN report USING (seq) WHERE id = ?", (report,)).fetchone()
        return msgspec.json.decode(zlib.decompress(row[0]), type=Trace)

    def numbered_trace(self, seq: int) -> Trace:
        """The trace of the report with this number."""
        return msgspec.json.decode(zlib.decompress(self._base.execute("SELECT trace FROM trace WHERE seq = ?", (seq,)).fetchone()[0]), type=Trace)

    def in_force(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Number and packed reading of the reports that nothing replaces, those after a number."""
        query = "SELECT seq, reading FROM report WHERE replaced_by IS NULL AND seq > ? ORDER BY seq LIMIT ?"
        return self._base.execute(query, (after, limit)).fetchall()

    def seq(self, report: str) -> int:
        """The number of a report in the file."""
        return int(self._base.execute("SELECT seq FROM report WHERE id = ?", (report,)).fetchone()[0])

    def current(self) -> list[str]:
        """The ids of the reports that nothing replaces, in the order of adding."""
        return [row[0] for row in self._base.execute("SELECT id FROM report WHERE replaced_by IS NULL ORDER BY seq")]

    def unwoven(self) -> int:
        """How many reports have no record yet: those of a file that an older version of the program made."""
        query = "SELECT count(*) FROM report r WHERE replaced_by IS NULL AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.seq = r.seq)"
        return int(self._base.execute(query).fetchone()[0])

    def forget_record(self) -> None:
        """Empties all that follows from the readings, the log of corrections and the feed of changes not; call it while `writing`."""
        for table in DERIVED:
            self._base.execute(f"DELETE FROM {table}")
        self._base.execute("INSERT INTO rebuilt (at) VALUES (?)", (datetime.now(UTC).isoformat(timespec="seconds"),))
        self.record.forget()

    def set_reading(self, reading: Reading, trace: Trace) -> None:
        """Puts another reading of the same report, with its trace, in the place of the one kept."""
        seq = self.seq(reading.report.id)
        self._drop_trace(seq, self.trace(reading.report.id))
        self._add_trace(seq, trace)
        packed = zlib.compress(msgspec.json.encode(reading), 6)
        passed = reading.passed_over.subject if reading.passed_over else None
        query = "UPDATE report SET reading = ?, integrity = ?, passed_over = ? WHERE id = ?"
        self._base.execute(query, (packed, reading.integrity, passed, reading.report.id))


def _begins_rightly(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(HEADER)) == HEADER


def _connected(file: Path, write: bool) -> sqlite3.Connection:
    """A connection; who only reads cannot change anything, and reads a case in a folder without write access as it stands."""
    if write:
        base = sqlite3.connect(file, timeout=BUSY, isolation_level=None)
        base.execute("PRAGMA foreign_keys = ON")
        base.execute(f"PRAGMA cache_size = -{CACHE}")
        base.execute(f"PRAGMA wal_autocheckpoint = {LOGGED}")
        return base
    address = file.resolve().as_uri()
    base = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=BUSY, isolation_level=None)
    try:
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        base.close()
        base = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, timeout=BUSY, isolation_level=None)
    return base


def _echo(row: tuple[str, str, EchoKind, float, str]) -> Echo:
    report, of, how, share, reasons = row
    return Echo(report=report, of=of, how=how, share=share, reasons=tuple(json.loads(reasons)))


def _changed(before: Reading, after: Reading) -> tuple[int, int]:
    """How many paragraphs are new, and how many are gone."""
    old, new = ({part.strip() for part in reading.report.text.split("\n") if part.strip()} for reading in (before, after))
    return len(new - old), len(old - new)
