"""Figures on the parties of a happening: "at least 12 soldiers" → low 12, high open. Words like "dozens" are no figures and give none."""

from typing import Literal

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Count

from .predicates import words

CountKind = Literal["killed", "wounded", "arrested", "abducted", "displaced", "troops", "participants", "other"]

UNITS = {
    word: value
    for value, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
} | {word: 10 * value for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
LOWER = frozenset({"least", "more", "over", "above"})  # the figure bounds from below
UPPER = frozenset({"up", "many", "nearly", "almost", "fewer", "less", "under"})  # from above
REACH = 4  # tokens before a figure that may bound it: "at least", "more than", "as many as", "up to about"


def count_of(parse: Parse, head: Token, kind: CountKind, since: int = 0) -> Count | None:
    """The figure printed on a noun phrase, or None; `since` is the first token that may bound it."""
    number = head if head.pos == "NUM" else next((child for child in parse.children(head, "nummod") if child.i < head.i), None)
    if number is None:
        return None
    tokens = parse.tokens
    first, last = number.i, number.i + 1
    while first > 0 and tokens[first - 1].pos == "NUM" and tokens[first - 1].sentence == number.sentence:
        first -= 1
    value = _value([token.lower for token in tokens[first:last]])
    if value is None:
        return None
    low: int | None = value
    high: int | None = value
    begin = max(parse.sentence(number).first, first - REACH, since)
    before = [token.lower for token in tokens[begin:first]]
    start = first
    other = next((child for child in parse.children(number, "conj") if child.pos == "NUM"), None)
    if before[-1:] == ["between"] and other is not None:  # "between 20 and 30"
        most = _value([other.lower])
        return Count(kind=kind, low=value, high=most, start=tokens[first].start, end=other.end) if most and most > value else None
    if len(before) >= 2 and before[-1] in ("to", "and", "or", "-", "–") and tokens[first - 2].pos == "NUM":
        least = _value([before[-2]])
        if least is not None and least < value:
            low, start = least, first - 2
    else:
        for word, at in ((word, begin + at) for at, word in enumerate(before)):
            bounds = word in LOWER or word in UPPER
            if bounds and all(each in BETWEEN for each in before[at - begin + 1 :]):
                low, high = (value, None) if word in LOWER else (None, value)
                start = at - 1 if at > begin and tokens[at - 1].lower in ("at", "as") else at
                break
    return Count(kind=kind, low=low, high=high, start=tokens[start].start, end=tokens[last - 1].end)


def toll_of(parse: Parse, noun: Token, kind: CountKind) -> Count | None:
    """The figure that the toll over `noun` reaches: "the number of people killed rose to 44", "the toll from the attack stands at 44"."""
    preposition = parse.head(noun)
    toll = parse.head(preposition)
    if noun.dep != "pobj" or toll.lemma.lower() not in words("toll"):
        return None
    return reached(parse, toll, kind)


def reached(parse: Parse, toll: Token, kind: CountKind) -> Count | None:
    """The figure that the verb says of the toll, its subject."""
    verb = parse.head(toll)
    if toll.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return None
    for child in parse.children(verb):
        if child.dep in ("dobj", "attr") and child.i > verb.i:
            found = count_of(parse, child, kind, verb.i + 1)
        elif child.dep == "prep" and child.lower in ("to", "at", "past"):
            found = next((count for each in parse.children(child, "pobj") if (count := count_of(parse, each, kind, child.i + 1))), None)
        else:
            continue
        if found:
            return found
    return None


BETWEEN = frozenset({"than", "to", "as", "about", "some", "another"})


def _value(words: list[str]) -> int | None:
    """The whole number that the words spell, or None."""
    total, current = 0.0, 0.0
    for word in words:
        if word in UNITS:
            current += UNITS[word]
        elif word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] > 100:
                total, current = total + current, 0
        elif "-" in word and all(part in UNITS for part in word.split("-")):
            current += sum(UNITS[part] for part in word.split("-"))
        else:
            digits = word.replace(",", "")
            try:
                current += float(digits) if digits.replace(".", "", 1).isdecimal() else float("nan")
            except ValueError:  # digits of other scripts that look decimal and are not
                return None
    total += current
    return int(total) if 0 < total < 10**10 and total == int(total) else None
