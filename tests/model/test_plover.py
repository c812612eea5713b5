"""The tables of the codebook hold together."""

from typing import get_args

import pytest

from dragoman.model.plover import CONTEXTS, MODES, QUADS, RECIPIENT_REQUIRED, SCORES, SECTORS, intensity
from dragoman.model.reading import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)


def test_every_type_has_its_quad_score_and_modes() -> None:
    assert set(TYPES) == set(QUADS) == set(SCORES) == set(MODES)
    assert len(TYPES) == 16
    assert set(QUADS) >= RECIPIENT_REQUIRED


@pytest.mark.parametrize("type_", TYPES)
def test_scores_have_the_sign_of_their_quad(type_: EventType) -> None:
    if QUADS[type_].endswith("cooperation"):
        assert SCORES[type_] > 0
        assert all(score > 0 for score in MODES[type_].values())
    elif QUADS[type_] == "material_conflict":
        assert SCORES[type_] < 0
        assert all(score < 0 for score in MODES[type_].values())
    else:
        assert SCORES[type_] <= 0


def test_intensity_is_the_modes_else_the_types() -> None:
    assert intensity("ASSAULT", "drone") == -9.5
    assert intensity("ASSAULT", None) == -9.0
    assert intensity("CONSULT", "phone") == 1.5


def test_lists_have_no_repeats() -> None:
    assert len(set(CONTEXTS)) == len(CONTEXTS) == 37
    assert len(set(SECTORS)) == len(SECTORS)
