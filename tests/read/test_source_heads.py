"""The head of a source from its printed words: braces hold the source, stars its head."""

import pytest

from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines
from dragoman.read.attribution.heads import source_heads

CASES = [
    "{*One* of the officials} said the bridge was open.",
    "{Sen. Ann *Lee*, a Democrat,} said the vote was lost.",
    "{The ministry's *spokesman*, Karim Adel,} said the gate was shut.",
    "The boat sank, according to {two militia *members* and a nurse}.",
    "“It burned all night,” said {the *head* of the harbour union, Agnes Holm}.",
    "{Interior Ministry spokesman Karim *Adel*} said the road was shut.",
    "{A U.S.-backed rebel *commander* in the north} said the town had fallen.",
    "{*Residents* of the old quarter, most of them tenants,} said the well was dry.",
    "{The *second* of the two pilots} said he had seen a flare.",
    "{*Some*} said the dam was weak.",
    "{*They*} said the dam was weak.",
    "{*People* briefed on the talks} said they had failed.",
    "{At least five *villagers*} said the shells came at noon.",
    "{Four *others*, two diplomats and a guard who were briefed on it,} said the envoy wrote it.",
    "{Army and police *officials*} said the road was mined.",
    "{Journalist and author Vera *Holm*} said the archive had burnt.",
    "The tender was, said {Ricardo *Funes* of the watchdog group Clear Books}, a farce.",
    "{An *aide* to the president who attended the talks} said they had failed.",
    "The meeting was described by {*one* of the militia's officials who knows directly of it}.",
    "{A leaked *audit*, dated 4 March,} says the fuel was never delivered.",
    "According to {the Garda *Herald*, a weekly,} the king was ill.",
    "{The *Front* for the Liberation of Sahmar} said three fighters had died.",
    "{*He* and his wife} said the house was empty.",
    "{*Those* who fled the valley} said the mill was gone.",
    "{A *person* close to the settlement talks} said the firm would pay.",
    "{The state-owned *railway*} said the line was open.",
    "{A 34-year-old *teacher* from Balgram} said the school was shut.",
    "{Four current and former intelligence *officers*} said the tunnel was old.",
    "The king was ill, {the British foreign *secretary*, Owen Hale,} told reporters.",
    "{Foreign Minister Sardar Nawabi's *deputy*, Parveen Lodhi,} said the envoy had been recalled.",
    "{Human rights *workers* who visited the camp} said inmates slept in shifts.",
    "{A *couple* of shopkeepers on Mirador Street} said the police had come.",
    "{The *minutes* of the meeting, which were seen by the court,} record that only the treasurer objected.",
    "“We had no map,” {the patrol's *leader*} recalled.",
    "{A *letter* from the widow to the archbishop, now kept in an archive,} tells of soldiers.",
    "{Halcor's chief *executive*, Martin Oberfeld,} said the dam was safe.",
    "{The *U.N.*} said the camp was full.",
    "{Prime Minister Anna *Keller* (Liberal)} said the vote would be held.",
    "{All *three*} said the lamp was out.",
    "{*Police* in Kosara and the governor's office} said the man had crossed the river.",
    "{El Faro de *Valmora*, a daily,} said the senator owned the port.",
    "{*Another* of the jurors} remembered it differently.",
    "{An *official* at the army and police academy} said the exam was forged.",
    "{The former *head* of a state-owned refinery in Valmora, who spoke on the radio,} said bribes were routine.",
    "{The singer Paloma *Reyes*} wrote that she had been turned back.",
    "{The rebels' command *council*} said the general had been moved.",
    "{*Two* of the capital's most senior judges} said the ruling was forged.",
    "{*Many*} believe the marshal was dead.",
    "{The *woman*, a mother of four,} said she had walked for two days.",
]


def heads_of(text: str, *spans: Span) -> list[str]:
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    return [f"{head.text}@{head.start}" for head in source_heads(parse, list(spans))]


@pytest.mark.parametrize("case", CASES)
def test_head(case: str) -> None:
    before, _, rest = case.partition("{")
    source, _, after = rest.partition("}")
    lead, head, tail = source.split("*")
    text = before + lead + head + tail + after
    start = len(before)
    assert heads_of(text, Span(start, start + len(lead + head + tail))) == [f"{head}@{start + len(lead)}"]


def test_source_in_pieces_has_one_head() -> None:
    text = "The mayor, he said at noon, of Aldra was ill."
    assert heads_of(text, Span(0, 9), Span(text.index("of Aldra"), text.index(" was"))) == ["mayor@4"]


def test_a_piece_that_adds_another_has_its_own() -> None:
    text = "The mayor said the dam was weak, and two engineers."
    assert heads_of(text, Span(0, 9), Span(text.index("and two"), len(text) - 1)) == ["mayor@4", "engineers@41"]


@pytest.mark.parametrize("text", ["”", "and", "of the", "said", "…", "'s", "😀"])
def test_odd_source(text: str) -> None:
    assert len(heads_of(text, Span(0, len(text)))) == 1
    assert heads_of(text) == heads_of("", Span(0, 5)) == []
