"""Offices on a bar of days."""

from datetime import date

from dragoman.model.entity import Office
from dragoman.web.terms import TICKS, bar


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def office(**given: object) -> Office:
    blank = {"title": "minister", "organization": None, "status": "current", "first": None, "last": None, "left": None}
    return Office(**{**blank, **given})  # type: ignore[arg-type]


def test_what_is_told_lies_between_its_bounds() -> None:
    held = office(first=day("2025-09-02"), last=day("2025-09-18"), left=day("2025-09-25"), since="2025-08-20")
    (term,) = bar([held]).terms
    assert term.told is not None
    assert term.before is not None
    assert term.after is not None
    assert term.left is not None
    assert 0 < term.before.x < term.told.x < term.told.x + term.told.width < term.left < 100
    assert abs(term.before.x + term.before.width - term.told.x) < 0.1
    assert abs(term.after.x - term.told.x - term.told.width) < 0.1
    assert abs(term.after.x + term.after.width - term.left) < 0.1
    share = term.told.width / (term.left - term.before.x)
    assert abs(share - 16 / 36) < 0.01  # 16 of the 36 days from August 20 to September 25


def test_a_bound_of_long_ago_does_not_squeeze_the_days_told() -> None:
    lately, long_ago = (office(first=day("2025-09-02"), last=day("2025-10-18"), since=since) for since in (None, "1999-05-01"))
    (before,), (after,) = bar([lately]).terms, bar([long_ago]).terms
    assert before.told == after.told
    assert after.before is not None
    assert after.before.x == 0
    assert after.before.beyond


def test_an_office_told_on_one_day_is_seen_and_one_without_a_day_has_no_bar() -> None:
    once, never = bar([office(first=day("2025-09-02"), last=day("2025-09-02")), office()]).terms
    assert once.told is not None
    assert once.told.width > 1
    assert (never.told, never.before, never.after, never.left) == (None, None, None, None)
    assert bar([office()]).ticks == ()


def test_days_are_named_so_that_they_do_not_touch() -> None:
    for last in ("2025-09-03", "2025-09-20", "2025-12-24", "2027-01-02", "2041-06-01", "2295-01-01"):
        ticks = bar([office(first=day("2025-09-02"), last=day(last))]).ticks
        assert 1 <= len(ticks) <= TICKS, last
        assert [each.x for each in ticks] == sorted(each.x for each in ticks)
        assert all(each.says for each in ticks)
    assert [each.says for each in bar([office(first=day("2025-09-02"), last=day("2025-09-20"))]).ticks] == ["1 Sep", "8 Sep", "15 Sep"]
    assert [each.says for each in bar([office(first=day("2024-11-02"), last=day("2026-01-09"))]).ticks] == [
        "Jan 2025",
        "Apr",
        "Jul",
        "Oct",
        "Jan 2026",
    ]
    assert [each.says for each in bar([office(first=day("2019-11-02"), last=day("2023-01-09"))]).ticks] == ["2020", "2021", "2022", "2023"]
