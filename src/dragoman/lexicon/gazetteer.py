"""Places of the world by name: `lookup(name)` gives every place that bears it, the likeliest first.

Countries, first- and second-level divisions and populated places of at least 1,000 people come from a read-only file that
`tools/build_gazetteer.py` makes of GeoNames data; informal regions, seas and rivers from `data/regions.yaml`. Out on purpose: choosing one.
"""

import sqlite3
import struct
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from dragoman.model.errors import DataError

from . import load

LONGEST = 6  # words of a name worth trying: longer ones (0.1 % of the file) are official titles that news does not print
REMEMBERED = 10_000  # names kept in memory: some 5 MB; a batch of news repeats the same few thousand names
SHORT = 4  # letters: an all-capitals name of up to this length ("US", "UAE") is kept under its capitals, so that "us" and "Us" do not find it

OWN, ALSO, ABBREVIATED = 0, 1, 2  # how a place bears a name; the builder packs it into two bits
_DROPPED = str.maketrans(dict.fromkeys("'’‘ʻʼʿʾʹ`´.") | dict.fromkeys("-‐‑–,/()", " "))
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "ð": "d", "þ": "th", "ħ": "h"})
_SHORTER = {"saint": "st", "mount": "mt", "fort": "ft"}


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that bears the name; `admin1`, `admin2` and `within` are geonameids of the divisions and country that hold it.

    `borne`: OWN (its main name), ALSO (another name) or ABBREVIATED ("Ga.": to be believed only after another place). Population 0 is unknown.
    """

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None  # ISO 3166-1 alpha-3
    within: int | None = None
    admin1: int | None = None
    admin2: int | None = None
    population: int = 0
    feature: str
    borne: int = OWN


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of `regions.yaml`; `population` ranks it among namesakes, as a town of that size would."""

    name: str
    aliases: tuple[str, ...] = ()
    geonameid: int | None = None
    lat: float
    lon: float
    country: str | None = None
    feature: str
    population: int = 1_000_000
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


def fold(name: str) -> str:
    """The name without case, accents, apostrophes, stops and hyphens, "Saint", "Mount" and "Fort" abbreviated; "" when nothing is left."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(mark))
    return " ".join(_SHORTER.get(word, word) for word in plain.translate(_PLAIN).translate(_DROPPED).split())


def keys_of(name: str) -> tuple[str, ...]:
    """The keys under which a printed name is looked up; "UN" is no way to print the town of Un, while "LIMA" is one to print Lima."""
    letters = name.replace(".", "")
    key = fold(name)
    if letters.isupper() and len(letters) <= SHORT:
        return (f"={key}", key) if len(letters) == SHORT else (f"={key}",)
    return (key,) if key else ()


@lru_cache(maxsize=REMEMBERED)
def lookup(name: str) -> tuple[Candidate, ...]:
    """All places that bear the name, the most populous first; () when none does."""
    found: list[Candidate] = []
    for key in keys_of(name):
        if not key.isascii():
            continue  # the file holds Latin names alone; SQLite cannot even be asked for a lone surrogate
        found.extend(_regions().get(key, ()))
        row = _file().execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
        if row:
            packed = struct.unpack(f"<{len(row[0]) // 4}I", row[0])
            found.extend(_place(number >> 2, number & 3) for number in packed)
    known: dict[int | tuple[str, float], Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: (candidate.borne, -candidate.population, candidate.geonameid or 0)):
        known.setdefault(candidate.geonameid or (candidate.name, candidate.lat), candidate)
    return tuple(known.values())


@lru_cache(maxsize=REMEMBERED)
def place(geonameid: int) -> Candidate | None:
    """The place with that id, or None."""
    try:
        return _place(geonameid, OWN)
    except KeyError:
        return None


def _place(geonameid: int, borne: int) -> Candidate:
    row = _file().execute(
        "SELECT name, lat, lon, country, admin1, admin2, population, feature FROM place WHERE id = ?", (geonameid,)
    ).fetchone()  # fmt: skip
    if row is None:
        raise KeyError(geonameid)
    name, lat, lon, country, admin1, admin2, population, feature = row
    return Candidate(
        geonameid=geonameid, name=name, lat=lat / 1e5, lon=lon / 1e5, country=_countries()[country][0], within=_countries()[country][1],
        admin1=admin1, admin2=admin2, population=population, feature=_features()[feature], borne=borne,
    )  # fmt: skip


@cache
def _file() -> sqlite3.Connection:
    path = files("dragoman.lexicon") / "data" / "gazetteer.sqlite"
    try:
        # Immutable: no lock, no journal, safe on a read-only disk; sqlite3 itself serialises threads.
        connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("SELECT key FROM name LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise DataError(f"gazetteer.sqlite cannot be read ({error}); reinstall dragoman or run tools/build_gazetteer.py") from error
    return connection


@cache
def _countries() -> dict[int, tuple[str, int]]:
    return {number: (iso3, geonameid) for number, iso3, geonameid in _file().execute("SELECT number, iso3, place FROM country")}


@cache
def _features() -> dict[int, str]:
    return dict(_file().execute("SELECT number, code FROM feature"))


@cache
def _regions() -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, tuple[Candidate, ...]] = {}
    for region in load("regions", Region):
        for name in (region.name, *region.aliases):
            candidate = Candidate(
                geonameid=region.geonameid, name=region.name, lat=region.lat, lon=region.lon, country=region.country,
                population=region.population, feature=region.feature, borne=OWN,
            )  # fmt: skip
            for key in keys_of(name)[:1]:
                found[key] = (*found.get(key, ()), candidate)
    return found
