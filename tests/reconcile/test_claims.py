"""What a report sets against its own tellings, and its sentences that may tell an outcome: from readings made by hand."""

from typing import Any

import msgspec

from dragoman.model.reading import Attribution, Count, Dispute, EventMention, Reading, SentenceSpan, Source, Timex, Words
from dragoman.model.text import Span
from dragoman.reconcile.claims import claims_in
from dragoman.reconcile.endings import endings_of
from tests.made import reading


def event(text: str, words: str, **changes: Any) -> EventMention:
    start = text.index(words)
    made = EventMention(id=f"e-{words}", type="ASSAULT", start=start, end=start + len(words), quad="material_conflict", entry="assault.attack")
    return msgspec.structs.replace(made, **changes)


def attribution(text: str, name: str, cue: str, content: str, **changes: Any) -> Attribution:
    spans = [Words((Span(text.index(part), text.index(part) + len(part)),)) for part in (cue, content)]
    start = text.index(name)
    made = Attribution(id=f"at-{name}", source=Source(spans=(Span(start, start + len(name)),)), cue=spans[0], content=spans[1], manner="indirect")
    return msgspec.structs.replace(made, **changes)


def made(text: str, **changes: Any) -> Reading:
    at, spans = 0, []
    for number, sentence in enumerate(text.split(". ")):
        spans.append(SentenceSpan(number, at, at + len(sentence) + 1))
        at += len(sentence) + 2
    return msgspec.structs.replace(reading(text), sentences=tuple(spans), **changes)


def claims(text: str, **changes: Any) -> list[tuple[str, str, str]]:
    return [(key.partition("/")[2], claim.kind, claim.quote) for key, rows in claims_in(made(text, **changes)).items() for claim in rows]


def test_a_denial_goes_to_the_event_in_its_content() -> None:
    text = "Rook denied that soldiers had shelled the village. It rained."
    denial = attribution(text, "Rook", "denied", "that soldiers had shelled the village", stance="denies")
    dispute = Dispute(kind="denial", items=(denial.id,), note="")
    found = claims(text, events=(event(text, "shelled"),), attributions=(denial,), disputes=(dispute,))
    assert found == [("e-shelled", "denial", "Rook denied that soldiers had shelled the village.")]


def test_a_denial_goes_to_the_first_event_of_the_denied_statement() -> None:
    text = "The mayor said men stormed the mill and killed two. Rook denied it."
    statement = attribution(text, "The mayor", "said", "men stormed the mill and killed two")
    denial = attribution(text, "Rook", "denied", "it.", stance="denies")
    dispute = Dispute(kind="denial", items=(denial.id, statement.id), note="")
    events = (event(text, "stormed"), event(text, "killed"))
    assert [key for key, *_ in claims(text, events=events, attributions=(statement, denial), disputes=(dispute,))] == ["e-stormed"]


def test_a_denied_charge_goes_to_the_accusation_of_like_words() -> None:
    text = "Toloy accused Tolvia of breaking its pledge. She condemned the bomb. Rook rejected the charge that Tolvia broke its word."
    denial = attribution(text, "Rook", "rejected", "the charge that Tolvia broke its word", stance="denies")
    events = (event(text, "accused", type="ACCUSE"), event(text, "condemned", type="ACCUSE"))
    dispute = Dispute(kind="denial", items=(denial.id,), note="")
    assert [key for key, *_ in claims(text, events=events, attributions=(denial,), disputes=(dispute,))] == ["e-accused"]


def test_a_negative_statement_of_a_kindred_word() -> None:
    text = "Two brigades moved to the border. “No unit has been redeployed,” Rook said. “No boots were sold,” he said."
    no = attribution(text, "Rook", "said", "“No unit has been redeployed,”")
    other = attribution(text, "he", "said", "“No boots were sold,”")
    found = claims(text, events=(event(text, "moved", type="MOBILIZE"),), attributions=(no, other))
    assert [(key, kind) for key, kind, _ in found] == [("e-moved", "whether")]


def test_other_figures() -> None:
    text = "A bomb killed four soldiers. Fourteen were slain, Rook said."
    count = Count(kind="killed", low=4, high=4, start=0, end=1)
    events = (event(text, "killed", counts=(count,)), event(text, "slain", counts=(msgspec.structs.replace(count, low=14, high=14),)))
    dispute = Dispute(kind="different_figure", items=tuple(each.id for each in events), note="")
    found = claims_in(made(text, events=events, disputes=(dispute,)))
    figures = {key.partition("/")[2]: [claim.figure.low for claim in rows if claim.figure] for key, rows in found.items()}
    assert figures == {"e-killed": [14], "e-slain": [4]}
    assert {claim.of for rows in found.values() for claim in rows} == set(found)


def test_endings() -> None:
    text = "The brigades left the border on Monday. The council will vote on the loan. The council will vote on the loan, as promised. It was so."
    monday = Timex(
        id="t1", start=text.index("Monday"), end=text.index("Monday") + 6, type="DATE", value="1931-05-04", earliest="1931-05-04", latest="1931-05-04"
    )
    found = endings_of(made(text, timexes=(monday,)))
    assert [each.quote for each in found] == ["The brigades left the border on Monday.", "The council will vote on the loan, as promised."]
    assert (found[0].dated, found[0].first, found[0].last) == (True, found[0].published, found[0].published)
    assert {each.type for each in found} == {""}
