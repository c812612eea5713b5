"""The protocol over a real pipe, and what the tools answer: ids, printed words at their places, never too much; whatever is sent, the next is answered."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dragoman.case import Case, open_case
from dragoman.mcp import answers
from dragoman.mcp.protocol import HANDSHAKES, META, answer
from dragoman.mcp.tools import MOST_PASSAGE, TOOLS
from eval.cases import DAM, readings_of
from tests.keep.test_record import made

ROOT = Path(__file__).parent.parent.parent
Json = dict[str, Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("mcp") / "dam.case", readings_of(DAM))


@pytest.fixture(scope="module")
def case(file: Path) -> Iterator[Case]:
    with open_case(file) as opened:
        yield opened


def ask(case: Case, method: str, id_: int = 1, **params: Any) -> Json:
    found = answer(case, json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}).encode())
    assert isinstance(found, dict)
    assert (found["jsonrpc"], found["id"]) == ("2.0", id_)
    return found


def use(case: Case, tool: str, **arguments: Any) -> Json:
    """What a tool answers, which must be no failure."""
    result = ask(case, "tools/call", name=tool, arguments=arguments)["result"]
    (content,) = result["content"]
    assert (content["type"], result["isError"]) == ("text", False), content
    assert len(content["text"]) <= answers.MOST
    return dict(json.loads(content["text"]))


def failure(case: Case, tool: str, **arguments: Any) -> str:
    result = ask(case, "tools/call", name=tool, arguments=arguments)["result"]
    assert result["isError"] is True
    return str(result["content"][0]["text"])


def test_a_session_over_a_pipe(file: Path) -> None:
    """As a client speaks: handshake, list, call; one answer a line, nothing else on standard output, the end with that of the input."""
    messages = [
        {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": "a", "method": "tools/list"},
        {"jsonrpc": "2.0", "id": "b", "method": "tools/call", "params": {"name": "events", "arguments": {"limit": 1, "sort": "sources"}}},
        {"jsonrpc": "2.0", "id": "c", "method": "ping"},
    ]  # fmt: skip
    sent = "".join(json.dumps(message) + "\n" for message in messages).encode()
    done = subprocess.run([sys.executable, "-m", "dragoman.cli", "mcp", str(file)], input=sent, capture_output=True, timeout=60, check=True)
    welcome, listed, called, ping = (json.loads(line) for line in done.stdout.splitlines())
    assert [each["id"] for each in (welcome, listed, called, ping)] == [0, "a", "b", "c"]
    assert (welcome["result"]["protocolVersion"], welcome["result"]["capabilities"]) == ("2025-06-18", {"tools": {}})
    assert {tool["name"] for tool in listed["result"]["tools"]} == set(TOOLS)
    assert "Gunmen" in called["result"]["content"][0]["text"]
    assert (ping["result"], done.stderr) == ({}, b"")


def test_versions(case: Case) -> None:
    for version in HANDSHAKES:
        assert ask(case, "initialize", protocolVersion=version)["result"]["protocolVersion"] == version
    assert ask(case, "initialize", protocolVersion="1999-01-01")["result"]["protocolVersion"] == HANDSHAKES[-1]
    assert "2026-07-28" in ask(case, "server/discover", _meta={META: "2026-07-28"})["result"]["supportedVersions"]
    later = ask(case, "tools/list", _meta={META: "2026-07-28"})["result"]
    assert (later["resultType"], later["ttlMs"], later["cacheScope"]) == ("complete", 0, "private")
    assert "resultType" not in ask(case, "tools/list")["result"]
    assert ask(case, "tools/list", _meta={META: "2199-01-01"})["error"]["code"] == -32022


def test_every_tool_says_what_it_takes(case: Case) -> None:
    for tool in ask(case, "tools/list")["result"]["tools"]:
        Draft202012Validator.check_schema(tool["inputSchema"])
        assert "$ref" not in json.dumps(tool)
        assert tool["description"]
        assert tool["annotations"]["readOnlyHint"] is True


def test_words_stand_where_it_says(case: Case) -> None:
    places = 0
    for found in (use(case, "events", limit=20), use(case, "why", event=use(case, "events", sort="sources", limit=1)["rows"][0]["event"])):
        for row in found["rows"]:
            told = row.get("first_told", row)
            text = case.reading(told["report"]).report.text
            words = text[told["start"] : told["end"]]
            assert words.strip()
            assert " ".join(words.split()) in told["quote"]
            places += 1
    assert places > 20


def test_each_tool(case: Case) -> None:
    brief = use(case, "brief")
    assert "46 reports" in brief["case"]
    assert {row["section"] for row in brief["rows"]} >= {"last_events", "best_founded", "disputed", "overdue", "who_acts"}
    (best,) = use(case, "events", sort="sources", limit=1)["rows"]
    assert (best["independent_sources"], best["denied_by"]) == (12, ["Free Ulvane Movement"])
    why = use(case, "why", event=best["event"][:10])
    assert why["about"]["event"] == best["event"]
    assert sum("echo_of" in row for row in why["rows"]) > 3
    (dispute, *_) = use(case, "disputes", kind="denial")["rows"]
    assert {side["claim"] for side in dispute["sides"]} == {"happened", "denied"}
    assert all(row["outcome"] == "happened" and row["closing_words"] for row in use(case, "ahead", outcome="happened", limit=3)["rows"])
    (brisk, *_) = use(case, "actors", name="Brisk")["rows"]
    assert brisk["offices"][0]["title"] == "interior minister"
    assert use(case, "actor", actor="Edric Brisk")["about"] == use(case, "actor", actor=brisk["actor"])["about"]
    (hit, *_) = use(case, "search", words="truce", limit=1)["rows"]
    passage = use(case, "passage", report=hit["report"], start=hit["start"], end=hit["end"])
    assert "truce" in passage["text"]
    assert len(passage["text"]) <= MOST_PASSAGE
    assert passage["text"] == case.reading(hit["report"]).report.text[passage["start"] : passage["end"]]


def test_pages_of_rows(case: Case) -> None:
    first, second = use(case, "events", limit=3), use(case, "events", limit=3, skip=3)
    assert [row["event"] for row in (*first["rows"], *second["rows"])] == [row["event"] for row in use(case, "events", limit=6)["rows"]]


def test_an_answer_that_would_be_too_long_says_so(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 3000)
    found = use(case, "events", limit=50)
    assert found["left_out"] + len(found["rows"]) == 50
    assert found["more"] == "ask again with skip: 0 and the number of rows given here"


def test_what_cannot_be_answered_is_told_to_the_model(case: Case) -> None:
    assert "no event begins so" in failure(case, "why", event="h-zzz")
    assert "<= 50" in failure(case, "events", limit=5000)
    assert "unknown field `colour`" in failure(case, "events", colour="red")
    assert "matching regex" in failure(case, "events", since="May")
    assert "no actor of the case" in failure(case, "actor", actor="Nobody Known")
    assert "several actors are called so" in failure(case, "actor", actor="Meskara")
    assert "behind the end" in failure(case, "passage", report=use(case, "search", words="truce")["rows"][0]["report"], start=10**6)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"{", -32700), (b"\xff\xfe", -32700), (b"[]", -32600), (b"7", -32600), (b'{"id": 1}', -32600), (b'{"jsonrpc": "2.0", "id": {}, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 7}', -32600), (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "resources/list"}', -32601), (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rm"}}', -32602),
    ],
)  # fmt: skip
def test_messages_that_are_none(case: Case, message: bytes, code: int) -> None:
    assert answer(case, message)["error"]["code"] == code


def test_several_messages_in_one(case: Case) -> None:
    ping, note = {"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert answer(case, json.dumps([ping, note]).encode()) == [{"jsonrpc": "2.0", "id": 1, "result": {}}]
    assert answer(case, json.dumps([note]).encode()) is None
    assert answer(case, b'{"jsonrpc": "2.0", "id": 1, "result": {}}') is None


def test_a_mistake_of_the_program_ends_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dragoman.mcp.protocol.call", fail)
    assert ask(case, "tools/call", name="brief")["error"]["code"] == -32603


@settings(deadline=None)
@given(
    st.binary(max_size=80)
    | st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "name"]) | st.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_message_is_answered_or_left(case: Case, message: bytes) -> None:
    found = answer(case, message)
    assert found is None or isinstance(found, (dict, list))


def test_the_page_names_every_tool() -> None:
    page = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
    assert [name for name in TOOLS if f"| `{name}` |" not in page] == []
