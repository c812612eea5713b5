"""Write what documents and program both say: docs/commands.md from the commands' own --help, the README's table of figures from eval/floors.json,
the columns of exports and what each format cannot hold from the exports themselves.

Usage: python -m tools.build_docs. A test fails when what it would write differs from what stands there.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli import commands
from dragoman.show.exports import FORMATS
from dragoman.show.exports.columns import TABLES
from dragoman.show.exports.tables import dictionary

ROOT = Path(__file__).parent.parent
COMMANDS = ROOT / "docs" / "commands.md"
README = ROOT / "README.md"
OPEN, CLOSE = "<!-- figures -->\n", "<!-- /figures -->"
FORMAT_PAGES = ROOT / "docs" / "formats"
COLUMNS = FORMAT_PAGES / "columns.md"
LOST = re.compile(r"<!-- lost (\w+) -->\n.*?<!-- /lost -->", re.DOTALL)
WIDTH = 110


def manual() -> str:
    """docs/commands.md as the commands themselves tell it."""
    pages = ["# Commands\n\nMade from `--help` by `python -m tools.build_docs`; a test compares the two.\n"]
    shown: Any = {"max_content_width": WIDTH, "terminal_width": WIDTH, "help_option_names": ["-h", "--help"]}
    pages += _pages(commands, click.Context(commands, info_name="dragoman", **shown), shown)
    return "\n".join(pages)


def _pages(command: click.Command, context: click.Context, shown: dict[str, Any]) -> Iterator[str]:
    """The command's page, then those of its sub-commands by name."""
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name, below in sorted(command.commands.items()):
            yield from _pages(below, click.Context(below, info_name=name, parent=context, **shown), shown)


def figures() -> str:
    """The pinned figures as a Markdown table."""
    pinned = json.loads((ROOT / "eval" / "floors.json").read_text(encoding="utf-8"))["figures"]
    rows = "".join(f"| `{key}` | {value:.1f} |\n" for key, value in sorted(pinned.items()))
    return f"| figure | pinned |\n| --- | ---: |\n{rows}"


def readme() -> str:
    """README.md with the table of figures as pinned now."""
    before, rest = README.read_text(encoding="utf-8").split(OPEN)
    return f"{before}{OPEN}{figures()}{CLOSE}{rest.split(CLOSE)[1]}"


def columns() -> str:
    """docs/formats/columns.md: every column of the csv and parquet exports."""
    found = ["# Columns\n\nOf the [csv](csv.md) and [parquet](parquet.md) exports. Made by `python -m tools.build_docs`; a test compares.\n"]
    for name, kind in TABLES.items():
        rows = "".join(f"| `{column}` | {type_} | {meaning} |\n" for table, column, type_, meaning in dictionary() if table == name)
        found.append(f"## {name}\n\n{kind.__doc__}\n\n| column | type | |\n| --- | --- | --- |\n{rows}")
    return "\n".join(found)


def format_page(page: str) -> str:
    """A page on formats with what each cannot hold as the program says it."""

    def told(match: re.Match[str]) -> str:
        lost = "".join(f"- {each.what} → {each.where}\n" for each in FORMATS[match[1]].lost) or "- Nothing.\n"
        return f"<!-- lost {match[1]} -->\n{lost}<!-- /lost -->"

    return LOST.sub(told, page)


if __name__ == "__main__":
    COLUMNS.write_text(columns(), encoding="utf-8")
    for path in sorted(FORMAT_PAGES.glob("*.md")):
        path.write_text(format_page(path.read_text(encoding="utf-8")), encoding="utf-8")
    COMMANDS.write_text(manual(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
