"""The JSON Schema of a reading, kept in the package as `data/reading.schema.json` and made from the nouns themselves.

A test compares the file with what the nouns give; `python -m dragoman.schema FILE` writes it anew after a noun has changed.
"""

import sys
from importlib.resources import files
from pathlib import Path

import msgspec

from dragoman.model.reading import SCHEMA, Reading


def text() -> str:
    """The schema as it ships."""
    return (files("dragoman") / "data" / "reading.schema.json").read_text(encoding="utf-8")


def made() -> str:
    """The schema that the nouns give now."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **msgspec.json.schema(Reading)}
    return msgspec.json.format(msgspec.json.encode(schema), indent=1).decode("utf-8") + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(made(), encoding="utf-8")
