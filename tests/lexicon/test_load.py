"""The loader: typed entries, words that look like truth values, clear errors; a digest that follows content."""

import msgspec
import pytest

from dragoman import lexicon
from dragoman.lexicon.words import words
from dragoman.model.errors import DataError
from dragoman.read.anatomy import Pattern


class Wrong(msgspec.Struct, frozen=True):
    kind: int


def test_entries_are_typed_and_frozen() -> None:
    entry = lexicon.load("anatomy", Pattern)[0]
    with pytest.raises(AttributeError):
        setattr(entry, "kind", "credit")  # noqa: B010  # a plain assignment is what the types forbid already


def test_a_wrong_entry_names_file_and_field() -> None:
    with pytest.raises(DataError, match=r"anatomy\.yaml.*kind"):
        lexicon.load("anatomy", Wrong)


def test_an_absent_file_says_what_to_do() -> None:
    with pytest.raises(DataError, match="reinstall"):
        lexicon.load("absent", Wrong)


def test_digest_is_stable() -> None:
    assert lexicon.digest() == lexicon.digest()
    assert len(lexicon.digest()) == 12


def test_words() -> None:
    assert {"attack", "colour", "color", "Iraqi"} <= words()
    assert "counterfeitise" not in words()
