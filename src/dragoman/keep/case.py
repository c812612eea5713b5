"""A case file: open, create, add, look up. One process writes at a time; any number read meanwhile."""

import json
import re
import sqlite3
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from dragoman.model.errors import SettingError
from dragoman.model.reading import Reading
from dragoman.model.record import Added, Echo, Hit, Kept, Telling, Trace

from .migrations import STEPS
from .writer import Writer

HEADER = b"SQLite format 3\0"
MAGIC = 0x44524147  # "DRAG": SQLite's application id, so that another program's database is told apart
KEPT = "id, source, external_id, url, outlet, headline, published, integrity, added, replaced_by"
NEAR = 45  # days between publications beyond which a report is not looked at as a copy of another
MOST = 10_000  # reports that a search gives at most
UNDATED = -1  # in the place of a day that nobody knows
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
    def writing(self) -> Iterator[None]:
        """One transaction: what is done inside is kept whole or not at all."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            self._base.execute("ROLLBACK")
            raise

    def add(self, reading: Reading, source: str, trace: Trace, tellings: Sequence[Telling] = ()) -> Added:
        """Keeps a reading; call it while `writing`."""
        if self.has(reading.report.id):
            return Added(report=reading.report.id, outcome="known")
        report = reading.report
        before = self._other_version(reading)
        older = before is not None and (report.published or "") < (before.published or "")  # an older text of what is kept already
        row = (report.id, source, report.external_id, report.url, report.outlet, report.headline, report.published, reading.integrity)
        added = datetime.now(UTC).isoformat(timespec="seconds")
        replaced = before.id if before is not None and older else None
        packed = zlib.compress(msgspec.json.encode(reading), 6)
        cursor = self._base.execute(f"INSERT INTO report ({KEPT}, reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, added, replaced, packed))
        seq = cursor.lastrowid
        self._base.execute("INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", (seq, report.headline or "", report.text))
        self._base.execute("INSERT INTO trace VALUES (?, ?, ?)", (seq, trace.day, zlib.compress(msgspec.json.encode(trace))))
        self._base.execute("INSERT INTO telling VALUES (?, ?)", (seq, zlib.compress(msgspec.json.encode(tellings))))
        self._base.executemany("INSERT OR IGNORE INTO shingle VALUES (?, ?)", [(each, seq) for each in trace.shingles])
        day = UNDATED if trace.day is None else trace.day
        self._base.executemany("INSERT OR IGNORE INTO rare VALUES (?, ?, ?)", [(key, day, seq) for key in sorted(set(trace.keys))])
        if before is None:
            return Added(report=report.id, outcome="new")
        if not older:  # the echoes of the version before are the new one's; it is no copy of itself
            self._base.execute("UPDATE report SET replaced_by = ? WHERE id = ?", (report.id, before.id))
            self._base.execute("DELETE FROM echo WHERE report = ?", (before.id,))
            self._base.execute("UPDATE OR REPLACE echo SET of = ? WHERE of = ?", (report.id, before.id))
        return Added(report=report.id, outcome="version", replaces=before.id, changed=_changed(self.reading(before.id), reading))

    def _other_version(self, reading: Reading) -> Kept | None:
        """The report kept at the same address, with another text."""
        if not reading.report.url:
            return None
        row = self._base.execute(f"SELECT {KEPT} FROM report WHERE url = ? AND replaced_by IS NULL", (reading.report.url,)).fetchone()
        return _kept(row) if row else None

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

    def echoes(self, report: str | None = None) -> list[Echo]:
        """Which report derives from which, those of one report (as copy or original) or all, in the order of adding."""
        query = "SELECT report, of, how, share, reasons FROM echo JOIN report r ON r.id = echo.report"
        where, values = (" WHERE echo.report = ? OR echo.of = ?", (report, report)) if report else ("", ())
        rows = self._base.execute(f"{query}{where} ORDER BY r.seq, of", values)
        return [Echo(report=a, of=b, how=how, share=share, reasons=tuple(json.loads(reasons))) for a, b, how, share, reasons in rows]

    def tellings(self) -> list[Telling]:
        """All events that the newest versions of the reports tell, report by report."""
        rows = self._base.execute("SELECT tellings FROM telling JOIN report USING (seq) WHERE replaced_by IS NULL ORDER BY id")
        return [each for row in rows for each in msgspec.json.decode(zlib.decompress(row[0]), type=list[Telling])]

    # looking up

    def count(self) -> int:
        """How many reports are kept, replaced ones included."""
        return int(self._base.execute("SELECT count(*) FROM report").fetchone()[0])

    def reports(self, *, all_versions: bool = False) -> Iterator[Kept]:
        """The reports kept, by publication, then as they were added; without those that a later version has replaced."""
        where = "" if all_versions else "WHERE replaced_by IS NULL"
        with closing(self._base.execute(f"SELECT {KEPT} FROM report {where} ORDER BY published IS NULL, published, seq")) as rows:
            for row in rows:
                yield _kept(row)

    def report(self, report: str) -> Kept:
        """One report by its id, or the beginning of it; SettingError where none or several begin so."""
        rows = self._base.execute(f"SELECT {KEPT} FROM report WHERE id GLOB ? LIMIT 2", (report + "*",)).fetchall()
        if len(rows) != 1:
            raise SettingError(f"{report}: {'several reports begin' if rows else 'no report begins'} so; `dragoman reports {self.file}` lists them")
        return _kept(rows[0])

    def reading(self, report: str) -> Reading:
        """The reading of the report with this id."""
        row = self._base.execute("SELECT reading FROM report WHERE id = ?", (report,)).fetchone()
        if row is None:
            raise SettingError(f"{report}: no such report; `dragoman reports {self.file}` lists them")
        return msgspec.json.decode(zlib.decompress(row[0]), type=Reading)

    def trace(self, report: str) -> Trace:
        """The trace of the report with this id."""
        row = self._base.execute("SELECT trace FROM trace JOIN report USING (seq) WHERE id = ?", (report,)).fetchone()
        return msgspec.json.decode(zlib.decompress(row[0]), type=Trace)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """The reports with these words, best first; SettingError where FTS5 cannot read the words."""
        query = """SELECT r.id, r.headline, r.outlet, r.published, r.reading FROM words JOIN report r ON r.seq = words.rowid
                   WHERE words MATCH ? AND r.replaced_by IS NULL ORDER BY rank, r.seq LIMIT ?"""
        try:
            rows = self._base.execute(query, (asked(words), min(limit, MOST))).fetchall()
        except sqlite3.OperationalError as error:
            raise SettingError(f"search {words!r}: {error}; put phrases into double quotes, join words by AND, OR, NOT") from error
        found = []
        for id_, headline, outlet, published, packed in rows:
            text = msgspec.json.decode(zlib.decompress(packed), type=_Text).report.text
            found.append(Hit(report=id_, headline=headline, outlet=outlet, published=published, snippet=_snippet(text, words)))
        return found


def _begins_rightly(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(HEADER)) == HEADER


def _connected(file: Path, write: bool) -> sqlite3.Connection:
    """A connection; who only reads cannot change anything, and reads a case in a folder without write access as it stands."""
    if write:
        base = sqlite3.connect(file, timeout=BUSY, isolation_level=None)
        base.execute("PRAGMA foreign_keys = ON")
        return base
    address = file.resolve().as_uri()
    base = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=BUSY, isolation_level=None)
    try:
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        base.close()
        base = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, timeout=BUSY, isolation_level=None)
    return base


class _Body(msgspec.Struct):
    text: str


class _Text(msgspec.Struct):
    report: _Body


def _kept(row: tuple[object, ...]) -> Kept:
    return msgspec.convert(dict(zip(KEPT.split(", "), row, strict=True)), Kept)


QUERY = re.compile(r'"[^"]*"|[()]|\S+')
JOINS = ("AND", "OR", "NOT", "(", ")")


def asked(words: str) -> str:
    """The query for FTS5: AND, OR, NOT, brackets, "phrases" and word* are as they are, every other word is a word, whatever signs it has."""
    found = []
    for part in QUERY.findall(words):
        if part in JOINS or (part.startswith('"') and part.endswith('"') and len(part) > 1):
            found.append(part)
        else:
            bare = part.replace('"', "")
            found.append(f'"{bare[:-1]}"*' if bare.endswith("*") and len(bare) > 1 else f'"{bare}"')
    return " ".join(found)


def _snippet(text: str, words: str) -> str:
    """Some words of the text around the first of those looked for, as whole words or beginnings of words."""
    folded = _folded(text)
    places = []
    for part in QUERY.findall(words):
        word = _folded(part.strip('"*()'))
        match = re.search(rf"(?<!\w){re.escape(word)}", folded) if word and part not in JOINS else None
        if match:
            places.append((match.start(), len(word)))
    at, length = min(places, default=(0, 0))
    start, end = max(0, at - 60), at + length + 90
    found = f"[{text[at : at + length]}]" if length else ""
    return " ".join(f"{'…' if start else ''}{text[start:at]}{found}{text[at + length : end]}…".split())


def _folded(text: str) -> str:
    """In small letters without accents, each character still at its place."""
    return "".join(unicodedata.normalize("NFKD", char)[0].lower()[0] for char in text)


def _changed(before: Reading, after: Reading) -> tuple[int, int]:
    """How many paragraphs are new, and how many are gone."""
    old, new = ({part.strip() for part in reading.report.text.split("\n") if part.strip()} for reading in (before, after))
    return len(new - old), len(old - new)
