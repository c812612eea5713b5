"""What the reports of some days brought, compared with what the nouns themselves say; what a person rejected is left out."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dragoman.keep import Case, open_case
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector
from tests.keep.test_record import made, readings

ALL = Wanted(limit=10**4)
WHOLE = (date(2025, 9, 1).toordinal(), date(2025, 10, 31).toordinal())


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("fresh") / "c.db", readings())


@pytest.fixture
def case(pristine: Path, tmp_path: Path) -> Iterator[Case]:
    with open_case(shutil.copy(pristine, tmp_path / "c.db"), write=True) as opened:
        yield opened


@pytest.mark.parametrize("days", [WHOLE, (WHOLE[0] + 10, WHOLE[0] + 20), (WHOLE[1], WHOLE[1])])
def test_it_is_what_the_nouns_say(case: Case, days: tuple[int, int]) -> None:
    def within(day: int | None) -> bool:
        return day is not None and days[0] <= day <= days[1]

    assert case.fresh.events(*days) == sum(within(each.first_told) for each in case.look.happenings(ALL))
    for moved in (False, True):
        expected = [each for _, each in case.look.contests(ALL) if within(each.arose) and (each.moved is not None) == moved]
        number, found = case.fresh.contests(*days, 10**4, moved=moved)
        assert number == len(found) == len(expected)
        assert [each.arose for _, each in found] == sorted((each.arose or 0 for each in expected), reverse=True)
    expected_dues = {each.id for each in case.look.dues(ALL) if within(each.closed)}
    number, dues = case.fresh.settled(*days, 10**4)
    assert {each.id for each in dues} == expected_dues
    assert number == len(expected_dues)


def test_a_settled_announcement_was_told_of_in_the_report_that_closes_it(case: Case) -> None:
    _, dues = case.fresh.settled(*WHOLE, 10**4)
    assert dues
    for each in dues:
        assert each.closing
        assert each.outcome in ("happened", "did_not_happen")
        assert case.report(each.closing.split("/")[0]).published == date.fromordinal(each.closed or 0).isoformat()


def test_what_is_rejected_brought_nothing(case: Case) -> None:
    number, found = case.fresh.contests(*WHOLE, 10**4, moved=False)
    events = case.fresh.events(*WHOLE)
    about = found[0][0].id
    Corrector(case, "ana").reject(about)
    left, still = case.fresh.contests(*WHOLE, 10**4, moved=False)
    assert case.fresh.events(*WHOLE) == events - 1
    assert left == len(still) == number - sum(each.id == about for each, _ in found)
