"""Tables of a case: reports, echoes, what a search found, what happened; each as a table, JSON or CSV with the same columns."""

import csv
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from dragoman.model.happening import Figure, Happening
from dragoman.model.record import Echo, Hit, Kept

from .corroboration import corroboration

if TYPE_CHECKING:
    from rich.console import Console

SHORT = 10  # characters of an id that tell reports of one case apart on a screen; commands take them
WIDE = (
    "headline", "reasons", "words", "on whose word", "claims", "what", "offices", "state", "members", "chain", "coalition", "open", "what followed",
    "record", "supposed", "about", "words before", "words after", "what drove it", "between", "with whom", "talks with one", "with the other",
    "there", "here",
)  # fmt: skip
NAMES = ("who", "whom", "actor", "source", "party", "by")  # what the eye looks for in a line
HIDDEN = ("reports", "sources", "personas", "grounds", "ids")  # columns for programs; a screen says them in words
REPORT = re.compile(r"[a-z]-[0-9a-f]{12}(?![^ ])")
ID = 14  # characters of a whole id
ROOM = 110  # characters that all columns of a wide table want
FEW = 4
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
    rows = tuple((*_about(each), _echo(origin.get(each.id)), each.replaced_by) for each in reports)
    return Table(("published", "report", "outlet", "headline", "text", "passed over", "echo of", "replaced by"), rows, "no reports yet")


def _about(report: Kept) -> tuple[str | float | None, ...]:
    state = (None, f"not read: {report.passed_over}") if report.passed_over else (report.integrity, None)
    return (report.published, report.id, report.outlet, report.headline or report.external_id, *state)


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
    rows = tuple((each.published, each.report, each.outlet, each.headline, _bracketed(each)) for each in hits)
    return Table(("published", "report", "outlet", "headline", "words"), rows, "nothing found")


def _bracketed(hit: Hit) -> str:
    """The snippet with the words found in square brackets."""
    said, at = "", 0
    for start, end in hit.marks:
        said += f"{hit.snippet[at:start]}[{hit.snippet[start:end]}]"
        at = end
    return " ".join((said + hit.snippet[at:]).split())


def happening_table(happenings: Iterable[Happening]) -> Table:
    """One row a happening: when, what, in which word, who to whom, where, tolls told, the independent sources behind it, the reports that tell it."""
    rows = tuple(
        (
            each.id, days(each.first, each.last), each.type, first_words(each), each.who, each.whom, each.place, _tolls(each.figures),
            len(each.origins), corroboration(each), ", ".join(sorted(each.reports)),
        )
        for each in happenings
    )  # fmt: skip
    return Table(("event", "when", "type", "trigger", "who", "whom", "where", "killed", "sources", "on whose word", "reports"), rows, "no such event")


def news_table(news: Iterable[Happening]) -> Table:
    """One row a piece of news that several reports tell: the head of the first, the reports, and how many outlets stand behind it."""
    rows = tuple(
        (
            each.id, days(each.first_told, each.last_told), first_words(each), len(each.origins), corroboration(each),
            ", ".join(sorted(each.reports)),
        )
        for each in news
    )  # fmt: skip
    return Table(("news", "when", "what", "sources", "on whose word", "reports"), rows, "no news that several reports tell")


def first_words(happening: Happening) -> str:
    """The words that told it first: of an event the trigger, of news the head of the report."""
    first = min(happening.tellings, key=lambda each: (each.published is None, each.published or 0, each.start, each.report))
    return " ".join(first.words.split())


def days(first: int | None, last: int | None) -> str | None:
    days = [date.fromordinal(each).isoformat() for each in (first, last) if each]
    return " – ".join(dict.fromkeys(days)) or None


def _tolls(figures: Iterable[Figure]) -> str | None:
    killed = [(each.low, each.high) for each in figures if each.kind == "killed"]
    said = [f"{low}" if low == high else f"{low}+" if high is None else f"{low or 0}-{high}" for low, high in killed]
    return " / ".join(dict.fromkeys(said)) or None


def print_table(table: Table, form: str, console: "Console") -> None:
    """Prints the table as "table", "blocks" (a block of lines a row, on any screen), "json" (a list of objects) or "csv"."""
    out = console.file
    if form == "json":
        out.write(json.dumps([dict(zip(table.columns, row, strict=True)) for row in table.rows], ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        sheet = csv.writer(out, lineterminator="\n")
        sheet.writerow(table.columns)
        sheet.writerows(table.rows)
    else:
        _print_screen(table, form == "blocks", console)


def _print_screen(table: Table, blocks: bool, console: "Console") -> None:
    """A grid; where the screen is too narrow for a wide one, a block of lines a row."""
    if not table.rows:
        console.print(table.empty, style="dim")
        return
    shown = [at for at, name in enumerate(table.columns) if name not in HIDDEN and any(row[at] not in (None, "") for row in table.rows)]
    if blocks or (console.width < ROOM and len(shown) > FEW):
        _print_blocks(table, shown, console)
    else:
        _print_grid(table, shown, console)


def _print_grid(table: Table, shown: list[int], console: "Console") -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=True)
    for at in shown:
        wide = table.columns[at] in WIDE
        grid.add_column(
            table.columns[at], overflow="fold", ratio=1 if wide else None, min_width=NARROWEST if wide else None, max_width=None if wide else WIDEST
        )
    for row in table.rows:
        grid.add_row(*(Text(_cell(row[at])) for at in shown))
    console.print(grid)


def _print_blocks(table: Table, shown: list[int], console: "Console") -> None:
    """Each row: its short cells on a line, then each cell of words on lines of its own, further in."""
    from rich.padding import Padding
    from rich.text import Text

    for row in table.rows:
        cells = {table.columns[at]: _cell(row[at]) for at in shown if row[at] not in (None, "")}
        short = [Text(words, style="bold" if name in NAMES else "") for name, words in cells.items() if name not in WIDE]
        console.print(Text("  ").join(short))
        for name, words in cells.items():
            if name in WIDE:
                console.print(Padding(Text(words, style="dim"), (0, 0, 0, 4)))


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0%}"
    words = str(value)
    return words[:SHORT] + words[ID:] if REPORT.match(words) else words
