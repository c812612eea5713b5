"""Parties and places of other data sets and of a case, made comparable: names as words, countries by code."""

from functools import cache, lru_cache

import msgspec

from dragoman.lexicon import names as lexicon
from dragoman.lexicon.actors import country_codes
from dragoman.lexicon.states import by_fips
from dragoman.lexicon.words import words as common
from dragoman.model.outside import Named, Where

FIPS = "fips:"  # before a country that GDELT gives by FIPS 10-4
LEADS = frozenset({"state", "demonym", "capital", "seat"})


class Marks(msgspec.Struct, frozen=True):
    """What the parties of one side are known by: whole names and telling words of names, ISO codes, and words for those without a name."""

    names: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether somebody is known there by more than a description."""
        return bool(self.names or self.countries)


@lru_cache(maxsize=50_000)
def marks_of(side: tuple[Named, ...]) -> Marks:
    """What a side is known by. A state, its people, its capital are the country; "Brisk" and "Edric Brisk" share a word, two ministries none."""
    names: set[str] = set()
    countries: set[str] = set()
    words: set[str] = set()
    for each in side:
        if each.described:
            words |= {plain for name in each.names if (plain := " ".join(lexicon.plain(name)))}
            continue
        if country := country_of(each.country):
            countries.add(country)
        for name in each.names:
            found, country = _marks(name)
            names |= found
            if country:
                countries.add(country)
    return Marks(frozenset(names), frozenset(countries), frozenset(words))


@lru_cache(maxsize=100_000)
def _marks(name: str) -> tuple[frozenset[str], str | None]:
    """The marks of a name and the country that it is or belongs to; a whole name in capitals is read as any other."""
    if name.startswith("state:"):  # how a telling keys a state
        return frozenset(), country_of(name.removeprefix("state:"))
    printed = name.title() if name.isupper() and len(name) > lexicon.SHORT else name
    known = lexicon.known(printed)
    if known is not None and known.sense in LEADS:
        return frozenset(), known.code
    first = printed.split()
    led = lexicon.match(first, 0) if first else None
    words = lexicon.plain(printed)
    if not words:
        return frozenset(), None
    telling = [word for at, word in enumerate(words) if _tells(word) and not (at == 0 and len(words) > 1 and lexicon.gender_of(word))]
    return frozenset({" ".join(words), *telling}), led[1].code if led and led[1].sense in LEADS else None


@cache
def _spelt() -> frozenset[str]:
    return frozenset(word.lower() for word in common())


def _tells(word: str) -> bool:
    """Whether a word of a name tells by itself whose it is: no common word, no word of a country."""
    return len(word) > 2 and word not in _spelt()


@lru_cache(maxsize=20_000)
def places_of(spot: Where) -> frozenset[str]:
    """The plain names of a place that is finer than a country."""
    found = (" ".join(lexicon.plain(name)) for name in spot.names)
    return frozenset(name for name in found if name and country_of(name) is None)


@lru_cache(maxsize=20_000)
def country_of(given: str | None) -> str | None:
    """The ISO 3166-1 alpha-3 code of a country given by that, by FIPS ("fips:IZ") or by its name; None for others."""
    if not given:
        return None
    if given.startswith(FIPS):
        return by_fips(given.removeprefix(FIPS))
    if given in country_codes():
        return given
    known = lexicon.known(given.title() if given.isupper() or given.islower() else given)
    return known.code if known is not None and known.sense == "state" else None
