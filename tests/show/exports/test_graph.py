"""GraphML and GEXF, read by networkx; XML that any parser takes."""

from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from .made import ACTORS, ARMY, FRONT, NASTY, Few, actor, event, full, tie, written

PLAIN = " ".join(NASTY.split())


def graphml(extract: Few) -> Any:
    return nx.read_graphml(BytesIO(written("graphml", extract)[0]["network.graphml"]), force_multigraph=True)


def gexf(extract: Few, folder: Path) -> Any:
    (folder / "network.gexf").write_bytes(written("gexf", extract)[0]["network.gexf"])
    return nx.read_gexf(folder / "network.gexf")


def test_nodes_and_edges_have_what_they_have(tmp_path: Path) -> None:
    for graph, called in ((graphml(full()), "name"), (gexf(full(), tmp_path), "label")):
        assert set(graph) == {each.entity.id for each in ACTORS}
        assert graph.nodes["x-0000000000b2"][called].split() == NASTY.split()
        edges = [data for *_, data in graph.edges("x-0000000000a1", data=True)]
        event_ = next(each for each in edges if each.get("standing") == "disputed")
        assert (event_["what"], event_["sources"], event_["deniers"], event_["sign"], event_["first"]) == ("ASSAULT", 2, 1, "hostile", "2025-09-02")
        assert {each["relation"] for each in edges} == {"event", "tie"}
        assert graph.is_directed()
        assert graph.is_multigraph()


def test_both_directions_of_a_meeting() -> None:
    graph = graphml(Few(event(1, "CONSULT", actors=(ARMY, FRONT), recipients=()), actors=ACTORS))
    assert sorted(graph.edges()) == [(ARMY.id, FRONT.id), (FRONT.id, ARMY.id)]


def test_who_has_no_name_has_no_node() -> None:
    files, tally = written("graphml", Few(event(1, actors=()), event(2), actors=ACTORS))
    assert (tally.rows, tally.left_out) == ({"actors": 5, "events": 1, "ties": 0}, {"pairs with a party that has no name": 1})
    assert files["network.graphml"].count(b"<edge ") == 1


@pytest.mark.parametrize(("form", "file"), [("graphml", "network.graphml"), ("gexf", "network.gexf")])
def test_any_character_is_xml(form: str, file: str) -> None:
    names = "".join(map(chr, range(0x20))) + "\x7f\x85\u2028\ufffe\uffff]]>&\"'<"
    files, _ = written(form, Few(event(place=None, who=names), actors=(actor(f"x{'&' * 3}<", names, "group"),), ties=(tie("x&&&<", "x&&&<"),)))
    root = etree.fromstring(files[file])
    (node,) = root.findall(".//{*}node")
    assert node.get("id") == "x&&&<"
    assert len(root.findall(".//{*}edge")) == 1


def test_gexf_knows_when() -> None:
    root = etree.fromstring(written("gexf", full())[0]["network.gexf"])
    assert root.nsmap[None] == "http://gexf.net/1.3"
    edge = root.find(".//{*}edge")
    assert edge is not None
    assert (edge.get("start"), edge.get("end"), edge.get("weight")) == ("2025-09-02", "2025-09-02", "2")
