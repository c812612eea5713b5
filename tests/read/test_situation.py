"""Events, hand-built over parsed sentences, take their own time and place and nobody else's."""

from datetime import date

import msgspec
import pytest

from dragoman.lexicon import load
from dragoman.model.identity import make_id
from dragoman.model.parse import Parse
from dragoman.model.reading import EventMention, Place, Timex, When
from dragoman.model.text import Layout, Part
from dragoman.read import engines
from dragoman.read.situation import SituationCue, situate_events
from eval.corpora import report_of

PUBLISHED = date(1998, 6, 15)
DAYS = {
    "on Monday": "1998-06-15",
    "Monday": "1998-06-15",
    "May 3": "1998-05-03",
    "last month": "1998-05-10",
    "Tuesday": "1998-06-16",
    "2015": "2015-01-01",
}


def parse_of(text: str) -> Parse:
    report = report_of(text)
    return next(engines.parse_reports([report], [Layout(parts=(Part("body", 0, len(text)),))]))


def event_of(text: str, trigger: str, nth: int = 0) -> EventMention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(trigger, start + 1)
    return EventMention(
        id=make_id("e", start), type="ASSAULT", start=start, end=start + len(trigger), quad="material_conflict", entry="test"
    )  # fmt: skip


def timex_of(text: str, words: str, day: str) -> Timex:
    start = text.index(words)
    return Timex(id=make_id("t", start), start=start, end=start + len(words), type="DATE", value=day, earliest=day, latest=day)


def place_of(text: str, name: str, feature: str = "P.PPL") -> Place:
    start = text.index(name)
    return Place(id=make_id("p", start), start=start, end=start + len(name), name=name, feature=feature)


def situate(
    text: str, triggers: list[str], times: dict[str, str] | None = None, places: dict[str, str] | None = None, published: date | None = PUBLISHED
) -> list[tuple[When | None, str | None]]:
    """Each event's date and the name of its place."""
    timexes = tuple(timex_of(text, words, day) for words, day in (times or {}).items())
    known = tuple(place_of(text, name, feature) for name, feature in (places or {}).items())
    nth: dict[str, int] = {}
    events = []
    for trigger in triggers:
        events.append(event_of(text, trigger, nth.get(trigger, 0)))
        nth[trigger] = nth.get(trigger, 0) + 1
    names = {place.id: place.name for place in known}
    found = situate_events(parse_of(text), tuple(events), timexes, known, published)
    return [(event.date, names.get(event.place or "")) for event in found]


@pytest.mark.parametrize(
    ("text", "trigger", "words", "day"),
    [
        ("Gunmen attacked the depot on May 3.", "attacked", "May 3", "1998-05-03"),
        ("The May 3 attack killed two porters.", "attack", "May 3", "1998-05-03"),
        ("Nobody claimed last month's attack on the depot.", "attack", "last month", "1998-05-10"),
        ("Gunmen carried out an attack on the depot on May 3.", "attack", "May 3", "1998-05-03"),
        ("On May 3, soldiers shelled the depot and killed two porters.", "shelled", "May 3", "1998-05-03"),
        ("A bomb exploded on May 3, killing two porters.", "killing", "May 3", "1998-05-03"),
    ],
)
def test_the_time_in_the_clause_is_the_events(text: str, trigger: str, words: str, day: str) -> None:
    ((when, _),) = situate(text, [trigger], {words: day})
    assert when is not None
    assert (when.earliest, when.latest) == (day, day)
    assert when.timex == make_id("t", text.index(words))


@pytest.mark.parametrize(
    ("text", "trigger", "words", "day"),
    [
        ("Police said on Monday that gunmen attacked the depot.", "attacked", "Monday", "1998-06-15"),
        ("Lawmakers discussed the attack on Monday.", "attack", "Monday", "1998-06-15"),
        ("The talks on Monday came after gunmen attacked the depot.", "attacked", "Monday", "1998-06-15"),
        ("Soldiers, who were paid on May 3, attacked the depot.", "attacked", "May 3", "1998-05-03"),
        ("The rebels attacked the May 3 accord.", "attacked", "May 3", "1998-05-03"),
    ],
)
def test_the_time_of_something_else_is_not(text: str, trigger: str, words: str, day: str) -> None:
    ((when, _),) = situate(text, [trigger], {words: day})
    assert when == When(latest="1998-06-15", precision="before")


def test_the_verb_that_speaks_keeps_its_own_time() -> None:
    text = "The minister condemned on Monday the May 3 attack."
    condemned, attack = situate(text, ["condemned", "attack"], {"Monday": "1998-06-15", "May 3": "1998-05-03"})
    assert condemned[0] is not None
    assert condemned[0].earliest == "1998-06-15"
    assert attack[0] is not None
    assert attack[0].earliest == "1998-05-03"


def test_the_attack_said_again_keeps_its_date_and_place() -> None:
    text = "Gunmen mounted an attack in Basra on May 3. The mayor condemned the attack."
    first, again = situate(text, ["attack", "attack"], {"May 3": "1998-05-03"}, {"Basra": "P.PPL"})
    assert first == again
    assert again[1] == "Basra"


@pytest.mark.parametrize(
    ("text", "triggers", "expected"),
    [
        ("The May 3 attack shook the town. A clerk left. Nobody claimed the attack.", 2, "1998-05-03"),
        ("The May 3 attack shook the town. Soldiers feared another attack. A clerk left. Nobody claimed the attack.", 3, None),
        ("The May 3 attack shook the town. Nobody claimed the attacks.", 2, None),
    ],
)
def test_a_date_passes_to_a_later_telling_only_when_no_other_is_told(text: str, triggers: int, expected: str | None) -> None:
    (*_, (when, _)) = situate(text, ["attack"] * triggers, {"May 3": "1998-05-03"})
    assert (when.earliest if when else None) == expected


@pytest.mark.parametrize(
    ("text", "words", "value", "dated"),
    [
        ("Gunmen recently attacked the depot.", "recently", "PAST_REF", False),
        ("Gunmen attacked the depot, now a mill.", "now", "PRESENT_REF", False),
        ("Gunmen are now attacking the depot.", "now", "PRESENT_REF", True),
    ],
)
def test_references_date_only_what_is_going_on(text: str, words: str, value: str, dated: bool) -> None:
    timex = msgspec.structs.replace(timex_of(text, words, "1998-06-15"), value=value)
    trigger = "attacking" if "attacking" in text else "attacked"
    (event,) = situate_events(parse_of(text), (event_of(text, trigger),), (timex,), (), PUBLISHED)
    assert (event.date is not None and event.date.timex is not None) == dated


def test_the_town_outranks_its_country() -> None:
    text = "Gunmen carried out an attack on Benghazi in Libya."
    assert situate(text, ["attack"], None, {"Benghazi": "P.PPL", "Libya": "A.PCLI"})[0][1] == "Benghazi"


def test_an_attack_not_said_to_be_known_does_not() -> None:
    text = "Gunmen mounted an attack in Basra on May 3. Soldiers feared another attack."
    _, other = situate(text, ["attack", "attack"], {"May 3": "1998-05-03"}, {"Basra": "P.PPL"})
    assert other[1] is None
    assert other[0] is None or other[0].timex is None


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gunmen attacked the depot.", "attacked", When(latest="1998-06-15", precision="before")),
        ("Gunmen will attack the depot.", "attack", When(earliest="1998-06-15", precision="after")),
        ("Gunmen have attacked the depot.", "attacked", When(latest="1998-06-15", precision="before")),
        ("Gunmen may attack the depot.", "attack", None),
        ("Gunmen want to attack the depot.", "attack", None),
    ],
)
def test_without_a_time_the_date_of_publication_bounds_it(text: str, trigger: str, expected: When | None) -> None:
    assert situate(text, [trigger]) == [(expected, None)]
    assert situate(text, [trigger], published=None) == [(None, None)]


def test_a_time_that_the_tense_rules_out_is_not_taken() -> None:
    ((when, _),) = situate("Gunmen attacked the depot on Tuesday.", ["attacked"], {"Tuesday": "1998-06-16"})
    assert when == When(latest="1998-06-15", precision="before")


@pytest.mark.parametrize(
    ("text", "trigger", "places", "expected"),
    [
        ("Gunmen attacked a convoy in Basra.", "attacked", {"Basra": "P.PPL"}, "Basra"),
        ("An attack on the governor's house in Basra killed two.", "attack", {"Basra": "P.PPL"}, "Basra"),
        ("Planes bombed Aleppo.", "bombed", {"Aleppo": "P.PPL"}, "Aleppo"),
        ("The rebels mounted an attack on Benghazi.", "attack", {"Benghazi": "P.PPL"}, "Benghazi"),
        ("Two died in the Omagh bombing.", "bombing", {"Omagh": "P.PPL"}, "Omagh"),
        ("Police in Basra arrested nine men.", "arrested", {"Basra": "P.PPL"}, "Basra"),
        ("Gunmen in Yemen attacked a convoy.", "attacked", {"Yemen": "A.PCLI"}, "Yemen"),
        ("Officials in Geneva said that gunmen attacked a convoy.", "attacked", {"Geneva": "P.PPL"}, None),
        ("Persia attacked the fleet.", "attacked", {"Persia": "A.PCLI"}, None),
        ("Gunmen from Basra attacked a convoy.", "attacked", {"Basra": "P.PPL"}, None),
        ("Lawmakers in Geneva discussed the attack.", "attack", {"Geneva": "P.PPL"}, None),
        ("Rome imposed sanctions on Persia.", "sanctions", {"Persia": "A.PCLI"}, None),
    ],
)
def test_the_place_is_the_deeds_not_the_doers(text: str, trigger: str, places: dict[str, str], expected: str | None) -> None:
    assert situate(text, [trigger], None, places)[0][1] == expected


def test_words_against_a_city_are_not_spoken_there() -> None:
    text = "The rebels blamed Benghazi."
    parse, place = parse_of(text), place_of(text, "Benghazi")
    deed = event_of(text, "blamed")
    word = msgspec.structs.replace(deed, type="ACCUSE", quad="verbal_conflict")
    assert [event.place for event in situate_events(parse, (deed,), (), (place,), PUBLISHED)] == [place.id]
    assert [event.place for event in situate_events(parse, (word,), (), (place,), PUBLISHED)] == [None]


@pytest.mark.parametrize("entry", load("situation", SituationCue), ids=lambda entry: entry.cue)
def test_cues_by_their_examples(entry: SituationCue) -> None:
    def told(text: str) -> bool:
        times = {words: DAYS[words] for words in ("Monday",) if words in text}
        places = {name: "P.PPL" for name in ("Basra", "Benghazi", "Geneva") if name in text}
        ((when, place),) = situate(text, ["attack"], times, places)
        return place is not None or (when is not None and (when.timex is not None or when.earliest is not None))

    assert [text for text in entry.examples if not told(text)] == []
    assert [text for text in entry.lookalikes if told(text)] == []


@pytest.mark.parametrize("text", ["x", "”“ ))) 🙂", "attack " * 300])
def test_odd_text_raises_nothing(text: str) -> None:
    events = (event_of(text, text[:6].strip()), event_of(text + " ", text[:1]))
    assert len(situate_events(parse_of(text), events, (), (), PUBLISHED)) == 2


def test_an_event_outside_the_parsed_text_stays_as_it_is() -> None:
    event = EventMention(id="e-1", type="ASSAULT", start=900, end=906, quad="material_conflict", entry="test")
    assert situate_events(parse_of("Short."), (event,), (), (), PUBLISHED) == (event,)
