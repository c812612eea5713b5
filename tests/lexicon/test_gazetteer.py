"""The gazetteer knows the places that news names, under the spellings that news prints."""

import math
import sqlite3
import threading
from pathlib import Path

import pytest

from dragoman.lexicon import load
from dragoman.lexicon.gazetteer import ABBREVIATED, ALSO, OWN, Region, _file, fold, keys_of, lookup, place
from dragoman.model.errors import DataError


@pytest.mark.parametrize(
    ("name", "lat", "lon", "country", "feature"),
    [
        ("Baghdad", 33.3, 44.4, "IRQ", "P.PPLC"),
        ("Iraq", 33, 44, "IRQ", "A.PCLI"),
        ("U.S.", 39.8, -98.5, "USA", "A.PCLI"),
        ("US", 39.8, -98.5, "USA", "A.PCLI"),
        ("Britain", 54, -2, "GBR", "A.PCLI"),
        ("Puerto Rico", 18.2, -66.4, "PRI", "A.PCLD"),
        ("Anbar", 33, 42.5, "IRQ", "A.ADM1"),
        ("Louisiana", 31, -92, "USA", "A.ADM1"),
        ("East Baton Rouge Parish", 30.5, -91.1, "USA", "A.ADM2"),
        ("Bogota", 4.6, -74.1, "COL", "P.PPLC"),
        ("São Paulo", -23.5, -46.6, "BRA", "P.PPL"),
        ("Kiev", 50.45, 30.5, "UKR", "P.PPLC"),
        ("Hodeidah", 14.8, 42.95, "YEM", "P.PPL"),
        ("Sana'a", 15.35, 44.2, "YEM", "P.PPLC"),
        ("Deir ez-Zor", 35.3, 40.1, "SYR", "P.PPL"),
        ("Saint Louis", 38.6, -90.2, "USA", "P.PPL"),
        ("Darfur", 13, 24.5, "SDN", "L.RGN"),
        ("Strait of Hormuz", 26.6, 56.3, None, "H.STRT"),
        ("the Kivus", -2.5, 28.5, "COD", "L.RGN"),
    ],
)
def test_a_place_is_found_near_where_it_lies(name: str, lat: float, lon: float, country: str | None, feature: str) -> None:
    found = [candidate for candidate in lookup(name) if candidate.country == country and candidate.feature == feature]
    assert any(math.dist((candidate.lat, candidate.lon), (lat, lon)) < 1.2 for candidate in found)


def test_the_divisions_that_hold_a_town_are_known() -> None:
    baghdad = next(candidate for candidate in lookup("Baghdad") if candidate.feature == "P.PPLC")
    assert baghdad.within == 99237
    assert baghdad.admin1 is not None
    division = place(baghdad.admin1)
    assert division is not None
    assert (division.feature, division.within) == ("A.ADM1", 99237)


def test_namesakes_come_most_populous_first_among_those_that_own_the_name() -> None:
    own = [candidate.population for candidate in lookup("Springfield") if candidate.borne == OWN]
    assert len(own) > 10
    assert own == sorted(own, reverse=True)


def test_how_a_name_is_borne() -> None:
    assert {candidate.borne for candidate in lookup("Ky.") if candidate.name == "Kentucky"} == {ABBREVIATED}
    assert {candidate.borne for candidate in lookup("Bagdad") if candidate.country == "IRQ"} == {ALSO}


@pytest.mark.parametrize("name", ["us", "Us"])
def test_a_pronoun_is_no_country(name: str) -> None:
    assert all(candidate.country != "USA" for candidate in lookup(name))


@pytest.mark.parametrize("name", ["UN", "Monday", "Iraqi", "", "...", "”", "🙂", "x" * 5000, "\ud800"])
def test_what_is_no_place_is_not_found(name: str) -> None:
    assert lookup(name) == ()


def test_an_unknown_id_is_none() -> None:
    assert place(1) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sana'a", "sanaa"),
        ("Sana’a", "sanaa"),
        ("Al-Qa'im", "al qaim"),
        ("St. Louis", "st louis"),
        ("Saint Louis", "st louis"),
        ("Łódź", "lodz"),
        ("Ø", "o"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_keys_of_short_capitals_are_apart() -> None:
    assert keys_of("US") == ("=us",)
    assert keys_of("U.S.") == ("=us",)
    assert keys_of("LIMA") == ("=lima", "lima")
    assert keys_of("Us") == ("us",)


def test_every_coordinate_and_parent_is_sound() -> None:
    connection = _file()
    assert connection.execute("SELECT count(*) FROM place WHERE abs(lat) > 9000000 OR abs(lon) > 18000000").fetchone() == (0,)
    for column in ("admin1", "admin2"):
        missing = f"SELECT count(*) FROM place WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM place)"
        (orphans,) = connection.execute(missing).fetchone()
        assert orphans == 0, column
    assert connection.execute("SELECT count(*) FROM country WHERE place NOT IN (SELECT id FROM place)").fetchone() == (0,)


def test_the_file_is_read_only() -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        _file().execute("DELETE FROM place")


def test_threads_may_share_it() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda name=name: found.append(len(lookup(name)))) for name in ("Cordoba", "Valencia", "Trinidad", "Merida") * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert min(found) > 1


def test_a_missing_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.lexicon.gazetteer.files", lambda _: tmp_path)
    with pytest.raises(DataError, match="reinstall"):
        _file.__wrapped__()


@pytest.mark.parametrize("region", load("regions", Region), ids=lambda region: region.name)
def test_a_region_answers_to_all_its_names(region: Region) -> None:
    assert region.examples
    assert region.lookalikes
    for name in (region.name, *region.aliases):
        assert any(math.dist((candidate.lat, candidate.lon), (region.lat, region.lon)) < 0.01 for candidate in lookup(name)), name
