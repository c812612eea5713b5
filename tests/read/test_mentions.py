import itertools

import pytest

from dragoman.model.parse import Parse
from dragoman.read.mentions import find_mentions
from eval.corpora import parsed, report_of


def parse_of(text: str) -> Parse:
    return next(parsed([report_of(text)]))[2]


def spans(text: str, form: str) -> list[tuple[str, str]]:
    parse = parse_of(text)
    return [(text[mention.start : mention.end], mention.kind) for mention in find_mentions(parse) if mention.form == form]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brigadier General Henri Dufour crossed the river.", [("Henri Dufour", "person")]),
        ("Former President Alvaro Grau denounced the plan.", [("Alvaro Grau", "person")]),
        ("The united States protested.", [("united States", "state")]),
        ("Peru seeks calm.", [("Peru", "state")]),
        ("The delegates met in Peru.", [("Peru", "place")]),
        ("Lima seeks to calm the miners.", [("Lima", "state")]),
        ("The delegates met in Lima.", [("Lima", "place")]),
        ("The Kremlin denied the report.", [("Kremlin", "state")]),
        ("The Iranian government protested.", []),
        ("The World Bank lent money.", [("World Bank", "organization")]),
        ("Chad Hurley arrived.", [("Chad Hurley", "person")]),
        ("Russia's policy is clear.", [("Russia", "state")]),
        ("The Russians left at dawn.", [("Russians", "group")]),
        ("Pro-Lima parties won.", [("Lima", "state")]),
        ("Turnout was low.", []),
        ("Harvest League leader Magda Brisk resigned.", [("Harvest League", "organization"), ("Magda Brisk", "person")]),
        ("The Turkish president, Recep Tayyip Orhan, left.", [("Recep Tayyip Orhan", "person")]),
        ("He learned Arabic.", []),
        ("Halmar's foreign ministry denied it.", [("Halmar", "state")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text, "name") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The militia official said so.", [("The militia official", "person")]),
        ("Two Western diplomats said so.", [("Two Western diplomats", "group")]),
        ("The populist cleric refused.", [("The populist cleric", "person")]),
        ("Iraqi security forces attacked.", [("Iraqi security forces", "organization")]),
        ("France-backed militias attacked.", [("France-backed militias", "group")]),
        ("The Chilean government fell.", [("The Chilean government", "state")]),
        ("The offices of Amundsen and Nansen were shut.", [("The offices of Amundsen and Nansen", "organization")]),
        ("The talks failed after an hour of rain.", []),
        ("Foreign Minister Elena Diaz resigned.", []),
    ],
)
def test_descriptions(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text, "description") == expected


def test_description_holds_description() -> None:
    found = spans("The prime minister's office denied it.", "description")
    assert ("The prime minister's office", "organization") in found
    assert ("The prime minister", "person") in found


def test_pronouns_are_personal_only() -> None:
    assert spans("He said it was theirs, and she told them so.", "pronoun") == [("He", "person"), ("she", "person"), ("them", "group")]


def test_surname_seen_elsewhere_is_found_without_its_apostrophe() -> None:
    text = "President Alvaro Grau met Elena Diaz. Graus office was silent."
    assert ("Graus", "person") in spans(text, "name")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", '"' * 500, "(((((", "مرحبا بالعالم", "😀 😀 😀", "The", "-", "'s 's 's", "A-B-C-D " * 50, "of the of the of"]
)
def test_odd_text_raises_nothing(text: str) -> None:
    for mention in find_mentions(parse_of(text)):
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end] != ""


def test_names_do_not_overlap_and_spans_are_clean() -> None:
    text = "In Lima, Peru's navy minister Carlos Mendez met Britain's envoy, Sir John Hale of the Foreign Office, and U.N. observers (UNO) on Monday."
    mentions = find_mentions(parse_of(text))
    names = [mention for mention in mentions if mention.form == "name"]
    assert len(names) >= 5
    for before, after in itertools.pairwise(names):
        assert before.end <= after.start
    for mention in mentions:
        words = text[mention.start : mention.end]
        assert words[0].isalnum()
        assert words[-1].isalnum() or words.endswith(".")
    assert list(mentions) == sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    assert len({mention.id for mention in mentions}) == len(mentions)


def test_town_that_the_parser_takes_for_a_body_is_a_place() -> None:
    text = "Fighters left Kobane. Shells fell in Kobane. Kobane was calm."
    assert {kind for words, kind in spans(text, "name") if words == "Kobane"} == {"place"}
