"""Varied readings: spans hold, copies remain copies, stories differ, days run on; the same call gives the same."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations

import msgspec
import pytest

from bench.retold import later, moved
from bench.variations import START, variations
from dragoman import Settings, read_sources
from dragoman.ingest.reports import Defaults, Found, make_report
from dragoman.lexicon.states import codes_of
from dragoman.model.reading import Reading
from dragoman.reconcile import direct, trace_of
from eval.corpora import ROOT
from tests.made import reading

TEXTS = ("01-wire-alert.txt", "03-newspaper-copy.txt", "08-new-toll.txt", "16-cod-war-1976.txt")
ORIGINAL, COPY, STATES = TEXTS[0], TEXTS[1], TEXTS[3]


@cache
def base() -> tuple[tuple[Reading, ...], ...]:
    """A wire story with its copy and an update, and a report with real states."""
    found = [each for each in read_sources([str(ROOT / "examples" / name) for name in TEXTS], Settings()) if isinstance(each, Reading)]
    return tuple(found[:3]), tuple(found[3:])


@cache
def varied() -> tuple[Reading, ...]:
    return tuple(variations(2_000, per_day=40, base=base()))


def origin(varied_reading: Reading) -> tuple[str, str]:
    """The story's number and the name of the report that was varied."""
    story, _, name = (varied_reading.report.external_id or "").partition("-")
    return story, name


def quoting(one: Reading) -> Iterator[tuple[str, str, int, int]]:
    """Each item with words of its own and a span: what it is, the words, the span."""
    for place in one.places:
        yield f"place {place.id}", place.name, place.start, place.end
    for actor in one.actors:
        for role in actor.roles:
            yield f"role {actor.id}", role.title, role.start, role.end
    for ahead in one.ahead:
        yield f"ahead {ahead.start}", ahead.what, ahead.start, ahead.end
    for mention in one.mentions:
        yield from ((f"mention {mention.id}", actor.name, mention.start, mention.end) for actor in one.actors if actor.id == mention.actor)


def held(one: Reading) -> set[str]:
    return {what for what, words, start, end in quoting(one) if one.report.text[start:end] == words}


def runs(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_spans_slice_back_to_their_words() -> None:
    real = {each.report.external_id: each for group in base() for each in group}
    assert len(held(real[ORIGINAL])) > 20
    for each in varied()[:300]:
        before = real[origin(each)[1]]
        assert held(each) == held(before)
        assert [len(line) for line in each.report.text.split("\n")] == [len(line) for line in before.report.text.split("\n")]
        names = [[actor.name in one.report.text for actor in one.actors] for one in (each, before)]
        assert names[0] == names[1]


def test_names_are_new_and_words_without_content_stay() -> None:
    for each in varied()[:300]:
        assert not {"Velane", "Petra", "Oskan", "Iceland", "Keflavik"} & set(each.report.text.replace("'", " ").split())
    before, after = base()[0][0].report.text.split(), next(each for each in varied() if origin(each)[1] == ORIGINAL).report.text.split()
    assert all(one == other for one, other in zip(before, after, strict=True) if one in ("the", "of", "had", "she", "March"))
    assert sum(one != other for one, other in zip(before, after, strict=True)) > 0.4 * len(before)


def test_the_same_call_gives_the_same_and_fewer_are_the_first_of_more() -> None:
    assert tuple(variations(200, per_day=40, base=base())) == varied()[:200]
    assert next(variations(1, seed=2, per_day=40, base=base())) != varied()[0]


def test_copies_remain_copies() -> None:
    stories: dict[str, dict[str, Reading]] = {}
    for each in varied():
        story, name = origin(each)
        stories.setdefault(story, {})[name] = each
    pairs = [(story[COPY], story[ORIGINAL]) for story in stories.values() if COPY in story and ORIGINAL in story]
    assert len(pairs) > 100
    real = base()[0]
    share = len(runs(real[0].report.text) & runs(real[1].report.text))
    (echo,) = direct(trace_of(real[1]), [trace_of(real[0])])
    for copy, original in pairs[:50]:
        assert len(runs(original.report.text) & runs(copy.report.text)) >= share
        (found,) = direct(trace_of(copy), [trace_of(original)])
        assert found.how == echo.how
        assert abs(found.share - echo.share) < 0.15  # of a sample of the runs, another for other words


def test_different_stories_share_few_runs_of_words() -> None:
    told = [runs(each.report.text) for each in varied() if origin(each)[1] == ORIGINAL][:40]
    shared = [len(one & other) / len(one) for one, other in combinations(told, 2)]
    assert max(shared) < 0.15
    assert sum(shared) / len(shared) < 0.03


def test_days_run_on_with_as_many_reports_each() -> None:
    days = [each.report.published for each in varied() if each.report.published]
    assert days == sorted(days)
    assert days[0] == date.fromordinal(START).isoformat()
    count = Counter(days)
    inner = [count[date.fromordinal(START + at).isoformat()] for at in range(1, len(count) - 1)]
    assert 15 < min(inner) <= max(inner) < 55  # a report in four is undated


def test_all_days_of_a_story_move_alike() -> None:
    real = base()[1][0]
    for each in [each for each in varied() if origin(each)[1] == STATES][:20]:
        assert each.report.published
        assert real.report.published
        days = date.fromisoformat(each.report.published) - date.fromisoformat(real.report.published)
        assert [timex.earliest for timex in each.timexes] == [later(timex.earliest, days.days) if timex.earliest else None for timex in real.timexes]
        assert [event.date and event.date.latest for event in each.events] == [
            later(event.date.latest, days.days) if event.date and event.date.latest else event.date and event.date.latest for event in real.events
        ]


def test_ids_are_those_of_ingest_and_no_two_alike() -> None:
    assert len({each.report.id for each in varied()}) == 2_000
    addresses = [each.report.url for each in varied() if each.report.url]
    assert len(addresses) == len(set(addresses))
    for each in varied()[:50]:
        report = each.report
        assert report.id == make_report(Found(text=report.text, outlet=report.outlet, url=report.url), Defaults()).id


def test_states_have_codes_and_some_are_in_many_stories() -> None:
    count: Counter[str] = Counter()
    for each in varied():
        states = [actor for actor in each.actors if actor.kind == "state" and actor.country]
        assert all(actor.country and actor.codes == codes_of(actor.country) for actor in states)
        count.update({actor.country for actor in states if actor.country})
    assert count["USA"] > 5 * sorted(count.values())[len(count) // 2]
    ids = {origin(each)[0]: {place.geonameid for place in each.places if place.geonameid} for each in varied()}
    assert sum(map(len, ids.values())) == len(set().union(*ids.values()))


def test_figures_are_those_of_the_text() -> None:
    counts = [(each.report.text, count) for each in varied()[:200] for event in each.events for count in event.counts]
    printed = [
        (text[count.start : count.end], count.low) for text, count in counts if any(letter.isdigit() for letter in text[count.start : count.end])
    ]
    assert len(printed) > 50
    assert all(str(low) in words.replace(",", "") for words, low in printed)
    assert len({low for _, low in printed}) > 10


def test_any_reading_can_be_varied() -> None:
    odd = [
        reading("", outlet=None, published=None),
        reading("Ünal İnan met 1,200 “guests” \\ 0 at 07.30\n\tﬁrst straße ÅSA", outlet=None, published=None, names=("Ünal İnan", "ÅSA")),
        reading(
            "Velane fell. Velanes fled, said NewsHut.",
            outlet="NewsHut",
            published="0001-01-02",
            url="https://a.example/b/Velane?q=1",
            names=("Velane",),
        ),
    ]
    found = list(variations(30, base=[odd]))
    assert {len(each.report.text) for each in found} == {len(each.report.text) for each in odd}
    assert all(msgspec.json.decode(msgspec.json.encode(each), type=Reading) == each for each in found)
    assert not list(variations(0, base=[odd]))


@pytest.mark.parametrize(
    ("value", "days", "expected"),
    [
        ("2025-09-02TMO", 1, "2025-09-03TMO"),
        ("2025-12-31T24:00", 1, "2026-01-01T24:00"),
        ("2025-W52", 7, "2026-W01"),
        ("2025-W37-WE", -7, "2025-W36-WE"),
        ("2025-12", 31, "2026-01"),
        ("1987", -3650, "1977"),
        ("2025-SU", 365, "2026-SU"),
        ("XXXX-WXX-2", 9, "XXXX-WXX-2"),
        ("P3D", 9, "P3D"),
        ("PRESENT_REF", 9, "PRESENT_REF"),
        ("9999-12-31", 1, "9999-12-31"),
    ],
)
def test_time_values_move(value: str, days: int, expected: str) -> None:
    assert moved(value, days) == expected
