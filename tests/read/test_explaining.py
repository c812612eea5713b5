"""Why an event was read: every ground names a rule that exists and words that stand in the text, and each kind of rule is spelled out."""

from dragoman import Reading, Report, read_report
from dragoman.model.identity import make_id
from dragoman.read.explaining import explain_events

TEXT = (
    "VELANE, March 3, 2026 (Meridian) - Gunmen armed with rifles attacked a ferry terminal in Velane on Tuesday, killing at least 31 people, two officials "
    "said.\n\nThe navy plans to shell the port.\n\nThe premier did not meet the rebels."
)


def reading() -> Reading:
    return read_report(Report(id=make_id("r", TEXT), text=TEXT))


def test_every_event_is_explained_by_what_it_stands_on() -> None:
    found = reading()
    explanations = explain_events(found)
    assert len(explanations) == len(found.events) >= 3
    for each in explanations:
        parts = {reason.part for reason in each.reasons}
        assert {"type", "status"} <= parts
        assert each.sentence in TEXT
        for reason in each.reasons:
            assert TEXT[reason.start :].startswith(reason.words)
            assert reason.words
            assert reason.rule
            assert reason.note or reason.part in ("source", "weapon", "place", "passage")


def test_rules_are_told_by_name() -> None:
    rules = {(reason.part, reason.rule) for each in explain_events(reading()) for reason in each.reasons}
    assert ("status", "fact.plan") in rules
    assert ("status", "negation") in rules
    assert ("count", "figure on a party") in rules
    assert ("weapon", "weapon tied to the trigger") in rules


def test_one_event_by_its_id() -> None:
    found = reading()
    (only,) = explain_events(found, found.events[0].id)
    assert only.event == found.events[0]
    assert explain_events(found, "e-none") == ()
