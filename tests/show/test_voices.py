"""Whose word it is and who would not say, on hand-built readings of an invented affair."""

import msgspec
import pytest

from dragoman.model.reading import Argument, CommentRequest, Reading, Source, Words
from dragoman.show import Line, Section, brief

from .made import COUNCILLORS, DENIAL, GAZETTE, OFFICIAL, THANE, argument, at, made, voice, voiced


def section(reading: Reading, name: str) -> Section:
    return next(section for section in brief(reading).sections if section.name == name)


def said(line: Line) -> list[str]:
    return [cell.text for cell in line.cells]


def test_on_whose_word() -> None:
    sources = section(made(), "On whose word")
    assert sources.note == "At least 6 distinct sources, 3 of them anonymous"
    lines = sources.lines
    assert [line.group for line in lines] == ["Named", "Named", "Unnamed", "Unnamed", "Documents and outlets", "Said by the report to agree"]
    official = lines[2]
    assert said(official)[2:] == ["1 person", "direct knowledge", "who asked not to be named"]
    assert (lines[0].quotes[0].lead, lines[0].quotes[0].aside) == ("denies", "to The council, in a letter")
    assert (lines[2].quotes, lines[3].quotes) == ((lines[-1].quotes[0],), ())  # the same words are not quoted twice running


def test_who_agrees_on_what() -> None:
    line = section(made(), "On whose word").lines[-1]
    assert said(line)[:2] == ["harbour official with direct knowledge of the attack and two councillors briefed on it", "agree"]
    assert [(quote.lead, quote.cite.sentence) for quote in line.quotes] == [("", 2), ("the report", 12)]


def test_an_account_of_one_source_that_others_share() -> None:
    account = msgspec.structs.replace(made().shared_accounts[0], attributions=("s-official",))
    line = section(msgspec.structs.replace(made(), shared_accounts=(account,)), "On whose word").lines[-1]
    assert said(line)[1] == "others agree"
    nobody = msgspec.structs.replace(account, attributions=("s-nowhere",), content=Words())
    line = section(msgspec.structs.replace(made(), shared_accounts=(nobody,)), "On whose word").lines[-1]
    assert (said(line)[0], [quote.lead for quote in line.quotes]) == ("not said who", ["the report"])


def test_who_is_counted_with_others_and_who_is_heard_only_through_them() -> None:
    inner = msgspec.structs.replace(THANE, parent="s-official")
    part = voice(COUNCILLORS, part_of=("v-official", "v-nowhere"))
    reading = msgspec.structs.replace(voiced(OFFICIAL, COUNCILLORS, inner), voices=(voice(OFFICIAL), part, voice(inner)), distinct_sources=1)
    sources = section(reading, "On whose word")
    assert sources.note == "At least 1 distinct source, anonymous"
    assert [(line.group, line.cells[2].text, line.cells[2].aside) for line in sources.lines] == [
        ("Unnamed", "1 person", ""),
        ("Unnamed", "2 people", "counted with harbour official with direct knowledge of the attack"),
        ("Heard only through others", "through harbour official with direct knowledge of the attack", ""),
    ]


def test_only_three_of_many_wholes_are_named() -> None:
    wholes = tuple(voice(OFFICIAL, id=f"v-{number}", name=f"guard {number}", attributions=()) for number in range(5))
    part = voice(COUNCILLORS, part_of=tuple(whole.id for whole in wholes))
    line = section(msgspec.structs.replace(voiced(COUNCILLORS), voices=(part, *wholes)), "On whose word").lines[0]
    assert line.cells[2].aside == "counted with guard 0; guard 1; guard 2; 2 more"


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"kind": "anonymous", "number": None, "plural": True}, "several"),
        ({"kind": "anonymous", "number": 0}, "nobody"),
        ({"kind": "collective", "number": 1}, ""),
        ({"kind": "collective", "number": 2}, "2"),
        ({"kind": "named", "number": 1}, ""),
    ],
)
def test_how_many_stand_behind_a_voice(more: dict[str, object], number: str) -> None:
    reading = msgspec.structs.replace(voiced(OFFICIAL), voices=(voice(OFFICIAL, **more),))
    assert said(section(reading, "On whose word").lines[0])[2] == number


def test_voices_whose_attributions_are_missing_do_no_harm() -> None:
    stray = voice(OFFICIAL, name="", attributions=("s-nowhere",))
    line = section(msgspec.structs.replace(voiced(), voices=(stray,)), "On whose word").lines[0]
    assert (said(line)[0], line.cites) == ("somebody unnamed", ())


def test_more_contents_than_are_quoted_are_still_cited() -> None:
    reading = made()
    contents = [Words((at(words),)) for words in ("blockade", "the strait", "the lighthouse", "vote on", "17 of 31")]
    many = tuple(msgspec.structs.replace(reading.attributions[0], id=f"s-{number}", content=words) for number, words in enumerate(contents))
    line = section(msgspec.structs.replace(reading, attributions=many, voices=(voice(*many),)), "On whose word").lines[0]
    assert (len(line.quotes), len(line.rest)) == (3, 2)


def test_would_not_say() -> None:
    lines = section(made(), "Would not say").lines
    assert [said(line) for line in lines] == [
        ["A spokesman for Thane", "no answer", "by email"],
        ["The council", "declined", "by phone"],
    ]
    assert [line.cells[2].aside for line in lines] == ["", "implied"]


@pytest.mark.parametrize(
    ("more", "how"),
    [
        ({}, ""),
        ({"means": "written"}, "in writing"),
        ({"channel": "by telephone", "means": "phone"}, "by phone"),
        ({"channel": "three letters to its office", "means": "written"}, "three letters to its office"),
        ({"channel": "through the council", "through": argument("The council", "a-council")}, "through the council"),
        ({"means": "email", "through": argument("The council", "a-council")}, "by email, through The council"),
        ({"through": argument("a harbour official")}, "through a harbour official"),
        ({"asked": "implied"}, "implied"),
    ],
)
def test_how_somebody_was_asked(more: dict[str, object], how: str) -> None:
    words = at("The council declined to comment")
    request = CommentRequest(id="q", party=Argument(words.start, words.end), response="declined", start=words.start, end=words.end)
    reading = msgspec.structs.replace(made(), comment_requests=(msgspec.structs.replace(request, **more),))
    assert said(section(reading, "Would not say").lines[0])[2] == how


@pytest.mark.parametrize(("actor", "group"), [("a-lomar", "Named"), ("a-dockers", "Bodies and groups"), (None, "Bodies and groups")])
def test_a_collective_is_named_when_it_has_a_name(actor: str | None, group: str) -> None:
    source = Source(spans=(at("five councillors"),), actor=actor, kind="collective", plural=True)
    reading = voiced(msgspec.structs.replace(OFFICIAL, source=source))
    assert [line.group for line in section(reading, "On whose word").lines] == [group]


def test_a_voice_is_one_line_and_quotes_the_same_words_once() -> None:
    again = msgspec.structs.replace(OFFICIAL, id="s-again", source=Source(spans=(at("it"),), kind="unspecified"))
    reading = msgspec.structs.replace(voiced(OFFICIAL, again), voices=(voice(OFFICIAL, again),))
    sources = section(reading, "On whose word")
    assert [len(line.quotes) for line in sources.lines] == [1]
    assert sources.run_on == ()


def test_whoever_is_no_voice_runs_on_unless_asked_for_comment() -> None:
    council = Source(spans=(at("The council"),), actor="a-council", kind="collective")
    wants = msgspec.structs.replace(GAZETTE, id="s-wants", source=council)
    refuses = msgspec.structs.replace(wants, id="s-refuses", cue=Words((at("declined"),)), stance="declines")
    reading = msgspec.structs.replace(voiced(DENIAL), attributions=(DENIAL, wants, refuses))
    assert [(said(line), line.group, [cite.sentence for cite in line.cites]) for line in section(reading, "On whose word").run_on] == [
        (["The council"], "Not counted", [4, 6])
    ]


def test_a_pronoun_that_nobody_resolved_runs_on_unless_another_source_says_it() -> None:
    it = Source(spans=(at("it"),), kind="unspecified")
    free = msgspec.structs.replace(OFFICIAL, id="s-free", source=it)
    held = msgspec.structs.replace(free, id="s-held", parent="s-official")
    for told, count in ((free, 1), (held, 0)):
        sources = section(msgspec.structs.replace(voiced(OFFICIAL), attributions=(OFFICIAL, told)), "On whose word")
        assert [line.cells[0].text for line in sources.lines] == ["harbour official with direct knowledge of the attack"]
        assert [line.cells[0].text for line in sources.run_on] == ["it"] * count


def test_terms_are_not_part_of_the_name() -> None:
    words = "a harbour official with direct knowledge of the attack"
    source = Source(spans=(at(words),), kind="anonymous", number=1, terms="with direct knowledge of the attack")
    line = section(voiced(msgspec.structs.replace(OFFICIAL, source=source)), "On whose word").lines[0]
    assert (line.cells[0].text, line.cells[4].text) == ("harbour official", "with direct knowledge of the attack")


def test_parties_of_one_request_share_a_line() -> None:
    reading = made()
    both = tuple(msgspec.structs.replace(reading.comment_requests[1], id=f"q-{actor}", party=argument(words, actor)) for words, actor in
                 (("Ana Verrel", "a-verrel"), ("Ossip Thane", "a-thane")))  # fmt: skip
    lines = section(msgspec.structs.replace(reading, comment_requests=both), "Would not say").lines
    assert [said(line)[0] for line in lines] == ["Ana Verrel, Ossip Thane"]
