"""How the network's judgement and the lexicon's proposals are combined: each rule of `judging`, with hand-made scores."""

import numpy as np
import pytest

from dragoman.model.cast import Cast
from dragoman.model.parse import Parse
from dragoman.model.reading import EventMention, EventType
from dragoman.model.text import Layout, Part, Report
from dragoman.read import engines
from dragoman.read.encoder import OUTPUTS, POINTS, EventScores, EventTables, event_tables
from dragoman.read.encoder.words import DEPS
from dragoman.read.events import find_events, propose
from dragoman.read.events.judging import ADD, KEEP, SURE
from dragoman.read.events.proposing import POSSIBLE, PROPOSED, TYPES

TEXT = "Rebels attacked the port."
ATTACKED, PORT = 1, 3


def parse_of(text: str) -> Parse:
    return next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))


def tables(rule: float = 0.0) -> EventTables:
    """Tables that put every word on no side, but for those that the lexicon puts there."""
    shapes = event_tables()
    empty = EventTables(*(np.zeros_like(each) for each in shapes))
    empty.rule[0, 1] = empty.rule[1, 2] = rule
    return empty._replace(bias=np.full_like(shapes.bias, -8.0))


def events(odds: dict[int, tuple[EventType, float]], rule: float = 0.0, text: str = TEXT) -> tuple[EventMention, ...]:
    """The events where the network gives each word in `odds` that share of its type, the rest to none; any other word tells nothing."""
    parse = parse_of(text)
    size = len(parse.tokens)
    emissions = np.full((size, OUTPUTS), -20.0, dtype=np.float32)
    emissions[:, 0] = 0.0
    for word, (type_, share) in odds.items():
        emissions[word, 1 + TYPES.index(type_)] = np.log(share / (1 - share))
    scores = EventScores(emissions, np.zeros((size, POINTS), dtype=np.float32), tables(rule), np.full(size, 9.0, dtype=np.float32))
    return find_events(propose(parse, Cast(())), (), scores)


def test_the_lexicon_tells_the_network_what_it_proposes() -> None:
    words = propose(parse_of(TEXT), Cast(())).words.tolist()
    assert words[ATTACKED] == PROPOSED + TYPES.index("ASSAULT")
    assert words[0] == words[PORT] == 0
    assert PROPOSED < POSSIBLE


def test_a_proposal_stands_where_the_network_leaves_it_room() -> None:
    (event,) = events({ATTACKED: ("ASSAULT", KEEP + 0.05)}, rule=20.0)
    assert (event.type, event.basis, event.entry.split(".")[0]) == ("ASSAULT", "both", "assault")
    assert event.odds == pytest.approx(KEEP + 0.05, abs=0.01)
    assert [TEXT[each.start : each.end] for each in (*event.actors, *event.recipients)] == ["Rebels", "the port"]


def test_a_proposal_goes_where_the_network_sees_nothing() -> None:
    assert events({ATTACKED: ("ASSAULT", KEEP - 0.05)}, rule=20.0) == ()


def test_the_network_gives_another_type_only_when_sure() -> None:
    assert [event.type for event in events({ATTACKED: ("ACCUSE", SURE + 0.05)}, rule=20.0)] == ["ACCUSE"]
    assert [event.type for event in events({ATTACKED: ("ACCUSE", SURE - 0.05)}, rule=20.0)] == ["ASSAULT"]


def test_the_network_adds_what_the_lexicon_does_not_know() -> None:
    text = "Rebels blorked the port."
    assert events({}, text=text) == ()
    assert events({ATTACKED: ("ASSAULT", ADD - 0.05)}, text=text) == ()
    (event,) = events({ATTACKED: ("ASSAULT", ADD + 0.1)}, text=text)
    assert (event.basis, event.entry, event.cameo) == ("network", "network.assault", "180")


def test_no_event_is_found_twice() -> None:
    found = events({0: ("PROTEST", 0.9), ATTACKED: ("ASSAULT", 0.9), PORT: ("AID", 0.9)}, rule=20.0)
    assert len({event.id for event in found}) == len(found) == 3


def test_ways_in_the_tree_are_as_many_as_the_table_holds() -> None:
    assert event_tables().relation.shape[1] >= len(DEPS)
