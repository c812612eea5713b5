"""The page of a report: its words with their marks, notes, citations, echoes; and texts that want to break it."""

import re
import time
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.reading import Reading
from dragoman.web import Serving, site
from dragoman.web.pages.report import ReportShown
from tests.keep.test_record import made as case_of
from tests.keep.test_record import readings
from tests.show.made import TEXT

from . import hostile
from .conftest import HERE


def reading_of(external_id: str) -> Reading:
    return next(each for each in readings() if each.report.external_id == external_id)


def shown(client: TestClient, path: str) -> ReportShown:
    return msgspec.json.decode(client.get(path, headers={"accept": "application/json"}).content, type=ReportShown)


def printed(page: str) -> list[str]:
    """The paragraphs of the text as a browser shows them."""
    from html import unescape

    return [unescape(re.sub(r"<[^>]*>", "", each)) for each in re.findall(r'<p class="printed" dir="auto">(.*?)</p>', page, re.DOTALL)]


@pytest.mark.parametrize("name", ["r01", "r17", "r41"])
def test_the_text_stands_as_printed(client: TestClient, name: str) -> None:
    report = reading_of(name).report
    assert printed(client.get(f"/report/{report.id}").text) == [line.strip() for line in report.text.split("\n") if line.strip()]


def test_words_lead_to_the_event_that_they_tell(client: TestClient, dam: Path) -> None:
    with open_case(dam) as case:
        event = case.look.happening("h-828b03d964e7")
    telling = event.tellings[0]
    page = client.get(f"/report/{telling.report}").text
    assert re.search(rf'<a href="/event/{event.id}"[^>]*data-event="{telling.id}"[^>]*data-at="{telling.start}">{telling.words}</a>', page)
    assert f'<a class="to" href="/event/{event.id}">12 sources, disputed</a>' in page


def test_every_citation_leads_to_an_anchor_without_a_script(client: TestClient) -> None:
    page = client.get(f"/report/{reading_of('r41').report.id}").text
    named = re.findall(r'id="([\d,-]+)"', page)
    assert len(named) == len(set(named)) > 20
    assert set(re.findall(r'class="cite" href="#([\d,-]+)"', page)) <= {*named}


def test_a_citation_slices_to_its_words(client: TestClient) -> None:
    report = reading_of("r41").report
    page = client.get(f"/report/{report.id}").text
    start, end = re.search(r'<a class="at" id="(\d+)-(\d+)"></a><a href="/event/[^"]+" class="cue event"', page).groups()  # type: ignore[union-attr]
    assert report.text[int(start) : int(end)] == "signed"


def test_an_echo_stands_beside_what_it_was_made_from(client: TestClient) -> None:
    copy, original = reading_of("r43").report, reading_of("r41").report
    noun = shown(client, f"/report/{copy.id}")
    assert noun.beside is not None
    assert noun.beside.other.id == original.id
    assert all(len(row.one) == len(row.other) == 1 for row in noun.beside.rows)
    page = client.get(f"/report/{original.id}?beside={copy.id}").text
    assert '<details id="beside" open>' in page
    assert page.count('<mark class="same">') >= 20
    assert "100% of its words are the other" in page


def test_versions_lead_to_each_other(tmp_path: Path) -> None:
    url = "https://gazette.example/1"
    some = [
        msgspec.structs.replace(each, report=msgspec.structs.replace(each.report, url=url, published=day))
        for each, day in zip(readings()[:2], ("2025-09-01", "2025-09-02"), strict=True)
    ]
    with TestClient(site(Serving(case=case_of(tmp_path / "v.case", some))), base_url=HERE) as client:
        old, new = (client.get(f"/report/{each.report.id}").text for each in some)
        assert "A later text at the same address has taken the place" in old
        assert f'<a href="/report/{some[1].report.id}">the text in force</a>' in old
        assert f'href="/report/{some[0].report.id}?' not in new
        assert f"beside={some[0].report.id}#beside" in new
        assert "/correct/add" in new
        assert "/correct/add" not in old


def test_none_and_several(client: TestClient) -> None:
    assert client.get("/report/r-nothing").status_code == 404
    assert client.get("/report/r-").status_code == 404
    assert client.get(f"/report/{reading_of('r41').report.id[:9]}").status_code == 200
    assert client.get(f"/report/{reading_of('r41').report.id}?beside=r-nothing").status_code == 404


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of what wants to break the pages."""
    return case_of(tmp_path_factory.mktemp("wild") / "wild.case", hostile.invented())


def test_nothing_hostile_is_markup(wild: Path) -> None:
    with TestClient(site(Serving(case=wild)), base_url=HERE) as client:
        with open_case(wild) as case:
            events = sorted({owner for _, owner in case.record.placed(case.record.keys_in(hostile.MADE)).values() if owner and owner[0] in "hn"})
        pages = [client.get(f"/report/{each}") for each in (hostile.MADE, hostile.COPY)] + [client.get(f"/event/{each}") for each in events]
        assert len(pages) > 3
        for page in pages:
            assert page.status_code == 200
            assert "<script>window" not in page.text
            assert "<img" not in page.text
            assert 'href="javascript:' not in page.text
            assert not {"\u202e", "\x1b"} & set(page.text)
            assert " style=" not in page.text


def test_an_endless_line(wild: Path) -> None:
    with TestClient(site(Serving(case=wild)), base_url=HERE) as client:
        client.get(f"/report/{hostile.EMPTY}")
        begin = time.perf_counter()
        page = client.get(f"/report/{hostile.LONG}?beside={hostile.MADE}")
        assert page.status_code == 200
        assert len(page.content) > len(hostile.LINE)
        assert time.perf_counter() - begin < 5


def test_an_empty_report(wild: Path) -> None:
    with TestClient(site(Serving(case=wild)), base_url=HERE) as client:
        assert "There is no text to read" in client.get(f"/report/{hostile.EMPTY}").text


def test_the_made_text_is_whole(wild: Path) -> None:
    with TestClient(site(Serving(case=wild)), base_url=HERE) as client:
        page = client.get(f"/report/{hostile.MADE}").text
        found = printed(page)[: len(TEXT.split("\n\n"))]
        assert [re.sub(r"[\ufffd\u202a-\u202e\x1b]", "", each) for each in found] == [
            re.sub(r"[\u202a-\u202e\x1b]", "", each) for each in TEXT.split("\n\n")
        ]
