"""GeoJSON (RFC 7946): a feature an event, at its coordinates; an event without any has a null geometry, which the standard allows."""

import msgspec

from dragoman.model.exported import ExportedEvent, Lost, Tally

from ..corroboration import corroboration
from .extract import Extract, Opened
from .rows import event_row

FILE = "events.geojson"
LOSES = (
    Lost("parties as actors, each telling, each source: properties are the row of the event", "the csv and parquet exports"),
    Lost("how far off coordinates may be: those of a country or province are of its middle", "the property `precision`"),
)


def write_geojson(extract: Extract, opened: Opened) -> Tally:
    """`events.geojson`, a line a feature."""
    out = opened(FILE)
    out.write(b'{"type":"FeatureCollection","features":[')
    count = placed = 0
    for event in extract.events():
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(feature(event)))
        count += 1
        placed += event.happening.lat is not None
    out.write(b"\n]}\n")
    return Tally(rows={"events": count, "with coordinates": placed})


def feature(event: ExportedEvent) -> dict[str, object]:
    """The feature of an event: its row, and on whose word it stands in a sentence."""
    it = event.happening
    point = {"type": "Point", "coordinates": [it.lon, it.lat]} if it.lat is not None else None
    return {
        "type": "Feature",
        "id": it.id,
        "geometry": point,
        "properties": {**msgspec.structs.asdict(event_row(event)), "on_whose_word": corroboration(it)},
    }
