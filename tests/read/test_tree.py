"""What the tree says of parties: between, by, with; the trigger inside its own party; places that only say where."""

import pytest

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import Argument
from dragoman.model.text import Span
from dragoman.read.events.frame import Frame
from dragoman.read.events.tree import apart, only_where, sides_of
from dragoman.read.mentions import find_mentions
from eval.corpora import parsed, report_of


def parse_of(text: str) -> Parse:
    return next(parsed([report_of(text)]))[2]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients", "sure"),
    [
        ("Talks between Bolivia and Paraguay failed.", "Talks", ["Bolivia"], ["Paraguay"], True),
        ("An attack by rebels killed nine.", "attack", ["rebels"], [], False),
        ("He was killed by a bomb in Lima.", "killed", [], [], False),
        ("The war with Chile went on.", "war", [], ["Chile"], False),
        ("An attack by night failed.", "attack", [], [], False),
        ("Talks in Lima failed.", "Talks", [], [], False),
    ],
)
def test_sides(text: str, trigger: str, actors: list[str], recipients: list[str], sure: bool) -> None:
    parse = parse_of(text)
    frame = Frame(parse, Cast(find_mentions(parse)))
    found = sides_of(frame, next(token for token in parse.tokens if token.text == trigger))
    assert ([token.text for token in found.actors], [token.text for token in found.recipients], found.sure) == (actors, recipients, sure)


@pytest.mark.parametrize(
    ("text", "trigger", "span", "left"),
    [
        ("The embassy siege ended.", "siege", "The embassy siege", "embassy"),
        ("The siege ended.", "siege", "The siege", None),
        ("Bolivia shelled Paraguay.", "shelled", "Paraguay", "Paraguay"),
    ],
)
def test_the_trigger_is_no_party(text: str, trigger: str, span: str, left: str | None) -> None:
    parse = parse_of(text)
    start = text.index(span)
    found = apart(parse, Span(start, start + len(span)), next(token for token in parse.tokens if token.text == trigger))
    assert (text[found.start : found.end] if found else None) == left


@pytest.mark.parametrize(
    ("text", "place", "where"),
    [
        ("Nine people were killed in Lima.", "Lima", True),
        ("Chile shelled Lima.", "Lima", False),
        ("The rebels in the army were shot.", "the army", False),
    ],
)
def test_a_place_may_only_say_where(text: str, place: str, where: bool) -> None:
    parse = parse_of(text)
    start = text.index(place)
    assert only_where(parse, Cast(find_mentions(parse)), Argument(start, start + len(place))) == where
