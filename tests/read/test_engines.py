"""Words' forms are looked up once for each form: they must be what the whole pipeline says, whatever was read before."""

from pathlib import Path

from dragoman.model.text import Layout, Part, Report
from dragoman.read import engines

EXAMPLES = Path(__file__).parents[2] / "examples"
ODD = "There's no way we're gonna let's go; ain't it so? It is what it is. I gotta say there are ways, but but what do you do? C'm on, y'all."


def _parsed(text: str) -> list[tuple[str, str, str]]:
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    return [(token.text, token.pos, token.lemma) for token in parse.tokens]


def test_as_the_whole_pipeline_says() -> None:
    texts = [ODD, *(" ".join(file.read_text("utf-8").split()) for file in sorted(EXAMPLES.glob("*.txt")))]
    assert len(texts) > 10
    for text in texts:
        nlp = engines.parser()
        nlp.get_pipe("lemmatizer").cache.clear()  # type: ignore[attr-defined]  # as in engines
        assert _parsed(text) == [(token.text, token.pos_, token.lemma_) for token in nlp(text)]


def test_what_was_read_before_changes_nothing() -> None:
    last = "The rebels found a bridge near the river and left."
    alone = _parsed(last)
    _parsed("They hope to found a bank. They want to left. " + ODD)
    assert _parsed(last) == alone
