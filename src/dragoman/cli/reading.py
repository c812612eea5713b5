"""The commands that read reports and keep nothing, and those for the files that a user brings to reading."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.archiving import Into, archive_options, read_to
from dragoman.cli.common import FORMATS, DefaultGroup, color_option, console, reading_options, settings_of, shown, write_page
from dragoman.model.errors import DataError, SettingError, SourceError
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.model.reading import Reading


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="brief", show_default=True, help="What to print.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Also write one self-contained HTML brief to this file.")
@archive_options
@reading_options
@color_option
def read(sources: tuple[str, ...], form: str, page: Path | None, color: bool | None, **chosen: Any) -> None:
    """Read reports and print what they say, or keep it in an archive.

    SOURCE is a file of text, HTML, JSON or JSONL (ninjs too), CSV, a feed (RSS, Atom), NewsML-G2 or a web archive (WARC), a folder of them, the
    http(s) address of one, that of a store that fsspec knows (s3://bucket/folder), or - for standard input; docs/inputs.md has the table. Of a feed
    at an address, the pages of entries without full text are fetched. A report that cannot be read is named on standard error and the rest go on;
    the exit code is 1 only when none could be read.

    With --to, a run that was stopped goes on by the same command, and `dragoman add CASE DIR` takes the readings into a case.
    """
    into = Into(*(chosen.pop(name) for name in Into._fields))
    named = click.get_current_context().get_parameter_source("form") is click.core.ParameterSource.COMMANDLINE
    into.check(printing="--html" if page else "--format" if named else None)
    settings = settings_of(chosen, first_look=into.to is not None)
    if into.to is not None:
        read_to(into.to, into, sources, settings)
        return
    readings = _read(sources, settings)
    kept: list[Reading] = []
    done = 0
    for reading in shown(readings, form, color):
        done += 1
        if page:
            kept.append(reading)
    if not done:
        raise SourceError("no report could be read; see the messages above")
    if page:
        from dragoman.show import html_page

        write_page(page, html_page(kept), "HTML brief")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--event", metavar="ID", help="Explain only the event with this id; without it, every event of the reports.")
@reading_options
@color_option
def explain(sources: tuple[str, ...], event: str | None, color: bool | None, **chosen: Any) -> None:
    """Say why each event was read: which words, which lexicon entry or network, which rule of factuality.

    Ids stand in the output of `read --format json`. Give the same options as to `read`: they change what is read.
    """
    from dragoman.read import load_ontology
    from dragoman.read.explaining import explain_events
    from dragoman.show import print_explanations

    settings = settings_of(chosen)
    own = load_ontology(settings.ontology) if settings.ontology else None
    done = found = 0
    for reading in _read(sources, settings):
        done += 1
        explanations = explain_events(reading, event, own)
        found += len(explanations)
        print_explanations(explanations, console(color, sys.stdout))
    if not done:
        raise SourceError("no report could be read; see the messages above")
    if event and not found:
        raise SettingError(f"--event {event}: no event of {', '.join(sources)} has this id; `dragoman explain` without --event lists them")


@click.group()
def ontology() -> None:
    """Work on event types and entries of your own."""


@ontology.command()
@click.argument("file")
@color_option
def check(file: str, color: bool | None) -> None:
    """Check an ontology FILE, and read each of its examples and look-alikes with it.

    Examples must be found by their entry, look-alikes must leave it quiet; the exit code is 1 when a sentence fails or the file is no ontology.
    """
    from dragoman.read import load_ontology
    from dragoman.read.trials import try_ontology
    from dragoman.show import print_trials

    trials = try_ontology(load_ontology(file))
    print_trials(trials, console(color, sys.stdout))
    failed = sum(not trial.passed for trial in trials)
    if failed:
        raise DataError(f"ontology {file}: {failed} of {len(trials)} sentences fail; mend their entries or the sentences")


@click.group(cls=DefaultGroup, default="list")
def actors() -> None:
    """List the actors of a case (`dragoman actors CASE`, with the filters of `dragoman actors list --help`), or work on known actors of your own."""


@actors.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to standard output.")
def import_(files: tuple[str, ...], into: Path | None) -> None:
    """Turn PETRARCH actor and agent dictionaries into a list that `read --actors` takes.

    Lines that say nothing of an actor (macros, agents, broken lines) are named on standard error.
    """
    from dragoman.lexicon.petrarch import import_petrarch, write_actors

    imported = import_petrarch(files)
    for note in imported.notes:
        click.echo(note, err=True)
    write_actors(imported.actors, into or sys.stdout)
    click.echo(f"{len(imported.actors)} actors; {len(imported.agents)} agents left out, which are words and no actors", err=True)


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `read --format jsonl` prints."""
    from dragoman.schema import text

    click.echo(text(), nl=False)


def _read(sources: tuple[str, ...], settings: Settings) -> Iterator["Reading"]:
    """The readings; what could not be read goes to standard error at once, and a count of the work on a terminal."""
    from dragoman.pipeline import read_sources

    done = 0
    counting = sys.stderr.isatty() and not sys.stdout.isatty()
    for item in read_sources(sources, settings):
        if isinstance(item, SourceError):
            click.echo(f"dragoman: {item}", err=True)
            continue
        done += 1
        yield item
        if counting:
            click.echo(f"\r{done} reports read", nl=False, err=True)
    if counting and done:
        click.echo(err=True)
