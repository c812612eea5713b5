import pytest

from dragoman.model import plover
from dragoman.model.actor import Role
from dragoman.model.reading import Count, EventMention, When
from dragoman.show import eventnames, wording


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (None, None, ""),
        ("2031-03-07", "2031-03-07", "7 Mar 2031"),
        ("2031-03-01", "2031-03-31", "Mar 2031"),
        ("2031-02-01", "2031-02-28", "Feb 2031"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2029-01-01", "2031-12-31", "~ 2029–2031"),
        ("2031-03-03", "2031-03-09", "~ 3–9 Mar 2031"),
        ("2031-03-30", "2031-04-02", "~ 30 Mar – 2 Apr 2031"),
        ("2031-04-01", "2031-06-30", "~ Apr–Jun 2031"),
        ("2030-12-30", "2031-01-02", "~ 30 Dec 2030 – 2 Jan 2031"),
        (None, "2031-03-07", "before 7 Mar 2031"),
        ("2031-03-07", None, "since 7 Mar 2031"),
        ("spring", "autumn", "spring – autumn"),
    ],
)
def test_dates(earliest: str | None, latest: str | None, said: str) -> None:
    assert wording.dates(earliest, latest) == said


def test_a_bound_by_publication_is_no_date() -> None:
    assert wording.when(When(None, "2031-03-07", None)).text == wording.when(None).text == ""
    assert wording.when(When(None, "2031-03-07", "t-x")).text == "before 7 Mar 2031"


def test_dates_ahead() -> None:
    assert wording.dates(None, "2031-03-07", ahead=True) == "by 7 Mar 2031"
    assert wording.dates("2031-03-07", None, ahead=True) == "from 7 Mar 2031"


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role(title="admiral", status="former", start=0, end=1), "former admiral"),
        (Role(title="former admiral", status="former", start=0, end=1), "former admiral"),
        (Role(title="chair", organization="Salt Guard", status="acting", start=0, end=1), "acting chair, Salt Guard"),
        (Role(title="mayor of Harrow", organization="Harrow", start=0, end=1), "mayor of Harrow"),
    ],
)
def test_roles(role: Role, said: str) -> None:
    assert wording.role_words(role) == said


@pytest.mark.parametrize(
    ("low", "high", "said"), [(12, 12, "12"), (1200, None, "≥ 1,200"), (None, 5, "≤ 5"), (10, 12, "10–12"), (None, None, "?"), (0, 0, "0")]
)
def test_figures(low: int | None, high: int | None, said: str) -> None:
    assert wording.figure(Count(kind="killed", low=low, high=high, start=0, end=1)) == said


def test_figures_that_differ_stand_side_by_side() -> None:
    assert wording.figures({"killed": ["44", "46"], "other": ["dozens of homes"]}) == "killed 44 or 46; dozens of homes"
    assert wording.figures({"killed": ["31", "≥ 31", "33"]}) == "killed ≥ 31 or 33"


def test_every_type_and_mode_of_the_codebook_has_words() -> None:
    assert set(eventnames.TYPES) == set(plover.MODES)
    assert set(eventnames.MODES) == {(type_, mode) for type_, modes in plover.MODES.items() for mode in modes}


@pytest.mark.parametrize(
    ("value", "share", "tone"), [(1.0, 1.0, "good"), (0.85, 0.85, "good"), (0.6, 0.6, "warn"), (0.1, 0.1, "bad"), (7.0, 1.0, "good")]
)
def test_integrity(value: float, share: float, tone: str) -> None:
    cell = wording.integrity(value)
    assert (cell.share, cell.tone) == (share, tone)


def test_a_plan_denied_is_ruled_out() -> None:
    event = EventMention(id="e-1", type="PROTEST", start=0, end=3, status="planned", factuality="PR-", quad="material_conflict", entry="test")
    assert wording.certainty(event, denied=False).text == "ruled out"
