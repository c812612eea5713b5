"""Networks and places made up for the tests; nobody in them exists."""

import random
from datetime import date, timedelta
from typing import Any

ACTORS = [  # four in a square, one apart: id, name, camp, reports, x, y
    ("x-nw", "Edric Brisk", 1, 20, -1.0, 1.0),
    ("x-ne", "Irena Vost", 1, 16, 1.0, 1.0),
    ("x-sw", "Low Bank Guard", 2, 9, -1.0, -1.0),
    ("x-se", "Meskara", 2, 12, 1.0, -1.0),
    ("x-alone", "Osk Lemm", None, 1, 0.0, 0.1),
]
TIES = [  # source, target, type, sign, strength, first, last
    ("x-nw", "x-ne", "appointed", 1, 0.9, "2031-03-01", "2031-03-05"),
    ("x-ne", "x-se", "accuses", -1, 0.8, "2031-03-02", "2031-03-20"),
    ("x-nw", "x-sw", "accuses", -1, 0.3, "2031-03-01", "2031-03-30"),
    ("x-nw", "x-sw", "meets", 0, 0.1, "2031-03-10", "2031-03-30"),
    ("x-sw", "x-se", "armed_by", 1, 0.5, "2031-03-11", "2031-03-30"),
    ("x-se", "x-sw", "praises", 1, 0.2, "2031-03-12", "2031-03-30"),
]


def few_actors() -> dict[str, Any]:
    ties = [dict(zip(("source", "target", "type", "sign", "strength", "first", "last"), row, strict=True)) for row in TIES]
    return {
        "nodes": [
            {"kind": "person", "sector": "GOV", "country": "ORV"} | dict(zip(("id", "name", "camp", "reports", "x", "y"), row, strict=True))
            for row in ACTORS
        ],
        "ties": [tie | {"href": f"/tie/{tie['source']}-{tie['target']}-{tie['type']}"} for tie in ties],
    }


def many_actors(nodes: int = 300, ties: int = 900) -> dict[str, Any]:
    """A network of camps that lie apart."""
    chance = random.Random(5)
    first = ["Orvany", "Meskara", "Tamsoke", "Quelder", "Ulvane", "Sethrim", "Pellarin", "Belmora", "Halyard", "Ennari"]
    second = ["Guard", "Council", "Front", "Ministry", "League", "Union", "Party", "Police", "Assembly", "Relief Fund", "Water Board", "Court"]
    centres = [(-0.6, 0.4), (0.6, 0.5), (0.1, -0.6), (-0.5, -0.5)]
    made = []
    for number in range(nodes):
        camp = chance.choice([1, 1, 1, 2, 2, 3, 4, None])
        x, y = centres[camp - 1] if camp else (0.0, 0.0)
        spread = 0.26 if camp else 0.5
        name = f"{chance.choice(first)} {chance.choice(second)} {number}"
        spot = {"x": max(-1.0, min(1.0, chance.gauss(x, spread))), "y": max(-1.0, min(1.0, chance.gauss(y, spread)))}
        reports = int(60 / (1 + number * 0.2)) + 1
        made.append(
            {"id": f"x-{number}", "name": name, "kind": "organization", "sector": "GOV", "country": "ORV", "camp": camp, "reports": reports, **spot}
        )
    tied = []
    for number in range(ties):
        source, target = chance.sample(made, 2)
        same = source["camp"] == target["camp"]
        sign = chance.choice([1, 1, 1, 0] if same else [-1, -1, 0, 1])
        start = date(2031, 1, 1) + timedelta(days=chance.randrange(200))
        tied.append(
            {
                "source": source["id"],
                "target": target["id"],
                "type": {1: "supports", -1: "opposes", 0: "meets"}[sign],
                "sign": sign,
                "strength": round(chance.random(), 2),
                "first": start.isoformat(),
                "last": (start + timedelta(days=chance.randrange(60))).isoformat(),
                "href": f"/tie/{number}",
            }
        )
    return {"nodes": made, "ties": tied}


PLACES: list[tuple[str, float | None, float | None, str | None, str | None, str, dict[str, int]]] = [
    # name, latitude, longitude, country, its ISO number, precision, events by class
    ("Kyiv", 50.45, 30.52, "UKR", "804", "city", {"verbal_cooperation": 10, "material_conflict": 6}),
    ("Kharkiv", 49.98, 36.25, "UKR", "804", "point", {"verbal_conflict": 2, "material_conflict": 30}),
    ("Lviv", 49.84, 24.03, "UKR", "804", "city", {"verbal_cooperation": 5, "material_cooperation": 5}),
    ("Warsaw", 52.23, 21.01, "POL", "616", "city", {"verbal_cooperation": 7}),
    ("Donetsk Oblast", 48.0, 37.8, "UKR", "804", "province", {"material_conflict": 22}),
    ("Bakhmut District", 48.6, 38.0, "UKR", "804", "district", {"material_conflict": 5}),
    ("Ukraine", 49.0, 32.0, "UKR", "804", "country", {"verbal_conflict": 7, "material_conflict": 3}),
    ("Kosovo", None, None, "XKX", None, "country", {"verbal_conflict": 2}),
    ("Eastern Europe", None, None, None, None, "area", {"verbal_conflict": 2, "verbal_cooperation": 1}),
    ("Orvany", None, None, "ORV", None, "country", {"verbal_conflict": 1}),
]


def places() -> dict[str, Any]:
    """Places of every precision, numbered from 1, and every other day of two months."""
    rows = [
        dict(zip(("name", "lat", "lon", "country", "numeric", "precision", "quads"), row, strict=True))
        | {"geonameid": at, "number": sum(row[-1].values()), "href": f"/events?place={at}"}
        for at, row in enumerate(PLACES, 1)
    ]
    days = [{"day": (date(2031, 3, 1) + timedelta(days=at)).isoformat(), "number": 1 + at * 7 % 5} for at in range(0, 60, 2)]
    return {"places": rows, "days": days}
