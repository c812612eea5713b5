"""GeoJSON by a schema of RFC 7946 written for what we give."""

import json
from typing import Any

import jsonschema
from jsonschema import Draft202012Validator

from .made import Few, event, full, killed, written

FEATURES: dict[str, Any] = {
    "type": "object", "required": ["type", "features"], "additionalProperties": False,
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {
            "type": "object", "required": ["type", "geometry", "properties"],
            "properties": {
                "type": {"const": "Feature"}, "id": {"type": "string"}, "properties": {"type": ["object", "null"]},
                "geometry": {"oneOf": [{"type": "null"}, {
                    "type": "object", "required": ["type", "coordinates"],
                    "properties": {"type": {"const": "Point"}, "coordinates": {
                        "type": "array", "minItems": 2, "maxItems": 3,
                        "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
                    }},
                }]},
            },
        }},
    },
}  # fmt: skip


def collection(extract: Few) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written("geojson", extract)[0]["events.geojson"])
    jsonschema.validate(found, FEATURES, cls=Draft202012Validator)
    return found


def test_it_is_geojson() -> None:
    assert len(collection(full())["features"]) == 4
    assert collection(Few())["features"] == []


def test_longitude_comes_first_and_no_place_is_null() -> None:
    one, other = collection(Few(event(figures=(killed(3, 3),)), event(2, place=None)))["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [43.11889, 36.335]}
    assert (one["id"], one["properties"]["precision"], one["properties"]["killed"], one["properties"]["first"]) == (
        "h-000000000001", "city", 3, "2025-09-02",
    )  # fmt: skip
    assert other["geometry"] is None
    assert one["properties"]["on_whose_word"].startswith("Two independent sources")
