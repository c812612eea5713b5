"""NewsML-G2: each item of text a report, with what the wire says of it; safe whatever the file declares."""

import io
from pathlib import Path

import pytest

from dragoman.ingest import take_in
from dragoman.ingest.cutting import xml_elements
from dragoman.ingest.newsml import is_newsml, read_newsml
from dragoman.ingest.reports import Defaults
from dragoman.model.errors import SourceError
from dragoman.model.text import Report

XML = '<?xml version="1.0" encoding="{}"?>\n'
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline>
<hl1>Wall falls</hl1></hedline><byline>By Orla Quist</byline></body.head><body.content><p>The harbour <em>wall</em> at Elda
fell.</p><media><media-caption>The wall.</media-caption></media><hl2>Dead</hl2><p>Two dockers died.</p></body.content></body></nitf></inlineXML>"""
XHTML = '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML>'


def item(
    content: str = NITF, *, guid: str = "urn:newsml:halyard.example:1", meta: str = "", kind: str = "ninat:text", headline: str = "Wall falls"
) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" standard="NewsML-G2" xml:lang="en">
    <rightsInfo><copyrightHolder><name>Rights Ltd</name></copyrightHolder></rightsInfo>
    <itemMeta><itemClass qcode="{kind}"/>{meta or '<provider qcode="nprov:HAL"><name>Halyard</name></provider>'}
    <versionCreated>1931-05-05T01:10:00+02:00</versionCreated></itemMeta>
    <contentMeta><contentCreated>1931-05-04T23:00:00+02:00</contentCreated><headline>{headline}</headline>
    <description>The wall at Elda fell.</description></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def message(*items: str) -> str:
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>1931-05-05</sent></header><itemSet>{"".join(items)}</itemSet></newsMessage>'


def taken(xml: str, encoding: str = "utf-8") -> list[Report | SourceError]:
    data = (XML.format(encoding) + xml).encode(encoding)
    return list(read_newsml(io.BytesIO(data).read, data[:4096], "in/a.xml", "a.xml", Defaults()))


def one(xml: str, encoding: str = "utf-8") -> Report:
    (report,) = taken(xml, encoding)
    assert isinstance(report, Report), report
    return report


def test_an_item_with_nitf() -> None:
    report = one(item())
    assert report.text == "The harbour wall at Elda fell.\n\nDead\n\nTwo dockers died."
    assert (report.headline, report.published, report.outlet) == ("Wall falls", "1931-05-05", "Halyard")
    assert (report.external_id, report.url, report.repairs) == ("urn:newsml:halyard.example:1", "urn:newsml:halyard.example:1", ())


def test_other_contents() -> None:
    assert one(item(XHTML)).text == "One.\n\nTwo."
    assert one(item('<inlineData contenttype="text/plain">One.\n\nTwo &lt; 3.</inlineData>')).text == "One.\n\nTwo < 3."
    assert one(item('<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>')).text == "One.\n\nTwo."
    summary = one(item('<remoteContent href="http://h.example/1.jpg"/>'))
    assert (summary.text, summary.repairs[0].kind) == ("The wall at Elda fell.", "excerpt")


@pytest.mark.parametrize(
    ("meta", "outlet"),
    [
        ('<provider literal="HALYARD"/>', "HALYARD"),
        ('<provider qcode="nprov:HAL"/>', "HAL"),
        ('<provider uri="http://www.halyard.example/about"/>', "Rights Ltd"),
    ],
)
def test_who_provides_it(meta: str, outlet: str) -> None:
    assert one(item(meta=meta)).outlet == outlet


def test_a_page_of_the_item_is_its_address() -> None:
    link = '<provider literal="H"/><link rel="irel:seeAlso" href="http://h.example/2"/><link rel="irel:hasAltRep" href="http://h.example/1"/>'
    assert one(item(meta=link)).url == "http://h.example/1"


def test_a_message_gives_its_texts_and_leaves_the_rest() -> None:
    picture = item('<remoteContent href="x.jpg"/>', kind="ninat:picture")
    withdrawn = item(meta='<pubStatus qcode="stat:canceled"/>', headline="Wall stands")
    empty = item("", headline="").replace("<description>The wall at Elda fell.</description>", "")
    results = taken(message(item(guid="u:1"), picture, withdrawn, empty, item(guid="u:2")))
    assert [result.external_id if isinstance(result, Report) else str(result) for result in results] == [
        "u:1",
        "in/a.xml, item 3 (line 14) (“Wall stands”): is canceled: its provider has taken it back",
        "in/a.xml, item 4 (line 21): has no text within it; give the file that its content is in",
        "u:2",
    ]


def test_no_text_at_all() -> None:
    with pytest.raises(SourceError, match=r"without an item of text \(graphic 1, picture 2\)"):
        taken(message(*(item(kind=f"ninat:{kind}") for kind in ("picture", "graphic", "picture"))))
    with pytest.raises(SourceError, match="without an item of text;"):
        taken('<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/"><conceptSet/></knowledgeItem>')


def test_prefixes_declared_around_it() -> None:
    prefixed = item().replace("<", "<n:").replace("<n:/", "</n:").replace('xmlns="http://iptc.org/std/nar/2006-10-01/"', "")
    around = f'<n:newsMessage xmlns:n="http://iptc.org/std/nar/2006-10-01/"><n:itemSet>{prefixed}</n:itemSet></n:newsMessage>'
    assert one(around).text.startswith("The harbour wall at Elda fell.")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    assert one(item(headline="Café brûlé"), encoding).headline == "Café brûlé"


def test_wide_encodings_by_their_mark(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes((XML.format("utf-16") + item(headline="Café")).encode("utf-16"))
    (report,) = take_in([str(tmp_path / "a.xml")])
    assert isinstance(report, Report)
    assert report.headline == "Café"


def test_entities_of_the_file_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
    hostile = f'<!DOCTYPE newsItem [{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>' + item().replace("Two dockers", "Two&nbsp;&e11;&file; dockers")
    report = one(hostile)
    assert "boom" not in report.text
    assert "s3cret" not in report.text
    assert "Two\xa0&e11;&file; dockers died." in report.text


def test_one_bad_item_does_not_stop_the_rest() -> None:
    crossed = item(guid="u:2").replace("</em>", "</i>")
    results = taken(message(item(guid="u:1"), crossed, item(guid="u:3")))
    assert [result.external_id for result in results if isinstance(result, Report)] == ["u:1", "u:2", "u:3"]
    (note,) = (flag.note for result in results if isinstance(result, Report) for flag in result.repairs)
    assert note.startswith("not well-formed XML (line 15, column ")


def test_a_file_that_breaks_off() -> None:
    whole = message(item(guid="u:1"), item(guid="u:2"))
    first, last = taken(whole[: whole.rindex("died.")])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.repairs, last.text.endswith("Two dockers")) == ((), True)
    assert [(flag.kind, flag.note) for flag in last.repairs] == [("excerpt", "the file breaks off within this item")]


def test_elements_are_cut_wherever_the_chunks_end() -> None:
    data = message(item(guid="u:1"), "<newsItemized/>", item(guid="u:2")).encode()
    whole = [piece.data for piece in xml_elements(io.BytesIO(data).read, "newsItem")]
    assert len(whole) == 2
    for size in (1, 7, 100, 1000):
        stream = io.BytesIO(data)
        assert [piece.data for piece in xml_elements(lambda _, size=size, stream=stream: stream.read(size), "newsItem")] == whole  # type: ignore[misc]


def test_an_item_that_is_too_long_is_left_out() -> None:
    data = message(item(guid="u:1"), item(f"<p>{'x' * 5000}</p>" * 40), item(guid="u:2")).encode()
    stream = io.BytesIO(data)
    pieces = list(xml_elements(lambda _: stream.read(1000), "newsItem", 8000))
    assert [(piece.fate, bool(piece.data)) for piece in pieces] == [("whole", True), ("long", False), ("whole", True)]


@pytest.mark.parametrize(
    "head",
    [b'<newsItem guid="u">', b'<?xml version="1.0"?>\n<!-- a --><n:newsMessage xmlns:n="x">', "<newsItem>".encode("utf-16"), b"<!DOCTYPE newsItem [<!ENTITY a 'b'>]><newsItem>"],
)  # fmt: skip
def test_it_is_told_by_its_root(head: bytes) -> None:
    assert is_newsml(head)


@pytest.mark.parametrize("head", [b"", b"<newsItems>", b"newsItem", b"<rss><newsItem>", b"The <newsItem> element"])
def test_other_roots(head: bytes) -> None:
    assert not is_newsml(head)


@pytest.mark.parametrize("name", ["a.xml", "a", "a.g2"])
def test_by_content_and_not_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(XML.format("utf-8") + message(item(guid="u:1"), item(guid="u:2")))
    assert [report.external_id for report in take_in([str(tmp_path / name)]) if isinstance(report, Report)] == ["u:1", "u:2"]
