"""Words' forms are looked up once for each form, names found for all words at once: they must be what spaCy itself says, whatever was read before."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.model.parse import Parse
from dragoman.model.text import Layout, Part, Report
from dragoman.read import engines

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = Path(__file__).parents[2] / "examples"
ODD = "There's no way we're gonna let's go; ain't it so? It is what it is. I gotta say there are ways, but but what do you do? C'm on, y'all."
LONE, LAST = "Chile", "The envoy of the United States met King Abdullah II of Jordan in New"  # a name alone; one that the text breaks off


def _parse(text: str) -> Parse:
    return next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))


def _parsed(text: str) -> list[tuple[str, str, str]]:
    return [(token.text, token.pos, token.lemma) for token in _parse(text).tokens]


@pytest.fixture(scope="module")
def plain() -> "Language":
    """The pipeline as spaCy loads it."""
    import spacy

    return spacy.load(engines.package())


def test_as_the_whole_pipeline_says(plain: "Language") -> None:
    texts = [ODD, LONE, LAST, *(" ".join(file.read_text("utf-8").split()) for file in sorted(EXAMPLES.glob("*.txt")))]
    assert len(texts) > 10
    named = 0
    for text in texts:
        plain.get_pipe("lemmatizer").cache.clear()  # type: ignore[attr-defined]  # as in engines
        said = [(each.text, each.pos_, each.lemma_, each.tag_, each.dep_, each.head.i, each.ent_type_, each.ent_iob_ == "B") for each in plain(text)]
        found = [(each.text, each.pos, each.lemma, each.tag, each.dep, each.head, each.ent, each.ent_first) for each in _parse(text).tokens]
        assert found == said
        named += sum(begins for *_, begins in said)
    assert named > 200


def test_what_was_read_before_changes_nothing() -> None:
    last = "The rebels found a bridge near the river and left."
    alone = _parsed(last)
    _parsed("They hope to found a bank. They want to left. " + ODD)
    assert _parsed(last) == alone
