"""When two names of persons may be one: spellings, initials, short forms, more and fewer given names."""

import re

from rapidfuzz import fuzz

from .names import Words, folded, same_given

ALIKE = 60  # rapidfuzz ratio of two words whose folded spellings agree: Muhammad/Mohamed 67, Husayn/Hussein 77; Hassan/Hussein fold apart already
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_YOUNGER = {"junior": "jr", "senior": "sr"}
_LOOSE = re.compile("[aeiouyjwh]")


def generation(name: str) -> str:
    """How the name ends that tells father from son: "jr" for "Ahmed Saleh Jr."; empty for others."""
    last = name.rpartition(" ")[2].lower().strip(".'’")
    return _YOUNGER.get(last, last) if last in GENERATIONS and " " in name else ""


def one_person(own: Words, other: Words) -> bool:
    """True when two full names of one folded surname have given names that agree: equal, an initial, or more of them on one side."""
    if fuzz.ratio(own[-1], other[-1]) < ALIKE:
        return False
    few, many = sorted((own[:-1], other[:-1]), key=len)
    if len(few) == len(many) or any(len(word) == 1 for word in few[1:]):  # "George W." is not "George H. W."
        return all(one_given(one, two) for one, two in zip(few, many, strict=False))
    rest = iter(many)  # "Otto Jespersen", "Jens Otto Harry Jespersen": the given names of the one stand among the other's
    return all(any(one_given(word, each) for each in rest) for word in few)


def one_given(first: str, second: str) -> bool:
    """One given name: alike in spelling, an initial, a short form."""
    return first == second[:1] or second == first[:1] or one_word(first, second) or same_given(first, second)


def one_word(first: str, second: str) -> bool:
    """One word in two spellings: "husayn", "hussein"."""
    return folded(first) == folded(second) and fuzz.ratio(first, second) >= ALIKE


def skeleton(word: str) -> str:
    """The consonants of a plain word in which transliterations of one name agree: "yusko" and "jusko" give "sk"."""
    bare = _LOOSE.sub("", word)
    return "".join(mark for at, mark in enumerate(bare) if at == 0 or mark != bare[at - 1]) or word[:1]
