"""The page on the data model against the program: its worked example is what reading gives, and no field goes unexplained."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman import Reading, Report, read_report
from dragoman.model import actor
from dragoman.model import reading as nouns
from dragoman.model.identity import make_id
from dragoman.model.text import Dateline, Flag, Part

PAGE = (Path(__file__).parent.parent / "docs" / "data-model.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
NAMES = set(re.findall(r"[`.\"]([A-Za-z0-9_]+)[`\"]", PAGE))


def example() -> dict[str, Any]:
    """The reading of the page's example, as JSON data."""
    found = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert found
    text = found[1]
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(read_report(Report(id=make_id("r", "", "", text), text=text))))
    return made


@pytest.mark.parametrize(("block", "key"), list(zip(BLOCKS, ("events", "attributions", "comment_requests"), strict=True)))
def test_worked_example_is_what_reading_gives(block: dict[str, Any], key: str) -> None:
    item = example()[key][0]
    assert {name: item[name] for name in block} == block


@pytest.mark.parametrize(
    "noun",
    [
        Reading, Report, Dateline, Flag, Part, nouns.SentenceSpan, nouns.Versions, actor.Mention, actor.Actor, actor.SectorGround, actor.StateCodes, actor.KnownLink, nouns.Camp, actor.Role, nouns.Timex, nouns.Place,
        nouns.Source, nouns.Member, nouns.Attribution, nouns.Voice, nouns.SharedAccount, nouns.Credit, nouns.Argument, nouns.When, nouns.Count, nouns.Passage, nouns.Ground, nouns.EventMention, nouns.Relation, nouns.CommentRequest,
        nouns.Dispute, nouns.Ahead, nouns.Order, nouns.Seats,
    ],
)  # fmt: skip
def test_every_field_is_explained(noun: type[msgspec.Struct]) -> None:
    assert [name for name in noun.__struct_fields__ if name not in NAMES] == []
