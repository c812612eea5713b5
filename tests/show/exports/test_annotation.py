"""Annotations point at their words, by place and by quotation."""

import json
from typing import Any

from .made import WITH_TELLING, Few, full, written


def page(extract: Few) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written("annotation", extract)[0]["annotations.jsonld"])
    return found


def test_it_is_a_page_of_annotations() -> None:
    found = page(full())
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationPage"
    assert len({each["id"] for each in found["items"]}) == len(found["items"]) == 2
    for each in found["items"]:
        assert {"id", "type", "motivation", "body", "target"} == set(each)
        assert each["motivation"] in ("classifying", "describing")
    assert page(Few())["items"] == []


def test_selectors_find_the_words() -> None:
    text = WITH_TELLING.text
    items = page(Few(reports=(WITH_TELLING,)))["items"]
    targets = [target for each in items for target in (each["target"] if isinstance(each["target"], list) else [each["target"]])]
    assert [target["selector"][1]["exact"] for target in targets] == ["shelled", "“We saw #1 | them.”"]
    for target in targets:
        place, quote = target["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert target["scope"] == "https://paper.example/1"


def test_bodies_say_what_and_on_whose_word() -> None:
    telling, statement = page(Few(reports=(WITH_TELLING,)))["items"]
    assert telling["body"][1]["value"] == "ASSAULT: The army → Mosul"
    assert telling["body"][2]["id"] == "urn:dragoman:event:h-000000000001"
    assert statement["body"][1]["dragoman:tells"] == ["urn:dragoman:event:h-000000000001"]
    assert statement["body"][1]["dragoman:actor"] == "urn:dragoman:actor:x-0000000000c3"
