from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.cast import Cast
from dragoman.model.reading import CommentRequest
from dragoman.model.text import Layout, Part, Report
from dragoman.read import engines
from dragoman.read.comment import CommentWord, find_comment_requests

CASES = msgspec.yaml.decode((Path(__file__).parent.parent / "cases" / "comment.yaml").read_bytes(), type=list[dict[str, Any]])
WORDS = lexicon.load("comment", CommentWord)


def requests_of(text: str) -> tuple[CommentRequest, ...]:
    layout = Layout(parts=(Part("body", 0, len(text)),))
    return find_comment_requests(next(engines.parse_reports([Report(id="r", text=text)], [layout])), Cast(()))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        {
            "party": text[request.party.start : request.party.end],
            "response": request.response,
            "channel": request.channel,
            "means": request.means,
            "through": text[request.through.start : request.through.end] if request.through else None,
            "asked": request.asked,
        }
        for request in requests_of(text)
    ]
    assert found == [{"channel": None, "means": None, "through": None, "asked": "said", **wanted} for wanted in case["found"]]


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.examples])
def test_example(word: CommentWord, text: str) -> None:
    assert requests_of(text), word.id


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.lookalikes])
def test_lookalike(word: CommentWord, text: str) -> None:
    assert not requests_of(text), word.id


def test_bounds_hold_the_words() -> None:
    text = "Rain fell. The harbour office, which is new, did not respond to emailed questions, and the boats sailed."
    (request,) = requests_of(text)
    assert text[request.start : request.end] == "The harbour office, which is new, did not respond to emailed questions"
    assert request.channel == "emailed questions"


@pytest.mark.parametrize(
    "text", ["", "not not not", "comment comment.", "did not respond", "“ declined to comment", "😀 declined to comment 😀", "لم يرد"]
)
def test_odd_text(text: str) -> None:
    for request in requests_of(text):
        assert 0 <= request.start <= request.party.start < request.party.end <= request.end <= len(text)
