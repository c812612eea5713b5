"""The command line; the only package that prints."""

import sys

import click

from dragoman.cli import assessments, cases, comparing, corrections, exporting, lookups, reading, serving
from dragoman.model.errors import DragomanError


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


READING = (reading.read, reading.explain, reading.ontology, reading.schema)
CHANGING = (cases.add, cases.rebuild, corrections.correct, corrections.undo)
LOOKING = (
    serving.serve, serving.mcp, exporting.export,
    lookups.brief, lookups.events, lookups.news, lookups.why, lookups.disputes, lookups.ahead, reading.actors, lookups.sources, lookups.silences,
    lookups.reports, lookups.echoes, lookups.search, corrections.corrections, corrections.changes,
    comparing.compare,
)  # fmt: skip
ASSESSING = (assessments.ties, assessments.tension, assessments.coalitions, assessments.episodes, assessments.whatif)
for each in (*READING, *CHANGING, *LOOKING, *ASSESSING):
    commands.add_command(each)
reading.actors.add_command(lookups.actors)
