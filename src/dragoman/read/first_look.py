"""The first look: whether a report is about nothing but sport or markets, told by its words alone, before it is parsed.

Each sentence is weighed by its words for sport and for markets (logistic regression, `training/first_look`). A report is passed over where its
sentences speak for one of them on average, none of them speaks clearly against it, and none has a word that tells of power, force or law for certain.
"""

import gzip
import re
from functools import cache
from importlib.resources import files

import msgspec

from dragoman import lexicon
from dragoman.model.errors import DataError
from dragoman.model.reading import PassedOver, Subject

LEAST = 40  # words: shorter reports cost little to read and say too little to be sure
ON_THE_WHOLE = 0.75  # log-odds, a mean over sentences; with the next bound 4 of 110 reports made to be kept are passed over (training/first_look)
AT_LEAST = -2.0  # log-odds of the sentence that speaks most against it
WORDS_OF_A_SENTENCE = 3  # fewer say nothing
BEGINNING = 5  # letters that words of one stem share, mostly
SHOWN = 5
SUBJECTS: tuple[Subject, ...] = ("sport", "markets")
LETTERS = re.compile(r"[^\W\d_]+")  # "team's" and "half-time" are two words each
BREAKS = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘])|\n+")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list of first_look.yaml: words for which a report is read whatever else it is about."""

    values: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class Weights(msgspec.Struct, frozen=True):
    """Log-odds in hundredths for each of `SUBJECTS`: where nothing is known, and what each word, or beginning of one ("^"), adds."""

    bias: tuple[int, int]
    words: dict[str, tuple[int, int]]


@cache
def entries() -> tuple[Entry, ...]:
    return lexicon.load("first_look", Entry)


@cache
def certain() -> frozenset[str]:
    """Words for which a report is read whatever else it is about."""
    return frozenset(word for entry in entries() for word in entry.values)


@cache
def shipped() -> Weights:
    """The model as it ships."""
    try:
        packed = (files("dragoman.lexicon") / "data" / "first_look.json.gz").read_bytes()
    except OSError as error:
        raise DataError(f"lexicon first_look.json.gz cannot be read ({error}); reinstall dragoman") from error
    return msgspec.json.decode(gzip.decompress(packed), type=Weights)


def pass_over(text: str, model: Weights | None = None) -> PassedOver | None:
    """What an English text is about where that is nothing but sport or markets, by the shipped model or another; None where it is to be read."""
    model = model or shipped()
    said = [word.lower() for word in LETTERS.findall(text)]
    if len(said) < LEAST or not certain().isdisjoint(said):
        return None
    subject, whole, least = max(weighed(text, model), key=lambda found: found[1])
    if whole <= ON_THE_WHOLE or least <= AT_LEAST:
        return None
    at = SUBJECTS.index(subject)
    telling = sorted({word for word in said if word in model.words and model.words[word][at] > 0}, key=lambda word: (-model.words[word][at], word))
    return PassedOver(subject=subject, words=tuple(telling[:SHOWN]))


def weighed(text: str, model: Weights) -> list[tuple[Subject, float, float]]:
    """For each subject the log-odds of the sentences, their mean and the least."""
    sentences = [features(sentence) for sentence in sentences_of(text)] or [frozenset()]
    found: list[tuple[Subject, float, float]] = []
    for at, subject in enumerate(SUBJECTS):
        odds = [(model.bias[at] + sum(model.words[word][at] for word in words if word in model.words)) / 100 for words in sentences]
        found.append((subject, sum(odds) / len(odds), min(odds)))
    return found


def sentences_of(text: str) -> list[str]:
    """The sentences, roughly: what is cheap to tell without a parse."""
    return [sentence for sentence in BREAKS.split(text) if len(LETTERS.findall(sentence)) >= WORDS_OF_A_SENTENCE]


def features(sentence: str) -> frozenset[str]:
    """Its words in lower case, and the beginnings of the longer ones."""
    words = {word.lower() for word in LETTERS.findall(sentence)}
    return frozenset(words | {f"^{word[:BEGINNING]}" for word in words if len(word) > BEGINNING})
