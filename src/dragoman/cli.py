"""The command line; the only file that prints."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from dragoman.model.errors import DataError, DragomanError, SettingError, SourceError
from dragoman.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.reading import Reading

FORMATS = ("brief", "overview", "json", "jsonl")
TABLES = ("table", "json", "csv")


def main() -> None:
    """Entry point of the `dragoman` command: errors of ours become one line on standard error, never a traceback."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("dragoman: interrupted", err=True)
        sys.exit(130)
    except DragomanError as error:
        click.echo(f"dragoman: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output went away ("| head"): nothing is wrong
        sys.stderr.close()
        sys.exit(141)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dragoman", message="%(prog)s %(version)s")
def commands() -> None:
    """Read news reports: who did what to whom, when, where and on whose word."""


@commands.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="brief", show_default=True, help="What to print.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Also write one self-contained HTML brief to this file.")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that carry none.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that carry none.")
@click.option("--ontology", metavar="FILE", help="YAML file with event types and entries of your own; see docs/ontology.md.")
@click.option("--actors", metavar="FILE", help="YAML or CSV file with known actors of your own; see docs/actors.md.")
@click.option("--fix-text", is_flag=True, help="Repair wrongly decoded characters (flagged in the reading).")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def read(sources: tuple[str, ...], form: str, page: Path | None, color: bool | None, **chosen: Any) -> None:
    """Read reports and print what they say.

    SOURCE is a text, HTML or JSONL file, a folder of them, or - for standard input. A report that cannot be read is named on standard error
    and the rest go on; the exit code is 1 only when none could be read.
    """
    settings = Settings(**{**chosen, "published": _day(chosen["published"])})
    readings = _read(sources, settings)
    kept: list[Reading] = []
    done = 0
    for reading in _shown(readings, form, color):
        done += 1
        if page:
            kept.append(reading)
    if not done:
        raise SourceError("no report could be read; see the messages above")
    if page:
        _write_page(page, kept)


@commands.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--event", metavar="ID", help="Explain only the event with this id; without it, every event of the reports.")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that carry none.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that carry none.")
@click.option("--ontology", metavar="FILE", help="YAML file with event types and entries of your own; see docs/ontology.md.")
@click.option("--actors", metavar="FILE", help="YAML or CSV file with known actors of your own; see docs/actors.md.")
@click.option("--fix-text", is_flag=True, help="Repair wrongly decoded characters (flagged in the reading).")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def explain(sources: tuple[str, ...], event: str | None, color: bool | None, **chosen: Any) -> None:
    """Say why each event was read: which words, which lexicon entry or network, which rule of factuality.

    Ids stand in the output of `read --format json`. Give the same options as to `read`: they change what is read.
    """
    from dragoman.read import load_ontology
    from dragoman.read.explaining import explain_events
    from dragoman.show import print_explanations

    settings = Settings(**{**chosen, "published": _day(chosen["published"])})
    own = load_ontology(settings.ontology) if settings.ontology else None
    done = found = 0
    for reading in _read(sources, settings):
        done += 1
        explanations = explain_events(reading, event, own)
        found += len(explanations)
        print_explanations(explanations, _console(color, sys.stdout))
    if not done:
        raise SourceError("no report could be read; see the messages above")
    if event and not found:
        raise SettingError(f"--event {event}: no event of {', '.join(sources)} has this id; `dragoman explain` without --event lists them")


@commands.group()
def ontology() -> None:
    """Work on event types and entries of your own."""


@ontology.command()
@click.argument("file")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def check(file: str, color: bool | None) -> None:
    """Check an ontology FILE, and read each of its examples and look-alikes with it.

    Examples must be found by their entry, look-alikes must leave it quiet; the exit code is 1 when a sentence fails or the file is no ontology.
    """
    from dragoman.read import load_ontology
    from dragoman.read.trials import try_ontology
    from dragoman.show import print_trials

    trials = try_ontology(load_ontology(file))
    print_trials(trials, _console(color, sys.stdout))
    failed = sum(not trial.passed for trial in trials)
    if failed:
        raise DataError(f"ontology {file}: {failed} of {len(trials)} sentences fail; mend their entries or the sentences")


@commands.group()
def actors() -> None:
    """Work on known actors of your own."""


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


@commands.command()
def schema() -> None:
    """Print the JSON Schema of what `read --format jsonl` prints."""
    from dragoman.schema import text

    click.echo(text(), nl=False)


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read; each takes about 1 GB of memory.")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that carry none.")
@click.option("--outlet", metavar="NAME", help="Outlet of reports that carry none.")
@click.option("--ontology", metavar="FILE", help="YAML file with event types and entries of your own; see docs/ontology.md.")
@click.option("--actors", metavar="FILE", help="YAML or CSV file with known actors of your own; see docs/actors.md.")
@click.option("--fix-text", is_flag=True, help="Repair wrongly decoded characters (flagged in the reading).")
def add(case: Path, sources: tuple[str, ...], workers: int, **chosen: Any) -> None:
    """Read reports into a CASE, a file that grows; it is made when it is not there.

    A report that the case has already is not read again, so a run that was stopped goes on by the same command. Another text at the same address is a
    new version of that report.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline import add_sources
    from dragoman.show.progress import Progress

    settings = Settings(**{**chosen, "published": _day(chosen["published"])})
    waiting = lambda holder: click.echo(f"dragoman: {case} is held by {holder}; waiting until it is free", err=True)  # noqa: E731
    with open_case(case, create=True, write=True, waiting=waiting) as kept, Progress(sys.stderr) as progress:
        for item in add_sources(kept, sources, settings, workers):
            if isinstance(item, SourceError):
                progress.say(f"dragoman: {item}")
            progress.note(item)
        total = kept.count()
    click.echo(f"{progress.summary()}; {case} now holds {total} reports", err=True)
    if progress.failed and not progress.done:
        raise SourceError("no report could be read; see the messages above")


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="With the versions that later ones have replaced.")
@click.option("--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print.")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def reports(case: Path, everything: bool, form: str, color: bool | None) -> None:
    """List the reports of a CASE, and which are echoes of another."""
    from dragoman.keep import open_case
    from dragoman.show.tables import print_table, report_table

    with open_case(case) as kept:
        print_table(report_table(kept.reports(all_versions=everything), kept.echoes()), form, _console(color, sys.stdout))


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("report", required=False)
@click.option("--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print.")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def echoes(case: Path, report: str | None, form: str, color: bool | None) -> None:
    """Say which reports of a CASE were made from which, how, and why we think so; of one REPORT, or of all."""
    from dragoman.keep import open_case
    from dragoman.show.tables import echo_table, print_table

    with open_case(case) as kept:
        found = kept.echoes(kept.report(report).id if report else None)
        print_table(echo_table(found, {each.id: each for each in kept.reports(all_versions=True)}), form, _console(color, sys.stdout))


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many reports at most.")
@click.option("--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print.")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def search(case: Path, words: tuple[str, ...], limit: int, form: str, color: bool | None) -> None:
    """Find the reports of a CASE with these WORDS: all of them, unless joined by OR; "phrases in quotes"; word*."""
    from dragoman.keep import open_case
    from dragoman.show.tables import hit_table, print_table

    with open_case(case) as kept:
        print_table(hit_table(kept.search(" ".join(words), limit)), form, _console(color, sys.stdout))


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--type", "kind", metavar="TYPE", help="Only events of this PLOVER type.")
@click.option("--actor", metavar="NAME", help="Only events with this name among their parties.")
@click.option("--place", metavar="NAME", help="Only events at this place.")
@click.option("--since", metavar="DATE", help="Only events on this day (YYYY-MM-DD) or later.")
@click.option("--until", metavar="DATE", help="Only events on this day or earlier.")
@click.option("--min-sources", type=click.IntRange(0), default=0, help="Only events with so many independent sources.")
@click.option("--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print.")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def events(case: Path, form: str, color: bool | None, **wanted: Any) -> None:
    """List what happened by the reports of a CASE: one line a happening, however many reports tell it, with the independent sources behind it."""
    from dragoman.keep import open_case
    from dragoman.pipeline import happenings
    from dragoman.show.tables import chosen, happening_table, print_table

    wanted |= {each: _day(wanted[each], each) for each in ("since", "until")}
    with open_case(case) as kept:
        found = [each for each in happenings(kept) if chosen(each, **wanted)]
    print_table(happening_table(found), form, _console(color, sys.stdout))


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("report")
@click.option("--format", "form", type=click.Choice(("brief", "json")), default="brief", show_default=True, help="What to print.")
@click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")
def brief(case: Path, report: str, form: str, color: bool | None) -> None:
    """Print the brief of one REPORT of a CASE, by its id or the beginning of it."""
    from dragoman.keep import open_case

    with open_case(case) as kept:
        for _ in _shown(iter((kept.reading(kept.report(report).id),)), form, color):
            pass


def _day(value: str | None, option: str = "published") -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise SettingError(f"--{option} {value!r} is not a date; write it as YYYY-MM-DD") from None


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


def _shown(readings: Iterator["Reading"], form: str, color: bool | None) -> Iterator["Reading"]:
    """Passes the readings through, printing each in the chosen form as it comes (the overview table when all are there)."""
    import msgspec

    out = sys.stdout
    if form == "jsonl":
        for reading in readings:
            out.write(msgspec.json.encode(reading).decode("utf-8") + "\n")
            out.flush()
            yield reading
    elif form == "json":
        first = True
        for reading in readings:
            body = msgspec.json.format(msgspec.json.encode(reading), indent=2).decode("utf-8")
            out.write(("[\n" if first else ",\n") + body)
            first = False
            yield reading
        out.write("[]\n" if first else "\n]\n")
    else:
        yield from _printed(readings, form, color, out)


def _printed(readings: Iterator["Reading"], form: str, color: bool | None, out: TextIO) -> Iterator["Reading"]:
    from dragoman.show import print_brief, print_overview

    console = _console(color, out)
    if form == "brief":
        for reading in readings:
            print_brief([reading], console)
            yield reading
    else:
        everything = list(readings)
        if everything:
            print_overview(everything, console)
        yield from everything


def _console(color: bool | None, out: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=out, force_terminal=color, no_color=color is False, highlight=False, soft_wrap=False)


def _write_page(page: Path, readings: list["Reading"]) -> None:
    from dragoman.show import html_page

    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(html_page(readings), encoding="utf-8")
    except OSError as error:
        raise SettingError(f"--html {page}: cannot be written ({error.strerror}); choose another file") from error
    click.echo(f"HTML brief: {page.resolve()}", err=True)


if __name__ == "__main__":
    main()
