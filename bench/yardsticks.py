"""What reading is measured against: bare parsing, and what others do with a parse to find who said what."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

SAYING = frozenset({"say", "tell", "add", "claim", "announce", "warn", "deny", "insist", "argue", "note", "explain", "write", "report", "state"})


def parse(docs: Iterator["Doc"]) -> int:
    """How many words spaCy parsed."""
    return sum(len(doc) for doc in docs)


def quotations(docs: Iterator["Doc"]) -> int:
    """Quotations as textacy finds them (direct_quotations: marks in pairs, the next verb of saying)."""
    from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]  # no dependency: timed where somebody has it

    found = 0
    for doc in docs:
        try:
            found += len(list(direct_quotations(doc)))
        except ValueError:  # an odd number of marks: it refuses the whole text
            continue
    return found


def clauses(docs: Iterator["Doc"]) -> int:
    """Sayings by rules on the tree, as trackers of who is quoted have them: a verb of saying with a subject and a clause, or "according to"."""
    return sum(1 for doc in docs for token in doc if _said(token))


def _said(token: "Token") -> bool:
    if token.lower_ == "according":
        return any(child.lower_ == "to" for child in token.children)
    kinds = {child.dep_ for child in token.children} if token.lemma_ in SAYING and token.pos_ == "VERB" else set()
    return "nsubj" in kinds and ("ccomp" in kinds or token.dep_ == "parataxis")


YARDSTICKS: dict[str, tuple[str, Callable[[Iterator[Any]], int]]] = {
    "parse": ("spaCy nlp.pipe, bare", parse),
    "textacy": ("textacy's quotations", quotations),
    "clauses": ("sayings by rules", clauses),
}


def there(name: str) -> bool:
    """Whether the library of a yardstick is installed."""
    from importlib.util import find_spec

    return name != "textacy" or find_spec("textacy") is not None


def pipeline() -> "Language":
    """spaCy's small English pipeline as spaCy loads it."""
    import spacy

    from dragoman.read import engines

    return spacy.load(engines.package())


if __name__ == "__main__":
    sys.exit("run python -m bench")
