"""Sections of what a case implies: a heading, a few lines, a table, what it does not say, and the words on which each row stands."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.model.implied import Footing

from .tables import SHORT, Table, print_table

if TYPE_CHECKING:
    from rich.console import Console

NAMED = 3  # ids that a row names on a screen; JSON and CSV have all


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """`grounds`: for each row the events and statements on which it stands; the table has them as its last column.

    `silent`: its lines say it all on a screen, and the table is for programs.
    """

    head: str
    table: Table
    lines: tuple[str, ...] = ()
    caveat: str = ""
    grounds: tuple[tuple[str, ...], ...] = ()
    silent: bool = False

    @property
    def key(self) -> str:
        """What a program calls it."""
        return self.head.lower().replace(" ", "_")


Row = tuple[str | float | None, ...]


def section(
    head: str, columns: Sequence[str], rows: Iterable[tuple[Row, Iterable[str]]], *, empty: str, lines: Sequence[str] = (), caveat: str = ""
) -> Section:
    """A section of rows, each with what it stands on."""
    told = [(row, tuple(dict.fromkeys(ids))) for row, ids in rows]
    table = Table(
        (*columns, "stands on", "grounds"), tuple((*row, shortly(ids), " ".join(ids) or None) for row, ids in told), empty
    )  # fmt: skip
    return Section(head=head, table=table, lines=tuple(lines), caveat=caveat, grounds=tuple(ids for _, ids in told))


def shortly(ids: Sequence[str]) -> str | None:
    """The first ids as commands take them: of a statement its report."""
    some = list(dict.fromkeys(id_[:SHORT] for id_ in ids))
    more = f" and {len(some) - NAMED} more" if len(some) > NAMED else ""
    return ", ".join(some[:NAMED]) + more or None


def day(number: int) -> str:
    """A day as ISO."""
    return date.fromordinal(number).isoformat()


def plural(number: int, noun: str, many: str | None = None) -> str:
    """The noun for so many."""
    return noun if number == 1 else many or noun + "s"


def few(each: Section, number: int) -> Section:
    """The same with so many rows at most."""
    table = Table(each.table.columns, each.table.rows[:number], each.table.empty)
    return msgspec.structs.replace(each, table=table, grounds=each.grounds[:number])


def print_sections(sections: Sequence[Section], form: str, console: "Console", words: Mapping[str, Footing] | None = None) -> None:
    """Prints them on a screen, as one JSON object, or as CSV, which holds the first alone. With `words` each row is followed by its own."""
    if form == "json":
        found = {each.key: objects(each, words) for each in sections}
        console.file.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        for each in sections[:1]:
            print_table(each.table, "csv", console)
    else:
        for at, each in enumerate(sections):
            if at:
                console.print()
            print_section(each, console, words)


def print_section(each: Section, console: "Console", words: Mapping[str, Footing] | None = None) -> None:
    """Prints one section on a screen."""
    from rich.text import Text

    console.print(Text(each.head, style="bold underline"))
    for line in each.lines:
        console.print(Text(line))
    if each.silent and each.lines:
        pass
    elif words is None or not each.table.rows:
        print_table(each.table, "table", console)
    else:
        _print_with_words(each, console, words)
    if each.caveat:
        console.print(Text(each.caveat, style="dim"))


def _print_with_words(each: Section, console: "Console", words: Mapping[str, Footing]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for row, ids in zip(each.table.rows, each.grounds, strict=True):
        print_table(Table(each.table.columns[:-2], (row[:-2],), ""), "blocks", console)
        for id_ in ids:
            told = words.get(id_)
            if told is not None:
                console.print(Padding(Text(f"“{' '.join(told.quote.split())}”", style="italic"), (0, 0, 0, 4)))
                console.print(Padding(Text(cited(told), style="dim"), (0, 0, 0, 6)))


def told_as(told: Footing) -> str:
    """An event in a few words."""
    who = " → ".join(part for part in (told.who, told.whom) if part)
    return told.type + (f" {' '.join(who.split())}" if who else "")


def cited(told: Footing) -> str:
    """Where the words stand."""
    sources = "" if told.sources is None else f", {told.sources} independent {'source' if told.sources == 1 else 'sources'}"
    parts = [told.type, told.outlet or "outlet unknown", told.published or "no date", f"{told.report} {told.start}–{told.end}"]
    return f"{', '.join(parts)}{sources}" + ("" if "/" in told.id else f"; {told.id}")


def objects(each: Section, words: Mapping[str, Footing] | None = None) -> list[dict[str, Any]]:
    """The rows for a program, each with the ids on which it stands."""
    columns = each.table.columns[:-2]
    found = []
    for row, ids in zip(each.table.rows, each.grounds, strict=True):
        told: dict[str, Any] = dict(zip(columns, row[:-2], strict=True)) | {"grounds": list(ids)}
        if words is not None:
            told["words"] = [msgspec.to_builtins(words[id_]) for id_ in ids if id_ in words]
        found.append(told)
    return found
