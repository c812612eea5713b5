"""What an event carries beside type and parties: weapon, ACLED type, whose figure it is, what it stands on."""

from dragoman.model.actor import Actor, Mention
from dragoman.model.cast import Cast
from dragoman.model.reading import Attribution, EventMention, Source, Words
from dragoman.model.text import Layout, Part, Report, Span
from dragoman.read import engines
from dragoman.read.events import find_events, propose
from dragoman.read.factuality import judge_events

TEXT = "Militants shelled the town of Dorran with mortars, killing nine people, the mayor said."


def said() -> Attribution:
    end = TEXT.index(", the mayor")
    return Attribution(id="s-1", source=Source(kind="anonymous"), cue=Words(()), content=Words((Span(0, end),)), manner="indirect", stance="asserts")


def events(text: str = TEXT, cast: Cast | None = None, actors: tuple[Actor, ...] = ()) -> tuple[EventMention, ...]:
    parse = next(engines.parse_reports([Report(id="r", text=text)], [Layout(parts=(Part("body", 0, len(text)),))]))
    found = find_events(propose(parse, cast or Cast(())), (said(),), None, actors)
    return judge_events(parse, found, (), (said(),), None)


def test_a_weapon_gives_mode_and_acled_type() -> None:
    (event,) = events()
    assert event.weapon is not None
    assert TEXT[event.weapon.start : event.weapon.end] == "mortars"
    assert (event.type, event.mode, event.acled) == ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack")


def test_a_figure_is_somebodys() -> None:
    (event,) = events()
    assert [(count.kind, count.low, count.by) for count in event.counts] == [("killed", 9, "s-1")]


def test_what_did_not_happen_has_no_acled_type() -> None:
    for text in ("Militants will shell the town of Dorran with mortars.", "Militants did not shell the town of Dorran with mortars."):
        (event,) = [event for event in events(text) if event.type == "ASSAULT"]
        assert event.acled is None
    (event,) = events("Militants shelled the town of Dorran with mortars.")
    assert event.acled


def test_the_sector_of_an_actor_tells_its_side() -> None:
    text = "Kestrels attacked the Wrens at dawn."
    mention = Mention(id="m-1", start=0, end=8, kind="group", form="name", actor="a-1")
    other = Mention(id="m-2", start=18, end=23, kind="group", form="name", actor="a-2")
    sides = tuple(
        Actor(id=id_, name="x", kind="group", sector=sector, mentions=(mention_,))
        for id_, sector, mention_ in (("a-1", "REB", "m-1"), ("a-2", "MIL", "m-2"))
    )
    (known,) = events(text, Cast((mention, other)), sides)
    assert known.acled == "Armed clash"
    (unknown,) = events(text, Cast((mention, other)))
    assert unknown.acled is None


def test_every_event_names_its_entry_and_its_words() -> None:
    (event,) = events()
    assert (event.basis, event.odds) == ("lexicon", None)
    assert (event.grounds[0].part, event.grounds[0].rule) == ("type", event.entry)
    assert {ground.part for ground in event.grounds} == {"type", "actor", "recipient", "status"}
    assert [(passage.start, passage.end) for passage in event.passages] == [(event.start, event.end)]
