"""Integrity: what is flagged, what is not, and that damage lowers the score."""

import pytest

from dragoman import lexicon
from dragoman.model.text import Flag, Report
from dragoman.read import engines
from dragoman.read.anatomy import find_layout
from dragoman.read.integrity import Entry, find_flags, find_language, score_integrity

ENTRIES = lexicon.load("integrity", Entry)
CLEAN = """Envoy leaves port after talks

PORT VELANE, March 3 (Meridian) - The envoy left the port on Tuesday after two days of talks with the harbour council, officials said.

The council said that no agreement had been signed. Its chairman did not answer questions about the next meeting.
"""


def flags_of(text: str) -> tuple[tuple[Flag, ...], float]:
    report = Report(id="r-1", text=text, language=find_language(text) or "en")
    layout = find_layout(report)
    parse = next(engines.parse_reports([report], [layout]))
    flags = find_flags(report, layout, parse)
    return flags, score_integrity(parse, flags)


def words_flagged(text: str, kind: str) -> list[str]:
    return [text[flag.start : flag.end] for flag in flags_of(text)[0] if flag.kind == kind]


@pytest.mark.parametrize(("entry", "sentence"), [(entry, text) for entry in ENTRIES for text in entry.examples])
def test_examples_raise_a_flag(entry: Entry, sentence: str) -> None:
    text = f"{sentence} It was late." if entry.kind != "unfinished" else f"It was late. {sentence}"
    assert flags_of(text)[0], entry.kind


@pytest.mark.parametrize("sentence", [text for entry in ENTRIES for text in entry.lookalikes])
def test_lookalikes_raise_none(sentence: str) -> None:
    assert flags_of(sentence)[0] == ()


def test_a_clean_report_is_clean() -> None:
    flags, score = flags_of(CLEAN)
    assert flags == ()
    assert score == 1.0


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The envoy left Velania. He said velanian guards of Velanian birth came.", "garbled_word", ["velanian"]),
        ("The Velanians came. The Velaniens left. Then the Velanians ate.", "garbled_word", ["Velaniens"]),
        ("He met the Velanian Guard and three Velanians in Velania.", "garbled_word", []),
        ("He met at @velport and #portz and www.portz.example today.", "garbled_word", []),
        ("They met in the the port.", "odd_phrase", ["the the"]),
        ("He spoke to Orla, the deputy,. She left.", "odd_phrase", [",."]),
        ("He had had enough of an hour-long, a one-sided talk.", "odd_phrase", []),
        ("It rained in the port all day.\n\nHe left. The envoy, who was\n\nThe council met again on Friday.", "cut_off", ["The envoy, who was"]),
        ("Background\n\nThe council met on Friday. It was late.", "cut_off", []),
        ("The council said this:\n\nIt would meet. It would vote.", "cut_off", []),
        ("He left at dawn with two guards. Then it rained. He left at dawn with two guards.", "repeated", ["He left at dawn with two guards."]),
        ("He said “it is over and left the room. Nobody followed.", "unbalanced_quotes", ["“"]),
        ("“It is over.\n\n“It is over now,” he said.", "unbalanced_quotes", []),
        ("The cafÃ© was shut and the envoyâ€™s car was gone.", "encoding", ["Ã©", "â€™"]),
    ],
)
def test_flag(text: str, kind: str, words: list[str]) -> None:
    assert words_flagged(text, kind) == words


def test_damage_lowers_the_score() -> None:
    damaged = CLEAN.replace("agreement", "agreemnet").replace("answer questions about the next meeting.", "answer any")
    assert flags_of(damaged)[1] < 0.7 < flags_of(CLEAN)[1]


def test_language() -> None:
    assert find_language(CLEAN) == "en"
    assert (
        find_language("Le ministre a déclaré mardi que les négociations reprendraient dans la capitale dès la semaine prochaine, selon lui.") == "fr"
    )
    assert find_language("Too short") is None


def test_another_language_scores_zero_and_is_said() -> None:
    flags, score = flags_of(
        "Der Minister sagte am Dienstag, dass die Gespräche in der Hauptstadt in der nächsten Woche weitergehen sollen, und ging."
    )
    assert [flag.kind for flag in flags] == ["not_english"]
    assert score == 0.0


def test_empty() -> None:
    assert [flag.kind for flag in flags_of(" \n ")[0]] == ["empty"]
    assert flags_of("?" * 50)[1] == 0.0
