"""Tables of a case: reports, echoes, what a search found; each as a table, JSON or CSV with the same columns."""

import csv
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from dragoman.model.record import Echo, Hit, Kept

if TYPE_CHECKING:
    from rich.console import Console

SHORT = 10  # characters of an id that tell reports of one case apart on a screen; commands take them
WIDE = ("headline", "reasons", "words")
ID = 14  # characters of a whole id
NARROWEST = 22  # characters of a column of words
WIDEST = 14  # characters of the other columns, so that words have room


class Table(msgspec.Struct, frozen=True):
    """Column names and rows; a number or null where it is one, else words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    empty: str  # said on a screen where there is no row


def report_table(reports: Iterable[Kept], echoes: Iterable[Echo]) -> Table:
    """One row a report, with what it is an echo of."""
    origin = {echo.report: echo for echo in echoes}
    rows = tuple(
        (each.published, each.id, each.outlet, each.headline or each.external_id, _echo(origin.get(each.id)), each.replaced_by) for each in reports
    )
    return Table(("published", "report", "outlet", "headline", "echo of", "replaced by"), rows, "no reports yet")


def _echo(echo: Echo | None) -> str | None:
    return f"{echo.of} ({echo.how})" if echo else None


def echo_table(echoes: Iterable[Echo], reports: dict[str, Kept]) -> Table:
    """One row an echo: the copy, its original, how it was made, how much of it, and the reasons."""
    rows = tuple((each.report, _name(reports, each.report), each.how, each.of, each.share, "; ".join(each.reasons)) for each in echoes)
    return Table(("report", "by", "how", "of", "share", "reasons"), rows, "no report was made from another")


def _name(reports: dict[str, Kept], report: str) -> str | None:
    kept = reports.get(report)
    return kept.outlet or kept.external_id if kept else None


def hit_table(hits: Iterable[Hit]) -> Table:
    """One row a report found, best first."""
    rows = tuple((each.published, each.report, each.outlet, each.headline, each.snippet) for each in hits)
    return Table(("published", "report", "outlet", "headline", "words"), rows, "nothing found")


def print_table(table: Table, form: str, console: "Console") -> None:
    """Prints the table as "table", "json" (a list of objects) or "csv"."""
    out = console.file
    if form == "json":
        out.write(json.dumps([dict(zip(table.columns, row, strict=True)) for row in table.rows], ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        sheet = csv.writer(out, lineterminator="\n")
        sheet.writerow(table.columns)
        sheet.writerows(table.rows)
    else:
        _print_screen(table, console)


def _print_screen(table: Table, console: "Console") -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    if not table.rows:
        console.print(table.empty, style="dim")
        return
    shown = [at for at, _ in enumerate(table.columns) if any(row[at] not in (None, "") for row in table.rows)]
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=True)
    for at in shown:
        wide = table.columns[at] in WIDE
        grid.add_column(
            table.columns[at], overflow="fold", ratio=1 if wide else None, min_width=NARROWEST if wide else None, max_width=None if wide else WIDEST
        )
    for row in table.rows:
        grid.add_row(*(Text(_cell(row[at])) for at in shown))
    console.print(grid)


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0%}"
    return value[:SHORT] + value[ID:] if value.startswith("r-") else value
