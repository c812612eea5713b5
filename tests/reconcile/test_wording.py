"""Words as reasons say them."""

from dragoman.reconcile.wording import printed, stem, titled


def test_a_reason_has_words_and_no_stems() -> None:
    one, other = "Ferries to Velane's island were stopped.", "The ferry was stopped, Velane said."
    assert [printed(stem(each), one, other) for each in ("ferry", "Velane", "stopped")] == ["ferry", "Velane", "stopped"]
    assert printed("ferri", other, one) == printed("ferri", one, other)
    assert printed("bridg", one, other) == "bridg"


def test_keys_are_said_as_names() -> None:
    assert [titled(each) for each in ("low bank guard", "state:ISL", "Q42")] == ["Low Bank Guard", "ISL", "Q42"]
