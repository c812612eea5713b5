"""The command that gives a case to other programs."""

import sys
from pathlib import Path
from typing import Any

import click

from dragoman.cli.common import case_argument, filters, wanted
from dragoman.cli.lookups import STANDINGS

FORMATS = (
    "acled", "annotation", "csv", "ftm", "gdelt", "geojson", "gexf", "graphml", "html", "icews", "ics", "markdown", "parquet", "plover", "polecat",
    "ucdp",
)  # fmt: skip


@click.command()
@case_argument
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="For which program; docs/formats.md has a page on each.")
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="PATH", help="File or folder to make; by default one named after the case.")
@click.option("--force", is_flag=True, help="Put the export in the place of what stands there.")
@filters("type", "actor", "place", "since", "until", "min_sources", status=STANDINGS, limited=False)
def export(case: Path, form: str, target: Path | None, force: bool, **chosen: Any) -> None:
    """Write a CASE, or what the filters let through, to files that other programs read.

    A format of one file makes that file, the others a folder. A manifest lies beside: what was exported, by which versions, how many rows, the
    sha256 of each file, and what the format cannot hold and where it stands instead. Nothing is overwritten without --force.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline import export as exported
    from dragoman.show.exports import FORMATS as KNOWN
    from dragoman.show.progress import Countdown

    single = KNOWN[form].single
    to = target or Path(f"{case.stem}.{single.partition('.')[2]}" if single else f"{case.stem}-{form}")
    asked = wanted(chosen)
    with open_case(case) as kept, Countdown(sys.stderr, kept.whole.count(asked), "events") as counter:
        manifest = exported(kept, form, to, asked, force=force, seen=counter.note)
    rows = ", ".join(f"{number} {name}" for name, number in manifest.tally.rows.items() if number)
    click.echo(f"{to}: {rows or 'nothing'}", err=True)
    for why, number in manifest.tally.left_out.items():
        click.echo(f"left out: {number} {why}", err=True)
