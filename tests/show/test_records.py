"""Tables of what the record says beside its events."""

import pytest

from dragoman.model.happening import ContestKind, Side
from dragoman.show.records import asserted


@pytest.mark.parametrize(
    ("claim", "kind", "quote", "said"),
    [
        ("low bank guard", "perpetrator", "He pointed to the Low Bank Guard.", "Low Bank Guard"),
        ("sappers of orvanys own army", "perpetrator", "They had been sappers of Orvany's own army.", "sappers of Orvany's own army"),
        ("rebels of day", "perpetrator", "It blamed the rebels of the day.", "rebels of the day"),
        ("salt guard", "perpetrator", "They did it, the minister said.", "Salt Guard"),
        ("state:ISL", "perpetrator", "Iceland did it.", "ISL"),
        ("not weir road", "place", "It was not on Weir Road.", "not Weir Road"),
        ("happened", "denial", "Happened it has.", "happened"),
        ("31+", "figure", "31 dead", "31+"),
    ],
)
def test_a_side_says_names_as_its_words_print_them(claim: str, kind: ContestKind, quote: str, said: str) -> None:
    assert asserted(Side(claim=claim, origins=(), reports=(), first=None, last=None, quotes=("Nobody knows.", quote)), kind) == said
