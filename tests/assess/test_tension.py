"""Tension: what a bin holds, what is usual, what stands out; steps and what drove them; the hottest pairs."""

import random

import pytest

from dragoman.assess.columns import columns
from dragoman.assess.jumps import jumps, steps
from dragoman.assess.tension import hottest, tension
from dragoman.model.assessment import Deed, Heat

from .made import DAY, deed

MONDAY = DAY - (DAY - 1) % 7 - DAY  # the Monday of that week, as days from DAY


def test_each_happening_counts_once() -> None:
    deeds = columns(
        [
            deed("a", "b", 0, -9.0, "h1", certainty=0.5), deed("a", "c", 0, -9.0, "h1", certainty=0.5), deed("b", "a", 0, 4.0, "h2"),
            deed("a", None, 2, -5.0, "h3"), deed("b", "c", 2, 2.5, "h4"),
        ]
    )  # fmt: skip
    whole = tension(deeds)
    assert [(each.day - DAY, each.conflict, each.cooperation, each.happenings) for each in whole.bins] == [
        (0, 4.5, 4.0, 2),
        (1, 0, 0, 0),
        (2, 5.0, 2.5, 2),
    ]
    pair = tension(deeds, sides=(["b"], ["a"]))
    assert [(each.conflict, each.cooperation, each.happenings) for each in pair.bins] == [(4.5, 4.0, 2), (0, 0, 0), (0, 0, 0)]
    camps = tension(deeds, sides=(["a"], ["b", "c"]))
    assert camps.bins[0].conflict == 4.5
    within = tension(deeds, sides=(["b", "c"], ["b", "c"]))
    assert [each.cooperation for each in within.bins] == [0, 0, 2.5]


def test_weeks_begin_on_monday_and_reports_are_counted() -> None:
    deeds = columns([deed("a", "b", MONDAY + 6, -1.0, "h1"), deed("a", "b", MONDAY + 7, -2.0, "h2")])
    weeks = tension(deeds, "week", reports={DAY + MONDAY: 3, DAY + MONDAY + 6: 1, DAY + MONDAY + 8: 5, DAY + 900: 7})
    assert [(each.day, each.conflict, each.reports) for each in weeks.bins] == [(DAY + MONDAY, 1.0, 4), (DAY + MONDAY + 7, 2.0, 5)]
    assert tension(deeds).bins[0].reports is None
    assert [each.day for each in tension(deeds, since=DAY + MONDAY + 5, until=DAY + MONDAY + 6).bins] == [DAY + MONDAY + 5, DAY + MONDAY + 6]
    assert tension(columns([])).bins == ()


def quiet(days: int, scores: tuple[float, ...] = (0.0,)) -> list[Deed]:
    return [deed("a", "b", day, score, f"q{day}.{at}") for day in range(days) for at, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "intensities", "unusual"),
    [
        ((0.0,), [-9.0], True),  # the one sure assault of a quiet time
        ((0.0,), [-5.0], False),  # one demonstration
        ((0.0,), [-5.0, -5.0], True),
        ((0.0,), [10.0], True),  # a deed of aid
        ((-9.0, -9.0, -9.0), [-9.0] * 4, False),  # in a war an assault more is nothing
        ((-9.0, -9.0, -9.0), [-9.0] * 12, True),
    ],
)
def test_what_stands_out(scores: tuple[float, ...], intensities: list[float], unusual: bool) -> None:
    deeds = columns([*quiet(40, scores), *(deed("a", "b", 40, each, f"h{at}") for at, each in enumerate(intensities))])
    found = tension(deeds)
    assert (DAY + 40 in found.unusual) is unusual
    assert not set(found.unusual) - {DAY + 40}
    assert (found.bins[6].z_conflict, found.bins[7].z_conflict) == (None, 0.0)  # a week must be before
    assert found.bins[40].usual_conflict == -sum(min(each, 0) for each in scores)


def test_what_is_usual_is_the_median_of_the_bins_before() -> None:
    found = tension(columns([deed("a", "b", day, -1.0 - day, f"h{day}") for day in range(9)]))
    assert [each.usual_conflict for each in found.bins] == [None] * 7 + [4.0, 4.5]


def test_what_comes_later_changes_nothing_before() -> None:
    order = random.Random(3)
    deeds = [deed("a", "b", day, order.choice([-9.0, -5.0, 2.5, 0.0]), f"h{day}") for day in range(120)]
    early, late = tension(columns(deeds[:80])), tension(columns(deeds))
    assert late.bins[:80] == early.bins


def test_a_step_and_what_drove_it() -> None:
    low = [deed("a", "b", day, -2.0, f"l{day}") for day in range(30)]
    high = [deed("a", "b", day, -2.0, f"h{day}.{at}") for day in range(30, 60) for at in range(9)]
    high += [deed("a", "b", 31, -9.0, "worst"), deed("a", "b", 33, 9.0, "aid"), deed("c", "d", 32, -9.0, "elsewhere")]
    (step,) = jumps(columns(low + high), sides=(["a"], ["b"]), reports={DAY + day: 4 if day < 30 else 40 for day in range(60)})
    assert (step.day, step.figure, step.before, step.after) == (DAY + 30, "conflict", 2.0, 18.0)
    assert [share.happening for share in step.shares][:2] == ["worst", "h30.0"]
    assert (step.shares[0].amount, step.shares[0].day) == (9.0, DAY + 31)
    assert (step.reports_before, step.reports_after) == (4, 40)  # the press came as well
    fall = [deed(each.actor, each.recipient, 60 - each.day + DAY, each.intensity, each.happening) for each in low + high]
    (step,) = jumps(columns(fall), sides=(["a"], ["b"]))
    assert (step.day, step.before, step.after, step.shares[0].happening) == (DAY + 31, 18.0, 2.0, "worst")


def test_one_hot_day_is_no_step() -> None:
    deeds = quiet(60) + [deed("a", "b", 30, -9.0, f"h{at}") for at in range(50)]
    assert jumps(columns(deeds)) == ()
    assert jumps(columns(deeds[:10])) == ()


def test_noise_has_few_steps_and_planted_ones_are_found() -> None:
    """Days of two acts on average: in 20 years of nothing some two steps; a rise to five times as much is always found."""
    np = pytest.importorskip("numpy")
    draw = np.random.default_rng(0)
    scores = np.array([2.0, 3.0, 3.5, 5.0, 6.0, 7.0, 9.0])

    def year(mean: float, days: int = 365) -> list[float]:
        return [float(draw.choice(scores, number).sum()) for number in draw.poisson(mean, days)]

    assert sum(len(steps(np.array(year(2.0)), 14)) for _ in range(20)) <= 5
    for _ in range(20):
        found = steps(np.array(year(2.0, 100) + year(10.0, 100)), 14)
        assert any(abs(at - 100) <= 3 for at, *_ in found)


def test_the_hottest_pairs() -> None:
    both = [
        deed("a", "b", 0, -9.0, "h1"),
        deed("b", "a", 0, -9.0, "h1"),
        deed("b", "a", 3, 2.5, "h2"),
        deed("c", "a", 1, -5.0, "h3"),
        deed("d", "e", 1, 9.0, "h4"),
    ]
    assert hottest(columns(both)) == (Heat("a", "b", 9.0, 2.5, 2), Heat("a", "c", 5.0, 0.0, 1))
    assert hottest(columns(both), limit=1) == (Heat("a", "b", 9.0, 2.5, 2),)
    assert hottest(columns(both), since=DAY + 1) == (Heat("a", "c", 5.0, 0.0, 1),)
    assert hottest(columns([])) == ()
