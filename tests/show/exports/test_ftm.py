"""FollowTheMoney: valid by the published model, and with our two schemata beside it, by the program's own validator."""

import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .made import ACTORS, NASTY, Few, actor, event, full, tie, written

followthemoney = pytest.importorskip("followthemoney", reason="pip install --no-deps -r tests/followthemoney.txt")
Model = Any
Lines = list[dict[str, Any]]


def lines(extract: Few, name: str) -> Lines:
    return [json.loads(line) for line in written("ftm", extract)[0][name].splitlines()]


@pytest.fixture(scope="module")
def published() -> Model:
    return followthemoney.model


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The published schemata with those of the export beside them, as the page of the format says."""
    folder = tmp_path_factory.mktemp("ftm") / "schema"
    shutil.copytree(Path(str(followthemoney.model.path)), folder)
    files, _ = written("ftm", Few())
    for name in ("Deed.yaml", "Claim.yaml"):
        (folder / name).write_bytes(files[name])
    return importlib.import_module("followthemoney.model").Model(str(folder))


def checked(model: Model, some: Lines) -> None:
    """Every property is one of its schema, and its values are clean by their types; every reference leads to an entity of the right schema."""
    for each in some:
        schema = model.get(each["schema"])
        assert schema is not None, each["schema"]
        assert schema.validate({"properties": each["properties"]}) is None
        proxy = model.get_proxy(each, cleaned=False)
        assert {prop.name: sorted(proxy.get(prop)) for prop in proxy.iterprops()} == {
            name: sorted(values) for name, values in each["properties"].items()
        }
        assert set(schema.required) <= set(each["properties"])


def test_published_schemata_take_the_entities(published: Model) -> None:
    some = lines(full(), "entities.ftm.json")
    assert {each["schema"] for each in some} == {
        "Person", "Organization", "PublicBody", "Address", "Position", "Occupancy", "Article", "Event", "Membership", "UnknownLink",
    }  # fmt: skip
    checked(published, some)


def test_references_lead_to_entities_of_their_range(extended: Model) -> None:
    some = lines(full(), "entities.ftm.json") + lines(full(), "claims.ftm.json")
    schemata = {each["id"]: extended[each["schema"]] for each in some}
    assert len(schemata) == len(some)
    for each in some:
        for name, values in each["properties"].items():
            prop = extended[each["schema"]].properties[name]
            for value in values if prop.type.name == "entity" else ():
                if value in schemata or name != "proof":  # reports of an event lie outside where a filter leaves them out
                    assert prop.range is not None
                    assert schemata[value].is_a(prop.range), (each["schema"], name)


def test_deeds_and_claims_are_valid_beside_them(extended: Model) -> None:
    some = lines(full(), "claims.ftm.json")
    assert {each["schema"] for each in some} == {"Deed", "Claim"}
    checked(extended, some)
    deed = next(each["properties"] for each in some if each["schema"] == "Deed")
    assert (deed["initiator"], deed["target"], deed["type"], deed["standing"]) == (["x-0000000000a1"], ["x-0000000000b2"], ["ASSAULT"], ["disputed"])
    claim = next(each["properties"] for each in some if each["schema"] == "Claim")
    assert (claim["source"], claim["stance"], claim["about"]) == (["x-0000000000c3"], ["asserts"], ["h-000000000001"])


def test_names_come_back() -> None:
    front = next(each for each in lines(full(), "entities.ftm.json") if each["id"] == "x-0000000000b2")
    assert front["properties"]["name"] == [" ".join(NASTY.split())]
    assert front["properties"]["wikidataId"] == ["Q42"]


def test_an_event_is_what_somebody_says() -> None:
    found = {each["id"]: each["properties"] for each in lines(full(), "entities.ftm.json") if each["schema"] == "Event"}
    assert found["h-000000000003"]["summary"][0].startswith("Denied. Nobody stands for it")
    assert found["h-000000000001"]["involved"] == ["x-0000000000a1", "x-0000000000b2"]


def test_ties_are_what_their_ends_allow() -> None:
    kin = actor("x-k", "Kin", "person")
    ties = (
        tie("x-0000000000c3", "x-k", "kin_of"), tie("x-0000000000c3", "x-0000000000a1", "kin_of", id="l-2"),
        tie("x-0000000000c3", "x-0000000000e5", "member_of", id="l-3"), tie("x-0000000000c3", "x-0000000000d4", "member_of", id="l-4"),
    )  # fmt: skip
    found = [each["schema"] for each in lines(Few(actors=(*ACTORS, kin), ties=ties), "entities.ftm.json")[-4:]]
    assert found == ["Family", "UnknownLink", "UnknownLink", "Membership"]


def test_a_tie_to_nobody_known_is_left_out() -> None:
    assert [each["schema"] for each in lines(Few(event(), ties=(tie("x-1", "x-2"),)), "entities.ftm.json")] == ["Event"]
