"""Who does what to whom as a network: GraphML 1.0 and GEXF 1.3. Nodes are actors; an edge is an event between two, or a tie that a report states.

Edges are directed and there may be many between two actors, one an event: a program that wants one sums them. Who is only described has no node.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import msgspec

from dragoman.model.exported import ExportedActor, Lost, Tally
from dragoman.model.link import Stated
from dragoman.model.plover import QUADS, in_plover

from .extract import Extract, Opened
from .pairs import pairs
from .rows import day

Value = str | int | float | bool | None
KINDS: dict[type, str] = {str: "string", int: "int", float: "double", bool: "boolean"}
GRAPHML, GEXF = "network.graphml", "network.gexf"
SIGNS = {-1: "hostile", 0: "neutral", 1: "friendly"}
NODE: dict[str, type] = {"name": str, "kind": str, "country": str, "sector": str, "wikidata": str, "reports": int}
EDGE: dict[str, type] = {
    "relation": str, "what": str, "mode": str, "quad": str, "sign": str, "intensity": float, "certainty": float, "standing": str, "sources": int,
    "deniers": int, "first": str, "last": str, "place": str, "report": str, "copy": bool,
}  # fmt: skip
LOSES = (
    Lost("parties without a name, and events of one party", "parties of the csv and parquet exports"),
    Lost("the sources themselves and their words", "words and tellings of the csv and parquet exports"),
)


class Edge(msgspec.Struct, frozen=True):
    """One edge; `relation` event or tie, `weight` at least 1: independent sources of an event."""

    id: str
    source: str
    target: str
    weight: int
    values: dict[str, Value]


def write_graphml(extract: Extract, opened: Opened) -> Tally:
    """`network.graphml`."""
    out = opened(GRAPHML)
    _line(out, '<?xml version="1.0" encoding="UTF-8"?>')
    _line(out, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for target, fields in (("node", NODE), ("edge", {**EDGE, "weight": int})):
        for name, kind in fields.items():
            _line(out, f'<key id="{target[0]}_{name}" for="{target}" attr.name="{name}" attr.type="{KINDS[kind]}"/>')
    _line(out, '<graph edgedefault="directed">')
    tally = _walk(
        extract,
        lambda id_, values: _line(out, f"<node id={_attribute(id_)}>{_data('n', values)}</node>"),
        lambda edge: _line(
            out,
            f"<edge id={_attribute(edge.id)} source={_attribute(edge.source)} target={_attribute(edge.target)}>"
            f"{_data('e', {**edge.values, 'weight': edge.weight})}</edge>",
        ),
        lambda: None,
    )
    _line(out, "</graph></graphml>")
    return tally


def write_gexf(extract: Extract, opened: Opened) -> Tally:
    """`network.gexf`, dynamic: an edge is there from the first to the last day on which it may have happened."""
    out = opened(GEXF)
    _line(out, '<?xml version="1.0" encoding="UTF-8"?>')
    _line(out, '<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    _line(out, '<graph mode="dynamic" timeformat="date" defaultedgetype="directed">')
    for target, fields in (("node", NODE), ("edge", EDGE)):
        _line(out, f'<attributes class="{target}">')
        for name, kind in fields.items():
            _line(out, f'<attribute id="{name}" title="{name}" type="{"integer" if kind is int else KINDS[kind]}"/>')
        _line(out, "</attributes>")
    _line(out, "<nodes>")
    tally = _walk(
        extract,
        lambda id_, values: _line(out, f"<node id={_attribute(id_)} label={_attribute(values['name'])}>{_attvalues(values)}</node>"),
        lambda edge: _line(
            out,
            f'<edge id={_attribute(edge.id)} source={_attribute(edge.source)} target={_attribute(edge.target)} weight="{edge.weight}"'
            f"{_when(edge.values)}>{_attvalues(edge.values)}</edge>",
        ),
        lambda: _line(out, "</nodes><edges>"),
    )
    _line(out, "</edges></graph></gexf>")
    return tally


def _walk(extract: Extract, node: Callable[[str, dict[str, Value]], None], edge: Callable[[Edge], None], between: Callable[[], None]) -> Tally:
    nodes: set[str] = set()
    for actor in extract.actors():
        nodes.add(actor.entity.id)
        node(actor.entity.id, _node(actor))
    between()
    counts = {"events": 0, "ties": 0}
    alone = 0
    for each, whole in _edges(extract):
        if each.source in nodes and each.target in nodes:
            counts[whole] += 1
            edge(each)
        else:
            alone += 1
    return Tally(rows={"actors": len(nodes), **counts}, left_out={"pairs with a party that has no name": alone} if alone else {})


def _node(actor: ExportedActor) -> dict[str, Value]:
    it = actor.entity
    return {"name": it.name, "kind": it.kind, "country": it.country, "sector": it.sector, "wikidata": actor.wikidata, "reports": it.reports}


def _edges(extract: Extract) -> Iterator[tuple[Edge, str]]:
    """All edges, each with the noun under which it counts."""
    for event in extract.events():
        it = event.happening
        values: dict[str, Value] = {
            "relation": "event", "what": it.type, "mode": it.mode, "quad": QUADS[it.type] if in_plover(it.type) else None,
            "sign": None if it.intensity is None else SIGNS[(it.intensity > 0) - (it.intensity < 0)], "intensity": it.intensity,
            "certainty": it.certainty, "standing": event.standing, "sources": len(it.origins), "deniers": len(it.deniers),
            "first": _iso(it.first), "last": _iso(it.last), "place": event.place.name if event.place else None,
        }  # fmt: skip
        for number, (actor, recipient) in enumerate(pairs(event)):
            ends = (actor.id if actor else None) or "", (recipient.id if recipient else None) or ""
            yield Edge(f"{it.id}.{number}", *ends, max(1, len(it.origins)), values), "events"
    for tie in extract.ties():
        yield Edge(f"{tie.report}.{tie.id}", tie.source_id, tie.target_id, 1, _tie(tie)), "ties"


def _tie(tie: Stated) -> dict[str, Value]:
    return {
        "relation": "tie", "what": tie.type, "sign": SIGNS[tie.sign], "first": _iso(tie.first), "last": _iso(tie.last), "report": tie.report,
        "copy": tie.echo,
    }  # fmt: skip


def _iso(number: int | None) -> str | None:
    found: date | None = day(number)
    return found.isoformat() if found else None


def _when(values: dict[str, Value]) -> str:
    return "".join(f' {name}="{values[key]}"' for name, key in (("start", "first"), ("end", "last")) if values.get(key))


def _data(prefix: str, values: dict[str, Value]) -> str:
    return "".join(f'<data key="{prefix}_{name}">{_text(value)}</data>' for name, value in values.items() if value is not None)


def _attvalues(values: dict[str, Value]) -> str:
    inner = "".join(f'<attvalue for="{name}" value={_attribute(value)}/>' for name, value in values.items() if value is not None)
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _plain(value: Value) -> str:
    """The value as XML can hold it: it has no place for control characters."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(each if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff") else "\ufffd" for each in said)


def _text(value: Value) -> str:
    return _plain(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: Value) -> str:
    return quoteattr(_plain(value))


def _line(out: BinaryIO, words: str) -> None:
    out.write(words.encode("utf-8") + b"\n")
