"""The noun that both printers render: its sections, its words, its citations."""

import msgspec
import pytest

from dragoman.model.reading import Ahead, EventMention, SentenceSpan, Source, When
from dragoman.model.text import Flag
from dragoman.show import Brief, Line, Section, brief, overview
from dragoman.show.lookup import EXCERPT, Lookup, flat

from .made import SHELL, STRIKE, TEXT, argument, at, bare, made


@pytest.fixture(scope="module")
def done() -> Brief:
    return brief(made())


def section(done: Brief, name: str) -> Section:
    return next(section for section in done.sections if section.name == name)


def row(done: Brief, name: str, first: str) -> Line:
    return next(line for line in section(done, name).lines if first in [cell.text for cell in line.cells])


def said(line: Line) -> list[str]:
    return [cell.text for cell in line.cells]


def test_sections_in_order(done: Brief) -> None:
    names = ["Who", "What happened", "On whose word", "Would not say", "Disputed", "Ahead", "Seats"]
    assert [section.name for section in done.sections] == names


def test_nothing_found_gives_a_head_alone() -> None:
    assert brief(bare()).sections == ()
    assert brief(bare()).head.headline == "(no headline)"


def test_every_line_cites_words_of_the_text(done: Brief) -> None:
    for part in (done.head.flags, *done.sections):
        for line in part.lines:
            assert line.cites
            for cite in (*line.cites, *line.rest, *(quote.cite for quote in line.quotes)):
                for span in cite.spans:
                    assert 0 <= span.start < span.end <= len(TEXT)


def test_every_quotation_is_in_the_text(done: Brief) -> None:
    whole = flat(TEXT)
    for part in done.sections:
        for line in part.lines:
            for quote in line.quotes:
                assert all(piece in whole for piece in quote.text.strip("… ").split(" … "))


def test_sentence_numbers(done: Brief) -> None:
    assert row(done, "Ahead", "2 Apr 2031").cites[0].label == "s.\u00a010"
    assert [cite.sentence for cite in row(done, "Who", "Salt Guard").cites] == [1, 2, 3, 9]


def test_head(done: Brief) -> None:
    origin = [cell.text for cell in done.head.origin]
    assert "published 9 Mar 2031 (year inferred)" in origin
    assert "filed PORT HARROW, 9 Mar 2031" in origin
    assert "headline repeated" in origin
    assert [line.cells[0].text for line in done.head.flags.lines] == ["garbled words", "odd phrases"]


def test_who(done: Brief) -> None:
    assert [line.cells[0].text for line in section(done, "Who").lines] == [
        "Ossip Thane",
        "Ana Verrel",
        "Salt Guard",
        "Lomar",
        "Tide Party",
        "The council",
    ]
    assert said(row(done, "Who", "Salt Guard"))[3] == "backed by Lomar"
    assert said(row(done, "Who", "Lomar"))[3] == "backs Salt Guard"
    assert said(row(done, "Who", "Ana Verrel"))[1] == "acting chair, Salt Guard"


def test_what_happened(done: Brief) -> None:
    line = row(done, "What happened", "ASSAULT · drone")
    sources = "harbour official with direct knowledge of the attack; two councillors briefed on it"
    assert said(line) == ["7 Mar 2031", "ASSAULT · drone", "Salt Guard → 12 dockers", "Port Harrow", "occurred — DENIED", sources]
    quote = line.quotes[0]
    assert quote.text[quote.focus : quote.focus_end] == "struck"
    assert row(done, "What happened", "1998").group == "Background"
    assert "THREATEN · violence" not in [cell.text for line in section(done, "What happened").lines for cell in line.cells]


def test_the_outlet_itself_where_nobody_is_named() -> None:
    reading = msgspec.structs.replace(made(), events=(msgspec.structs.replace(STRIKE, attributions=()),))
    assert said(section(brief(reading), "What happened").lines[0])[5] == "the outlet itself"


def test_tellings_that_agree_are_one_line() -> None:
    again = msgspec.structs.replace(STRIKE, id="e-again", start=at("blockade").start, end=at("blockade").end)
    lines = section(brief(msgspec.structs.replace(made(), events=(STRIKE, again), disputes=())), "What happened").lines
    assert [[quote.cite.sentence for quote in line.quotes] for line in lines] == [[2, 9]]


def test_on_whose_word(done: Brief) -> None:
    lines = section(done, "On whose word").lines
    assert [line.group for line in lines] == ["Named", "Named", "Unnamed", "Unnamed", "Documents and outlets"]
    official = lines[2]
    assert said(official)[2:] == ["1", "direct knowledge", "who asked not to be named"]
    assert lines[0].quotes[0].lead == "denies"


def test_more_contents_than_are_quoted_are_still_cited() -> None:
    reading = made()
    many = tuple(msgspec.structs.replace(reading.attributions[0], id=f"s-{number}") for number in range(5))
    line = section(brief(msgspec.structs.replace(reading, attributions=many)), "On whose word").lines[0]
    assert (len(line.quotes), len(line.rest)) == (3, 2)


def test_would_not_say(done: Brief) -> None:
    assert [said(line) for line in section(done, "Would not say").lines] == [
        ["A spokesman for Thane", "no answer", "e-mail"],
        ["The council", "declined", "phone"],
    ]


def test_disputed_shows_both_sides(done: Brief) -> None:
    line = section(done, "Disputed").lines[0]
    assert [quote.lead for quote in line.quotes] == ["", "Ana Verrel denies"]


def test_ahead_takes_threats_that_no_item_covers(done: Brief) -> None:
    assert [said(line)[:3] for line in section(done, "Ahead").lines] == [["?", "threatened", "THREATEN · violence"], ["2 Apr 2031", "scheduled", ""]]
    covered = Ahead(what="shell", event="e-shell", start=SHELL.start, end=SHELL.end, status="threatened")
    assert len(section(brief(msgspec.structs.replace(made(), ahead=(covered,))), "Ahead").lines) == 1


def test_a_plan_for_a_day_gone_by_is_not_ahead() -> None:
    stale = msgspec.structs.replace(SHELL, status="planned", date=When("2030-01-01", "2030-01-01"))
    done = brief(msgspec.structs.replace(made(), events=(stale,), ahead=()))
    assert "Ahead" not in [section.name for section in done.sections]
    assert said(section(done, "What happened").lines[0])[4] == "planned, not certain"


def test_seats(done: Brief) -> None:
    line = section(done, "Seats").lines[0]
    assert said(line) == ["Tide Party", "17 of 31"]
    assert line.cells[1].share == 17 / 31


def test_overview() -> None:
    first, second = overview([made(), bare("x")]).lines
    assert said(first) == ["harrow <1>.txt", "Tidewire", "9 Mar 2031 (inferred)", "72%", "4", "2 named, 2 unnamed", "1", "2", "2"]
    assert said(second)[:3] == ["r-bare", "?", "?"]


def test_a_long_sentence_is_cut_at_whole_words_around_the_trigger() -> None:
    text = (
        "Nobody knew, "
        + "for the rain fell on the town and the hills " * 12
        + ", why the guard stormed the mill , "
        + "as night came down on the river " * 12
    )
    start = text.index("stormed")
    event = EventMention(id="e", type="ASSAULT", start=start, end=start + 7, quad="material_conflict", entry="storm")
    quote = Lookup(bare(text, sentences=(SentenceSpan(1, 0, len(text)),))).event_quote(event)
    assert quote.text == "… why the guard stormed the mill …"
    assert len(quote.text) <= EXCERPT + 4
    assert quote.text[quote.focus : quote.focus_end] == "stormed"


def test_spans_beyond_the_text_do_no_harm() -> None:
    reading = bare("short", flags=(Flag("cut_off", 3, 900, "ends"), Flag("empty", 0, 0, "")))
    assert [line.cells[0].text for line in brief(reading).head.flags.lines] == ["empty", "cut off"]


def test_a_tie_that_an_office_tells_is_not_told_twice() -> None:
    reading = made()
    leads = msgspec.structs.replace(reading.relations[0], id="l-leads", type="leads", source=argument("Ana Verrel", "a-verrel"))
    done = brief(msgspec.structs.replace(reading, relations=(leads,)))
    assert said(row(done, "Who", "Ana Verrel"))[1:4] == ["acting chair, Salt Guard", "", ""]
    assert said(row(done, "Who", "Salt Guard"))[3] == "led by Ana Verrel"


@pytest.mark.parametrize(("actor", "group"), [("a-lomar", "Named"), ("a-dockers", "Unnamed"), (None, "Unnamed")])
def test_a_collective_is_named_when_it_has_a_name(actor: str | None, group: str) -> None:
    reading = made()
    source = Source(spans=(at("five councillors"),), actor=actor, kind="collective", plural=True)
    told = msgspec.structs.replace(reading.attributions[0], source=source)
    done = brief(msgspec.structs.replace(reading, attributions=(told,)))
    assert [line.group for line in section(done, "On whose word").lines] == [group]


def test_an_unnamed_source_is_one_line_however_it_is_called_again() -> None:
    reading = made()
    first = Source(spans=(at("five councillors"),), actor="a-dockers", kind="anonymous", plural=True)
    again = Source(spans=(at("it"),), actor="a-dockers", kind="unspecified")
    told = tuple(msgspec.structs.replace(reading.attributions[0], id=f"s-{at}", source=source) for at, source in enumerate((again, first)))
    line = section(brief(msgspec.structs.replace(reading, attributions=told)), "On whose word").lines[0]
    assert said(line)[1] == "anonymous"
    assert len(line.quotes) == 2


def test_an_official_of_a_named_body_is_not_the_body() -> None:
    reading = made()
    unnamed = Source(spans=(at("a harbour official"),), actor="a-guard", kind="anonymous")
    body = Source(spans=(at("Salt Guard"),), actor="a-guard", kind="collective")
    told = tuple(msgspec.structs.replace(reading.attributions[0], id=f"s-{at}", source=source) for at, source in enumerate((unnamed, body)))
    lines = section(brief(msgspec.structs.replace(reading, attributions=told)), "On whose word").lines
    assert [(line.cells[0].text, line.group) for line in lines] == [("Salt Guard", "Named"), ("harbour official", "Unnamed")]
