"""Passages told about an old year lend it to what happens in them; the return to the present ends that."""

from datetime import date

import pytest

from dragoman.lexicon import load
from dragoman.model.identity import make_id
from dragoman.model.reading import EventMention, When
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.backdrop import BackdropCue, find_backdrops
from dragoman.read.situation import situate_events
from dragoman.read.timex import find_timexes
from eval.corpora import report_of

PUBLISHED = date(1998, 6, 15)


def when(text: str, trigger: str) -> When | None:
    """The date of the happening at those words, in paragraphs divided by a line break."""
    start = text.index(trigger)
    parts = []
    at = 0
    for words in text.split("\n"):
        if words:
            parts.append(Part("body", at, at + len(words)))
        at += len(words) + 1
    parse = next(engines.parse_reports([report_of(text)], [Layout(parts=tuple(parts))]))
    event = EventMention(id=make_id("e", start), type="ASSAULT", start=start, end=start + len(trigger), quad="material_conflict", entry="test")
    return situate_events(parse, (event,), find_timexes(parse, PUBLISHED), (), PUBLISHED)[0].date


@pytest.mark.parametrize(
    ("text", "trigger", "earliest", "latest"),
    [
        (
            "On April 2, 1951, soldiers took the port. By noon they had surrounded the mint. They opened fire on the crowd.",
            "opened",
            "1951-04-02",
            "1951-12-31",
        ),
        ("In 1951 a strike began in Ardo. The army shelled the docks.", "shelled", "1951-01-01", "1951-12-31"),
        ("Rebels took the port in May 1951. The army shelled the docks.", "shelled", "1951-05-01", "1951-12-31"),
        ("In the 1950s Ardo was a free port. The army shelled it twice.", "shelled", "1950-01-01", "1959-12-31"),
        ("In 1951 soldiers attacked a crowd that had burned the mint.", "burned", None, "1951-12-31"),
        ("In 1951 the strike began. Soldiers fired on the crowd when it burned the mint.", "burned", "1951-01-01", "1951-12-31"),
        ("In 1951 the strike began. The army besieged the docks for three years.", "besieged", "1951-01-01", "1954-12-31"),
        ("Forty years ago the strike began. The army shelled the docks.", "shelled", "1958-01-01", "1958-12-31"),
        ("On April 2, 1951, soldiers took the port.\nThe army shelled the docks.", "shelled", "1951-04-02", "1951-12-31"),
        ("Rebels took the port in May 1951.\nThe army shelled the docks.\nThe rebels burned the mint.", "burned", "1951-05-01", "1951-12-31"),
        ("The mint was sold on Monday.\nIn 1951 rebels took it.\nWithin days the army shelled the docks.", "shelled", "1951-01-01", "1951-12-31"),
        ("The mint was sold on Monday.\nIn 1951 rebels took it.\nSoldiers then shelled the docks.", "shelled", "1951-01-01", "1951-12-31"),
        ("In 1951 the strike began. The mayor said then that soldiers burned the mint.", "burned", "1951-01-01", "1951-12-31"),
        ("From 1951 to 1953 rebels held the port. The army shelled the docks.", "shelled", "1951-01-01", "1953-12-31"),
        ("In 1951 the strike began. A vote came in 1953. The army shelled the docks.", "shelled", "1953-01-01", "1953-12-31"),
        (
            "The date carved into the wall is May 2, 1951. On that day rebels took the port. The army shelled the docks.",
            "shelled",
            "1951-05-02",
            "1951-12-31",
        ),
    ],
)
def test_the_story_keeps_its_year(text: str, trigger: str, earliest: str | None, latest: str) -> None:
    found = when(text, trigger)
    assert found is not None
    assert found.timex is not None
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("In 1951 rebels took the port. The town has grown since. The army shelled it.", "shelled"),
        ("In 1951 rebels took the port. The port is shut. The army shelled it.", "shelled"),
        ("In 1951 rebels took the port. On Friday the mayor resigned. The army shelled it.", "shelled"),
        ("In 1951 rebels took the port. The mayor said soldiers burned the mint.", "burned"),
        ("In 1951 rebels took the port. “Soldiers burned the mint,” said a widow.", "burned"),
        ("In 1951 rebels took the port. The army shelled it, a report published last month showed.", "shelled"),
        ("The mayor resigned on Monday.\nIn 1951 rebels took the port.\nThe army shelled the docks.", "shelled"),
        ("The mayor resigned on Monday.\nHe joined the navy in 1951.\nThe army shelled the docks.", "shelled"),
        ("In 1951 rebels took the port.\nA widow said it burned.\nThe army shelled the docks.", "shelled"),
        ("In 1951 rebels took the port.\nThe mayor resigned on Friday.\nThe army shelled the docks.", "shelled"),
        ("The rebels broke the 1951 accord. The army shelled the docks.", "shelled"),
        ("The rebels, who took the port in 1951, met. The army shelled the docks.", "shelled"),
        ("When he was freed in 1951, he wept. The army shelled the docks.", "shelled"),
        ("In March rebels took the port. The army shelled the docks.", "shelled"),
        ("In 1951 the port was shut. Divers found men who shelled the docks.", "shelled"),
        ("In 1951 rebels took the port. The army held it for years and shelled the docks.", "shelled"),
    ],
)
def test_the_return_to_the_present_ends_it(text: str, trigger: str) -> None:
    assert when(text, trigger) == When(latest="1998-06-15", precision="before")


@pytest.mark.parametrize("entry", load("backdrop", BackdropCue), ids=lambda entry: entry.cue)
def test_cues_by_their_examples(entry: BackdropCue) -> None:
    def old(text: str) -> bool:
        found = when(text.replace("\n\n", "\n"), "attack")
        return found is not None and (found.latest or "9999") < "1997"

    assert entry.examples
    assert entry.lookalikes
    assert [text for text in entry.examples if not old(text)] == []
    assert [text for text in entry.lookalikes if old(text)] == []


@pytest.mark.parametrize("text", ["", "x", "“ ” ))) 🙂", "In 1951 " * 300, "In 1951. " * 300])
def test_odd_text_raises_nothing(text: str) -> None:
    parse = next(engines.parse_reports([report_of(text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    assert set(find_backdrops(parse, find_timexes(parse, PUBLISHED), PUBLISHED)) <= set(range(len(parse.sentences)))
    assert find_backdrops(parse, find_timexes(parse, None), None) == {}
    assert find_backdrops(parse, (), date.min) == {}
