"""The table of `dragoman ontology check`."""

import io

from rich.console import Console

from dragoman.model.ontology import Trial
from dragoman.show import print_trials


def printed(*trials: Trial) -> str:
    out = io.StringIO()
    print_trials(trials, Console(file=out, width=100))
    return out.getvalue()


def test_each_sentence_has_its_result() -> None:
    shown = printed(
        Trial(entry="a.b", kind="example", sentence="One.", read_as=("a.b", "c.d")),
        Trial(entry="a.b", kind="example", sentence="Two.", read_as=()),
        Trial(entry="a.b", kind="look-alike", sentence="Three.", read_as=("c.d",)),
        Trial(entry="a.b", kind="look-alike", sentence="Four.", read_as=("a.b",)),
    )
    rows = [line.split() for line in shown.splitlines()[2:]]
    assert rows[:4] == [["found", "a.b", "One.", "c.d"], ["missed", "a.b", "Two."], ["quiet", "a.b", "Three.", "c.d"], ["fires", "a.b", "Four."]]
    assert "2 of 4 sentences" in shown


def test_a_sentence_is_text_and_cannot_move_the_cursor() -> None:
    shown = printed(Trial(entry="a.b", kind="example", sentence="[bold]x[/bold] \x1b[2J", read_as=()))
    assert "[bold]x[/bold]" in shown
    assert "\x1b" not in shown


def test_nothing_to_try() -> None:
    assert printed() == "0 of 0 sentences are read as they should be.\n"
