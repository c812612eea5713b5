"""The page of an event: everything that it rests on, and where it went."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.keep import open_case
from dragoman.model.happening import Happening
from dragoman.model.wanted import Wanted
from dragoman.pipeline import Corrector, rebuild
from dragoman.web import Serving, site
from dragoman.web.marks import amount
from dragoman.web.pages.event import EventShown, Told
from dragoman.web.steps import steps

from .conftest import HERE

STORM = "h-828b03d964e7"  # the storming of the pumping station: denied, with other tolls, told by many and copied


def shown(client: TestClient, id_: str, **asked: object) -> EventShown:
    query = "".join(f"&{name}={value}" for name, value in asked.items())
    return msgspec.json.decode(client.get(f"/event/{id_}?format=json{query}").content, type=EventShown)


@pytest.fixture(scope="module")
def storm(client: TestClient) -> EventShown:
    return shown(client, STORM)


@pytest.fixture(scope="module")
def page(client: TestClient) -> str:
    return client.get(f"/event/{STORM}").text


def test_each_telling_stands_once_copies_under_their_original(storm: EventShown) -> None:
    own = [passage.telling.key for carrier in storm.carriers for passage in carrier.passages]
    repeats = [one.telling.key for carrier in storm.carriers for passage in carrier.passages for one in passage.repeats]
    assert sorted((*own, *repeats)) == sorted(each.key for each in storm.happening.tellings)
    assert len(repeats) == 12
    assert all(one.echo is not None and one.echo.of for carrier in storm.carriers for passage in carrier.passages for one in passage.repeats)


def test_the_trigger_is_bold_in_its_sentence(storm: EventShown, page: str) -> None:
    for carrier in storm.carriers:
        for passage in carrier.passages:
            start, end = passage.focus
            assert passage.telling.quote[start:end] == " ".join(passage.telling.words.split())
    assert "Gunmen <b>stormed</b> a pumping station in the river town of Tamsoke" in page


def test_of_equal_words_the_telling_one_is_bold(client: TestClient, dam: Path) -> None:
    """Wherever a sentence has the trigger's word twice, the bold one is that at the telling's place."""
    tried = 0
    with open_case(dam) as case:
        for about in case.look.happenings(Wanted(limit=10**4)):
            if any(each.quote.count(each.words) > 1 for each in about.tellings):
                for carrier in shown(client, about.id).carriers:
                    for passage in carrier.passages:
                        telling, text = passage.telling, case.reading(carrier.report.id).report.text
                        if telling.quote.count(telling.words) > 1:
                            tried += 1
                            before = " ".join(text[: telling.start].split())[-20:]
                            assert telling.quote[: passage.focus[0]].rstrip().endswith(before[-min(20, passage.focus[0] - 1) :])
    assert tried > 0


def test_every_word_leads_to_its_place(storm: EventShown, page: str, dam: Path) -> None:
    with open_case(dam) as case:
        for report, start, end in re.findall(r'href="/report/(r-\w+)#(\d+)-(\d+)">in its place', page):
            assert case.reading(report).report.text[int(start) : int(end)].strip()
        for dispute in storm.disputes:
            for each in dispute.quoted:
                assert each.start is not None
                words = " ".join(case.reading(each.report).report.text[each.start : each.end].split())
                assert words.startswith(each.quote.removesuffix(" …"))


def test_on_whose_word(page: str) -> None:
    assert "Twelve independent sources, one of them unnamed, two with direct knowledge; denied by Free Ulvane Movement" in page
    assert re.search(r'<li class="source denies">denied by <bdi>Free Ulvane Movement</bdi>', page)
    assert re.search(r"<bdi>Marta Ilk</bdi>\s*<ul><li>with direct knowledge</li></ul>", page)
    assert '<a href="/actor/x-' in page


def test_sources_are_heard_in_reports_that_the_page_has(storm: EventShown) -> None:
    carried = {each.report.id for each in storm.carriers}
    assert set(storm.heard) == {each.key for each in storm.happening.origins}
    assert all(reports and carried.issuperset(reports) for reports in storm.heard.values())


def test_disputes_have_their_sides(page: str) -> None:
    assert page.count('class="contest"') == 3
    assert "12+ → 17 → 19 → 6" in page
    assert "<h4><bdi>Low Bank Guard</bdi></h4>" in page


def test_figures_in_the_order_of_telling(storm: EventShown, page: str) -> None:
    killed = [each for each in storm.figures if each.kind == "killed"]
    assert [(amount(each.low, each.high), each.by) for each in killed][:3] == [
        ("12+", "interior ministry"),
        ("17+", "Orvany"),
        ("19", "provincial health office"),
    ]
    assert '<svg class="steps"' in page
    assert all(each.by for each in storm.figures)


def test_why_it_was_read_so_and_what_joined_it(storm: EventShown, page: str) -> None:
    explained = [passage.explanation for carrier in storm.carriers for passage in carrier.passages]
    assert all(each is not None and each.reasons for each in explained)
    assert "says ASSAULT; as in:" in page
    keys = {each.key for each in storm.happening.tellings}
    assert storm.joins
    assert all({each.one, each.other} <= keys for each in storm.joins)
    assert [each.points for each in storm.joins] == sorted((each.points for each in storm.joins), reverse=True)


def test_near_events_are_others(storm: EventShown) -> None:
    assert STORM not in {each.happening.id for each in storm.near}
    compared = [each.points for each in storm.near if each.points is not None]
    assert compared == sorted(compared, reverse=True)
    assert any(each.points is None and each.happening.type == "ASSAULT" for each in storm.near)


def test_a_page_holds_a_part(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.web.pages import event

    whole = shown(client, STORM).carriers
    monkeypatch.setattr(event, "STEP", 5)
    first, second = shown(client, STORM), shown(client, STORM, skip=5)
    assert first.more
    assert [each.report.id for each in (*first.carriers, *second.carriers)] == [each.report.id for each in whole[:10]]


def test_news(client: TestClient, dam: Path) -> None:
    with open_case(dam) as case:
        news = case.look.news(Wanted(limit=1))[0]
    page = client.get(f"/event/{news.id}").text
    assert "<h1><bdi>Orvany and the Free Ulvane Movement signed a ceasefire" in page
    assert "/correct/" not in page
    assert page.count('<li class="outlet"') == 1
    assert "and 2 echoes that only repeat it" in page


def test_none(client: TestClient) -> None:
    answer = client.get("/event/h-nothing")
    assert answer.status_code == 404
    assert "no event begins so" in answer.text


def two(path: Path) -> tuple[Happening, Happening]:
    with open_case(path) as case:
        some = [each for each in case.look.happenings(Wanted(limit=10**4)) if len(each.reports) > 1]
    return some[0], some[1]


def test_an_old_id_leads_to_what_it_went_into(dam: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(dam, tmp_path / "c.case"))
    one, other = two(file)
    with open_case(file, write=True) as case:
        Corrector(case, "ana").merge(one.id, other.id)
        kept, gone = (one.id, other.id) if case.corrections.went(other.id) else (other.id, one.id)
        with TestClient(site(Serving(case=file)), base_url=HERE, follow_redirects=False) as client:
            answer = client.get(f"/event/{gone}?format=json")
            assert (answer.status_code, answer.headers["location"]) == (307, f"/event/{kept}?format=json")
            Corrector(case, "ana").undo(1)
            assert client.get(f"/event/{gone}").status_code == 200


def test_an_event_that_went_into_nothing_says_so(dam: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(dam, tmp_path / "c.case"))
    with open_case(file, write=True) as case:
        report = next(iter(case.reports()))
        text = case.reading(report.id).report.text
        Corrector(case, "ana").add(report.id, text[10:30], "AID")
        added = case.corrections.changes(case.corrections.last_change() - 1)[0].id
        Corrector(case, "ana").undo(1)
        list(rebuild(case))
    with TestClient(site(Serving(case=file)), base_url=HERE) as client:
        answer = client.get(f"/event/{added}")
        assert answer.status_code == 404
        assert "nothing has taken its place" in answer.text


def told(*figures: tuple[int | None, int | None, int | None]) -> list[Told]:
    return [Told(kind="killed", low=low, high=high, day=day, by="", outlet="", report="r", start=0, end=1) for day, low, high in figures]


def test_steps_rise_and_fall_with_the_figures() -> None:
    picture = steps(told((700, 5, None), (701, 10, 10), (703, 8, 12)))
    assert picture is not None
    first, second, third = picture.dots
    assert first.x < second.x < third.x
    assert second.y < third.y < first.y
    assert third.top < third.y
    assert (first.open, second.open) == (True, False)
    assert picture.path.startswith(f"M{first.x} {first.y}H{second.x}V{second.y}")


def test_figures_that_are_open_at_the_top_stand_beside_those_that_are_not() -> None:
    picture = steps(told((700, 31, 31), (700, 31, None), (701, None, 44), (702, 44, 44)))
    assert picture is not None
    assert [each.open for each in picture.dots] == [False, True, False, False]
    assert {each.number for each in picture.dots} == {0, 1, 2, 3}


@pytest.mark.parametrize("figures", [[], [(700, 5, 5), (701, 6, 6)], [(700, 5, 5)] * 4, [(None, 5, 5), (700, 6, 6), (701, 7, 7)]])
def test_few_figures_need_no_picture(figures: list[tuple[int | None, int | None, int | None]]) -> None:
    assert steps(told(*figures)) is None
