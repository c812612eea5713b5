"""The commands that change a case: reading into it, making its record anew."""

import sys
from pathlib import Path
from typing import Any

import click

from dragoman.cli.common import case_argument, held, held_by, reading_options, settings_of
from dragoman.model.errors import SourceError
from dragoman.settings import Settings


@click.command()
@case_argument
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read; each takes about 1 GB of memory.")
@click.option(
    "--progress", "told", type=click.Choice(["screen", "lines"]), default="screen", show_default=True,
    help="How far it has come: for a person, or as one JSON object a line on standard output.",
)  # fmt: skip
@click.option("--accept", is_flag=True, help="Take the readings of an archive also where other versions made them.")
@click.option("--at-once", is_flag=True, help="Make a new case of archives all at once: the same case, for many reports sooner.")
@reading_options
def add(case: Path, sources: tuple[str, ...], workers: int, *, accept: bool, at_once: bool, told: str, **chosen: Any) -> None:
    """Read reports into a CASE, a file that grows; it is made when it is not there. SOURCE is what `dragoman read` takes, or the folder of an archive
    (`dragoman read --to`), whose readings are taken in as they are.

    A report that the case has already is not read again, so a run that was stopped goes on by the same command. Another text at the same address is a
    new version of that report.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline import add_at_once, add_sources
    from dragoman.pipeline import rebuild as made_anew
    from dragoman.show.progress import Countdown, Lines, Progress

    settings = settings_of(chosen)
    progress = Lines(sys.stdout) if told == "lines" else Progress(sys.stderr)

    def waiting(holder: str) -> None:
        progress.say(held_by(case, holder))

    if at_once:
        with progress:
            for item in add_at_once(case, sources, settings, workers=workers, accept=accept, waiting=waiting, say=progress.say):
                progress.note(item)
        click.echo(f"{progress.summary()}; {case} holds them", err=True)
        return
    with progress, open_case(case, create=True, write=True, waiting=waiting) as kept:
        if kept.unwoven():
            progress.say(f"{case} was made by an older version; its record is made anew first")
            with Countdown(sys.stderr, len(kept.current())) as counter:
                for _ in made_anew(kept):
                    counter.note()
        for item in add_sources(kept, sources, settings, workers, accept=accept):
            progress.note(item)
        total = kept.count()
    click.echo(f"{progress.summary()}; {case} now holds {total} reports", err=True)
    if progress.failed and not progress.done:
        raise SourceError("no report could be read; see the messages above")


@click.command()
@case_argument
@click.option("--read", "again", is_flag=True, help="Read every report anew first, by this version of the program.")
@click.option("--ontology", metavar="FILE", help="With --read or --all: YAML file with event types and entries of your own.")
@click.option("--actors", metavar="FILE", help="With --read or --all: YAML or CSV file with known actors of your own.")
@click.option("--all", "everything", is_flag=True, help="Read the reports of sport and markets that were passed over.")
def rebuild(case: Path, *, again: bool, ontology: str | None, actors: str | None, everything: bool) -> None:
    """Make anew all that follows from the reports of a CASE: echoes, events, actors, disputes. Corrections stay.

    Broken off, the case is as it was.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline import rebuild
    from dragoman.show.progress import Countdown

    settings = Settings(ontology=ontology, actors=actors, first_look=not everything) if again or everything else None
    with open_case(case, write=True, waiting=held(case)) as kept:
        before = kept.corrections.last_change()
        with Countdown(sys.stderr, len(kept.current())) as counter:
            for item in rebuild(kept, settings, passed_over=everything and not again):
                if isinstance(item, SourceError):
                    counter.say(f"dragoman: {item}")
                else:
                    counter.note()
        changed = len(kept.corrections.changes(before, limit=10**9))
    click.echo(f"{case}: made anew from {counter.done} reports; {changed or 'no'} {'event differs' if changed == 1 else 'events differ'}", err=True)
