"""All tables of a case, as CSV with their dictionary, or row by row for whoever writes them otherwise."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, get_args

import msgspec

from dragoman.model.exported import ExportedActor, ExportedDue, ExportedEvent, ExportedText, Tally

from . import rows
from .columns import TABLES
from .extract import Extract, Opened
from .sheets import Sheet

EACH = 500  # events, reports and so on whose rows are handed on together

Noun = TypeVar("Noun")
Held = dict[str, list[msgspec.Struct]]
Write = Callable[[str, list[msgspec.Struct]], None]


def each_table(extract: Extract, write: Write) -> None:
    """Hands all rows on, some of one table at a time; those of one table come in the order of their file."""
    held: Held = {name: [] for name in TABLES}

    def flush() -> None:
        for name, some in held.items():
            if some:
                write(name, some)
                some.clear()

    def add(items: Iterable[Noun], of_one: Callable[[Noun, Held], None]) -> None:
        for number, item in enumerate(items, 1):
            of_one(item, held)
            if number % EACH == 0:
                flush()
        flush()

    add(extract.events(), of_event)
    add(extract.reports(), of_text)
    add(extract.actors(), of_actor)
    add(extract.dues(), of_due)
    add(extract.ties(), lambda tie, held: held["ties"].append(rows.tie_row(tie)))
    add(extract.silences(), lambda silence, held: held["silences"].append(rows.silence_row(silence)))
    add(extract.speakers(), lambda speaker, held: held["sources"].append(rows.heard_row(speaker)))


def of_event(event: ExportedEvent, held: Held) -> None:
    """Adds what the tables have of one event."""
    held["events"].append(rows.event_row(event))
    held["parties"].extend(rows.party_rows(event.happening.id, event.actors, event.recipients))
    held["words"].extend(rows.word_rows(event))
    held["figures"].extend(rows.figure_rows(event))
    held["tellings"].extend(rows.telling_rows(event))
    held["disputes"].extend(rows.side_rows(event))


def of_text(text: ExportedText, held: Held) -> None:
    """Adds what they have of one report."""
    held["reports"].append(rows.report_row(text.report))
    held["statements"].extend(rows.statement_rows(text))


def of_actor(actor: ExportedActor, held: Held) -> None:
    """Adds what they have of one actor."""
    held["actors"].append(rows.actor_row(actor))
    held["offices"].extend(rows.office_rows(actor))


def of_due(due: ExportedDue, held: Held) -> None:
    """Adds what they have of one thing due."""
    held["ahead"].append(rows.due_row(due))
    held["parties"].extend(rows.party_rows(due.due.id, due.actors, due.recipients))


def write_csv(extract: Extract, opened: Opened) -> Tally:
    """A CSV file a table (UTF-8, header, RFC 4180 quoting, lines end in "\\n") and `dictionary.csv`, which says what each column means."""
    sheets = {name: Sheet(opened(f"{name}.csv"), kind.__struct_fields__) for name, kind in TABLES.items()}
    each_table(extract, lambda table, some: sheets[table].add_all(map(msgspec.structs.astuple, some)))
    for sheet in sheets.values():
        sheet.flush()
    meanings = Sheet(opened("dictionary.csv"), ("table", "column", "type", "meaning"))
    meanings.add_all(dictionary())
    meanings.flush()
    guarded = sum(sheet.guarded for sheet in sheets.values())
    return Tally(rows={name: sheet.count for name, sheet in sheets.items()}, altered={"cells guarded with '": guarded} if guarded else {})


def dictionary() -> Iterator[tuple[str, str, str, str]]:
    """Table, column, type and meaning of every column."""
    for name, kind in TABLES.items():
        hints = msgspec.inspect.type_info(kind)
        assert isinstance(hints, msgspec.inspect.StructType)
        for field in hints.fields:
            meta = field.type
            assert isinstance(meta, msgspec.inspect.Metadata)
            yield name, field.name, type_of(kind, field.name), str((meta.extra_json_schema or {}).get("description", ""))


def type_of(kind: type[msgspec.Struct], field: str) -> str:
    """text, integer, number, truth or day."""
    said = get_args(kind.__annotations__[field])[0]
    bare = next(each for each in (get_args(said) or (said,)) if each is not type(None))
    return {"str": "text", "int": "integer", "float": "number", "bool": "truth", "date": "day"}[bare.__name__]
