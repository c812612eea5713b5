"""PLOVER records have the manual's keys and lose nothing."""

from collections import defaultdict

import msgspec

from dragoman.show.exports.plover import Entity, Record

from .made import NASTY, Few, event, full, killed, written
from .test_tables import rows_of

MANUAL = (
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text", "quad_code", "event_scale",
    "mode", "context", "size", "link", "text", "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment",
)  # fmt: skip


def records(extract: Few) -> list[Record]:
    files, _ = written("plover", extract)
    return [msgspec.json.decode(line, type=Record) for line in files["events.jsonl"].splitlines()]


def test_keys_are_the_manuals_in_its_order() -> None:
    files, _ = written("plover", full())
    for line in files["events.jsonl"].splitlines():
        keys = [key for key in msgspec.json.decode(line) if key != "dragoman"]
        assert keys == [key for key in MANUAL if key in keys]
        assert {"id", "event"} <= set(keys)


def test_a_round_trip_loses_nothing() -> None:
    found: dict[str, list[msgspec.Struct]] = defaultdict(list)
    for record in records(full()):
        for name in record.dragoman.__struct_fields__:
            found[name] += getattr(record.dragoman, name)
    expected = rows_of(full())
    of_dues = {"d-000000000001", "d-000000000002"}
    expected["parties"] = [row for row in expected["parties"] if getattr(row, "event", "") not in of_dues]
    assert found == {name: expected[name] for name in found}
    assert set(found) == {"events", "parties", "words", "figures", "tellings", "disputes"}


def test_a_record() -> None:
    (record,) = records(Few(event(figures=(killed(31, None), killed(31, 31, "b"), killed(44, 44, "c")), last=739499)))
    assert (record.date, record.enddate, record.event, record.quad_code, record.event_scale) == ("2025-09-02", "2025-09-05", ("ASSAULT",), 4, -9.0)
    assert record.actor == (Entity(code="IRQ", sector="MIL", entity_text="Iraqi army", dragoman_id="x-0000000000a1"),)
    assert record.recipient[0].identifier_id == "Q42"
    assert record.recipient[0].entity_text == NASTY
    place = record.event_loc
    assert place is not None
    assert (place.extracted_place, place.resolved_place, place.geonameid, place.resolution) == ("Mossul", "Mosul", 99072, 4)
    assert (place.feature_class, place.feature_code, place.country, place.country_code) == ("P", "PPLA", "Iraq", "IRQ")
    assert record.size is not None
    assert record.size.dead == 31
    assert record.comment == "Two independent sources, one of them unnamed, one with direct knowledge; carried by 1 report"


def test_what_is_only_denied_is_a_negation() -> None:
    told, denied = records(Few(event(mode="aerial"), event(standing="denied")))
    assert (told.mode, denied.mode) == (("aerial",), ("negation",))
