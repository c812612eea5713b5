"""The commands that say what a case implies: ties and sides, tension, coalitions, episodes, and what if. They only read."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dragoman.cli.common import TABLES, Declared, case_argument, color_option, console, day, filters, wanted
from dragoman.model.errors import SettingError

if TYPE_CHECKING:
    from dragoman.keep import Case
    from dragoman.show.sections import Section

seats_option = click.option("--seats", "house", metavar="FILE", type=click.Path(path_type=Path), help="YAML file with parties and seats of your own.")
_why = click.option("--why", "words", is_flag=True, help="With the words of the reports on which each line stands.")
_format = click.option(
    "--format", "form", type=click.Choice(TABLES), default="table", show_default=True, help="What to print; csv holds one section."
)


def shown_as(*parts: str) -> Callable[[Declared], Declared]:
    """The command with `--only` one of these sections, `--why`, `--format` and `--color`."""

    def declare(command: Declared) -> Declared:
        only = click.option("--only", type=click.Choice(parts), help="Only this section.")
        return only(_why(_format(color_option(command))))

    return declare


class Shown(NamedTuple):
    """What is printed, and how."""

    only: str | None
    words: bool
    form: str
    color: bool | None


def _taken(chosen: dict[str, Any]) -> Shown:
    """How it is shown, taken out of the options; what is left says what is looked at."""
    return Shown(*(chosen.pop(each) for each in Shown._fields))


def _print(case: "Case", sections: Sequence["Section"], shown: Shown) -> None:
    from dragoman.pipeline.assessing import words_of
    from dragoman.show.sections import print_sections

    some = [each for each in sections if shown.only is None or each.key == shown.only.replace("-", "_")]
    said = words_of(case, {id_ for each in some for ids in each.grounds for id_ in ids}) if shown.words else None
    print_sections(some, shown.form, console(shown.color, sys.stdout), said)


@click.command()
@case_argument
@filters("actor", "since", "until")
@click.option("--sign", type=click.Choice(("for", "against")), help="Only ties of this sign.")
@click.option("--before", metavar="DATE", help="The day with which ties are compared; by default a quarter before the last, or in the middle.")
@shown_as("ties", "camps", "patrons", "between-the-camps", "brokers", "moved")
def ties(case: Path, **chosen: Any) -> None:
    """Say who is tied to whom by the events and reports of a CASE, in which camps, who backs whom, who stands between, and what moved.

    Things stand as of --until, by default the day of the newest report. --since leaves out what is older.
    """
    from datetime import date

    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import moved_of, sides_of, ties_of
    from dragoman.show import sided

    shown, sign, earlier = _taken(chosen), chosen.pop("sign"), day(chosen.pop("before"), "before")
    with open_case(case) as kept:
        asked = wanted(chosen)
        found = ties_of(kept, asked, sign=None if sign is None else 1 if sign == "for" else -1)
        past = date.fromisoformat(earlier).toordinal() if earlier else None
        sections = (sided.tied(found), *sided.sides(sides_of(kept, asked)), sided.moved(moved_of(kept, asked, past)))
        _print(kept, sections, shown)


@click.command()
@case_argument
@filters("actor", "since", "until")
@click.option("--by", type=click.Choice(("day", "week")), help="Days or weeks; by default days where there is an event a day.")
@click.option("--between", nargs=2, metavar="ACTOR ACTOR", help="Only what these two did to each other: ids or names.")
@shown_as("course", "stands-out", "hottest-pairs")
def tension(case: Path, **chosen: Any) -> None:
    """Say how hot it was over time by the events of a CASE, what stands out and what drove it, and between whom it is hottest.

    Without --since over the last year.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import tension_of
    from dragoman.show.course import course

    shown, unit, between = _taken(chosen), chosen.pop("by"), chosen.pop("between")
    with open_case(case) as kept:
        found = course(tension_of(kept, wanted(chosen), unit=unit, sides=between))
        _print(kept, found, shown)


@click.command()
@case_argument
@seats_option
@click.option("--lift", multiple=True, metavar="PARTY", help="Suppose that this party drops its refusals; may be given again.")
@shown_as("seats", "refusals", "coalitions")
def coalitions(case: Path, **chosen: Any) -> None:
    """Say who can win a vote by the seats that the reports of a CASE give, or a file of yours: which coalitions, which of them parties refuse."""
    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import coalitions_of, read_house
    from dragoman.show.chamber import chamber

    shown, house = _taken(chosen), chosen["house"]
    given = read_house(house) if house else None
    with open_case(case) as kept:
        found = coalitions_of(kept, given, lift=chosen["lift"])
        if found is None:
            raise SettingError(f"{case}: no report of it gives the seats of two parties; give them by --seats FILE, see docs/assessments.md")
        _print(kept, chamber(found), shown)


@click.command()
@case_argument
@filters("actor", "since", "until")
@shown_as("episodes", "mediators", "turns")
def episodes(case: Path, **chosen: Any) -> None:
    """Say who stepped in after which crisis of a CASE, with whom, and what followed; who mediates; and who changed position.

    Without --since of the last year.
    """
    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import episodes_of, turns_of
    from dragoman.show.story import story, turned

    shown = _taken(chosen)
    with open_case(case) as kept:
        asked = wanted(chosen)
        _print(kept, (*story(episodes_of(kept, asked)), turned(turns_of(kept, asked))), shown)


@click.command()
@case_argument
@click.option("--remove-actor", multiple=True, metavar="ACTOR", help="Suppose that this actor is not there: an id or a name; may be given again.")
@click.option("--flip-tie", nargs=2, multiple=True, metavar="ACTOR ACTOR", help="Suppose that these two are foes where they are friends.")
@click.option("--lift-refusal", nargs=2, multiple=True, metavar="PARTY PARTY", help="Suppose that these two parties no longer refuse each other.")
@click.option("--drop-event", multiple=True, metavar="EVENT", help="Suppose that this event did not happen.")
@seats_option
@filters("since", "until")
@_format
@color_option
def whatif(case: Path, form: str, color: bool | None, house: Path | None, **chosen: Any) -> None:
    """Suppose one thing of a CASE otherwise, and print the same assessments beside those of the record itself. Nothing is written."""
    from dragoman.keep import open_case
    from dragoman.pipeline.assessing import change, read_house, supposed_of
    from dragoman.show.sections import print_sections
    from dragoman.show.supposed import supposed

    given = read_house(house) if house else None
    asked = [(kind, of if isinstance(of, tuple) else (of,)) for kind in KINDS for of in chosen.pop(kind)]
    if not asked:
        raise SettingError("nothing is supposed; give --remove-actor, --flip-tie, --lift-refusal or --drop-event")
    with open_case(case) as kept:
        changes = [change(kept, kind, of) for kind, of in asked]
        found = supposed_of(kept, changes, wanted(chosen), given)
        names = kept.streams.names({each for one in changes for each in one.of})
        print_sections((supposed(found, names),), form, console(color, sys.stdout))


KINDS = ("remove_actor", "flip_tie", "lift_refusal", "drop_event")
