"""The commands that look things up in a case. They only read, and never wait for who writes."""

import sys
from pathlib import Path
from typing import Any

import click

from dragoman.cli.common import case_argument, color_option, console, filters, limit_option, shown, table_options, wanted

STANDINGS = ("told", "disputed", "denied", "rejected")
OUTCOMES = ("happened", "did_not_happen", "overdue", "pending", "unknown")
DISPUTES = ("denial", "whether", "figure", "place", "perpetrator")
SOURCES = ("named", "anonymous", "collective", "document", "outlet", "unspecified")
ACTORS = ("person", "organization", "group", "state", "place")


@click.command()
@case_argument
@click.option("--all", "everything", is_flag=True, help="With the versions that later ones have replaced.")
@limit_option
@table_options
def reports(case: Path, everything: bool, limit: int, form: str, color: bool | None) -> None:
    """List the reports of a CASE, the newest first, and which are echoes of another."""
    from dragoman.keep import open_case
    from dragoman.show.tables import print_table, report_table

    with open_case(case) as kept:
        found = list(kept.reports(all_versions=everything, limit=limit))
        print_table(report_table(found, kept.echo_chain(each.id for each in found)), form, console(color, sys.stdout))
        _more(kept.count(all_versions=everything), len(found), form)


@click.command()
@case_argument
@click.argument("report", required=False)
@limit_option
@table_options
def echoes(case: Path, report: str | None, limit: int, form: str, color: bool | None) -> None:
    """Say which reports of a CASE were made from which, how, and why we think so; of one REPORT, or of all."""
    from dragoman.keep import open_case
    from dragoman.show.tables import echo_table, print_table

    with open_case(case) as kept:
        found = kept.echoes(kept.report(report).id if report else None, limit)
        print_table(echo_table(found, {each.report: kept.report(each.report) for each in found}), form, console(color, sys.stdout))


@click.command()
@case_argument
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1_000), default=20, show_default=True, help="How many reports at most.")
@table_options
def search(case: Path, words: tuple[str, ...], limit: int, form: str, color: bool | None) -> None:
    """Find the reports of a CASE with these WORDS: all of them, unless joined by OR; "phrases in quotes"; word*."""
    from dragoman.keep import open_case
    from dragoman.show.tables import hit_table, print_table

    with open_case(case) as kept:
        print_table(hit_table(kept.look.search(" ".join(words), limit)), form, console(color, sys.stdout))


@click.command()
@case_argument
@filters("type", "actor", "place", "since", "until", "min_sources", status=STANDINGS)
@click.option("--sort", type=click.Choice(("day", "sources")), default="day", show_default=True, help="The newest or the best founded first.")
@table_options
def events(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List what happened by the reports of a CASE: one line an event, however many reports tell it, with the independent sources behind it."""
    from dragoman.keep import open_case
    from dragoman.show.tables import happening_table, print_table

    with open_case(case) as kept:
        print_table(happening_table(kept.look.happenings(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@filters("actor", "since", "until", "min_sources")
@click.option("--sort", type=click.Choice(("day", "sources")), default="day", show_default=True, help="The newest or the best founded first.")
@table_options
def news(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List what several reports of a CASE are about, by their heads: fires and finals too, which are no political event.

    --actor are words of the head; --min-sources counts outlets that are no echoes.
    """
    from dragoman.keep import open_case
    from dragoman.show.tables import news_table, print_table

    with open_case(case) as kept:
        print_table(news_table(kept.look.news(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@click.argument("event")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="What to print.")
@color_option
def why(case: Path, event: str, form: str, color: bool | None) -> None:
    """Say why a CASE holds an EVENT, by its id or the beginning of it: on whose word, in which words, what joined them, who denies it."""
    import msgspec

    from dragoman.keep import open_case
    from dragoman.pipeline import why as found
    from dragoman.show.why import print_why

    with open_case(case) as kept:
        reasons = found(kept, event)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(reasons), indent=2).decode())
    else:
        print_why(reasons, console(color, sys.stdout))


@click.command()
@case_argument
@filters("type", "actor", "place", "since", "until", "min_sources", status=DISPUTES)
@table_options
def disputes(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List what is disputed in a CASE: who denies what, figures that differ and how they moved, whether, where and by whom it happened.

    --status is the kind of dispute.
    """
    from dragoman.keep import open_case
    from dragoman.show.records import contest_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(contest_table(kept.look.contests(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@filters("type", "actor", "place", "since", "until", status=OUTCOMES)
@table_options
def ahead(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List what the reports of a CASE announce, and what became of it: happened, did not happen, overdue, still pending."""
    from dragoman.keep import open_case
    from dragoman.show.records import due_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(due_table(kept.look.dues(wanted(chosen))), form, console(color, sys.stdout))


@click.command("list")
@case_argument
@filters("actor", "sector", "country", "since", "min_reports", status=ACTORS)
@table_options
def actors(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List the actors of a CASE, those in most reports first, with the offices that they held and when. --status is the kind of actor."""
    from dragoman.keep import open_case
    from dragoman.show.records import entity_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(entity_table(kept.look.entities(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@filters("actor", "since", "until", status=SOURCES)
@table_options
def sources(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List who is heard in a CASE, those in most reports first. --status is the kind of source."""
    from dragoman.keep import open_case
    from dragoman.show.records import speaker_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(speaker_table(kept.look.speakers(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@filters("actor", "since", "until", status=("none", "declined", "unreachable"))
@table_options
def silences(case: Path, form: str, color: bool | None, **chosen: Any) -> None:
    """List who was asked for a word by the reports of a CASE and gave none."""
    from dragoman.keep import open_case
    from dragoman.show.records import silence_table
    from dragoman.show.tables import print_table

    with open_case(case) as kept:
        print_table(silence_table(kept.look.silences(wanted(chosen))), form, console(color, sys.stdout))


@click.command()
@case_argument
@click.argument("report", required=False)
@click.option("--format", "form", type=click.Choice(("brief", "json")), default="brief", show_default=True, help="What to print.")
@color_option
def brief(case: Path, report: str | None, form: str, color: bool | None) -> None:
    """Print the brief of a CASE: what happened last, what is disputed, what is due; or of one REPORT of it, by its id or the beginning of it."""
    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import coalitions_of, episodes_of, sides_of, tension_of
    from dragoman.show.situation import FEW, implied, print_situation

    with open_case(case) as kept:
        if report is None:
            asked = wanted({"limit": FEW})
            more = implied(sides_of(kept, asked), tension_of(kept, asked), coalitions_of(kept), episodes_of(kept, asked))
            print_situation(kept.look.counts(), kept.look, form, console(color, sys.stdout), more)
            return
        for _ in shown(iter((kept.reading(kept.report(report).id),)), form, color):
            pass


def _more(total: int, given: int, form: str) -> None:
    if form == "table" and total > given:
        click.echo(f"{total - given} more; --limit shows them", err=True)
