"""The first page: its numbers are those of the case, its window cuts all of it, its links lead to the right lists; and the news."""

import html
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.keep import Case, open_case
from dragoman.model.happening import Happening
from dragoman.model.link import DayCount
from dragoman.model.plover import QUADS, in_plover
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, site
from dragoman.web.pages.asking import Span
from dragoman.web.pages.situation import Situation, lately, window

from .conftest import HERE

FIRST, NEWEST = date(2025, 9, 2), date(2025, 10, 21)
WINDOW = {"since": "2025-09-10", "until": "2025-09-25"}


def situation(client: TestClient, **asked: str) -> Situation:
    answer = client.get("/", params={**asked, "format": "json"})
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Situation)


def happened(case: Case, since: date, until: date) -> list[Happening]:
    """What happened between two days, counted on its last day."""
    every = case.look.happenings(Wanted(limit=10_000))
    return [each for each in every if since.toordinal() <= (each.last or each.first or each.first_told or 0) <= until.toordinal()]


@pytest.mark.parametrize("asked", [{}, WINDOW, {"since": "2025-09-02"}, {"by": "month"}, {"by": "week"}, {**WINDOW, "by": "week"}])
def test_the_timeline_counts_the_events_of_the_case(client: TestClient, dam: Path, asked: dict[str, str]) -> None:
    page = situation(client, **asked)
    assert page.since
    assert page.until
    assert page.timeline
    with open_case(dam) as case:
        expected = happened(case, page.since, page.until)
    assert expected
    counted: Counter[str] = Counter()
    for each in page.timeline.bins:
        counted.update(each.numbers)
        inside = [one for one in expected if each.since.toordinal() <= (one.last or one.first or one.first_told or 0) <= each.until.toordinal()]
        assert each.total == len(inside)
        assert each.tension == pytest.approx(-sum((one.intensity or 0) * one.certainty for one in inside), abs=0.01)
    assert counted == Counter(QUADS[each.type] for each in expected if in_plover(each.type))
    assert [page.timeline.bins[0].since, page.timeline.bins[-1].until] == [page.since, page.until]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Span(), (date(2025, 9, 22), NEWEST)),
        (Span(since=FIRST), (FIRST, NEWEST)),
        (Span(until=date(2025, 9, 20)), (FIRST, date(2025, 9, 20))),
        (Span(until=date(2025, 10, 20)), (date(2025, 9, 21), date(2025, 10, 20))),
        (Span(since=date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 1, 1))),
        (Span(since=NEWEST, until=FIRST), (FIRST, NEWEST)),
        (Span(until=date(1, 1, 1)), (date(1, 1, 1), date(1, 1, 1))),
    ],
)
def test_the_window(asked: Span, expected: tuple[date, date]) -> None:
    assert window(asked, FIRST, NEWEST) == expected


@pytest.mark.parametrize(("most", "expected"), [(100, 1), (12, 1), (11, 2), (8, 2), (7, 4), (4, 4), (0, 4)])
def test_of_many_events_the_last_days_are_counted(most: int, expected: int) -> None:
    numbers = [(1, 4), (3, 2), (3, 2), (4, 4)]
    counts = [DayCount(day=day, of=None, number=number, weight=0) for day, number in numbers]
    assert lately(counts, date.fromordinal(1), most).toordinal() == expected


def test_a_month_of_little_news_begins_earlier() -> None:
    enough = date(2025, 9, 10).toordinal()
    assert window(Span(), FIRST, NEWEST, enough) == (date(2025, 9, 10), NEWEST)
    assert window(Span(), FIRST, NEWEST, NEWEST.toordinal()) == window(Span(), FIRST, NEWEST)
    assert window(Span(until=NEWEST), FIRST, NEWEST, enough) == window(Span(until=NEWEST), FIRST, NEWEST)


def test_a_short_case_is_shown_whole() -> None:
    assert window(Span(), date(2025, 10, 1), date(2025, 10, 21)) == (date(2025, 10, 1), date(2025, 10, 21))


@pytest.mark.parametrize("asked", [{"since": "soon"}, {"until": "2025-02-30"}, {"by": "year"}])
def test_what_cannot_be_asked_is_said(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get("/", params=asked)
    assert answer.status_code == 400
    assert "use the form" in answer.text


@pytest.mark.parametrize("asked", [{"since": "0001-01-01", "until": "9999-12-31"}, {"since": "9999-12-31"}, {"until": "0001-01-01", "by": "week"}])
def test_any_window_is_drawn(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get("/", params=asked)
    assert answer.status_code == 200
    assert answer.text.count('class="bin"') <= 270


def test_the_window_cuts_everything(client: TestClient, dam: Path) -> None:
    page = situation(client, **WINDOW)
    since, until = (date.fromisoformat(each).toordinal() for each in WINDOW.values())
    assert page.changed
    assert all((page.events, page.changed.disputed, page.changed.settled, page.silences, page.headlines))
    with open_case(dam) as case:
        kept = [each for each in case.reports() if WINDOW["since"] <= (each.published or "") <= WINDOW["until"]]
        copies = {each.report for each in case.echoes() if each.how != "update"}
        told = [each for each in case.look.happenings(Wanted(limit=10_000)) if since <= (each.first_told or 0) <= until]
        contests = [each for _, each in case.look.contests(Wanted(limit=10_000)) if since <= (each.arose or 0) <= until]
        settled = [each for each in case.look.dues(Wanted(limit=10_000)) if since <= (each.closed or 0) <= until]
    assert page.changed.reports == len(kept)
    assert page.changed.echoes == sum(each.id in copies for each in kept)
    assert page.changed.events == len(told)
    assert page.changed.disputes == sum(each.moved is None for each in contests)
    assert page.changed.figures == sum(each.moved is not None for each in contests)
    assert page.changed.outcomes == len(settled)
    assert all(since <= (each.happening.last or 0) and (each.happening.first or each.happening.last or 0) <= until for each in page.events)
    assert all(WINDOW["since"] <= (each.published or "") <= WINDOW["until"] for each in page.silences)


def test_a_dispute_arises_when_the_second_side_is_told(client: TestClient) -> None:
    page = situation(client, since="2025-09-02")
    assert page.changed
    for each in (*page.changed.disputed, *page.changed.moved):
        days = sorted(side.first for side in each.contest.sides if side.first)
        assert each.contest.arose == (days[1] if each.contest.moved is None else days[-1])


def listed(client: TestClient, link: str) -> list[dict[str, Any]]:
    answer = client.get(link, headers={"accept": "application/json"})
    assert answer.status_code == 200, link
    events: list[dict[str, Any]] = answer.json()["events"]
    return events


def test_a_bar_leads_to_its_events(client: TestClient, dam: Path) -> None:
    bars = re.findall(r'<a class="bin" href="([^"]+)" data-since="([^"]+)" data-until="([^"]+)"><title>([^<]*)</title>', client.get("/").text)
    assert len(bars) > 30, "the last hundred events began earlier than the last thirty days"
    with open_case(dam) as case:
        for link, since, until, says in bars:
            found = {each["happening"]["id"] for each in listed(client, link.replace("&amp;", "&"))}
            expected = {each.id for each in happened(case, date.fromisoformat(since), date.fromisoformat(until))}
            assert expected <= found
            assert (f": {len(expected)} event" in says) if expected else ("no event" in says)


def test_the_new_events_are_those_listed(client: TestClient) -> None:
    page = situation(client, **WINDOW)
    link = re.search(r'href="(/events\?told_since=[^"]+)"', client.get("/", params=WINDOW).text)
    assert link
    assert page.changed
    found = [each for skip in (0, 50, 100) for each in listed(client, f"{link[1].replace('&amp;', '&')}&skip={skip}")]
    assert len({each["happening"]["id"] for each in found}) == len(found) == page.changed.events


@pytest.mark.parametrize("page", ["/", "/?since=2025-09-02", "/news"])
def test_every_link_leads_somewhere(client: TestClient, page: str) -> None:
    links = {html.unescape(link) for link in re.findall(r'(?:href|data-src)="(/[^"]*)"', client.get(page).text)}
    assert len(links) > 50
    assert [link for link in sorted(links) if client.get(link.split("#")[0]).status_code != 200] == []


@pytest.mark.parametrize(
    ("begins", "rows", "seen"),
    [
        ("/reports?since", lambda given: given["reports"], lambda page: page.changed.reports),
        ("/ahead?outcome=overdue", lambda given: given["outcomes"][0]["dues"], lambda page: len(page.overdue)),
        ("/disputes?kind=figure", lambda given: given["disputes"], lambda page: page.changed.figures),
    ],
)
def test_a_heading_leads_to_its_list(client: TestClient, begins: str, rows: Callable[[Any], list[Any]], seen: Callable[[Situation], int]) -> None:
    link = re.search(rf'href="({re.escape(begins)}[^"]*)"', client.get("/", params=WINDOW).text)
    assert link
    found = rows(client.get(html.unescape(link[1]), headers={"accept": "application/json"}).json())
    assert len(found) >= seen(situation(client, **WINDOW)) > 0


def test_numbers_are_a_table_as_well(client: TestClient) -> None:
    page = situation(client)
    assert page.timeline
    table = client.get("/").text.split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in table.split("</tr>") if "<td" in row]
    assert [int(row[-2]) for row in rows] == [each.total for each in reversed(page.timeline.bins) if each.total]
    assert all(sum(int(cell) for cell in row[:4]) == int(row[-2]) for row in rows)


def test_who_acts_and_how_they_stand_are_of_the_window(client: TestClient, dam: Path) -> None:
    page = situation(client, **WINDOW)
    whole = situation(client, since="2025-09-02")
    assert page.network
    assert whole.network
    with open_case(dam) as case:
        parties = case.links.parties(each.id for each in happened(case, date(2025, 9, 10), date(2025, 9, 25)))
    done = Counter(party.entity for some in parties.values() for party in some if party.role == "actor")
    assert [each.done for each in page.actors] == sorted(done.values(), reverse=True)[: len(page.actors)]
    assert page.network.ties != whole.network.ties
    assert all(date(2025, 9, 10) <= each.first <= each.last <= date(2025, 9, 25) for each in page.network.ties)
    assert {end for each in page.network.ties for end in (each.source, each.target)} <= page.network.names.keys()
    text = client.get("/", params=WINDOW).text
    assert all(f'href="/actor/{each.entity}"' in text for each in page.actors)


def test_damaged_texts_are_named(client: TestClient) -> None:
    page = situation(client)
    assert page.damaged[0].integrity < 0.6
    assert f"/report/{page.damaged[0].report}" in client.get("/").text


def test_an_empty_case_says_what_to_do(tmp_path: Path) -> None:
    with open_case(tmp_path / "new.case", create=True, write=True):
        pass
    with TestClient(site(Serving(case=tmp_path / "new.case")), base_url=HERE) as client:
        assert 'href="/add"' in client.get("/").text
        assert situation(client).timeline is None


def news(client: TestClient, **asked: str) -> list[Happening]:
    answer = client.get("/news", params={**asked, "format": "json"})
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(msgspec.json.encode(answer.json()["news"]), type=list[Happening])


def test_news_are_found_by_their_words_days_and_outlets(client: TestClient) -> None:
    every = news(client)
    assert len(every) > 5
    assert all(each.id.startswith("n-") and len(each.reports) > 1 for each in every)
    some = news(client, actor="ceasefire")
    assert {each.id for each in some} < {each.id for each in every}
    assert all(any("ceasefire" in telling.words.lower() for telling in each.tellings) for each in some)
    assert [each for each in every if len(each.origins) >= 2] == news(client, min_sources="2") != []
    early = news(client, until="2025-09-10")
    assert 0 < len(early) < len(every)
    assert all((each.first or each.last or 0) <= date(2025, 9, 10).toordinal() for each in early)
    assert [len(each.origins) for each in news(client, sort="sources")] == sorted((len(each.origins) for each in every), reverse=True)


def test_the_page_of_news_links_each_head_to_its_words(client: TestClient) -> None:
    text = client.get("/news").text
    for each in news(client):
        assert f'href="/event/{each.id}"' in text
        for telling in each.tellings:
            assert f'href="/report/{telling.report}#{telling.start}-{telling.end}"' in text
