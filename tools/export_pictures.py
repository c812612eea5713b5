"""`python -m tools.export_pictures [NAME…]`: the demo exported to every format, read by the program that each is for, and drawn into docs/pictures.

Each picture has at its head the call that read the file. Tables, calendar and network are set out as plain HTML and SVG; Chromium takes the picture.
The readers are those of the tests (`pip install -e '.[dev]'`, `tests/followthemoney.txt`).
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from pprint import pformat
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from click.testing import CliRunner

from dragoman.cli import commands
from dragoman.keep import open_case
from dragoman.show.exports import FORMATS
from eval.cases import DAM, EXAMPLES, readings_of
from tests.keep.test_record import made
from tests.test_cli_compare import invented
from tests.web.live import chromium

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
VENDOR = ROOT / "src" / "dragoman" / "web" / "static" / "vendor"
WIDTH = 960
MOST = 150_000  # bytes of a picture
SIGNS = {"friendly": "#3c8f57", "hostile": "#c23b2c", "neutral": "#9b958a"}
KINDS = {"person": "#2a6ca8", "state": "#b5832a", "organization": "#6a8f2f", "group": "#8b5fb0", "place": "#2c8d88"}
STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")


class Picture(NamedTuple):
    """A picture to take: how the file was read, and what is to be seen."""

    call: str
    body: str
    height: int | None = None  # what is longer is cut off there


def network() -> Picture:
    """GraphML by networkx: who is bound to whom, laid out by how many steps apart they are."""
    import networkx as nx

    graph: Any = nx.read_graphml("demo.graphml", force_multigraph=True)
    part: set[str] = max(nx.weakly_connected_components(graph), key=len)
    largest = sorted(part)
    edges = [(one, other, edge) for one, other, edge in graph.edges(data=True) if one in largest]
    simple: nx.Graph[str] = nx.Graph(sorted({tuple(sorted((one, other))) for one, other, _ in edges}))
    spots: dict[str, Any] = nx.kamada_kawai_layout(simple)
    (left, right), (top, bottom) = ((min(some), max(some)) for some in zip(*spots.values(), strict=True))
    at = {node: (70 + (x - left) / (right - left) * 770, 40 + (y - top) / (bottom - top) * 500) for node, (x, y) in spots.items()}
    lines = []
    for one, other, edge in edges:
        ends = "{:.0f} {:.0f} L {:.0f} {:.0f}".format(*at[one], *at[other])
        look = f'stroke="{SIGNS[edge.get("sign", "neutral")]}" stroke-width="{1 + min(edge.get("weight", 1), 5) / 2}"'
        lines.append(f'<path d="M {ends}" stroke-opacity=".65" {look}{"" if edge["relation"] == "event" else DASHED}/>')
    dots, names = [], []
    for node in largest:
        its = graph.nodes[node]
        x, y = at[node]
        size = 4 + 1.6 * min(graph.degree(node), 9)
        dots.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}" fill="{KINDS[its["kind"]]}" stroke="#fff" stroke-width="1.5"/>')
        names.append(f'<text x="{x:.0f}" y="{y - size - 4:.0f}" text-anchor="middle" {HALO}>{escape(its["name"])}</text>')
    key = "".join(f'<text x="{40 + 110 * at_}" y="592" fill="{colour}">● {kind}</text>' for at_, (kind, colour) in enumerate(KINDS.items()))
    key += "".join(f'<text x="{620 + 80 * at_}" y="592" fill="{colour}">━ {sign}</text>' for at_, (sign, colour) in enumerate(SIGNS.items()))
    key += '<text x="870" y="592" fill="#5f5b53">╌ tie</text>'
    said = f'networkx.read_graphml("demo.graphml")   # {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges; the largest part'
    return Picture(said, f'<svg width="{WIDTH - 44}" height="600">{"".join(lines)}{"".join(dots)}{"".join(names)}{key}</svg>')


DASHED = ' stroke-dasharray="4 3"'
HALO = 'paint-order="stroke" stroke="#fff" stroke-width="3"'


def atlas() -> Picture:
    """GeoJSON over the outlines of countries: a dot an event, with its day, type and parties."""
    features = json.loads(Path("demo.geojson").read_text("utf-8"))["features"]
    spots = []
    for each in features:
        if each["geometry"] is not None:
            its = each["properties"]
            told = f"{its['first'] or its['last'] or ''} {its['type']}: {its['who'] or '?'}{' → ' + its['whom'] if its['whom'] else ''}"
            spots.append({"at": each["geometry"]["coordinates"], "place": its["place"], "told": told, "hostile": (its["intensity"] or 0) < 0})
    files = {name: (VENDOR / name).read_text("utf-8") for name in ("d3.min.js", "topojson-client.min.js", "countries-50m.json")}
    drawn = f"""<svg width="916" height="500" style="background:#eaf1f6"></svg><p class="soft" style="margin:10px 0 0">
    <span style="color:#b93a22">●</span> conflict &nbsp; <span style="color:#2a6ca8">●</span> cooperation</p>
    <script>{files["d3.min.js"]}</script><script>{files["topojson-client.min.js"]}</script><script>
    const world = {files["countries-50m.json"]}, spots = {json.dumps(spots)};
    const lands = topojson.feature(world, world.objects.countries), svg = d3.select("svg");
    const points = {{type: "MultiPoint", coordinates: spots.map((it) => it.at)}};
    const projection = d3.geoMercator().fitExtent([[150, 110], [640, 400]], points);
    const path = d3.geoPath(projection);
    svg.selectAll("path").data(lands.features).join("path").attr("d", path).attr("fill", "#faf8f3").attr("stroke", "#b9b2a4");
    for (const it of spots) {{
      const [x, y] = projection(it.at), halo = (text) => text.attr("paint-order", "stroke").attr("stroke", "#fff").attr("stroke-width", 3);
      svg.append("circle").attr("cx", x).attr("cy", y).attr("r", 7).attr("stroke", "#fff").attr("stroke-width", 1.5)
        .attr("fill", it.hostile ? "#b93a22" : "#2a6ca8");
      halo(svg.append("text").attr("x", x + 12).attr("y", y + 1).style("font-weight", "bold").text(it.place));
      halo(svg.append("text").attr("x", x + 12).attr("y", y + 17).text(it.told));
    }}</script>"""
    return Picture(
        f'json.load(open("demo.geojson"))["features"]   # {len(features)} events, {len(spots)} with a point: the other places are invented', drawn
    )


def calendar() -> Picture:
    """iCalendar by icalendar: the months in which something is due, and the list."""
    from icalendar import Calendar

    entries = sorted(Calendar.from_ical(Path("demo.ics").read_bytes()).walk("VEVENT"), key=lambda each: (each.decoded("DTEND"), str(each["SUMMARY"])))
    spans = [(each.decoded("DTSTART"), each.decoded("DTEND") - timedelta(days=1), each["STATUS"] == "CONFIRMED", each) for each in entries]
    days = {first + timedelta(days=more): firm for first, last, firm, _ in spans for more in range((last - first).days + 1)}
    ends = {last for _, last, _, _ in spans}
    months = sorted({day.replace(day=1) for day in days})[-3:]
    agenda = "".join(
        f'<li class="{"firm" if firm else ""}"><b>{escape(str(each["SUMMARY"]))}</b> <span class="soft">{first:%-d %B} – {last:%-d %B %Y}</span><br>'
        f"{'<br>'.join(map(escape, str(each.get('DESCRIPTION', '')).split(BREAK)[:3]))}</li>"
        for first, last, firm, each in spans
    )
    return Picture(
        f'icalendar.Calendar.from_ical(open("demo.ics", "rb").read())   # {len(entries)} entries; dark: the last day of one',
        f'<div class="months">{"".join(_month(month, days, ends) for month in months)}</div><ul class="agenda">{agenda}</ul>',
    )


BREAK = "\n"


def _month(month: date, days: dict[date, bool], ends: set[date]) -> str:
    cells = ["<td></td>"] * month.weekday()
    day = month
    while day.month == month.month:
        kind = "" if day not in days else "firm" if days[day] else "due"
        cells.append(f'<td class="{kind}{" end" if day in ends else ""}">{day.day}</td>')
        day += timedelta(days=1)
    rows = "".join(f"<tr>{''.join(cells[start : start + 7])}</tr>" for start in range(0, len(cells), 7))
    return f'<div><h2>{month:%B %Y}</h2><table class="month"><tr>{"".join(f"<th>{name}</th>" for name in "MTWTFSS")}</tr>{rows}</table></div>'


def sheet(file: str, call: str, columns: list[str], rows: int = 12, **options: Any) -> Callable[[], Picture]:
    """A table as pandas has it."""

    def picture() -> Picture:
        import pandas as pd

        frame = pd.read_csv(file, dtype=str, **options)
        shown = frame[columns].dropna(subset=columns[:1]).dropna(thresh=len(columns) - 2).tail(rows).fillna("")
        cells = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in shown.itertuples(index=False))
        head = "".join(f"<th>{escape(column)}</th>" for column in columns)
        said = f"{call}   # {len(frame)} rows, {len(frame.columns)} columns; {len(columns)} of them"
        return Picture(said, f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>")

    return picture


def parquet() -> Picture:
    """Parquet by DuckDB, as its shell prints it."""
    import duckdb

    query = """SELECT e.type, count(*) AS events, sum(e.sources) AS sources,
       count(*) FILTER (e.standing = 'disputed') AS disputed, min(e.first) AS first
FROM 'demo-parquet/events.parquet' e GROUP BY ALL ORDER BY events DESC, type LIMIT 10"""
    return Picture("duckdb.sql(query)", f"<pre>{escape(query)};\n\n{escape(str(duckdb.sql(query)))}</pre>")


def record() -> Picture:
    """A PLOVER record, as Python's json has it."""
    lines = Path("demo.jsonl").read_text("utf-8").splitlines()
    best = max(map(json.loads, lines), key=lambda each: len(each["dragoman"]["words"]))
    own = best.pop("dragoman")
    shown = pformat(best, width=78, sort_dicts=False)
    beside = "\n".join(f"{each['stands']:>8}  {each['name']} ({each['kind']})" for each in own["words"][:14])
    return Picture(
        'pprint.pp(json.loads(line))   # a line of demo.jsonl; below: its ["dragoman"]["words"], on whose word',
        f"<pre>{escape(shown)}</pre><pre style='margin-top:14px;padding-top:14px;border-top:1px solid #dcd7cc'>{escape(beside)}</pre>",
    )


def entities() -> Picture:
    """FollowTheMoney by its own library: how many of which schema, and one event with the labels of its schema."""
    from followthemoney import model

    with open("demo-ftm/entities.ftm.json", encoding="utf-8") as lines:
        every = {entity.id: entity for entity in (model.get_proxy(json.loads(line)) for line in lines)}
    counts: dict[str, int] = {}
    for each in every.values():
        counts[each.schema.plural] = counts.get(each.schema.plural, 0) + 1
    best = max((each for each in every.values() if each.schema.name == "Event"), key=lambda each: (len(list(each.itervalues())), each.id))
    said: dict[str, list[str]] = {}
    for prop, value in best.itervalues():
        named = every[value].caption if prop.type.name == "entity" and value in every else value
        said.setdefault(prop.label, []).append(named)
    listed = "".join(f'<li style="padding:3px 0">{name} <span class="soft">{number}</span></li>' for name, number in sorted(counts.items()))
    card = "".join(f"<dt>{escape(label)}</dt><dd>{escape('; '.join(some)[:420])}</dd>" for label, some in said.items())
    return Picture(
        f"followthemoney.model.get_proxy(json.loads(line))   # {len(every)} entities",
        f'<div class="two"><ul>{listed}</ul><div class="card"><span class="soft">{best.schema.label}</span>'
        f"<h2>{escape(best.caption)}</h2><dl>{card}</dl></div></div>",
    )


def annotations() -> Picture:
    """Web Annotations on the text that they select, the tags in the margin."""
    items = json.loads(Path("demo.jsonld").read_text("utf-8"))["items"]
    classified = [each for each in items if each["motivation"] == "classifying"]
    sources = [each["target"]["source"] for each in classified]
    source = max(sorted(set(sources)), key=sources.count)
    with open_case(Path("demo.case")) as case:
        text = json.loads(case.whole.reading(source.rpartition(":")[2]))["report"]["text"]
    marks, notes, done = [], [], 0
    for each in sorted(classified, key=_start):
        start, end = _start(each), each["target"]["selector"][0]["end"]
        if each["target"]["source"] != source or start < done or end > ANNOTATED:
            continue
        assert text[start:end] == each["target"]["selector"][1]["exact"]
        marks.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        tag, event = escape(each["body"][0]["value"]), each["body"][-1]
        word = escape(", ".join(event["dragoman:onTheWordOf"]))
        notes.append(f"<li><b>{tag}</b> “{escape(text[start:end])}”<br><span class='soft'>on the word of {word}</span></li>")
        done = end
    body = f"<div class='read'><p>{''.join(marks)}{escape(text[done:ANNOTATED])} …</p><ul>{''.join(notes[:9])}</ul></div>"
    return Picture('target["selector"]   # TextPositionSelector of demo.jsonld, on the report that it selects from', body)


ANNOTATED = 1000  # characters of the report that are shown


def _start(annotation: dict[str, Any]) -> int:
    return int(annotation["target"]["selector"][0]["start"])


def compared() -> Picture:
    """The page of a comparison: the larger invented case beside a few invented records."""
    case = made(Path("dam.case"), readings_of(DAM))
    run("compare", "dam.case", str(invented(case)), "--html", "compare.html")
    return Picture("", Path("compare.html").read_text("utf-8"), height=940)


def run(*words: str) -> None:
    """Runs a command of Dragoman."""
    done = CliRunner().invoke(commands, words)
    if done.exit_code:
        sys.exit(f"{' '.join(words)}: {done.output}")


POLECAT = ["Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Actor Name", "Recipient Name", "Source"]
ACLED = ["event_date", "disorder_type", "event_type", "sub_event_type", "actor1", "actor2", "source", "timestamp"]
UCDP = ["date_start", "side_a", "side_b", "low", "best", "high", "number_of_sources", "source_original"]
ICEWS = ["Event Date", "Source Name", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Publisher"]
WORDS = ["event", "stands", "source", "name", "kind", "basis"]
GDELT = {1: "SQLDATE", 6: "Actor1Name", 16: "Actor2Name", 26: "EventCode", 29: "QuadClass", 30: "GoldsteinScale", 32: "NumSources", 33: "NumArticles"}
NAMES = [GDELT.get(at, f"column {at + 1}") for at in range(61)]
TABS: dict[str, Any] = {"sep": "\t"}
ALL: dict[str, Callable[[], Picture]] = {
    "network": network,
    "geojson": atlas,
    "calendar": calendar,
    "polecat": sheet(
        "demo-polecat/events.tsv", 'pandas.read_csv("demo-polecat/events.tsv", sep="\\t", na_values="None")', POLECAT, na_values="None", **TABS
    ),
    "acled": sheet("demo-acled/events.csv", 'pandas.read_csv("demo-acled/events.csv")', ACLED),
    "ucdp": sheet("demo-ucdp/events.csv", 'pandas.read_csv("demo-ucdp/events.csv")', UCDP),
    "icews": sheet("demo-icews/events.tsv", 'pandas.read_csv("demo-icews/events.tsv", sep="\\t")', ICEWS, **TABS),
    "gdelt": sheet(
        "demo-gdelt/events.export.CSV",
        'pandas.read_csv("demo-gdelt/events.export.CSV", sep="\\t", names=COLUMNS)',
        list(GDELT.values()),
        names=NAMES,
        **TABS,
    ),
    "csv": sheet("demo-csv/words.csv", 'pandas.read_csv("demo-csv/words.csv")', WORDS),
    "parquet": parquet,
    "plover": record,
    "ftm": entities,
    "annotation": annotations,
    "brief": lambda: Picture("", Path("demo.html").read_text("utf-8"), height=720),
    "compare": compared,
}


def exported(folder: Path) -> None:
    """The demo in every format."""
    os.chdir(folder)
    made(folder / "demo.case", readings_of(EXAMPLES))
    for form in FORMATS:
        run("export", "demo.case", "--format", form)


def pictures(chosen: list[str]) -> Iterator[tuple[str, Picture]]:
    """The pictures by name."""
    with TemporaryDirectory() as folder:
        exported(Path(folder).resolve())
        for name in chosen or ALL:
            yield name, ALL[name]()
        os.chdir(ROOT)


def main() -> None:
    with chromium() as browser:
        for name, picture in pictures(sys.argv[1:]):
            page = browser.new_page(viewport={"width": WIDTH, "height": picture.height or 100}, reduced_motion="reduce")
            head = f'<p class="call">{escape(picture.call)}</p>'
            page.set_content(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{head}{picture.body}" if picture.call else picture.body)
            file = PICTURES / ("compare.png" if name == "compare" else f"export-{name}.png")
            page.screenshot(path=file, full_page=picture.height is None)
            page.close()
            size = file.stat().st_size
            print(f"{file.name}: {size:,} bytes")
            if size > MOST:
                sys.exit(f"{file.name} is larger than {MOST:,} bytes")


if __name__ == "__main__":
    main()
