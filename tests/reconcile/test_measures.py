"""What can be counted of a happening: intensity, certainty, place; copies and the distrusted left out."""

import random

import msgspec
import pytest

from dragoman.model.happening import Happening, Origin, Telling
from dragoman.reconcile import happening

BASE = Telling(
    id="e", report="r", type="ASSAULT", words="attacked", status="occurred", factuality="CT+", first=9, last=9, dated=True, published=9, place=None,
    geonameid=None, feature=None, actors=(), recipients=(), origins=(Origin(key="banu", name="Banu", kind="named"),), who="", whom="",
)  # fmt: skip
LAND = {"place": "orvany", "geonameid": 1, "lat": 10.0, "lon": 20.0, "country": "ORV", "precision": "country"}
TOWN = {"place": "tamsoke", "geonameid": 2, "lat": 10.5, "lon": 20.5, "country": "ORV", "precision": "city"}
OTHER = {"place": "hennet", "geonameid": 3, "lat": 11.0, "lon": 21.0, "country": "ORV", "precision": "city"}
DENIED = {"factuality": "CT-", "origins": (), "deniers": (Origin(key="oru", name="Oru", kind="named"),), "denied": True}


def by(key: str) -> tuple[Origin, ...]:
    return (Origin(key=key, name=key, kind="named"),)


def made(*tellings: dict[str, object], **given: object) -> Happening:
    some = [msgspec.structs.replace(BASE, **{"report": f"r{number}", "origins": by(f"s{number}"), **each}) for number, each in enumerate(tellings)]
    found = happening(some, {"copy": "r0"}, **given)  # type: ignore[arg-type]
    random.Random(1).shuffle(some)
    assert happening(some, {"copy": "r0"}, **given) == found  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("tellings", "mode", "intensity"),
    [
        (({},), None, -9.0),
        (({"mode": "beat", "intensity": -7.5}, {"mode": "aerial", "intensity": -9.5}, {"mode": "aerial", "intensity": -9.5}), "aerial", -9.5),
        (({"mode": "beat", "intensity": -7.5}, {"intensity": -9.0}), "beat", -8.25),
        (({"intensity": -8.0}, {"intensity": -8.0}, {"type": "COERCE", "intensity": -7.0}), None, -8.0),
        (({"intensity": -8.0}, {"report": "copy", "intensity": -2.0}), None, -8.0),
        (({"type": "OWN"},), None, None),
        (({"type": "OWN", "intensity": 4.0},), None, 4.0),
    ],
)
def test_how_hostile(tellings: tuple[dict[str, object], ...], mode: str | None, intensity: float | None) -> None:
    found = made(*tellings)
    assert (found.mode, found.intensity) == (mode, intensity)


def test_another_type_has_its_own_intensity() -> None:
    found = made({"mode": "beat", "intensity": -7.5}, {"type": "AID", "intensity": 8.0}, {}, retyped="AID")
    assert (found.type, found.mode, found.intensity) == ("AID", None, 8.0)
    assert made({"mode": "beat", "intensity": -7.5}, retyped="AID").intensity == 10.0


@pytest.mark.parametrize(
    ("tellings", "certainty"),
    [
        (({},), 1.0),
        (({}, {"factuality": "PS+"}), 0.75),
        (({"factuality": "Uu"},), 0.5),
        (({}, DENIED), 0.5),
        (({}, {}, {}, DENIED), 0.75),
        ((DENIED,), 0.0),
        (({"report": "copy", "factuality": "PS+"}, {"report": "r0"}), 1.0),
    ],
)
def test_how_certain(tellings: tuple[dict[str, object], ...], certainty: float) -> None:
    assert made(*tellings).certainty == certainty


@pytest.mark.parametrize(
    ("tellings", "place"),
    [
        (({},), None),
        ((LAND,), "orvany"),
        ((LAND, LAND, LAND, TOWN), "tamsoke"),
        ((TOWN, OTHER, OTHER), "hennet"),
        ((LAND, LAND, {**TOWN, "country": "MES"}), "orvany"),
        ((TOWN, {**OTHER, "report": "copy"}, {**OTHER, "report": "copy", "id": "e2"}, {"report": "r0", "id": "e3"}), "tamsoke"),
    ],
)
def test_where(tellings: tuple[dict[str, object], ...], place: str | None) -> None:
    found = made(*tellings)
    assert (found.place if found.lat is not None else None) == place


def test_whom_one_distrusts_weighs_nothing() -> None:
    tellings = ({"outlet": "outlet:a", "intensity": -2.0, **TOWN}, {"outlet": "outlet:b", "intensity": -8.0, "factuality": "PR+", **OTHER})
    found = made(*tellings, distrusted={"outlet:a"})
    assert (found.intensity, found.certainty, found.place) == (-8.0, 0.75, "hennet")
    assert made(*tellings, distrusted={"s0", "s1"}).certainty == 0.0
