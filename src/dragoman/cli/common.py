"""What several commands share: options, how a reading is printed, a group with a default command."""

import getpass
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from dragoman.model.errors import SettingError
from dragoman.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.model.reading import Reading
    from dragoman.model.wanted import Wanted

FORMATS = ("brief", "overview", "json", "jsonl")
TABLES = ("table", "json", "csv")

Declared = TypeVar("Declared", bound=Callable[..., Any])

case_argument = click.argument("case", type=click.Path(path_type=Path))
color_option = click.option("--color/--no-color", default=None, help="Colour on or off; by default on in a terminal, off when piped.")

_table_format = click.option("--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print.")
_reading = (
    click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that carry none."),
    click.option("--outlet", metavar="NAME", help="Outlet of reports that carry none."),
    click.option("--ontology", metavar="FILE", help="YAML file with event types and entries of your own; see docs/ontology.md."),
    click.option("--actors", metavar="FILE", help="YAML or CSV file with known actors of your own; see docs/actors.md."),
    click.option("--fix-text", is_flag=True, help="Repair wrongly decoded characters (flagged in the reading)."),
    click.option(
        "--first-look/--no-first-look",
        default=None,
        help="Pass over reports about nothing but sport or markets: the rule where `read` has --to, never where there is an --ontology.",
    ),
    click.option("--public-only", is_flag=True, help="Fetch no address of this machine or its network, and use no proxy."),
)


def table_options(command: Declared) -> Declared:
    """The command with `--format table|json|csv` (its argument `form`) and `--color/--no-color` (`color`)."""
    return _table_format(color_option(command))


def reading_options(command: Declared) -> Declared:
    """The command with the options that change what is read, each named as its field of `Settings`."""
    for option in reversed(_reading):
        command = option(command)
    return command


class DefaultGroup(click.Group):
    """A group that gives a first argument which names none of its commands to the command named by `default`.

    That command is not listed. Until it is added, this is an ordinary group. The group takes no option but --help.
    """

    def __init__(self, *args: Any, default: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.default = default

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in super().list_commands(ctx) if name != self.default]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ours = {*self.commands, *self.get_help_option_names(ctx)}
        if self.default in self.commands and args and args[0] not in ours:
            args = [self.default, *args]
        return super().parse_args(ctx, args)


_filters = {
    "actor": click.option("--actor", metavar="NAME", help="Only with this name: its words, the last may be cut short."),
    "type": click.option("--type", metavar="TYPE", help="Only of this PLOVER type."),
    "sector": click.option("--sector", "type", metavar="SECTOR", help="Only of this PLOVER sector (GOV, MIL, REB …)."),
    "place": click.option("--place", metavar="NAME", help="Only at this place."),
    "country": click.option("--country", "place", metavar="ISO3", help="Only of this country, by its code of three letters."),
    "since": click.option("--since", metavar="DATE", help="Only on this day (YYYY-MM-DD) or later."),
    "until": click.option("--until", metavar="DATE", help="Only on this day or earlier."),
    "min_sources": click.option("--min-sources", type=click.IntRange(0), default=0, help="Only with so many independent sources."),
    "min_reports": click.option("--min-reports", "min_sources", type=click.IntRange(0), default=0, help="Only in so many reports."),
}
limit_option = click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many rows at most.")


def filters(*names: str, status: tuple[str, ...] = (), limited: bool = True) -> Callable[[Declared], Declared]:
    """The command with these filters, `--status` with its values if there are any, and `--limit` if `limited`: the fields of `Wanted`."""

    def declare(command: Declared) -> Declared:
        command = limit_option(command) if limited else command
        if status:
            command = click.option("--status", type=click.Choice(status), help="Only with this status.")(command)
        for name in reversed(names):
            command = _filters[name](command)
        return command

    return declare


def wanted(chosen: dict[str, Any]) -> "Wanted":
    """The filters as one noun; SettingError where a day is none."""
    from dragoman.model.wanted import Wanted

    dates: dict[str, str | None] = {each: day(chosen[each], each) for each in ("since", "until") if each in chosen}
    return Wanted(**{**chosen, **dates})


def held(case: Path) -> Callable[[str], None]:
    """Says, once, that another process holds the case."""
    return lambda holder: click.echo(f"dragoman: {held_by(case, holder)}", err=True)


def held_by(case: Path, holder: str) -> str:
    return f"{case} is held by {holder}; waiting until it is free"


def user() -> str:
    """Who runs the command, by name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a name
        return "unknown"


def settings_of(chosen: dict[str, Any], *, first_look: bool = False) -> Settings:
    """The settings that the options of `reading_options` make; `first_look` is what holds where they do not say."""
    looks = first_look if chosen["first_look"] is None else chosen["first_look"]
    return Settings(**{**chosen, "published": day(chosen["published"]), "first_look": looks and chosen["ontology"] is None})


def day(value: str | None, option: str = "published") -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise SettingError(f"--{option} {value!r} is not a date; write it as YYYY-MM-DD") from None


def console(color: bool | None, out: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=out, force_terminal=color, no_color=color is False, highlight=False, soft_wrap=False)


def shown(readings: Iterator["Reading"], form: str, color: bool | None) -> Iterator["Reading"]:
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

    screen = console(color, out)
    if form == "brief":
        for reading in readings:
            print_brief([reading], screen)
            yield reading
    else:
        everything = list(readings)
        if everything:
            print_overview(everything, screen)
        yield from everything


def write_page(page: Path, content: str, what: str) -> None:
    """Writes what `--html` asks for and says where; SettingError where it cannot be written."""
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(content, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"--html {page}: cannot be written ({error.strerror}); choose another file") from error
    click.echo(f"{what}: {page.resolve()}", err=True)
