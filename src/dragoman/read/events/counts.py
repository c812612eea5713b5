"""Figures on the parties of a happening: "at least 12 soldiers" → low 12, high open; "a dozen" is 12.

Words like "dozens", "scores", "tens of thousands" and "several hundred" are no figures and give none.
"""

from typing import Literal

from dragoman.model.parse import Parse, Token
from dragoman.model.reading import Attribution, Count

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
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
JOINTS = frozenset({"-", "–", "to", "or", "and"})  # between the ends of a range; "and" only after "between"
LOWER = frozenset({"least", "more", "over", "above", "upwards", "excess", "minimum"})  # the figure bounds from below
UPPER = frozenset({"up", "many", "nearly", "almost", "fewer", "less", "under", "most", "maximum"})  # from above
TURNED = frozenset({"more", "fewer", "less"})  # bounds that "no" and "not" turn round
WITH = {
    "least": "at", "most": "at", "many": "as", "up": "to", "more": "than", "fewer": "than", "less": "than", "upwards": "of", "excess": "of",
    "minimum": "of", "maximum": "of",
}  # fmt: skip
"""The word beside a bound, without which it is none ("the most 12")."""
LOOSE = frozenset({"few", "several", "many", "couple"})  # "several hundred": no figure
BETWEEN = frozenset({"than", "to", "as", "at", "of", "in", "a", "about", "around", "roughly", "some", "another", "well", "estimated", "an"})
HOLDERS = frozenset({"total", "upwards", "excess", "minimum", "maximum", "group", "crowd"})  # "a total of 12 guards": the figure stands inside
REACH = 6  # tokens before a figure that may bound it: "at least", "no fewer than", "as many as about"
LONGEST = 8  # tokens of one figure: more is a list or noise
NUMBERS = ("nummod", "compound", "quantmod")


def by_whom(attributions: tuple[Attribution, ...], count: Count) -> str | None:
    """The id of the innermost (shortest) attribution whose content holds the figure; None where the report itself gives it."""
    holding = (
        (span.end - span.start, each.id)
        for each in attributions
        for span in each.content.spans
        if span.start <= count.start and count.end <= span.end
    )
    return min(holding, default=(0, None))[1]


def count_of(parse: Parse, head: Token, kind: CountKind, since: int = 0) -> Count | None:
    """The figure printed on a noun phrase, or None; `since` is the first token that may bound it."""
    number = head if _numeric(head) else next((each for each in parse.children(head, *NUMBERS) if each.i < head.i and _numeric(each)), None)
    if number is None:
        inside = [each for child in parse.children(head, "prep") if child.lower == "of" for each in parse.children(child, "pobj")]
        held = inside[0] if inside and head.lower in HOLDERS else None
        return count_of(parse, held, kind, since) if held and held.lower not in HOLDERS else None
    tokens, sentence = parse.tokens, parse.sentence(number)
    begin = max(sentence.first, since)
    first, last = _run(tokens, number.i, begin, sentence.last)
    value = _value(tokens[first:last])
    if value is None:
        return None
    low: int | None = value
    high: int | None = value
    start, end = first, last
    if first - 2 >= begin and tokens[first - 1].lower in JOINTS and _numeric(tokens[first - 2]):  # the figure ends a range
        start, _ = _run(tokens, first - 2, begin, first - 1)
        low = _scaled(_value(tokens[start : first - 1]), tokens[last - 1], value)
    elif last + 1 < sentence.last and tokens[last].lower in JOINTS and _numeric(tokens[last + 1]):  # or begins it
        _, end = _run(tokens, last + 1, last + 1, sentence.last)
        high = _value(tokens[last + 1 : end])
        low = _scaled(value, tokens[end - 1], high)
    ranged = (start, end) != (first, last)
    joint = tokens[first - 1 if start != first else last].lower if ranged else ""
    if ranged and (low is None or high is None or low >= high or (joint == "and" and (start == begin or tokens[start - 1].lower != "between"))):
        low, high, start, end, ranged = value, value, first, last, False
    if start > begin and tokens[start - 1].lower in LOOSE and not _bound(tokens, start, begin):
        return None  # "several hundred"
    bound = None if ranged else _bound(tokens, start, begin)
    if bound:
        start, below = bound
        low, high = (low, None) if below else (None, high)
    elif [each.lower for each in tokens[last : min(last + 2, sentence.last)]] == ["or", "more"]:
        high, end = None, last + 2
    return Count(kind=kind, low=low, high=high, start=tokens[start].start, end=tokens[end - 1].end)


def _numeric(token: Token) -> bool:
    return token.pos == "NUM" or token.lower in SCALES or token.lower in UNITS


def _run(tokens: tuple[Token, ...], at: int, begin: int, end: int) -> tuple[int, int]:
    """The tokens of the one figure at `at`: "2.5 million", "twenty - one", "one hundred and twenty", "half a dozen"."""
    begin, end = max(begin, at - LONGEST), min(end, at + LONGEST)
    first, last = at, at + 1
    while last < end and (_numeric(tokens[last]) or (last + 1 < end and _glued(tokens[last - 1 : last + 2]))):
        last += 1
    while first > begin and (_numeric(tokens[first - 1]) or (first - 2 >= begin and _glued(tokens[first - 2 : first + 1]))):
        first -= 1
    if first - 2 >= begin and [each.lower for each in tokens[first - 2 : first + 1]] == ["half", "a", "dozen"]:
        first -= 2
    return first, last


def _glued(three: tuple[Token, ...]) -> bool:
    """Whether the middle word joins two parts of one number."""
    before, joint, after = three
    if joint.lower == "-":
        return UNITS.get(before.lower, 0) >= 20 and 0 < UNITS.get(after.lower, 0) < 10
    return joint.lower == "and" and before.lower in ("hundred", "thousand") and after.lower in UNITS


def _scaled(low: int | None, last: Token, high: int | None) -> int | None:
    """The lower end of a range under the scale of the upper: "two to three thousand"."""
    scale = SCALES.get(last.lower, 1)
    return low * scale if low and high and low < scale and low * scale < high else low


def _bound(tokens: tuple[Token, ...], first: int, begin: int) -> tuple[int, bool] | None:
    """The words before a figure that bound it: where they start, and whether from below."""
    at = first - 1
    while at >= max(begin, first - REACH) and tokens[at].lower in BETWEEN:
        at -= 1
    if at < max(begin, first - REACH):
        return None
    word = tokens[at].lower
    if word not in LOWER and word not in UPPER:
        return None
    beside = {tokens[at - 1].lower if at > begin else "", tokens[at + 1].lower}
    if word in WITH and WITH[word] not in beside:
        return None
    below = word in LOWER
    if at > begin and word in TURNED and tokens[at - 1].lower in ("no", "not"):
        return at - 1, not below
    return at - 1 if at > begin and tokens[at - 1].lower in ("at", "as", "in", "well") else at, below


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


def _value(tokens: tuple[Token, ...]) -> int | None:
    """The whole number that the words spell, or None."""
    words = [token.lower for token in tokens if token.lower not in ("-", "and", "a")]
    total, current = 0.0, 0.0
    for word in words:
        if word == "half":
            current += 0.5
            continue
        if word in UNITS:
            current += UNITS[word]
        elif word in SCALES:
            current = (current or 1.0) * SCALES[word]
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
