"""Two texts side by side: nothing lost, the common words marked, paragraphs that answer each other in one row."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.web import alignment
from dragoman.web.alignment import Row, side_by_side

STORY = """Gunmen stormed the pump house at Harrow before dawn and killed twelve people, the ministry said.

Two of the four pumps were destroyed in the attack on Tuesday.

Ossip Thane, the governor, called 300 guards to the quay."""


def shown(rows: tuple[Row, ...], *, only_common: bool = False) -> list[tuple[list[str], list[str]]]:
    def side(paragraphs: tuple[tuple[alignment.Piece, ...], ...]) -> list[str]:
        return ["|".join(piece.text for piece in each if piece.common or not only_common) for each in paragraphs]

    return [(side(row.one), side(row.other)) for row in rows]


def test_a_copy_is_common_throughout() -> None:
    rows = side_by_side(STORY, STORY)
    assert [(len(row.one), len(row.other)) for row in rows] == [(1, 1)] * 3
    assert all(piece.common or piece.text == "." for row in rows for side in (row.one, row.other) for each in side for piece in each)


def test_what_a_copy_cut_and_added_stands_alone() -> None:
    first, _, last = STORY.split("\n\n")
    copy = "\n\n".join(("The Harrow Post has learned more about it.", first, last))
    rows = side_by_side(copy, STORY)
    assert [(len(row.one), len(row.other)) for row in rows] == [(1, 0), (1, 1), (0, 1), (1, 1)]


def test_of_what_was_rewritten_names_and_figures_are_marked() -> None:
    anew = "At Harrow a pump house was attacked.\n\nGovernor Ossip Thane has sent for 300 men, who will be at the water soon."
    rows = side_by_side(anew, STORY)
    assert shown(rows, only_common=True)[-1] == (["Ossip Thane|300"], ["Ossip Thane|300"])


def test_words_that_any_text_has_are_no_likeness() -> None:
    rows = side_by_side("The cat sat on the mat of a house.", "The vote of the house is on Friday, and the rest is silence.")
    assert not any(piece.common for row in rows for side in (row.one, row.other) for each in side for piece in each)


@given(st.lists(st.sampled_from(["the", "Thane", "quay", "12", "\n\n", ".", "’"]), max_size=40), st.integers(0, 12))
def test_each_text_is_whole_and_its_pieces_are_where_they_say(words: list[str], cut: int) -> None:
    one, other = " ".join(words), " ".join(words[cut:])
    for seeds in (alignment.MOST, 0):
        old, alignment.MOST = alignment.MOST, seeds
        rows = side_by_side(one, other)
        alignment.MOST = old
        for text, sides in ((one, [row.one for row in rows]), (other, [row.other for row in rows])):
            pieces = [piece for side in sides for each in side for piece in each]
            assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in pieces)
            assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())


def test_long_texts_are_compared_by_runs_that_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = side_by_side(STORY, STORY.replace("twelve", "13"))
    monkeypatch.setattr(alignment, "MOST", 0)
    seeded = side_by_side(STORY, STORY.replace("twelve", "13"))
    assert shown(seeded, only_common=True)[0] == shown(whole, only_common=True)[0]


@pytest.mark.parametrize("text", ["the " * 200_000, "ab cd " * 100_000, "x" * 1_000_000, "\n\n".join(f"line {n} of it" for n in range(20_000))])
def test_no_text_takes_long(text: str) -> None:
    begin = time.perf_counter()
    side_by_side(text, text + " and more")
    assert time.perf_counter() - begin < 5
