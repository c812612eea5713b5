"""Write docs/commands.md from the commands' own --help, and the README's table of figures from eval/floors.json.

Usage: python -m tools.build_docs. A test fails when what it would write differs from what stands there.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli import commands

ROOT = Path(__file__).parent.parent
COMMANDS = ROOT / "docs" / "commands.md"
README = ROOT / "README.md"
OPEN, CLOSE = "<!-- figures -->\n", "<!-- /figures -->"
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


if __name__ == "__main__":
    COMMANDS.write_text(manual(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
