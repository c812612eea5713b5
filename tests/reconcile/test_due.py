"""What lies ahead over reports: what answers an announcement, which announcements are one, what became of it."""

import random
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from dragoman import lexicon
from dragoman.model.happening import Answer, Origin, Outcome, Telling
from dragoman.model.record import Echo
from dragoman.reconcile.due import announced, answers, due, dues, parts_of, same_due
from dragoman.reconcile.duekeys import due_keys_of
from dragoman.reconcile.duewords import DueWord, acts_of, begun, clauses, is_coming, is_commit, said

DAY = 704_000
WORDS = lexicon.load("due", DueWord)
AHEAD = Telling(
    id="a1", report="r1", aspect="ahead", type="", words="to open the sluices of the dam by Saturday", status="promised", factuality="Uu", first=DAY, last=DAY + 5,
    dated=True, published=DAY, place=None, geonameid=None, feature=None, actors=("tolvia",), recipients=(), context=("aurel", "banu", "tolvia"),
    origins=(Origin(key="banu", name="Banu", kind="named"),), who="Tolvia", whom="", quote="Tolvia promised to open the sluices of the dam by Saturday.",
)  # fmt: skip
TOLD = msgspec.structs.replace(
    AHEAD,
    id="t1",
    report="r2",
    aspect="told",
    words="",
    status="occurred",
    factuality="CT+",
    first=DAY + 4,
    last=DAY + 4,
    published=DAY + 6,
    quote="",
)


def ahead(report: str = "r1", **changes: Any) -> Telling:
    return msgspec.structs.replace(AHEAD, report=report, **changes)


def told(quote: str, report: str = "r2", **changes: Any) -> Telling:
    return msgspec.structs.replace(TOLD, report=report, quote=quote, **changes)


@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("Tolvia opened the sluices of the dam on Friday.", "happened"),
        ("The sluices of the dam were opened at noon.", "happened"),
        ("Tolvia called off the opening of the sluices.", "did_not_happen"),
        ("Tolvia refused to open the sluices.", "did_not_happen"),
        ("Tolvia let the day pass without opening the sluices of the dam.", "did_not_happen"),
        ("The sluices of the dam have not been opened.", "did_not_happen"),
        ("Banu accused Tolvia of breaking the promise to open the sluices.", "did_not_happen"),
        ("Talks ended without agreement, and Tolvia opened the sluices of the dam.", "happened"),
        ("Tolvia said that it will open the sluices.", None),  # announced again
        ("Tolvia has promised to open the sluices.", None),
        ("Tolvia shut the sluices of the dam.", None),
        ("The widow opened a mill.", None),
        ("Nobody was invited to the talks.", None),
        ("“We opened a letter,” the widow said.", None),
    ],
)
def test_answers(quote: str, outcome: str | None) -> None:
    context: dict[str, Any] = {"actors": ("tolvia",) if "Tolvia" in quote else (), "dated": "widow" not in quote}
    answer = answers(ahead(), told(quote, **context))
    assert (answer.outcome if answer else None) == outcome


@pytest.mark.parametrize(
    ("changes", "answered"),
    [
        ({}, True),
        ({"published": DAY}, False),  # of the day of the announcement
        ({"published": DAY - 9}, False),
        ({"published": None}, False),
        ({"first": DAY - 30, "last": DAY - 30}, False),  # an earlier opening
        ({"first": DAY + 20, "last": DAY + 20, "published": DAY + 21}, False),  # a later one
        ({"published": DAY + 300}, False),
        ({"dated": False, "first": DAY - 40}, True),
    ],
)
def test_time_of_an_answer(changes: dict[str, Any], answered: bool) -> None:
    assert (answers(ahead(), told("Tolvia opened the sluices of the dam.", **changes)) is not None) == answered


def test_before_a_window_opens_nothing_has_happened() -> None:
    meeting = ahead(first=DAY + 9, last=DAY + 9)
    assert answers(meeting, told("Tolvia opened the sluices of the dam.", dated=False)) is None


def test_not_yet_settles_nothing_before_the_end() -> None:
    early = told("The sluices of the dam have not been opened.", published=DAY + 2, dated=False)
    assert answers(ahead(), early) is None
    assert answers(ahead(), msgspec.structs.replace(early, published=DAY + 5)) is not None
    off = answers(ahead(), told("Tolvia called off the opening of the sluices.", published=DAY + 2, dated=False))
    assert off is not None
    assert off.firm


def test_a_negated_event_is_an_answer() -> None:
    answer = answers(ahead(), told("Tolvia opened no sluices of the dam.", type="RETREAT", words="opened", negated=True))
    assert answer is not None
    assert answer.outcome == "did_not_happen"


def test_an_event_of_the_sentence_that_is_not_the_act_answers_nothing() -> None:
    assert answers(ahead(), told("Tolvia opened the sluices of the dam and dismissed Banu.", type="SANCTION", words="dismissed")) is None


def test_a_decision_is_made_either_way() -> None:
    deciding = ahead(quote="Tolvia will decide on Friday whether to extend its deadline.", words="will decide whether to extend its deadline")
    answer = answers(deciding, told("Tolvia let its deadline lapse on Friday."))
    assert answer is not None
    assert answer.outcome == "happened"


def test_for_how_long_it_is_so() -> None:
    truce = ahead(quote="The truce is to take effect on Saturday.", words="to take effect on Saturday", first=DAY + 5, last=DAY + 5, actors=())
    shells = told(
        "Shells fell on Wednesday, four days into the ceasefire.", first=DAY + 9, last=DAY + 9, published=DAY + 10, actors=(), context=("banu",)
    )
    answer = answers(truce, shells)
    assert answer is not None
    assert "on its day" in answer.reasons
    assert set(due_keys_of(truce)) & set(due_keys_of(shells))
    assert answers(truce, msgspec.structs.replace(shells, first=DAY + 20, last=DAY + 20, published=DAY + 21)) is None
    assert answers(truce, msgspec.structs.replace(shells, context=("strangers",))) is None


def test_an_act_and_a_day_alone_answer_nothing() -> None:
    meeting = ahead(quote="They will meet on Saturday.", words="will meet on Saturday", actors=(), first=DAY + 5, last=DAY + 5)
    other = told("Weavers met on Saturday.", first=DAY + 5, last=DAY + 5, actors=())
    assert answers(meeting, other) is None


def test_who_recalls_the_promise_may_say_what_became_of_it() -> None:
    again = ahead("r3", published=DAY + 6, quote="The sluices that Tolvia had promised to open by Saturday were still shut.", last=DAY + 5)
    found = [answer("r3/t1", "did_not_happen", 5.0)]
    assert due([ahead(), again], found, {}, DAY + 9).outcome == "did_not_happen"


def test_the_first_of_the_surest_closes() -> None:
    found = [
        answer("r2/t1", "happened", 4.0, day=DAY + 6),
        answer("r3/t1", "happened", 5.0, day=DAY + 8),
        answer("r4/t1", "happened", 2.5, day=DAY + 5),
    ]
    assert due([ahead()], found, {}, DAY + 9).closing == "r2/t1"


def test_reasons_are_words() -> None:
    answer = answers(ahead(), told("Tolvia opened the sluices of the dam on Friday, as promised."))
    assert answer is not None
    assert answer.reasons[0] == "‘open’"
    assert {"with Tolvia", "of one affair", "on its day", "‘as promised’"} <= set(answer.reasons)


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"quote": "Tolvia is to open the sluices of the dam on Saturday.", "words": "is to open the sluices on Saturday"}, True),
        ({"last": DAY + 12}, False),
        ({"last": DAY + 6}, True),
        ({"quote": "Tolvia is to free the sailors on Saturday.", "words": "to free the sailors on Saturday"}, False),
        ({"last": None, "published": DAY + 3}, True),
        ({"last": None, "published": DAY + 60}, False),
        ({"aspect": "told"}, False),
    ],
)
def test_same_due(changes: dict[str, Any], one: bool) -> None:
    other = ahead("r2", **changes)
    assert (same_due(ahead(), other) is not None) == one
    assert same_due(ahead(), other) == same_due(other, ahead())


def test_a_promise_of_two_things() -> None:
    both = ahead(
        quote="Tolvia promised to open the sluices of the dam by Saturday and to free the sailors by Oct. 1, Banu said.",
        type="AGREE",
        words="promised",
    )
    one, other = parts_of(both)
    assert (one.id, one.quote) == ("a1.1", "Tolvia promised to open the sluices of the dam by Saturday …")
    assert other.quote == "Tolvia promised … to free the sailors by Oct. 1, Banu said."
    opened, kept = told("Tolvia opened the sluices of the dam."), told("The sailors were still in prison, not yet free.", report="r3")
    found = dues([both], [opened, kept], (), DAY + 9)
    assert sorted((each.tellings[0].id, each.outcome) for each in found) == [("a1.1", "happened"), ("a1.2", "did_not_happen")]


def test_a_promise_of_one_thing_stays_whole() -> None:
    assert parts_of(ahead()) == (ahead(),)


@pytest.mark.parametrize(
    ("last", "today", "outcome"),
    [(DAY + 5, DAY + 6, "overdue"), (DAY + 5, DAY + 5, "pending"), (DAY + 5, None, "pending"), (None, DAY + 90, "unknown")],
)
def test_without_an_answer(last: int | None, today: int | None, outcome: Outcome) -> None:
    assert due([ahead(last=last)], [], {}, today).outcome == outcome


def answer(told: str, outcome: str, points: float = 3.0, **changes: Any) -> Answer:
    report = told.partition("/")[0]
    made = Answer(ahead="r1/a1", told=told, report=report, day=DAY + 6, outcome="happened", points=points, reasons=(outcome,))
    return msgspec.structs.replace(made, outcome=outcome, **changes)


def test_the_surest_outcome_with_what_says_so() -> None:
    found = [answer("r2/t1", "happened"), answer("r3/t1", "did_not_happen", 4.0), answer("r4/t1", "did_not_happen", 3.5)]
    made = due([ahead()], found, {}, DAY + 9, {"r3/t1": "h-1"})
    assert (made.outcome, made.closing, made.closed_by) == ("did_not_happen", "r3/t1", "h-1")
    assert made.reasons == ("did_not_happen", "but others tell that it happened")


def test_copies_answer_once_and_a_copy_of_the_announcement_never() -> None:
    found = [answer("r2/t1", "happened", 4.0), *(answer(f"r{at}/t1", "did_not_happen") for at in (3, 4)), answer("r5/t1", "did_not_happen", 9.0)]
    assert due([ahead()], found, {"r4": "r3", "r5": "r1"}, DAY + 9).outcome == "happened"


def test_what_is_not_so_before_the_end_does_not_count() -> None:
    early = answer("r2/t1", "did_not_happen", day=DAY + 2)
    assert due([ahead()], [early], {}, DAY + 3).outcome == "pending"
    assert due([ahead()], [msgspec.structs.replace(early, firm=True)], {}, DAY + 3).outcome == "did_not_happen"


def test_a_sentence_closes_by_the_happening_beside_it() -> None:
    found = [answer("r2/end-1-9", "happened", 5.0), answer("r2/e7", "happened", 3.0)]
    made = due([ahead()], found, {}, DAY + 9, {"r2/e7": "h-7"})
    assert (made.closing, made.closed_by) == ("r2/end-1-9", "h-7")


def test_announcements_of_one_thing() -> None:
    copy = ahead("r2", origins=(Origin(key="outlet:r2", name="r2", kind="outlet"),))
    again = ahead("r3", last=DAY + 4, published=DAY + 1, origins=(Origin(key="rook", name="Rook", kind="named"),))
    (made,) = dues([ahead(), copy, again], [], [Echo(report="r2", of="r1", how="identical", share=1.0, reasons=())], DAY)
    assert (made.first, made.last, made.by, made.status, made.reports) == (DAY, DAY + 4, "Tolvia", "promised", ("r1", "r2", "r3"))
    assert [each.key for each in made.origins] == ["banu", "rook"]


def test_the_id_stays_when_later_reports_come() -> None:
    assert due([ahead()], [], {}, DAY).id == due([ahead(), ahead("r0", published=DAY + 1)], [], {}, DAY).id


def test_keys() -> None:
    opening = told("Tolvia opened the sluices of the dam on Friday.")
    assert set(due_keys_of(ahead())) & set(due_keys_of(opening))
    assert not set(due_keys_of(ahead())) & set(due_keys_of(told("The widow sold a mill.")))
    assert answers(ahead(), msgspec.structs.replace(opening, published=DAY + 200)) is None
    assert due_keys_of(told("Tolvia opened the sluices.", published=None)) == ()
    talks = ahead(type="CONSULT", words="meet", quote="They will meet on Saturday.")
    assert set(due_keys_of(talks)) & set(due_keys_of(told("Talks ended late.", type="CONSULT", words="talks", first=DAY + 5, last=DAY + 5)))


def test_order_does_not_matter() -> None:
    tellings = [ahead(f"r{at}", last=DAY + 5 + at % 3, published=DAY + at) for at in range(6)]
    endings = [told("Tolvia opened the sluices of the dam.", report=f"s{at}", published=DAY + 5 + at) for at in range(4)]
    endings.append(told("The sluices of the dam have not been opened.", report="s9", published=DAY + 9))
    expected = dues(tellings, endings, (), DAY + 20)
    assert sum(len(each) for each in announced(tellings)) == len(tellings)
    for seed in range(5):
        random.Random(seed).shuffle(tellings)
        random.Random(seed).shuffle(endings)
        assert dues(tellings, endings, (), DAY + 20) == expected


def says(word: DueWord, text: str) -> bool:
    if word.field == "commit":
        return is_commit(text)
    if word.field == "coming":
        return is_coming(text)
    if word.field == "span":
        return str(begun(text) or "") == text.partition("/ ")[2] != ""
    if word.field in ("kept", "broken", "lacking", "settle"):
        return said(text, word.field) is not None and not (word.field == "kept" and is_coming(text))
    sentence, _, acts = text.partition(" /")
    return bool(acts.split()) and list(acts_of(sentence)) == acts.split()


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.examples])
def test_example(word: DueWord, text: str) -> None:
    assert says(word, text)


@pytest.mark.parametrize(("word", "text"), [(word, text) for word in WORDS for text in word.lookalikes])
def test_lookalike(word: DueWord, text: str) -> None:
    assert not says(word, text)


def test_clauses() -> None:
    assert clauses("Talks ended late, and the sailors were still in prison.") == ("Talks ended late", "the sailors were still in prison.")
    assert all(one in two for one, two in pairwise(clauses("One thing.") * 2))
