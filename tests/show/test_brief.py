"""The noun that both printers render: its sections, its words, its citations."""

import msgspec
import pytest

from dragoman.model.reading import Ahead, Credit, EventMention, Reading, SentenceSpan, When
from dragoman.model.text import Flag
from dragoman.show import Brief, Line, Section, brief, overview
from dragoman.show.lookup import EXCERPT, Lookup, flat

from .made import OFFICIAL, SHELL, STRIKE, TEXT, argument, at, bare, made, voice


@pytest.fixture(scope="module")
def done() -> Brief:
    return brief(made())


def section(done: Brief, name: str) -> Section:
    return next(section for section in done.sections if section.name == name)


def row(done: Brief, name: str, first: str) -> Line:
    return next(line for line in section(done, name).lines if first in [cell.text for cell in line.cells[:2]])


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
    assert origin[:3] == ["Tidewire", "by Bo Quill and Ida Marsh", "additional reporting by Rafe Tull in Old Harrow"]
    assert [line.cells[0].text for line in done.head.flags.lines] == ["garbled words", "odd phrases"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((Credit(kind="wire", outlet="Tidewire", start=0, end=1),), []),
        ((Credit(kind="wire", outlet="Harbour Press", start=0, end=1),), ["wire: Harbour Press"]),
        ((Credit(kind="editing", names=("Ann Lee",), start=0, end=1),), []),
        ((Credit(kind="reporting", outlet="Harbour Press", start=0, end=1),), ["by Harbour Press"]),
        (
            (Credit(kind="reporting", names=("Ann Lee",), place="Harrow", outlet="Harbour Press", start=0, end=1),),
            ["by Ann Lee of Harbour Press in Harrow"],
        ),
        ((Credit(kind="reporting", names=tuple("ABCDEF"), start=0, end=1),), ["by A, B, C, D and 2 more"]),
        (
            (Credit(kind="writing", names=("Ann Lee",), start=0, end=1), Credit(kind="reporting", names=("Ann Lee",), start=0, end=1)),
            ["by Ann Lee"],
        ),
    ],
)
def test_credits(found: tuple[Credit, ...], said: list[str]) -> None:
    assert [cell.text for cell in brief(msgspec.structs.replace(made(), credits=found)).head.origin][1:-4] == said


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
    assert said(row(done, "Who", "Ana Verrel"))[1] == "acting chair of the Salt Guard"


def test_what_happened(done: Brief) -> None:
    line = row(done, "What happened", "drone strike")
    sources = "harbour official with direct knowledge of the attack; two councillors briefed on it"
    assert said(line) == ["7 Mar 2031", "drone strike", "Salt Guard → 12 dockers", "killed ≥ 12", "Port Harrow", "occurred — DENIED", sources]
    assert line.cells[1].aside == "ASSAULT · drone"
    quote = line.quotes[0]
    assert quote.text[quote.focus : quote.focus_end] == "struck"
    assert row(done, "What happened", "1998").group == "Background"
    assert "threat of force" not in [cell.text for line in section(done, "What happened").lines for cell in line.cells]


def test_the_outlet_itself_where_nobody_is_named() -> None:
    reading = msgspec.structs.replace(made(), events=(msgspec.structs.replace(STRIKE, attributions=()),))
    assert said(section(brief(reading), "What happened").lines[0])[6] == "the outlet itself"


def test_tellings_that_agree_are_one_line() -> None:
    again = msgspec.structs.replace(STRIKE, id="e-again", start=at("blockade").start, end=at("blockade").end)
    lines = section(brief(msgspec.structs.replace(made(), events=(STRIKE, again), disputes=())), "What happened").lines
    assert [([quote.cite.sentence for quote in line.quotes], line.more, [cite.sentence for cite in line.rest]) for line in lines] == [
        ([2], "told 2 times", [2, 9])
    ]


def test_disputed_shows_both_sides(done: Brief) -> None:
    line = section(done, "Disputed").lines[0]
    assert [quote.lead for quote in line.quotes] == ["", "Ana Verrel denies"]


def test_ahead_takes_threats_that_no_item_covers(done: Brief) -> None:
    assert [said(line)[:3] for line in section(done, "Ahead").lines] == [
        ["undated", "threatened", "threat of force"],
        ["2 Apr 2031", "scheduled", ""],
    ]
    covered = Ahead(what="shell", event="e-shell", start=SHELL.start, end=SHELL.end, status="threatened")
    assert len(section(brief(msgspec.structs.replace(made(), ahead=(covered,))), "Ahead").lines) == 1


def test_a_plan_for_a_day_gone_by_is_not_ahead() -> None:
    stale = msgspec.structs.replace(SHELL, status="planned", date=When("2030-01-01", "2030-01-01"))
    done = brief(msgspec.structs.replace(made(), events=(stale,), ahead=()))
    assert "Ahead" not in [section.name for section in done.sections]
    assert said(section(done, "What happened").lines[0])[5] == "planned, not certain"


def test_seats(done: Brief) -> None:
    line = section(done, "Seats").lines[0]
    assert said(line) == ["Tide Party", "17 of 31"]
    assert line.cells[1].share == 17 / 31


def test_overview() -> None:
    first, second = overview([made(), bare("x")]).lines
    assert said(first) == ["harrow <1>.txt", "9 Mar 2031", "72%", "4", "6", "3", "1", "2", "2", "Tidewire"]
    assert first.cells[1].aside == "year inferred"
    assert said(second)[:3] == ["r-bare", "?", "0%"]


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
    assert said(row(done, "Who", "Ana Verrel"))[1:4] == ["acting chair of the Salt Guard", "", ""]
    assert said(row(done, "Who", "Salt Guard"))[3] == "led by Ana Verrel"


def test_an_event_stands_on_the_voices_behind_its_attribution() -> None:
    reading = made()
    both = (voice(OFFICIAL, name="the official"), voice(OFFICIAL, id="v-two", name="two councillors"))
    line = section(brief(msgspec.structs.replace(reading, voices=both, events=(STRIKE,), disputes=())), "What happened").lines[0]
    assert said(line)[6] == "official; two councillors; two councillors briefed on it"


def test_country_in_the_words_of_the_report(done: Brief) -> None:
    assert said(row(done, "Who", "Ossip Thane"))[2] == "Lomar"
    assert said(row(done, "Who", "Lomar"))[2] == ""
    elsewhere = tuple(msgspec.structs.replace(actor, country="XLM") if actor.id == "a-thane" else actor for actor in made().actors)
    assert said(row(brief(msgspec.structs.replace(made(), actors=elsewhere)), "Who", "Ossip Thane"))[2] == "XLM"


def test_a_description_that_neither_acts_nor_speaks_is_left_out() -> None:
    silent = brief(msgspec.structs.replace(made(), comment_requests=()))
    assert "The council" not in [line.cells[0].text for line in section(silent, "Who").lines]


def test_where_somebody_is_is_no_tie() -> None:
    reading = made()
    stands = msgspec.structs.replace(reading.relations[0], type="located_in")
    done = brief(msgspec.structs.replace(reading, relations=(stands,)))
    assert [said(line)[3] for line in section(done, "Who").lines] == [""] * 6


def test_ties_of_one_kind_are_said_once() -> None:
    reading = made()
    backs = reading.relations[0]
    more = msgspec.structs.replace(backs, id="l-more", target=argument("the Tide Party", "a-tide"))
    done = brief(msgspec.structs.replace(reading, relations=(backs, more)))
    assert said(row(done, "Who", "Lomar"))[3] == "backs Salt Guard, Tide Party"


def test_nothing_but_a_type_is_mentioned_in_passing() -> None:
    plain = msgspec.structs.replace(STRIKE, id="e-bare", mode=None, actors=(), recipients=(), date=None, place=None, counts=(), attributions=())
    again = msgspec.structs.replace(plain, id="e-bare-2", start=at("shell").start, end=at("shell").end)
    happened = section(brief(msgspec.structs.replace(made(), events=(plain, again), disputes=())), "What happened")
    assert happened.lines == ()
    assert [(said(line), line.cells[0].aside, [cite.sentence for cite in line.cites]) for line in happened.run_on] == [
        (["attack"], "ASSAULT", [2, 9])
    ]


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (bare(" \n"), "There is no text to read"),
        (bare("Hallo."), "Nobody who does or says anything was found in 1 word:"),
        (msgspec.structs.replace(made(), integrity=0.2), "Names, figures and negations may be wrong"),
        (
            msgspec.structs.replace(bare("Der Hafen."), report=msgspec.structs.replace(bare("Der Hafen.").report, language="de")),
            "Only English is read",
        ),
    ],
)
def test_what_to_do_about_a_report_that_cannot_be_read_well(reading: Reading, said: str) -> None:
    assert brief(reading).head.advice[0].text.startswith(said)


def test_no_advice_where_nothing_hinders(done: Brief) -> None:
    assert done.head.advice == ()


def test_damage_of_another_language_is_not_judged() -> None:
    reading = msgspec.structs.replace(bare("x"), report=msgspec.structs.replace(bare("x").report, language="de"))
    assert brief(reading).head.integrity.text == "not judged"
    assert said(overview([reading]).lines[0])[2] == "—"
