"""What must hold for every report: reading never raises, spans slice back, ids resolve, the same text gives the same bytes, the JSON fits its schema."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dragoman import Reading, Report, read_report, read_reports
from dragoman.model.identity import make_id
from dragoman.schema import made, text
from eval import corpora

VALIDATOR = Draft202012Validator(json.loads(text()))
TROUBLE = [
    "",
    " ",
    "\n\n\n",
    ".",
    '"' * 10_000,
    "“" * 3_000,
    "“unclosed " * 200,
    "no sentence ends here " * 500,
    "a" * 30_000,
    "قال المسؤول إن المحادثات ستستأنف غدا في العاصمة بعد أسبوع من القتال العنيف بين الجانبين في الشمال والجنوب",
    "Le ministre a déclaré que « rien n’est signé » et que les pourparlers reprendront lundi dans la capitale, selon ses services.",
    "The envoy\x00 said\x00 the talks failed.",
    "\ud800 lone surrogate said the minister",
    "🚀🔥 The militia fired rockets at the base, officials said 🧨.",
    "He said he said he said he said. " * 100,
    "(((((((((((" * 500,
    "By \n\nBy \n\nBy ",
    "PORT VELANE, Feb. 30 (Meridian) - The envoy left on Feb. 30, 1875, and on 31/13/2020.",
    "on 99999 seats of 5 seats, 0 seats of 99999999999999999999 seats won",
]
WORDS = st.lists(
    st.sampled_from(
        [
            *[
                "said",
                "told",
                "denied",
                "the",
                "officials",
                "minister",
                "attack",
                "on",
                "killed",
                "12",
                "of",
                "Monday",
                "Dec.",
                "31",
                "2003",
                "“",
                "”",
                '"',
                "'",
                ",",
                ".",
                ":",
                "-",
                "(",
                ")",
                "who",
                "with",
                "Iran",
                "IRGC",
                "he",
                "they",
                "did",
                "not",
                "respond",
                "to",
                "request",
                "for",
                "comment",
                "will",
                "seats",
                "won",
                "\n",
                "\n\n",
            ],
            "\n\n",
        ]
    ),
    max_size=60,
).map(" ".join)


def report_of(body: str) -> Report:
    return Report(id=make_id("r", "", "", body), text=body, published="2021-12-22")


def spans_of(value: Any) -> Iterator[tuple[int, int]]:
    """Every [start, end) anywhere in the JSON."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def check(reading: Reading) -> None:
    raw = msgspec.json.encode(reading)
    value = json.loads(raw)
    VALIDATOR.validate(value)
    assert msgspec.json.decode(raw, type=Reading) == reading
    body = reading.report.text
    for start, end in spans_of(value):
        assert 0 <= start <= end <= len(body)
    for group in (reading.mentions, reading.timexes, reading.places, reading.events):
        for item in group:
            words = body[item.start : item.end]
            assert words
            assert words == words.strip(), (type(item).__name__, words)
    known = {
        item.id
        for group in (reading.mentions, reading.actors, reading.timexes, reading.places, reading.attributions, reading.events)
        for item in group
    }
    count = sum(len(group) for group in (reading.mentions, reading.actors, reading.timexes, reading.places, reading.attributions, reading.events))
    assert len(known) == count, "an id stands twice"
    used = [mention.actor for mention in reading.mentions]
    used += [mention for actor in reading.actors for mention in actor.mentions]
    used += [link for item in reading.attributions for link in (item.parent, item.source.actor)]
    for event in reading.events:
        used += [event.place, *event.attributions, event.date.timex if event.date else None]
        used += [argument.actor for argument in (*event.actors, *event.recipients)]
        assert event.start < event.end, "an event without a span"
    for relation in reading.relations:
        used += [relation.source.actor, relation.target.actor, *relation.attributions]
    used += [item for dispute in reading.disputes for item in dispute.items]
    used += [item.event for item in reading.ahead]
    assert {link for link in used if link} <= known


def test_schema_file_is_what_the_nouns_give() -> None:
    assert text() == made(), "run: python -m dragoman.schema src/dragoman/data/reading.schema.json"


@pytest.mark.parametrize("body", TROUBLE, ids=range(len(TROUBLE)))
def test_trouble(body: str) -> None:
    check(read_report(report_of(body.encode("utf-8", "replace").decode("utf-8"))))


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), WORDS))
def test_any_unicode(body: str) -> None:
    check(read_report(report_of(body)))


def test_same_text_same_bytes_alone_or_in_company() -> None:
    bodies = [
        "The envoy met the general in Port Velane on Friday, two officials said.",
        "“No,” said the minister. He denied the attack on the port.",
        "Rain.",
    ]
    reports = [report_of(body) for body in bodies]
    together = [msgspec.json.encode(reading) for reading in read_reports(reports)]
    alone = [msgspec.json.encode(read_report(report)) for report in reversed(reports)][::-1]
    assert together == alone


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["news_guardian", "polnear.dev", "re3d.dev", "timex_aquaint.dev", "ecb.train"])
def test_corpora(name: str) -> None:
    if not (corpora.FOLDER / f"{name}.jsonl").exists():
        pytest.skip(f"no corpus {name} in {corpora.FOLDER}")
    reports = [corpora.report_of(row["text"], row.get("published"), row.get("outlet")) for row in corpora.rows(name)[:15]]
    for reading in read_reports(reports):
        check(reading)
