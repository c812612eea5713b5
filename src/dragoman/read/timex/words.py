"""The words of time in a report: each as one character that stands for its kinds, so that a rule is a regular expression over kinds.

Cut out of the printed text, not of the parser's tokens, which split "mid-August" and join "7-9" as the model of the day likes.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from dragoman import lexicon
from dragoman.model.parse import Parse

OTHER = "."  # a word that means nothing to the grammar
BREAK = "\n"  # between paragraphs
FIRST_CODE = 0xE000  # private use: no printed text holds them

Value = int | str | date | tuple[int, int]

NUMERALS = (
    r"(?P<ISO>\d{4}-\d\d-\d\d)(?![\d-])",
    r"(?P<SLASHED>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d))(?![\d/])",
    r"(?P<CLOCK>[0-2]?\d:[0-5]\d)(?![\d:])",
    r"(?P<FRACTION>\d/\d)(?![\d/])",
    r"(?P<ORDINAL>\d{1,2}(?:st|nd|rd|th))\b",
    r"(?P<DECADE>(?:\d{3}|['’`]?\d)0['’]?s)\b",
    r"(?P<YEAR2>['’`]\d\d)(?![\d'’])\b",
    r"(?P<NUMBER>\d{1,3}(?:,\d{3}){1,4}|\d+(?:\.\d+)?)(?![.,]?\d)",
)
CUT = re.compile(
    rf"(?=['’`]?\d)(?:{'|'.join(NUMERALS)})|(?P<AMPM>[ap]\.\s?m\.?|[ap]m\b)|o['’]clock\b|[^\W\d_]+\.?"
    r"|(?P<POSS>['’]s\b)|(?P<COMMA>,)|(?P<HYPHEN>[-‐‑–])|\d+|[^\w\s]|_+",
    re.IGNORECASE,
)
SYMBOLS = ("ISO", "SLASHED", "CLOCK", "FRACTION", "ORDINAL", "DECADE", "YEAR2", "NUMBER", "POSS", "COMMA", "HYPHEN", "AMPM")
NUMERAL_KINDS = (*(frozenset({symbol}) for symbol in SYMBOLS), frozenset({"NUMBER", "DAY"}), frozenset({"NUMBER", "YEAR"}))


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one kind, with what each means; with `capital`, only as printed with one."""

    kind: str
    words: dict[str, int | str]
    capital: bool = False
    examples: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()


class Word(NamedTuple):
    """One word of the text and its meaning by kind; a literal of the grammar is a kind of its own."""

    start: int
    end: int
    lower: str
    kinds: dict[str, Value]


class Row(NamedTuple):
    """A text as its words: `codes` holds one character a word, `starts` and `ends` its offsets."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]


class Lexer:
    """Cuts texts into words; built once, for the words of the vocabulary and the literals of the grammar."""

    def __init__(self, literals: frozenset[str]) -> None:
        plain: dict[str, dict[str, Value]] = {literal: {literal: literal} for literal in literals}
        capital: dict[str, dict[str, Value]] = {literal: {literal: literal} for literal in literals}
        for entry in lexicon.load("timex_words", Vocabulary):
            for word, value in entry.words.items():
                capital.setdefault(word.lower(), {})[entry.kind] = value
                if not entry.capital:
                    plain.setdefault(word.lower(), {})[entry.kind] = value
        self._plain, self._capital = plain, capital
        self._codes: dict[frozenset[str], str] = {frozenset(): OTHER}
        for kinds in (*map(frozenset, plain.values()), *map(frozenset, capital.values()), *NUMERAL_KINDS):
            self._codes.setdefault(kinds, chr(FIRST_CODE + len(self._codes)))
        self._plain_code = {word: self._codes[frozenset(kinds)] for word, kinds in plain.items()}
        self._capital_code = {word: self._codes[frozenset(kinds)] for word, kinds in capital.items()}

    def coded(self, symbol: str) -> str:
        """The character class of the words of that kind; a kind that no word has matches nothing."""
        return "[" + "".join(code for kinds, code in self._codes.items() if symbol in kinds) + "]"

    def row(self, parse: Parse) -> Row:
        """The words of all parsed paragraphs."""
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        plain, capital, symbols = self._plain_code, self._capital_code, self._codes
        for start, end in _paragraphs(parse):
            for found in CUT.finditer(parse.text, start, end):
                text, first, last = found.group(), found.start(), found.end()
                if found.lastgroup:
                    code = symbols[frozenset(numeral(found.lastgroup, text))]
                else:
                    known = capital if text[0].isupper() else plain
                    code = known.get(text.lower(), "")
                    if not code and text[-1] == "." != text:  # a sentence's full stop, not a shortened month's
                        codes.append(known.get(text[:-1].lower(), OTHER))
                        starts.append(first)
                        ends.append(last - 1)
                        code, first = OTHER, last - 1
                codes.append(code or OTHER)
                starts.append(first)
                ends.append(last)
            codes.append(BREAK)
            starts.append(end)
            ends.append(end)
        return Row(parse.text, "".join(codes), starts, ends)

    def words(self, row: Row, first: int, last: int) -> tuple[Word, ...]:
        """The words [first, last) of a row, looked up again with their values: done for matches only, which are few."""
        words = []
        for at in range(first, last):
            start, end = row.starts[at], row.ends[at]
            text = row.text[start:end]
            found = CUT.match(row.text, start, end)
            if found and found.lastgroup:
                kinds = numeral(found.lastgroup, text)
            else:
                kinds = (self._capital if text[:1].isupper() else self._plain).get(text.lower(), {})
            words.append(Word(start, end, text.lower().replace("’", "'"), kinds))
        return tuple(words)


def _paragraphs(parse: Parse) -> list[tuple[int, int]]:
    """From the first to the last sentence of each paragraph: the parser may cut a sentence inside a date."""
    found: list[tuple[int, int]] = []
    last = -1
    for sentence in parse.sentences:
        if sentence.paragraph == last:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
        last = sentence.paragraph
    return found


@cache
def numeral(group: str, text: str) -> dict[str, Value]:
    """The kinds of a word that is written with digits or signs, by the group of the cut that found it; impossible dates have none."""
    digits = text.strip("'’`sS")
    match group:
        case "ISO":
            try:
                return {"ISO": date.fromisoformat(text)}
            except ValueError:
                return {}
        case "CLOCK":
            hour, minute = map(int, text.split(":"))
            return {"CLOCK": (hour, minute)} if hour <= 24 else {}
        case "ORDINAL":
            return {"ORDINAL": int(text[:-2])}
        case "DECADE":  # two figures mean the twentieth century: a printed '20s is rare and would be the 2020s
            return {"DECADE": int(digits.strip("'’")[:-1]) + (190 if len(digits.strip("'’")) == 2 else 0)}
        case "YEAR2":  # as the newspapers of 1990-2029 mean it
            return {"YEAR2": int(digits) + (1900 if int(digits) >= 30 else 2000)}
        case "NUMBER":
            kinds: dict[str, Value] = {"NUMBER": text.replace(",", "")}
            if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31:
                kinds["DAY"] = int(text)
            elif text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2199:
                kinds["YEAR"] = int(text)
            return kinds
    return {group: text}
