"""Words as the tagger's network takes them: windows cover a report, keep to their length, and are the same however the report is cut."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.parse import Parse
from dragoman.model.text import Layout, Part, Report
from dragoman.read import encoder
from dragoman.read.encoder.merging import owners
from dragoman.read.encoder.words import CLS, INSIDE, LIMIT, MARK, OUTSIDE, SEP, Words, cut, frame
from dragoman.read.engines import parse_reports


def parse_of(text: str) -> Parse:
    parts = []
    at = 0
    for paragraph in text.split("\n\n"):
        parts.append(Part("body", at, at + len(paragraph)))
        at += len(paragraph) + 2
    (parse,) = parse_reports([Report(id="r", text=text)], [Layout(tuple(parts))])
    return parse


def words_of(text: str) -> Words:
    return encoder.encode_report(parse_of(text)).words


def test_a_word_at_which_cutting_was_broken_off_is_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ending:
        def encode(self, *_: object, **__: object) -> object:
            raise KeyboardInterrupt

    at_hand: dict[str, list[int]] = {}
    monkeypatch.setattr("dragoman.read.encoder.words._at_hand", lambda _: at_hand)
    with pytest.raises(KeyboardInterrupt):
        encoder.words._pieces(["garrison", "unheardof"], Ending())  # type: ignore[arg-type]
    expected = [encoder.tokenizer().encode([word], is_pretokenized=True, add_special_tokens=False).ids for word in ("unheardof", "garrison")]
    assert encoder.words._pieces(["unheardof", "garrison"], encoder.tokenizer()) == expected
    assert encoder.words._pieces(["garrison", "unheardof", "garrison"], encoder.tokenizer()) == [expected[1], expected[0], expected[1]]


def planted(sizes: list[list[int]]) -> Words:
    """Sentences of words with these numbers of pieces."""
    flat = [size for sentence in sizes for size in sentence]
    numbers = [at for at, sentence in enumerate(sizes) for _ in sentence]
    zeros = np.zeros(len(flat), dtype=np.int64)
    return Words([[7] * size for size in flat], zeros, zeros, np.arange(len(flat)), zeros, [False] * len(flat), np.array(numbers))


@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=90), min_size=1, max_size=12), st.integers(0, 64))
def test_windows_cover_every_word_and_keep_their_length(sizes: list[list[int]], overlap: int) -> None:
    words = planted(sizes)
    length = len(words.pieces)
    bounds = list(cut(words, 0, length, overlap=overlap))
    assert bounds[0][0] == 0
    assert bounds[-1][1] == length
    for (first, last), (then, _) in pairwise(bounds):
        assert first < then <= last
    for first, last in bounds:
        assert len(frame(words, first, last).pieces) <= LIMIT


@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=90), min_size=1, max_size=12))
def test_each_word_is_read_where_it_has_most_around_it(sizes: list[list[int]]) -> None:
    words = planted(sizes)
    length = len(words.pieces)
    bounds = list(cut(words, 0, length))
    owner = owners(bounds, length)
    for word in range(length):
        room = [
            min(word - first if first else length, last - 1 - word if last < length else length) if first <= word < last else -1
            for first, last in bounds
        ]
        assert room[owner[word]] == max(room)


def test_a_window_ends_with_a_sentence() -> None:
    words = planted([[1] * 100, [1] * 100, [1] * 100])
    assert list(cut(words, 0, 300, overlap=0)) == [(0, 200), (200, 300)]


def test_frame() -> None:
    words = words_of("The guard said:\n\n“Nobody left.”")
    window = frame(words, 0, len(words.pieces))
    assert window.pieces[0] == CLS
    assert list(window.pieces).count(SEP) == 2  # between the paragraphs and at the end
    assert list(window.quote) == [OUTSIDE] * 4 + [MARK, INSIDE, INSIDE, INSIDE, MARK]
    assert window.head[1] == 2  # guard ← said
    inside = frame(words, 1, 2)
    assert list(inside.head) == [0]  # its governor lies outside


@pytest.mark.parametrize("text", ["", " ", "“", "\u200b", "x" * 4000, "ne ne ne " * 900, "☃ 漢字 ́"])
def test_odd_text(text: str) -> None:
    parse = parse_of(text)
    words, attributions, events = encoder.encode_report(parse, np.zeros(len(parse.tokens), dtype=np.int64))
    assert attributions.emissions.shape == (len(words.pieces), encoder.LABELS)
    assert events.emissions.shape == (len(words.pieces), encoder.OUTPUTS)
    assert np.isfinite(attributions.emissions).all()
    assert np.isfinite(events.emissions).all()


def test_same_bytes_twice() -> None:
    parse = parse_of("The mayor denied that the bridge was closed, according to two aides. " * 30)
    numbers = np.arange(len(parse.tokens)) % 33
    one, two = encoder.encode_report(parse, numbers), encoder.encode_report(parse, numbers)
    for first, second in ((one.attributions, two.attributions), (one.events, two.events)):
        assert first.emissions.tobytes() == second.emissions.tobytes()
        assert first.points.tobytes() == second.points.tobytes()


def test_a_part_is_read_as_if_nothing_stood_around_it() -> None:
    parse = parse_of("The mayor denied that the bridge was closed.")
    whole = encoder.encode_report(parse)
    part = encoder.encode(whole.words, 0, len(parse.tokens))
    assert part.emissions.tobytes() == whole.attributions.emissions.tobytes()


def test_it_tells_nobody_that_it_reads(tmp_path: Path) -> None:
    # what collects for its maker would keep an id of the machine in the home folder
    own = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", "from dragoman.read.encoder import session; session()"], env={**env, **own}, check=True)
    assert list(tmp_path.rglob("*")) == []
