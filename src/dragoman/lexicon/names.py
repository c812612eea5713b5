"""States, offices and bodies by their words: `match` finds the longest entry that begins at a word, `noun` the one that a noun phrase ends in.

The entries are `countries.yaml`, `titles.yaml`, `statuses.yaml`, `organizations.yaml` and `name_forms.yaml`. Out on purpose: reading a sentence.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from . import load

SHORT = 4  # letters: an all-capitals name up to this length ("US", "WHO") is found only in capitals, or "us" and "who" would be names


Standing = Literal["current", "former", "acting", "elect"]
"""How an office stands; no word says that it is current."""


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


class State(_Entry, frozen=True, kw_only=True):
    """A state: `names` stand for it, `demonyms` for its people and things, `capitals` and `seats` for its government."""

    name: str
    code: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class Title(_Entry, frozen=True, kw_only=True):
    """Words for a person by office, rank, calling or standing."""

    words: tuple[str, ...]
    kind: Literal["office", "rank", "honorific", "calling", "person", "relation"]
    sector: str | None = None
    gender: Literal["m", "f"] | None = None
    before: bool = False
    leads: bool = False
    leads_words: tuple[str, ...] = ()
    state: bool = False


class Body(_Entry, frozen=True, kw_only=True):
    """Head nouns of bodies and groups, or the names of one well-known body; `first`: the noun stands first in a name, as in Spanish."""

    nouns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kind: Literal["organization", "group", "state", "place"]
    sector: str | None = None
    country: str | None = None
    first: bool = False


class Status(_Entry, frozen=True, kw_only=True):
    """Words that say how an office stands; `after`: they may follow the title ("president-elect")."""

    status: Literal["current", "former", "acting", "elect"]
    words: tuple[str, ...]
    after: bool = False


class GivenNames(_Entry, frozen=True, kw_only=True):
    """Given names of one gender."""

    gender: Literal["m", "f"]
    names: tuple[str, ...]


class NameForm(_Entry, frozen=True, kw_only=True):
    """Ways of spelling one name."""

    kind: Literal["particle", "spelling", "suffix", "demonym", "language", "nickname"]
    words: tuple[str, ...]
    to: str = ""


class Known(msgspec.Struct, frozen=True):
    """What a name in the lexicon is: its best form and what it stands for."""

    name: str
    sense: Literal["state", "demonym", "capital", "seat", "body"]
    code: str | None = None
    body: Body | None = None


Words = tuple[str, ...]


def split(name: str) -> Words:
    """The words of a name as the parser cuts them: at spaces, and around hyphens."""
    return tuple(name.replace("-", " - ").split())


@cache
def known_names() -> dict[str, tuple[tuple[Words, Known], ...]]:
    """First word in lower case → the names that begin so, longest first."""
    rows: list[tuple[str, Known]] = []
    for state in load("countries", State):
        rows += [(name, Known(state.name, "state", state.code)) for name in (state.name, *state.names)]
        rows += [(name, Known(state.name, "demonym", state.code)) for name in state.demonyms]
        rows += [(name, Known(state.name, "capital", state.code)) for name in state.capitals]
        rows += [(name, Known(state.name, "seat", state.code)) for name in state.seats]
    rows += [(name, Known(body.names[0], "body", body.country, body)) for body in load("organizations", Body) for name in body.names]
    found: dict[str, list[tuple[Words, Known]]] = {}
    for name, known in rows:
        words = split(name)
        found.setdefault(words[0].lower(), []).append((words, known))
    return {first: tuple(sorted(some, key=lambda row: -len(row[0]))) for first, some in found.items()}


def match(words: Sequence[str], at: int) -> tuple[int, Known] | None:
    """The longest known name that begins at `words[at]`, as (number of words, what it is); None where there is none.

    Case may be garbled ("united States"), but some word is capitalised, and short capitals ("US") are capitals.
    """
    for name, known in known_names().get(words[at].lower(), ()):
        here = words[at : at + len(name)]
        if len(here) == len(name) and _same(here, name):
            return len(name), known
    return None


def _same(here: Sequence[str], name: Words) -> bool:
    for word, own in zip(here, name, strict=True):
        if word != own and (word.lower() != own.lower() or (own.isupper() and len(own) <= SHORT)):
            return False
    return any(word[0].isupper() for word in here) or tuple(here) == name


@lru_cache(maxsize=5_000)
def known(name: str) -> Known | None:
    """What a whole name is, or None; a leading article is ignored, and so is a possessive that lost its apostrophe ("Viennas")."""
    words = split(name)
    if words and words[0].lower() == "the":
        words = words[1:]
    if not words:
        return None
    found = match(words, 0)
    if found and found[0] == len(words):
        return found[1]
    if name.endswith("s") and len(words) == 1 and len(name) > SHORT + 1:
        found = match([name[:-1]], 0)
        if found and found[1].sense in ("state", "capital", "seat"):
            return found[1]
    return None


@cache
def titles() -> dict[Words, Title]:
    """Words of a title, lower case → its entry; the first entry with the words holds."""
    found: dict[Words, Title] = {}
    for title in load("titles", Title):
        for words in title.words:
            found.setdefault(split(words), title)
    return found


@cache
def honorifics() -> frozenset[str]:
    """Honorifics and ranks of one word, with the words that titles before a name are made of ("vice", "prime")."""
    return frozenset(
        word for words, title in titles().items() if title.before or title.kind == "honorific" for word in words if word not in ("of", "-", "the")
    )


@cache
def honorific_genders() -> dict[str, str]:
    """One-word honorific → m or f."""
    return {words: title.gender for title in load("titles", Title) if title.kind == "honorific" and title.gender for words in title.words}


@cache
def bodies() -> dict[Words, Body]:
    """Words of a head noun of a body, lower case → its entry."""
    found: dict[Words, Body] = {}
    for body in load("organizations", Body):
        for noun in body.nouns:
            found.setdefault(split(noun), body)
    return found


@cache
def statuses() -> dict[str, Status]:
    """Word → how the office stands, where it is not simply held."""
    return {word: status for status in load("statuses", Status) for word in status.words if status.status != "current"}


@cache
def qualities() -> frozenset[str]:
    """Words that say how the holder of an office is, and are no part of its title."""
    return frozenset(word for status in load("statuses", Status) for word in status.words if status.status == "current")


@cache
def _given_names() -> dict[str, Literal["m", "f"]]:
    return {name.lower(): entry.gender for entry in load("given_names", GivenNames) for name in entry.names}


def gender_of(name: str) -> Literal["m", "f"] | None:
    """The gender that the first given name of a full name is used for; None where no list tells, or both."""
    words = plain(name)
    return _given_names().get(words[0]) if words else None


def person_noun(words: Sequence[str]) -> Title | None:
    """The entry of the longest person noun that `words` (lower case, the last one a lemma) end in; honorifics are none."""
    table = titles()
    for start in range(max(0, len(words) - 4), len(words)):
        title = table.get(tuple(words[start:]))
        if title and title.kind != "honorific":
            return title
    return None


def title_of(words: str) -> Title | None:
    """The entry of a whole title, else that of the words it ends in ("deputy transport minister": minister)."""
    lower = split(words.lower())
    return titles().get(lower) or person_noun(lower)


def body_noun(words: Sequence[str]) -> Body | None:
    """The entry of the longest body noun that `words` (lower case, the last one a lemma) end in."""
    table = bodies()
    for start in range(max(0, len(words) - 4), len(words)):
        body = table.get(tuple(words[start:]))
        if body:
            return body
    return None


_DASHES = str.maketrans(dict.fromkeys("-‐‑–", " ") | dict.fromkeys("'’‘ʻʼ`´.") | {"\0": "\ufffd"})  # a database may end a key at NUL


@lru_cache(maxsize=10_000)
def plain(name: str) -> Words:
    """The words of a name for comparing: no accents, apostrophes, hyphens, case, article or closing possessive."""
    name = name.removesuffix("'s").removesuffix("’s")
    flat = unicodedata.normalize("NFKD", name.translate(_DASHES).lower())
    words = [word for word in "".join(mark for mark in flat if not unicodedata.combining(mark)).split() if word not in ("the", "'", '"')]
    while len(words) > 1 and words[-1] in _suffixes():
        words.pop()
    return tuple(words)


@cache
def _suffixes() -> frozenset[str]:
    return _forms("suffix")


@cache
def particles() -> frozenset[str]:
    """Words of a person's name that may be missing."""
    return _forms("particle")


def _forms(kind: str) -> frozenset[str]:
    return frozenset(word for form in load("name_forms", NameForm) if form.kind == kind for word in form.words)


@cache
def languages() -> frozenset[str]:
    """Languages that are no people's name as well ("Arabic", not "Chilean")."""
    return _forms("language")


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form in load("name_forms", NameForm):
        for word in form.words if form.kind == "nickname" else ():
            found.setdefault(word, set()).add(form.to)
    return {word: frozenset(full) for word, full in found.items()}


def same_given(first: str, second: str) -> bool:
    """True for two plain given names of which one is a short form of the other, or both of one name: "jim", "james"."""
    one, two = ({word} | _nicknames().get(word, frozenset()) for word in (first, second))
    return not one.isdisjoint(two)


def regular_demonyms(name: str) -> Words:
    """How the people and things of a place of this name would regularly be called: "Karsia" gives "Karsian" and other forms."""
    stems = (name, name[:-1]) if name[-1] in "aeiouy" else (name,)
    return tuple(sorted({stem + ending for stem in stems for ending in _forms("demonym")} - {name}))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    rows = [(word, form.to) for form in load("name_forms", NameForm) if form.kind == "spelling" for word in form.words]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@lru_cache(maxsize=10_000)
def folded(word: str) -> str:
    """One plain word with its transliteration folded: words that fold alike may be one name in two spellings."""
    for spelling, to in _spellings():
        word = word.replace(spelling, to)
    kept = [mark for at, mark in enumerate(word) if at == 0 or mark != word[at - 1]]
    vowel = next((at for at, mark in enumerate(kept) if mark in "aiu"), 0)  # the first vowel stays: it parts Hassan from Hussein
    return "".join(mark for at, mark in enumerate(kept) if at in (0, vowel) or mark not in "aiu")


def without_particles(words: Iterable[str]) -> Words:
    """The words of a person's name without particles, unless nothing else is left."""
    words = tuple(words)
    return tuple(word for word in words if word not in particles()) or words
