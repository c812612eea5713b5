"""How far two names may be names of one: equal, spelt otherwise, shortened, a part of the other; and which names say little by themselves."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from dragoman.lexicon import likeness, organs
from dragoman.lexicon import names as lexicon
from dragoman.model.actor import Actor, ActorKind

SPELT = 75  # rapidfuzz ratio of words with the same consonants: "Yusko", "Jusko" 80, "Darrian", "Darrjan" 86; "Mattis", "Matthews" 71
SMALL = frozenset({"of", "for", "and", "in", "on", "to", "de", "del", "la", "le", "les", "du", "des", "et", "y", "und"})


class Naming(NamedTuple):
    """What a pair of names says: points, a reason, whether one is only a part of a name; `clash`: a surname with two given names."""

    points: float
    reason: str
    loose: bool = False
    clash: bool = False


CLASH = Naming(-3.0, "one surname, two given names", clash=True)


@lru_cache(maxsize=50_000)
def proper(name: str) -> str:
    """The name without honorifics in front and in one line."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in lexicon.honorific_genders():
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=50_000)
def words_of(name: str, kind: ActorKind) -> tuple[str, ...]:
    """The plain words of a name; of a person without particles, of a ministry or court without the state in front."""
    words = lexicon.plain(proper(name))
    if kind == "person":
        return lexicon.without_particles(words)
    if listed := _listed(name):
        return lexicon.plain(listed)
    _, rest = _led(name)
    return lexicon.plain(rest) if rest else words


@lru_cache(maxsize=20_000)
def _listed(name: str) -> str | None:
    """The name in the lexicon of a well-known body: "Nato" is the NATO."""
    known = lexicon.known(name)
    return known.name if known is not None and known.sense == "body" else None


@lru_cache(maxsize=20_000)
def _led(name: str) -> tuple[str | None, str]:
    """State and rest of "Iraqi interior ministry"; nothing for names in which the state is no more than a part ("Syrian Democratic Forces")."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in name.removeprefix("the ").removeprefix("The ").split()]
    found = lexicon.match(words, 0) if words else None
    rest = " ".join(words[found[0] :]) if found else ""
    if found and rest and found[1].code and found[1].sense in ("state", "demonym") and organs.is_organ(rest):
        return found[1].code, rest
    return None, ""


def country_of(actor: Actor) -> str | None:
    """Its country, by its own name where the report does not say."""
    return actor.country or (None if actor.kind == "person" else _led(actor.name)[0])


@lru_cache(maxsize=50_000)
def code_of(name: str) -> str | None:
    """The code of the state that has this name."""
    known = lexicon.known(name)
    return known.code if known is not None and known.sense == "state" else None


@lru_cache(maxsize=50_000)
def is_bare(name: str, kind: ActorKind) -> bool:
    """Whether it is only a part of a name: one word of a person's, or words that many bodies have ("the Council", "Interior Ministry")."""
    words = words_of(name, kind)
    if kind == "person":
        return len(words) < 2
    return kind in ("organization", "group") and _listed(name) is None and organs.is_organ(" ".join(words))


def is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and 1 < len(letters) < 8


def acronym(name: str) -> str:
    return name.replace(".", "").upper()


def initials(name: str) -> str:
    """The first letters of three to six words in capitals, small words left out: two letters stand for too many."""
    words = [word for word in lexicon.plain(name) if word not in SMALL]
    return "".join(word[0] for word in words).upper() if 2 < len(words) < 7 else ""


@lru_cache(maxsize=100_000)
def naming(one: str, other: str, kind: ActorKind, other_kind: ActorKind) -> Naming | None:
    """What two names say of whether they are one's; None where they have nothing to do with one another."""
    if kind == "person" and other_kind == "person":
        return _persons(one, other)
    mine, theirs = words_of(one, kind), words_of(other, other_kind)
    mixed = "person" in (kind, other_kind)
    if mine == theirs and mine:
        if is_bare(one, kind) and not mixed:
            return Naming(1.0, f"both ‘{one}’", loose=True)
        if len(mine) > 1:
            return Naming(3.0, f"both ‘{one}’")
        if mixed:
            return Naming(1.0, f"both ‘{one}’", loose=True)
        letters = is_acronym(one) and is_acronym(other)  # three letters stand for many bodies
        return Naming((2.25 if len(acronym(one)) < 4 else 2.75) if letters else 2.5, f"both ‘{one}’")
    if mixed:
        return None
    for short, long in ((one, other), (other, one)):
        if is_acronym(short) and initials(long) == acronym(short):
            return Naming(0.5, f"‘{short}’ may stand for ‘{long}’", loose=True)
    if content(mine) == content(theirs) and len(content(mine)) > 1 and not is_bare(one, kind):
        return Naming(2.5, f"‘{one}’ has the words of ‘{other}’")
    if one_thing(mine) == one_thing(theirs) and not is_bare(one, kind):
        return Naming(2.0, f"‘{one}’ is ‘{other}’ but for an s")
    if len(mine) == 1 and "place" in (kind, other_kind):
        return None  # "Daraa" and "Darayya" are two towns
    if len(mine) == len(theirs) and all(map(likeness.one_word, mine, theirs)) and not is_bare(one, kind) and min(map(len, mine)) > 2:
        return Naming(2.5 if len(mine) > 1 else 1.5, f"‘{one}’ is spelt like ‘{other}’")
    return None


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a body's name in an order of their own, without small ones: "Council of the Ennari", "Ennari Council"."""
    return tuple(sorted(word for word in words if word not in SMALL))


def one_thing(words: tuple[str, ...]) -> str:
    """The name without a closing s, where that leaves a word: "Herons", "Heron"."""
    last = words[-1] if words else ""
    return " ".join((*words[:-1], last[:-1] if last.endswith("s") and len(last) > 5 else last))


def _persons(one: str, other: str) -> Naming | None:
    mine, theirs = words_of(one, "person"), words_of(other, "person")
    if not mine or not theirs:
        return None
    if len(mine) == 1 or len(theirs) == 1:
        return _part(one, other, mine, theirs)
    if likeness.generation(one) != likeness.generation(other):
        same = likeness.one_person(mine, theirs)
        both = likeness.generation(one) and likeness.generation(other)
        return CLASH if same and both else Naming(1.5, "but one is called junior or senior") if same else None
    if mine == theirs or "".join(mine) == "".join(theirs):
        return Naming(3.0 if len(mine) == 2 else 3.5, f"both ‘{one}’")
    if likeness.one_word(mine[-1], theirs[-1]) and likeness.one_person(mine, theirs):
        spelt = len(mine) == len(theirs) and all(map(likeness.one_word, mine, theirs))
        return Naming(2.5, f"‘{one}’ is spelt like ‘{other}’") if spelt else Naming(2.0, f"‘{one}’ is short for ‘{other}’")
    if len(mine) == len(theirs) and all(map(_same_bones, mine, theirs)):
        return Naming(2.0, f"‘{one}’ is spelt much like ‘{other}’")
    return CLASH if likeness.one_word(mine[-1], theirs[-1]) else None


def _same_bones(one: str, other: str) -> bool:
    return likeness.skeleton(one) == likeness.skeleton(other) and fuzz.ratio(one, other) >= SPELT


def _part(one: str, other: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Naming | None:
    """A surname beside a name that ends in it, or beside itself."""
    if mine[-1] == theirs[-1]:
        short, long = sorted((one, other), key=lambda name: (len(name), name))
        return Naming(0.5, f"both ‘{one}’" if len(mine) == len(theirs) else f"‘{short}’ may be ‘{long}’", loose=True)
    if likeness.one_word(mine[-1], theirs[-1]):
        return Naming(0.25, f"‘{one}’ may be ‘{other}’", loose=True)
    return None
