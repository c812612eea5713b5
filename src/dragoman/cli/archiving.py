"""`dragoman read --to`: reports into an archive, by processes of this machine or by a cluster."""

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from dragoman.model.errors import SettingError, SourceError
from dragoman.settings import Settings

if TYPE_CHECKING:
    from dragoman.pipeline.archiving import Pool

Declared = TypeVar("Declared", bound=Callable[..., object])

_options = (
    click.option(
        "--to", metavar="DIR", help="Print nothing; keep the readings as Parquet in this folder (docs/archive.md), which may be in a store."
    ),
    click.option("--workers", type=click.IntRange(1), help="With --to: processes that read, each with about 1 GB of memory; 1 without it."),
    click.option("--cluster", metavar="ADDRESS", help="With --to: let a dask cluster read, by its scheduler's address; local:N begins one here."),
    click.option("--shard", type=click.IntRange(1), help="With --to: reports a shard; 500 without it."),
)


def archive_options(command: Declared) -> Declared:
    """The command with `--to` and what goes with it."""
    for option in reversed(_options):
        command = option(command)
    return command


class Into(NamedTuple):
    """The options of `archive_options`, as they were given."""

    to: str | None
    workers: int | None
    cluster: str | None
    shard: int | None

    def check(self, printing: str | None) -> None:
        """SettingError where options do not go together; `printing`: one that was given and prints."""
        alone = next((name for name, value in zip(self._fields, self, strict=True) if value is not None), None)
        if self.to is None and alone:
            raise SettingError(f"--{alone} goes with --to DIR, which keeps the readings; without it one process reads and prints")
        if self.to is not None and printing:
            raise SettingError(f"--to keeps what {printing} would print; give one of them")
        if self.workers is not None and self.cluster is not None:
            raise SettingError("--workers are processes of this machine, --cluster those of a cluster; give one of them (--cluster local:4)")


def read_to(to: str, into: Into, sources: Sequence[str], settings: Settings) -> None:
    """Reads the sources into the archive and tells how far it has come."""
    from dragoman.ingest.counting import count
    from dragoman.pipeline import begun, read_archive
    from dragoman.pipeline.archiving import SHARD
    from dragoman.show.archiving import Archiving

    def held(holder: str) -> None:
        click.echo(f"dragoman: {to} is being written by {holder}; waiting until it is free", err=True)

    with begun(to, settings, into.shard or SHARD, held) as archive:
        progress = Archiving(sys.stderr, count(sources))
        try:
            with _pool(into) as pool:
                for step in read_archive(archive, sources, settings, pool):
                    progress.note(step.shard, fresh=step.fresh)
        except KeyboardInterrupt:
            progress.say(f"{progress.summary()}; what is read is kept, and the same command goes on")
            raise
        manifest = archive.manifest
    again = f" ({manifest.repeated:,} more were given again)" if manifest.repeated else ""
    progress.say(f"{progress.summary()}; {to} now holds {manifest.reports:,} reports with {manifest.events:,} events{again}")
    if not manifest.reports:
        raise SourceError("no report could be read; see the messages above")


def _pool(into: Into) -> AbstractContextManager["Pool"]:
    if into.cluster is not None:
        from dragoman.cluster import Cluster

        return Cluster(into.cluster)
    from dragoman.pipeline import Processes

    return Processes(into.workers or 1)
