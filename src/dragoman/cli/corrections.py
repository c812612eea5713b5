"""The commands by which a person corrects the record of a case, looks at the log and takes a decision back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.common import case_argument, console, day, held, table_options, user

if TYPE_CHECKING:
    from dragoman.pipeline import Corrector

Declared = TypeVar("Declared", bound=Callable[..., Any])


def _signed(command: Declared) -> Declared:
    """The command with author and reason."""
    command = click.option("--reason", default="", help="Why; kept in the log.")(command)
    return click.option("--author", help="Who decides; by default the name of the user.")(command)


@contextmanager
def _corrector(case: Path, author: str | None, reason: str) -> Iterator["Corrector"]:
    from dragoman.keep import open_case
    from dragoman.pipeline import Corrector

    with open_case(case, write=True, waiting=held(case)) as kept:
        yield Corrector(kept, author or user(), reason)


def _said(number: int) -> None:
    click.echo(f"correction {number} kept; `dragoman undo CASE {number}` takes it back", err=True)


@click.group()
def correct() -> None:
    """Correct the record of a case. Every decision is kept with author, time and reason, holds through every rebuild, and can be taken back."""


@correct.command()
@case_argument
@click.argument("event")
@click.argument("other")
@_signed
def merge(case: Path, event: str, other: str, author: str | None, reason: str) -> None:
    """Say that EVENT and OTHER are one."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.merge(event, other).number)


@correct.command()
@case_argument
@click.argument("event")
@click.argument("report")
@_signed
def split(case: Path, event: str, report: str, author: str | None, reason: str) -> None:
    """Say that what REPORT tells is not EVENT."""
    with _corrector(case, author, reason) as corrector:
        for made in corrector.split(event, report):
            _said(made.number)


@correct.command()
@case_argument
@click.argument("event")
@_signed
def reject(case: Path, event: str, author: str | None, reason: str) -> None:
    """Say that EVENT is none; look-ups leave it out."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.reject(event).number)


@correct.command()
@case_argument
@click.argument("event")
@click.argument("type_", metavar="TYPE")
@_signed
def retype(case: Path, event: str, type_: str, author: str | None, reason: str) -> None:
    """Say that EVENT is of another PLOVER TYPE."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.retype(event, type_).number)


@correct.command("add")
@case_argument
@click.argument("report")
@click.argument("type_", metavar="TYPE")
@click.argument("words")
@click.option("--who", default="", help="Who did it.")
@click.option("--whom", default="", help="To whom.")
@click.option("--day", "when", metavar="DATE", help="When (YYYY-MM-DD).")
@click.option("--place", help="Where.")
@_signed
def add_missed(case: Path, report: str, type_: str, words: str, **told: Any) -> None:
    """Add an event that reading missed: its TYPE and the WORDS of the REPORT that tell it, exactly as printed."""
    when = day(told.pop("when"), "day")
    with _corrector(case, told.pop("author"), told.pop("reason")) as corrector:
        _said(corrector.add(report, words, type_, day=when, **told).number)


@correct.command()
@case_argument
@click.argument("actor")
@click.argument("name")
@_signed
def rename(case: Path, actor: str, name: str, author: str | None, reason: str) -> None:
    """Give ACTOR another NAME."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.rename(actor, name).number)


@correct.command("merge-actors")
@case_argument
@click.argument("actor")
@click.argument("other")
@_signed
def merge_actors(case: Path, actor: str, other: str, author: str | None, reason: str) -> None:
    """Say that ACTOR and OTHER are one."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.merge_actors(actor, other).number)


@correct.command("split-actor")
@case_argument
@click.argument("actor")
@click.argument("persona")
@_signed
def split_actor(case: Path, actor: str, persona: str, author: str | None, reason: str) -> None:
    """Say that one PERSONA of ACTOR is somebody else; `dragoman actors CASE --format json` lists them."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.split_actors(actor, persona).number)


@correct.command()
@case_argument
@click.argument("source")
@_signed
def distrust(case: Path, source: str, author: str | None, reason: str) -> None:
    """Trust SOURCE less, an outlet or a source by its name or key: it counts as nobody's word, nor does what only that outlet has from others."""
    with _corrector(case, author, reason) as corrector:
        _said(corrector.distrust(source).number)


@click.command()
@case_argument
@click.argument("number", type=int)
@click.option("--author", help="Who takes it back; by default the name of the user.")
def undo(case: Path, number: int, author: str | None) -> None:
    """Take back the correction with this NUMBER; it stays in the log, and the record is as if it had never been made."""
    with _corrector(case, author, "") as corrector:
        undone = corrector.undo(number)
    click.echo(f"correction {undone.number} ({undone.what.replace('_', ' ')}) taken back", err=True)


@click.command()
@case_argument
@table_options
def corrections(case: Path, form: str, color: bool | None) -> None:
    """List the corrections of a CASE, the oldest first, those taken back as well."""
    from dragoman.keep import open_case
    from dragoman.show.records import correction_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(correction_table(kept.corrections.log()), form, console(color, sys.stdout))


@click.command()
@case_argument
@click.option("--after", type=int, default=0, show_default=True, help="Only lines after this number: the last that you have.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="How many lines at most.")
@table_options
def changes(case: Path, after: int, limit: int, form: str, color: bool | None) -> None:
    """List what came, changed and went among the events of a CASE, for those who use its data elsewhere. Ids of events stay."""
    from dragoman.keep import open_case
    from dragoman.show.records import change_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(change_table(kept.corrections.changes(after, limit)), form, console(color, sys.stdout))
