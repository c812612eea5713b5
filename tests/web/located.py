"""The readings of the invented affair as if it had happened in Austria and Slovenia, whose places a map knows."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.model.reading import Reading

SPOTS: dict[str, dict[str, Any]] = {
    "Tamsoke": {"geonameid": 2764581, "lat": 48.04, "lon": 14.42, "country": "AUT", "precision": "city"},
    "Sethrim": {"geonameid": 2761369, "lat": 48.21, "lon": 16.37, "country": "AUT", "precision": "city"},
    "Belzarin": {"geonameid": 2778067, "lat": 47.07, "lon": 15.44, "country": "AUT", "precision": "city"},
    "Parliament Bridge": {"geonameid": 9000001, "lat": 48.2, "lon": 16.36, "country": "AUT", "precision": "point"},
    "Lower Ulvane": {"geonameid": 2770542, "lat": 48.33, "lon": 15.75, "country": "AUT", "precision": "province"},
    "Orvany": {"geonameid": 2782113, "lat": 47.33, "lon": 13.33, "country": "AUT", "precision": "country"},
    "Meskara": {"geonameid": 3190538, "lat": 46.08, "lon": 15.0, "country": "SVN", "precision": "country"},
}


def located(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings with places that have coordinates, but for those that `SPOTS` does not name."""
    for reading in readings:
        places = tuple(msgspec.structs.replace(each, unresolved=None, **SPOTS[each.name]) if each.name in SPOTS else each for each in reading.places)
        yield msgspec.structs.replace(reading, places=places)
