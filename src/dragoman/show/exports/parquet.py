"""All tables as Parquet, by DuckDB. Rows go to it as lines of JSON in files beside, which it reads quicker than Python's objects."""

from pathlib import Path

import msgspec

from dragoman.model.errors import SettingError
from dragoman.model.exported import Tally

from .columns import TABLES
from .extract import Extract, Opened
from .tables import each_table, type_of

TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "truth": "BOOLEAN", "day": "DATE"}
MEMORY = "256MB"  # of DuckDB's own; what is more goes to files beside
LINE = 16 << 20  # bytes of one line at most: DuckDB's own bound


def write_parquet(extract: Extract, opened: Opened) -> Tally:
    """A Parquet file a table, zstd, with the types of `dictionary.csv`. SettingError where DuckDB is not installed.

    While it works it wants some 3 kB of the disk an event.
    """
    try:
        import duckdb
    except ImportError as error:
        raise SettingError("--format parquet needs DuckDB; run: pip install 'dragoman[parquet]' (or take --format csv)") from error
    files = {name: Path(opened(f"{name}.parquet").name) for name in TABLES}
    heaps = {name: file.with_name(f".{name}.jsonl") for name, file in files.items()}
    written = {name: heap.open("wb") for name, heap in heaps.items()}
    counts = dict.fromkeys(TABLES, 0)
    encoder = msgspec.json.Encoder()

    def write(table: str, some: list[msgspec.Struct]) -> None:
        written[table].write(encoder.encode_lines(some))
        counts[table] += len(some)

    try:
        each_table(extract, write)
        for out in written.values():
            out.close()
        spilled = files["events"].with_name(".spilled")
        with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spilled)}) as base:
            for name, kind in TABLES.items():
                columns = {column: TYPES[type_of(kind, column)] for column in kind.__struct_fields__}
                base.execute(f"COPY ({_selected(heaps[name], columns)}) TO {_quoted(files[name])} (FORMAT parquet, COMPRESSION zstd)")
                heaps[name].unlink()
    finally:
        for name, out in written.items():
            out.close()
            heaps[name].unlink(missing_ok=True)
    return Tally(rows=counts)


def _selected(heap: Path, columns: dict[str, str]) -> str:
    """The rows of the file."""
    chosen = ", ".join(f'"{column}"' for column in columns)
    typed = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
    return f"SELECT {chosen} FROM read_json({_quoted(heap)}, format = 'newline_delimited', columns = {{{typed}}}, maximum_object_size = {LINE})"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
