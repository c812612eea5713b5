"""The first case, a machine-garbled copy of a wire story: what a reader must find in it, one test a fact.

The report lies beside the repository (`shared/seed`) and is not part of it; without it these tests skip. Facts are names, dates and short phrases.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman import Reading, Settings, read_sources
from dragoman.model.actor import Actor
from dragoman.model.reading import Argument, Attribution, EventMention
from eval.corpora import FOLDER

SEED = FOLDER.parent / "seed"
pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module")
def reading() -> Reading:
    files = sorted(Path(SEED).glob("*.txt")) if SEED.exists() else []
    if not files:
        pytest.skip(f"no seed report in {SEED}")
    (found,) = read_sources([str(files[0])], Settings())
    assert isinstance(found, Reading)
    return found


def words(reading: Reading, item: Argument | EventMention) -> str:
    return reading.report.text[item.start : item.end]


def actor(reading: Reading, name: str) -> Actor | None:
    return next((actor for actor in reading.actors if name in (actor.name, *actor.aliases)), None)


def roles(reading: Reading, name: str) -> str:
    """All that the actor's roles say, in one line of lower case."""
    found = actor(reading, name)
    return "; ".join(f"{role.status} {role.title} {role.organization or ''}".lower() for role in found.roles) if found else ""


def parties(reading: Reading, arguments: tuple[Argument, ...]) -> str:
    names = {actor.id: actor.name for actor in reading.actors}
    return "; ".join(f"{words(reading, argument)} = {names.get(argument.actor or '', '')}" for argument in arguments)


def events(reading: Reading, kind: str, who: str = "", whom: str = "") -> list[EventMention]:
    return [
        event
        for event in reading.events
        if event.type == kind and who in parties(reading, event.actors) and whom in parties(reading, event.recipients)
    ]


def sources(reading: Reading, printed: str) -> list[Attribution]:
    return [item for item in reading.attributions if any(printed in reading.report.text[span.start : span.end] for span in item.source.spans)]


def flagged(reading: Reading, kind: str) -> list[str]:
    return [reading.report.text[flag.start : flag.end] for flag in reading.flags if flag.kind == kind]


def asked(reading: Reading, party: str, response: str) -> bool:
    return any(party in parties(reading, (request.party,)) and request.response == response for request in reading.comment_requests)


def dated(found: list[EventMention], day: str) -> bool:
    return any(event.date and event.date.earliest == event.date.latest == day for event in found)


FACTS: dict[str, Callable[[Reading], object]] = {
    "dateline Tehran": lambda r: r.report.dateline and r.report.dateline.place == "Tehran",
    "year inferred 2021": lambda r: r.report.published == "2021-12-22" and r.report.published_inferred,
    "headline once": lambda r: [part.kind for part in r.parts].count("headline") == 1 and "headline_repeated" in [part.kind for part in r.parts],
    "link list is no body": lambda r: any(part.kind == "boilerplate" for part in r.parts),
    "six garbled words": lambda r: len(set(flagged(r, "garbled_word")) & {"counterectalise", "powerled", "Shiits", "shiiite", "yatollah", "ne", "irani", "syrian", "pms", "Tehrans"}) >= 6,
    "cut off: who was": lambda r: any(text.endswith("who was") for text in flagged(r, "cut_off")),
    "cut off: any deadly": lambda r: any(text.endswith("any deadly") for text in flagged(r, "cut_off")),
    "integrity low": lambda r: r.integrity < 0.75,
    "Ghaani brigadier general": lambda r: "brigadier general" in roles(r, "Esmail Ghaani"),
    "Ghaani IRGC": lambda r: "revolutionary guards" in roles(r, "Esmail Ghaani"),
    "Ghaani head of the Quds": lambda r: "head quds" in roles(r, "Esmail Ghaani") or "head of the quds" in roles(r, "Esmail Ghaani"),
    "Ghaani by surname": lambda r: (found := actor(r, "Esmail Ghaani")) and "Ghaani" in found.aliases and len(found.mentions) >= 15,
    "Kadhimi prime minister": lambda r: "prime minister" in roles(r, "Mustafa al-Kadhimi"),
    "Sadr cleric": lambda r: "cleric" in roles(r, "Sadr"),
    "Amiri": lambda r: actor(r, "Hadi Al-Amiri"),
    "Khazali": lambda r: actor(r, "Qais Al-Khazali"),
    "Soleimani predecessor": lambda r: (found := actor(r, "Qassem Soleimani")) and ("predecessor" in roles(r, "Qassem Soleimani") or any(tie.type == "succeeded" and tie.target.actor == found.id for tie in r.relations)),
    "Trump former president": lambda r: "former president" in roles(r, "Donald Trump"),
    "Mohammedawi chief": lambda r: "chief" in roles(r, "Abdul Aziz al-Mohammedawi"),
    "Alavi intelligence minister": lambda r: "intelligence minister" in roles(r, "Mahmoud Alavi"),
    "Taeb security chief": lambda r: "security chief" in roles(r, "Hossein Taeb"),
    "Sistani": lambda r: actor(r, "Ali Al-Sistani"),
    "Saddam Hussein": lambda r: actor(r, "Saddam Hussein"),
    "IRGC one actor": lambda r: (found := actor(r, "IRGC")) and {"Islamic Revolutionary Guards Corps", "Revolutionary Guards"} <= {found.name, *found.aliases},
    "Iran a state": lambda r: (found := actor(r, "Iran")) and (found.kind, found.country) == ("state", "IRN") and "Tehran" in found.aliases,
    "Iraq a state": lambda r: (found := actor(r, "Iraq")) and (found.kind, found.country) == ("state", "IRQ"),
    "Washington the United States": lambda r: (found := actor(r, "United States")) and "Washington" in found.aliases,
    "attack on the residence": lambda r: dated(events(r, "ASSAULT", "Iran-backed groups", "Mustafa al-Kadhimi"), "2021-11-07"),
    "attack not on the dateline's day": lambda r: not dated(events(r, "ASSAULT"), "2021-12-22"),
    "meeting with the chief": lambda r: events(r, "CONSULT", "Ghaani", "chief"),
    "meeting with the militia leaders": lambda r: [event for event in events(r, "CONSULT", "Ghaani") if "leaders" in parties(r, event.recipients) or "militias" in parties(r, event.recipients)],
    "meeting of Alavi and Taeb": lambda r: [event for event in events(r, "CONSULT", "Mahmoud Alavi", "Sadr") if "Hossein Taeb" in parties(r, event.actors)],
    "Iran condemned": lambda r: events(r, "ACCUSE", "Iran"),
    "Amiri condemned": lambda r: events(r, "ACCUSE", "Amiri"),
    "Khazali blamed": lambda r: events(r, "ACCUSE", "Khazali", "unidentified actors"),
    "2003 historical": lambda r: any(event.status == "historical" and event.date and event.date.latest == "2003-12-31" for event in r.events),
    "2020 historical": lambda r: any(event.status == "historical" and event.date and event.date.latest == "2020-01-31" for event in r.events),
    "officials, politicians, diplomats": lambda r: [item for item in sources(r, "militia officials, Iraqi politicians") if item.source.kind == "anonymous" and item.source.plural],
    "people familiar": lambda r: [item for item in sources(r, "people familiar with the meeting") if item.source.basis == "briefed"],
    "official with direct knowledge": lambda r: [item for item in sources(r, "militia") if item.source.basis == "direct"],
    "two politicians who were briefed": lambda r: [member for item in sources(r, "two politicians who were briefed") for member in item.source.members if member.number == 2 and member.basis == "briefed"],
    "nobody counted twice": lambda r: [voice.name for voice in r.voices if not voice.part_of].count("Four others") == 1,
    "all of these sources agree": lambda r: [account for account in r.shared_accounts if "stop fuelling unrest" in "".join(r.report.text[span.start : span.end] for span in account.content.spans)],
    "four others": lambda r: [item for item in sources(r, "Four others") if item.source.kind == "anonymous" and item.source.number == 4],
    "the militia official": lambda r: [item for item in sources(r, "The militia official") if item.source.kind == "anonymous" and item.source.number == 1],
    "two and two": lambda r: [item for item in sources(r, "two militia officials and two politicians") if item.source.number == 4],
    "an official in Sadr's office": lambda r: [item for item in sources(r, "an official in Sadr's political office") if item.source.kind == "anonymous"],
    "no answer: Iran's government": lambda r: asked(r, "Iran", "none"),
    "no answer: Revolutionary Guards": lambda r: asked(r, "Revolutionary Guards", "none"),
    "no answer: the government, by phone": lambda r: any(request.channel and "phone" in request.channel for request in r.comment_requests),
    "no answer: Ghaani": lambda r: asked(r, "Ghaani", "none"),
    "no answer: prime minister's office": lambda r: asked(r, "pms office", "none"),
    "no answer: Amiri and Khazali": lambda r: asked(r, "Amiri", "none"),
    "no answer: several militias": lambda r: asked(r, "Several Iran-backed militias", "none"),
    "declined: Sadr's representative": lambda r: asked(r, "representative", "declined"),
    "no answer: Mohammedawi's office": lambda r: asked(r, "Mohammedawi", "none"),
    "no answer: Alavi and Taeb": lambda r: asked(r, "Alavi", "none") and asked(r, "Taeb", "none"),
    "ahead: coming days": lambda r: any("ratify election results in coming days" in item.what for item in r.ahead),
    "ahead: Dec. 31": lambda r: any("after Dec. 31" in item.what and item.earliest == "2022-01-01" for item in r.ahead),
}  # fmt: skip


@pytest.mark.parametrize("fact", FACTS)
def test_fact(reading: Reading, fact: str) -> None:
    assert FACTS[fact](reading)
