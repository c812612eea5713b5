"""Happenings told in a report, in PLOVER's sixteen types, each at its trigger with its parties.

One pass over the tokens finds the triggers by lemma; parties come from the parse; tellings of one happening within a sentence become one. Date,
place, status and certainty are left to later steps. Event types are those of the PLOVER 2.0 draft manual.

`confidence` is the network's probability of the type at the trigger. Where no network is asked, it says how complete the frame is: 0.4 for a trigger,
0.2 for an actor, 0.2 for a recipient (or a second actor of a mutual happening), 0.1 where one of them is an actor known to the report, 0.1 for a
verb, which tells more surely than a noun.
"""

import msgspec

from dragoman.model.actor import Actor
from dragoman.model.cast import Cast
from dragoman.model.identity import make_id
from dragoman.model.parse import Token
from dragoman.model.reading import Argument, Attribution, Count, EventMention, Ground, Passage
from dragoman.model.text import Span
from dragoman.read.encoder import EventScores

from .classes import PERSONAL
from .codes import BY_WEAPON, acled_of, deed_of
from .contexts import contexts_of
from .counts import by_whom, count_of, reached, toll_of
from .frame import LONGEST, Frame
from .judging import judge
from .proposing import Proposals, propose
from .tellings import Telling
from .tree import only_where
from .weapons import Weapon, weapon_of

__all__ = ["Proposals", "find_events", "propose"]

ANOTHER = frozenset({"other", "another", "new", "second", "latest", "previous", "earlier", "next", "further"})


def find_events(
    proposals: Proposals,
    attributions: tuple[Attribution, ...],
    scores: EventScores | None = None,
    actors: tuple[Actor, ...] = (),
    cast: Cast | None = None,
) -> tuple[EventMention, ...]:
    """The events in text order, but within a sentence the one that it is about first. Without the network's scores: the lexicon's own.

    `actors` are asked for the sectors of the parties, which ACLED's types rest on where the words do not tell; `cast` is one that knows more mentions
    than the proposals' own.
    """
    tellings = proposals.tellings if scores is None else judge(proposals, scores)
    sectors = {actor.id: actor.sector for actor in actors}
    frame = proposals.frame if cast is None else Frame(proposals.frame.parse, cast, proposals.frame.ontology)
    return _events(frame, tellings, attributions, sectors)


def _events(frame: Frame, tellings: list[Telling], attributions: tuple[Attribution, ...], sectors: dict[str, str | None]) -> tuple[EventMention, ...]:
    said = _attributed(tellings, attributions)
    events: list[EventMention] = []
    seen = -1
    contexts: tuple[str, ...] = ()
    by_actor: set[tuple[str, str | None, tuple[str | None, ...]]] = set()
    told: dict[str, list[frozenset[str]]] = {}  # type → the date words of each happening told
    happened: dict[str, list[int]] = {}  # type → places in `events` of all its happenings
    for telling in tellings:
        token, entry = telling.token, telling.entry
        counts = _counts(frame, telling)
        if entry.anaphoric and entry.type not in told:
            continue
        if not counts and _told_before(frame, telling, told):
            at = _meant(frame, token, told[entry.type], [(each, events[each]) for each in happened[entry.type]])
            events[at] = _told_again(events[at], telling, said)
            continue
        if token.sentence != seen:
            seen, contexts = token.sentence, contexts_of(frame.parse, frame.parse.sentence(token))
        if telling.actor_spans is None:
            actors = frame.arguments(telling.actors, token, apart=entry.reciprocal and not telling.recipients)
        else:
            actors = _chosen(frame, telling.actors, telling.actor_spans)
        if telling.recipient_spans is None:
            recipients = frame.arguments(telling.recipients, token)
        else:
            recipients = _chosen(frame, telling.recipients, telling.recipient_spans)
            recipients = tuple(each for each in recipients if not only_where(frame.parse, frame.cast, each)) or recipients
        if telling.mode == "third-party":
            actors, recipients = _parted(frame, token, actors, recipients)
        recipients = tuple(frame.behind(each, hit=frame.ontology.quad(entry.type) == "material_conflict") for each in recipients)
        recipients = _others(frame, actors, recipients)
        again = (entry.type, telling.mode, tuple(each.actor for each in actors))
        if token.pos == "NOUN" and again in by_actor and not (recipients or counts or _dates(frame, token)):
            at = happened[entry.type][-1]
            events[at] = _told_again(events[at], telling, said)  # "the minister's resignation", once more
            continue
        if actors and all(each.actor for each in actors):
            by_actor.add(again)
        told.setdefault(entry.type, []).append(_dates(frame, token))
        happened.setdefault(entry.type, []).append(len(events))
        start, end = telling.span(frame.parse)
        complete = bool(recipients) or (entry.reciprocal and len(actors) > 1)
        known = any(each.actor for each in (*actors, *recipients))
        weapon = _weapon(frame, telling)
        mode = telling.mode
        if weapon and weapon.mode and entry.type == "ASSAULT" and mode in BY_WEAPON:
            mode = weapon.mode  # "killed with an axe": the weapon says more than the verb
        deed = deed_of(
            frame.parse, telling, weapon=weapon, contexts=contexts, counts=counts,
            sector=lambda head: sectors.get(frame.cast.actor_at(frame.core(head).start) or ""),
        )  # fmt: skip
        frame_share = round(0.4 + 0.2 * bool(actors) + 0.2 * complete + 0.1 * known + 0.1 * (token.pos == "VERB"), 2)
        events.append(
            EventMention(
                id=make_id("e", entry.type, start, end),
                type=entry.type,
                mode=mode,
                contexts=contexts,
                start=start,
                end=end,
                actors=actors,
                recipients=recipients,
                attributions=said[token.i],
                counts=tuple(msgspec.structs.replace(count, by=by_whom(attributions, count)) for count in counts),
                weapon=weapon.span if weapon else None,
                cameo=entry.cameo or None,
                acled=acled_of(deed),
                quad=frame.ontology.quad(entry.type),
                intensity=frame.ontology.intensity(entry.type, mode),
                confidence=frame_share if telling.odds is None else telling.odds,
                basis=telling.basis,
                odds=telling.odds,
                entry=entry.id,
                passages=(Passage(start=start, end=end, attributions=said[token.i]),),
                grounds=_grounds(telling, (start, end), actors, recipients),
            )
        )
    return tuple(events)


def _parted(
    frame: Frame, trigger: Token, actors: tuple[Argument, ...], recipients: tuple[Argument, ...]
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Who mediates, and between whom: what stands after "between" has it done to it, whichever of the two the network took for its doer."""
    sides = frame.arguments(frame.after(trigger, "between"), trigger)
    if not sides or not any(side.start <= each.start < side.end for each in actors for side in sides):
        return actors, recipients
    return frame.arguments([each for each in frame.subjects(trigger) if frame.acts(each)], trigger), sides


def _meant(frame: Frame, noun: Token, dates: list[frozenset[str]], before: list[tuple[int, EventMention]]) -> int:
    """Which of the happenings of its type a bare noun points back to: the last of its date, told in its own word before another."""
    own = _dates(frame, noun)
    dated = [each for each, words in zip(before, dates, strict=True) if own <= words] or before
    same = [at for at, event in dated if any(token.lemma == noun.lemma for token in frame.parse.covering(event.start, event.end))]
    return (same or [at for at, _ in dated])[-1]


def _told_again(event: EventMention, telling: Telling, said: dict[int, tuple[str, ...]]) -> EventMention:
    """The event with one more passage."""
    token = telling.token
    again = Passage(start=token.start, end=token.end, attributions=said[token.i])
    attributions = tuple(dict.fromkeys((*event.attributions, *again.attributions)))
    return msgspec.structs.replace(event, attributions=attributions, passages=(*event.passages, again))


def _grounds(telling: Telling, trigger: tuple[int, int], actors: tuple[Argument, ...], recipients: tuple[Argument, ...]) -> tuple[Ground, ...]:
    """What type and parties rest on."""
    rules = [telling.entry.id] * telling.listed + ["network"] * (telling.odds is not None)
    found = [Ground(part="type", rule=rule, start=trigger[0], end=trigger[1]) for rule in rules]
    found += [Ground(part="actor", rule="frame" if telling.actor_spans is None else "network", start=each.start, end=each.end) for each in actors]
    seen = "frame" if telling.recipient_spans is None else "network"
    return (*found, *(Ground(part="recipient", rule=seen, start=each.start, end=each.end) for each in recipients))


def _weapon(frame: Frame, telling: Telling) -> Weapon | None:
    """The weapon that the telling or one that restates it names."""
    return next((found for each in (telling, *telling.parts) if (found := weapon_of(frame.parse, each.token, each.entry.type))), None)


def _chosen(frame: Frame, heads: list[Token], spans: list[Span]) -> tuple[Argument, ...]:
    """The parties whose words the network chose."""
    return tuple(Argument(span.start, span.end, frame.actor_of(head, span)) for head, span in zip(heads, spans, strict=True))


def _dates(frame: Frame, trigger: Token) -> frozenset[str]:
    """The words of dates that stand under the trigger."""
    under = frame.parse.tokens[trigger.left : min(trigger.right, trigger.left + LONGEST)]
    return frozenset(each.lower for each in under if each.ent == "DATE" and each.pos != "PUNCT")


def _told_before(frame: Frame, telling: Telling, told: dict[str, list[frozenset[str]]]) -> bool:
    """Whether a bare noun ("the attack", "the Nov. 7 attack") only points back to a happening of its type, and of its date, that was told before."""
    noun = telling.token
    if telling.entry.anaphoric:
        return True  # without a figure it tells nothing
    if noun.pos != "NOUN" or telling.entry.type not in told or telling.actors or telling.recipients:
        return False
    children = frame.parse.children(noun)
    definite = any(child.dep == "det" and child.lower in ("the", "this", "that", "these", "those", "both") for child in children)
    dates = _dates(frame, noun)
    if dates and not any(dates <= earlier for earlier in told[telling.entry.type]):
        return False
    own = any(
        child.ent in ("TIME", "ORDINAL")
        or child.dep in ("nummod", "relcl")
        or (child.dep == "poss" and child.ent != "DATE")
        or child.lower in ANOTHER
        for child in children
    )
    placed = any(each.ent not in ("", "DATE") for child in children if child.dep == "prep" for each in frame.parse.children(child, "pobj"))
    return definite and not own and not placed


def _others(frame: Frame, actors: tuple[Argument, ...], recipients: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The recipients that can be others than the actors: one pronoun on both sides says nothing, and "him" is never the subject of its verb."""
    taken = {(each.start, each.end) for each in actors}
    words = {frame.parse.text[each.start : each.end].lower() for each in actors}
    known = {each.actor for each in actors}
    found = []
    for each in recipients:
        word = frame.parse.text[each.start : each.end].lower()
        if (each.start, each.end) in taken or (word in PERSONAL and word in words):
            continue
        if each.actor is not None and each.actor in known and word not in PERSONAL:
            continue  # one actor on both sides: the network saw one phrase twice
        found.append(Argument(each.start, each.end) if word in PERSONAL and each.actor in known else each)
    return tuple(found)


def _counts(frame: Frame, telling: Telling) -> tuple[Count, ...]:
    """The figures on its parties and on those of the tellings merged into it, in text order."""
    found: dict[int, Count] = {}
    for each in (telling, *telling.parts):
        for heads, kind in ((each.recipients, each.entry.count), (each.actors, each.entry.actor_count)):
            if kind is None:
                continue
            for head in heads:
                for one in frame.parse.conjuncts(head):
                    count = count_of(frame.parse, one, kind) or toll_of(frame.parse, one, kind)
                    if count:
                        found.setdefault(count.start, count)
        if each.entry.type == "ASSAULT" and each.token.pos == "NOUN":
            count = reached(frame.parse, each.token, "killed") if each.entry.anaphoric else toll_of(frame.parse, each.token, "killed")
            if count:
                found.setdefault(count.start, count)
    return tuple(found[start] for start in sorted(found))


def _attributed(tellings: list[Telling], attributions: tuple[Attribution, ...]) -> dict[int, tuple[str, ...]]:
    """Trigger → attributions whose content holds it, innermost (shortest) first. One sweep over both."""
    spans = sorted((span.start, span.end, attribution.id) for attribution in attributions for span in attribution.content.spans)
    found: dict[int, tuple[str, ...]] = {}
    open_: list[tuple[int, int, str]] = []
    at = 0
    for telling in sorted(tellings, key=lambda each: each.token.i):
        token = telling.token
        while at < len(spans) and spans[at][0] <= token.start:
            open_.append(spans[at])
            at += 1
        open_ = [span for span in open_ if span[1] > token.start]
        holding = sorted((end - start, id_) for start, end, id_ in open_ if end >= token.end)
        found[token.i] = tuple(dict.fromkeys(id_ for _, id_ in holding))
    return found
