import io
import re

import pytest
from msgspec import structs
from rich.console import Console

from dragoman.show import print_brief, print_overview
from dragoman.show.terminal import safe

from .made import LONG, STRIKE, bare, made


def printed(width: int, *, colour: bool = False, several: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, color_system="truecolor" if colour else None)
    print_brief([made(), bare("x")] if several else [made()], console)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [20, 40, 80, 100, 128, 160, 240])
def test_fits_and_keeps_the_evidence(width: int) -> None:
    shown = printed(width, several=True)
    assert max(map(len, shown.splitlines())) <= width
    if width >= 80:  # columns interleave words: whole quotations stand on their own only where lines are stacked
        for name in ("Who", "What happened", "On whose word", "Would not say", "Disputed", "Ahead", "Seats"):
            assert re.search(rf"^{name}\b", shown, re.M)
    assert "…" not in shown  # the invented text has no long sentence: nothing may be cut


def test_stacked_lines_hold_every_quotation_whole() -> None:
    shown = letters(printed(80))
    assert letters("‘The Guard may blockade the strait, Thane said, and threatened to shell the lighthouse.’ [s. 9]") in shown
    assert letters("occurred — DENIED") in shown


def test_plain_text_without_a_terminal() -> None:
    assert "\x1b" not in printed(100)
    assert "\x1b[" in printed(100, colour=True)


def test_markup_of_a_report_is_text() -> None:
    assert "<b>talks</b>" in printed(100)


@pytest.mark.parametrize(
    ("text", "shown"), [("\x1b[31m", "␛[31m"), ("a\u202eb", "a\ufffdb"), ("\x9b2J", "\ufffd2J"), ("\ud800", "\ufffd"), ("é🧂", "é🧂")]
)
def test_control_characters_are_shown_not_obeyed(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_long_words_fold() -> None:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    reading = bare(LONG)
    print_overview([reading, reading], console)
    assert isinstance(console.file, io.StringIO)
    assert "r-bare" in console.file.getvalue()


def test_nothing_to_print() -> None:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    print_brief([], console)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""


def overview_at(width: int, name: str = "harrow quay, second wire.txt") -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    reading = made()
    named = structs.replace(reading, report=structs.replace(reading.report, external_id=name))
    print_overview([named, named], console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_the_overview_keeps_names_whole(width: int) -> None:
    shown = overview_at(width)
    assert shown.count("harrow quay, second wire.txt") == 2
    assert "9 Mar 2031" in shown
    assert max(map(len, shown.splitlines())) <= width


def test_the_overview_gives_way_from_the_right() -> None:
    assert "Outlet" in overview_at(140)
    assert "year inferred" in overview_at(180)
    assert "Silences" in overview_at(100)
    narrow = overview_at(70)
    assert "Events" in narrow
    assert "Silences" not in narrow
    assert "events 4" in overview_at(70, "x" * 200)  # no room for a table: stacked


@pytest.mark.parametrize("width", [80, 160])
def test_what_the_sources_come_to_and_how_they_spoke(width: int) -> None:
    shown = printed(width)
    assert re.search(r"^On whose word +\d+\n  At least 6 distinct sources, 3 of them anonymous\n", shown, re.M)
    assert letters("denies, to The council, in a letter: “We did not launch a single drone,” [s. 3]") in letters(shown)
    assert "by Bo Quill and Ida Marsh" in shown


def test_each_report_begins_with_its_name() -> None:
    assert re.search(r"^ harrow <1>\.txt +━{10,}", printed(100), re.M)


def test_what_runs_on_and_what_to_do() -> None:
    plain = structs.replace(STRIKE, mode=None, actors=(), recipients=(), date=None, place=None, counts=(), attributions=())
    console = Console(file=io.StringIO(), width=80, color_system=None)
    print_brief([structs.replace(made(), events=(plain,), disputes=(), integrity=0.2)], console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "Also mentioned: attack (ASSAULT) [s.\u00a02]" in shown
    assert "→ Names, figures and negations may be wrong" in shown
