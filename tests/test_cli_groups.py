"""A group whose default command takes what names none of its commands."""

import click
import pytest
from click.testing import CliRunner

from dragoman.cli.common import DefaultGroup


def toys(with_default: bool) -> click.Group:
    @click.group(cls=DefaultGroup, default="list", context_settings={"help_option_names": ["-h", "--help"]})
    def group() -> None:
        """Toys."""

    @group.command("import")
    @click.argument("files", nargs=-1, required=True)
    def import_(files: tuple[str, ...]) -> None:
        click.echo(f"import {' '.join(files)}")

    @click.command("list")
    @click.argument("case")
    @click.option("--format", "form", default="table")
    def list_(case: str, form: str) -> None:
        """List toys."""
        click.echo(f"list {case} as {form}")

    if with_default:
        group.add_command(list_)
    return group


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("import a b", "import a b"),
        ("box.case", "list box.case as table"),
        ("box.case --format csv", "list box.case as csv"),
        ("--format csv box.case", "list box.case as csv"),
        ("list box.case", "list box.case as table"),
        ("./import", "list ./import as table"),
        ("-- import", "list import as table"),
    ],
)
def test_a_first_argument_that_is_no_command_goes_to_the_default(words: str, told: str) -> None:
    ran = CliRunner().invoke(toys(True), words.split())
    assert (ran.exit_code, ran.output) == (0, f"{told}\n")


@pytest.mark.parametrize("words", ["-h", "--help", ""])
def test_help_of_the_group_hides_the_default(words: str) -> None:
    told = CliRunner().invoke(toys(True), words.split()).output
    assert "import" in told
    assert "List toys" not in told


def test_help_after_an_argument_is_that_of_the_default() -> None:
    assert "List toys" in CliRunner().invoke(toys(True), ["box.case", "--help"]).output


def test_without_the_default_it_is_an_ordinary_group() -> None:
    ran = CliRunner().invoke(toys(False), ["box.case"])
    assert ran.exit_code == 2
    assert "No such command 'box.case'" in ran.output
