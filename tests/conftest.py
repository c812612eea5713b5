"""Nothing may reach the network while tests run (reading promises to work with it off); known misses are told from failures."""

import socket
from pathlib import Path
from typing import Any

import pytest

MISSED = Path(__file__).parent / "cases" / "missed.txt"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if {"browser", "server"} & request.keywords.keys():  # they speak over sockets of this machine
        return

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a test tried to open a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Facts of the examples and of the seed that are not found yet are named in cases/missed.txt: each must fail, so that the list tells the truth.

    After "? " stands what some processors find and others not, for their sums of floats differ in the last bit and it lies at a threshold.
    """
    missed = {line for line in MISSED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
    for item in items:
        name = item.nodeid.partition("tests/")[2]
        if name in missed or f"? {name}" in missed:
            item.add_marker(pytest.mark.xfail(strict=name in missed, reason="a known miss: tests/cases/missed.txt"))
