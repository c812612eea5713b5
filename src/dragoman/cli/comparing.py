"""The command that sets a case beside another data set."""

import sys
from pathlib import Path

import click

from dragoman.cli.common import case_argument, console, limit_option, table_options, write_page

ONLY = (
    "both", "only outside", "only here", "denied", "rejected", "historical", "announced", "other day", "other place", "other type", "not read",
    "not here", "not there",
)  # fmt: skip
SHOWN = 5  # records that cannot be read that are named


@click.command()
@case_argument
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(ONLY), help="Only rows with this verdict, or this reason.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Also write all rows as one self-contained page to this file.")
@limit_option
@table_options
def compare(case: Path, file: Path, *, only: str | None, page: Path | None, form: str, color: bool | None, **chosen: int) -> None:
    """Set a CASE beside a FILE of events: POLECAT, GDELT, what NGEC wrote, or a table (ACLED, UCDP, ICEWS, your own). Nothing of it is kept.

    Says which events both have and in how many records, which only one has, and why: told several times, only denied here, told as history, at
    another place or day, in no report here. docs/compare.md explains it.
    """
    from dragoman.keep import open_case
    from dragoman.model.errors import SourceError
    from dragoman.pipeline import compare as compared
    from dragoman.pipeline.comparing import quoted
    from dragoman.show.comparison import print_comparison, summary
    from dragoman.show.comparisonpage import comparison_page

    spoilt: list[SourceError] = []
    with open_case(case) as kept:
        found = compared(kept, file, spoilt)
        rows = tuple(row for row in found.rows if only in (None, row.verdict, row.why))
        if page:
            write_page(page, comparison_page(found, rows, (case.name, file.name), quoted(kept, rows)), "HTML page")
    for error in spoilt[:SHOWN]:
        click.echo(f"dragoman: {error}", err=True)
    if len(spoilt) > SHOWN:
        click.echo(f"dragoman: {len(spoilt) - SHOWN} more records of {file} cannot be read", err=True)
    limit = chosen["limit"]
    print_comparison(found, rows[:limit], form, console(color, sys.stdout))
    if form == "csv":
        click.echo(summary(found), err=True)
    if len(rows) > limit and form == "table":
        click.echo(f"{len(rows) - limit} more; --limit shows them", err=True)
