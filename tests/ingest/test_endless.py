"""Files with one record of 60 MB between two good ones: it is told with its place, the others are read, and memory stays bounded."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.ingest.outside import GDELT

from .test_outside import POLECAT, gdelt, polecat
from .test_outside import ROW as EVENT

LONG = 60_000_000  # bytes: more than twice what a record of any format may have
BOUND = 200  # MB of memory, the program's own 60 to 80 with it: without a bound it would be 60 for each copy of the record
STORY = "Two dockers died on Monday when the wall of the new basin fell, the harbour office said."
READ = """
import json, re, sys
from pathlib import Path
from dragoman.ingest import take_in
from dragoman.ingest.outside import read_outside
from dragoman.model.errors import SourceError
read = read_outside if sys.argv[1] == "outside" else lambda path: take_in([path])
found = list(read(sys.argv[2]))
told = [str(each) for each in found if isinstance(each, SourceError)]
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])  # ru_maxrss would be of who started this as well
print(json.dumps([len(found) - len(told), told, peak // 1024]))
"""


class Endless(NamedTuple):
    """A file: `between` is the record that is too long, the words at its `|`; `place` is how its place is said."""

    name: str
    before: str
    between: str
    after: str
    place: str
    kind: str = "reports"
    long: int = LONG


def _line(**fields: str) -> str:
    return json.dumps(fields) + "\n"


def _item(id_: str, text: str) -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{id_}" version="1"><contentSet><inlineData contenttype="text/plain">{text}'
        "</inlineData></contentSet></newsItem>"
    )


def _page(text: str, more: int = 0) -> str:
    """A record of a web archive, of a page that is so many bytes longer than it says here."""
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>{text}</p></article></body></html>"
    length = len(body) - text.count("|") + more
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 1999-05-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )


FILES = (
    Endless("lines.jsonl", _line(text=STORY), '{"text": "|"}\n', _line(text=STORY), "line 2"),
    Endless("list.json", f'[{_line(text=STORY)},', '{"text": "|"},', _line(text=STORY) + "]", "record 2 (line 2)"),
    Endless(
        "ninjs.json", f'[{_line(uri="u:1", versioncreated="1931-05-04T10:00:00Z", body_text=STORY)},', '{"uri": "u:2", "body_text": "|"},',
        _line(uri="u:3", versioncreated="1931-05-04T10:00:00Z", body_text=STORY) + "]", "record 2 (line 2)",
    ),
    Endless("table.csv", f"id,text\n1,{json.dumps(STORY)}\n", "2,|\n", f"3,{json.dumps(STORY)}\n", "line 3"),
    Endless("table.tsv", f"id\ttext\n1\t{STORY}\n", "2\t|\n", f"3\t{STORY}\n", "line 3"),
    Endless("news.xml", f"<newsMessage><itemSet>{_item('u:1', STORY)}", _item("u:2", "|"), _item("u:3", STORY) + "</itemSet></newsMessage>", "item 2"),
    Endless(
        "feed.rss", f"<rss><channel><title>Halyard</title><item><guid>1</guid><description>{STORY}</description></item>\n",
        "<item><guid>2</guid><description>|</description></item>\n",
        f"<item><guid>3</guid><description>{STORY}</description></item></channel></rss>", "entry 2", long=3_000_000,
    ),
    Endless("pages.warc", _page(STORY), _page("|", LONG), _page(STORY), "http://a.example/"),
    Endless("polecat.tsv", "\t".join(POLECAT) + "\n" + polecat(**EVENT), "|\n", polecat(**EVENT), "line 3", "outside"),
    Endless(
        "gdelt.CSV", gdelt(GDELT, globaleventid="1", sqldate="19310504", eventcode="190"), "2\t|\n",
        gdelt(GDELT, globaleventid="3", sqldate="19310504", eventcode="190"), "line 2", "outside",
    ),
    Endless("events.csv", "id,day,plover\n1,1931-05-04,AID\n", "2,|\n", "3,1931-05-04,AID\n", "line 3", "outside"),
    Endless(
        "ngec.jsonl", _line(event_type="AID", pub_date="1931-05-04"), '{"event_type": "|"}\n', _line(event_type="AID", pub_date="1931-05-04"),
        "line 2", "outside",
    ),
)  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="how much memory it takes is known on Linux only")
@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_one_endless_record_between_two_others(file: Endless, tmp_path: Path) -> None:
    path = tmp_path / file.name
    begun, _, ended = file.between.partition("|")
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(file.before + begun)
        for _ in range(file.long // 1_000_000):
            out.write("wall " * 200_000)
        out.write(ended + file.after)
    done = subprocess.run([sys.executable, "-c", READ, file.kind, str(path)], capture_output=True, text=True, encoding="utf-8", check=True)
    read, told, peak = json.loads(done.stdout)
    assert read == 2
    (error,) = told
    assert file.name in error
    assert file.place in error
    assert peak < BOUND
