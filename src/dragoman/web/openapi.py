"""The OpenAPI document, made from the pages themselves: what each takes, and the JSON that it gives."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import msgspec

from .answers import JSON, Failure
from .handing import Handed
from .page import Page
from .write import TOKEN, Done, Write

Json = dict[str, Any]
REFERENCES = "#/components/schemas/{name}"
FORMAT: Json = {"name": "format", "in": "query", "required": False, "schema": {"type": "string", "enum": ["json", "html"]}}


def document(pages: Iterable[Page[Any, Any]], writes: Iterable[Write[Any]], ways: Iterable[Handed[Any]]) -> bytes:
    """The document as JSON."""
    pages = tuple(pages)
    forms: tuple[Write[Any] | Handed[Any], ...] = (*writes, *ways)
    nouns = [*(page.noun for page in pages), *(form.asked for form in forms), Done, Failure]
    _, components = msgspec.json.schema_components(nouns, ref_template=REFERENCES)
    paths: dict[str, Json] = {page.path: {"get": _looking(page)} for page in pages}
    for form in forms:
        paths.setdefault(form.path, {})["post"] = _writing(form)
    info = {"title": "Dragoman: a case", "version": version("dragoman"), "description": "The same addresses give pages to a browser."}
    return msgspec.json.encode({"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": components}})


def _looking(page: Page[Any, Any]) -> Json:
    return {
        "operationId": page.name.lower().replace(" ", "_"),
        "summary": page.says,
        "parameters": [*_of_path(page.path), *_of_query(page.asked)],
        "responses": {
            "200": {"description": page.says, "content": {JSON: {"schema": _reference(page.noun)}, "text/html": {"schema": {"type": "string"}}}},
            **failures(400, 404, 503),
        },
    }


def _writing(write: Write[Any] | Handed[Any]) -> Json:
    fields: Json = {TOKEN: {"type": "string"}}
    kind = "application/x-www-form-urlencoded"
    if isinstance(write, Handed) and write.files:
        fields["files"] = {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1}
        kind = "multipart/form-data"
    form = {"allOf": [_reference(write.asked), {"type": "object", "properties": fields, "required": [*fields]}]}
    return {
        "operationId": write.name.lower().replace(" ", "_"),
        "summary": write.says,
        "parameters": [*_of_path(write.path), FORMAT],
        "requestBody": {"required": True, "content": {kind: {"schema": form}}},
        "responses": {
            "200": {"description": "What was done", "content": {JSON: {"schema": _reference(Done)}}},
            "303": {"description": "To a browser: the page that shows it"},
            **failures(400, 403, 404, 409, 413, 503),
        },
    }


def failures(*statuses: int) -> Json:
    """The answers that say what went wrong."""
    content = {JSON: {"schema": _reference(Failure)}, "text/html": {"schema": {"type": "string"}}}
    return {str(status): {"description": "What went wrong, and what to do", "content": content} for status in statuses}


def _reference(noun: type[msgspec.Struct]) -> Json:
    (schema,), _ = msgspec.json.schema_components([noun], ref_template=REFERENCES)
    return schema


def _of_path(path: str) -> list[Json]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}} for name in names]


def _of_query(asked: type[msgspec.Struct]) -> list[Json]:
    """The fields of the noun; empty and missing are the same."""
    (_,), components = msgspec.json.schema_components([asked], ref_template=REFERENCES)
    fields: Json = components[asked.__name__].get("properties", {})
    found = [{"name": name, "in": "query", "required": False, "schema": _asked(schema)} for name, schema in fields.items()]
    return [*found, FORMAT]


def _asked(schema: Json) -> Json:
    """An address has no null: what may be left out is left out."""
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return choices[0] if len(choices) == 1 else {name: value for name, value in schema.items() if name != "default" or value is not None}
