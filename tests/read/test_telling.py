"""To whom and through what: each sentence marks its <cue>, its {source} and its [content], so that no other step decides the outcome."""

import re

import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.read.attribution.cues import Cue
from dragoman.read.attribution.finder import find
from dragoman.read.attribution.found import Found
from dragoman.read.attribution.telling import MediaWord, medium, told
from dragoman.read.encoder import encode_report
from dragoman.read.mentions import find_mentions
from dragoman.read.quotes import find_quotes

from .marked import parse_marked, parse_of

MEDIA = lexicon.load("media", MediaWord)
PLAIN = Cue(id="test", pos="verb", words=(), takes=(), examples=(), lookalikes=())


def read(marked: str) -> tuple[str | None, str | None]:
    """Hearer and medium of the marked attribution."""
    parse, cue, anchor, sources, content = parse_marked(marked)
    heads = [top for span in sources if (top := parse.top(span.start, span.end))]
    found = Found(PLAIN, anchor, cue, sources, heads, content)
    hearer = told(parse, Cast(find_mentions(parse)), found)
    return parse.text[hearer.start : hearer.end] if hearer else None, medium(parse, found)


@pytest.mark.parametrize(
    ("marked", "hearer", "through"),
    [
        ("{The widow} <told> the agency [that the house was empty].", "the agency", None),
        ("{The widow} <told> reporters on Monday [that the house was empty].", "reporters", None),
        ("[“The house was empty,”] {the widow} <told> reporters in Aldra.", "reporters", None),
        ("{The envoy} <told> reporters at a news conference [that talks had failed].", "reporters", "at a news conference"),
        ("{The minister} <told> parliament on Thursday [that the dam was safe].", "parliament", None),
        ("{The king} <assured> the envoy [that the pass was open].", "the envoy", None),
        ("{The army} <informed> the families of the missing [that the search was over].", "the families of the missing", None),
        ("[“Go home,”] {the chief} <told> a crowd of students outside the palace.", "a crowd of students outside the palace", None),
        ("{Police} <warned> residents [that the dam could burst].", "residents", None),
        ("{The bishop} <urged> [the crowd to go home].", "the crowd", None),
        ("{The judge} <ordered> the two guards [to hand over the keys].", "the two guards", None),
        ("{The surgeon} <told> Anna Keller, the coroner, [that the wound was old].", "Anna Keller", None),
        ("{The surgeon} <said to> the inquest [that the wound was old].", "the inquest", None),
        ("{The widow} <wrote> to the prosecutor [that the house was empty].", "the prosecutor", None),
        ("{The widow} <complained> to the council [about the noise].", "the council", None),
        ("{The admiral} <confirmed> to Meridian [that the fleet had sailed].", "Meridian", None),
        ("{The rebels' envoy} <said> in an interview with Al Sahra TV [that the pass was open].", "Al Sahra TV", "in an interview with Al Sahra TV"),
        ("In comments to Meridian, {the admiral} <said> [the fleet had sailed].", "Meridian", "In comments to Meridian"),
        ("{The abbot} <said> in a letter to the council [that the well was dry].", "the council", "in a letter to the council"),
        ("In a letter to the council dated Monday, {the abbot} <said> [the well was dry].", "the council", "In a letter to the council"),
        ("{The clerk} <testified> before the committee [that the seal was forged].", "the committee", None),
        ("[“We are ready,”] {the admiral} <said> during a briefing for reporters.", "reporters", "during a briefing for reporters"),
        ("Residents <were told> [that the dam could burst].", "Residents", None),
        ("[“Nobody is safe,”] {she} <told> me.", "me", None),
        ("{He} <told> Meridian by phone [that the pass was open].", "Meridian", "by phone"),
        ("{The ministry} <told> the newspaper in an emailed statement [that the ship was sound].", "the newspaper", "in an emailed statement"),
        ("{The miner} <told> the court through an interpreter [that he was a cook].", "the court", "through an interpreter"),
        ("{The ministry} <said> in a statement [that the dam had held].", None, "in a statement"),
        ("{The ministry} <said> in a statement on Tuesday [that the dam had held].", None, "in a statement"),
        ("{The ministry} <said> on Tuesday in a statement [that the dam had held].", None, "in a statement"),
        ("In a statement, {the ministry} <said> [the dam had held].", None, "In a statement"),
        ("[“The dam held,”] {the ministry} <said> in an emailed statement.", None, "in an emailed statement"),
        ("{The ministry}, in a statement, <said> [the dam had held].", None, "in a statement"),
        ("{The mayor} <wrote> on Facebook [that the road was shut].", None, "on Facebook"),
        ("[“The road is shut,”] {the mayor} <said> on Twitter.", None, "on Twitter"),
        ("{The rebels} <said> in a post on X [that they held the pass].", None, "in a post on X"),
        ("{The governor} <said> on his Telegram channel [that two drones had been shot down].", None, "on his Telegram channel"),
        ("{The rebels} <said> in a video posted on Telegram [that they held the pass].", None, "in a video posted on Telegram"),
        ("[“The pass is open,”] {the envoy} <said> by phone.", None, "by phone"),
        ("[“The pass is open,”] {the envoy} <said> by telephone from Aldra.", None, "by telephone"),
        ("{The king} <said> in an interview with state television [that he would abdicate].", "state television", "in an interview with state television"),
        ("{The king} <said> in a televised speech [that he would abdicate].", None, "in a televised speech"),
        ("{The king} <said> on state television [that he would abdicate].", None, "on state television"),
        ("{Prosecutors} <said> in court documents [that the seal was forged].", None, "in court documents"),
        ("Speaking at a press conference, {the envoy} <said> [talks had failed].", None, "at a press conference"),
        ("[“I am a cook,”] <said> {the captive}, reached by phone.", None, "by phone"),
        ("{The army} <said> on its website [that the pass was open].", None, "on its website"),
        ("{The senator} <said> on Fox News [that the vote was lost].", None, "on Fox News"),
        ("{The singer} <said> through a spokesman [that she was well].", None, "through a spokesman"),
        ("{The ministry} made <the claim> in a report [that the road was safe].", None, "in a report"),
        ("At a rally in Aldra, {the candidate} <vowed> [to close the mine].", None, "At a rally in Aldra"),
        ("{She} <said> on BBC Radio 4's Today programme [that the well was dry].", None, "on BBC Radio 4's Today programme"),
        ("In a statement given to Meridian, {the abbot} <said> [the well was dry].", "Meridian", "In a statement given to Meridian"),
        ("{The abbot} <denied> in an email to the gazette [that the well was dry].", "the gazette", "in an email to the gazette"),
    ],
)  # fmt: skip
def test_telling(marked: str, hearer: str | None, through: str | None) -> None:
    assert read(marked) == (hearer, through)


@pytest.mark.parametrize(
    "marked",
    [
        "{The ministry} <said> [that the dam had held].",
        "{The widow} <told> [a story about the fire].",
        "{The widow} <told> lies [about the fire].",
        "{The clerk} <asked> questions [about the seal].",
        "{The mayor} <said> on Tuesday [that the road was shut].",
        "In a state of shock, {the widow} <said> [the house was empty].",
        "{The clerk} <said> on Facebook's board [there was no quarrel].",
        "In a statement car parked outside, {the clerk} <said> [he was cold].",
        "In a note of caution, {the ministry} <said> [the dam was old].",
        "In a call for calm, {the king} <said> [the war was over].",
        "{The miller} <said> [he had found the ring in a letter].",
        "{The miller} <said> [the army had told reporters a lie].",
        "By the river, {the abbot} <said> [the well was dry].",
        "{The clerk} <said> in anger [that the seal was forged].",
        "{The singer} <said> through tears [that she was well].",
        "{The widow} <confessed> to [the theft].",
        "{The lawyer} <alluded> to [a second letter].",
        "{The clerk} <testified> before noon [that the seal was forged].",
        "{The envoy} <said> after an interview with the king [that the pass was open].",
        "At a market in Aldra, {the candidate} <said> [he would close the mine].",
        "[The dam held], <according to> {a statement on the ministry's website}.",
        "{A notice on the website} <said> [the road was shut].",
        "{The head of the television service} <said> [the mast had fallen].",
        "{The owner of the Aldra Post} <said> [the mill had burned].",
        "{The judge} <ordered> [the house to be sold].",
        "It <was asked> [whether the well was dry].",
        "{The judge} <promised> Monday [to sell the house].",
        "[“The well is dry,”] {the abbot} <said> in response.",
        "{The king} <ordered> [a daily pause to begin on Tuesday].",
        "{The candidates at the debate} <hoped> [to win].",
        "{He} <told> himself [that it would pass].",
        "{The report} <showed> [that prices fell on Facebook].",
        "On the phone bill, {the clerk} <said>, [a name was missing].",
    ],
)
def test_lookalikes(marked: str) -> None:
    assert read(marked) == (None, None)


def found_in(text: str) -> list[str]:
    """What the finder's attributions of the text tell of hearer and medium."""
    parse = parse_of(text)
    cast = Cast(find_mentions(parse))
    pairs = [(told(parse, cast, item), medium(parse, item)) for item in find(parse, find_quotes(parse), encode_report(parse))]
    return [str(part) for pair in pairs for part in pair if part]


@pytest.mark.parametrize("text", [text for entry in MEDIA for text in entry.examples])
def test_entry_examples(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize("text", [text for entry in MEDIA for text in entry.lookalikes])
def test_entry_lookalikes(text: str) -> None:
    assert not found_in(text)


def test_words_are_given_once_a_preposition() -> None:
    for field in ("medium", "told"):
        pairs = [(word, by) for entry in MEDIA if entry.field == field for word in entry.words for by in entry.by]
        assert [pair for pair in set(pairs) if pairs.count(pair) > 1] == []


@pytest.mark.parametrize(
    "text", ["said", "said to", "told told told.", "in a in a in a statement said", "on X on X said “", "said in an interview with " * 500]
)
def test_odd_text_is_read(text: str) -> None:
    found_in(text)


def test_hearer_slices_back_and_names_its_actor() -> None:
    parse = parse_of("The widow told Anna Keller that the house was empty.")
    (item,) = list(find(parse, find_quotes(parse), encode_report(parse)))
    hearer = told(parse, Cast(find_mentions(parse)), item)
    assert hearer
    assert re.fullmatch("Anna Keller", parse.text[hearer.start : hearer.end])
