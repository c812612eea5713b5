"""Corrections by the forms of the pages: each changes what it says, leads to what it left, and is taken back."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.keep import Case, open_case
from dragoman.model.happening import Happening
from dragoman.model.wanted import Wanted
from dragoman.web import Serving, site
from tests.keep.test_record import record

from .conftest import HERE

Form = dict[str, str]


class Desk:
    """A case of one's own with its site, and the token of its forms."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.client = TestClient(site(Serving(case=file, author="ana")), base_url=HERE)
        with open_case(file) as case:
            self.event = next(each for each in case.look.happenings(Wanted(limit=10**4)) if len(own(case, each)) > 1)
        self.token = re.search(r'name="token" value="([^"]+)"', self.client.get(f"/event/{self.event.id}").text)[1]  # type: ignore[index]

    def sent(self, path: str, **form: str) -> str:
        """The address to which a form leads."""
        answer = self.client.post(path, data={"token": self.token, **form}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        location: str = answer.headers["location"]
        return location


@pytest.fixture
def desk(dam: Path, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Path(shutil.copy(dam, tmp_path / "c.case")))
    with made.client:
        yield made


def own(case: Case, event: Happening) -> list[str]:
    """The reports that tell it in words of their own; what a copy only repeats goes wherever its original goes."""
    shadows = case.record.shadowing(each.key for each in event.tellings)
    return sorted({each.report for each in event.tellings if each.key not in shadows})


def other(case: Case, event: Happening) -> str:
    return next(each.id for each in case.look.happenings(Wanted(limit=10**4)) if each.id != event.id and len(each.reports) > 1)


def merging(case: Case, event: Happening) -> Form:
    return {"event": event.id, "other": other(case, event)}


def splitting(case: Case, event: Happening) -> Form:
    return {"event": event.id, "report": own(case, event)[-1]}


def rejecting(_: Case, event: Happening) -> Form:
    return {"event": event.id}


def retyping(_: Case, event: Happening) -> Form:
    return {"event": event.id, "type": "AID"}


def adding(case: Case, event: Happening) -> Form:
    text = case.reading(event.reports[0]).report.text
    return {"report": event.reports[0], "words": text[10:40], "start": "10", "type": "CONSULT", "who": "Ana", "day": "2025-09-01", "place": "Velane"}


def renaming(case: Case, _: Happening) -> Form:
    return {"actor": case.look.entities(Wanted())[0].id, "name": "Somebody Else"}


def merging_actors(case: Case, _: Happening) -> Form:
    one, two, *_rest = case.look.entities(Wanted())
    return {"one": one.id, "other": two.id}


def splitting_actors(case: Case, _: Happening) -> Form:
    whole = next(each for each in case.look.entities(Wanted()) if len(each.personas) > 1)
    return {"actor": whole.id, "persona": whole.personas[-1]}


def distrusting(_: Case, event: Happening) -> Form:
    return {"source": event.origins[0].key, "event": event.id}


FORMS: tuple[tuple[str, Callable[[Case, Happening], Form], str], ...] = (
    ("merge", merging, "/event/h-"), ("split", splitting, "/event/h-"), ("reject", rejecting, "/event/h-"), ("retype", retyping, "/event/h-"),
    ("add", adding, "/event/h-"), ("rename", renaming, "/actor/x-"), ("merge_actors", merging_actors, "/actor/x-"),
    ("split_actors", splitting_actors, "/actor/x-"), ("distrust", distrusting, "/event/h-"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "form", "leads"), FORMS, ids=[each[0] for each in FORMS])
def test_a_form_decides_leads_to_what_it_left_and_is_taken_back(desk: Desk, what: str, form: Callable[[Case, Happening], Form], leads: str) -> None:
    before = record(desk.file)
    with open_case(desk.file) as case:
        given = form(case, desk.event)
    location = desk.sent(f"/correct/{what}", reason="I was there", **given)
    assert location.startswith(leads)
    with open_case(desk.file) as case:
        made = case.corrections.log()
    assert [(each.what, each.author, each.reason) for each in made] == [(what, "ana", "I was there")] * len(made)
    assert record(desk.file) != before
    if leads.startswith("/event"):
        page = desk.client.get(location)
        assert page.status_code == 200
        assert "I was there" in page.text
        assert f'action="/corrections/{made[0].number}/undo"' in page.text
    for each in made:
        back = desk.sent(f"/corrections/{each.number}/undo")
        assert back.startswith(("/event/", "/actor/", "/report/", "/sources"))
        if not back.startswith(("/actor", "/sources")):
            assert desk.client.get(back).status_code == 200
    assert record(desk.file) == before


def test_an_event_goes_where_the_words_stand_the_second_time(desk: Desk) -> None:
    """A word that the report has more than once is meant where it was selected."""
    with open_case(desk.file) as case:
        report = next(each.id for each in case.reports() if case.reading(each.id).report.text.count("the") > 3)
        text = case.reading(report).report.text
    second = text.index("the", text.index("the") + 1)
    location = desk.sent("/correct/add", report=report, words="the", start=str(second), type="AID", reason="here")
    with open_case(desk.file) as case:
        assert case.look.happening(location.removeprefix("/event/")).tellings[0].start == second


def test_words_that_a_page_cannot_print_are_found(tmp_path: Path) -> None:
    from tests.keep.test_record import made
    from tests.show.made import TEXT
    from tests.show.made import made as reading

    file = made(tmp_path / "w.case", [reading()])
    with TestClient(site(Serving(case=file)), base_url=HERE, follow_redirects=False) as client:
        page = client.get(f"/report/{reading().report.id}").text
        token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
        form = {"token": token, "report": reading().report.id, "words": "said \ufffdevil\ufffd", "type": "AID"}
        location = client.post("/correct/add", data=form).headers["location"]
        with open_case(file) as case:
            telling = case.look.happening(location.removeprefix("/event/")).tellings[0]
        assert TEXT[telling.start : telling.end] == "said \u202eevil\u202c"


def test_a_split_leaves_the_event_and_its_part(desk: Desk) -> None:
    with open_case(desk.file) as case:
        report = own(case, desk.event)[-1]
    location = desk.sent("/correct/split", event=desk.event.id, report=report)
    with open_case(desk.file) as case:
        assert report not in case.look.happening(location.removeprefix("/event/")).reports


def test_what_is_rejected_is_shown_as_such(desk: Desk) -> None:
    location = desk.sent("/correct/reject", event=desk.event.id, reason="a film")
    page = desk.client.get(location).text
    assert "rejected by hand" in page
    assert "/correct/reject" not in page
    assert desk.sent("/corrections/1/undo", to="log") == "/corrections"


@pytest.mark.parametrize(
    ("path", "form", "status", "says"),
    [
        ("/correct/merge", {"event": "h-", "other": "h-nothing"}, 409, "several events begin so"),
        ("/correct/retype", {"event": "h-", "type": "PARTY"}, 400, "none of what can be chosen"),
        ("/correct/add", {"report": "r-4cfe4452f238", "words": "no such words at all", "type": "AID"}, 409, "does not have the words"),
        ("/correct/rename", {"actor": "x-", "name": ""}, 400, "is missing"),
        ("/corrections/7/undo", {}, 404, "there is none"),
        ("/corrections/seven/undo", {}, 404, "is no number"),
        ("/corrections/1/undo", {"to": "https://evil.example"}, 400, "none of what can be chosen"),
    ],
)
def test_what_cannot_be_decided_is_said(desk: Desk, path: str, form: Form, status: int, says: str) -> None:
    answer = desk.client.post(path, data={"token": desk.token, **form})
    assert answer.status_code == status
    assert says in answer.text


def test_without_its_token_nothing_is_decided(desk: Desk) -> None:
    for what, form, _ in FORMS:
        with open_case(desk.file) as case:
            given = form(case, desk.event)
        assert desk.client.post(f"/correct/{what}", data={"token": "guessed", **given}).status_code == 403
    with open_case(desk.file) as case:
        assert not case.corrections.log()


def test_who_may_only_read_sees_no_forms(dam: Path, desk: Desk) -> None:
    with TestClient(site(Serving(case=dam, read_only=True)), base_url=HERE) as client:
        for path in (f"/event/{desk.event.id}", f"/report/{desk.event.reports[0]}"):
            page = client.get(path).text
            assert 'method="post"' not in page
            assert "token" not in page
