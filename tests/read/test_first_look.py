"""The first look: what is passed over as sport or markets, and that one word of power, force or law has a report read."""

from pathlib import Path

import pytest

from dragoman.model.text import Report
from dragoman.read import load_ontology, read_report
from dragoman.read.first_look import LETTERS, certain, entries, features, pass_over

MATCH = entries()[0].lookalikes[0]
OWN = Path(__file__).parents[2] / "examples" / "ontology" / "river.yaml"


@pytest.mark.parametrize("text", [text for entry in entries() for text in entry.lookalikes])
def test_reports_about_nothing_else_are_passed_over(text: str) -> None:
    passed = pass_over(text)
    assert passed is not None
    assert passed.subject == ("markets" if "Stocks" in text else "sport")
    assert all(word in text.lower() for word in passed.words)


@pytest.mark.parametrize("text", [text for entry in entries() for text in entry.examples])
def test_one_word_of_power_force_or_law_has_a_report_read(text: str) -> None:
    assert pass_over(text) is None
    assert (
        pass_over(" ".join(word for word in text.split() if LETTERS.findall(word.lower()) != [] and certain().isdisjoint(features(word)))) is not None
    )


@pytest.mark.parametrize(
    "text",
    [
        "Halden beat Rovik Athletic 3-1. The striker scored twice before half-time and the goalkeeper saved a penalty.",  # too short to be sure
        "",
        "The coach of the national team met the players of both sides on Saturday and said that the stadium would stay open. The club played its last season in "
        "exile, for the men who hold the town let nobody pass, and the league wants the game to be moved to the coast until the bridges are given back.",
        "Traders at the market said that prices rose after the road from the south was cut, and that wheat was sold at twice the price of the spring. Families "
        "bought what they could pay for, and the shops of the old town closed before noon. Nobody knew when those who hold the pass would open it.",
    ],
)
def test_others_are_read(text: str) -> None:
    assert pass_over(text) is None


def test_words_are_such_as_the_text_is_cut_into() -> None:
    assert all(LETTERS.fullmatch(word) and word.islower() for word in certain())


def test_what_is_passed_over_is_kept_as_it_is_and_says_why() -> None:
    report = Report(id="r-1", text=f"Halden go top\n\n{MATCH}", published="1979-05-04")
    reading = read_report(report, first_look=True)
    assert reading.passed_over is not None
    assert reading.report.text == report.text
    assert reading.report.headline == "Halden go top"
    assert (reading.sentences, reading.events, reading.mentions, reading.flags) == ((), (), (), ())
    assert reading.parts[0].kind == "headline"


def test_a_headline_beside_the_text_is_looked_at() -> None:
    report = Report(id="r-1", headline="Police hold the president of Halden", text=MATCH)
    assert read_report(report, first_look=True).passed_over is None


def test_without_a_first_look_everything_is_read() -> None:
    report = Report(id="r-1", text=MATCH)
    reading = read_report(report)
    assert reading.passed_over is None
    assert reading.sentences


def test_with_event_types_of_ones_own_everything_is_read() -> None:
    assert read_report(Report(id="r-1", text=MATCH), load_ontology(str(OWN)), first_look=True).passed_over is None
