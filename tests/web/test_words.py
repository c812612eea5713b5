"""What templates may call."""

from itertools import combinations

from dragoman.web import actorwords, marks, words


def test_each_name_means_one_thing() -> None:
    for one, other in combinations((words, actorwords, marks), 2):
        assert not one.FILTERS.keys() & other.FILTERS.keys()
        assert not one.GLOBALS.keys() & other.GLOBALS.keys()


def test_a_quotation_that_goes_on_behind_its_words_is_closed() -> None:
    assert words.own("“We asked everyone,” he said.") == "own"
    assert words.own('"We asked everyone.') == "own open"
    assert not words.marked("")
