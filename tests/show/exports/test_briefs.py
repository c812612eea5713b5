"""The brief as Markdown and HTML: what reports say stays text."""

from typing import Any

from lxml import html as parsed
from markdown_it import MarkdownIt

from dragoman.model.wanted import Wanted

from .made import NASTY, Few, due, event, written

CASE = [event(1).happening, event(2, who="<script>alert(1)</script>", whom="*[x](javascript:y)* | `z`").happening]


class Looks:
    """A case with two events and one thing due."""

    def __init__(self) -> None:
        self.asked: list[Wanted] = []

    def counts(self) -> str:
        return "2 reports <of> today"

    def today(self) -> None:
        return None

    def happenings(self, wanted: Wanted) -> Any:
        self.asked.append(wanted)
        return CASE

    def dues(self, wanted: Wanted) -> Any:
        return [due().due] if wanted.status == "pending" else []

    def doubtful(self, *_: Any) -> Any:
        return []

    def contests(self, *_: Any) -> Any:
        return []

    entities = silences = contests


def test_markdown_is_a_table_of_text() -> None:
    raw = written("markdown", Few(look=Looks()))[0]["brief.md"].decode("utf-8")
    page = parsed.fromstring(MarkdownIt("commonmark").enable("table").render(raw))
    assert [head.text_content() for head in page.iter("h2")] == ["Last events", "Best founded", "Still to come"]
    assert not list(page.iter("script", "a", "em", "code"))
    cells = [cell.text_content() for cell in page.iter("td")]
    assert "<script>alert(1)</script>" in cells
    assert "*[x](javascript:y)* | `z`" in cells
    assert any(cell == " ".join(NASTY.split()) for cell in cells)
    for table in page.iter("table"):
        assert len({len(list(row)) for row in table.iter("tr")}) == 1


def test_html_asks_nothing_of_the_network_and_runs_nothing() -> None:
    raw = written("html", Few(look=Looks()))[0]["brief.html"]
    page = parsed.document_fromstring(raw.decode("utf-8"))
    assert not list(page.iter("script", "img", "link", "iframe"))
    assert not page.xpath("//@src | //@href | //@onclick")
    assert b"default-src 'none'" in raw
    assert "<script>alert(1)</script>" in [cell.text_content() for cell in page.iter("td")]
    assert [head.text_content() for head in page.iter("h2")] == ["Last events", "Best founded", "Still to come"]


def test_filters_hold_for_its_events() -> None:
    looks = Looks()
    some = Few(look=looks)
    some.wanted = Wanted(type="ASSAULT", since="2025-09-01", min_sources=3)
    written("markdown", some)
    assert {(each.type, each.since, each.min_sources) for each in looks.asked} == {("ASSAULT", "2025-09-01", 3)}
