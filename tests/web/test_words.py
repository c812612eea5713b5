"""What templates may call."""

from itertools import combinations

from dragoman.web import actorwords, marks, words


def test_each_name_means_one_thing() -> None:
    for one, other in combinations((words, actorwords, marks), 2):
        assert not one.FILTERS.keys() & other.FILTERS.keys()
        assert not one.GLOBALS.keys() & other.GLOBALS.keys()
