"""The timeline as numbers and as a drawing: every event once, in its day or week, on its side; the words below stand apart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dragoman.model.link import DayCount
from dragoman.web.timeline import ABOVE, HEIGHT, MARKS, MOST, OWN, Drawing, drawn, shown, timeline

WEDNESDAY = date(2025, 10, 1)


def count(day: date, of: str | None, number: int = 1, weight: float = 0.0) -> DayCount:
    return DayCount(day=day.toordinal(), of=of, number=number, weight=weight)


def later(days: int) -> date:
    return WEDNESDAY + timedelta(days=days)


def test_by_day_every_day_has_its_own() -> None:
    counts = [count(WEDNESDAY, "verbal_conflict", 2, -4.0), count(WEDNESDAY, "material_cooperation", 1, 9.5), count(later(2), None, 3)]
    found = timeline([*counts, count(later(-1), "verbal_conflict"), count(later(4), "verbal_conflict")], WEDNESDAY, later(3), "day")
    assert [each.since for each in found.bins] == [each.until for each in found.bins] == [later(at) for at in range(4)]
    assert [each.numbers for each in found.bins] == [{"material_cooperation": 1, "verbal_conflict": 2}, {}, {OWN: 3}, {}]
    assert [each.tension for each in found.bins] == [-5.5, 0, 0, 0]


def test_weeks_begin_on_monday_and_keep_to_the_window() -> None:
    days = [later(at) for at in range(15)]
    found = timeline([count(day, "verbal_conflict") for day in days], days[0], days[-1], "week")
    assert [(each.since, each.until) for each in found.bins] == [(later(0), later(4)), (later(5), later(11)), (later(12), later(14))]
    assert [each.total for each in found.bins] == [5, 7, 3]
    assert found.bins[1].words == "6 Oct to 12 Oct 2025"


def test_months_are_those_of_the_calendar() -> None:
    found = timeline([count(later(at), "verbal_conflict") for at in range(151)], WEDNESDAY, later(150), "month")
    assert [each.since for each in found.bins] == [date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert [each.total for each in found.bins] == [31, 30, 31, 31, 28]


@pytest.mark.parametrize(
    ("days", "by", "expected"),
    [(1, None, (1, "day")), (70, None, (70, "day")), (71, None, (71, "week")), (490, None, (490, "week")), (491, None, (491, "month")),
     (260, "day", (260, "day")), (261, "day", (261, "week")), (1821, "week", (1821, "month")), (5, "month", (5, "month")),
     (10_000, None, (7800, "month"))],
)  # fmt: skip
def test_a_window_is_drawn_as_it_fits(days: int, by: "str | None", expected: tuple[int, str]) -> None:
    begun, how = shown(WEDNESDAY, later(days - 1), by)  # type: ignore[arg-type]
    assert ((later(days) - begun).days, how) == expected
    assert len(timeline([], begun, later(days - 1), how).bins) <= MOST + 1  # the first and the last may be cut


def blocks(drawing: Drawing) -> list[tuple[str, float, float]]:
    return [(each.name, each.y, each.y + each.height) for bar in drawing.bars for each in bar.blocks]


def test_conflict_stands_above_the_line_and_cooperation_below() -> None:
    counts = [count(WEDNESDAY, name, at + 1) for at, name in enumerate(("verbal_conflict", "material_conflict", "verbal_cooperation"))]
    drawing = drawn(timeline([*counts, count(later(1), "material_cooperation", 6), count(later(1), None)], WEDNESDAY, later(1), "day"))
    for name, top, bottom in blocks(drawing):
        assert bottom <= drawing.zero + 0.1 if name in (*ABOVE, OWN) else top >= drawing.zero - 0.1
        assert 0 <= top < bottom <= HEIGHT
    heights = {name: bottom - top for name, top, bottom in blocks(drawing)}
    assert heights["material_cooperation"] == pytest.approx(6 * heights["verbal_conflict"], rel=0.02)
    assert "material_conflict" in ABOVE
    deeds, words = drawing.bars[0].blocks[:2]
    assert (deeds.name, words.name) == ABOVE
    assert [deeds.y + deeds.height, words.y + words.height] == pytest.approx([drawing.zero, deeds.y], abs=0.2)


@pytest.mark.parametrize("weights", [(-40.0, 3.0), (12.0, 30.0), (-0.01, 0.0), (-5.0, -7.5)])
def test_the_line_fits_and_lies_on_its_own_scale(weights: tuple[float, float]) -> None:
    drawing = drawn(timeline([count(later(at), "verbal_conflict", 1, each) for at, each in enumerate(weights)], WEDNESDAY, later(1), "day"))
    heights = [float(point.split()[1]) for point in drawing.path[1:].split("L")]
    assert all(0 <= each <= HEIGHT for each in heights)
    assert [each < drawing.zero for each in heights] == [each < 0 for each in weights], "hostility raises it"
    marks = [(float(mark.words.replace("−", "-")), mark.at) for mark in drawing.tension]
    for mark, at in marks[1:]:
        ratio = (at - drawing.zero) / mark
        assert ratio == pytest.approx((heights[0] - drawing.zero) / -weights[0], rel=0.05, abs=0.1)


def test_without_events_there_is_still_a_line() -> None:
    drawing = drawn(timeline([], WEDNESDAY, WEDNESDAY, "day"))
    assert drawing.path == f"M5 {drawing.zero}L5 {drawing.zero}"
    assert (drawing.bars[0].blocks, drawing.tension) == ((), ())


@pytest.mark.parametrize("days", [1, 2, 5, 9, 13, 20, 30, 50, 70, 120, 300, 490, 600, 1000, 3000, 7800])
def test_days_are_written_so_that_they_can_be_read(days: int) -> None:
    begun, by = shown(WEDNESDAY, later(days - 1), None)
    marks = drawn(timeline([], begun, later(days - 1), by)).days
    plain = [mark for mark in marks if not mark.lesser]
    assert min(days, 3) <= len(marks) <= 2 * MARKS
    assert 1 <= len(plain) <= MARKS
    assert marks[0].under, "the first says which year it is"
    assert all(other.at - one.at >= 8 for one, other in pairwise(marks))
    assert all(other.at - one.at >= 16 for one, other in pairwise(plain))
