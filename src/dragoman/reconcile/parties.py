"""Who, by signatures that hold over reports, takes part in what a report tells, and who it says is tied to whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.model.entity import Appearance
from dragoman.model.happening import Telling
from dragoman.model.link import Ordered, Part, Role, Seated, Stated
from dragoman.model.reading import Reading

from .personas import appearances_of, signature_of
from .tellings import Teller, day_of

Signed = Sequence[tuple[str, Appearance]]
FOLLOWING = frozenset({"pro", "supporter", "supporters", "loyalist", "loyalists", "loyal to", "sympathetic to"})
"""Words by which one backs another as his follower: he is on his side, but no patron of his."""

TOOK = frozenset({"told", "ahead"})  # what is recalled is no happening of its own, news has no parties


def signed(reading: Reading) -> Signed:
    """The actors of the report under the signatures of their personas."""
    return tuple((signature_of(each), each) for each in appearances_of(reading))


def parties_of(tellings: Iterable[Telling], cast: Signed) -> tuple[Part, ...]:
    """Who acts and who is acted on in these tellings of one report, of those who have a name.

    The parties that a person gave a telling are sought by name: the best one of an actor, else another, where only one is called so.
    """
    by_actor = {each.actor: signature for signature, each in cast}
    found: set[tuple[str, Role, str]] = set()
    for telling in tellings:
        if telling.aspect not in TOOK:
            continue
        sides: tuple[tuple[Role, tuple[str, ...], str], ...] = (
            ("actor", telling.actor_ids, telling.who),
            ("recipient", telling.recipient_ids, telling.whom),
        )
        for role, ids, printed in sides:
            signatures = _called(printed, cast) if telling.by_hand else [by_actor[each] for each in ids if each in by_actor]
            found |= {(telling.key, role, each) for each in signatures}
    return tuple(Part(telling=key, role=role, signature=signature) for key, role, signature in sorted(found))


def _called(name: str, cast: Signed) -> list[str]:
    same: dict[bool, set[str]] = defaultdict(set)
    for signature, each in cast:
        if name.casefold() in {other.casefold() for other in (each.name, *each.aliases)}:
            same[name.casefold() == each.name.casefold()].add(signature)
    best = same[True] or same[False]
    return list(best) if len(best) == 1 else []


def stated_of(reading: Reading, cast: Signed) -> tuple[Stated, ...]:
    """The ties that the report states between two actors who have a name; of one actor with itself ("the Front, or the Lynxes") there is none."""
    by_actor = {each.actor: signature for signature, each in cast}
    teller = Teller(reading)
    triggers = {(event.start, event.end) for event in reading.events} | {
        (each.start, each.end) for event in reading.events for each in event.passages
    }
    found = []
    for each in reading.relations:
        source, target = by_actor.get(each.source.actor or ""), by_actor.get(each.target.actor or "")
        if source is None or target is None or source == target:
            continue
        start = min((span.start for span in each.cue.spans), default=each.source.start)
        end = max((span.end for span in each.cue.spans), default=each.source.end)
        follows = reading.report.text[start:end].lower() in FOLLOWING
        stated = Stated(
            id=each.id, report=reading.report.id, type="allied_with" if follows else each.type, sign=each.sign, source=source, target=target,
            first=day_of(each.earliest), last=day_of(each.latest), published=teller.published, start=start, end=end, factuality=each.factuality,
            odds=each.odds, quote=teller.quote(start), shown=(start, end) in triggers,
        )  # fmt: skip
        found.append(stated)
    return tuple(found)


def seated_of(reading: Reading, cast: Signed) -> tuple[Seated, ...]:
    """The seats that the report gives to parties; whose party it is called follows from the person who is named in the party's own words."""
    by_actor = {each.actor: signature for signature, each in cast}
    names = {each.actor: each.name for _, each in cast}
    persons = {each.actor for _, each in cast if each.kind == "person"}
    teller = Teller(reading)
    found = []
    for each in reading.seats:
        inside = [mention.actor for mention in reading.mentions if each.party.start <= mention.start and mention.end <= each.party.end]
        head = next((actor for actor in inside if actor in persons and actor != each.party.actor), None)
        printed = " ".join(reading.report.text[each.party.start : each.party.end].split())
        seated = Seated(
            report=reading.report.id, name=names.get(each.party.actor or "", printed), party=by_actor.get(each.party.actor or ""),
            head=by_actor[head] if head else None, seats=each.seats, of=each.of, published=teller.published, start=each.start, end=each.end,
            quote=teller.quote(each.start),
        )  # fmt: skip
        found.append(seated)
    return tuple(found)


def ordered_of(reading: Reading, tellings: Iterable[Telling]) -> tuple[Ordered, ...]:
    """Which telling of the report it puts before which, in words ("after the attack")."""
    keys = {each.id: each.key for each in tellings}
    return tuple(
        Ordered(earlier=keys[each.before], later=keys[each.after], start=each.start, end=each.end)
        for each in reading.order
        if each.before in keys and each.after in keys
    )
