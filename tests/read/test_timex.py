"""Time expressions: what is found, its value and its bounds; the day of publication; the grammar's own examples."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import lexicon
from dragoman.model.parse import Parse, Sentence
from dragoman.model.reading import Timex
from dragoman.model.text import Layout, Part, Report
from dragoman.read import engines, read_report
from dragoman.read.timex import calendar as cal
from dragoman.read.timex import find_timexes, infer_published
from dragoman.read.timex.find import meaning_of, understood
from dragoman.read.timex.frame import Names
from dragoman.read.timex.grammar import Rule, grammar
from dragoman.read.timex.tense import Cue, outlook
from dragoman.read.timex.words import Vocabulary
from eval.corpora import FOLDER
from eval.score_timex import CORPORA, paired, score

WEDNESDAY = date(2021, 12, 22)


class Case(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    timexes: list[str]
    published: date | None = None


CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "timex.yaml").read_bytes(), type=list[Case])
RULES = lexicon.load("timex", Rule)


def parse_of(text: str) -> Parse:
    parts = []
    at = 0
    for line in text.split("\n"):
        parts.append(Part("body", at, at + len(line)))
        at += len(line) + 1
    layout = Layout(parts=tuple(part for part in parts if part.start < part.end))
    return next(engines.parse_reports([Report(id="r", text=text)], [layout]))


def told(text: str, timex: Timex) -> str:
    return " | ".join((text[timex.start : timex.end], timex.type, timex.value, timex.earliest or "-", timex.latest or "-"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:50])
def test_cases(case: Case) -> None:
    assert [told(case.text, timex) for timex in find_timexes(parse_of(case.text), case.published)] == case.timexes


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.examples], ids=lambda item: str(item)[:40])
def test_rule_examples(rule: Rule, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    start = example.index("[")
    found = [(match.rule.name, match.start, match.end) for match, _ in understood(parse_of(text), WEDNESDAY)]
    assert (rule.name, start, example.index("]") - 1) in found


@pytest.mark.parametrize(("rule", "lookalike"), [(rule, text) for rule in RULES for text in rule.lookalikes], ids=lambda item: str(item)[:40])
def test_rule_lookalikes(rule: Rule, lookalike: str) -> None:
    assert rule.name not in [match.rule.name for match, _ in understood(parse_of(lookalike), WEDNESDAY)]


def test_every_rule_with_a_meaning_has_examples_and_lookalikes() -> None:
    assert [rule.name for rule in RULES if rule.meaning and not (rule.examples and rule.lookalikes)] == []
    assert all(callable(meaning_of(rule.meaning)) for rule in RULES if rule.meaning)


@pytest.mark.parametrize("entry", lexicon.load("timex_words", Vocabulary), ids=lambda entry: entry.kind)
def test_vocabulary(entry: Vocabulary) -> None:
    lexer = grammar().lexer

    def kinds(word: str) -> set[str]:
        row = lexer.row(parse_of(word))
        return {kind for found in lexer.words(row, 0, len(row.codes) - 1) for kind in found.kinds}

    assert entry.examples
    assert entry.lookalikes
    assert all(entry.kind in kinds(word) for word in entry.examples)
    assert not any(entry.kind in kinds(word) for word in entry.lookalikes)


@pytest.mark.parametrize("cue", lexicon.load("timex_tense", Cue), ids=lambda cue: cue.kind)
def test_tense_cues(cue: Cue) -> None:
    def direction(text: str) -> str:
        start = text.index("Friday")
        return outlook(parse_of(text), start, start + 6).direction

    expected = "past" if cue.kind in ("telling", "lapsed") else "future"
    assert [direction(text) for text in cue.examples] == [expected] * len(cue.examples)
    assert expected not in [direction(text) for text in cue.lookalikes]


@pytest.mark.parametrize("names", lexicon.load("timex_names", Names), ids=lambda names: names.kind)
def test_names(names: Names) -> None:
    assert [text for text in names.examples if find_timexes(parse_of(text), WEDNESDAY)] == []
    assert [text for text in names.lookalikes if not find_timexes(parse_of(text), WEDNESDAY)] == []


def test_ids_come_from_the_place() -> None:
    parse = parse_of("The mill burned on Nov. 7 and on Nov. 8.")
    first, second = find_timexes(parse, WEDNESDAY)
    assert first.id.startswith("t-")
    assert first.id != second.id
    assert [first, second] == list(find_timexes(parse, WEDNESDAY))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"' * 500,
        "Nov. Nov. Nov. 7 7 7 2003 2003",
        "the the last last past past two two three years years ago ago",
        "99999999999999999999 years ago, 10,000 years ago, 9999 centuries later",
        "On Feb. 30, 2021-13-45, 99/99/9999, 25:61 p.m. and 0000",
        "the 0s, '99s, 31st century, 99th quarter",
        "في 7 نوفمبر 🎉 ７ Nov. Ⅶ May ² 2²",
        "1/0 years, 0/0 hours",
    ],
)
def test_odd_text(text: str) -> None:
    parse = parse_of(text)
    for published in (None, WEDNESDAY, date.min, date.max):
        ends = 0
        for timex in find_timexes(parse, published):
            assert timex.start >= ends
            assert text[timex.start : timex.end].strip() == text[timex.start : timex.end] != ""
            ends = timex.end
    assert infer_published(Layout(month=2, day=29), parse) is None


PLAIN = "the last two years Nov. 7 of May 2003 ago Friday - , 's 15 early next week p.m. to half a month 9999 0 0001"
WORDS = st.sampled_from([*PLAIN.split(" "), "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25), st.sampled_from([None, date.min, WEDNESDAY, date.max]))
def test_any_row_of_words(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    timexes = find_timexes(parse_of(text), published)
    assert all(left.end <= right.start for left, right in pairwise(timexes))
    assert all((timex.earliest or "0") <= (timex.latest or "9999-12-31") for timex in timexes)


@settings(max_examples=200)
@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "E", "C"]))
def test_a_calendar_unit_holds_its_day(of: date, unit: str) -> None:
    stretch = cal.around(unit, of)
    assert stretch.earliest is not None
    assert stretch.latest is not None
    assert stretch.earliest <= stretch.latest
    assert unit == "WE" or stretch.earliest <= of <= stretch.latest
    if unit == "W":
        assert stretch.earliest == date.fromisocalendar(int(stretch.value[:4]), int(stretch.value[6:]), 1)


@settings(max_examples=200)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "E"]), st.integers(-50, 50))
def test_shift_there_and_back(of: date, unit: str, count: int) -> None:
    there = cal.shift(of.replace(day=1), unit, count)
    assert there is not None
    assert cal.shift(there, unit, -count) == of.replace(day=1)


@pytest.mark.parametrize(
    ("layout", "text", "expected"),
    [
        (Layout(year=1919, month=6, day=28), "They signed.", date(1919, 6, 28)),
        (Layout(month=12, day=22), "In January 2020, he began the task.", date(2021, 12, 22)),
        (Layout(month=12, day=22), "In January 2020, he began. The town has been held since 2021.", date(2021, 12, 22)),
        (Layout(month=12, day=22), "In January 2020, he began. The town has been held since 2024.", None),
        (Layout(month=12, day=22), "They met in 2019 and will vote in 2020.", date(2020, 12, 22)),
        (Layout(month=12, day=22), "They met in 2019 and will vote in 2024.", None),
        (Layout(month=12, day=22), "They met in 2019. The mill burned on Tuesday, Dec. 21.", date(2021, 12, 22)),
        (Layout(month=2, day=29), "They met in May 2016.", date(2020, 2, 29)),
        (Layout(month=12, day=22), "The mill burned on Tuesday.", None),
        (Layout(month=12, day=22), "The mill will burn in 2030.", None),
        (Layout(month=12, day=22), "Resolution 2254 failed.", None),
        (Layout(), "The mill burned on Dec. 21, 2021.", None),
        (Layout(), "Published on 22 December 1921\nThe mill burned.", date(1921, 12, 22)),
        (Layout(), "Dec. 22, 1921\nThe mill burned.", date(1921, 12, 22)),
    ],
)
def test_infer_published(layout: Layout, text: str, expected: date | None) -> None:
    assert infer_published(layout, parse_of(text)) == expected


@pytest.mark.parametrize("unit", ["1 ", "111,", "the last ", "Nov. ", "'", "7-", "early "])
def test_long_monotony_is_read_at_once(unit: str) -> None:
    """200,000 words take seconds; a rule that looks ahead without end would take hours."""
    text = unit * 200_000
    parse = Parse(text, (), (Sentence(number=1, start=0, end=len(text), first=0, last=0, paragraph=0, part="body"),))
    begun = perf_counter()
    assert find_timexes(parse, WEDNESDAY) == ()
    assert perf_counter() - begun < 20  # about 2 on two cores; a busy machine must not fail


def test_scoring_pairs_one_to_one() -> None:
    gold = [(0, 5, "A"), (10, 20, "B"), (30, 35, "C")]
    found = [(12, 15, "B"), (10, 20, "X"), (31, 40, "C"), (33, 34, "C"), (50, 60, "D")]
    assert paired(gold, found) == [((10, 20, "B"), (10, 20, "X")), ((30, 35, "C"), (31, 40, "C"))]


@pytest.mark.corpora
def test_figures_stand_above_their_floor() -> None:
    if not all((FOLDER / f"{corpus}.jsonl").exists() for corpus in CORPORA):
        pytest.skip("needs the corpora beside the repository (DRAGOMAN_CORPORA)")
    figures = score()
    assert figures["timex.aquaint.strict_f1"] > 80
    assert figures["timex.aquaint.relaxed_f1"] > 90
    assert figures["timex.aquaint.value_f1"] > 70


FILED = "ARDESH, March {day} (Meridian) - The envoy met the minister on Wednesday.\n"


@pytest.mark.parametrize(
    ("text", "published", "assumed", "expected"),
    [
        (FILED.format(day="11, 2026"), "2026-03-03", True, ("2026-03-11", False)),  # the caller's day is for reports that print none
        (FILED.format(day="11, 2026"), "2026-03-12", False, ("2026-03-12", False)),  # the page's own day is the day of publication
        (FILED.format(day="3"), "2026-03-04", True, ("2026-03-04", True)),  # a year that would have to be worked out is no printed day
        ("Published on 22 December 1921\n\nThe envoy met the minister.\n", "2026-03-03", True, ("1921-12-22", False)),
        ("The envoy met the minister on Wednesday.\n", "2026-03-04", True, ("2026-03-04", True)),
    ],
)
def test_whose_day_of_publication(text: str, published: str, assumed: bool, expected: tuple[str, bool]) -> None:
    read = read_report(Report(id="r", text=text, published=published, published_assumed=assumed)).report
    assert (read.published, read.published_assumed) == expected
    assert not read.published_inferred
