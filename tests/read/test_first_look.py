"""The first look: what is passed over as sport or markets, and that one word of power, force or law has a report read."""

from pathlib import Path

import pytest

from dragoman.model.text import Report
from dragoman.read import load_ontology, read_report
from dragoman.read.first_look import LETTERS, entries, pass_over

MATCH = next(entry.examples[0] for entry in entries() if entry.subject == "sport")
OWN = Path(__file__).parents[2] / "examples" / "ontology" / "river.yaml"


@pytest.mark.parametrize(
    ("subject", "text"), [(entry.subject, text) for entry in entries() for text in (entry.lookalikes if entry.subject == "kept" else entry.examples)]
)
def test_reports_about_nothing_else_are_passed_over(subject: str, text: str) -> None:
    passed = pass_over(text)
    assert passed is not None
    assert subject in (passed.subject, "kept")
    assert all(word in text.lower() for word in passed.words)


@pytest.mark.parametrize("text", [text for entry in entries() for text in (entry.examples if entry.subject == "kept" else entry.lookalikes)])
def test_others_are_read(text: str) -> None:
    assert pass_over(text) is None


def test_words_are_such_as_the_text_is_cut_into_and_mean_one_thing() -> None:
    lists = [set(entry.values) for entry in entries()]
    assert all(LETTERS.fullmatch(word) and word.islower() for words in lists for word in words)
    kept = next(set(entry.values) for entry in entries() if entry.subject == "kept")
    assert not any(kept & words for words in lists if words != kept)


def test_what_is_passed_over_is_kept_as_it_is_and_says_why() -> None:
    report = Report(id="r-1", text=f"Halden go top\n\n{MATCH}", published="1979-05-04")
    reading = read_report(report, first_look=True)
    assert reading.passed_over is not None
    assert reading.report.text == report.text
    assert reading.report.headline == "Halden go top"
    assert (reading.sentences, reading.events, reading.mentions, reading.flags) == ((), (), (), ())
    assert reading.parts[0].kind == "headline"


def test_without_a_first_look_everything_is_read() -> None:
    report = Report(id="r-1", text=MATCH)
    reading = read_report(report)
    assert reading.passed_over is None
    assert reading.sentences


def test_with_event_types_of_ones_own_everything_is_read() -> None:
    assert read_report(Report(id="r-1", text=MATCH), load_ontology(str(OWN)), first_look=True).passed_over is None
