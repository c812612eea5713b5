"""What templates may call."""

from itertools import combinations

import msgspec
import pytest
from markupsafe import Markup

from dragoman.web import actorwords, marks, words
from tests.show.exports.made import due


def test_each_name_means_one_thing() -> None:
    for one, other in combinations((words, actorwords, marks), 2):
        assert not one.FILTERS.keys() & other.FILTERS.keys()
        assert not one.GLOBALS.keys() & other.GLOBALS.keys()


def test_a_quotation_that_goes_on_behind_its_words_is_closed() -> None:
    assert words.own("“We asked everyone,” he said.") == "own"
    assert words.own('"We asked everyone.') == "own open"
    assert words.own("It’s hard to say who will enter.”") == words.own('It is hard."') == "own shut"
    assert words.own("He called it “a gift”") == words.own("It’s the fishermen’s") == words.own("") == ""


def test_a_day_is_in_one_piece_and_all_else_is_text() -> None:
    assert words.unbroken("told <b> 2031-03-09") == Markup('told &lt;b&gt; <span class="day">2031-03-09</span>')


@pytest.mark.parametrize(
    ("what", "quote", "said"),
    [
        ("The council will vote", "The council will vote on Sunday.", "The council will vote"),
        ("to report by\n June", "A commission is to report by June.", "A commission is to report by June."),
        ("to report", "A commission of " + "very " * 60 + "many is to report.", "… to report"),
        ("call up", "The army plans to do so.", "… call up"),
    ],
)
def test_an_announcement_begins_with_its_sentence(what: str, quote: str, said: str) -> None:
    telling = msgspec.structs.replace(due().due.tellings[0], quote=quote)
    assert words.announced(due(what=what, tellings=(telling,)).due) == said
