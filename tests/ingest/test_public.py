"""Where nothing is fetched: the user's own machine and network, however the address is written and wherever it comes from."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest

from dragoman.ingest import addresses, public, take_in
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

from .conftest import CONNECT, Site
from .test_addresses import FEED, PAGE

OUTSIDE = "93.184.215.14"  # an address of the public net, which a test gives to the site of its own


def refused(address: str) -> str:
    (result,) = take_in([address], public_only=True)
    assert isinstance(result, SourceError)
    return str(result)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "100::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::1",
    ],
)  # fmt: skip
def test_private(number: str) -> None:
    assert not public.is_public(ip_address(number))


@pytest.mark.parametrize("number", [OUTSIDE, "1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_of_the_public_net(number: str) -> None:
    assert public.is_public(ip_address(number))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "10.1.2.3", "169.254.169.254",
        "[::1]", "[::]", "[fc00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "①②⑦.0.0.1", "127。0。0。1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_leads_there(scheme: str, host: str) -> None:
    """That no connection is tried, the suite's own refusal of any would tell."""
    assert "is on this machine or a network of its own" in refused(f"{scheme}://{host}:9/wall")


Names = Callable[..., Any]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, site: Site) -> dict[str, list[str]]:
    """What names stand for, one answer after another; the public address leads to the site of the test."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo
    port = int(site.address.rpartition(":")[2])

    def looked_up(host: str, service: Any, *rest: Any, **more: Any) -> Any:
        answers = known.get(host)
        if answers is None:
            return real(host, service, *rest, **more)
        number = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, service)) for each in number.split()]

    def connect(self: socket.socket, place: Any) -> None:
        assert place[0] in (OUTSIDE, "127.0.0.1")
        CONNECT(self, ("127.0.0.1", port))

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket.socket, "connect", connect)
    return known


def test_a_public_page(site: Site, names: dict[str, list[str]]) -> None:
    site.put("/wall", PAGE)
    names["news.example"] = [OUTSIDE]
    (found,) = take_in(["http://news.example/wall"], public_only=True)
    assert isinstance(found, Report)
    assert (found.headline, found.url) == ("Wall to be rebuilt", "http://news.example/wall")


def test_a_name_is_asked_once(site: Site, names: dict[str, list[str]]) -> None:
    site.put("/wall", PAGE)
    names["news.example"] = [OUTSIDE, "127.0.0.1"]
    (found,) = take_in(["http://news.example/wall"], public_only=True)
    assert isinstance(found, Report)
    names["news.example"] = [f"{OUTSIDE} 127.0.0.1"]
    assert "(127.0.0.1)" in refused("http://news.example/wall")


@pytest.mark.parametrize("target", ["http://127.0.0.1:{port}/in", "http://[::1]/", "http://2130706433/", "http://inside.example/in", "//10.0.0.1/"])
def test_no_redirect_leads_there(site: Site, names: dict[str, list[str]], target: str) -> None:
    port = site.address.rpartition(":")[2]
    site.put("/in", PAGE)
    site.put("/out", "", status=302, Location="/hop")
    site.put("/hop", "", status=307, Location=target.format(port=port))
    names["news.example"], names["inside.example"] = [OUTSIDE], ["192.168.0.7"]
    assert "is on this machine or a network of its own" in refused("http://news.example/out")
    assert [path for path, _ in site.asked] == ["/out", "/hop"]


def test_nor_does_a_link_of_a_feed(site: Site, names: dict[str, list[str]]) -> None:
    site.put("/in", PAGE)
    site.put("/feed", FEED.replace("<description>", "<link>http://10.0.0.1/in</link><description>"), "text/xml")
    names["news.example"] = [OUTSIDE]
    (found,) = take_in(["http://news.example/feed"], public_only=True)
    assert isinstance(found, Report)
    assert "is on this machine or a network of its own (10.0.0.1)" in found.repairs[0].note
    assert [path for path, _ in site.asked] == ["/feed"]


def test_a_proxy_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.address)
    site.put("http://10.0.0.1/wall", PAGE)
    assert "is on this machine or a network of its own" in refused("http://10.0.0.1/wall")
    assert site.asked == []


def test_what_does_not_end_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr(addresses, "LARGEST", 200_000)
    lines = '{"text": "The wall fell."}\n' * 20_000
    *_, last = take_in([site.put("/a.jsonl", lines, "text/plain")])
    assert "is larger than 0 MB" in str(last)
    *_, last = take_in([site.put("/b.jsonl", gzip.compress(lines.encode()), "text/plain", Content_Encoding="gzip")])
    assert "is larger than 0 MB" in str(last)
    monkeypatch.setattr(addresses, "LONGEST", -1)
    (late,) = take_in([site.put("/wall", PAGE)])
    assert "takes longer than" in str(late)
